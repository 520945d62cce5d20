"""Credits: only what was approved, as a whole, and never rejected (CR-01 .. CR-03, IV053, IV091, TR316)."""

from collections.abc import Collection, Iterator

from migratietoets.conformance.rules.findings import Finding, broken, check, passed
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.credit_grounds import technical
from migratietoets.conformance.rules.views.claims.prestaties import LOST, Claimed, Fate, claimed, debit_of, own_claims
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.bedrag import CREDIT

SAME_FIELDS = ("bsn", "toewijzingnummer", "categorie", "code", "begindatum", "einddatum", "volume", "eenheid", "tarief")
"""What a credit takes over from its debit, besides the amount (IV054, IV091)."""


def _credits(trace: Trace, *, factuur: bool | None = None) -> Iterator[tuple[Claimed, Claimed | None]]:
    """The credits the judged aanbieder sent, with their debits: all, those of facturen, or the others.

    The process is that of the debit, whatever message carries the credit; without a debit that of the credit.
    """
    for one in own_claims(trace, credit=True):
        debit = debit_of(trace, one)
        if factuur is None or (debit or one).is_factuur is factuur:
            yield one, debit


def _fate_then(credit: Claimed, debit: Claimed | None) -> Fate | None:
    """What had become of the debit when its credit was sent."""
    return None if debit is None else debit.fate_at(credit.bericht)


@rule("CR-01", Judges.MESSAGE, looks_at=("303", "323"))
def only_what_was_approved_is_credited(trace: Trace) -> Iterator[Finding]:
    """In the declaration process only an approved prestatie is credited, after the answer that approves it."""
    for credit, debit in _credits(trace, factuur=False):
        fate = _fate_then(credit, debit)
        yield check(
            trace,
            fate is Fate.APPROVED,
            credit,
            "De gecrediteerde prestatie was goedgekeurd.",
            "Er is een prestatie gecrediteerd die niet is goedgekeurd.",
            expected="een prestatie die in een eerder antwoord is goedgekeurd",
            found=f"een prestatie die toen {fate} was" if fate else "een prestatie die niet is ingediend",
            bericht=credit.bericht,
        )


@rule("CR-02", Judges.MESSAGE, looks_at=("303", "323"))
def what_was_rejected_is_not_credited(trace: Trace) -> Iterator[Finding]:
    """A rejected prestatie, or one of a rejected message, is not credited."""
    credited = {id(debit): credit for credit, debit in _credits(trace, factuur=False) if debit is not None}
    for debit in claimed(trace):
        if debit.is_credit or debit.is_factuur or debit.fate not in LOST:
            continue
        credit = credited.get(id(debit))
        if credit is None or _fate_then(credit, debit) is Fate.OPEN:
            yield passed(debit, f"De prestatie is {debit.fate} en niet gecrediteerd.", debit.answer)
        else:
            yield broken(
                credit,
                "Er is een afgewezen prestatie gecrediteerd.",
                expected="geen credit",
                found=f"een credit op een prestatie die {debit.fate} is",
                bericht=credit.bericht,
            )


@rule("IV053", Judges.MESSAGE, looks_at=("303",))
def refused_factuur_is_not_credited(trace: Trace) -> Iterator[Finding]:
    """A factuur may be credited at any time, also when rejected; not when its whole message was refused."""
    for credit, debit in _credits(trace, factuur=True):
        fate = _fate_then(credit, debit)
        yield check(
            trace,
            fate not in {None, Fate.REFUSED},
            credit,
            f"De gefactureerde prestatie was {fate}; zij mag gecrediteerd worden.",
            "Er is een prestatie gecrediteerd die niet als ingediend telt.",
            expected="een prestatie uit een factuur die niet in haar geheel is afgekeurd",
            found=f"een prestatie die {fate} is" if fate else "een prestatie die niet is ingediend",
            bericht=credit.bericht,
        )


