"""Write the migration plan: per gemeente and aanbieder one letter in Markdown and one list in CSV.

The CSV has a header, commas and CR/LF line ends, quoted as RFC 4180 says; days are ISO days, amounts are euro cents.
A cell that a spreadsheet would take for a formula gets an apostrophe in front.
"""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from istandaard.model import Toewijzing
from reports.assess import HANDELINGEN, Beoordeling, zeg
from reports.plan_tekst import als_markdown
from reports.planmodel import Keuze, Plan, Stap, maak_plannen
from reports.woorden import regel

KOLOMMEN = (
    "uiterlijk",
    "niet_voor",
    "door",
    "handeling",
    "bericht",
    "release",
    "gemeente",
    "domein",
    "aanbieder",
    "toewijzing",
    "toewijzingnummer",
    "categorie",
    "code",
    "ingangsdatum",
    "waarom",
    "nieuwe_ingangsdatum",
    "nieuwe_einddatum",
    "nieuwe_categorie",
    "nieuwe_code",
    "volume",
    "eenheid",
    "frequentie",
    "budget",
    "reden_wijziging",
    "omschrijving",
)
"""The columns of the CSV."""

_FORMULE = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_VREEMD = re.compile(r"[^A-Za-z0-9]+")


def schrijf_plan(beoordelingen: Iterable[tuple[Toewijzing, Beoordeling]], doel: Path) -> list[Path]:
    """Write plan-<gemeente>-<aanbieder>.md and .csv into the folder `doel`; return the files in that order.

    No file names a person: a toewijzing goes by its number, or by product and ingangsdatum.
    """
    doel.mkdir(parents=True, exist_ok=True)
    paden: list[Path] = []
    for plan in maak_plannen(beoordelingen):
        stam = f"plan-{_VREEMD.sub('_', plan.gemeente)}-{_VREEMD.sub('_', plan.aanbieder)}"[:80]
        bezet = {pad.stem for pad in paden}
        naam = next(n for n in (stam, *(f"{stam}-{i}" for i in range(2, len(bezet) + 3))) if n not in bezet)
        for soort, tekst in (("md", als_markdown(plan)), ("csv", als_csv(plan))):
            pad = doel / f"{naam}.{soort}"
            pad.write_text(tekst, encoding="utf-8", newline="")
            paden.append(pad)
    return paden


def als_csv(plan: Plan) -> str:
    """The plan as CSV text: a row per action, and one per choice that is still open, by deadline."""
    uit = io.StringIO(newline="")
    schrijver = csv.DictWriter(uit, KOLOMMEN, restval="", lineterminator="\r\n")
    schrijver.writeheader()
    rijen: list[Stap | Keuze] = [*plan.stappen, *plan.keuzes]
    for rij in sorted(rijen, key=lambda rij: rij.uiterlijk):
        cellen = _stap(rij) if isinstance(rij, Stap) else _keuze(rij)
        schrijver.writerow({kolom: _cel(waarde) for kolom, waarde in (_kop(rij) | cellen).items()})
    return uit.getvalue()


def _kop(rij: Stap | Keuze) -> dict[str, object]:
    """The columns that say which toewijzing it is."""
    oud = rij.toewijzing
    return {
        "uiterlijk": rij.uiterlijk,
        "gemeente": oud.gemeente,
        "domein": oud.domein,
        "aanbieder": oud.aanbieder,
        "toewijzing": rij.verwijzing.naam,
        "toewijzingnummer": rij.verwijzing.nummer,
        "categorie": oud.categorie,
        "code": oud.code,
        "ingangsdatum": oud.ingangsdatum,
        "waarom": ", ".join(rij.redenen),
    }


def _stap(stap: Stap) -> dict[str, object]:
    actie = stap.actie
    nieuw = actie if actie["action"] == "nieuwe_toewijzing" else {}
    return {
        "niet_voor": stap.vroegst,
        "door": actie["by"],
        "handeling": HANDELINGEN.get(actie["action"], actie["action"]),
        "bericht": actie.get("message"),
        "release": actie.get("release"),
        "nieuwe_ingangsdatum": nieuw.get("ingangsdatum"),
        "nieuwe_einddatum": actie.get("einddatum"),
        "nieuwe_categorie": nieuw.get("categorie"),
        "nieuwe_code": nieuw.get("code"),
        "volume": nieuw.get("volume"),
        "eenheid": nieuw.get("eenheid"),
        "frequentie": nieuw.get("frequentie"),
        "budget": nieuw.get("budget"),
        "reden_wijziging": actie.get("reden_wijziging"),
        "omschrijving": zeg(actie, stap.toewijzing),
    }


def _keuze(keuze: Keuze) -> dict[str, object]:
    return {
        "door": "gemeente",
        "handeling": "opvolger kiezen",
        "omschrijving": f"Mogelijk: {', '.join(keuze.routes)}.",
    }


def _cel(waarde: object) -> str:
    tekst = regel(waarde)
    return f"'{tekst}" if _FORMULE.match(tekst) else tekst
