(function () {
  "use strict";
  var form = document.querySelector("form.search");
  var field = document.getElementById("searchfield");
  var tick = document.getElementById("searchopen");
  var state = document.getElementById("searchstate");
  var parts = Array.prototype.slice.call(document.querySelectorAll("[data-search]"));
  var texts = parts.map(function (part) { return part.textContent.toLowerCase(); });
  function filter() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var visible = 0;
    parts.forEach(function (part, i) {
      var fits = words.every(function (word) { return texts[i].indexOf(word) >= 0; });
      part.hidden = !fits || (tick.checked && part.hasAttribute("data-good"));
      visible += part.hidden ? 0 : 1;
    });
    var filtered = words.length > 0 || tick.checked;
    state.textContent = filtered ? visible + " van " + parts.length + " zichtbaar" : "";
  }
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (e) { e.preventDefault(); });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".rule details:not(.list), details.rule:not(.pictured)").forEach(function (d) {
      if (!d.open) { d.open = true; d.setAttribute("data-print", ""); }
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-print]").forEach(function (d) {
      d.open = false; d.removeAttribute("data-print");
    });
  });
})();
