"""Right aanbieders that report, claim and ask in another permitted way."""

from migratietoets.conformance.catalogue.calendar import END
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
from tests.proof.right.party import Right


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


class MeldtLater(RightAanbieder):
    """Meldt een start of stop drie werkdagen later."""

    allowed_by = "OP271, OP272: binnen vijf werkdagen"

    class Later(StartStop):
        def may_report(self, day):
            later = day if day <= NUMBER_DEADLINE else self.clock.working_days_after(day, 3)
            return later <= self.clock.today

    desks = (Later,)


class CrediteertLater(RightAanbieder):
    """Crediteert drie werkdagen nadat het gevraagd is."""

    allowed_by = "geen termijn voor een credit"

    class Later(Crediting):
        def send_credits(self):
            self.days = getattr(self, "days", 0) + 1
            if self.clock.today.toordinal() % 4 == 0:
                super().send_credits()

    desks = (Later,)


class DeclareertLater(RightAanbieder):
    """Declareert een werkdag nadat het gevraagd is."""

    allowed_by = "de standaard kent geen termijn voor een declaratie; de kit vijf werkdagen"

    class Later(Claiming):
        def run_instructions(self):
            self.held = getattr(self, "held", [])
            day = min(self.clock.working_days_after(self.clock.today, 1), END)
            self.held += [(day, one) for one in self.instructions]
            self.instructions = [one for when, one in self.held if when <= self.clock.today]
            self.held = [one for one in self.held if one[0] > self.clock.today]
            super().run_instructions()

    desks = (Later,)
