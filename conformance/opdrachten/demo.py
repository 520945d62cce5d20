"""`demo`: the whole kit in one command, on the reference."""

import shutil
from pathlib import Path

import typer

from conformance.opdrachten.opties import Uit
from conformance.opdrachten.scherm import meld, schrijf, tabelscherm

CLIENTS, SEED, VOORBEELDEN = 25, 1, 5
_EIGEN = frozenset(
    {
        "berichten",
        "toewijzingen.jsonl",
        "labels.jsonl",
        "declaraties",
        "leveringen.jsonl",
        "leveringfeiten.jsonl",
        "leveringlabels.jsonl",
        "manifest.json",
    }
)
"""What generate writes, and so what a later demo may replace."""


def _ruim_op(doel: Path) -> None:
    if doel.is_dir() and {pad.name for pad in doel.iterdir()} <= _EIGEN:
        shutil.rmtree(doel)


def demo(uit: Uit = Path("out")) -> None:
    """Laat alles een keer zien: genereer een portefeuille, beoordeel haar en toets de referentie."""
    from conformance.opdrachten.generate import generate
    from conformance.opdrachten.invoer import stel_vraag
    from conformance.opdrachten.run import speel
    from reports.tabel import toon_beoordelingen

    doel = uit / "demo"
    _ruim_op(doel)
    schrijf(f"\n1. Testgegevens: migratietoets generate --clients {CLIENTS} --seed {SEED} --out {doel}\n\n")
    generate(uit=doel, clients=CLIENTS, seed=SEED)
    berichten, feiten = doel / "berichten", doel / "toewijzingen.jsonl"
    schrijf(f"\n2. Beoordelen: migratietoets assess {berichten} --facts {feiten} --format table\n\n")
    vraag = stel_vraag([str(berichten)], None, None, feiten)
    over = [beoordeling for _, beoordeling in vraag.beoordelingen() if beoordeling["must_migrate"]]
    toon_beoordelingen(over[:VOORBEELDEN], tabelscherm())
    meld(f"De eerste {min(VOORBEELDEN, len(over))} van {len(over)} die over moeten; {len(vraag.gelezen)} bekeken.")
    schrijf(f"\n3. Toetsen: migratietoets run --out {uit}\n\n")
    raise typer.Exit(speel(uit, []))
