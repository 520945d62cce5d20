"""What a system sends that belongs to nobody: a finding about the system, in its own place; nothing else changes."""

import pytest

from migratietoets.conformance.vocabulary.events import ADAPTER
from migratietoets.conformance.vocabulary.verdicts import Verdict
from tests.hostile.garbage import STRANGER, play
from tests.proof.mutants.gemeente import GeeftDeHelft

CASE = "toewijzingen/per-4-weken-deelbaar"


def sends(change=None, notice=None):
    """A gemeente with a fault that once sends a message changed, or says something."""

    class Sends(GeeftDeHelft):
        done = False

        def collect(self, params):
            out = super().collect(params)
            if out["messages"] and not self.done and self.role == "gemeente":
                self.done = True
                first = out["messages"][0]
                out["messages"] += [change(first)] if change else []
                out["notices"] += [notice | {"sent_at": first["sent_at"]}] if notice else []
            return out

    return Sends


def about_a_stranger(message):
    begin, end, rest = message["xml"].partition("Bsn>")
    return message | {"xml": f"{begin}{end}{STRANGER}{rest[9:]}"}


def without_client(message):
    begin, _, rest = message["xml"].partition("<wmo301:Client>")
    return message | {"xml": begin + rest.partition("</wmo301:Client>")[2]}


NOTICE = {"to": "99990001", "bsn": None, "code": "anders", "about": "x", "toewijzing": None, "verzoek": None}
STRAYS = {
    "over een vreemde": (sends(about_a_stranger), {"AC-13"}),
    "zonder cliënt": (sends(without_client), {"AC-13", "PL-01"}),
    "geen xml": (sends(lambda one: one | {"xml": "niets"}), {"PL-01"}),
    "leeg": (sends(lambda one: one | {"xml": ""}), {"PL-01"}),
    "over een vreemde, met een BOM": (sends(lambda one: one | {"xml": f"\ufeff{about_a_stranger(one)['xml']}"}),
                                     {"AC-13", "OP192"}),
    "een kennisgeving over een vreemde": (sends(notice=NOTICE | {"bsn": STRANGER}), {"AC-13"}),
    "een kennisgeving aan niemand": (sends(notice=NOTICE | {"to": "88888888"}), {"AC-13"}),
}  # fmt: skip


def told(verdicts):
    return {(one.case, one.rule): (one.verdict, one.evaluations) for one in verdicts if one.case is not None}


@pytest.mark.parametrize("name", STRAYS)
def test_it_is_found_under_its_own_rule_and_takes_nothing_from_the_cases(name):
    system, rules = STRAYS[name]
    errors, verdicts = play(system, "gemeente", [CASE])
    assert not errors
    strays = [one for one in verdicts if one.case is None]
    assert {one.rule for one in strays} == rules
    assert {one.verdict for one in strays} <= {Verdict.FAIL, Verdict.WARN}
    assert Verdict.FAIL in {one.verdict for one in strays}
    assert all("--cases" not in one.reproduce for one in strays)
    assert told(verdicts) == told(play(GeeftDeHelft, "gemeente", [CASE])[1])


@pytest.mark.parametrize("bad", [{"release": "9.9"}, {"sent_at": "gisteren"}, {"code": None}, {"xml": 5}])
def test_what_has_not_the_shape_of_the_protocol_is_an_error_of_the_adapter_that_hides_nothing(bad):
    errors, verdicts = play(sends(lambda one: about_a_stranger(one) | bad), "gemeente", [CASE])
    assert [(one.kind, one.alone, one.case) for one in errors] == [(ADAPTER, True, None)]
    assert told(verdicts) == told(play(GeeftDeHelft, "gemeente", [CASE])[1])


def test_what_is_said_alike_of_several_is_one_finding_with_their_number():
    class Often(GeeftDeHelft):
        def collect(self, params):
            out = super().collect(params)
            out["messages"] += [about_a_stranger(one) for one in out["messages"] if one["code"] == "301"] * 3
            return out

    (stray,) = [one for one in play(Often, "gemeente", [CASE])[1] if one.case is None]
    assert [one.found for one in stray.findings] == ["een cliënt die aan niemand gegeven is (3 keer)"]
