"""The toewijzing that a start or stop is about (TR019)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, check
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.care.starts import own_reports
from migratietoets.conformance.rules.views.naming import of_client
from migratietoets.conformance.trace.trace import Trace
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Release


@rule("TR019", Judges.MESSAGE, looks_at=("305", "307"))
def a_report_names_a_toewijzing(trace: Trace) -> Iterator[Finding]:
    """A start or stop has the number of a toewijzing that the client has; of a stop without one MT-03 says it.

    Without a number it may be of care that nobody assigned, which only a toewijzing of that product tells apart.
    """
    numbers = {history.key.toewijzingnummer for history in trace.histories.values()}
    for one in own_reports(trace):
        number = one.product.toewijzingnummer
        if number is None and (one.bericht.release == Release.R24 or not one.starts or one.history is None):
            continue
        its = {history.key.toewijzingnummer for history in of_client(trace, one.bericht.client)}
        seen = number is None or number in numbers or trace.desk_visible
        yield check(
            trace,
            number is not None and number in its,
            one,
            "De melding noemt een toewijzing van de cliënt.",
            "De melding noemt geen toewijzing van de cliënt.",
            expected="het nummer van een toewijzing van deze cliënt bij deze aanbieder",
            found="geen nummer" if number is None else f"toewijzing {number}",
            bericht=one.bericht,
            otherwise=Verdict.FAIL if seen else Verdict.NOT_VERIFIABLE,
        )
