"""A teacher reports a lesson, on both databases: who may, what is stored, what is told, what two people do at once."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance import service
from skolplattform.attendance.contract import AbsentMinutes, LessonReported
from skolplattform.attendance.queries.roster import lesson_roster
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import audit, clock, db, events, modules
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AnsweredKey, AuditEntry, Change, OutboxMessage
from skolplattform.planning.lesson_plans.queries.now import lesson_page
from skolplattform.registry.tables import Duty
from skolplattform.schedule import queries as timetable
from skolplattform.schedule.tables import CalendarEvent, TeacherException
from tests.attendance.counting import statements
from tests.attendance.more_students import add_students
from tests.support.school import School

PRESENT = AbsentMinutes()
AWAY = AbsentMinutes(invalid=60)


def marks(school: School, **named: AbsentMinutes) -> dict[UUID, AbsentMinutes]:
    return {school.people[name]: named.get(name, PRESENT) for name in ("alva", "bo", "cleo")}


def report(school: School, actor: Actor | None = None, *, version: int = 0, key: str = "", **named: AbsentMinutes):
    with db.unit() as session:
        return service.report_lesson(
            session,
            actor or school.teacher,
            school.lesson,
            marks=marks(school, **named),
            version=version,
            key=key or uuid4().hex,
        )


def stored(school: School) -> tuple[LessonRegister | None, dict[UUID, AbsentMinutes]]:
    with db.reading() as session:
        rows = session.exec(select(Deviation).where(Deviation.calendar_event_id == school.lesson)).all()
        found = {r.student_id: AbsentMinutes(r.valid_minutes, r.invalid_minutes, r.other_minutes) for r in rows}
        return session.get(LessonRegister, school.lesson), found


def all_of(table: type) -> list:
    with db.reading() as session:
        return list(session.exec(select(table)).all())


def test_who_left_the_school_yesterday_opens_no_lesson_that_they_held_there(school: School):
    report(school, bo=AWAY)
    readings = (lesson_roster, timetable.lesson, lesson_page)
    with db.unit() as session:
        for duty in session.exec(select(Duty).where(Duty.person_id == school.people["teacher"])):
            duty.end_date = school.day
        assert all(reading(session, school.teacher, school.lesson) for reading in readings)
    moved = school.actor("teacher", Workspace.TEACHER, school.other_unit)
    with clock.fixed(clock.now() + timedelta(days=1)):
        for reading in readings:
            with db.reading() as session, pytest.raises(NotFound):
                reading(session, moved, school.lesson)
        with pytest.raises(NotFound):
            report(school, moved, version=1)


def test_everyone_without_a_mark_of_their_own_was_present_and_takes_no_row(school: School):
    saved = report(school, bo=AbsentMinutes(valid=60))
    register, deviations = stored(school)
    assert register is not None
    assert (register.minutes, register.reporter_id) == (60, school.people["teacher"])
    assert register.version == saved.version
    assert deviations == {school.people["bo"]: AbsentMinutes(valid=60)}


def test_saving_again_keeps_only_what_still_differs(school: School):
    first = report(school, bo=AbsentMinutes(valid=60), alva=AbsentMinutes(invalid=10))
    second = report(school, version=first.version, alva=AbsentMinutes(invalid=10), cleo=AbsentMinutes(other=60))
    assert second.version == first.version + 1
    assert stored(school)[1] == {
        school.people["alva"]: AbsentMinutes(invalid=10),
        school.people["cleo"]: AbsentMinutes(other=60),
    }


def test_the_same_call_twice_saves_once_and_answers_the_same(school: School):
    first = report(school, key="same-key-1", bo=AWAY)
    again = report(school, key="same-key-1", bo=AWAY)
    assert again == first
    assert len(all_of(AuditEntry)) == 1


def test_the_loser_of_two_sees_what_stands_and_overwrites_nothing(school: School):
    report(school, bo=AWAY)
    with pytest.raises(Conflict) as caught:
        report(school, version=0, alva=AWAY)
    assert caught.value.current.marks == {school.people["bo"]: AWAY}
    assert stored(school)[1] == {school.people["bo"]: AWAY}


@pytest.mark.parametrize("who", ["colleague", "stranger"])
def test_a_teacher_of_another_class_finds_no_such_lesson(school: School, who: str):
    with pytest.raises(NotFound):
        report(school, getattr(school, who))
    assert stored(school)[0] is None


@pytest.mark.parametrize("who", ["guardian", "student", "central", "student_health"])
def test_nobody_but_a_teacher_or_the_lead_takes_attendance(school: School, who: str):
    with pytest.raises(Denied):
        report(school, getattr(school, who))


def test_a_substitute_takes_the_lesson_and_the_teacher_who_is_away_does_not(school: School):
    with db.unit() as session:
        for name, takes_part in (("colleague", True), ("teacher", False)):
            duty = school.duties[name]
            session.add(TeacherException(calendar_event_id=school.lesson, duty_id=duty, participates=takes_part))
    with pytest.raises(NotFound):
        report(school)
    report(school, school.colleague)


@pytest.mark.parametrize("stranger", ["dag", "elsa", "rut", "nobody"])
def test_a_mark_for_somebody_outside_the_lesson_is_refused_whole(school: School, stranger: str):
    extra = {school.people.get(stranger, uuid4()): PRESENT}
    everyone = marks(school) | extra
    with pytest.raises(NotFound), db.unit() as session:
        service.report_lesson(session, school.teacher, school.lesson, marks=everyone, version=0, key="k" * 8)
    assert stored(school)[0] is None


def test_a_class_list_that_has_changed_is_shown_again_before_it_is_saved(school: School):
    seen = marks(school)
    seen.pop(school.people["bo"])
    with pytest.raises(Conflict), db.unit() as session:
        service.report_lesson(session, school.teacher, school.lesson, marks=seen, version=0, key="k" * 8)


def test_more_minutes_than_the_lesson_has_are_refused(school: School):
    with pytest.raises(Invalid):
        report(school, bo=AbsentMinutes(valid=30, invalid=31))


def test_a_cancelled_lesson_and_one_of_tomorrow_cannot_be_reported(school: School):
    with db.unit() as session:
        session.get_one(CalendarEvent, school.lesson).cancelled = True
    with pytest.raises(Invalid):
        report(school)
    with db.unit() as session:
        lesson = session.get_one(CalendarEvent, school.lesson)
        lesson.cancelled, lesson.day = False, school.day + timedelta(days=1)
    with pytest.raises(Invalid):
        report(school)


def test_an_undo_leaves_the_lesson_as_it_was_before(school: School):
    first = report(school, bo=AWAY)
    report(school, version=first.version, key="second-save", alva=AbsentMinutes(valid=60))
    with db.unit() as session:
        service.undo_report(session, school.teacher, school.lesson, key="second-save")
    register, deviations = stored(school)
    assert register is not None
    assert deviations == {school.people["bo"]: AWAY}
    assert register.reported_at == first.reported_at


def test_an_undo_of_the_first_save_makes_the_lesson_unreported(school: School):
    report(school, key="first-save", bo=AWAY)
    with db.unit() as session:
        service.undo_report(session, school.teacher, school.lesson, key="first-save")
    assert stored(school) == (None, {})


def test_an_undo_comes_too_late_after_fifteen_seconds_or_after_another_save(school: School, frozen):
    first = report(school, key="first-save", bo=AWAY)
    with (
        frozen(clock.now() + timedelta(seconds=16)),
        pytest.raises(Conflict),
        db.unit() as session,
    ):
        service.undo_report(session, school.teacher, school.lesson, key="first-save")
    report(school, version=first.version)
    with pytest.raises(Conflict), db.unit() as session:
        service.undo_report(session, school.teacher, school.lesson, key="first-save")


def test_nobody_undoes_with_a_key_that_is_not_theirs(school: School):
    report(school, key="first-save", bo=AWAY)
    with db.unit() as session:
        session.add(
            TeacherException(calendar_event_id=school.lesson, duty_id=school.duties["colleague"], participates=True)
        )
    with pytest.raises(NotFound), db.unit() as session:
        service.undo_report(session, school.colleague, school.lesson, key="first-save")


def test_a_page_opened_before_an_undo_cannot_overwrite_what_was_saved_after_it(school: School, frozen):
    stale = report(school, key="first-save", bo=AWAY).version
    with frozen(clock.now() + timedelta(seconds=2)):
        with db.unit() as session:
            service.undo_report(session, school.teacher, school.lesson, key="first-save")
        report(school, alva=AWAY)
    with pytest.raises(Conflict):
        report(school, version=stale)
    assert stored(school)[1] == {school.people["alva"]: AWAY}


def test_the_write_is_in_the_audit_chain_of_the_school_with_ids_only(school: School):
    report(school, bo=AWAY)
    (entry,) = all_of(AuditEntry)
    assert (entry.verb, entry.chain, entry.actor_id) == (
        "attendance.report_lesson",
        school.unit,
        school.people["teacher"],
    )
    assert entry.detail["changed"] == {str(school.people["bo"]): [0, 60, 0]}
    with db.reading() as session:
        assert audit.verify(session) == []


def test_open_pages_of_the_lesson_the_unit_and_each_student_are_told(school: School):
    report(school)
    topics = {change.topic for change in all_of(Change)}
    assert {f"lesson:{school.lesson}", f"unit:{school.unit}", f"student:{school.people['alva']}"} <= topics


def test_both_guardians_are_told_once_a_day_of_absence_without_reason_r_a02(school: School):
    first = report(school, alva=AWAY)
    report(school, version=first.version, alva=AbsentMinutes(invalid=50))
    told = all_of(OutboxMessage)
    assert {message.recipient_id for message in told} == {school.people["rut"], school.people["sten"]}
    assert len(told) == 2
    assert all(set(message.payload) == {"student", "day", "unit"} for message in told)


def test_a_guardian_whose_access_is_withheld_is_not_told(school: School):
    from skolplattform.registry.tables import Responsibility

    with db.unit() as session:
        relation = session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["sten"])).one()
        relation.withheld = True
    report(school, alva=AWAY)
    assert {message.recipient_id for message in all_of(OutboxMessage)} == {school.people["rut"]}


def test_a_student_who_is_of_age_is_told_in_person_r_a10(school: School):
    from skolplattform.registry.tables import Person

    with db.unit() as session:
        session.get_one(Person, school.people["alva"]).birth_date = school.day.replace(year=2008)
    report(school, alva=AWAY, bo=AWAY)
    told = {message.recipient_id for message in all_of(OutboxMessage)}
    assert told == {school.people["tove"], school.people["alva"]}


def test_a_few_minutes_late_and_valid_absence_tell_nobody(school: School):
    report(school, alva=AbsentMinutes(invalid=5), bo=AbsentMinutes(valid=60))
    assert all_of(OutboxMessage) == []


def test_the_modules_hear_what_changed(school: School, monkeypatch: pytest.MonkeyPatch):
    heard: list[LessonReported] = []
    monkeypatch.setitem(events._listeners, LessonReported, [lambda _s, _a, told: heard.append(told)])
    first = report(school, key="first-save", bo=AWAY)
    report(school, version=first.version, key="second-save")
    with db.unit() as session:
        service.undo_report(session, school.teacher, school.lesson, key="second-save")
    bo = {school.people["bo"]: AWAY}
    assert [(told.before, told.after) for told in heard] == [(None, bo), (bo, {}), ({}, bo)]
    place = heard[0].participants[school.people["alva"]]
    assert (place.class_id, place.school_year) == (school.class_7a, 7)


def test_a_listener_that_fails_takes_the_whole_save_back(school: School, monkeypatch: pytest.MonkeyPatch):
    def fail(*_told):
        raise RuntimeError

    monkeypatch.setitem(events._listeners, LessonReported, [fail])
    with pytest.raises(RuntimeError):
        report(school, bo=AWAY)
    assert stored(school) == (None, {})
    assert all_of(OutboxMessage) == []
    assert all_of(AuditEntry) == []


@pytest.mark.parametrize("students", [3, 60])
def test_a_save_takes_at_most_twelve_statements_and_a_correction_two_more(school: School, students: int):
    modules.load()
    report(school)
    with db.unit() as session:
        service.undo_report(session, school.teacher, school.lesson, key=all_of(AnsweredKey)[0].key)
        more = add_students(session, school, students)
    everyone = marks(school) | dict.fromkeys(more, PRESENT)

    def save(away: list[UUID], version: int) -> tuple[int, list[str]]:
        some_away = everyone | dict.fromkeys(away, AWAY)
        with statements() as sent, db.unit() as session:
            saved = service.report_lesson(
                session, school.teacher, school.lesson, marks=some_away, version=version, key=uuid4().hex
            )
        return saved.version, sent

    version, first = save(more[:3], 0)
    _, second = save(more[1:3], version)
    _, third = save([*more[:1], *more[2:6]], version + 1)
    for sent, most in ((first, 12), (second, 13), (third, 14)):
        assert len(sent) <= most, "\n".join(sent)
