"""Gemeenten that migrate at the wrong moment or in the wrong steps, each with one fault of its own."""

from dataclasses import replace
from datetime import date, timedelta

from migratietoets.conformance.reference.clock import Clock
from migratietoets.conformance.reference.gemeente.migration import Migration
from migratietoets.conformance.reference.gemeente.reasons import NO_UNIQUE_NUMBER
from migratietoets.conformance.reference.gemeente.reports import NO_TOEWIJZING
from migratietoets.conformance.reference.gemeente.routes import NEW, WITHDRAW, Routes
from migratietoets.conformance.reference.gemeente.start_stop import StartStop
from migratietoets.conformance.reference.intake import Intake
from migratietoets.conformance.reference.permitted import violations
from migratietoets.istandaard.berichten.start_stop import regieproducten
from migratietoets.istandaard.releases import (
    END_OF_2020,
    FIRST_DAY_30,
    NUMBER_DEADLINE,
    START_30,
    Release,
)
from tests.proof.mutants.mutant import GemeenteMutant


class MigreertNummersInDecember(GemeenteMutant):
    """Migreert toewijzingen zonder uniek nummer pas op 01-12-2020, waar de aanbieder instemt."""

    rule = "MT-01"

    class InDecember(Routes):
        def steps(self, toewijzing, **options):
            steps = super().steps(toewijzing, **options)
            if NO_UNIQUE_NUMBER not in self.redenen(toewijzing, unique=options["unique"]) or not toewijzing.instemming:
                return steps
            late = NUMBER_DEADLINE + timedelta(days=1)
            loose = [s for s in steps if s.action in {WITHDRAW, NEW} and s.starting_at is None]
            return [replace(s, starting_at=late) if s in loose else s for s in steps]

    desks = (InDecember,)


class AccepteertStopZonderNummer(GemeenteMutant):
    """Keurt in 3.0 een stop op een toewijzing zonder uniek nummer goed."""

    rule = "MT-03"

    class AnyNumber(StartStop):
        def matching_toewijzing(self, product, bericht):
            found = super().matching_toewijzing(product, bericht)
            return found or next(iter(self.ledger))

    class NotAsked(Intake):
        def codes(self, bericht, data):
            found = super().codes(bericht, data)
            if bericht.kind != "307":
                return found
            paths = enumerate(regieproducten(bericht), start=1)
            loose = [f"[{n}]" for n, one in paths if not self.ledger.unique(one.toewijzingnummer)]
            return [(path, code) for path, code in found if code != NO_TOEWIJZING or not path.endswith(tuple(loose))]

    desks = (AnyNumber, NotAsked)


class MigreertVariantenInJanuari(GemeenteMutant):
    """Doet in januari, in 3.0, wat in 2.4 had gekund."""

    rule = "MT-04"

    class InJanuari(Routes):
        def steps(self, toewijzing, **options):
            steps = super().steps(toewijzing, **options)
            agreed = toewijzing.instemming and toewijzing.ingangsdatum <= END_OF_2020
            closed = violations(replace(toewijzing, einddatum=END_OF_2020))
            if not options["unique"] or not agreed or closed or any(s.release is not Release.R24 for s in steps):
                return steps
            return [replace(s, release=Release.R30, starting_at=FIRST_DAY_30) for s in steps]

    desks = (InJanuari,)


def _shifted(steps, day):
    run_on = [s.release for s in steps] == [Release.R30, Release.R30]
    return [replace(s, starting_at=day) for s in steps] if run_on else steps


class BudgetInFebruari(GemeenteMutant):
    """Verzendt een opvolger met budget of stuks (inspanning) pas op 01-02-2021, terwijl de oude doorloopt."""

    rule = "MT-05"

    class InFebruari(Routes):
        def steps(self, toewijzing, **options):
            return _shifted(super().steps(toewijzing, **options), date(2021, 2, 1))

    desks = (InFebruari,)


class Verzendt30TeVroeg(GemeenteMutant):
    """Verzendt een opvolger die 3.0 nodig heeft al op 01-01-2021, als de oude in 2.4 is ingetrokken."""

    rule = "MT-06"

    class OnNewYearsDay(Routes):
        def steps(self, toewijzing, **options):
            steps = super().steps(toewijzing, **options)
            loose = [s for s in steps if s.release is Release.R30]
            beforehand = options["unique"] and len(loose) == 1 and loose[0].action == NEW
            return [replace(s, starting_at=START_30) if beforehand and s in loose else s for s in steps]

    class OpenOnNewYearsDay(Clock):
        def may_send(self):
            return super().may_send() or self.today == START_30

    desks = (OnNewYearsDay, OpenOnNewYearsDay)


class LaatEenDagOpen(GemeenteMutant):
    """Laat de opvolger van een vervallen variant op 02-01-2021 ingaan."""

    rule = "BS-02"

    class DayLater(Routes):
        def variant_start(self, old):
            begin = super().variant_start(old)
            short = old.einddatum is not None and old.einddatum <= begin
            return begin if short or begin != date(2021, 1, 1) else begin + timedelta(days=1)

    desks = (DayLater,)


class InformeertNiet(GemeenteMutant):
    """Trekt vooraf in zonder de aanbieder te zeggen dat er een opvolger komt."""

    rule = "BS-03"

    class Silent(Migration):
        def inform_beforehand(self, toewijzing):
            """Say nothing."""

    desks = (Silent,)


class TrektInPer15December(GemeenteMutant):
    """Trekt per 15-12-2020 in wat geen uniek nummer heeft en 3.0 nodig heeft."""

    rule = "BS-05"

    class MidDecember(Routes):
        def without_number(self, old, shape, *, choose):
            steps = super().without_number(old, shape, choose=choose)
            if steps[-1].release is not Release.R30 or old.ingangsdatum > NUMBER_DEADLINE:
                return steps
            per = date(2020, 12, 15)
            out = []
            for s in steps:
                t = s.toewijzing
                if s.action == WITHDRAW:
                    t = replace(t, einddatum=per)
                elif s.action == NEW and s.release is Release.R24:
                    t = replace(t, ingangsdatum=per + timedelta(days=1))
                out.append(replace(s, toewijzing=t))
            return out

    desks = (MidDecember,)


class DecemberTotDe30e(GemeenteMutant):
    """Laat de decembertoewijzing eindigen op 30-12-2020."""

    rule = "BS-06"

    class DayShort(Routes):
        def end_of_december(self):
            return date(2020, 12, 30)

    desks = (DayShort,)


class NaDecemberTeLaat(GemeenteMutant):
    """Verzendt wat op de decembertoewijzing volgt pas op 01-02-2021."""

    rule = "BS-07"

    class InFebruari(Routes):
        def without_number(self, old, shape, *, choose):
            steps = super().without_number(old, shape, choose=choose)
            return [replace(s, starting_at=date(2021, 2, 1)) if s.release is Release.R30 else s for s in steps]

    desks = (InFebruari,)
