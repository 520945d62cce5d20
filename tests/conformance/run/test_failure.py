"""A failure of the kit is told in full once, with what to report; it costs the outcome, and no more."""

import pytest

from migratietoets.conformance.chain import chain
from migratietoets.conformance.run.failure import KitFailure
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import KIT, ErrorEvent
from migratietoets.istandaard.releases import Domein

ONE = Selection(roles=("gemeente",), domeinen=(Domein.WMO,), cases=("toewijzingen/per-4-weken-deelbaar",))


def test_the_traceback_is_told_once_and_the_log_says_what_to_report(monkeypatch):
    def stumble(*_):
        raise ZeroDivisionError("iets kwam niet uit")

    monkeypatch.setattr(chain.Chain, "_walk_calendar", stumble)
    log = EventLog()
    run, (campaign,) = Run(ONE, lambda _: log), ONE.campaigns()
    told = []
    for _ in range(3):
        with pytest.raises(KitFailure) as failure:
            run.verdicts(campaign)
        told.append(str(failure.value))
        assert failure.value.__cause__ is None
    assert "Traceback" in told[0]
    assert "makers van migratietoets" in told[0]
    assert told[1] == told[2] == "Kitfout: de kit liep vast in campagne gemeente-wmo; zie de eerste melding daarover."
    (error,) = [event for event in log.events if isinstance(event, ErrorEvent)]
    assert error.kind == KIT
    assert "ZeroDivisionError: iets kwam niet uit" in error.text
    assert "/" not in error.text
