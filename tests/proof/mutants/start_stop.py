"""Known-bad aanbieders that report starts and stops wrongly (AC-02 and the rules of the model)."""

from dataclasses import replace
from datetime import timedelta

from migratietoets.conformance.reference.aanbieder.start_stop import StartStop
from migratietoets.conformance.reference.instructions import read_date, read_reference
from migratietoets.conformance.reference.ledger import Stop
from migratietoets.istandaard.berichten.start_stop import REMOVAL, Regieproduct
from migratietoets.istandaard.codelijsten.codes import TEMPORARY
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.releases import Release
from tests.proof.mutants.mutant import AanbiederMutant

LATE = timedelta(days=9)
"""More than five working days, whatever day it is."""


class StartOpnieuw(AanbiederMutant):
    """Meldt in 3.0 de volgende dag nog een start op zorg die al loopt."""

    rule = "TR326"

    class Twice(StartStop):
        def booked_report(self, entry, what):
            line = super().booked_report(entry, what)
            again = self.clock.current_release() is Release.R30 and entry.start is None and line.einddatum is None
            if again:
                self.starts[entry.toewijzing.id] = what + ONE_DAY
            return line

    desks = (Twice,)


class StartZonderNummer(AanbiederMutant):
    """Noemt in een start in 3.0 het nummer van de toewijzing niet."""

    rule = "TR019"

    class Unnumbered(StartStop):
        def booked_report(self, entry, what):
            line = super().booked_report(entry, what)
            bare = self.clock.current_release() is Release.R30 and line.einddatum is None
            return replace(line, toewijzingnummer=None) if bare else line

    desks = (Unnumbered,)


class StoptTweeKeer(AanbiederMutant):
    """Stuurt elke stop in 3.0 nog eens."""

    rule = "TR074"

    class Twice(StartStop):
        def send_reports(self, kind, reports):
            super().send_reports(kind, reports)
            if kind == "307" and self.clock.current_release() is Release.R30:
                super().send_reports(kind, reports)

    desks = (Twice,)


class StoptMetAndereBegindatum(AanbiederMutant):
    """Noemt in een stop in 3.0 de dag na de begindatum van de start."""

    rule = "TR069"

    class OtherKey(StartStop):
        def booked_report(self, entry, what):
            line = super().booked_report(entry, what)
            wrong = self.clock.current_release() is Release.R30 and line.einddatum is not None
            return replace(line, begindatum=line.begindatum + ONE_DAY) if wrong else line

    desks = (OtherKey,)


class MeldtVooruit(AanbiederMutant):
    """Meldt een stop in 3.0 met een einddatum van morgen."""

    rule = "CS023"

    class Tomorrow(StartStop):
        def may_report(self, day):
            ahead = ONE_DAY if self.clock.current_release() is Release.R30 else timedelta(0)
            return super().may_report(day - ahead)

    desks = (Tomorrow,)


class StartTeLaat(AanbiederMutant):
    """Meldt in 3.0 een start pas na meer dan vijf werkdagen."""

    rule = "OP271"

    class Late(StartStop):
        def start_due(self, entry, release):
            begin = super().start_due(entry, release)
            late = begin is not None and release is Release.R30 and self.clock.today < begin + LATE
            return None if late else begin

    desks = (Late,)


class VergeetDeStartVanDeOpvolger(AanbiederMutant):
    """Meldt geen start op een toewijzing waarop de zorg doorloopt, ook niet als iemand dat vraagt."""

    rule = "OP271"

    class GoesOn(StartStop):
        def start_due(self, entry, release):
            return None if self.predecessor(entry) is not None else super().start_due(entry, release)

    desks = (GoesOn,)


class StoptTeLaatIn30(AanbiederMutant):
    """Meldt in 3.0 een stop pas na meer dan vijf werkdagen."""

    rule = "OP272"

    class Late(StartStop):
        def stop_due(self, entry, release):
            stop = super().stop_due(entry, release)
            late = stop is not None and release is Release.R30 and self.clock.today < stop.einddatum + LATE
            return None if late else stop

    desks = (Late,)


class StoptNooitIn30(AanbiederMutant):
    """Meldt in 3.0 geen enkele stop."""

    rule = "OP288"

    class Never(StartStop):
        def stop_due(self, entry, release):
            return None if release is Release.R30 else super().stop_due(entry, release)

    desks = (Never,)


class StoptEenMaandTeVroeg(AanbiederMutant):
    """Noemt in elke stop een einddatum die dertig dagen te vroeg ligt."""

    rule = "AC-02"

    class MonthEarly(StartStop):
        def booked_report(self, entry, what):
            line = super().booked_report(entry, what)
            if line.einddatum is None:
                return line
            return replace(line, einddatum=max(line.begindatum, line.einddatum - timedelta(days=30)))

    desks = (MonthEarly,)


class StoptNogEens(AanbiederMutant):
    """Meldt een stop nog eens als een tweede medewerker om dezelfde stop vraagt."""

    rule = "TR074"

    class Again(StartStop):
        def stop_care(self, params):
            entry = self.ledger.find(read_reference("stop_zorg", params))
            if entry.stop == Stop(read_date("stop_zorg", params["einddatum"]), params["reden"]):
                self.ledger.put(replace(entry, stop=None))
            return super().stop_care(params)

    desks = (Again,)


class NeemtDeStartTerug(AanbiederMutant):
    """Neemt in 3.0 na een stop ook de start terug."""

    rule = "TR071"

    class Removes(StartStop):
        def send_reports(self, kind, reports):
            super().send_reports(kind, reports)
            ended = [(entry, what) for entry, what in reports if isinstance(what, Stop)]
            stopped = [(entry, what) for entry, what in ended if what.reden != TEMPORARY]
            if self.clock.current_release() is Release.R30:
                self.removing = True
                super().send_reports("305", stopped)
                self.removing = False

        def booked_report(self, entry, what):
            if not getattr(self, "removing", False):
                return super().booked_report(entry, what)
            t = entry.toewijzing
            return Regieproduct(
                t.toewijzingnummer, t.categorie, t.code, t.ingangsdatum, entry.start, None, None, REMOVAL
            )

    desks = (Removes,)
