"""Chapter declareren: every prestatie is a claim of these deliveries, or a credit of that prestatie (AC-06, AC-07)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, broken, check, passed, unseen
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.shared.judging import judge
from migratietoets.conformance.rules.shared.scope import in_scope
from migratietoets.conformance.rules.views.claims.deliveries import deliveries
from migratietoets.conformance.rules.views.claims.ledger import Bundle, ClaimGroup, groups
from migratietoets.conformance.rules.views.claims.orders import CreditOrder, credit_orders
from migratietoets.conformance.rules.views.claims.placement import PERIODS_WEEK_53, placements
from migratietoets.conformance.rules.views.claims.prestaties import LOST, Claimed, Fate, claimed, debit_of, own_claims
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.bedrag import CREDIT
from migratietoets.istandaard.kalender import month
from migratietoets.istandaard.uitvoeringen import INSPANNING

ELSEWHERE = frozenset({"DC-05", "DC-07", "DC-08", "DC-10", "DC-14"})
"""The rules that say of other deliveries that they are claimed at all."""


@rule("AC-06", Judges.MESSAGE, looks_at=("303", "323"))
def what_is_claimed_was_delivered_and_not_claimed_yet(trace: Trace) -> Iterator[Finding]:
    """No more is claimed than was delivered and does not stand claimed; what the desk asked to claim is claimed."""
    if trace.role != "aanbieder":
        return
    for group in groups(trace):
        for bundle in group.bundles:
            if trace.own(bundle.bericht):
                yield from _accounted_for(trace, group, bundle)
    text = "Wat geleverd is, is niet gedeclareerd, hoewel dat gevraagd was."
    for one in placements(trace):
        if one.missing and not one.possible.rules & ELSEWHERE and one.possible.places:
            yield from judge(trace, one, text, right=True)


def _accounted_for(trace: Trace, group: ClaimGroup, bundle: Bundle) -> Iterator[Finding]:
    one, more = bundle.claims[0], group.unexplained(bundle)
    text = "Wat gedeclareerd is, komt niet (geheel) van leveringen die nog niet gedeclareerd waren."
    expected, found = f"hoogstens {bundle.volume - more}", f"{bundle.volume} (uren als minuten geteld)"
    if not more:
        yield passed(one, "Wat gedeclareerd is, is geleverd en staat nergens anders.", bundle.bericht)
    elif not trace.desk_visible or not group.measurable or not _registers(trace, one):
        yield unseen(one, text, expected=expected, found="niet te zien wat er geleverd is")
    elif not _said_by_another_rule(group, bundle):
        yield broken(one, text, expected=expected, found=found, bericht=bundle.bericht)


def _registers(trace: Trace, one: Claimed) -> bool:
    """Deliveries at this aanbieder are registered at the desk."""
    return any(delivery.history.key.aanbieder == one.bericht.aanbieder for delivery in deliveries(trace))


def _said_by_another_rule(group: ClaimGroup, bundle: Bundle) -> bool:
    """DC-14 says it of output of week 53, IV078 of inspanning in a 323."""
    if bundle.period in PERIODS_WEEK_53 and any(d.is_week_53 for d in group.deliveries):
        return True
    inspanning = {d.uitvoering for d in group.deliveries} == {INSPANNING}
    return inspanning and bundle.bericht.kind == "323"


@rule("AC-07", Judges.MESSAGE, looks_at=("303", "323"))
def every_credit_was_asked_and_every_order_gives_one(trace: Trace) -> Iterator[Finding]:
    """A credit was asked at the desk, or makes room for a better prestatie; it is marked C and names its debit."""
    for one in own_claims(trace, credit=True):
        yield _as_asked(trace, one)
    if trace.role == "aanbieder":
        for order in credit_orders(trace):
            yield from _carried_out(trace, order)


def _as_asked(trace: Trace, credit: Claimed) -> Finding:
    text, p = "De credit is niet als credit gemerkt, of noemt geen eerdere prestatie.", credit.prestatie
    if p.debet_credit != CREDIT or p.previous_referentienummer is None:
        found = f"gemerkt {p.debet_credit}, VorigReferentieNummer {p.previous_referentienummer or 'leeg'}"
        return broken(credit, text, expected="C, met een VorigReferentieNummer", found=found, bericht=credit.bericht)
    debit = debit_of(trace, credit)
    held = _deliveries_of(trace, debit)
    if not trace.desk_visible or debit is None or not held:
        return unseen(credit, "Of de credit gevraagd was.", expected="een opdracht", found="niet te zien")
    asked = sum(order.at <= credit.at and _is_about(order, held) for order in credit_orders(trace))
    if asked and not _said_as_iv091(trace, credit):
        asked -= sum(
            c.is_credit and c.fate not in LOST and c.bericht.n < credit.bericht.n and debit_of(trace, c) is debit
            for c in claimed(trace)
        )
    return check(
        trace,
        asked > 0 or _replaced(trace, credit, debit),
        credit,
        "De credit is gevraagd, of maakt plaats voor een betere prestatie.",
        "Niemand heeft om deze credit gevraagd, en er komt niets voor in de plaats.",
        expected="een opdracht om te crediteren, of een nieuwe prestatie over dezelfde periode",
        found="geen van beide",
        bericht=credit.bericht,
    )


def _said_as_iv091(trace: Trace, credit: Claimed) -> bool:
    """Of a message that the model holds to it, IV091 says that it takes back for the second time."""
    return in_scope("IV091", credit.bericht, trace.domein)


Held = frozenset[tuple[int, str]]
"""Deliveries: the toewijzing on which each was registered, by identity, and when it was delivered."""


def _deliveries_of(trace: Trace, debit: Claimed | None) -> Held:
    return frozenset(
        (id(part.delivery.history), part.delivery.geleverd)
        for group in groups(trace)
        for part in group.parts
        if any(claim is debit for claim in part.bundle.claims)
    )


def _is_about(order: CreditOrder, held: Held) -> bool:
    return (id(order.history), order.geleverd) in held


def _replaced(trace: Trace, credit: Claimed, debit: Claimed) -> bool:
    """Another debit over the same period comes with it, or later (IV086)."""
    old = debit.prestatie
    return any(
        not one.is_credit
        and one is not debit
        and one.bericht.n >= credit.bericht.n
        and (one.prestatie.bsn, one.prestatie.categorie, one.prestatie.begindatum)
        == (old.bsn, old.categorie, old.begindatum)
        for one in claimed(trace)
    )


def _carried_out(trace: Trace, order: CreditOrder) -> Iterator[Finding]:
    """What could be credited when it was asked, is credited; it may wait for the next monthly claim (IV086).

    Later than five working days is a warning: that is what the standard gives a reaction, but no term of a credit.
    """
    debits = [one for one in _held_by(trace, order) if _creditable(trace, one, order)]
    if not debits:
        return
    credited = [c for c in claimed(trace) if c.is_credit and any(debit_of(trace, c) is debit for debit in debits)]
    first = min((c.bericht for c in credited if c.at >= order.at), key=lambda bericht: bericht.n, default=None)
    latest = term_end(order.day, WORKING_DAYS_REACTION)
    yield check(
        trace,
        first is not None and first.day <= latest,
        debits[-1],
        "De prestatie is gecrediteerd, zoals gevraagd.",
        "De prestatie is niet gecrediteerd, hoewel dat gevraagd was en kon."
        if first is None
        else "De prestatie is laat gecrediteerd.",
        expected=f"een credit, uiterlijk {latest:%d-%m-%Y}",
        found="geen credit" if first is None else f"een credit op {first.day:%d-%m-%Y}",
        bericht=first,
        due=term_end(month(order.day)[1], WORKING_DAYS_REACTION) if first is None else None,
        otherwise=Verdict.FAIL if first is None else Verdict.WARN,
    )


def _held_by(trace: Trace, order: CreditOrder) -> list[Claimed]:
    earlier = (one for one in own_claims(trace, credit=False) if one.at <= order.at)
    return [one for one in earlier if _is_about(order, _deliveries_of(trace, one))]


def _creditable(trace: Trace, debit: Claimed, order: CreditOrder) -> bool:
    """It was approved, or invoiced and not refused, and not credited before (CR-01, IV053)."""
    answered = debit.answer is not None and debit.answer.at < order.at
    fate = debit.fate if answered else Fate.OPEN
    may = fate is not Fate.REFUSED if debit.is_factuur else fate is Fate.APPROVED
    before = (c for c in claimed(trace) if c.is_credit and c.fate not in LOST and c.at < order.at)
    return may and all(debit_of(trace, c) is not debit for c in before)
