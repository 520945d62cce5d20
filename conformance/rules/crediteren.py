"""Credits: only what was approved, as a whole, and never rejected (CR-01 .. CR-03, IV053, IV091, TR316)."""

from collections.abc import Collection, Iterator

from conformance.rules.prestaties import Geclaimd, Lot, debet_van, eigen, geclaimd
from conformance.rules.regel import Bevinding, fout, goed, rule
from conformance.trace import Declaratie, Spoor, Verzonden
from istandaard.berichten.retour import AFGEKEURD
from istandaard.kalender import maand
from istandaard.releases import EINDE_2020, INGANG_30

ZELFDE = ("bsn", "toewijzingnummer", "categorie", "code", "begindatum", "einddatum", "volume", "eenheid", "tarief")
"""What a credit takes over from its debit, besides the amount (IV054, IV091)."""


def _credits(spoor: Spoor, *, factuur: bool | None = None) -> Iterator[tuple[Geclaimd, Geclaimd | None]]:
    """The credits the judged aanbieder sent, with their debits: all, those of a factuur, or the others."""
    for een in eigen(spoor, credit=True):
        if factuur is None or een.is_factuur is factuur:
            yield een, debet_van(spoor, een)


def _toen(credit: Geclaimd, debet: Geclaimd | None) -> Lot | None:
    """What had become of the debit when its credit was sent."""
    return None if debet is None else debet.lot_bij(credit.bericht)


@rule("CR-01")
def alleen_wat_goedgekeurd_is(spoor: Spoor) -> Iterator[Bevinding]:
    """In the declaration process only an approved prestatie is credited, after the answer that approves it."""
    for credit, debet in _credits(spoor, factuur=False):
        lot = _toen(credit, debet)
        if lot is Lot.GOED:
            yield goed(credit, "De gecrediteerde prestatie was goedgekeurd.", credit.bericht)
        else:
            yield fout(
                credit,
                "Er is een prestatie gecrediteerd die niet is goedgekeurd.",
                verwacht="een prestatie die in een eerder antwoord is goedgekeurd",
                gevonden=f"een prestatie die toen {lot} was" if lot else "een prestatie die niet is ingediend",
                bericht=credit.bericht,
            )


@rule("CR-02")
def niet_wat_afgewezen_is(spoor: Spoor) -> Iterator[Bevinding]:
    """A rejected prestatie, or one of a rejected message, is not credited."""
    gecrediteerd = {id(debet): credit for credit, debet in _credits(spoor, factuur=False) if debet is not None}
    for debet in geclaimd(spoor):
        if debet.is_credit or debet.is_factuur or debet.lot not in {Lot.AFGEKEURD, Lot.GEWEIGERD}:
            continue
        credit = gecrediteerd.get(id(debet))
        if credit is None or _toen(credit, debet) is Lot.OPEN:
            yield goed(debet, f"De prestatie is {debet.lot} en niet gecrediteerd.", debet.antwoord)
        else:
            yield fout(
                credit,
                "Er is een afgewezen prestatie gecrediteerd.",
                verwacht="geen credit",
                gevonden=f"een credit op een prestatie die {debet.lot} is",
                bericht=credit.bericht,
            )


@rule("IV053")
def factuur_niet_na_afkeur_van_het_bericht(spoor: Spoor) -> Iterator[Bevinding]:
    """A factuur may be credited at any time, also when rejected; not when its whole message was refused."""
    for credit, debet in _credits(spoor, factuur=True):
        lot = _toen(credit, debet)
        if lot not in {None, Lot.GEWEIGERD}:
            yield goed(credit, f"De gefactureerde prestatie was {lot}; zij mag gecrediteerd worden.", credit.bericht)
        else:
            yield fout(
                credit,
                "Er is een prestatie gecrediteerd die niet als ingediend telt.",
                verwacht="een prestatie uit een factuur die niet in haar geheel is afgekeurd",
                gevonden=f"een prestatie die {lot} is" if lot else "een prestatie die niet is ingediend",
                bericht=credit.bericht,
            )


@rule("TR316")
def credit_niet_naast_haar_debet(spoor: Spoor) -> Iterator[Bevinding]:
    """A debit and its credit never go in one message."""
    for credit, debet in _credits(spoor):
        if debet is None or debet.bericht is not credit.bericht:
            yield goed(credit, "De credit staat in een ander bericht dan de prestatie.", credit.bericht)
        else:
            yield fout(
                credit,
                "Een prestatie en haar credit staan in één bericht.",
                verwacht="een credit in een later bericht",
                gevonden=f"prestatie {debet.prestatie.referentienummer} in hetzelfde bericht",
                bericht=credit.bericht,
            )


