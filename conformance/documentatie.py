"""The generated pages of docs/: `python -m conformance.documentatie` writes them, a test finds a stale one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from conformance.catalogus import mutanten, mutanten_van, negatieve_gevallen, positieve_gevallen, telling
from conformance.documentatie_contracten import contracten, protocol
from conformance.gevallen import Geval, gevallen
from conformance.markdown import pagina, tabel
from conformance.register import Regel, register
from reports.woorden import HOOFDSTUKKEN

DOCS = Path(__file__).parent.parent / "docs"
UITLEG_MATRIX = (
    "Een mutant is de referentie met één fout. De suite moet hem vinden met de regel die bij die fout hoort; welke "
    "regels verder mogen breken, staat bij die regel onder “Overtreden breekt ook” (`migratietoets explain`)."
)


def _hoofdstuk(naam: str) -> str:
    return HOOFDSTUKKEN.get(naam, naam)


def _getoetst(regel: Regel) -> str:
    if regel.getoetst:
        return "ja"
    return f"nee: {regel.reden}" if regel.reden else "nog niet"


def regels() -> str:
    """The rule matrix."""
    return pagina("Regels", "`migratietoets rules`", _regels())


def _regels() -> Iterator[str]:
    yield (
        "Elke regel met wie zij bindt, hoe zij getoetst wordt en hoeveel positieve en negatieve gevallen haar raken. "
        "De tekst, de lezing en de gevallen zelf: `migratietoets explain MT-04`."
    )
    yield tabel(("Sterkte", "Regels", "Met toets", "Zonder toets, met een reden"), telling())
    for hoofdstuk, groep in groupby(register().values(), key=lambda regel: regel.hoofdstuk):
        yield f"## {_hoofdstuk(hoofdstuk)}"
        yield tabel(
            ("Regel", "Wat er gevraagd wordt", "Sterkte", "Bindt", "Status", "Getoetst", "Pos.", "Neg.", "Mutanten"),
            (
                (
                    regel.id,
                    regel.regel,
                    regel.sterkte,
                    ", ".join(regel.bindt),
                    regel.status,
                    _getoetst(regel),
                    len(positieve_gevallen(regel.id)),
                    len(negatieve_gevallen(regel.id)),
                    ", ".join(mutanten_van(regel.id)),
                )
                for regel in groep
            ),
        )


def gevallenlijst() -> str:
    """The case list."""
    return pagina("Gevallen", "`migratietoets cases`", _gevallen())


def _gevallen() -> Iterator[str]:
    yield (
        "Een positief geval speelt het systeem zelf; de genoemde regels moeten dan aan bod komen. Een negatief geval "
        "is een vastgelegde berichtenwisseling met één fout; de toetsen moeten precies de genoemde regels gebroken "
        "vinden."
    )
    for hoofdstuk, groep in groupby(gevallen().values(), key=lambda geval: geval.id.partition("/")[0]):
        eigen = list(groep)
        yield f"## {_hoofdstuk(hoofdstuk)}"
        yield from _soort("Positief", "Raakt", [g for g in eigen if g.positief])
        yield from _soort("Negatief", "Breekt", [g for g in eigen if not g.positief])


def _soort(kop: str, wat: str, alle: Sequence[Geval]) -> Iterator[str]:
    if alle:
        yield f"### {kop}"
        yield tabel(
            ("Geval", "Titel", "Rol", wat),
            ((f"`{g.id}`", g.titel, ", ".join(g.rollen), ", ".join(g.regels or g.verwacht)) for g in alle),
        )


def killmatrix() -> str:
    """Which mutant was caught by which rules."""

    def rij(naam: str, mutant: Mapping[str, Any]) -> tuple[str, ...]:
        eigen, per_domein = mutant["rule"], mutant.get("killed_by", {})
        gevonden = [domein for domein, gebroken in per_domein.items() if eigen in gebroken]
        mee = sorted({regel for gebroken in per_domein.values() for regel in gebroken} - {eigen})
        return f"`{naam}`", mutant["title"], mutant["role"], eigen, ", ".join(gevonden), ", ".join(mee)

    kolommen = ("Mutant", "Wat hij fout doet", "Rol", "Regel", "Gevonden in", "Brak mee")
    rijen = [rij(naam, mutant) for naam, mutant in mutanten().items()]
    return pagina("Killmatrix", "`python -m pytest tests/test_mutanten.py`", (UITLEG_MATRIX, tabel(kolommen, rijen)))


def paginas() -> dict[str, str]:
    """Every generated page: file name -> content."""
    return {
        "regels.md": regels(),
        "gevallen.md": gevallenlijst(),
        "killmatrix.md": killmatrix(),
        "protocol.md": protocol(),
        "contracten.md": contracten(),
    }


def schrijf(doel: Path, teksten: Mapping[str, str]) -> None:
    """Write files: file name -> content."""
    doel.mkdir(parents=True, exist_ok=True)
    for naam, tekst in teksten.items():
        (doel / naam).write_text(tekst, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    schrijf(DOCS, paginas())
