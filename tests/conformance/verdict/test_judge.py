"""What an error of a party, or an early end, does to the verdicts of a case."""

import pytest

from migratietoets.conformance.catalogue.case.reading import read_case
from migratietoets.conformance.script.script import script
from migratietoets.conformance.verdict.judge import Judge
from migratietoets.conformance.vocabulary.events import ADAPTER, KIT, ErrorEvent
from migratietoets.istandaard.releases import Domein

OLD = {"ref": "T1", "nummer": 1, "product": "vervoer", "specifiek": True, "volume": 20, "eenheid": "82",
       "frequentie": "4", "ingangsdatum": "2020-03-02", "einddatum": "2021-06-30",
       "uitvoering": "inspanning"}  # fmt: skip
CLOSED = {"ref": "T1", "einddatum": "2020-12-31", "reden": "03"}
NEW = OLD | {"ref": "N1", "nummer": 2, "eenheid": "84", "ingangsdatum": "2021-01-01"}
del NEW["uitvoering"]


def migrated(day):
    return {"op": day, "bericht": {"van": "gemeente", "soort": "301", "release": "3.0", "regels": [CLOSED, NEW]}}


def a_case(*steps, until="2021-03-08"):
    return read_case(1, {
        "id": "migratie/proef", "titel": "-", "soort": "negatief", "bron": "-", "rollen": ["gemeente"],
        "domeinen": ["wmo"], "gegeven": {"toewijzingen": [OLD]}, "verloop": list(steps), "tot": until,
        "verwacht": {"MT-05": "fail"},
    })  # fmt: skip


def verdicts(case, *errors):
    events = list(script(case, Domein.WMO, "gemeente"))
    campaign = events[0].campaign
    events[-1:-1] = [
        ErrorEvent(campaign=campaign, case=name, at="2021-01-12T09:00:00+01:00", party="gemeente", verb="collect",
                   kind=kind, text="stuk")
        for name, kind in errors
    ]  # fmt: skip
    found = Judge(events, campaign, "").verdicts(case, every=True)
    return {one.rule: str(one.verdict) for one in found}


RIGHT, WRONG = a_case(migrated("2021-01-11")), a_case()


@pytest.mark.parametrize(("kind", "verdict"), [(ADAPTER, "adapter_error"), (KIT, "kit_error")])
@pytest.mark.parametrize("where", ["migratie/proef", None])
def test_an_error_takes_the_place_of_what_it_may_have_caused_and_of_nothing_else(kind, verdict, where):
    before = verdicts(RIGHT)
    passed = {rule for rule, one in before.items() if one == "pass"}
    assert {"MT-05", "PL-01", "TW-06"} <= passed
    after = verdicts(RIGHT, (where, kind))
    assert {rule for rule, one in after.items() if one == "pass"} == passed
    assert verdicts(WRONG)["MT-05"] == "fail"
    assert verdicts(WRONG, (where, kind))["MT-05"] == verdict


def test_an_error_in_another_case_takes_nothing_away():
    assert verdicts(WRONG, ("migratie/ander", ADAPTER))["MT-05"] == "fail"


@pytest.mark.parametrize("until", ["2021-01-04", "2021-01-15", "2021-01-30"])
def test_a_run_that_stops_early_breaks_nothing_that_could_still_be_done(until):
    found = verdicts(a_case(until=until))
    assert found["MT-05"] == "not_verifiable"
    assert not {rule for rule, one in found.items() if one == "fail"}


def test_on_the_last_day_it_is_seen():
    assert verdicts(a_case(until="2021-01-31"))["MT-05"] == "fail"
