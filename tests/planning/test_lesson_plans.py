"""Writing and moving lesson plans, on both databases."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from skolplattform.core import clock, db
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning.lesson_plans import service
from skolplattform.planning.lesson_plans.service import LessonEdit
from skolplattform.planning.lesson_plans.tables import LessonPlan
from skolplattform.registry.contract import RegisterImported
from tests.planning import plans as unit_plans
from tests.planning.conftest import run, statements
from tests.planning.lesson_world import (
    DAYS,
    MATHS,
    add_lessons,
    ahead,
    begin,
    change,
    four_plans,
    move,
    sequence,
    settle,
    substitute,
    titles,
    write,
)
from tests.support.school import School


@pytest.fixture
def taught(planned: School) -> School:
    add_lessons(planned)
    return planned


def test_lessons_without_a_plan_are_shown_as_such(taught: School) -> None:
    begin(taught, ahead(1))
    shown = sequence(taught)
    assert titles(taught) == ["", "Bråk", "", ""]
    assert shown.unplanned == 3
    assert [row.begins_week for row in shown.lessons] == ["47", "", "", "", "48", ""]


def test_two_who_write_in_different_fields_both_keep_their_words(taught: School) -> None:
    plan = begin(taught, ahead(0))
    saved = write(taught.teacher, plan, LessonEdit(homework=""), LessonEdit(homework="Sida 34"))
    late = write(taught.teacher, plan, LessonEdit(steps=""), LessonEdit(steps="Genomgång 10 min"))
    assert (saved.version, late.version) == (2, 3)
    assert (late.homework, late.minutes) == ("Sida 34", 10)


def test_in_the_same_field_nothing_is_written_over(taught: School) -> None:
    plan = begin(taught, ahead(0))
    write(taught.teacher, plan, LessonEdit(title="Bråk"), LessonEdit(title="Bråk och procent"))
    with pytest.raises(Conflict) as clash:
        write(taught.teacher, plan, LessonEdit(title="Bråk"), LessonEdit(title="Decimaltal"))
    assert clash.value.current.title == "Bråk och procent"
    assert titles(taught)[0] == "Bråk och procent"


def test_two_who_begin_the_same_lesson_share_one_plan_and_see_each_others_words(taught: School) -> None:
    begin(taught, ahead(0))
    with pytest.raises(Conflict):
        begin(taught, ahead(0), title="Decimaltal")
    assert begin(taught, ahead(0), title="Bråk", homework="Sida 34").homework == "Sida 34"


def test_a_lesson_proposes_the_unit_that_goes_on_and_takes_up_points_of_that_unit_only(taught: School) -> None:
    unit = unit_plans.filled(taught)
    plan = begin(taught, ahead(0))
    assert plan.unit == str(unit)
    row = next(row for row in sequence(taught).lessons if row.id == str(ahead(0)))
    point = UUID(row.plan.points[0].id)
    none, one = LessonEdit(contents=frozenset()), LessonEdit(contents=frozenset([point]))
    saved = write(taught.teacher, plan, none, one)
    with pytest.raises(NotFound):
        write(taught.teacher, saved, one, LessonEdit(contents=frozenset([point, UUID(int=7)])))
    write(taught.teacher, saved, LessonEdit(plan_id=unit), LessonEdit(plan_id=service.NO_UNIT))
    row = next(row for row in sequence(taught).lessons if row.id == str(ahead(0)))
    assert (row.plan.unit, row.plan.points) == ("", ())


def test_what_is_too_long_and_a_cancelled_lesson_are_refused(taught: School) -> None:
    plan = begin(taught, ahead(0))
    with pytest.raises(Invalid):
        write(taught.teacher, plan, LessonEdit(title="Bråk"), LessonEdit(title="x" * 121))
    change(ahead(1), cancelled=True)
    with pytest.raises(Invalid):
        begin(taught, ahead(1))


def test_a_cancelled_lesson_moves_the_plans_and_the_teacher_can_take_it_back(taught: School) -> None:
    plans = four_plans(taught)
    change(ahead(1), cancelled=True)
    settle(taught)
    assert titles(taught) == ["Plan 0", "", "Plan 1", "Plan 2"]
    shown = sequence(taught)
    assert [plan.title for plan in shown.waiting] == ["Plan 3"]
    assert [(one.title, one.before, one.after) for one in shown.moved.plans] == [
        ("Plan 1", DAYS[1].isoformat(), DAYS[2].isoformat()),
        ("Plan 2", DAYS[2].isoformat(), DAYS[3].isoformat()),
        ("Plan 3", DAYS[3].isoformat(), ""),
    ]
    run(service.take_back, taught.teacher, UUID(shown.moved.id))
    settle(taught)
    assert titles(taught) == ["Plan 0", "", "Plan 2", "Plan 3"]
    shown = sequence(taught)
    assert [plan.id for plan in shown.waiting] == [plans[1].id]
    assert shown.moved.id == ""


def test_an_import_moves_plans_before_anybody_looks(taught: School) -> None:
    four_plans(taught)
    change(ahead(0), cancelled=True)
    event = RegisterImported(UUID(int=1), frozenset([taught.unit]), DAYS[0], DAYS[-1])
    run(service.settle_imported, taught.administrator, event)
    assert titles(taught) == ["", "Plan 0", "Plan 1", "Plan 2"]


def test_a_lesson_that_only_begins_at_another_time_takes_its_plan_along(taught: School) -> None:
    plans = four_plans(taught)
    begins = clock.at(DAYS[0], clock.local(clock.now()).time())
    change(ahead(0), starts_at=begins, ends_at=clock.at(DAYS[0], clock.local(clock.now()).time().replace(hour=12)))
    settle(taught)
    assert sequence(taught).moved.id == ""
    with Session(db.engine()) as session:
        assert session.get_one(LessonPlan, UUID(plans[0].id)).stands_at == begins


def test_what_is_noted_is_not_told_again(taught: School) -> None:
    four_plans(taught)
    change(ahead(3), cancelled=True)
    settle(taught)
    run(service.note_moved, taught.teacher, UUID(sequence(taught).moved.id))
    settle(taught)
    assert sequence(taught).moved.id == ""


def test_by_hand_one_later_up_down_and_back(taught: School) -> None:
    plans = [begin(taught, ahead(number), title=f"Plan {number}") for number in range(3)]
    made = move(taught, plans[1], "later")
    assert titles(taught) == ["Plan 0", "", "Plan 1", "Plan 2"]
    run(service.take_back, taught.teacher, made)
    assert titles(taught) == ["Plan 0", "Plan 1", "Plan 2", ""]
    move(taught, plans[1], "up")
    assert titles(taught) == ["Plan 1", "Plan 0", "Plan 2", ""]
    move(taught, plans[2], "down")
    assert titles(taught) == ["Plan 1", "Plan 0", "", "Plan 2"]
    with pytest.raises(Invalid):
        move(taught, plans[2], "down")


def test_the_same_move_sent_twice_moves_once_and_is_taken_back_once(taught: School) -> None:
    plan = begin(taught, ahead(0))
    made = move(taught, plan, "down", key="move-0001")
    assert move(taught, plan, "down", key="move-0001") == made
    assert titles(taught) == ["", "Bråk", "", ""]
    run(service.take_back, taught.teacher, made)
    with pytest.raises(NotFound):
        run(service.take_back, taught.teacher, made)


def test_a_plan_that_waits_is_put_on_the_next_free_lesson(taught: School) -> None:
    four_plans(taught)
    change(ahead(1), cancelled=True)
    settle(taught)
    change(ahead(1), cancelled=False)
    waiting = sequence(taught).waiting[0]
    move(taught, waiting, "place")
    assert titles(taught) == ["Plan 0", "Plan 3", "Plan 1", "Plan 2"]


@pytest.mark.parametrize("who", ["colleague", "stranger", "principal", "administrator", "student", "guardian"])
def test_nobody_but_the_activitys_teachers_reads_writes_or_moves(taught: School, who: str) -> None:
    plan, actor = begin(taught, ahead(0)), getattr(taught, who)
    for act in (
        lambda: sequence(taught, actor),
        lambda: begin(taught, ahead(1), actor),
        lambda: write(actor, plan, LessonEdit(title="Bråk"), LessonEdit(title="x")),
        lambda: run(service.move_plan, actor, UUID(plan.id), way="down", key="move-0002"),
        lambda: run(service.settle, actor, MATHS),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_substitute_in_one_lesson_does_not_plan_the_others(taught: School) -> None:
    substitute(taught, "colleague", ahead(0))
    with pytest.raises(NotFound):
        begin(taught, ahead(1), taught.colleague)


def test_the_audit_says_which_fields_and_never_what(taught: School) -> None:
    begin(taught, ahead(0), title="Hemligt ämne")
    with Session(db.engine()) as session:
        entries = session.exec(select(AuditEntry).where(col(AuditEntry.entity) == "lesson_plan")).all()
    assert [entry.detail["fields"] for entry in entries] == [["title"]]
    assert "Hemligt" not in str([entry.detail for entry in entries])


def test_the_page_asks_a_fixed_number_of_questions(taught: School) -> None:
    unit_plans.filled(taught)
    four_plans(taught)
    with statements() as sent:
        sequence(taught)
    assert len(sent) <= 13
