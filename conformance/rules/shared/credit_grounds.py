"""The technical grounds on which a credit may be refused: rules with a retourcode that it, or its message, breaks."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from migratietoets.conformance.rules.shared.technical import technically_wrong
from migratietoets.conformance.rules.views.claims.prestaties import LOST, Claimed, Fate, claimed, debit_of
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.berichten.declaratie import DECLARATIE, FACTUUR
from migratietoets.istandaard.berichten.retour import REJECTED

Ground = Callable[[Trace, Claimed], bool]


def technical(trace: Trace, credit: Claimed, codes: Collection[str]) -> bool:
    """Whether one of the codes names a rule that the credit, or the message in which it stands, really breaks.

    Which code fits what was broken on purpose, is for AC-14.
    """
    return credit.bericht.deserves is not None or any(
        code in GROUNDS and GROUNDS[code](trace, credit) for code in codes
    )


def _claims_before(trace: Trace, bericht: SentMessage, *kinds: str) -> list[SentMessage]:
    """The claims of the same aanbieder before a message that were not refused as a whole."""
    return [
        b
        for b in trace.berichten
        if b.n < bericht.n and b.kind in kinds and b.aanbieder == bericht.aanbieder and not trace.refused(b)
    ]


def _no_debit(trace: Trace, credit: Claimed) -> bool:
    """TR323: what it takes back was never claimed, or was refused."""
    debit = debit_of(trace, credit)
    return debit is None or debit.fate is Fate.REFUSED


def _reference_used(trace: Trace, credit: Claimed) -> bool:
    """TR314: a ReferentieNummer in the message was used before."""
    lines = credit.bericht.declaratie.prestaties if credit.bericht.declaratie is not None else ()
    own = [p.referentienummer for p in lines]
    earlier = {b.n for b in _claims_before(trace, credit.bericht, "303", "323")}
    used = {c.prestatie.referentienummer for c in claimed(trace) if c.bericht.n in earlier}
    return credit.prestatie.referentienummer in used or own.count(credit.prestatie.referentienummer) > 1


def _rejected_before(trace: Trace, credit: Claimed) -> bool:
    """IV085: a prestatie of the declaration process that was rejected is not credited."""
    debit = debit_of(trace, credit)
    return debit is not None and not debit.is_factuur and debit.fate in LOST


def _credited_before(trace: Trace, credit: Claimed) -> bool:
    """It was credited before."""
    debit = debit_of(trace, credit)
    return debit is not None and any(
        one.is_credit and one.bericht.n < credit.bericht.n and one.fate not in LOST and debit_of(trace, one) is debit
        for one in claimed(trace)
    )


def _number_used(trace: Trace, credit: Claimed) -> bool:
    """TR333, TR324: the number of the message was used before."""
    declaratie = credit.bericht.declaratie
    return declaratie is not None and any(
        b.declaratie is not None and b.declaratie.header.number == declaratie.header.number
        for b in _claims_before(trace, credit.bericht, credit.bericht.kind)
    )


def _of_the_other_kind(kind: str) -> Ground:
    """OP278: a declaratie where everything is invoiced, or a factuur where everything is declared."""

    def ground(trace: Trace, credit: Claimed) -> bool:
        own = credit.bericht.declaratie
        others = [
            b.declaratie.header.kind for b in _claims_before(trace, credit.bericht, "303") if b.declaratie is not None
        ]
        return own is not None and own.header.kind == kind and bool(others) and kind not in others

    return ground


def _differs(*fields: str) -> Ground:
    """It says something else than the debit that it takes back, in one of these fields."""

    def ground(trace: Trace, credit: Claimed) -> bool:
        debit = debit_of(trace, credit)
        return debit is not None and any(
            getattr(debit.prestatie, field) != getattr(credit.prestatie, field) for field in fields
        )

    return ground


GROUNDS: Mapping[str, Ground] = MappingProxyType(
    {
        REJECTED: lambda _, credit: technically_wrong(credit.bericht),
        "0030": _number_used,
        "0551": _differs("toewijzingnummer"),
        "1112": _differs("categorie"),
        "1142": _differs("code"),
        "8017": _no_debit,
        "8021": _reference_used,
        "8187": _differs("bsn"),
        "8853": _rejected_before,
        "8854": _credited_before,
        "8855": _of_the_other_kind(DECLARATIE),
        "8856": _of_the_other_kind(FACTUUR),
        "9307": _differs("begindatum"),
        "9308": _differs("einddatum"),
        "9309": _differs("eenheid"),
        "9319": _differs("begindatum", "einddatum"),
        "9333": _number_used,
        "9338": _differs("toewijzingnummer"),
        "9339": _differs("categorie"),
        "9340": _differs("code"),
        "9341": _differs("eenheid"),
        "9346": _differs("volume", "tarief", "bedrag"),
    }
)
"""Retourcode -> whether it is true of a credit. A credit that equals its debit, which was granted, breaks no rule that
the debit kept; codes about volumes and budgets are missing: taking back makes room."""
