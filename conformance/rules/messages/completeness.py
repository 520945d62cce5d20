"""What a 301 holds: every toewijzing of the client that is valid then or later (OP087)."""

from collections.abc import Collection, Iterator

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.questions.reasons import variant_reasons
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.knowledge import stand_before
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.rules.views.orders.migrating import must_migrate
from migratietoets.conformance.rules.views.rights.stacking import held_in_2021, stacked
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.message import Bericht301Line, SentMessage
from migratietoets.conformance.trace.trace import Trace
from migratietoets.istandaard.releases import Release


@rule("OP087", Judges.MESSAGE, looks_at=("301",), today=True)
def every_current_toewijzing_goes_along(trace: Trace) -> Iterator[Finding]:
    """The 301s of one day for a client hold everything that his aanbieder had for him and is valid then or later."""
    sent = [one for one in trace.from_system("301", release=Release.R30) if one.lines]
    for bericht in sent:
        said = [line for one in sent if (one.day, one.client) == (bericht.day, bericht.client) for line in one.lines]
        missing = next(_missing(trace, bericht, said), None)
        yield check(
            trace,
            missing is None,
            bericht,
            "Elke toewijzing die nog geldt, staat erin.",
            "Een toewijzing die nog geldt, staat er niet in.",
            expected="elke toewijzing van de cliënt bij deze aanbieder die op die dag of later geldt",
            found=f"zonder {missing}",
            bericht=bericht,
        )


def _missing(trace: Trace, bericht: SentMessage, said: Collection[Bericht301Line]) -> Iterator[History]:
    """What its sender knew to be valid then or later, 3.0 can say as it is, and may stand beside what was said."""
    held = [held for line in said for held in held_in_2021(line.key, line.product.einddatum)]
    for history in of_client(trace, bericht.client):
        key, state = history.key, stand_before(history, bericht)
        if state is None or must_migrate(trace, history):
            continue
        uitvoering = None if history.facts is None else history.facts.uitvoering
        if (
            (state.einddatum is None or state.einddatum >= bericht.day)
            and key not in {line.key for line in said}
            and trace.unique(history)
            and not variant_reasons(state.content, state.einddatum, uitvoering)
            and not any(stacked(one, other) for one in held_in_2021(key, state.einddatum) for other in held)
        ):
            yield history
