from collections import Counter
from datetime import date

import pytest

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER
from migratietoets.conformance.catalogue.cases import cases
from migratietoets.conformance.catalogue.register import register
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.script.script import script
from migratietoets.conformance.trace.fold import traces
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.verdict.judge import judge_rule
from migratietoets.conformance.vocabulary.events import EndEvent, StoryEvent
from migratietoets.istandaard.releases import Domein
from migratietoets.reports.pictures.pictures import pictures
from tests.proof.example_pictures import ADAPTER_WITH_GAP

OTHERWISE = {"NT-06", "NT-07", "TR302"}
"""Where the desk asked for care, its days are those of the order: TW-06 is about the migration alone."""
LATER = {"toewijzingen/na-januari-ingekort"}
"""A picture shows what stands on 31-01-2021; what is changed after it TW-06 judges again."""
CORE = {"overzicht", "toewijzingen", "nieuwe-toewijzingen", "migratie", "bijzondere-situaties"}


def verdict_and_picture(events, verdicts):
    """Per case: whether the oracle found a gap or double day (TW-06), and whether the picture shows one."""
    for case, wrong in verdicts.items():
        own = [event for event in events if isinstance(event, StoryEvent) and event.case == case]
        yield case, wrong, any(picture.wrong for picture in pictures(own, "x"))


def days_wrong(texts_):
    return any("dagen zonder toewijzing" in text or "dubbele dekking" in text for text in texts_)


@pytest.mark.parametrize(("adapter", "gaps"), [(DEFAULT_ADAPTER, False), (ADAPTER_WITH_GAP, True)])
def test_a_picture_shows_a_gap_exactly_where_the_oracle_finds_one(adapter, gaps):
    core = tuple(f"{chapter}/*" for chapter in sorted(CORE))
    selection = Selection(adapter=adapter, roles=("gemeente",), domeinen=(Domein.WMO,), cases=core)
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    verdicts = run.verdicts(campaign)
    wrong = {
        case.id: days_wrong(finding.text for finding in verdicts[case.id, "TW-06"].findings)
        for case in campaign.cases
        if (case.id, "TW-06") in verdicts
    }
    counted = Counter()
    for case, oracle, picture in verdict_and_picture(run.events(campaign), wrong):
        assert oracle == picture, case
        counted[picture] += 1
    assert bool(counted[True]) == gaps
    assert len(counted) == 1 + gaps


NEGATIVE = [
    case
    for case in cases().values()
    if not case.positive
    and "gemeente" in case.roles
    and Domein.WMO in case.domeinen
    and case.id.partition("/")[0] in CORE
]


@pytest.mark.parametrize("case", NEGATIVE, ids=lambda case: case.id)
def test_a_scripted_fault_in_the_days_is_seen(case):
    events = list(script(case, Domein.WMO, "gemeente"))
    (trace,) = traces(events).values()
    findings = judge_rule(register()["TW-06"], trace, 0).findings
    end = next((event.at[:10] for event in events if isinstance(event, EndEvent)), "2021-02-28")
    wrong = days_wrong(b.text for b in findings if b.verdict in {"fail", "warn"})
    granted = OTHERWISE & set(case.expectation.verdicts)
    made = pictures([e for e in events if isinstance(e, StoryEvent)], "x", end=date.fromisoformat(end))
    picture = any(part.wrong for part in made)
    assert picture == wrong or (picture and granted) or case.id in LATER