def _eerder(spoor: Spoor, credit: Geclaimd, debet: Geclaimd) -> bool:
    """Whether a debit was already taken back, in a message that was not refused (TR315)."""
    for een in geclaimd(spoor):
        if een is credit:
            return False
        if een.is_credit and een.lot_bij(credit.bericht) is not Lot.GEWEIGERD and debet_van(spoor, een) is debet:
            return True
    return False


def _verschillen(spoor: Spoor, credit: Geclaimd, debet: Geclaimd) -> list[str]:
    """How a credit differs from what it should be."""
    anders = [veld for veld in ZELFDE if getattr(credit.prestatie, veld) != getattr(debet.prestatie, veld)]
    bedrag = debet.prestatie.bedrag
    if credit.bericht.soort == "303" and not credit.is_factuur and debet.lot_bij(credit.bericht) is Lot.GOED:
        bedrag = debet.toegekend if debet.toegekend is not None else bedrag
    if credit.prestatie.bedrag != bedrag:
        anders.append(f"bedrag {credit.prestatie.bedrag} cent in plaats van {bedrag}")
    if credit.prestatie.referentienummer == debet.prestatie.referentienummer:
        anders.append("hetzelfde ReferentieNummer")
    if _eerder(spoor, credit, debet):
        anders.append("de prestatie was al gecrediteerd")
    return anders


@rule("IV091")
def credit_is_gelijk_aan_haar_debet(spoor: Spoor) -> Iterator[Bevinding]:
    """A credit repeats its debit, once, under a ReferentieNummer of its own; of a 303-D it is what was granted."""
    for credit, debet in _credits(spoor):
        if debet is None:
            continue
        anders = _verschillen(spoor, credit, debet)
        if not anders:
            yield goed(credit, "De credit is gelijk aan de prestatie die hij terugdraait.", credit.bericht)
        else:
            yield fout(
                credit,
                "De credit is niet gelijk aan de prestatie die hij terugdraait.",
                verwacht="één credit, met alleen een eigen ReferentieNummer, een VorigReferentieNummer en C",
                gevonden=f"anders: {', '.join(anders)}",
                bericht=credit.bericht,
            )


def _technische_fout(bericht: Verzonden, declaratie: Declaratie) -> bool:
    """Whether there is a technical ground to refuse a message: its schema, its periods, its total or its credits."""
    kop, regels = declaratie.kop, declaratie.prestaties
    periode = (kop.begindatum, kop.einddatum)
    perioden = [periode, *((p.begindatum, p.einddatum) for p in regels)]
    if bericht.soort == "303":
        buiten = any(eind > EINDE_2020 for _, eind in perioden)
    else:
        buiten = any(begin < INGANG_30 for begin, _ in perioden) or periode != maand(kop.begindatum)
    vorige = [p.vorig_referentienummer for p in regels if p.vorig_referentienummer is not None]
    dubbel = len(vorige) != len(set(vorige)) or bool({p.referentienummer for p in regels} & set(vorige))
    return bool(bericht.fouten) or buiten or dubbel or kop.totaalbedrag != sum(p.saldo for p in regels)


def _met(codes: Collection[str]) -> str:
    return f"retourcode {', '.join(codes)}" if codes else "geen retourcode"


@rule("CR-03")
def credit_wordt_niet_afgekeurd(spoor: Spoor) -> Iterator[Bevinding]:
    """A gemeente rejects no credit, nor a message for the credit in it, except on technical grounds."""
    for een in geclaimd(spoor):
        if not een.is_credit or een.antwoord is None or een.antwoord.toekenning is None or not een.bericht.declaratie:
            continue
        codes = een.antwoord.toekenning.geweigerd or een.antwoord.toekenning.codes.get(een.prestatie.referentienummer)
        technisch = codes is not None and AFGEKEURD in codes and _technische_fout(een.bericht, een.bericht.declaratie)
        if (een.lot is Lot.GOED and een.toegekend == een.prestatie.bedrag) or technisch:
            yield goed(een, "De credit is aangenomen, of om een technische reden afgekeurd.", een.antwoord)
        else:
            yield fout(
                een,
                "De gemeente heeft een credit afgekeurd.",
                verwacht="een aangenomen credit; alleen een technische fout is een reden tot afkeuren",
                gevonden=f"{een.toegekend} van {een.prestatie.bedrag} cent toegekend, met {_met(codes or ())}",
                bericht=een.antwoord,
            )
