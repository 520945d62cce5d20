"""`explain`: one rule or one case, with everything that belongs to it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from migratietoets.conformance.commands import completion
from migratietoets.conformance.commands.screen import show

if TYPE_CHECKING:
    from migratietoets.conformance.catalogue.case.case import Case
    from migratietoets.conformance.catalogue.model import Supervision
    from migratietoets.conformance.catalogue.register import Rule


def explain(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Een regel (MT-04) of een geval (toewijzingen/per-jaar).",
            autocompletion=completion.ids,
        ),
    ],
) -> None:
    """Leg één regel of geval uit: de tekst, hoe de kit die leest, de bron, en wat erbij hoort.

    \b
    Voorbeelden:
      migratietoets explain MT-04
      migratietoets explain toewijzingen/per-jaar
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.catalogue.cases import case
    from migratietoets.conformance.catalogue.model import beside_the_register
    from migratietoets.conformance.catalogue.register import rule

    if "/" in id_:
        lines = _case(case(id_))
    else:
        beside = next((one for one in beside_the_register() if one.rule.id == id_.upper()), None)
        lines = _rule(rule(id_)) if beside is None else _model_rule(beside)
    show(part for line in lines for part in line.split("\n"))


def _list(title: str, values: Iterable[str]) -> Iterator[str]:
    lines = list(values)
    if lines:
        yield f"\n{title}:"
        yield from (f"  {value}" for value in lines)


def _rule(r: "Rule") -> Iterator[str]:
    from migratietoets.conformance.catalogue.links import (
        follows_from,
        model_as_text,
        mutants_of,
        negative_cases,
        positive_cases,
        reception_cases,
    )
    from migratietoets.conformance.catalogue.mutants import mutants

    yield f"{r.id} ({r.strength}) bindt {', '.join(r.binds)}"
    yield f"\n{r.text}"
    for title, text in (("Zo zie je het", r.observation), ("Zo leest de kit het", r.reading), ("Bron", r.source)):
        if text:
            yield f"\n{title}: {text}"
    if r.model is not None:
        yield f"\nInformatiemodel 3.0: {model_as_text(r)}"
    if not r.checked:
        yield f"\nNiet getoetst: {r.reason or 'de toets komt nog'}"
    yield from _list("Overtreden breekt ook", r.entails)
    yield from _list("Breekt mee met", follows_from(r.id))
    yield from _list("Positieve gevallen", positive_cases(r.id))
    yield from _list("Negatieve gevallen", negative_cases(r.id))
    yield from _received(reception_cases(r.id))
    yield from _list("Mutanten", (f"{name}: {mutants()[name].title}" for name in mutants_of(r.id)))


def _model_rule(one: "Supervision") -> Iterator[str]:
    """A rule of the information model that is not judged under its own id."""
    from migratietoets.conformance.catalogue.links import reception_cases, used_in

    yield f"{one.rule.id}: regel van het informatiemodel 3.0, zonder eigen oordeel"
    yield f"\nBerichten en retourcode: {used_in(one.rule)}"
    yield f"\nHoe nagegaan: {one.text}"
    yield from _received(reception_cases(one.rule.id))


def _received(cases: "Mapping[str, list[str]]") -> Iterator[str]:
    yield from _list("Zo krijgt een systeem hem gebroken (AC-14)", (case for ids in cases.values() for case in ids))


def _case(case: "Case") -> Iterator[str]:
    from migratietoets.conformance.catalogue.register import register

    def with_text(rule_id: str, what: str) -> str:
        return f"{rule_id} ({what}): {register()[rule_id].text}"

    yield f"{case.id} ({'positief' if case.positive else 'negatief'})"
    yield f"\n{case.title}"
    yield f"\nRollen: {', '.join(case.roles)}. Domeinen: {', '.join(case.domeinen)}."
    yield f"Bron: {case.source}"
    if case.damaged:
        kinds = " en ".join(case.damaged)
        yield f"Raakt onderweg beschadigd en wordt geweigerd (0001): de eerste {kinds} van het systeem."
    yield from _list(
        "Raakt deze regels", (with_text(r, f"minstens {n} keer") for r, n in case.expectation.rules.items())
    )
    yield from _list("Breekt deze regels", (with_text(r, outcome) for r, outcome in case.expectation.verdicts.items()))
    if case.positive:
        yield f"\nSpeel het: migratietoets run --cases {case.id}"
