"""Lektionen nu: ticking off, taking on what was left, and what students and guardians read; on both databases."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from skolplattform.core import db, modules
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.planning.lesson_plans import queries, service
from skolplattform.planning.lesson_plans.service import LessonEdit
from tests.planning.conftest import run, statements
from tests.planning.lesson_world import add_lessons, ahead, begin, change, substitute, titles, write
from tests.planning.work_world import put, wanted
from tests.support.school import School
from tests.support.school_rows import TODAY

STEPS = "Samling 5 min\nGenomgång 15 min\nÖva i par 25 min"


@pytest.fixture
def taught(planned: School) -> School:
    add_lessons(planned)
    return planned


def page(school: School, lesson: UUID, actor=None):
    with db.reading() as session:
        return queries.lesson_page(session, actor or school.teacher, lesson)


def tick(school: School, lesson: UUID, step: str, *, done: bool = True, actor=None) -> None:
    run(service.tick, actor or school.teacher, lesson, step=step, done=done)


def carry(school: School, key: str = "carry-001"):
    left = page(school, school.lesson).left
    return run(service.carry_over, school.teacher, school.lesson, source_id=UUID(left.plan_id), key=key)


def told(actor, student: UUID) -> list[tuple[str, str]]:
    with db.reading() as session:
        days = queries.shown_days(session, actor, student)
    return [(lesson.title, lesson.homework) for day in days for lesson in day.lessons]


def test_one_page_holds_room_group_plan_register_and_what_is_due(taught: School) -> None:
    begin(taught, taught.lesson, steps=STEPS, material="Film: https://urplay.se/1")
    put(taught, wanted(taught.class_7a, title="Läxförhör", day=TODAY, kind="quiz"))
    shown = page(taught, taught.lesson)
    assert (shown.rooms, shown.groups, shown.students, shown.lasts) == ("B12", "7A", 3, 60)
    assert [(step.text, step.minutes) for step in shown.steps] == [("Samling", 5), ("Genomgång", 15), ("Öva i par", 25)]
    assert shown.material[0].href == "https://urplay.se/1"
    assert (shown.register.known, shown.register.reported_at) == (True, "")
    assert [line.title for line in shown.work] == ["Läxförhör"]
    assert (shown.before_id, shown.after_id) == (str(taught.earlier_lesson), str(ahead(0)))


def test_the_page_works_without_attendance(taught: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "get", lambda _contract: None)
    assert not page(taught, taught.lesson).register.known


def test_the_first_tick_makes_the_plan_taught_and_the_last_taken_away_makes_it_untaught(taught: School) -> None:
    begin(taught, taught.lesson, steps=STEPS)
    first = page(taught, taught.lesson).steps[0].key
    tick(taught, taught.lesson, first)
    tick(taught, taught.lesson, first)
    shown = page(taught, taught.lesson)
    assert [step.done for step in shown.steps] == [True, False, False]
    assert (shown.plan.taught, shown.plan.version) == (True, 2)
    tick(taught, taught.lesson, first, done=False)
    assert not page(taught, taught.lesson).plan.taught


def test_a_plan_without_steps_is_ticked_off_as_a_whole(taught: School) -> None:
    begin(taught, taught.lesson)
    tick(taught, taught.lesson, "")
    assert page(taught, taught.lesson).plan.taught
    tick(taught, taught.lesson, "", done=False)
    assert not page(taught, taught.lesson).plan.taught


def test_what_has_not_been_cannot_be_done_and_a_step_must_be_there(taught: School) -> None:
    begin(taught, ahead(0), steps=STEPS)
    begin(taught, taught.lesson, steps=STEPS)
    with pytest.raises(Invalid):
        tick(taught, ahead(0), "")
    with pytest.raises(NotFound):
        tick(taught, taught.lesson, "Något annat")


def test_what_was_left_comes_first_and_is_taken_back(taught: School) -> None:
    begin(taught, taught.earlier_lesson, title="Bråk", steps=STEPS)
    begin(taught, taught.lesson, title="Procent", steps="Diagnos 20 min")
    tick(taught, taught.earlier_lesson, page(taught, taught.earlier_lesson).steps[0].key)
    assert page(taught, taught.lesson).left.lines == ("Genomgång 15 min", "Öva i par 25 min")
    carried = carry(taught)
    now = page(taught, taught.lesson)
    assert [step.text for step in now.steps] == ["Genomgång", "Öva i par", "Diagnos"]
    assert now.left.plan_id == ""
    run(service.put_back, taught.teacher, carried)
    again = page(taught, taught.lesson)
    assert [step.text for step in again.steps] == ["Diagnos"]
    assert len(again.left.lines) == 2


def test_a_lesson_without_a_plan_gets_one_of_what_was_left_and_loses_it_again(taught: School) -> None:
    begin(taught, taught.earlier_lesson, title="Bråk", steps=STEPS)
    carried = carry(taught)
    assert carry_again(taught, carried) == carried
    assert page(taught, taught.lesson).plan.title == "Bråk"
    run(service.put_back, taught.teacher, carried)
    assert page(taught, taught.lesson).plan.id == ""


def carry_again(school: School, carried):
    """The same event once more, as after a lost answer."""
    source = carried.source_id
    return run(service.carry_over, school.teacher, school.lesson, source_id=source, key="carry-001")


def test_nobodys_later_words_are_lost_by_an_undo(taught: School) -> None:
    begin(taught, taught.earlier_lesson, title="Bråk", steps=STEPS)
    plan = begin(taught, taught.lesson, title="Procent")
    carried = carry(taught)
    write(taught.teacher, plan, LessonEdit(homework=""), LessonEdit(homework="Sida 34"))
    with pytest.raises(Conflict):
        run(service.put_back, taught.teacher, carried)
    assert page(taught, taught.lesson).plan.homework == "Sida 34"


def test_a_substitute_holds_this_lesson_and_no_other(taught: School) -> None:
    begin(taught, taught.lesson, steps=STEPS)
    begin(taught, taught.earlier_lesson, title="Bråk")
    substitute(taught, "colleague", taught.lesson)
    shown = page(taught, taught.lesson, taught.colleague)
    assert (shown.owns, shown.left.plan_id, shown.before_id, shown.after_id) == (False, "", "", "")
    tick(taught, taught.lesson, shown.steps[0].key, actor=taught.colleague)
    for lesson in (taught.earlier_lesson, ahead(0)):
        with pytest.raises(NotFound):
            page(taught, lesson, taught.colleague)
    with pytest.raises(NotFound):
        page(taught, taught.lesson)


@pytest.mark.parametrize("who", ["colleague", "stranger", "principal", "administrator", "student", "guardian"])
def test_only_who_holds_the_lesson_opens_and_ticks_it(taught: School, who: str) -> None:
    begin(taught, taught.lesson, steps=STEPS)
    actor = getattr(taught, who)
    with pytest.raises(NotFound):
        page(taught, taught.lesson, actor)
    with pytest.raises(NotFound):
        tick(taught, taught.lesson, "", actor=actor)


def test_the_lesson_at_hand_is_the_one_that_goes_on(taught: School, frozen) -> None:
    def at_hand() -> UUID | None:
        with db.reading() as session:
            return queries.lesson_at_hand(session, taught.teacher)

    from tests.support.school import SCHOOL_DAY

    assert at_hand() == taught.lesson
    with frozen(SCHOOL_DAY.replace(hour=6)):
        assert at_hand() == taught.earlier_lesson
    with frozen(SCHOOL_DAY.replace(hour=20)):
        assert at_hand() == taught.lesson
    with frozen(SCHOOL_DAY + timedelta(days=3)):
        assert at_hand() is None


def test_students_and_guardians_read_what_is_shown_and_nothing_more(taught: School) -> None:
    plan = begin(taught, ahead(0), title="Bråk", homework="Sida 34", steps="Hemligt prov", material="Facit")
    alva = taught.people["alva"]
    assert told(taught.student, alva) == []
    write(taught.teacher, plan, LessonEdit(shown=False), LessonEdit(shown=True))
    for reader in (taught.student, taught.guardian, taught.other_guardian):
        assert told(reader, alva) == [("Bråk", "Sida 34")]
        with db.reading() as session:
            said = str(queries.shown_days(session, reader, alva))
        assert "Hemligt" not in said
        assert "Facit" not in said
    for other in (taught.classmate, taught.foreign_guardian):
        with pytest.raises(NotFound):
            told(other, alva)


def test_a_plan_that_moves_is_read_on_its_new_day(taught: School) -> None:
    begin(taught, ahead(0), title="Bråk", shown=True)
    change(ahead(0), cancelled=True)
    run(service.settle, taught.teacher, UUID(str(page(taught, taught.lesson).activity_id)))
    with db.reading() as session:
        days = queries.shown_days(session, taught.student, taught.people["alva"])
    assert [day.day for day in days] == [str(TODAY + timedelta(days=2))]
    assert titles(taught)[1] == "Bråk"


def test_the_page_asks_a_fixed_number_of_questions(taught: School) -> None:
    begin(taught, taught.lesson, steps=STEPS)
    put(taught, wanted(taught.class_7a, title="Prov", day=TODAY + timedelta(days=3)))
    with statements() as sent:
        page(taught, taught.lesson)
    assert len(sent) <= 24
