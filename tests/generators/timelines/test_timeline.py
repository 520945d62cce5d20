from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from migratietoets.generators.chance import seeded
from migratietoets.generators.people.clients import AANBIEDERS, person
from migratietoets.generators.scenarios import scenario
from migratietoets.generators.stock.building import Location
from migratietoets.generators.stock.defects.names import NAMES as DEFECT_NAMES
from migratietoets.generators.stock.defects.names import Labelled
from migratietoets.generators.stock.portfolio import Dossier
from migratietoets.generators.strategies import portfolios, timelines
from migratietoets.generators.timelines.agenda import AGENDA
from migratietoets.generators.timelines.new_care import KINDS, MONTHS, new_care, new_care_outcomes
from migratietoets.generators.timelines.outcomes import WAYS, outcomes
from migratietoets.generators.timelines.sending import dispatches
from migratietoets.generators.timelines.steps import NEW, TimelineStep
from migratietoets.generators.timelines.timeline import NAMES, NEW_CARE, Timeline, TimelineMaker, case, timeline
from migratietoets.istandaard.bsn import bsns_for_tests
from migratietoets.istandaard.model import InputError
from migratietoets.istandaard.releases import Domein
from migratietoets.istandaard.validation import form_errors
from migratietoets.istandaard.varianten import ALLOWED, FREQUENTIES_WITH_EINDDATUM

CLIENTS_BY_BSN = {bsn: person(0, number).client for number, bsn in enumerate(bsns_for_tests()[:2])}
GENEROUS = settings(suppress_health_check=[HealthCheck.too_slow])
DAY = timedelta(days=1)
MIGRATION = [name for name in NAMES if name not in MONTHS]


@cache
def examples(timeline_name: str, times_seen: int = 4) -> list[Timeline]:
    return [
        timeline(timeline_name, scenario(name, seed=nth, domein=list(Domein)[nth % 2]))
        for name in DEFECT_NAMES
        for nth in range(times_seen)
    ]


def per_action(timeline_name: str) -> list[tuple[TimelineStep, str, date | None, date]]:
    """Each step of the examples with the release, the first and the last day that its label gives."""
    out = []
    for one in examples(timeline_name):
        for part in one.toewijzingen:
            actions = [
                action for action in case(timeline_name, part).actions if AGENDA[timeline_name](part.toewijzing, action)
            ]
            steps = [step for step in one.steps if step.toewijzing_id == part.toewijzing.id]
            assert len(actions) == len(steps)
            for action in actions:
                step = next(step for step in steps if (step.action, step.release) == (action.action, action.release))
                out.append((step, action.release or "", action.earliest, action.latest))
    return out


@pytest.mark.parametrize(
    "timeline_name", ["vroeg", "op_tijd", "andere_route", "nieuw_in_november", "nieuw_in_december"]
)
def test_who_is_in_time_sends_between_the_first_day_and_the_last(timeline_name: str) -> None:
    for step, _, earliest, latest in per_action(timeline_name):
        assert (earliest or date(2020, 10, 1)) <= step.at <= latest
        assert step.at == latest or timeline_name != "op_tijd"


def test_early_is_october_or_the_first_day_of_30() -> None:
    days = {step.at for step, release, _, _ in per_action("vroeg") if release == "2.4" and step.by == "gemeente"}
    assert date(2020, 10, 1) <= min(days) <= max(days) <= date(2020, 10, 31)
    assert {step.at for step, release, _, _ in per_action("vroeg") if release == "3.0"} == {date(2021, 1, 4)}


def test_late_is_a_day_after_the_last() -> None:
    assert all(step.at == latest + DAY for step, _, _, latest in per_action("te_laat"))


def test_halfway_nothing_new_is_sent_and_nothing_changed() -> None:
    actions = {step.action for one in examples("halverwege") for step in one.steps}
    assert actions == {"informeer_aanbieder", "intrekken", "stop_zorg"}


def test_the_other_route_is_taken_where_it_is_permitted() -> None:
    other = [one for one in examples("andere_route") if one.warns == {"BS-04"}]
    assert other
    for one in other:
        assert one.outcomes[0].route == "vooraf_intrekken"
        ordinary = timeline("op_tijd", one.toewijzingen)
        assert ordinary.outcomes[0].route == "doorlopen"
        assert [step.release for step in one.steps if step.action == "intrekken"] == ["2.4"]
        assert [step.release for step in ordinary.steps if step.action == "intrekken"] == ["3.0"]


