"""The quantity before and after, stretch by stretch, over all toewijzingen that stand for each other (TW-06)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from migratietoets.conformance.rules.questions.reasons import valid_in_2021
from migratietoets.conformance.rules.views.cover import Days, length, overlap, stretches
from migratietoets.conformance.rules.views.rights.balance import Given, Rights
from migratietoets.conformance.rules.views.rights.bounds import ROUGHLY
from migratietoets.conformance.rules.views.rights.norms import Fit, fit, norm
from migratietoets.conformance.rules.views.rights.promise import Promise
from migratietoets.conformance.rules.views.rights.quantity import a_day, due, eenheid_family
from migratietoets.conformance.rules.words import content_text
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import EURO, TOTAL
from migratietoets.istandaard.model import Content, Omvang

GRAVITY = (Verdict.PASS, Verdict.WARN, Verdict.NOT_VERIFIABLE, Verdict.FAIL)
"""From good to bad, where there is a choice of which toewijzing takes the place of which."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What may be said of the quantity of one toewijzing that came in the place of others."""

    history: History
    verdict: Verdict
    text: str
    expected: str = ""
    found: str = ""


def quantity_of(content: Content) -> Omvang | None:
    """The omvang, or the budget as a total of euro's."""
    if content.budget is not None:
        return Omvang(content.budget, EURO, TOTAL)
    return content.omvang


def compare(rights: Rights) -> list[Compared]:
    """The worst that may be said of each toewijzing that gives the care now, over all days on which it does."""
    worst: dict[History, Compared] = {}
    for one in _each_stretch(rights):
        known = worst.get(one.history)
        if known is None or GRAVITY.index(one.verdict) > GRAVITY.index(known.verdict):
            worst[one.history] = one
    for one in _totals(rights, worst):
        worst[one.history] = one
    return list(worst.values())


def _each_stretch(rights: Rights) -> Iterator[Compared]:
    lefts = [left for made in rights.promises if (left := rights.left(made)) is not None]
    periods = [
        *((made.begin, made.latest) for made in rights.promises),
        *(one.days for one in (*rights.successors, *lefts)),
    ]
    replaced = {made.history for made in rights.promises}
    changed = [day for made in rights.promises if not _is_total(made) and (day := rights.changed(made)) is not None]
    begin = min([rights.begin, *changed])
    for stretch in stretches(periods, begin, max(rights.latest, begin)):
        before = [made for made in rights.promises if made.begin <= stretch[0] <= made.latest]
        after = [one for one in (*rights.successors, *lefts) if one.days[0] <= stretch[0] <= one.days[1]]
        if not before or not after:
            continue
        verdict, text, expected, found = judge(before, after)
        for one in after:
            if one.history not in replaced or _changed_in_place(rights, one):
                yield Compared(one.history, verdict, text, expected, found)


def _is_total(made: Promise) -> bool:
    """Whether it is given as a whole, so that its parts are counted together."""
    omvang = quantity_of(made.content)
    return omvang is not None and omvang.frequentie == TOTAL


def _changed_in_place(rights: Rights, one: Given) -> bool:
    made = next(made for made in rights.promises if made.history is one.history)
    return one.state.content != made.content


Judgement = tuple[Verdict, str, str, str]


def judge(before: Sequence[Promise], after: Sequence[Given]) -> Judgement:
    """What was due on some days against what is given on them."""
    expected = " en ".join(_asked_text(made) for made in before)
    found = " en ".join(content_text(one.state.content) for one in after)
    fits = [_best_fit(before, one) for one in after]
    kinds = {kind for kind, _ in fits}
    if any(one.ordered for one in after):
        return Verdict.PASS, "De opvolger is aan de balie gevraagd, of in een verzoek.", "", ""
    if Fit.OTHER in kinds:
        return Verdict.FAIL, "De opvolger geeft andere zorg dan de oude toewijzing.", expected, found
    if Fit.UNKNOWN in kinds:
        return Verdict.NOT_VERIFIABLE, "Of de opvolger evenveel zorg geeft, is niet te zeggen.", expected, found
    if Fit.FREE in kinds:
        return Verdict.PASS, "De opvolger heeft een toegestane vorm zonder hoeveelheid om te vergelijken.", "", ""
    return _amounts(before, after, kinds == {Fit.ASKED}, expected, found)