@rule("TR316", Judges.MESSAGE, looks_at=("303", "323"))
def credit_stands_in_another_bericht(trace: Trace) -> Iterator[Finding]:
    """A debit and its credit never go in one message."""
    for credit, debit in _credits(trace):
        yield check(
            trace,
            debit is None or debit.bericht is not credit.bericht,
            credit,
            "De credit staat in een ander bericht dan de prestatie.",
            "Een prestatie en haar credit staan in één bericht.",
            expected="een credit in een later bericht",
            found=f"prestatie {credit.prestatie.previous_referentienummer} in hetzelfde bericht",
            bericht=credit.bericht,
        )


def _credited_before(trace: Trace, credit: Claimed, debit: Claimed) -> bool:
    """Whether a debit was already taken back, in a message that was not refused (TR315)."""
    for one in claimed(trace):
        if one is credit:
            return False
        lost = one.fate_at(credit.bericht) in LOST
        if one.is_credit and not lost and debit_of(trace, one) is debit:
            return True
    return False


def _differences(trace: Trace, credit: Claimed, debit: Claimed) -> list[str]:
    """How a credit differs from what it should be."""
    differences = [
        field for field in SAME_FIELDS if getattr(credit.prestatie, field) != getattr(debit.prestatie, field)
    ]
    bedrag = debit.prestatie.bedrag
    if debit.name == "303-D" and debit.fate_at(credit.bericht) is Fate.APPROVED:
        bedrag = debit.granted if debit.granted is not None else bedrag
    if credit.prestatie.bedrag != bedrag:
        differences.append(f"bedrag {credit.prestatie.bedrag} cent in plaats van {bedrag}")
    if credit.prestatie.debet_credit != CREDIT:
        differences.append("gemerkt als debet (D)")
    if credit.prestatie.referentienummer == debit.prestatie.referentienummer:
        differences.append("hetzelfde ReferentieNummer")
    if _credited_before(trace, credit, debit):
        differences.append("de prestatie was al gecrediteerd")
    return differences


@rule("IV091", Judges.MESSAGE, looks_at=("303", "323"))
def credit_equals_its_debit(trace: Trace) -> Iterator[Finding]:
    """A credit repeats its debit, once, under a ReferentieNummer of its own; of a 303-D it is what was granted."""
    for credit, debit in _credits(trace):
        if debit is None:
            continue
        differences = _differences(trace, credit, debit)
        yield check(
            trace,
            not differences,
            credit,
            "De credit is gelijk aan de prestatie die hij terugdraait.",
            "De credit is niet gelijk aan de prestatie die hij terugdraait.",
            expected="één credit, met alleen een eigen ReferentieNummer, een VorigReferentieNummer en C",
            found=f"anders: {', '.join(differences)}",
            bericht=credit.bericht,
        )


def _with(codes: Collection[str]) -> str:
    return f"retourcode {', '.join(codes)}" if codes else "geen retourcode"


@rule("CR-03", Judges.MESSAGE, looks_at=("304", "325"), today=True)
def credit_is_not_rejected(trace: Trace) -> Iterator[Finding]:
    """A gemeente rejects no credit, nor a message for the credit in it, except on technical grounds."""
    for one in claimed(trace):
        says = one.answer.declaratieantwoord if one.answer is not None else None
        if not one.is_credit or one.answer is None or not trace.own(one.answer) or says is None:
            continue
        codes = says.refused or says.codes.get(one.prestatie.referentienummer, ())
        yield check(
            trace,
            (one.fate is Fate.APPROVED and one.granted == one.prestatie.bedrag) or technical(trace, one, codes),
            one,
            "De credit is aangenomen, of om een technische reden afgekeurd.",
            "De gemeente heeft een credit afgekeurd.",
            expected="een aangenomen credit; alleen een technische fout is een reden tot afkeuren",
            found=f"{one.granted} van {one.prestatie.bedrag} cent toegekend, met {_with(codes)}",
            bericht=one.answer,
        )
