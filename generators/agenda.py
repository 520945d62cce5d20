"""When a gemeente sends what: the day of each action, for a gemeente that is early, on time, late, or stops halfway."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from generators.label import Actie
from generators.toeval import getal
from istandaard.model import Toewijzing
from istandaard.releases import EERSTE_DAG_30, UITERLIJK_NUMMER, Release

VROEG, OP_TIJD, TE_LAAT, HALVERWEGE, ANDERE_ROUTE = "vroeg", "op_tijd", "te_laat", "halverwege", "andere_route"
NIEUW_IN_NOVEMBER, NIEUW_IN_DECEMBER = "nieuw_in_november", "nieuw_in_december"

_DAG = timedelta(days=1)
_WERKDAGEN_PER_WEEK = 5


def _werkdagen(van: date, tot: date) -> tuple[date, ...]:
    dagen = (van + n * _DAG for n in range((tot - van).days + 1))
    return tuple(dag for dag in dagen if dag.weekday() < _WERKDAGEN_PER_WEEK)


OKTOBER = _werkdagen(date(2020, 10, 5), date(2020, 10, 30))
NOVEMBER = _werkdagen(date(2020, 11, 9), date(2020, 11, 20))
DECEMBER = _werkdagen(date(2020, 12, 7), date(2020, 12, 18))
JANUARI = _werkdagen(EERSTE_DAG_30, date(2021, 1, 22))
"""Weekdays on which a gemeente that is early, or as most are, sends."""

Kies = Callable[[Toewijzing, Actie], date | None]
"""The day on which an action of a toewijzing is carried out; None: never."""


def dag_voor(dagen: tuple[date, ...], *delen: object) -> date:
    """One of these days, the same for the same parts."""
    return dagen[getal("dag", *delen) % len(dagen)]


def _vroeg(toewijzing: Toewijzing, actie: Actie) -> date:
    """As soon as the release and the action allow."""
    return actie.earliest or dag_voor(OKTOBER, toewijzing.gemeente, toewijzing.bsn)


def _op_tijd(_toewijzing: Toewijzing, actie: Actie) -> date:
    """On the last day."""
    return actie.latest


def _te_laat(_toewijzing: Toewijzing, actie: Actie) -> date:
    """The day after the last day."""
    return actie.latest + _DAG


def _gewoon(toewijzing: Toewijzing, actie: Actie) -> date:
    """Some weeks before the last day; all of a client on the same day."""
    if actie.earliest == actie.latest:
        return actie.latest
    in_24 = NOVEMBER if actie.latest <= UITERLIJK_NUMMER else DECEMBER
    dagen = JANUARI if actie.release == Release.R30 else in_24
    return dag_voor(dagen, toewijzing.gemeente, toewijzing.bsn)


def _halverwege(toewijzing: Toewijzing, actie: Actie) -> date | None:
    """As usual up to the withdrawals and the stops; nothing new is sent any more, and nothing is changed."""
    return None if actie.action in {"nieuwe_toewijzing", "wijzig_einddatum"} else _gewoon(toewijzing, actie)


AGENDA: Mapping[str, Kies] = {
    VROEG: _vroeg,
    OP_TIJD: _op_tijd,
    TE_LAAT: _te_laat,
    HALVERWEGE: _halverwege,
    ANDERE_ROUTE: _gewoon,
    NIEUW_IN_NOVEMBER: _gewoon,
    NIEUW_IN_DECEMBER: _gewoon,
}
"""The day of each action, by timeline."""
