from datetime import date, datetime, time, timedelta

from migratietoets.conformance.catalogue.calendar import BEGIN, END
from migratietoets.conformance.catalogue.case.case import Case, Kind, Step
from migratietoets.conformance.catalogue.case.instructions import Ask
from migratietoets.conformance.chain.clock import CLOSING_TIME, days
from migratietoets.istandaard.kalender import AMSTERDAM


def a_case(number, *moments):
    steps = tuple(Step(at, Ask(to="gemeente", command="plan")) for at in moments)
    return Case(number=number, id=f"migratie/{number}", title="", kind=Kind.POSITIVE, source="", steps=steps)


def at(day, hour):
    return datetime.combine(date.fromisoformat(day), time(hour), tzinfo=AMSTERDAM)


def test_every_day_has_a_closing_time():
    calendar = dict(days([]))
    assert (min(calendar), max(calendar)) == (BEGIN, END)
    assert len(calendar) == (END - BEGIN).days + 1
    assert all(len(moments) == 1 and moments[0][0].time() == CLOSING_TIME for moments in calendar.values())


def test_steps_come_at_their_moment_in_the_order_of_the_cases():
    early, late = at("2020-10-01", 9), at("2020-10-01", 20)
    calendar = dict(days([a_case(1, late, early), a_case(2, early)]))
    moments = calendar[date(2020, 10, 1)]
    assert [moment for moment, _ in moments] == [early, at("2020-10-01", 17), late]
    played = [[(one.case.number, one.number) for one in steps] for _, steps in moments]
    assert played == [[(1, 2), (2, 1)], [], [(1, 1)]]


def test_what_falls_outside_the_calendar_is_not_played():
    assert not any(
        steps for _, moments in days([a_case(1, at(f"{END + timedelta(days=1)}", 9))]) for _, steps in moments
    )
