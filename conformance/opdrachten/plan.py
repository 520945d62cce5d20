"""`plan`: a migration plan for each aanbieder."""

from pathlib import Path

from conformance.opdrachten.opties import Feiten, Op, Paden, Producten, Uit
from conformance.opdrachten.scherm import meld, schrijf


def plan(
    paden: Paden, uit: Uit = Path("out/plan"), op: Op = None, producten: Producten = None, feiten: Feiten = None
) -> None:
    """Maak per gemeente en aanbieder een migratieplan: een brief (Markdown) en een lijst (CSV).

    De invoer is die van assess. Op standaarduitvoer staan de namen van de bestanden. In een plan staat geen BSN.

    \b
    Voorbeelden:
      migratietoets plan berichten/ --facts feiten.jsonl
      migratietoets plan toewijzingen.jsonl --out plannen
    """  # noqa: D301  # \b keeps the lines of the examples apart
    from conformance.opdrachten.invoer import stel_vraag
    from reports.plan import schrijf_plan

    vraag = stel_vraag(paden, op, producten, feiten)
    beoordelingen = list(vraag.beoordelingen())
    if beoordelingen:
        bestanden = schrijf_plan(beoordelingen, uit)
        schrijf("".join(f"{bestand}\n" for bestand in bestanden))
        over = sum(beoordeling["must_migrate"] for _, beoordeling in beoordelingen)
        meld(f"Plannen: {len(bestanden) // 2}. Beoordeeld: {len(beoordelingen)}. Moet over: {over}.")
    vraag.slot()