def test_every_way_is_gone_and_in_time_breaks_nothing() -> None:
    for timeline_name in ("vroeg", "op_tijd", "andere_route"):
        assert {outcome.route for one in examples(timeline_name) for outcome in one.outcomes} >= {*WAYS} - {"doorlopen"}
        assert not any(one.breaks for one in examples(timeline_name))
    assert {outcome.route for one in examples("vroeg") for outcome in one.outcomes} == {*WAYS}
    assert {rule for one in examples("vroeg") for rule in one.warns} <= {"TW-06"}
    assert {rule for one in examples("op_tijd") for rule in one.warns} - {"TW-06"} == {"MT-02"}


# Worked out by hand: defect, timeline, what it breaks. Care has started, consent is given, nothing begins in 2021.
BROKEN_ANSWERS = {
    ("per_jaar", "te_laat"): {"PL-01", "MT-04"},
    ("per_jaar", "halverwege"): {"MT-04", "TW-06", "BS-02"},
    ("einddatum_ontbreekt_week", "te_laat"): {"PL-01", "MT-04"},
    ("einddatum_ontbreekt_week", "halverwege"): {"MT-04", "TW-03", "MS-01"},
    ("stuks_inspanning", "te_laat"): {"MT-05", "TW-03", "MS-01"},
    ("stuks_inspanning", "halverwege"): {"MT-05", "TW-06", "BS-02"},
    ("geen_nummer", "te_laat"): {"MT-01", "MT-02"},
    ("geen_nummer", "halverwege"): {"MT-01", "TW-02", "TW-06", "BS-02"},
    ("geen_nummer+per_jaar", "te_laat"): {"MT-01", "MT-02"},
    ("geen_nummer+per_jaar", "halverwege"): {"MT-01", "MT-04", "TW-02", "TW-06", "BS-02"},
    ("geen_nummer+stuks_inspanning", "te_laat"): {"MT-01", "MT-02", "MT-05", "BS-06", "BS-07", "TW-06"},
    ("geen_nummer+stuks_inspanning", "halverwege"): {
        "MT-01", "MT-05", "BS-02", "BS-06", "BS-07", "TW-02", "TW-06",
    },
}  # fmt: skip


def first_that_runs_on(name: str, *, instemming: bool = True) -> tuple[Labelled, ...]:
    for seed in range(200):
        parts = scenario(name, seed=seed)
        t = parts[0].toewijzing
        if t.gestart and t.instemming == instemming and (t.einddatum is None or t.einddatum > date(2021, 1, 31)):
            return parts
    raise AssertionError(name)


@pytest.mark.parametrize(("name", "timeline_name"), BROKEN_ANSWERS)
def test_what_is_broken_late_and_halfway(name: str, timeline_name: str) -> None:
    assert timeline(timeline_name, first_that_runs_on(name)).breaks == BROKEN_ANSWERS[name, timeline_name]


def test_without_consent_a_late_withdrawal_breaks_one_rule_more() -> None:
    parts = first_that_runs_on("geen_nummer", instemming=False)
    assert timeline("te_laat", parts).breaks == {"MT-01", "MT-02", "TW-08"}
    assert timeline("op_tijd", parts).breaks == set()


@GENEROUS
@given(timelines())
def test_steps_are_in_order_and_their_messages_valid(one: Timeline) -> None:
    days = [step.at for step in one.steps]
    assert days == sorted(days)
    assert not one.breaks & one.warns
    berichten = list(dispatches(one.steps, CLIENTS_BY_BSN))
    assert sum(len(dispatch.steps) for dispatch in berichten) == sum(step.message is not None for step in one.steps)
    for dispatch in berichten:
        assert form_errors(dispatch.xml) == []
        assert len({step.bericht for step in dispatch.steps}) == 1
    assert len({dispatch.steps[0].bericht for dispatch in berichten}) == len(berichten)


