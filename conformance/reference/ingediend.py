"""What an aanbieder claimed: every debit as it was sent, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from conformance.reference.perioden import Tijdvak


class Oordeel(StrEnum):
    """What the gemeente said of a prestatie."""

    OPEN = "open"
    GOEDGEKEURD = "goedgekeurd"
    AFGEKEURD = "afgekeurd"
    GEWEIGERD = "geweigerd"
    """The whole message was refused; it counts as never received (OP286)."""


@dataclass(frozen=True, slots=True)
class Ingediend:
    """A debit.

    Attributes:
        referentie: ReferentieNummer.
        bericht: identification of the message that carried it.
        factuur: it was a 303-F.
        toewijzing: id of the toewijzing; nummer: its number.
        tarief: as shown, in euro cents.
        bedrag: as claimed; toegekend: as granted, where the answer says so.
        leveringen: numbers of the deliveries in it.
        credit: ReferentieNummer of its credit, in creditbericht.
    """

    referentie: str
    bericht: str
    soort: str
    factuur: bool
    aanbieder: str
    bsn: str
    toewijzing: str
    nummer: str | None
    categorie: str
    code: str
    periode: Tijdvak
    productperiode: Tijdvak
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    leveringen: tuple[int, ...]
    oordeel: Oordeel = Oordeel.OPEN
    toegekend: int | None = None
    credit: str | None = None
    creditbericht: str | None = None

    @property
    def staat(self) -> bool:
        """It was not refused with its message and not credited."""
        return self.oordeel is not Oordeel.GEWEIGERD and self.credit is None

    @property
    def telt(self) -> bool:
        """It uses up the toewijzing: it stands, and was not rejected."""
        return self.staat and self.oordeel is not Oordeel.AFGEKEURD
