"""Right aanbieders that report, claim and ask in another permitted way."""

from migratietoets.conformance.reference.aanbieder.claiming import Claiming
from migratietoets.conformance.reference.aanbieder.crediting import Crediting
from migratietoets.conformance.reference.aanbieder.deliveries import Deliveries
from migratietoets.conformance.reference.aanbieder.start_stop import StartStop
from migratietoets.conformance.reference.aanbieder.volumes import Volumes
from migratietoets.conformance.reference.outbox import Subject
from migratietoets.conformance.vocabulary.notices import NoticeCode
from migratietoets.istandaard.codelijsten.codes import HOUR, MINUTE
from migratietoets.istandaard.releases import NUMBER_DEADLINE
from migratietoets.istandaard.uitvoeringen import OUTPUT
from tests.proof.right.party import Right, Waiting


class RightAanbieder(Right):
    """Judged as an aanbieder."""

    roles = ("aanbieder",)


class MinutenVoorUren(RightAanbieder):
    """Declareert uren in minuten."""

    allowed_by = "TR341: uren mogen in minuten"

    class Minutes(Volumes):
        def eenheid_of(self, delivery, toewijzing, kind):
            eenheid = super().eenheid_of(delivery, toewijzing, kind)
            return MINUTE if (eenheid, delivery.eenheid) == (HOUR, MINUTE) else eenheid

    class NotByTheHour(Claiming):
        def limit(self, volume, bundle, toewijzing, uitvoering):
            by_the_minute = (bundle.eenheid, toewijzing.eenheid) == (MINUTE, HOUR)
            return volume if by_the_minute else super().limit(volume, bundle, toewijzing, uitvoering)

    desks = (Minutes, NotByTheHour)


class Week53OpDeAndere(RightAanbieder):
    """Declareert week 53 zonder afspraak in de andere periode dan de referentie."""

    allowed_by = "DC-11: een van beide"

    class Other(Deliveries):
        def week_53_in_2021(self, delivery, entry):
            right = super().week_53_in_2021(delivery, entry)
            return right if delivery.afspraak is not None else not right

    desks = (Other,)


class WachtMetWeek53(RightAanbieder):
    """Vraagt zonder afspraak over week 53 eerst hoe het moet, en declareert die week niet."""

    allowed_by = "DC-12: wachten en vragen mag"

    class Waits(Claiming):
        def to_claim(self, instruction):
            for place, delivery in super().to_claim(instruction):
                t = self.ledger[delivery.toewijzing].toewijzing
                split = self.deliveries.pair_around_new_year(delivery, self.ledger[delivery.toewijzing])
                if delivery.afspraak is None and split is not None and delivery.uitvoering == OUTPUT:
                    subject = Subject(NoticeCode.WEEK_53, "week 53: op welke toewijzing?", t)
                    self.outbox.inform(self.context.gemeente, t.bsn, subject, self.clock.now)
                else:
                    yield place, delivery

    desks = (Waits,)


class HeelOfNiet(RightAanbieder):
    """Declareert een levering die niet meer helemaal past, helemaal niet."""

    allowed_by = "DC-06: de bron stelt een maximum en geen plicht een deel te declareren"

    class Whole(Claiming):
        def debit(self, bundle, deliveries, bericht, period, *, factuur):
            toewijzing, kept = self.ledger[bundle.place.toewijzing].toewijzing, []
            for one in deliveries:
                volume = self.volumes.delivered_volume([*kept, one], bundle.eenheid)
                if self.limit(volume, bundle, toewijzing, one.uitvoering) == volume:
                    kept.append(one)
            return super().debit(bundle, kept, bericht, period, factuur=factuur) if kept else None

    desks = (Whole,)


class EenBerichtPerMelding(RightAanbieder):
    """Stuurt elke start en stop in een eigen bericht."""

    allowed_by = "OP271, OP272: een termijn, geen bundel"

    class Apart(StartStop):
        def send_reports(self, kind, reports):
            for report in reports:
                super().send_reports(kind, [report])

    desks = (Apart,)


class _Reporting(StartStop):
    """Reports a number of working days after it happened."""

    days = 0

    def may_report(self, day):
        later = day if day <= NUMBER_DEADLINE else self.clock.working_days_after(day, self.days)
        return later <= self.clock.today


class MeldtLater(RightAanbieder):
    """Meldt een start of stop drie werkdagen later."""

    allowed_by = "OP271, OP272: binnen vijf werkdagen"

    class Later(_Reporting):
        days = 3

    desks = (Later,)


class MeldtOpDeLaatsteDag(RightAanbieder):
    """Meldt een start of stop op de vijfde werkdag."""

    allowed_by = "OP271, OP272: binnen vijf werkdagen"

    class Last(_Reporting):
        days = 5

    desks = (Last,)


class MeldtOpVerzoekVanEenMens(RightAanbieder):
    """Meldt een start of stop pas als iemand aan het bureau op de knop drukt."""

    allowed_by = "een systeem hoeft niet uit zichzelf te weten dat de zorg doorliep of ophield"

    class Asked(StartStop):
        def start_due(self, entry, release):
            return super().start_due(entry, release) if entry.toewijzing.id in self.starts else None

        def stop_due(self, entry, release):
            return super().stop_due(entry, release) if entry.toewijzing.id in self.stops else None

    desks = (Asked,)


class _Crediting(Crediting):
    """Credits a number of working days after that was asked."""

    days = 0

    def send_credits(self):
        self.waiting = getattr(self, "waiting", None) or Waiting(self.days)
        ready = self.waiting.ready(self.clock, self.to_credit)
        self.to_credit = ready
        super().send_credits()

    def debit_with(self, delivery):
        waiting = getattr(self, "waiting", None)
        held = [one for _, one in waiting.lying] if waiting else []
        debit = super().debit_with(delivery)
        return None if debit is not None and debit.referentie in held else debit


class CrediteertLater(RightAanbieder):
    """Crediteert drie werkdagen nadat het gevraagd is."""

    allowed_by = "geen termijn voor een credit; de kit vijf werkdagen"

    class Later(_Crediting):
        days = 3

    desks = (Later,)


class CrediteertOpDeLaatsteDag(RightAanbieder):
    """Crediteert op de vijfde werkdag nadat het gevraagd is."""

    allowed_by = "geen termijn voor een credit; de kit vijf werkdagen"

    class Last(_Crediting):
        days = 5

    desks = (Last,)


class _Claiming(Claiming):
    """Claims a number of working days after that was asked."""

    days = 0

    def run_instructions(self):
        self.waiting = getattr(self, "waiting", None) or Waiting(self.days)
        self.instructions = self.waiting.ready(self.clock, self.instructions)
        super().run_instructions()


class DeclareertLater(RightAanbieder):
    """Declareert drie werkdagen nadat het gevraagd is."""

    allowed_by = "de standaard kent geen termijn voor een declaratie; de kit vijf werkdagen"

    class Later(_Claiming):
        days = 3

    desks = (Later,)


class DeclareertOpDeLaatsteDag(RightAanbieder):
    """Declareert op de vijfde werkdag nadat het gevraagd is."""

    allowed_by = "de standaard kent geen termijn voor een declaratie; de kit vijf werkdagen"

    class Last(_Claiming):
        days = 5

    desks = (Last,)