@GENEROUS
@given(timelines(names=MIGRATION))
def test_what_a_migration_issues_in_2021_is_permitted_and_complete(one: Timeline) -> None:
    for step in one.steps:
        new = step.state
        if step.action != NEW or (new.einddatum and new.einddatum.year == 2020):
            continue
        assert new.toewijzingnummer is not None
        assert int(new.toewijzingnummer) > 800000
        assert (new.budget is None) or (new.omvang is None and new.einddatum is not None)
        assert (new.code is None) == (new.omvang is None)
        if new.omvang:
            assert new.volume
            assert new.omvang.frequentie in ALLOWED[new.omvang.eenheid]
            assert new.einddatum or new.omvang.frequentie not in FREQUENTIES_WITH_EINDDATUM


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_new_care_of_every_kind_in_november_and_december(kind: str, month: str) -> None:
    stock = scenario("zelfde_nummer_geannuleerde", seed=1)
    one = timeline(month, stock, kind=kind)
    assert one.breaks == {*KINDS[kind].breaks}
    assert one.outcomes[-1].route == NEW_CARE
    assert one.outcomes[-1].rules == new_care_outcomes(kind)
    first = next(step for step in one.steps if step.action == NEW)
    assert (first.release, first.at.month) == ("2.4", 11 if month == "nieuw_in_november" else 12)
    assert first.state.categorie not in {
        part.toewijzing.categorie for part in stock if part.toewijzing.bsn == first.state.bsn
    }
    sequel = [step for step in one.steps if step.release == "3.0"]
    wish = [step for step in one.steps if step.action == "ken_toe"]
    assert bool(wish) == (KINDS[kind].wish is not None)
    assert bool(sequel) == (bool(wish) and KINDS[kind].followed_up)
    if sequel:
        assert first.state.einddatum == date(2020, 12, 31)
        assert sequel[0].state.ingangsdatum == date(2021, 1, 1)
        assert sequel[0].state.content == wish[0].state.content


def test_every_kind_of_new_care_comes_in_turn_to_who_has_nothing_to_migrate() -> None:
    maker = TimelineMaker("nieuw_in_november")
    made = [maker.make(scenario("zelfde_nummer_geannuleerde", seed=n)) for n in range(len(KINDS))]
    assert [one.breaks for one in made] == [frozenset(kind.breaks) for kind in KINDS.values()]
    numbers = [
        step.state.toewijzingnummer
        for one in made
        for step in one.steps
        if step.message and step.state.toewijzingnummer
    ]
    own = [number for number in numbers if int(number) > 800000]
    assert len(set(own)) == len(own) == len(numbers) - 1
    assert len(maker.make(scenario("per_jaar", seed=1)).outcomes) == 1
    without = timeline("nieuw_in_november", scenario("op_tijd_beeindigd"), kind="dubbel_nummer")
    assert without.steps[0].state.toewijzingnummer is None


def test_what_cannot_be_used_is_refused() -> None:
    with pytest.raises(InputError, match=r"Onbekende tijdlijn: gisteren\. Kies uit: vroeg, op_tijd"):
        timeline("gisteren", scenario("per_jaar"))
    place = Location("0344", Domein.WMO, AANBIEDERS[0], bsns_for_tests()[0])
    for kind, text in (("niets", "Onbekende nieuwe toewijzing: niets"), ("dubbel_nummer", "al is uitgegeven")):
        with pytest.raises(InputError, match=text):
            new_care(kind, "nieuw_in_november", seeded(1), place, lambda: "1")


def test_the_gravest_outcome_counts() -> None:
    parts = (*scenario("per_jaar", seed=1), *scenario("geen_nummer", seed=1))
    one = timeline("te_laat", parts)
    loose = [outcomes("te_laat", case("te_laat", part)) for part in parts]
    assert one.breaks == {rule for out in loose for rule, outcome in out.items() if outcome == "fail"}
    assert {*one.rules} == {rule for out in loose for rule in out}


@GENEROUS
@given(portfolios())
def test_a_portfolio_gives_every_step_a_client(dossiers: Sequence[Dossier]) -> None:
    maker = TimelineMaker("op_tijd")
    for dossier in dossiers:
        one = maker.make(dossier.toewijzingen)
        assert {step.state.bsn for step in one.steps} <= {dossier.client.bsn}
        for dispatch in dispatches(one.steps, {dossier.client.bsn: dossier.client}):
            assert form_errors(dispatch.xml) == []
