"""Workplace training on both databases: the school arranges, a link confirms, and a link opens nothing else."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from skolplattform.accounts.rules import new_secret
from skolplattform.attendance.queries.roster import lesson_roster
from skolplattform.attendance.queries.training_link import LINK, link_view
from skolplattform.attendance.queries.workplace import trainees, training_view, trainings
from skolplattform.attendance.service import training
from skolplattform.attendance.service.training_link import confirm_day
from skolplattform.attendance.tables import WorkplaceDay, WorkplaceTraining
from skolplattform.core import audit, clock, db
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.registry.tables import Person
from tests.attendance.adult_world import Adults, arranged, build_adults
from tests.support.school import School
from tests.support.school_rows import TODAY


@pytest.fixture
def adults(school: School) -> Adults:
    return build_adults(school)


@pytest.fixture
def secret(adults: Adults) -> str:
    return adults.link(adults.arrange())


def confirm(secret: str, day: date = TODAY, minutes: int = 480, version: int = 0) -> UUID:
    with db.unit() as session:
        return confirm_day(session, secret, day=day, minutes=minutes, version=version)


def seen(secret: str):
    with db.reading() as session:
        return link_view(session, secret)


def stored() -> list[tuple[date, int, int]]:
    with db.reading() as session:
        rows = session.exec(select(WorkplaceDay).order_by(col(WorkplaceDay.day))).all()
        return [(row.day, row.minutes, row.version) for row in rows]


def change(adults: Adults, what: Callable[..., object], place: UUID, **given: object) -> None:
    with db.unit() as session:
        what(session, adults.school.teacher, place, **given)


def test_the_link_shows_the_given_name_and_the_days_and_nothing_else(secret: str):
    shown = seen(secret)
    assert shown is not None
    assert (shown.given, shown.school, shown.workplace) == ("Amal", "Ekbackens skola", "Ekhaga bageri")
    assert [row.day for row in shown.rows] == ["2026-11-18", "2026-11-17", "2026-11-16"]
    assert "Vass" not in str(shown)
    assert "1990" not in str(shown)


def test_a_day_is_confirmed_once_and_a_replay_changes_nothing(secret: str):
    confirm(secret)
    confirm(secret)
    assert stored() == [(TODAY, 480, 1)]
    with db.reading() as session:
        told = session.exec(select(AuditEntry).where(AuditEntry.verb == "attendance.tell_training_day")).all()
        assert [(one.actor_role, one.actor_id.int) for one in told] == [("link", 0)]
        assert not audit.verify(session)


def test_a_day_is_corrected_until_the_teacher_closes(adults: Adults):
    place = adults.arrange()
    secret = adults.link(place)
    confirm(secret)
    confirm(secret, minutes=0, version=1)
    with pytest.raises(Conflict):
        confirm(secret, minutes=240, version=1)
    change(adults, training.close_training, place, closed=True, version=2)
    with pytest.raises(NotFound):
        confirm(secret, minutes=240, version=2)
    with pytest.raises(Invalid):
        change(adults, training.note_day, place, day=TODAY, minutes=60, version=2)
    assert stored() == [(TODAY, 0, 2)]
    change(adults, training.close_training, place, closed=False, version=3)
    change(adults, training.note_day, place, day=TODAY, minutes=60, version=2)
    assert stored() == [(TODAY, 60, 3)]
    assert seen(secret) is None, "a link that was shut stays shut"


@pytest.mark.parametrize(
    ("day", "minutes"),
    [(TODAY + timedelta(days=1), 480), (TODAY - timedelta(days=3), 480), (TODAY, 481), (TODAY, -30), (TODAY, 9_990)],
)
def test_days_outside_and_hours_that_cannot_be_are_refused(secret: str, day: date, minutes: int):
    with pytest.raises(Invalid):
        confirm(secret, day, minutes)
    assert stored() == []


@pytest.mark.parametrize("word", ["", "x" * 43, "x" * 5_000, "' OR 1=1 --" + "x" * 20, "\x00" * 30, "å" * 43])
def test_a_wrong_word_opens_nothing(secret: str, word: str):
    assert seen(word) is None
    with pytest.raises(NotFound):
        confirm(word)
    assert stored() == []


def test_a_link_that_has_ended_opens_nothing(secret: str):
    with clock.fixed(clock.now() + timedelta(days=30)):
        assert seen(secret) is None
        with pytest.raises(NotFound):
            confirm(secret)


def test_a_link_that_was_shut_or_replaced_opens_nothing(adults: Adults):
    place = adults.arrange()
    first = adults.link(place)
    second = adults.link(place, version=2)
    assert seen(first) is None
    assert seen(second) is not None
    change(adults, training.revoke_link, place, version=3)
    assert seen(second) is None


def test_a_link_tells_only_its_own_students_days(adults: Adults):
    amal, babak = adults.link(adults.arrange("amal")), adults.link(adults.arrange("babak"))
    place = confirm(babak)
    with db.reading() as session:
        days = session.exec(select(WorkplaceDay, WorkplaceTraining).join(WorkplaceTraining)).all()
        assert [(row.training_id, of.student_id) for row, of in days] == [(place, adults.student("babak"))]
    shown = seen(amal)
    assert shown is not None
    assert shown.waits == 3, "what Babak's supervisor confirms is not seen by Amal's"


def test_nothing_about_a_protected_person_leaves_the_school(adults: Adults):
    with db.unit() as session:
        place = arranged(session, adults.school.teacher, adults.student("cala"))
    with pytest.raises(Invalid):
        adults.link(place)
    open_one = adults.link(adults.arrange())
    with db.unit() as session:
        session.get_one(Person, adults.student("amal")).security_marking = "Sekretessmarkering"
    assert seen(open_one) is None
    with pytest.raises(NotFound):
        confirm(open_one)


def test_only_the_weekdays_of_the_place_wait(adults: Adults):
    """Monday and Thursday; the other days can be told all the same."""
    secret = adults.link(adults.arrange(first=TODAY - timedelta(days=12), weekdays=(0, 3)))
    shown = seen(secret)
    assert shown is not None
    assert shown.waits == 3
    assert [row.day for row in shown.rows] == ["2026-11-16", "2026-11-12", "2026-11-09"]
    assert len(shown.others) == 10
    confirm(secret)
    assert stored() == [(TODAY, 480, 1)]
    shown = seen(secret)
    assert shown is not None
    assert shown.rows[0].day == TODAY.isoformat()


@pytest.mark.parametrize("weekdays", [(), (7,), (-1, 0)])
def test_a_place_has_days_of_the_week(adults: Adults, weekdays: tuple[int, ...]):
    with pytest.raises(Invalid) as refused:
        adults.arrange(weekdays=weekdays)
    assert refused.value.field == "weekdays"


def test_the_secret_is_nowhere_in_the_database(secret: str):
    with db.reading() as session:
        rows = session.execute(text("SELECT * FROM workplace_training")).all()
        entries = session.exec(select(AuditEntry)).all()
    assert secret not in str(rows) + str(entries)
    assert len(secret) >= len(new_secret())


def test_every_opening_of_a_link_stands_in_the_log(adults: Adults, secret: str):
    seen(secret)
    with db.reading() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == "attendance.read_training")).one()
    assert (entry.actor_role, entry.subject_id) == (LINK.process, adults.student("amal"))


def test_who_may_arrange_and_see(adults: Adults):
    school = adults.school
    place = adults.arrange()
    for actor in (school.teacher, school.principal):
        with db.reading() as session:
            assert training_view(session, actor, place).name == "Amal Vass"
            assert [row.name for row in trainings(session, actor)] == ["Amal Vass"]
            assert {name for _, name in trainees(session, actor)} == {"Amal Vass, SFI B", "Babak Vass, SFI B"}
    for actor in (school.colleague, school.other_principal):
        with pytest.raises(NotFound), db.reading() as session:
            training_view(session, actor, place)
        with pytest.raises(NotFound), db.unit() as session:
            training.make_link(session, actor, place, version=1)
        with pytest.raises(NotFound), db.unit() as session:
            arranged(session, actor, adults.student("babak"))
    for actor in (school.administrator, school.guardian, adults.actor(), school.central):
        with pytest.raises(Denied), db.unit() as session:
            training.revoke_link(session, actor, place, version=1)


def test_a_pupil_with_a_duty_to_attend_compulsory_school_has_no_workplace(adults: Adults):
    with pytest.raises(NotFound), db.unit() as session:
        arranged(session, adults.school.teacher, adults.school.people["alva"])


@pytest.mark.parametrize("version", [0, 7])
def test_who_saw_an_older_version_changes_nothing(adults: Adults, version: int):
    place = adults.arrange()
    for what in (training.make_link, training.revoke_link):
        with pytest.raises(Conflict):
            change(adults, what, place, version=version)


def marked(adults: Adults) -> dict[str, str]:
    with db.reading() as session:
        found = lesson_roster(session, adults.school.teacher, adults.lessons[0])
    return {pupil.id: pupil.mark for pupil in found.pupils}


def test_a_lesson_opens_with_who_is_at_a_workplace_that_day(adults: Adults):
    place = adults.arrange()
    with db.reading() as session:
        (amal,) = lesson_roster(session, adults.school.teacher, adults.lessons[0]).told
    assert (amal.id, amal.mark, amal.other) == (str(adults.student("amal")), "other", 180)
    assert amal.told.sv == "På arbetsplats hela dagen (APL/LIA)"
    change(adults, training.note_day, place, day=TODAY, minutes=0, version=0)
    assert marked(adults)[str(adults.student("amal"))] == "present"


@pytest.mark.parametrize("arranged", [{"weekdays": (0, 1)}, {"day_minutes": 240}, {"last": TODAY - timedelta(days=1)}])
def test_nobody_is_taken_to_be_at_a_workplace_without_a_whole_day_there(adults: Adults, arranged: dict[str, object]):
    adults.arrange(**arranged)
    assert set(marked(adults).values()) == {"present"}


def test_a_closed_training_says_nothing_of_the_day(adults: Adults):
    change(adults, training.close_training, adults.arrange(), closed=True, version=1)
    assert set(marked(adults).values()) == {"present"}
