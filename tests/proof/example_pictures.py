"""Play some cases and draw them for the README: docs/beelden/*.svg. Run by `make docs`."""

from pathlib import Path

from migratietoets.conformance.adapters.defaults import DEFAULT_ADAPTER
from migratietoets.conformance.documentation.pages import write
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import StoryEvent
from migratietoets.conformance.vocabulary.verdicts import Verdict
from migratietoets.istandaard.releases import Domein
from migratietoets.reports.pictures.drawing import loose
from migratietoets.reports.pictures.pictures import pictures

TARGET = Path(__file__).parents[2] / "docs" / "beelden"
APPROVED = "bijzondere-situaties/zonder-nummer-stuks-inspanning"
GAP = "toewijzingen/per-4-weken-deelbaar"
TITLE_GOOD = "Zonder nummer en stuks (inspanning): in december 2.4, vanaf januari 3.0"
TITLE_GAP = "Met een fout: de opvolger begint een dag te laat"
ADAPTER_WITH_GAP = "python-inline:tests.proof.mutants.migreren:LaatEenDagOpen"
WEEK_53 = "declareren/week-53-doorlopende-toewijzing"
TITLE_WEEK_53 = "Met een fout: de output van week 53 staat in periode 13 van 2020"
ADAPTER_WEEK_53 = "python-inline:tests.proof.mutants.declareren:ZetWeek53InPeriode13"


def played(adapter, case, role="gemeente"):
    """The events and findings of one case, played alone by the role under test."""
    selection = Selection(adapter=adapter, roles=(role,), domeinen=(Domein.WMO,), cases=(case,), isolated=True)
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    verdicts = run.verdicts(campaign)
    events = [event for event in run.events(campaign) if isinstance(event, StoryEvent) and event.case == case]
    return events, frozenset(v.message for verdict in verdicts.values() for v in verdict.findings if wrong(v))


def wrong(finding):
    return finding.verdict == Verdict.FAIL


def symbol(story, name, title):
    events, flagged = story
    return pictures(events, name, title=title, flagged=flagged)


def examples():
    """Every picture: file name -> SVG."""
    cover, order = symbol(played(DEFAULT_ADAPTER, APPROVED), "good", TITLE_GOOD)
    with_gap, _ = symbol(played(ADAPTER_WITH_GAP, GAP), "gap", TITLE_GAP)
    declaraties, *_ = symbol(played(ADAPTER_WEEK_53, WEEK_53, "aanbieder"), "week-53", TITLE_WEEK_53)
    return {
        "volgorde.svg": loose(order.svg),
        "dekking.svg": loose(cover.svg),
        "dekking-met-gat.svg": loose(with_gap.svg),
        "declaraties-week-53.svg": loose(declaraties.svg),
    }


if __name__ == "__main__":
    write(TARGET, examples())