def _best_fit(before: Sequence[Promise], one: Given) -> tuple[Fit, Promise]:
    order = [Fit.SAME, Fit.ASKED, Fit.FREE, Fit.UNKNOWN, Fit.OTHER]
    in_2021 = valid_in_2021(one.history.first.einddatum)
    found = [(fit(made, one.state.content, in_2021=in_2021), made) for made in before]
    return min(found, key=lambda pair: order.index(pair[0]))


def _asked_omvang(made: Promise, one: Given) -> Omvang | None:
    """What the gemeente asked in the place of the old quantity, read in the words of the successor."""
    asked, given = norm(made.history.facts), quantity_of(one.state.content)
    if asked is None or given is None or not valid_in_2021(one.history.first.einddatum):
        return None
    if one.state.content.budget is not None:
        return None if asked.new.budget is None else Omvang(asked.new.budget, EURO, TOTAL)
    if asked.new.volume is None:
        return None
    return Omvang(asked.new.volume, asked.new.eenheid or given.eenheid, asked.new.frequentie or given.frequentie)


def _asked_text(made: Promise) -> str:
    asked = norm(made.history.facts)
    if asked is None:
        return content_text(made.content)
    new = asked.new
    wanted = [
        f"{name} {value}"
        for name, value in (
            ("code", new.code),
            ("volume", new.volume),
            ("eenheid", new.eenheid),
            ("frequentie", new.frequentie),
            ("budget", new.budget),
        )
        if value is not None
    ]
    return f"wat de gemeente vroeg ({', '.join([asked.form, *wanted])}) in plaats van {content_text(made.content)}"


def _amounts(
    before: Sequence[Promise],
    after: Sequence[Given],
    exact: bool,  # noqa: FBT001  # the question itself
    expected: str,
    found: str,
) -> Judgement:
    """The same product in eenheden that can be converted: so much a day before against so much a day after."""
    unclear = (Verdict.NOT_VERIFIABLE, "Of de opvolger evenveel zorg geeft, is niet te zeggen.", expected, found)
    due_before = [_rate(*_due_in(made, after[0])) for made in before]
    given = [_rate(quantity_of(one.state.content), one.days) for one in after]
    parts, rates = ([one for one in some if one is not None] for some in (due_before, given))
    asked = sum((rate for _, rate in parts), Fraction())
    if len(parts) < len(before) or len(rates) < len(after) or not asked:
        return unclear
    ratio = sum((rate for _, rate in rates), Fraction()) / asked
    if exact:
        if ratio == 1:
            return Verdict.PASS, "De opvolger geeft wat de gemeente vroeg.", "", ""
        return Verdict.FAIL, "De opvolger geeft niet wat de gemeente vroeg.", expected, found
    verdict = _roughly(ratio)
    if len({(one.eenheid, one.frequentie) for one, _ in rates}) == 1:
        closed = max(made.latest for made in before) < date.max
        first, frequenties = rates[0][0], [one.frequentie for one, _ in parts]
        should = due([rate for _, rate in parts], frequenties, first, length(after[0].days), closed=closed)
        if should is None:
            return unclear
        verdict = should.verdict(sum(one.volume or 0 for one, _ in rates))
        expected = f"volume {float(should.volume):g} (eenheid {first.eenheid}, frequentie {first.frequentie})"
    return verdict, _amount_text(verdict, less=ratio < 1), expected, found


def _due_in(made: Promise, one: Given) -> tuple[Omvang | None, Days]:
    """What was due, and on which days: what the gemeente asked of the successor instead, else what was promised."""
    asked = _asked_omvang(made, one)
    return (quantity_of(made.content), (made.begin, made.latest)) if asked is None else (asked, one.days)


def _rate(omvang: Omvang | None, days: Days) -> tuple[Omvang, Fraction] | None:
    """An omvang with how much of it that is a day; None where nobody can know."""
    rate = None if omvang is None else a_day(omvang, length(days))
    return None if omvang is None or rate is None else (omvang, rate)


def _roughly(ratio: Fraction) -> Verdict:
    if abs(ratio - 1) <= ROUGHLY.share:
        return Verdict.PASS
    return Verdict.FAIL if ratio < 1 else Verdict.WARN


