"""What a school and its organiser decide about attendance: defaults, nearest decision, dates, both databases."""

from dataclasses import fields
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from skolplattform.attendance import queries, service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.rules import policy as rules
from skolplattform.attendance.rules.policy import DEFAULTS, SETTINGS, Policy
from skolplattform.attendance.tables import AttendancePolicy
from skolplattform.core import clock, db, outbox
from skolplattform.core.errors import Invalid
from skolplattform.core.ids import new_id
from tests.attendance.counting import statements
from tests.support.school import School


def decide(session: Session, school: School, place, **settings):
    """A decision of a school or its organiser; `since` and `until` are its days."""
    since, until = settings.pop("since", school.day), settings.pop("until", None)
    row = AttendancePolicy(
        organisation_id=place,
        valid_from=since,
        valid_to=until,
        settings=rules.stored(settings),
        decided_by=school.people["administrator"],
        decided_at=clock.now(),
    )
    session.add(row)
    session.flush()


def holds(school: School, unit=None, on: date | None = None) -> Policy:
    with db.reading() as session:
        return queries.policy_for(session, unit or school.unit, on or school.day)


def test_every_field_can_be_set_and_every_setting_is_a_field():
    assert {one.name for one in fields(Policy)} == {one.name for one in SETTINGS}


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.name)
def test_the_default_of_a_setting_is_a_value_that_may_be_chosen(one: rules.Setting):
    value = getattr(DEFAULTS, one.name)
    assert rules.read(one, rules.typed(one, value)) == value


def test_the_law_draws_the_border_of_a_delegated_leave_at_ten_days_r_a04():
    delegated = rules.setting("leave_delegated_days")
    assert rules.read(delegated, "10") == 10
    with pytest.raises(Invalid) as caught:
        rules.read(delegated, "11")
    assert caught.value.field == "leave_delegated_days"


@given(st.sampled_from(SETTINGS), st.text(max_size=8))
def test_whatever_is_typed_is_a_value_of_the_setting_or_refused_at_its_field(one: rules.Setting, typed: str):
    found = refused = None
    try:
        found = rules.read(one, typed)
    except Invalid as error:
        refused = error.field
    assert refused in (None, one.name)
    if refused is None:
        assert getattr(rules.merged([rules.stored({one.name: found})]), one.name) == found


def test_a_school_that_has_decided_nothing_has_the_defaults(school: School):
    assert holds(school) == DEFAULTS


def test_the_nearest_decision_wins_field_by_field(school: School):
    with db.unit() as session:
        decide(session, school, school.organiser, limit_share=0.1, limit_weeks=2, quiet_from=time(19, 30))
        decide(session, school, school.unit, limit_share=0.2)
    own, other = holds(school), holds(school, school.other_unit)
    assert (own.limit_share, own.limit_weeks, own.quiet_from) == (0.2, 2, time(19, 30))
    assert (other.limit_share, other.limit_weeks) == (0.1, 2)


def test_a_decision_holds_from_its_first_day_to_its_last(school: School):
    last = school.day + timedelta(10)
    with db.unit() as session:
        decide(session, school, school.unit, correction_days=3, since=school.day, until=last)
        decide(session, school, school.unit, correction_days=5, since=last + timedelta(1))
    found = [holds(school, on=day).correction_days for day in (school.day - timedelta(1), school.day, last)]
    assert found == [14, 3, 3]
    assert holds(school, on=last + timedelta(1)).correction_days == 5


def test_the_policies_of_several_schools_are_asked_for_at_once(school: School):
    with db.unit() as session:
        decide(session, school, school.organiser, limit_weeks=2)
    with statements() as sent, db.reading() as session:
        found = queries.policies_for(session, [school.unit, school.other_unit], school.day)
    assert [one.limit_weeks for one in found.values()] == [2, 2]
    assert len(sent) == 1


def test_a_guardian_tells_no_longer_than_the_strictest_of_the_schools_allows(school: School):
    with db.unit() as session:
        decide(session, school, school.other_unit, report_longest_days=2)
    told = {"first": school.day, "last": school.day + timedelta(2)}
    both = [school.people["alva"], school.people["elsa"]]
    with pytest.raises(Invalid) as caught, db.unit() as session:
        service.report_absence(session, school.guardian, student_ids=both, **told, key="a-key-1234")
    assert (caught.value.field, caught.value.params) == ("last", {"days": 2})
    with db.unit() as session:
        service.report_absence(session, school.guardian, student_ids=[school.people["alva"]], **told, key="a-key-1234")


def test_how_late_is_told_to_a_guardian_is_the_schools_to_say(school: School):
    late = AbsentMinutes(invalid=12)
    with db.unit() as session:
        decide(session, school, school.unit, short_late_minutes=10)
    with db.unit() as session:
        roster = queries.lesson_roster(session, school.teacher, school.lesson)
        marks = {one: AbsentMinutes() for one in queries.open_lesson(session, school.teacher, school.lesson).places}
        service.report_lesson(
            session,
            school.teacher,
            school.lesson,
            marks=marks | {school.people["bo"]: late},
            version=roster.version,
            key=str(new_id()),
        )
    with clock.fixed(clock.now() + timedelta(minutes=5)), db.reading() as session:
        assert [one.recipient_id for one in outbox.due(session, "attendance.unexcused")] == [school.people["tove"]]
