"""Assessments as a table on a terminal (`assess --format table`)."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.assess import HANDELINGEN, REDENEN, ROUTES, Beoordeling
from reports.woorden import aantal, datum, regel


def toon_beoordelingen(beoordelingen: Iterable[Beoordeling], console: Console) -> None:
    """Print one row per assessed toewijzing, and a line with the totals."""
    tabel = Table(title="Beoordeling van toewijzingen", title_justify="left", header_style="bold", show_lines=False)
    for kolom in ("Toewijzing", "Gaat over", "Waarom", "Regels", "Uiterlijk", "Wat te doen", "Opmerkingen"):
        tabel.add_column(kolom, overflow="fold")
    bekeken = over = te_laat = 0
    for beoordeling in beoordelingen:
        bekeken += 1
        over += bool(beoordeling["must_migrate"])
        te_laat += bool(beoordeling.get("overdue"))
        tabel.add_row(*_cellen(beoordeling))
    console.print(tabel)
    geteld = aantal(bekeken, "toewijzing", "toewijzingen")
    slot = f"{geteld} bekeken; {aantal(over, 'gaat over', 'gaan over')}, waarvan {te_laat} te laat."
    console.print(slot, highlight=False)


def _cellen(beoordeling: Beoordeling) -> tuple[Text, ...]:
    over, laat = bool(beoordeling["must_migrate"]), bool(beoordeling.get("overdue"))
    termijn = datum(beoordeling["deadline"]) if beoordeling["deadline"] else "–"
    return (
        Text(regel(beoordeling["id"])),
        Text("ja" if over else "nee", style="bold" if over else "dim"),
        Text("\n".join(REDENEN.get(reden, regel(reden)) for reden in beoordeling["reasons"])),
        Text(" ".join(regel(nummer) for nummer in beoordeling["rules"])),
        Text(f"{termijn} (te laat)" if laat else termijn, style="bold red" if laat else ""),
        Text("\n".join(_doen(beoordeling))),
        Text("\n".join(regel(tekst) for tekst in beoordeling["remarks"])),
    )


def _doen(beoordeling: Beoordeling) -> list[str]:
    """The actions, or the choice that must be made first."""
    if beoordeling["actions"]:
        return [
            f"{HANDELINGEN.get(actie['action'], regel(actie['action']))}"
            + (f" ({actie['message']}, {actie['release']})" if actie.get("message") else "")
            + (f" t/m {datum(actie['latest'])}" if actie.get("latest") else "")
            for actie in beoordeling["actions"]
        ]
    routes = [ROUTES.get(mogelijk["route"], regel(mogelijk["route"])) for mogelijk in beoordeling["alternatives"]]
    return ["kies: " + "; ".join(routes)] if routes else ["niets"]
