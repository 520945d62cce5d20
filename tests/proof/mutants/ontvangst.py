"""Known-bad parties that do not see what is wrong with what comes in, or give it the wrong code (AC-14)."""

from migratietoets.conformance.reference.intake import Intake, Trusting
from migratietoets.istandaard.berichten.retour import REJECTED
from migratietoets.istandaard.berichten.start_stop import regieproducten
from tests.proof.mutants.mutant import AanbiederMutant, GemeenteMutant


class NeemtAllesAan(GemeenteMutant):
    """Neemt elk bericht aan dat in het schema past, welke regel het ook breekt."""

    rule = "AC-14"
    desks = (Trusting,)


class NeemtElkeToewijzingAan(AanbiederMutant):
    """Neemt elk bericht aan dat in het schema past, welke regel het ook breekt."""

    rule = "AC-14"
    desks = (Trusting,)


class KeurtAlleenHeleBerichtenAf(GemeenteMutant):
    """Keurt een bericht waarvan een onderdeel niet klopt, als geheel af met 0001."""

    rule = "AC-14"

    class Whole(Intake):
        def codes(self, bericht, data):
            return [(path, REJECTED) for path, _ in super().codes(bericht, data)]

    desks = (Whole,)


class KeurtElkeRegelAf(GemeenteMutant):
    """Keurt bij één fout in een bericht elk onderdeel ervan af."""

    rule = "AC-14"

    class Every(Intake):
        def codes(self, bericht, data):
            found = super().codes(bericht, data)
            lines = len(regieproducten(bericht)) if bericht.kind == "305" else 0
            return [
                (f"{path.rpartition('[')[0]}[{n + 1}]", code) for path, code in found for n in range(lines)
            ] or found

    desks = (Every,)
