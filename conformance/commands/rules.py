"""`rules`: what is asked of a system, of whom, how strongly, and what it is tested by."""

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
    from migratietoets.conformance.catalogue.register import Rule


def rules(
    words: Words = None,
    *,
    chapter: ByChapter = None,
    role: ByRole = None,
    strength: ByStrength = None,
    output_format: Format = "table",
) -> None:
    """Laat de regels zien: wie zij binden, hoe sterk, en hoeveel gevallen en mutanten erbij horen.

    Bij elke regel: waarover zij oordeelt (een bericht, een stand op
    bepaalde dagen, of de hele run), en hoeveel positieve en
    negatieve gevallen haar raken. Met woorden en opties kiest u er een deel van. Alles over één regel:
    migratietoets explain MT-04.

    \b
    Voorbeelden:
      migratietoets rules
      migratietoets rules --chapter migratie --role gemeente
      migratietoets rules week 53 --strength must
      migratietoets rules --format json
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.catalogue.links import (
        MODEL,
        model_rule_as_json,
        rule_as_json,
        senders,
        tally,
        used_in,
    )
    from migratietoets.conformance.catalogue.model import beside_the_register
    from migratietoets.conformance.catalogue.register import register

    beside = {one.rule.id: one for one in beside_the_register()}
    chapters = chapters_asked(chapter, (*(r.chapter for r in register().values()), MODEL))
    asked = {
        r.id: f"{r.text} {r.reading or ''} {r.source}"
        for r in register().values()
        if r.chapter in chapters and (role is None or r.binds_role(role)) and strength in {None, r.strength}
    }
    if MODEL in chapters and strength in {None, "info"}:
        asked |= {id_: one.text for id_, one in beside.items() if role is None or role in senders(one.rule)}
    found = with_words(asked, words, "regel")
    chosen = [register()[id_] for id_ in found if id_ not in beside]
    of_model = [beside[id_] for id_ in found if id_ in beside]
    if output_format == "json":
        write_list((*map(rule_as_json, chosen), *map(model_rule_as_json, of_model)))
        return
    show(per_chapter((r.chapter, (_head(r), r.text)) for r in chosen))
    show(per_chapter((MODEL, (f"{one.rule.id} · {used_in(one.rule)}", one.text)) for one in of_model))
    total = len(register()) + len(beside)
    if len(found) < total:
        tell(f"{len(found)} van de {total} regels.")
        return
    for one, count, checked, with_reason in tally():
        tell(f"{one}: {count} regels, {checked} met toets, {with_reason} zonder, met een reden.")


def _head(rule: "Rule") -> str:
    """MT-04 · must · gemeente · stand · 12 positief, 3 negatief, 2 mutanten."""
    from migratietoets.conformance.catalogue.links import model_as_text, mutants_of, negative_cases, positive_cases
    from migratietoets.reports.words.text import counted

    checked = rule.judges or ("hele run" if rule.whole_run else "niet getoetst")
    cases = (
        f"{len(positive_cases(rule.id))} positief, {len(negative_cases(rule.id))} negatief, "
        f"{counted(len(mutants_of(rule.id)), 'mutant', 'mutanten')}"
    )
    model = f"model 3.0: {model_as_text(rule)}" if rule.model is not None else ""
    return " · ".join(filter(None, (rule.id, rule.strength, ", ".join(rule.binds), checked, cases, model)))
