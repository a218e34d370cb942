"""Staff who are away (FRN-18): which lessons that leaves, who is free, who is told, and who takes the register."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from skolplattform.attendance.queries import lesson_roster
from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.registry.tables import Duty
from skolplattform.schedule.cover import service
from skolplattform.schedule.cover.queries import day_of_unit
from skolplattform.schedule.cover.rules import Span, free_for
from skolplattform.schedule.pages.cover import CoverState
from skolplattform.schedule.queries import lessons_of_teacher
from skolplattform.schedule.tables import ActivityTeacher, CalendarEvent, TeacherException
from skolplattform.schedule.week import teachers_of
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie

START = datetime(2026, 11, 18, 7, tzinfo=UTC)
SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(
    lambda at: (START + timedelta(minutes=10 * at[0]), START + timedelta(minutes=10 * (at[0] + at[1])))
)
WHO = [UUID(int=number) for number in range(4)]


@given(SPANS, st.dictionaries(st.sampled_from(WHO), st.lists(SPANS, max_size=4)), st.sets(st.sampled_from(WHO)))
def test_who_is_free_is_who_stands_in_no_other_room_in_any_of_the_minutes(
    lesson: Span, taught: dict[UUID, list[Span]], away: set[UUID]
):
    def minutes(span: Span) -> set[int]:
        return set(range(int(span[0].timestamp()), int(span[1].timestamp()), 60))

    slow = [
        one
        for one in WHO
        if one not in away and not any(minutes(lesson) & minutes(span) for span in taught.get(one, ()))
    ]
    assert free_for(lesson, WHO, taught, away) == slow


@pytest.fixture
def afternoon(school: School) -> UUID:
    """7A has a lesson at 13 as well; Karl, who has 7B at 10, is free then."""
    starts = clock.at(school.day, time(13))
    event = CalendarEvent(
        activity_id=school.activity,
        unit_id=school.unit,
        day=school.day,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        minutes_student=60,
        id=uuid4(),
    )
    with db.unit() as session:
        session.add(event)
    return event.id


def away(school: School, who: str = "teacher", days: int = 1, actor: str = "administrator") -> int:
    last = school.day + timedelta(days=days - 1)
    with db.unit() as session:
        return service.tell_away(session, getattr(school, actor), school.duties[who], first=school.day, last=last)


def cover(school: School, lesson: UUID, who: str | None, *, seen: str | None = None) -> None:
    duties = school.duties
    with db.unit() as session:
        service.cover(
            session,
            school.administrator,
            lesson,
            duties[who] if who else None,
            seen=duties[seen] if seen else None,
        )


def shown(school: School):
    with db.reading() as session:
        return day_of_unit(session, school.administrator, None, school.day)[1]


def told(who: UUID) -> list[OutboxMessage]:
    with db.reading() as session:
        question = select(OutboxMessage).where(
            OutboxMessage.kind == "schedule.cover",
            OutboxMessage.recipient_id == who,
            col(OutboxMessage.withdrawn_at).is_(None),
        )
        return list(session.exec(question).all())


def test_what_is_left_of_the_day_lacks_the_teacher_and_what_is_over_does_not(school: School, afternoon: UUID):
    assert away(school) == 2
    lacking = {lesson.id for lesson in shown(school).lessons if lesson.away}
    assert lacking == {school.lesson, afternoon}
    assert away(school) == 2, "the same again changes nothing"


def test_who_hands_the_group_over_in_the_middle_is_away_from_the_own_lessons_only(school: School, afternoon: UUID):
    with db.unit() as session:
        moved = session.get_one(CalendarEvent, afternoon)
        moved.day += timedelta(days=1)
        moved.starts_at, moved.ends_at = (at + timedelta(days=1) for at in (moved.starts_at, moved.ends_at))
        session.get_one(ActivityTeacher, (school.activity, school.duties["teacher"])).end_date = school.day
    assert away(school, days=2) == 1


def test_who_teaches_or_is_away_is_not_offered(school: School, afternoon: UUID):
    away(school)
    day = shown(school)
    free = {lesson.id: day.free(lesson) for lesson in day.lessons if lesson.away}
    assert free == {school.lesson: [], afternoon: [school.duties["colleague"]]}
    with pytest.raises(Invalid):
        cover(school, school.lesson, "colleague")
    away(school, "colleague")
    assert shown(school).free(next(one for one in shown(school).lessons if one.id == afternoon)) == []


def test_the_substitute_is_told_holds_that_lesson_only_and_takes_its_register(school: School, afternoon: UUID):
    away(school)
    cover(school, afternoon, "colleague")
    (message,) = told(school.people["colleague"])
    assert (message.payload["group"], message.payload["time"]) == ("Matematik 7A", "13.00")
    with db.reading() as session:
        held = {lesson.id for lesson in lessons_of_teacher(session, school.colleague, school.day, school.day)}
        assert held == {school.lesson_7b, afternoon}
        assert lesson_roster(session, school.colleague, afternoon).pupils
        with pytest.raises(NotFound):
            lesson_roster(session, school.colleague, school.lesson)
        assert afternoon not in {
            lesson.id for lesson in lessons_of_teacher(session, school.teacher, school.day, school.day)
        }
        assert teachers_of(session, school.guardian, [afternoon]) == {afternoon: "Karl Kastanj"}


def test_of_two_who_choose_the_second_sees_the_first(school: School, afternoon: UUID):
    away(school)
    cover(school, afternoon, "colleague")
    with pytest.raises(Conflict):
        cover(school, afternoon, None, seen="teacher")
    cover(school, afternoon, "colleague")
    cover(school, afternoon, None, seen="colleague")
    assert told(school.people["colleague"]) == []


def test_a_substitute_who_falls_ill_leaves_the_lesson_without_anybody_again(school: School, afternoon: UUID):
    away(school)
    cover(school, afternoon, "colleague")
    away(school, "colleague")
    lesson = next(one for one in shown(school).lessons if one.id == afternoon)
    assert (lesson.teaching, lesson.covering) == (frozenset(), frozenset())
    assert told(school.people["colleague"]) == []


def test_the_teacher_comes_back(school: School, afternoon: UUID):
    away(school)
    cover(school, afternoon, "colleague")
    with db.unit() as session:
        service.take_back(session, school.principal, afternoon)
    with db.reading() as session:
        rows = session.exec(select(TeacherException.calendar_event_id)).all()
        held = {lesson.id for lesson in lessons_of_teacher(session, school.teacher, school.day, school.day)}
    assert list(rows) == [school.lesson]
    assert afternoon in held
    assert told(school.people["colleague"]) == []


@pytest.mark.parametrize(("first", "last", "field"), [(-1, 0, "first"), (1, 0, "last"), (0, 28, "last")])
def test_days_that_cannot_be_are_said_at_their_field(school: School, first: int, last: int, field: str):
    days = {"first": school.day + timedelta(days=first), "last": school.day + timedelta(days=last)}
    with pytest.raises(Invalid) as wrong, db.unit() as session:
        service.tell_away(session, school.principal, school.duties["teacher"], **days)
    assert wrong.value.field == field


def test_only_the_own_schools_and_only_those_who_lead_them(school: School, afternoon: UUID):
    with pytest.raises(NotFound):
        away(school, "stranger")
    with pytest.raises(NotFound):
        away(school, "nurse")
    with pytest.raises(NotFound):
        away(school, actor="other_principal")
    for who in ("teacher", "central", "guardian", "student"):
        with pytest.raises(Denied):
            away(school, actor=who)
    with pytest.raises(NotFound):
        cover(school, afternoon, "colleague")  # nobody is away from it
    away(school)
    with pytest.raises(NotFound), db.unit() as session:
        service.take_back(session, school.other_principal, afternoon)


def test_it_is_in_the_log_and_open_pages_hear_of_it(school: School, afternoon: UUID):
    away(school)
    cover(school, afternoon, "colleague")
    with db.reading() as session:
        question = select(AuditEntry.verb, AuditEntry.subject_id).where(col(AuditEntry.verb).startswith("schedule."))
        kept = session.exec(question.order_by(col(AuditEntry.id))).all()
    assert kept == [("schedule.tell_away", school.people["teacher"]), ("schedule.cover", None)]


def test_the_page(school: School, afternoon: UUID, pages: Pages):
    tab = pages.tab(cookie(school.people["principal"], Workspace.PRINCIPAL))
    tab.open("/franvarande-personal")
    assert tab.variable(CoverState, "shown").rows == ()
    tab.call(CoverState.tell, form_data={"staff": "", "first": school.day.isoformat(), "last": ""})
    assert set(tab.variable(CoverState, "errors")) == {"staff"}
    teacher, colleague = str(school.duties["teacher"]), str(school.duties["colleague"])
    tab.call(CoverState.tell, form_data={"staff": teacher, "first": "i morgon", "last": ""})
    assert set(tab.variable(CoverState, "errors")) == {"first"}
    tab.call(CoverState.tell, form_data={"staff": teacher, "first": school.day.isoformat(), "last": ""})
    view = tab.variable(CoverState, "shown")
    assert (view.lacking, [row.away for row in view.rows]) == (2, ["Lena Lönn", "Lena Lönn"])
    row = view.rows[1]
    tab.call(CoverState.cover, form_data={"lesson": row.id, "seen": "", "cover": colleague})
    assert [row.cover_name for row in tab.variable(CoverState, "shown").rows] == ["", "Karl Kastanj"]
    tab.call(CoverState.take_back, lesson_id=row.id)
    assert len(tab.variable(CoverState, "shown").rows) == 1
    tab.call(CoverState.choose_day, day=(school.day + timedelta(days=1)).isoformat())
    assert tab.variable(CoverState, "shown").rows == ()
    tab.call(CoverState.choose_school, unit_id=str(school.other_unit))
    assert tab.variable(CoverState, "shown").unit_id == str(school.unit)


def test_somebody_whose_duty_has_ended_is_not_of_the_staff(school: School):
    with db.unit() as session:
        session.get_one(Duty, school.duties["colleague"]).end_date = school.day - timedelta(days=1)
    assert [name for _, name in shown(school).staff] == ["Lena Lönn"]
