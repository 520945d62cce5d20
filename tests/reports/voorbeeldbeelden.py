"""Play two cases and draw them for the README: docs/beelden/*.svg. Run by `make docs`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from conformance.adapters import STANDAARD
from conformance.documentatie import schrijf
from conformance.keuze import Keuze
from conformance.logboek import Logboek
from conformance.loop import Loop
from istandaard.releases import Domein
from reports.beelden import beelden
from reports.tekenen import los

DOEL = Path(__file__).parents[2] / "docs" / "beelden"
GOED = "bijzondere-situaties/zonder-nummer-stuks-inspanning"
GAT = "toewijzingen/per-4-weken-deelbaar"
KOP_GOED = "Zonder nummer en stuks (inspanning): in december 2.4, vanaf januari 3.0"
KOP_GAT = "Met een fout: de opvolger begint een dag te laat"
ADAPTER_MET_GAT = "python:mutants.gemeente:LaatEenDagOpen"


def gespeeld(adapter, casus):
    """The events of one case, played alone by the gemeente under test."""
    keuze = Keuze(adapter=adapter, rollen=("gemeente",), domeinen=(Domein.WMO,), gevallen=(casus,), geisoleerd=True)
    loop = Loop(keuze, lambda _: Logboek())
    (campagne,) = keuze.campagnes()
    loop.vonnissen(campagne)
    return [event for event in loop.events(campagne) if event.get("case") == casus]


def voorbeelden():
    """Every picture: file name -> SVG."""
    dekking, volgorde = beelden(gespeeld(STANDAARD, GOED), "goed", titel=KOP_GOED)
    met_gat, _ = beelden(gespeeld(ADAPTER_MET_GAT, GAT), "gat", titel=KOP_GAT)
    return {
        "volgorde.svg": los(volgorde.svg),
        "dekking.svg": los(dekking.svg),
        "dekking-met-gat.svg": los(met_gat.svg),
    }


if __name__ == "__main__":
    schrijf(DOEL, voorbeelden())
