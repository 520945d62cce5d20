"""No stacking: one product at a time per client and aanbieder, and nothing beside a generiek toewijzing (OP259, TR302).

Judged for the days from 2021, since what was stacked before may run out, and the migration must be able to end it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from migratietoets.conformance.rules.findings import Finding, check, format_date
from migratietoets.conformance.rules.messages.toewijzing import own_changes
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.rights.stacking import Held, held_in_2021, stacked, stacked_lines
from migratietoets.conformance.rules.views.terms import WORKING_DAYS_REACTION, term_end
from migratietoets.conformance.trace.history import History, Kind
from migratietoets.conformance.trace.message import SentMessage
from migratietoets.conformance.trace.trace import Trace


def _text(one: Held, other: Held) -> str:
    number = other.key.toewijzingnummer or "zonder nummer"
    return f"toewijzing {number} geldt ook vanaf {format_date(max(one.first, other.first))}"


@rule("TR302", Judges.MESSAGE, looks_at=("301",))
def lines_do_not_stack(trace: Trace) -> Iterator[Finding]:
    """Within one 301 a product holds once on each day."""
    for bericht in trace.from_system("301"):
        pair = stacked_lines(bericht)
        yield check(
            trace,
            pair is None,
            bericht,
            "Elk product geldt in dit bericht één keer tegelijk.",
            "Hetzelfde product geldt in één bericht twee keer tegelijk.",
            expected="perioden die elkaar niet overlappen",
            found="" if pair is None else _text(*pair),
            bericht=bericht,
        )


@rule("OP259", Judges.STATE, looks_at=("301",))
def toewijzingen_do_not_stack(trace: Trace) -> Iterator[Finding]:
    """Over all messages a product holds once on each day; what is set right within the term of a reaction is right."""
    for history, change, bericht in own_changes(trace):
        due = term_end(bericht.day, WORKING_DAYS_REACTION)
        if change.kinds <= {Kind.REPEATED, Kind.CANCELLED, Kind.SHORTENED}:
            continue
        for own in _standing(history, due):
            others = (held for one in _beside(trace, history, bericht) for held in _standing(one, due))
            double = next((held for held in others if stacked(own, held)), None)
            yield check(
                trace,
                double is None,
                history,
                "Er geldt niet tegelijk een andere toewijzing voor hetzelfde product.",
                "Er geldt tegelijk een andere toewijzing voor hetzelfde product.",
                expected="perioden die elkaar niet overlappen",
                found="" if double is None else _text(own, double),
                bericht=bericht,
                due=due,
            )


def _standing(history: History, day: date) -> Iterable[Held]:
    state = history.in_force(day)
    return () if state is None else held_in_2021(history.key, state.einddatum)


def _beside(trace: Trace, history: History, bericht: SentMessage) -> Iterator[History]:
    """The earlier toewijzingen of the same client at the same aanbieder, but for those in the same message (TR302)."""
    together = {line.key for line in bericht.lines}
    for other in of_client(trace, history.client):
        issued = other.first.bericht
        if (issued is None or issued.n < bericht.n) and other.key not in together:
            yield other
