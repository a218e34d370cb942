"""What a school and its organiser decide about attendance: defaults, nearest decision, dates, both databases."""

from dataclasses import asdict, fields
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from skolplattform.attendance import queries, service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.pages.policy import PolicyState
from skolplattform.attendance.rules import Reason
from skolplattform.attendance.rules import policy as rules
from skolplattform.attendance.rules.policy import DEFAULTS, SETTINGS, Policy
from skolplattform.attendance.service import policy as service_policy
from skolplattform.attendance.tables import AbsenceReport, AttendancePolicy
from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.tables import AuditEntry, OutboxMessage
from tests.attendance.counting import statements
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie


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


def test_whether_anybody_is_asked_why_is_the_schools_to_say_r_a14(school: School):
    with db.unit() as session:
        decide(session, school, school.unit, ask_reason=False)
    both = [school.people["alva"], school.people["elsa"]]
    with db.unit() as session:
        told = {"first": school.day, "last": school.day, "reason": Reason.SICK}
        service.report_absence(session, school.guardian, student_ids=both, **told, key="a-key-1234")
    with db.reading() as session:
        kept = session.exec(select(AbsenceReport.unit_id, AbsenceReport.reason)).all()
        assert dict(kept) == {school.unit: "", school.other_unit: "sick"}
        assert queries.asks_reason(session, school.guardian)  # Elsa's school asks
        assert not queries.asks_reason(session, school.other_guardian)


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
    with db.reading() as session:
        told = session.exec(select(OutboxMessage.recipient_id).where(OutboxMessage.kind == "attendance.unexcused"))
        assert told.all() == [school.people["tove"]]


def save(
    school: School, actor=None, *, place=None, since: date | None = None, version: int = 0, key: str = "", **values
):
    with db.unit() as session:
        service_policy.decide_policy(
            session,
            actor or school.administrator,
            place or school.unit,
            values=values,
            valid_from=since or school.day,
            version=version,
            key=key or uuid4().hex,
        )


def decisions(school: School, place=None) -> list[AttendancePolicy]:
    with db.reading() as session:
        question = select(AttendancePolicy).where(AttendancePolicy.organisation_id == (place or school.unit))
        return list(session.exec(question.order_by(col(AttendancePolicy.valid_from))).all())


def test_what_is_decided_again_ends_what_held_and_changes_nothing_past(school: School):
    save(school, limit_weeks=2)
    save(school, since=school.day + timedelta(7), version=1, limit_weeks=3)
    first, second = decisions(school)
    assert (first.valid_from, first.valid_to) == (school.day, school.day + timedelta(6))
    assert (second.valid_from, second.valid_to) == (school.day + timedelta(7), None)
    assert holds(school).limit_weeks == 2
    assert holds(school, on=school.day + timedelta(7)).limit_weeks == 3


def test_only_what_differs_from_above_is_kept(school: School):
    save(school, limit_weeks=4, limit_share=0.2)
    assert decisions(school)[0].settings == {"limit_share": 0.2}


def test_a_decision_is_audited_with_the_names_of_what_changed(school: School):
    save(school, limit_share=0.2)
    with db.reading() as session:
        noted = session.exec(select(AuditEntry).where(AuditEntry.verb == "attendance.decide_policy")).one()
    assert noted.detail["changed"] == ["limit_share"]


def test_the_same_decision_twice_is_made_once(school: School):
    save(school, limit_weeks=2, key="same-key-1")
    save(school, limit_weeks=2, key="same-key-1")
    assert [row.version for row in decisions(school)] == [1]


def test_of_two_administrators_the_later_is_told(school: School):
    save(school, limit_weeks=2)
    with pytest.raises(Conflict):
        save(school, limit_weeks=3)
    assert holds(school).limit_weeks == 2


def test_nobody_decides_for_yesterday_nor_for_another_school(school: School):
    with pytest.raises(Invalid):
        save(school, since=school.day - timedelta(1), limit_weeks=2)
    with pytest.raises(NotFound):
        save(school, place=school.other_unit, limit_weeks=2)
    with pytest.raises(NotFound):
        save(school, school.principal, limit_weeks=2)
    assert decisions(school) == []


def test_the_page_saves_what_is_typed_and_says_what_is_wrong_at_its_field(school: School, pages: Pages):
    tab = pages.tab(cookie(school.people["administrator"], Workspace.ADMINISTRATOR))
    tab.open("/franvaroregler")
    shown = tab.variable(PolicyState, "shown")
    typed = dict(_plain(shown)["typed"]) | {"valid_from": school.day.isoformat(), "limit_share": "20"}
    tab.call(PolicyState.save, form_data=typed | {"limit_weeks": "0", "leave_delegated_days": "11"})
    assert list(tab.variable(PolicyState, "errors")) == ["limit_weeks", "leave_delegated_days"]
    assert decisions(school) == []
    tab.call(PolicyState.save, form_data=typed)
    assert holds(school).limit_share == 0.2
    assert len(_plain(tab.variable(PolicyState, "shown"))["decisions"]) == 1


def _plain(shown) -> dict:
    return shown if isinstance(shown, dict) else asdict(shown)
