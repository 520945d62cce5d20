"""Where a delivery is claimed: in which message, in which declaratieperiode and with which productperiode."""

from dataclasses import dataclass
from datetime import date

from migratietoets.conformance.reference.aanbieder.deliveries import BookedDelivery, Deliveries
from migratietoets.conformance.reference.desk import Context, Desk
from migratietoets.istandaard.kalender import FOUR_WEEKLY, MONTHLY, four_week_period, month
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.releases import END_OF_2020
from migratietoets.istandaard.uitvoeringen import INSPANNING

Span = tuple[date, date]
"""First and last day."""

DECLARATIE_2020 = "303"
DECLARATIE = "323"
DIVISIONS = (FOUR_WEEKLY, MONTHLY)
"""How an aanbieder cut 2020 into declaratieperioden."""


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """Where a delivery is claimed.

    Attributes:
        toewijzing: id of the toewijzing.
        kind: "303" or "323".
        period: the declaratieperiode.
        productperiode: that period, as far as the toewijzing was valid (IV089).
    """

    toewijzing: str
    kind: str
    period: Span
    productperiode: Span


class Periods(Desk):
    """One decision a method, from the delivery to its place."""

    def __init__(self, context: Context, deliveries: Deliveries) -> None:
        super().__init__(context)
        self.deliveries = deliveries

    def places(self, delivery: BookedDelivery, division: str) -> list[ClaimPlace]:
        """DC-14: the one place of a delivery; [] where no toewijzing can bear it, or none that a 323 can name."""
        entry = self.deliveries.toewijzing_for(delivery)
        if entry is None:
            return []
        toewijzing = entry.toewijzing
        day = self.deciding_day(delivery, toewijzing)
        kind = self.declaratie_kind(day)
        if kind == DECLARATIE and toewijzing.toewijzingnummer is None:
            return []
        period = self.periode_2020(day, division) if kind == DECLARATIE_2020 else self.period_from_2021(day)
        return [ClaimPlace(toewijzing.id, kind, period, self.productperiode(period, toewijzing))]

    def deciding_day(self, delivery: BookedDelivery, toewijzing: Toewijzing) -> date:
        """DC-06 .. DC-09, IV076: the day that decides on the period; for inspanning that of delivery."""
        return delivery.day if delivery.uitvoering == INSPANNING else self.output_day(delivery, toewijzing)

    def output_day(self, delivery: BookedDelivery, toewijzing: Toewijzing) -> date:
        """DC-10: the sunday of the week, or the last day of a toewijzing that ends before it."""
        return delivery.day if toewijzing.einddatum is None else min(delivery.day, toewijzing.einddatum)

    def declaratie_kind(self, day: date) -> str:
        """DC-01, DC-08: a 303 for 2020, a 323 from 01-01-2021."""
        return DECLARATIE_2020 if day <= END_OF_2020 else DECLARATIE

    def periode_2020(self, day: date, division: str) -> Span:
        """DC-03, DC-04, DC-07: the month, or the period of the 4-week calendar; its last ends on 31-12-2020."""
        period = four_week_period(day) if division == FOUR_WEEKLY else None
        return (period.begindatum, period.einddatum) if period else month(day)

    def period_from_2021(self, day: date) -> Span:
        """DC-02, DC-05: the calendar month."""
        return month(day)

    def productperiode(self, period: Span, toewijzing: Toewijzing) -> Span:
        """IV089: the declaratieperiode within the toewijzing."""
        begin, end = period
        return max(begin, toewijzing.ingangsdatum), min(end, toewijzing.einddatum or end)
