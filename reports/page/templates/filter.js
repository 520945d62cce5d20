(function () {
  "use strict";
  var formulier = document.querySelector("form.zoek");
  var veld = document.getElementById("zoekveld");
  var vink = document.getElementById("zoekopen");
  var stand = document.getElementById("zoekstand");
  var delen = Array.prototype.slice.call(document.querySelectorAll("[data-zoek]"));
  var teksten = delen.map(function (deel) { return deel.textContent.toLowerCase(); });
  function filter() {
    var woorden = veld.value.toLowerCase().split(/\s+/).filter(Boolean);
    var zichtbaar = 0;
    delen.forEach(function (deel, i) {
      var past = woorden.every(function (woord) { return teksten[i].indexOf(woord) >= 0; });
      deel.hidden = !past || (vink.checked && deel.hasAttribute("data-goed"));
      zichtbaar += deel.hidden ? 0 : 1;
    });
    var gefilterd = woorden.length > 0 || vink.checked;
    stand.textContent = gefilterd ? zichtbaar + " van " + delen.length + " zichtbaar" : "";
  }
  formulier.hidden = false;
  formulier.addEventListener("input", filter);
  formulier.addEventListener("submit", function (e) { e.preventDefault(); });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".regel details:not(.lijst), details.regel:not(.inbeeld)").forEach(function (d) {
      if (!d.open) { d.open = true; d.setAttribute("data-print", ""); }
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-print]").forEach(function (d) {
      d.open = false; d.removeAttribute("data-print");
    });
  });
})();
