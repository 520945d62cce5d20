"""`rules`, `cases` and `explain`: what is tested, by what, and why."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from migratietoets.conformance.commands.options import one_of
from migratietoets.conformance.commands.screen import table_console, tell, write

if TYPE_CHECKING:
    from migratietoets.conformance.catalogue.case.case import Case
    from migratietoets.conformance.catalogue.register import Rule

Format = Annotated[
    str,
    typer.Option("--format", parser=one_of("table", "json"), metavar="table|json", help="Een tabel of een JSON-lijst."),
]


def _json(objects: Iterable[dict[str, Any]]) -> None:
    lines = ",\n".join(json.dumps(o, ensure_ascii=False) for o in objects)
    write(f"[\n{lines}\n]\n")


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, overflow="fold", no_wrap=number == 0 and column == "Regel")
    for row in rows:
        table.add_row(*map(Text, row))
    table_console().print(table)


def rules(output_format: Format = "table") -> None:
    """Laat alle regels zien: wie zij binden, hoe sterk, en welke gevallen en mutanten erbij horen.

    \b
    Voorbeelden:
      migratietoets rules
      migratietoets rules --format json
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.catalogue.links import (
        model_as_text,
        mutants_of,
        negative_cases,
        positive_cases,
        rule_as_json,
        tally,
    )
    from migratietoets.conformance.catalogue.register import register

    if output_format == "json":
        _json(map(rule_as_json, register().values()))
        return
    _table(
        (
            "Regel",
            "Sterkte",
            "Bindt",
            "Getoetst",
            "Oordeel",
            "Model 3.0",
            "Pos.",
            "Neg.",
            "Mut.",
            "Wat er gevraagd wordt",
        ),
        (
            (
                r.id,
                r.strength,
                ", ".join(r.binds),
                "ja" if r.checked else "nee" if r.status == "active" else "nog niet",
                r.judges or "",
                model_as_text(r),
                str(len(positive_cases(r.id))),
                str(len(negative_cases(r.id))),
                str(len(mutants_of(r.id))),
                r.text,
            )
            for r in register().values()
        ),
    )
    for strength, count, checked, with_reason in tally():
        tell(f"{strength}: {count} regels, {checked} met toets, {with_reason} zonder, met een reden.")


def cases(output_format: Format = "table") -> None:
    """Laat alle gevallen zien. Een positief geval speelt het systeem mee; een negatief geval toetst de kit zelf.

    \b
    Voorbeelden:
      migratietoets cases
      migratietoets cases --format json
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.catalogue.cases import cases
    from migratietoets.conformance.catalogue.links import case_as_json

    if output_format == "json":
        _json(map(case_as_json, cases().values()))
        return
    _table(
        ("Geval", "Soort", "Rollen", "Regels", "Titel"),
        (
            (
                case.id,
                "positief" if case.positive else "negatief",
                ", ".join(case.roles),
                ", ".join(case.expectation.named),
                case.title,
            )
            for case in cases().values()
        ),
    )
    known = cases().values()
    tell(
        f"{len(known)} gevallen: {sum(case.positive and case.base is None for case in known)} positief, "
        f"{sum(not case.positive for case in known)} negatief, {sum(case.base is not None for case in known)} metamorf."
    )


def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Een regel (MT-04) of een geval (toewijzingen/per-jaar).")],
) -> None:
    """Leg één regel of geval uit: de tekst, hoe de kit die leest, de bron, en wat erbij hoort.

    \b
    Voorbeelden:
      migratietoets explain MT-04
      migratietoets explain toewijzingen/per-jaar
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from migratietoets.conformance.catalogue.cases import case
    from migratietoets.conformance.catalogue.register import rule

    lines = _case(case(id_)) if "/" in id_ else _rule(rule(id_))
    write("\n".join(lines) + "\n")


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
    yield from _list("Mutanten", (f"{name}: {mutants()[name].title}" for name in mutants_of(r.id)))


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
