"""What ken_toe asks, exactly, and whether what was issued gives it (AC-10).

A wish speaks in terms of 3.0. What 2.4 cannot express has a part in it as far as it can, up to 31-12-2020; what 3.0
does not permit becomes the nearest form that it does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from migratietoets.conformance.rules.questions.reasons import Reason, valid_in_2021, variant_reasons
from migratietoets.conformance.rules.views.requests.asked import read_wish
from migratietoets.conformance.rules.views.rights.quantity import a_day, convertible, due
from migratietoets.conformance.rules.views.rights.succession import is_30
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.codelijsten.codes import EURO, STUKS, STUKS_INSPANNING, TOTAL
from migratietoets.istandaard.kalender import ONE_DAY
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.releases import END_OF_2020, LAST_DAY_24, Release
from migratietoets.istandaard.uitvoeringen import OUTPUT


@dataclass(frozen=True, slots=True)
class Part:
    """A toewijzing that may be (a part of) what was asked: its first and last day, and what it gives."""

    begin: date
    end: date | None
    content: Content
    release: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client must get.

    Attributes:
        uitvoering: "inspanning" or "output", or None when nobody said.
        forced: why 3.0 does not permit this form, so that another one must be given.
        cut: other last days that are right: those before the first day of later orders for the same care.
    """

    content: Content
    uitvoering: str | None
    begin: date
    end: date | None
    forced: tuple[Reason, ...]
    cut: frozenset[date] = frozenset()

    @property
    def only_30(self) -> bool:
        """Whether 2.4 cannot express it: a budget, generiek, or stuks (inspanning)."""
        return is_30(self.content)

    def parted(self, day: date) -> bool:
        """Whether it was asked when only 2.4 could be sent, which has a part of it in 2020 (NT-06, NT-07)."""
        return self.only_30 and day <= LAST_DAY_24 and self.begin <= END_OF_2020 and valid_in_2021(self.end)


def wish(params: Mapping[str, Any]) -> Wish:
    """What an order to grant asks."""
    asked, uitvoering = read_wish(params["gewenst"]), params["uitvoering"]
    end = asked.einddatum
    reasons = variant_reasons(asked.content, end, uitvoering) if valid_in_2021(end) else []
    return Wish(asked.content, uitvoering, asked.ingangsdatum, end, tuple(reasons))


def given(asked: Wish, parts: Sequence[Part]) -> Verdict:
    """Whether some of these toewijzingen, each from the day after the one before, give what was asked."""
    verdicts = [_gives(asked, chain) for chain in _chains(asked, parts, asked.begin)]
    return next((one for one in (Verdict.PASS, Verdict.NOT_VERIFIABLE) if one in verdicts), Verdict.FAIL)


def _chains(asked: Wish, parts: Sequence[Part], begin: date) -> Iterator[tuple[Part, ...]]:
    """The rows of adjoining parts that fill the days that were asked; a last day that is compulsory may be any."""
    for part in parts:
        if part.begin != begin:
            continue
        if part.end in {asked.end, *asked.cut} or (asked.end is None and Reason.EINDDATUM_ONTBREEKT in asked.forced):
            yield (part,)
        elif part.end is not None and part.begin <= part.end < (asked.end or date.max):
            yield from ((part, *rest) for rest in _chains(asked, parts, part.end + ONE_DAY))


def _gives(asked: Wish, chain: Sequence[Part]) -> Verdict:
    each = [_same(asked, part) for part in chain]
    if Verdict.FAIL in each:
        return Verdict.FAIL
    whole = asked.content.budget if asked.content.budget is not None else _total(asked.content)
    said = [part.content.budget if part.content.budget is not None else _total(part.content) for part in chain]
    if whole is not None and None not in said and sum(one or 0 for one in said) != whole:
        return Verdict.FAIL
    return Verdict.NOT_VERIFIABLE if Verdict.NOT_VERIFIABLE in each else Verdict.PASS


def _total(content: Content) -> int | None:
    omvang = content.omvang
    return omvang.volume if omvang is not None and omvang.frequentie == TOTAL else None


def _same(asked: Wish, part: Part) -> Verdict:
    """Whether a part gives care of the kind that was asked; of what is given once the sum is compared elsewhere."""
    content, own = asked.content, part.content
    if asked.only_30 and part.release == Release.R24:
        return Verdict.PASS if _as_far_as_24_can_say(asked, part) else Verdict.FAIL
    if (own.categorie, own.code) == (content.categorie, content.code):
        if own.omvang is None or content.omvang is None:
            if own.omvang == content.omvang and (own.budget is None) == (content.budget is None):
                return Verdict.PASS
        elif own.omvang.frequentie == content.omvang.frequentie and own.omvang.eenheid in _called(asked, part.release):
            alike = own.omvang.frequentie == TOTAL or own.omvang.volume == content.omvang.volume
            return Verdict.PASS if alike and own.budget == content.budget else Verdict.FAIL
    return _converted(asked, part) if asked.forced else Verdict.FAIL


def _called(asked: Wish, release: str) -> set[str]:
    """The eenheid by its names in a release: 3.0 has one of its own for stuks of inspanning."""
    assert asked.content.omvang is not None
    eenheid = asked.content.omvang.eenheid
    own = eenheid == STUKS and release == Release.R30 and asked.uitvoering != OUTPUT
    return {eenheid, STUKS_INSPANNING} if own else {eenheid}


def _as_far_as_24_can_say(asked: Wish, part: Part) -> bool:
    """A part in 2.4 of what only 3.0 can express: it ends in 2020, and gives no more than was asked."""
    content, omvang = asked.content, part.content.omvang
    kind = content.categorie is None or (content.categorie, content.code) == (part.content.categorie, part.content.code)
    if not kind or valid_in_2021(part.end):
        return False
    if content.budget is not None or content.omvang is None:
        return omvang is None or (omvang.eenheid == EURO and (omvang.volume or 0) <= (content.budget or 0))
    return omvang is not None and omvang.eenheid == STUKS


def _converted(asked: Wish, part: Part) -> Verdict:
    """Another form, where 3.0 does not permit the one that was asked: the same quantity where that can be compared."""
    old, new = asked.content.omvang, part.content.omvang
    if part.content.categorie != asked.content.categorie:
        return Verdict.FAIL
    if old is None or new is None or not convertible(old, new) or asked.content.code != part.content.code:
        return Verdict.NOT_VERIFIABLE
    days = None if asked.end is None else (asked.end - asked.begin).days + 1
    own = None if part.end is None else (part.end - part.begin).days + 1
    per_day = a_day(old, days)
    expected = None if per_day is None else due([per_day], [old.frequentie], new, own, closed=part.end is not None)
    if expected is None or new.volume is None:
        return Verdict.NOT_VERIFIABLE
    return Verdict.FAIL if expected.verdict(new.volume) is Verdict.FAIL else Verdict.PASS
