"""Whether the rule that a retourcode stands for was really broken, as far as the one who refused could know (AC-11)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from migratietoets.conformance.protocol.processes import OTHER_ROLE
from migratietoets.conformance.rules.questions.reasons import valid_in_2021, variant_reasons
from migratietoets.conformance.rules.rule import RULES
from migratietoets.conformance.rules.shared.validity import faults
from migratietoets.conformance.rules.views.care.reports import speaks_of
from migratietoets.conformance.rules.views.knowledge import knew
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.requests.package import numbers_in
from migratietoets.conformance.rules.views.rights.stacking import stacked_lines
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.berichten.retour import APPROVED, REJECTED
from migratietoets.istandaard.berichten.start_stop import REMOVAL, Regieproduct
from migratietoets.istandaard.berichten.verzoek import AangevraagdProduct, TeWijzigenProduct, Wijzigingsverzoek
from migratietoets.istandaard.model import Content
from migratietoets.istandaard.modelregels import modelregels
from migratietoets.istandaard.releases import Release

Ground = Callable[[Trace, SentMessage, SentMessage, Collection[int]], bool | None]
"""Of a message, its retour and the lines with the code: whether the rule was broken; None where that cannot be seen."""


BESIDES: Mapping[str, Collection[str]] = {
    "CD075": ["TR350"],  # nobody has the toewijzing that stands beside the one that breaks it
    "CD079": ["TR350"],
    "CD080": ["TR350"],
    "CS100": ["TR307"],  # a period before 2021 is not the month of its prestaties
    "CS325": ["TR341"],  # an eenheid that the product cannot have is not the one that was assigned
    "CS330": ["TR341"],
    "TR019": ["TR069"],  # care that nobody assigned was never started either
    "TR101": ["TR074", "TR314", "TR326", "TR332", "TR347", "TR361"],  # what stands in a message twice has one key
    "TR304": ["TR338", "TR350", "TR351"],  # nobody has the toewijzing of somebody who is no client
    "TR316": ["TR323"],  # who claims the same again has claimed it before
    "TR326": ["TR074"],  # where the number alone is the key of a start (IV096)
    "TR335": ["CS064"],  # a claim of 2021 is five years old when its dagtekening lies ahead
    "TR352": ["TR349", "TR350"],  # a package in which one stands twice or nowhere is not the package
    "TR353": ["TR349", "TR350"],
    "TR364": ["TR362"],  # what names a request that nobody sent grants none
}
"""Rule -> rules that what breaks it may be said to break as well."""
INSTEAD = frozenset({"TR335", "TR364"})
"""Rules of which the model does not say that they are looked at before those beside them."""


def codes_of(*rules: str) -> set[str]:
    """The retourcodes of rules."""
    return {code for rule_id in rules if (code := modelregels()[rule_id].retourcode) is not None}


def deserved(heen: SentMessage) -> set[str]:
    """The retourcodes for a message that was made to break a rule: that of the rule, and those that may go with it."""
    return set() if heen.breaks is None else codes_of(heen.breaks, *BESIDES.get(heen.breaks, ()))


def sufficient(heen: SentMessage) -> set[str]:
    """Those of which one is enough to refuse it."""
    if heen.breaks is None:
        return set()
    return deserved(heen) if heen.breaks in INSTEAD else codes_of(heen.breaks)


def ground(trace: Trace, heen: SentMessage, retour: SentMessage, code: str, lines: Collection[int]) -> bool | None:
    """Whether a retourcode is true of what it refuses."""
    if code in deserved(heen):
        return True
    if code in GROUNDS:
        return GROUNDS[code](trace, heen, retour, lines)
    if code in NEEDED and not any(NEEDED[code](heen, place) for place in lines or range(_length(heen))):
        return False
    broken = _broken(trace, heen, code)
    return None if broken is False and _crossed(trace, heen, retour) else broken


def _length(heen: SentMessage) -> int:
    return max(len(heen.lines), len(heen.regieproducten))


def lines_with(retour: SentMessage, code: str) -> list[int]:
    """The lines of a message that a retour refuses with a code, counted from 0; none where it stands in its header."""
    return [place for place, codes in enumerate(retour.line_codes) if code in codes]


def refused_without_ground(trace: Trace, heen: SentMessage) -> bool:
    """Whether each code of the retour that refuses a message stands for a rule that was not broken; 3.0 only."""
    retour = trace.answer_to(heen)
    codes = set() if retour is None else set(retour.retourcodes) - {APPROVED}
    if retour is None or not codes or heen.release != Release.R30:
        return False
    return all(ground(trace, heen, retour, code, lines_with(retour, code)) is False for code in codes)


def _broken(trace: Trace, heen: SentMessage, code: str) -> bool | None:
    """What the checks of the rules with this code find in the message, seen from its sender."""
    flipped = replace(trace, role=OTHER_ROLE[trace.role])
    rules = [rule_id for rule_id, one in modelregels().items() if one.retourcode == code and rule_id in RULES]
    found = {
        finding.verdict
        for rule_id in rules
        for finding in RULES[rule_id](flipped)
        if finding.bericht is not None and finding.bericht.n == heen.n
    }
    if found & {Verdict.FAIL, Verdict.WARN}:
        return True
    return False if found == {Verdict.PASS} else None


def _crossed(trace: Trace, heen: SentMessage, retour: SentMessage) -> bool:
    """Whether the one who refused knew of a message of his own that the sender did not know yet."""
    return any(
        other.sender == retour.sender and not other.is_retour and other.n < retour.n and not knew(heen, other)
        for other in trace.berichten
    )


def _unacceptable(trace: Trace, heen: SentMessage, _retour: SentMessage, _lines: Collection[int]) -> bool | None:
    """0001: outside its schema, outside the variants, or against a rule for which the whole message is refused."""
    if heen.bericht is None or faults(heen):
        return True
    if heen.release == Release.R30 and (_outside_variants(heen) or stacked_lines(heen) is not None):
        return True
    if any(product.toewijzingnummer is None for product in heen.regieproducten) and heen.release == Release.R30:
        return True
    changes = [one for one in heen.verzoeken if isinstance(one, Wijzigingsverzoek)]
    if _broken(trace, heen, REJECTED):
        return True
    return None if any(_unclear(one) for one in changes) else False


def _unclear(asked: Wijzigingsverzoek) -> bool:
    """Whether it may break a rule that cannot be judged: a toewijzing named twice, or one to change into nothing."""
    numbers = numbers_in(asked)
    return len(set(numbers)) < len(numbers) or any((one.omvang, one.budget) == (None, None) for one in asked.to_change)


def _outside_variants(heen: SentMessage) -> bool:
    asked = [one for one in heen.verzoeken if isinstance(one, AangevraagdProduct)]
    contents = [(line.product.content, line.product.einddatum) for line in heen.lines]
    contents += [(Content(one.categorie, one.code, one.omvang), one.einddatum) for one in asked]
    for one in heen.verzoeken:
        if isinstance(one, Wijzigingsverzoek):
            contents += [(new.content, new.einddatum) for new in one.nieuw]
            contents += [(_as_if_known(it), it.einddatum) for it in one.to_change]
    return any(valid_in_2021(end) and variant_reasons(content, end, None) for content, end in contents)


def _as_if_known(asked: TeWijzigenProduct) -> Content:
    """What a change asks, for a product that goes with it: the message does not say which."""
    return Content("", None if asked.omvang is None else "", asked.omvang, asked.budget)


def _no_toewijzing(trace: Trace, heen: SentMessage, retour: SentMessage, lines: Collection[int]) -> bool | None:
    """TR019: the toewijzing of a start or stop is unknown to the gemeente, or in 3.0 cannot be told by its number."""
    if not heen.regieproducten:
        return None
    every = enumerate(heen.regieproducten)
    about = [_known(trace, heen, retour, product) for place, product in every if place in lines or not lines]
    return True if None in about else None if False in about else False


def _known(trace: Trace, heen: SentMessage, retour: SentMessage, product: Regieproduct) -> bool | None:
    """Whether the gemeente has the toewijzing of a line: None where it has not, False where it was cancelled."""
    fitting = [
        history for history in of_client(trace, heen.client) if speaks_of(history, product) and _issued(history, retour)
    ]
    if heen.release == Release.R30:  # the number alone is the key
        fitting = [history for history in fitting if product.toewijzingnummer is not None and trace.unique(history)]
    if not fitting:
        return None
    return any(history.in_force(retour.day) is not None for history in fitting)


def _issued(history: History, retour: SentMessage) -> bool:
    return any(state.bericht is None or state.bericht.n < retour.n for state in history.states)


def _identification_used(trace: Trace, heen: SentMessage, _retour: SentMessage, _lines: Collection[int]) -> bool | None:
    """TR056: the sender used its identification before for a message of this kind."""
    if heen.header is None:
        return None
    name = (heen.kind, heen.header.afzender, heen.header.identificatie)
    return any(one.n < heen.n for one in trace.identifications.get(name, ()))


GROUNDS: Mapping[str, Ground] = {REJECTED: _unacceptable, "9019": _no_toewijzing, "9056": _identification_used}
"""Retourcode -> how it is looked up, where the check of its rule does not say it."""

NEEDED: Mapping[str, Callable[[SentMessage, int], bool]] = {
    "9071": lambda heen, place: heen.regieproducten[place].status == REMOVAL,
    "9300": lambda heen, place: heen.lines[place].product.referentie_aanbieder is None,
    "9362": lambda heen, place: heen.lines[place].product.referentie_aanbieder is not None,
}
"""Retourcode -> what a line must have for its rule to be broken there at all (TR071, TR300, TR362)."""
