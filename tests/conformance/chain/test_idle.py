"""A system that says until when it does nothing by itself, is left alone until then, and nothing else changes."""

from collections import Counter

import pytest

from migratietoets.conformance.chain.party import Party
from migratietoets.conformance.protocol.verbs import AdapterError, check_answer
from migratietoets.conformance.run.run import Run
from migratietoets.conformance.run.selection import Selection
from migratietoets.conformance.trace.log import EventLog
from migratietoets.conformance.vocabulary.events import MessageEvent, NoticeEvent
from migratietoets.istandaard.releases import Domein

CASES = ("migratie/budget-*", "migratie/nummer-op-*", "vot-vow/vot-30-*", "bijzondere-situaties/vooraf-*")


def played(system, role, monkeypatch, *cases):
    """What was sent, what was found, and how often the system was asked each verb."""
    asked = Counter()
    ask = Party._ask

    def counted(self, verb, params):
        asked[self.name, verb] += 1
        return ask(self, verb, params)

    monkeypatch.setattr(Party, "_ask", counted)
    name = f"python-inline:tests.systems.vendors:{system}"
    selection = Selection(adapter=name, roles=(role,), domeinen=(Domein.WMO,), cases=cases or CASES)
    run = Run(selection, lambda _: EventLog())
    (campaign,) = selection.campaigns()
    verdicts = {key: (one.verdict, one.evaluations) for key, one in run.verdicts(campaign).items()}
    sent = [one for one in run.events(campaign) if isinstance(one, MessageEvent | NoticeEvent)]
    return sent, verdicts, Counter({verb: n for (who, verb), n in asked.items() if who == name})


@pytest.mark.parametrize("role", ["gemeente", "aanbieder"])
def test_whoever_sleeps_sends_the_same_on_the_same_moments_and_is_asked_far_less(role, monkeypatch):
    sent, verdicts, asked = played("ZorgnetEen", role, monkeypatch)
    same, alike, less = played("Slaper", role, monkeypatch)
    assert sent == same
    assert verdicts == alike
    assert (less["deliver"], less["instruct"]) == (asked["deliver"], asked["instruct"])
    assert 2 * less["advance"] < asked["advance"]
    assert 2 * less["collect"] < asked["collect"]


@pytest.mark.parametrize("said", ["gisteren", "2021-01-01", 5])
def test_whoever_says_no_moment_answered_wrong(said):
    with pytest.raises(AdapterError, match="advance heeft niet de vorm van het protocol"):
        check_answer("advance", {"idle_until": said})
    assert check_answer("advance", {"idle_until": None})


def test_what_is_dated_in_the_time_that_was_skipped_is_dated_wrong(monkeypatch):
    sent, verdicts, _ = played("Verslaapt", "gemeente", monkeypatch, "migratie/budget-vroeg-opgedragen")
    assert "valt buiten de stap" in sent[0].faults[0]
    assert verdicts["migratie/budget-vroeg-opgedragen", "PL-01"][0] == "fail"
