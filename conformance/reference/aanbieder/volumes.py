"""How much of what was delivered may be claimed, in which eenheid, and what it costs."""

from collections.abc import Iterable
from fractions import Fraction

from migratietoets.conformance.reference.aanbieder.deliveries import BookedDelivery
from migratietoets.conformance.reference.aanbieder.periods import DECLARATIE, Span
from migratietoets.conformance.reference.frequency import count_sundays, count_times
from migratietoets.istandaard.codelijsten.codes import HOUR, MINUTE, PER_WEEK, STUKS, STUKS_INSPANNING
from migratietoets.istandaard.model import Toewijzing
from migratietoets.istandaard.uitvoeringen import INSPANNING, OUTPUT

_HALF = Fraction(1, 2)
_MINUTES = 60


def half_up(value: Fraction) -> int:
    """The nearest whole number, a half upwards: 145.5 gives 146."""
    return int((value + _HALF) // 1)


def ratio(delivery: BookedDelivery, eenheid: str) -> Fraction:
    """How many of an eenheid go into one of the delivery."""
    if (delivery.eenheid, eenheid) == (MINUTE, HOUR):
        return Fraction(1, _MINUTES)
    return Fraction(_MINUTES if (delivery.eenheid, eenheid) == (HOUR, MINUTE) else 1)


class Volumes:
    """From deliveries to a volume, a tarief and an amount."""

    def eenheid_of(self, delivery: BookedDelivery, toewijzing: Toewijzing, kind: str) -> str:
        """OP267, TR341: the eenheid of the toewijzing; where it has none, that of the delivery in the right words.

        Stuks (inspanning) have an eenheid of their own from 2021.
        """
        if toewijzing.eenheid is not None:
            return toewijzing.eenheid
        if delivery.eenheid in {STUKS, STUKS_INSPANNING}:
            separate = kind == DECLARATIE and delivery.uitvoering == INSPANNING
            return STUKS_INSPANNING if separate else STUKS
        return delivery.eenheid

    def tarief_in(self, delivery: BookedDelivery, eenheid: str) -> Fraction | None:
        """The tarief for one eenheid, not rounded (IV081)."""
        return None if delivery.tarief is None else Fraction(delivery.tarief) / ratio(delivery, eenheid)

    def delivered_volume(self, deliveries: Iterable[BookedDelivery], eenheid: str) -> int:
        """IV079: whole, rounded on the total of the prestatie, and at least 1."""
        summed = sum((delivery.volume * ratio(delivery, eenheid) for delivery in deliveries), Fraction(0))
        return max(1, half_up(summed))

    def bedrag(self, volume: int, tarief: Fraction | None) -> int:
        """TR345, TR346: volume times the tarief that was not rounded; for eenheid 83 the volume itself."""
        return volume if tarief is None else half_up(volume * tarief)

    def max_in_period(self, toewijzing: Toewijzing, productperiode: Span, uitvoering: str) -> int | None:
        """IV077, IV078: the most of a productperiode; None where the toewijzing sets no volume."""
        if toewijzing.volume is None or toewijzing.frequentie is None:
            return None
        if toewijzing.frequentie == PER_WEEK and uitvoering == OUTPUT:
            return toewijzing.volume * count_sundays(toewijzing, productperiode)
        return toewijzing.volume * count_times(toewijzing.frequentie, productperiode)

    def max_in_total(self, toewijzing: Toewijzing) -> int | None:
        """IV077, TR322: the most of the whole toewijzing; None where it has no end or sets no volume."""
        if toewijzing.volume is None or toewijzing.frequentie is None or toewijzing.einddatum is None:
            return None
        return toewijzing.volume * count_times(toewijzing.frequentie, (toewijzing.ingangsdatum, toewijzing.einddatum))

    def fits_in_budget(self, volume: int, tarief: Fraction | None, rest: int) -> int:
        """TR369: as much of a volume as the rest of a budget pays for."""
        return min(volume, int(rest // (tarief or 1)))
