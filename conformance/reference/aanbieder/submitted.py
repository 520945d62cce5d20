"""What an aanbieder claimed: every debit as it was sent, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from migratietoets.conformance.reference.aanbieder.periods import Span


class ClaimVerdict(StrEnum):
    """What the gemeente said of a prestatie."""

    OPEN = "open"
    APPROVED = "goedgekeurd"
    REJECTED = "afgekeurd"
    REFUSED = "geweigerd"
    """The whole message was refused; it counts as never received (OP286)."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A debit.

    Attributes:
        referentie: ReferentieNummer.
        bericht: identification of the message that carried it.
        factuur: it was a 303-F.
        toewijzing: id of the toewijzing; nummer: its number.
        tarief: as shown, in euro cents.
        bedrag: as claimed; toegekend: as granted, where the answer says so.
        deliveries: numbers of the deliveries in it.
        credit: ReferentieNummer of its credit, in creditbericht.
    """

    referentie: str
    bericht: str
    kind: str
    factuur: bool
    aanbieder: str
    bsn: str
    toewijzing: str
    number: str | None
    categorie: str
    code: str
    period: Span
    productperiode: Span
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    deliveries: tuple[int, ...]
    verdict: ClaimVerdict = ClaimVerdict.OPEN
    granted: int | None = None
    credit: str | None = None
    creditbericht: str | None = None

    @property
    def stands(self) -> bool:
        """It was not refused with its message and not credited."""
        return self.verdict is not ClaimVerdict.REFUSED and self.credit is None

    @property
    def counts(self) -> bool:
        """It uses up the toewijzing: it stands, and was not rejected."""
        return self.stands and self.verdict is not ClaimVerdict.REJECTED
