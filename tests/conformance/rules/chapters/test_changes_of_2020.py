import pytest

from tests.helpers.requests_by_hand import (
    CARE,
    RUNNING,
    answer,
    bericht,
    change_of_2020,
    decide,
    retour,
    verdict,
    vot,
    vow,
)

WISH = {"volume": 6, **CARE, "ingangsdatum": "2021-02-15", "einddatum": "2021-10-31"}


def toegewezen(op, *lines, release="3.0"):
    """A 301 with these lines."""
    return bericht(op, "gemeente", "301", release, regels=list(lines))


def ended(einddatum="2021-02-14", reden="05"):
    """T1 with another einddatum."""
    return {"ref": "T1", "einddatum": einddatum, "reden": reden}


def new(**more):
    """What was asked, under a new number."""
    nummer = more.pop("nummer", 11)
    return {"ref": f"N{nummer}", "nummer": nummer, **WISH, **more}


def says(rule, *steps, until="2021-02-28"):
    """What one rule says."""
    return verdict(rule, list(steps), given=[RUNNING], until=until)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([ended(), new()], "pass"),
        ([ended()], "fail"),
        ([], "fail"),
        ([ended(), new(volume=3)], "fail"),
        ([ended(), new(ingangsdatum="2021-02-16")], "fail"),
        ([ended(), new(einddatum="2021-10-30")], "fail"),
        ([ended(), new(product="huishouden")], "fail"),
        ([ended(), new(einddatum="2021-05-31"), new(ingangsdatum="2021-06-01", nummer=12)], "pass"),
        ([ended(), new(volume=26, frequentie="4")], "not_verifiable"),
        ([ended(), new(einddatum="2021-02-15", reden="01")], "fail"),
    ],
)
def test_an_honoured_change_is_granted_as_it_was_asked(lines, found):
    sent = [toegewezen("2021-01-06", *lines)] if lines else []
    assert says("AC-10", change_of_2020("2021-01-05"), *sent) == found


def test_a_later_einddatum_is_given_under_its_own_number():
    wish = {"volume": 4, "ingangsdatum": RUNNING["ingangsdatum"], "einddatum": "2021-12-31"}
    for day, found in (("2021-12-30", "fail"), ("2021-12-31", "pass")):
        assert says("AC-10", change_of_2020("2021-01-05", **wish), toegewezen("2021-01-06", ended(day, "04"))) == found


@pytest.mark.parametrize(("day", "found"), [("11", "pass"), ("12", "warn")])
def test_what_was_decided_in_december_may_wait_for_30(day, found):
    assert says("AC-10", change_of_2020("2020-12-15"), toegewezen(f"2021-01-{day}", ended(), new())) == found
    repeated = toegewezen("2021-02-01", new())
    assert says("AC-10", change_of_2020("2020-12-15"), toegewezen(f"2021-01-{day}", ended(), new()), repeated) == found


@pytest.mark.parametrize(("until", "found"), [("2021-01-10", "not_verifiable"), ("2021-01-11", "fail")])
def test_before_its_term_ends_nothing_is_missing(until, found):
    assert says("AC-10", change_of_2020("2020-12-15"), until=until) == found


def test_with_retroactive_effect_the_days_may_be_others():
    steps = change_of_2020("2021-01-12", ingangsdatum="2021-01-04"), toegewezen("2021-01-13", ended("2021-01-17"))
    given = toegewezen("2021-01-13", ended("2021-01-17"), new(ingangsdatum="2021-01-18"))
    assert says("AC-10", steps[0], given) == "not_verifiable"
    assert says("AC-10", *steps) == "fail"


def test_a_change_that_something_else_overtook_is_not_due():
    rejected = change_of_2020("2021-01-12", "afwijzen")
    assert says("AC-10", change_of_2020("2021-01-05"), rejected) == "not_exercised"
    order = {
        "op": "2021-01-12",
        "aan": "gemeente",
        "opdracht": "trek_in",
        "toewijzing": "T1",
        "einddatum": "2021-01-31",
    }
    stopped = toegewezen("2021-01-13", ended("2021-01-31", "02"))
    assert says("AC-10", change_of_2020("2021-01-05"), order | {"aanleiding": "client"}, stopped) == "pass"


@pytest.mark.parametrize(
    ("what", "found"), [("honoreren", "pass"), ("afwijzen", "fail"), ("woonplaatsbeginsel", "fail")]
)
def test_what_was_refused_of_2020_is_not_granted(what, found):
    given = toegewezen("2021-01-06", ended(), new())
    assert says("AC-01", change_of_2020("2021-01-05", what), given) == found
    again = change_of_2020("2021-01-05T10:00"), given
    assert says("AC-01", change_of_2020("2021-01-05", what), *again) == "pass"


@pytest.mark.parametrize(("what", "found"), [("honoreren", "pass"), ("afwijzen", "fail")])
def test_a_rejected_request_explains_no_toewijzing_without_its_reference(what, found):
    asked = [vot("2021-01-06"), retour("2021-01-07", "316", "3.0", 1), decide("2021-01-07T10:00", what)]
    bare = {"ref": "N1", "nummer": 11, "volume": 4, **CARE, "ingangsdatum": "2021-02-01", "einddatum": "2021-12-26"}
    told = [answer("2021-01-08")] if what == "afwijzen" else []
    assert verdict("AC-01", [*asked, *told, toegewezen("2021-01-11", bare)]) == found
    changed = [vow("2021-01-06"), decide("2021-01-07", what), toegewezen("2021-01-11", ended(), new())]
    assert says("AC-01", *changed) == found


@pytest.mark.parametrize(
    ("day", "found"), [("2021-01-04", "fail"), ("2021-01-05", "pass"), ("2021-01-06", "pass"), ("2021-01-07", "pass")]
)
def test_for_another_product_in_the_past_the_old_one_ends_since_the_decision(day, found):
    wish = {"product": "huishouden", "ingangsdatum": "2021-01-01"}
    asked = change_of_2020("2021-01-05T08:00", **wish)
    granted = toegewezen("2021-01-06T12:00", new(**wish))
    steps = [asked, granted, toegewezen(f"{day}T12:30", ended("2021-01-03"))]
    assert says("AC-10", *sorted(steps, key=lambda step: step["op"])) == found


def test_a_change_of_what_was_refused_and_never_came_is_still_to_be_granted():
    steps = [
        toegewezen("2020-12-14", new(volume=4), release="2.4"),
        retour("2020-12-15", "302", "2.4", 1, "aanbieder", "0001"),
    ]
    asked = change_of_2020("2021-01-05")
    asked["wijziging_2020"] = asked["wijziging_2020"] | {"toewijzing": "N11"}
    assert says("AC-10", *steps, asked) == "fail"
    assert says("AC-10", *steps, asked, toegewezen("2021-01-06", new(nummer=12))) == "pass"
