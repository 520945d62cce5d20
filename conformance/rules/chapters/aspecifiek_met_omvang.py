"""What an aspecifieke toewijzing with omvang may become (BS-08, BS-09, BS-10)."""

from collections.abc import Iterator

from migratietoets.conformance.rules.findings import Finding, passed
from migratietoets.conformance.rules.questions.reasons import Reason, valid_in_2021
from migratietoets.conformance.rules.rule import Judges, rule
from migratietoets.conformance.rules.views.rights.succession import is_30, stock_reasons, successions
from migratietoets.conformance.trace.history import History
from migratietoets.conformance.trace.trace import Trace


def _became(trace: Trace) -> Iterator[tuple[History, History]]:
    """Aspecifieke toewijzingen with omvang and their successor in 2021."""
    succession = successions(trace)
    for history, why in stock_reasons(trace).items():
        if Reason.ASPECIFIEK_MET_OMVANG not in why:
            continue
        for new in succession.successors(history):
            if valid_in_2021(new.first.einddatum):
                yield history, new


@rule("BS-08", Judges.STATE, looks_at=("301",))
def aspecifiek_may_become_specifiek(trace: Trace) -> Iterator[Finding]:
    """Aspecifiek with omvang may become specifiek with omvang."""
    for old, new in _became(trace):
        if new.first.content.code is not None and new.first.content.omvang is not None:
            yield passed(old, "Geworden: specifiek met omvang.", new.first.bericht)


@rule("BS-09", Judges.STATE, looks_at=("301",))
def omvang_may_be_dropped(trace: Trace) -> Iterator[Finding]:
    """Aspecifiek with omvang may become aspecifiek without omvang and budget."""
    for old, new in _became(trace):
        content = new.first.content
        if content.code is None and content.omvang is None and not is_30(content):
            yield passed(old, "Geworden: aspecifiek zonder omvang en budget.", new.first.bericht)


@rule("BS-10", Judges.STATE, looks_at=("301",))
def omvang_may_become_a_budget(trace: Trace) -> Iterator[Finding]:
    """Aspecifiek with omvang may become aspecifiek with budget, which only 3.0 can express."""
    for old, new in _became(trace):
        if new.first.content.budget is not None:
            yield passed(old, "Geworden: aspecifiek met budget.", new.first.bericht)