def _amount_text(verdict: Verdict, *, less: bool) -> str:
    if verdict is Verdict.PASS:
        return "De opvolger geeft dezelfde hoeveelheid zorg."
    return f"De opvolger geeft {'minder' if less else 'meer'} zorg dan de oude toewijzing."


def _totals(rights: Rights, worst: dict[History, Compared]) -> Iterator[Compared]:
    """A total or budget as a whole: what the old one keeps and what its successors get, together (TW-06).

    The share of a successor is right by itself, but while the old total stands beside it they give more together; the
    whole again is double. Where the old one was lowered, they give together what it was, however it was divided.
    """
    olds = [(made, q) for made in rights.promises if (q := quantity_of(made.content)) and q.frequentie == TOTAL]
    families = {eenheid_family(q.eenheid) for _, q in olds}
    if len(olds) != len(rights.promises) or len(families) > 1 or any(q.volume is None for _, q in olds):
        return
    news = [(one, q) for one in rights.successors if (q := _part_of_total(rights, one)) is not None]
    news = [(one, q) for one, q in news if eenheid_family(q.eenheid) in families]
    whole = sum(q.volume or 0 for _, q in olds)
    lefts = [(made, rights.left(made)) for made, _ in olds]
    kept = sum(_volume(left) for _, left in lefts if left is not None)
    anew = sum(q.volume or 0 for _, q in news)
    lowered = [made for made, left in lefts if left is not None and _volume(left) < (_volume_of(made.content))]
    subjects = [one.history for one, _ in news] or [made.history for made in lowered]
    found = f"{kept} op de oude en {anew} op de nieuwe"
    closed = all(made.latest < date.max for made in rights.promises)
    for history in subjects:
        if lowered and len(news) == len(rights.successors):
            yield Compared(history, *_together(whole, kept + anew, len(news)), f"samen {whole}", found)
        elif kept and anew >= whole and closed:
            text = "Het hele totaal is nog eens toegewezen, terwijl het oude blijft staan."
            yield Compared(history, Verdict.FAIL, text, f"samen {whole}", found)
        elif kept and worst[history].verdict is Verdict.PASS:
            text = "Het deel naar dagen klopt, maar samen met het oude totaal is het meer dan er was."
            yield Compared(history, Verdict.WARN, text, f"samen {whole}", found)


def _part_of_total(rights: Rights, one: Given) -> Omvang | None:
    """What a successor gives of a total; None where it is no total, or what the gemeente asked instead."""
    omvang = quantity_of(one.state.content)
    if omvang is None or omvang.frequentie != TOTAL or one.ordered:
        return None
    return None if any(_asked_omvang(made, one) is not None for made in rights.promises) else omvang


def _volume(left: Given) -> int:
    return _volume_of(left.state.content)


def _volume_of(content: Content) -> int:
    omvang = quantity_of(content)
    return 0 if omvang is None else omvang.volume or 0


def _together(whole: int, given: int, parts: int) -> tuple[Verdict, str]:
    """What a lowered total and its successors give together; each may have been rounded down."""
    if whole <= given <= whole * (1 + ROUGHLY.share):
        return Verdict.PASS, "Samen met wat de oude toewijzing houdt is het evenveel als er was."
    if given > whole:
        return Verdict.WARN, "Samen met wat de oude toewijzing houdt is het meer dan er was."
    verdict = Verdict.WARN if whole - given <= parts else Verdict.FAIL
    return verdict, "Samen met wat de oude toewijzing houdt is het minder dan er was."


def alone_enough(rights: Rights, one: Given) -> bool:
    """Whether a toewijzing beside the successors would have been successor enough itself: double cover."""
    shared = [made for made in rights.promises if overlap((rights.join(made), made.latest), one.days)]
    return bool(shared) and judge(shared, [one])[0] in {Verdict.PASS, Verdict.WARN}


def double_days(rights: Rights, made: Promise) -> Days | None:
    """The days on which an old toewijzing and one that takes its place both hold.

    Of several old ones that end on different days, the successor may begin when the first of them has ended.
    """
    left = rights.left(made)
    if left is None or left.state.content != made.content:
        return None
    for one in rights.successors:
        shared = overlap(left.days, one.days)
        if shared is not None and one.days[0] < rights.begin:
            return shared
    return None
