"""Known-bad parties that do not see what is wrong with what comes in, or give it the wrong code (AC-14)."""

from migratietoets.conformance.reference.gemeente.reports import NO_TOEWIJZING
from migratietoets.conformance.reference.gemeente.start_stop import StartStop
from migratietoets.conformance.reference.intake import Intake, Trusting
from migratietoets.istandaard.berichten.antwoord import PART
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


def beside(bericht, path):
    """The paths of every line of the list that a path leads into, or the path where it leads into none."""
    above, several, _ = path.rpartition("[")
    if not several:
        return [path]
    *steps, (last, _) = PART.findall(above)
    here = bericht.content
    for name, number in steps:
        here = here[name][int(number or 1) - 1] if isinstance(here[name], list) else here[name]
    return [f"{above}[{n + 1}]" for n in range(len(here[last]))]


class KeurtElkeRegelAf(GemeenteMutant):
    """Keurt bij één fout in een bericht elk onderdeel ervan af."""

    rule = "AC-14"

    class Every(Intake):
        def codes(self, bericht, data):
            return [
                (each, code)
                for path, code in super().codes(bericht, data)
                for each in ([path] if code == REJECTED else beside(bericht, path))
            ]

    desks = (Every,)


class ZoektAlleenOpNummer(GemeenteMutant):
    """Neemt een start of stop aan op het nummer alleen, van welke cliënt de toewijzing ook is."""

    rule = "AC-14"

    class AnyClient(StartStop):
        def matching_toewijzing(self, product, bericht):
            same = (one for one in self.ledger if one.toewijzing.toewijzingnummer == product.toewijzingnummer)
            return super().matching_toewijzing(product, bericht) or next(same, None)

    class ByNumber(Intake):
        def codes(self, bericht, data):
            found = super().codes(bericht, data)
            lines = regieproducten(bericht) if found and bericht.kind in {"305", "307"} else []
            known = tuple(f"[{n}]" for n, one in enumerate(lines, start=1) if self.ledger.unique(one.toewijzingnummer))
            return [(path, code) for path, code in found if code != NO_TOEWIJZING or not path.endswith(known)]

    desks = (AnyClient, ByNumber)
