"""`rules`, `cases` and `explain`: what is tested, by what, and why."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from conformance.opdrachten.opties import kies
from conformance.opdrachten.scherm import meld, schrijf, tabelscherm

if TYPE_CHECKING:
    from conformance.gevallen import Geval
    from conformance.register import Regel

Formaat = Annotated[
    str,
    typer.Option("--format", parser=kies("table", "json"), metavar="table|json", help="Een tabel of een JSON-lijst."),
]


def _json(objecten: Iterable[dict[str, Any]]) -> None:
    regels = ",\n".join(json.dumps(o, ensure_ascii=False) for o in objecten)
    schrijf(f"[\n{regels}\n]\n")


def _tabel(kolommen: Sequence[str], rijen: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    tabel = Table(header_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for nummer, kolom in enumerate(kolommen):
        tabel.add_column(kolom, overflow="fold", no_wrap=nummer == 0 and kolom == "Regel")
    for rij in rijen:
        tabel.add_row(*map(Text, rij))
    tabelscherm().print(tabel)


def rules(formaat: Formaat = "table") -> None:
    """Laat alle regels zien: wie zij binden, hoe sterk, en welke gevallen en mutanten erbij horen.

    \b
    Voorbeelden:
      migratietoets rules
      migratietoets rules --format json
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from conformance.catalogus import mutanten_van, negatieve_gevallen, positieve_gevallen, regel_als_json, telling
    from conformance.register import register

    if formaat == "json":
        _json(map(regel_als_json, register().values()))
        return
    _tabel(
        ("Regel", "Sterkte", "Bindt", "Getoetst", "Pos.", "Neg.", "Mut.", "Wat er gevraagd wordt"),
        (
            (
                r.id,
                r.sterkte,
                ", ".join(r.bindt),
                "ja" if r.getoetst else "nee" if r.status == "active" else "nog niet",
                str(len(positieve_gevallen(r.id))),
                str(len(negatieve_gevallen(r.id))),
                str(len(mutanten_van(r.id))),
                r.regel,
            )
            for r in register().values()
        ),
    )
    for sterkte, aantal, getoetst, met_reden in telling():
        meld(f"{sterkte}: {aantal} regels, {getoetst} met toets, {met_reden} zonder, met een reden.")


def cases(formaat: Formaat = "table") -> None:
    """Laat alle gevallen zien. Een positief geval speelt het systeem mee; een negatief geval toetst de kit zelf.

    \b
    Voorbeelden:
      migratietoets cases
      migratietoets cases --format json
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from conformance.catalogus import geval_als_json
    from conformance.gevallen import gevallen

    if formaat == "json":
        _json(map(geval_als_json, gevallen().values()))
        return
    _tabel(
        ("Geval", "Soort", "Rollen", "Regels", "Titel"),
        (
            (
                g.id,
                "positief" if g.positief else "negatief",
                ", ".join(g.rollen),
                ", ".join(g.regels or g.verwacht),
                g.titel,
            )
            for g in gevallen().values()
        ),
    )
    alle = gevallen().values()
    meld(
        f"{len(alle)} gevallen: {sum(g.positief and g.basis is None for g in alle)} positief, "
        f"{sum(not g.positief for g in alle)} negatief, {sum(g.basis is not None for g in alle)} metamorf."
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
    from conformance.gevallen import geval
    from conformance.register import regel

    regels = _geval(geval(id_)) if "/" in id_ else _regel(regel(id_))
    schrijf("\n".join(regels) + "\n")


def _lijst(titel: str, waarden: Iterable[str]) -> Iterator[str]:
    alle = list(waarden)
    if alle:
        yield f"\n{titel}:"
        yield from (f"  {waarde}" for waarde in alle)


def _regel(r: "Regel") -> Iterator[str]:
    from conformance.catalogus import mutanten, mutanten_van, negatieve_gevallen, positieve_gevallen, volgt_uit

    yield f"{r.id} ({r.sterkte}) bindt {', '.join(r.bindt)}"
    yield f"\n{r.regel}"
    for titel, tekst in (("Zo zie je het", r.waarneming), ("Zo leest de kit het", r.lezing), ("Bron", r.bron)):
        if tekst:
            yield f"\n{titel}: {tekst}"
    if not r.getoetst:
        yield f"\nNiet getoetst: {r.reden or 'de toets komt nog'}"
    yield from _lijst("Overtreden breekt ook", r.gevolgen)
    yield from _lijst("Breekt mee met", volgt_uit(r.id))
    yield from _lijst("Positieve gevallen", positieve_gevallen(r.id))
    yield from _lijst("Negatieve gevallen", negatieve_gevallen(r.id))
    yield from _lijst("Mutanten", (f"{naam}: {mutanten()[naam]['title']}" for naam in mutanten_van(r.id)))


def _geval(g: "Geval") -> Iterator[str]:
    from conformance.register import register

    def met_tekst(regel_id: str, wat: str) -> str:
        return f"{regel_id} ({wat}): {register()[regel_id].regel}"

    yield f"{g.id} ({'positief' if g.positief else 'negatief'})"
    yield f"\n{g.titel}"
    yield f"\nRollen: {', '.join(g.rollen)}. Domeinen: {', '.join(g.domeinen)}."
    yield f"Bron: {g.data['bron']}"
    yield from _lijst("Raakt deze regels", (met_tekst(r, f"minstens {n} keer") for r, n in g.regels.items()))
    yield from _lijst("Breekt deze regels", (met_tekst(r, uitkomst) for r, uitkomst in g.verwacht.items()))
    if g.positief:
        yield f"\nSpeel het: migratietoets run --cases {g.id}"
