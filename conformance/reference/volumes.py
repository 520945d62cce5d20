"""How much of what was delivered may be claimed, in which eenheid, and what it costs."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType

from conformance.reference.leveringen import INSPANNING, MINUUT, OUTPUT, UUR, Levering
from conformance.reference.perioden import DECLARATIE, Perioden, Tijdvak
from conformance.reference.toegestaan import STUKS_INSPANNING, STUKS_OUTPUT
from istandaard.kalender import KALENDERS, STANDAARDKALENDER, iso_week
from istandaard.model import Toewijzing

PER_WEEK = "2"
ZONDAG = 6
_HALF = Fraction(1, 2)
_MINUTEN = 60
_VIER_WEKEN = timedelta(weeks=4)

TIJDVAK_VAN: Mapping[str, Callable[[date], object]] = MappingProxyType(
    {
        "1": lambda dag: dag,
        "2": iso_week,
        "3": lambda dag: (dag - KALENDERS[STANDAARDKALENDER].ritme) // _VIER_WEKEN,
        "4": lambda dag: (dag.year, dag.month),
        "5": lambda dag: dag.year,
        "6": lambda _: None,
    }
)
"""Frequentie -> the day, week and so on that a day lies in; each of them, also a broken one, bears one volume."""


def dagen_van(tijdvak: Tijdvak) -> list[date]:
    """Every day of a period, both ends included; [] when it ends before it begins."""
    begin, einde = tijdvak
    return [begin + timedelta(days=i) for i in range((einde - begin).days + 1)]


def half_omhoog(waarde: Fraction) -> int:
    """The nearest whole number, a half upwards: 145.5 gives 146."""
    return int((waarde + _HALF) // 1)


class Volumes(Perioden):
    """From deliveries to a volume, a tarief and an amount."""

    def eenheid_van(self, levering: Levering, toewijzing: Toewijzing, soort: str) -> str:
        """OP267, TR341: the eenheid of the toewijzing; where it has none, that of the delivery in the right words.

        Stuks (inspanning) have an eenheid of their own from 2021.
        """
        if toewijzing.eenheid is not None:
            return toewijzing.eenheid
        if levering.eenheid in {STUKS_OUTPUT, STUKS_INSPANNING}:
            apart = soort == DECLARATIE and levering.uitvoering == INSPANNING
            return STUKS_INSPANNING if apart else STUKS_OUTPUT
        return levering.eenheid

    def tarief_in(self, levering: Levering, eenheid: str) -> Fraction | None:
        """The tarief for one eenheid, not rounded (IV081)."""
        return None if levering.tarief is None else Fraction(levering.tarief) / self.verhouding(levering, eenheid)

    def verhouding(self, levering: Levering, eenheid: str) -> Fraction:
        """How many of an eenheid go into one of the delivery."""
        if (levering.eenheid, eenheid) == (MINUUT, UUR):
            return Fraction(1, _MINUTEN)
        return Fraction(_MINUTEN if (levering.eenheid, eenheid) == (UUR, MINUUT) else 1)

    def geleverd_volume(self, leveringen: Iterable[Levering], eenheid: str) -> int:
        """IV079: whole, rounded on the total of the prestatie, and at least 1."""
        som = sum((levering.volume * self.verhouding(levering, eenheid) for levering in leveringen), Fraction(0))
        return max(1, half_omhoog(som))

    def bedrag(self, volume: int, tarief: Fraction | None) -> int:
        """TR345, TR346: volume times the tarief that was not rounded; for eenheid 83 the volume itself."""
        return volume if tarief is None else half_omhoog(volume * tarief)

    def meest_in_periode(self, toewijzing: Toewijzing, productperiode: Tijdvak, uitvoering: str) -> int | None:
        """IV077, IV078: the most of a productperiode; None where the toewijzing sets no volume."""
        if toewijzing.volume is None or toewijzing.frequentie is None:
            return None
        if toewijzing.frequentie == PER_WEEK and uitvoering == OUTPUT:
            return toewijzing.volume * self.aantal_zondagen(toewijzing, productperiode)
        return toewijzing.volume * self.aantal_keer(toewijzing.frequentie, productperiode)

    def meest_in_totaal(self, toewijzing: Toewijzing) -> int | None:
        """IV077, TR322: the most of the whole toewijzing; None where it has no end or sets no volume."""
        if toewijzing.volume is None or toewijzing.frequentie is None or toewijzing.einddatum is None:
            return None
        return toewijzing.volume * self.aantal_keer(
            toewijzing.frequentie, (toewijzing.ingangsdatum, toewijzing.einddatum)
        )

    def aantal_keer(self, frequentie: str, tijdvak: Tijdvak) -> int:
        """How many days, weeks and so on a period touches."""
        return len({TIJDVAK_VAN[frequentie](dag) for dag in dagen_van(tijdvak)})

    def aantal_zondagen(self, toewijzing: Toewijzing, tijdvak: Tijdvak) -> int:
        """IV077: the sundays of a period, and one more where the toewijzing ends in it on another day."""
        dagen = dagen_van(tijdvak)
        gebroken = toewijzing.einddatum in dagen and toewijzing.einddatum.weekday() != ZONDAG
        return sum(dag.weekday() == ZONDAG for dag in dagen) + gebroken

    def past_in_budget(self, volume: int, tarief: Fraction | None, rest: int) -> int:
        """TR369: as much of a volume as the rest of a budget pays for."""
        return min(volume, int(rest // (tarief or 1)))
