"""What was claimed: every prestatie in a trace with the message that holds it, and what the gemeente said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from conformance.trace import Spoor, Verzonden
from istandaard.berichten.declaratie import FACTUUR
from istandaard.berichten.delen import CREDIT
from istandaard.berichten.prestatie import Prestatie


class Stand(StrEnum):
    """What became of a prestatie."""

    OPEN = "onbeantwoord"
    GOED = "goedgekeurd"
    AFGEKEURD = "afgekeurd"
    GEWEIGERD = "met het hele bericht afgekeurd"


@dataclass(frozen=True, slots=True)
class Geclaimd:
    """One prestatie of a 303 or 323.

    Attributes:
        antwoord: the 304 or 325 on its message, or None.
        stand: what that says of it; granted in part counts as approved.
        toegekend: what was granted, in euro cents without sign; None while there is no answer.
    """

    bericht: Verzonden
    prestatie: Prestatie
    antwoord: Verzonden | None
    stand: Stand
    toegekend: int | None

    @property
    def is_credit(self) -> bool:
        """It takes a debit back."""
        return self.prestatie.debet_credit == CREDIT

    @property
    def is_factuur(self) -> bool:
        """It stands in a 303-F."""
        return self.bericht.declaratie is not None and self.bericht.declaratie.kop.soort == FACTUUR

    @property
    def naam(self) -> str:
        """The message as the field calls it: 303-D, 303-F or 323."""
        if self.bericht.soort == "323":
            return "323"
        return "303-F" if self.is_factuur else "303-D"

    def __str__(self) -> str:
        """As a reader names it, without the client."""
        p = self.prestatie
        wat = "credit" if self.is_credit else "prestatie"
        return f"{wat} {p.referentienummer} op toewijzing {p.toewijzingnummer or 'zonder nummer'} in de {self.naam}"


def _uit(bericht: Verzonden, antwoord: Verzonden | None) -> Iterator[Geclaimd]:
    assert bericht.declaratie is not None
    zegt = antwoord.toekenning if antwoord is not None else None
    for prestatie in bericht.declaratie.prestaties:
        nummer = prestatie.referentienummer
        if zegt is None:
            stand, toegekend = Stand.OPEN, None
        elif zegt.geweigerd:
            stand, toegekend = Stand.GEWEIGERD, 0
        elif nummer in zegt.afgekeurd:
            toegekend = abs(zegt.afgekeurd[nummer])
            stand = Stand.GOED if toegekend else Stand.AFGEKEURD
        else:
            stand, toegekend = Stand.GOED, prestatie.bedrag
        yield Geclaimd(bericht, prestatie, antwoord, stand, toegekend)


@lru_cache(maxsize=4)
def geclaimd(spoor: Spoor) -> tuple[Geclaimd, ...]:
    """Every prestatie that was sent and can be read, in the order of sending."""
    return tuple(
        een
        for bericht in spoor.berichten
        if bericht.declaratie is not None
        for een in _uit(bericht, spoor.antwoord_op(bericht))
    )


def debet_van(spoor: Spoor, credit: Geclaimd) -> Geclaimd | None:
    """The debit that a credit takes back: the latest before it with that ReferentieNummer, of the same aanbieder."""
    gezocht = (credit.bericht.aanbieder, credit.prestatie.vorig_referentienummer)
    for een in reversed(geclaimd(spoor)):
        wie = (een.bericht.aanbieder, een.prestatie.referentienummer)
        if wie == gezocht and not een.is_credit and een.bericht.op <= credit.bericht.op:
            return een
    return None
