"""`cases`: the situations that a system plays, and those that test the kit itself."""

from typing import TYPE_CHECKING

from migratietoets.conformance.commands.listing import (
    ByChapter,
    ByRole,
    ByStrength,
    Format,
    Words,
    chapters_asked,
    per_chapter,
    with_words,
    write_list,
)
from migratietoets.conformance.commands.screen import show, tell

if TYPE_CHECKING:
    from migratietoets.conformance.catalogue.case.case import Case


def cases(
    words: Words = None,
    *,
    chapter: ByChapter = None,
    role: ByRole = None,
    strength: ByStrength = None,
    output_format: Format = "table",
) -> None:
    """Laat de gevallen zien. Een positief geval speelt het systeem mee; een negatief geval toetst de kit zelf.

    Met woorden en opties kiest u er een deel van; een geval heeft de sterkte van elke regel die het noemt. Alles over
    één geval: migratietoets explain toewijzingen/per-jaar.

    \b
    Voorbeelden:
      migratietoets cases
      migratietoets cases --chapter migratie --role aanbieder
      migratietoets cases MT-04 positief
      migratietoets cases --format json
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.catalogue.cases import cases
    from migratietoets.conformance.catalogue.links import case_as_json
    from migratietoets.conformance.catalogue.register import register
    from migratietoets.reports.words.text import counted

    known = cases()
    chapters = chapters_asked(chapter, (case.chapter for case in known.values()))
    asked = {
        case.id: f"{case.title} {_facts(case)}"
        for case in known.values()
        if case.chapter in chapters
        and role in {None, *case.roles}
        and strength in {None, *(register()[id_].strength for id_ in case.expectation.named)}
    }
    chosen = [known[id_] for id_ in with_words(asked, words, "geval")]
    if output_format == "json":
        write_list(map(case_as_json, chosen))
        return
    show(per_chapter((case.chapter, (case.id, case.title, _facts(case))) for case in chosen))
    tell(
        f"{counted(len(chosen), 'geval', 'gevallen')}: "
        f"{sum(case.positive and case.base is None for case in chosen)} positief, "
        f"{sum(not case.positive for case in chosen)} negatief, "
        f"{sum(case.base is not None for case in chosen)} metamorf."
    )


def _facts(case: "Case") -> str:
    kind = "positief" if case.positive else "negatief"
    return " · ".join((kind, ", ".join(case.roles), ", ".join(case.expectation.named)))
