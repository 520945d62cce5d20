// What the search page says, where its Dutch is missing.
Documentation.addTranslations({
  locale: "nl",
  plural_expr: "(n != 1)",
  messages: {
    ", in ": ", in ",
    "Preparing search...": "Zoeken …",
    "Search finished, found one page matching the search query.": [
      "Eén pagina gevonden.",
      "${resultCount} pagina’s gevonden.",
    ],
    "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
      "Niets gevonden. Elk woord moet op de pagina staan; probeer er minder, of een kortere vorm.",
  },
});
