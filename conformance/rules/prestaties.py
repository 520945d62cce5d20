"""What was claimed: every prestatie in a trace with the message that holds it, and what the gemeente said of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from conformance.rules.volumes import in_minuten
from conformance.trace import Spoor, Stand, Verloop, Verzonden
from istandaard.berichten.declaratie import FACTUUR
from istandaard.berichten.delen import CREDIT
from istandaard.berichten.prestatie import Prestatie


class Lot(StrEnum):
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
        lot: what that says of it; granted in part counts as approved.
        toegekend: what was granted, in euro cents without sign; None while there is no answer.
    """

    bericht: Verzonden
    prestatie: Prestatie
    antwoord: Verzonden | None
    lot: Lot
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

    @property
    def op(self) -> datetime:
        """When it was sent."""
        return self.bericht.op

    def lot_bij(self, bericht: Verzonden) -> Lot:
        """What had become of it when a later message was sent."""
        beantwoord = self.antwoord is not None and (self.antwoord.op, self.antwoord.n) < (bericht.op, bericht.n)
        return self.lot if beantwoord else Lot.OPEN

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
            lot, toegekend = Lot.OPEN, None
        elif zegt.geweigerd:
            lot, toegekend = Lot.GEWEIGERD, 0
        elif nummer in zegt.afgekeurd:
            toegekend = abs(zegt.afgekeurd[nummer])
            lot = Lot.GOED if toegekend else Lot.AFGEKEURD
        else:
            lot, toegekend = Lot.GOED, prestatie.bedrag
        yield Geclaimd(bericht, prestatie, antwoord, lot, toegekend)


@lru_cache(maxsize=4)
def geclaimd(spoor: Spoor) -> tuple[Geclaimd, ...]:
    """Every prestatie that was sent and can be read, in the order of sending."""
    return tuple(
        een
        for bericht in spoor.berichten
        if bericht.declaratie is not None
        for een in _uit(bericht, spoor.antwoord_op(bericht))
    )


def eigen(spoor: Spoor, *, credit: bool) -> Iterator[Geclaimd]:
    """The debits, or the credits, that the judged aanbieder sent."""
    for een in geclaimd(spoor):
        if een.bericht.van == spoor.rol == "aanbieder" and een.is_credit is credit:
            yield een


def volume_van(claims: Iterable[Geclaimd]) -> int:
    """How much some prestaties claim together, hours as minutes."""
    return sum(in_minuten(een.prestatie.volume, een.prestatie.eenheid) for een in claims)


def debet_van(spoor: Spoor, credit: Geclaimd) -> Geclaimd | None:
    """The debit that a credit takes back: the latest before it with that ReferentieNummer, of the same aanbieder."""
    gezocht = (credit.bericht.aanbieder, credit.prestatie.vorig_referentienummer)
    for een in reversed(geclaimd(spoor)):
        wie = (een.bericht.aanbieder, een.prestatie.referentienummer)
        if wie == gezocht and not een.is_credit and een.bericht.op <= credit.bericht.op:
            return een
    return None


@lru_cache(maxsize=4)
def _niet_ontvangen(spoor: Spoor) -> frozenset[int]:
    """The 301s that the aanbieder refused as a whole: they count as not received (OP286)."""
    antwoorden = ((b, spoor.antwoord_op(b)) for b in spoor.berichten if b.soort == "301")
    return frozenset(b.n for b, antwoord in antwoorden if antwoord and antwoord.keurt_af)


def bekend(spoor: Spoor, verloop: Verloop, op: datetime) -> Stand | None:
    """How the aanbieder knew a toewijzing at a moment; None when he did not, or when it was cancelled (DC-10)."""
    weg = _niet_ontvangen(spoor)
    gezien = [s for s in verloop.standen if s.bericht is None or (s.bericht.op <= op and s.bericht.n not in weg)]
    stand = max(reversed(gezien), key=lambda s: s.moment, default=None)
    return None if verloop.is_annulering(stand) else stand


@lru_cache(maxsize=4)
def _toewijzingen(spoor: Spoor) -> dict[int, tuple[Verloop, Stand]]:
    return {id(een): gevonden for een in geclaimd(spoor) if (gevonden := _zoek(spoor, een)) is not None}


def _zoek(spoor: Spoor, claim: Geclaimd) -> tuple[Verloop, Stand] | None:
    p = claim.prestatie
    kandidaten = []
    for verloop in spoor.verlopen.values():
        s = verloop.sleutel
        wie = (s.aanbieder, s.bsn, s.toewijzingnummer) == (claim.bericht.aanbieder, p.bsn, p.toewijzingnummer)
        stand = bekend(spoor, verloop, claim.op) if wie else None
        if stand is None:
            continue
        product = past_product(verloop, claim)
        gold = verloop.ingangsdatum <= p.einddatum and (stand.einddatum or p.begindatum) >= p.begindatum
        if product or p.toewijzingnummer is not None:
            kandidaten.append((product, product and gold, verloop, stand))
    beste = max(kandidaten, key=lambda kandidaat: kandidaat[:2], default=None)
    return None if beste is None else beste[2:]


def toewijzing_van(spoor: Spoor, claim: Geclaimd) -> tuple[Verloop, Stand] | None:
    """The toewijzing a prestatie names, as the aanbieder knew it: by number, else by the other key fields (IV051).

    Of several with that number: one for this product that held in the productperiode, if there is one.
    """
    return _toewijzingen(spoor).get(id(claim))


def verloop_van(spoor: Spoor, claim: Geclaimd) -> Verloop | None:
    """The toewijzing a prestatie names, as `toewijzing_van` finds it."""
    gevonden = toewijzing_van(spoor, claim)
    return None if gevonden is None else gevonden[0]


def past_product(verloop: Verloop, claim: Geclaimd) -> bool:
    """Whether the product of a prestatie is, or refines, that of a toewijzing (OP266, OP302)."""
    s, p = verloop.sleutel, claim.prestatie
    return s.categorie in {None, p.categorie} and s.code in {None, p.code}


def uitstaand(spoor: Spoor, debet: Geclaimd) -> list[Geclaimd]:
    """The debits on the same toewijzing that stood when this one was sent, and itself.

    What was rejected or refused by then, or credited, does not use up the toewijzing.
    """
    waarop = verloop_van(spoor, debet)
    eerder = [
        een
        for een in geclaimd(spoor)
        if een is debet or (een.op <= debet.op and waarop is not None and verloop_van(spoor, een) is waarop)
    ]
    terug = {
        id(debet_van(spoor, een)) for een in eerder if een.is_credit and een.lot_bij(debet.bericht) is not Lot.GEWEIGERD
    }
    tot = next(i for i, een in enumerate(eerder, start=1) if een is debet)
    return [
        een
        for een in eerder[:tot]
        if not een.is_credit
        and id(een) not in terug
        and (een is debet or een.lot_bij(debet.bericht) not in {Lot.AFGEKEURD, Lot.GEWEIGERD})
    ]
