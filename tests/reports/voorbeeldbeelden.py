"""Play some cases and draw them for the README: docs/beelden/*.svg. Run by `make docs`."""

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
WEEK_53 = "declareren/week-53-doorlopende-toewijzing"
KOP_WEEK_53 = "Met een fout: de output van week 53 staat in periode 13 van 2020"
ADAPTER_WEEK_53 = "python:mutants.declareren:ZetWeek53InPeriode13"


def gespeeld(adapter, casus, rol="gemeente"):
    """The events and findings of one case, played alone by the role under test."""
    keuze = Keuze(adapter=adapter, rollen=(rol,), domeinen=(Domein.WMO,), gevallen=(casus,), geisoleerd=True)
    loop = Loop(keuze, lambda _: Logboek())
    (campagne,) = keuze.campagnes()
    vonnissen = loop.vonnissen(campagne)
    events = [event for event in loop.events(campagne) if event.get("case") == casus]
    return events, frozenset(v["message"] for vonnis in vonnissen.values() for v in vonnis["findings"] if mis(v))


def mis(vondst):
    return vondst["verdict"] == "fail"


def teken(verhaal, naam, titel):
    events, bevonden = verhaal
    return beelden(events, naam, titel=titel, bevonden=bevonden)


def voorbeelden():
    """Every picture: file name -> SVG."""
    dekking, volgorde = teken(gespeeld(STANDAARD, GOED), "goed", KOP_GOED)
    met_gat, _ = teken(gespeeld(ADAPTER_MET_GAT, GAT), "gat", KOP_GAT)
    declaraties, *_ = teken(gespeeld(ADAPTER_WEEK_53, WEEK_53, "aanbieder"), "week-53", KOP_WEEK_53)
    return {
        "volgorde.svg": los(volgorde.svg),
        "dekking.svg": los(dekking.svg),
        "dekking-met-gat.svg": los(met_gat.svg),
        "declaraties-week-53.svg": los(declaraties.svg),
    }


if __name__ == "__main__":
    schrijf(DOEL, voorbeelden())
