"""The substitute's pack: one day's lessons with their plan and group, on both databases and through the page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning.lesson_plans import queries
from skolplattform.planning.pages.lesson_pack import PackState
from tests.planning.conftest import statements
from tests.planning.lesson_world import DAYS, add_lessons, ahead, begin, change, substitute
from tests.support.events import Pages
from tests.support.school import School
from tests.support.school_rows import TODAY
from tests.support.sign_in import cookie


@pytest.fixture
def taught(planned: School) -> School:
    add_lessons(planned)
    return planned


def pack(school: School, actor=None, day: date | None = None):
    with db.reading() as session:
        return queries.lesson_pack(session, actor or school.teacher, day)


def test_the_day_holds_plan_group_and_masks_who_is_protected(taught: School) -> None:
    begin(taught, taught.lesson, title="Bråk", steps="Samling 5 min", bring="Linjal")
    shown = pack(taught)
    assert [(lesson.starts, lesson.title) for lesson in shown.lessons] == [("08:20", ""), ("10:00", "Bråk")]
    lesson = shown.lessons[1]
    assert (lesson.steps[0].minutes, lesson.bring, lesson.covered) == (5, "Linjal", False)
    assert lesson.students[:2] == ("Alva Ask", "Bo Björk")
    assert "Cypress" not in str(shown)
    assert len(lesson.students) == 3


def test_a_substitute_gets_the_lessons_they_cover_and_no_others_of_that_group(taught: School) -> None:
    begin(taught, ahead(0), title="Bråk")
    substitute(taught, "colleague", ahead(0))
    shown = pack(taught, taught.colleague, DAYS[0])
    assert [(lesson.title, lesson.covered) for lesson in shown.lessons] == [("Bråk", True)]
    assert pack(taught, taught.colleague, DAYS[1]).lessons == ()
    assert pack(taught, taught.teacher, DAYS[0]).lessons == ()


def test_only_the_coming_four_weeks_are_there(taught: School) -> None:
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(weeks=5)):
        assert pack(taught, day=day).day == TODAY.isoformat()


def test_a_cancelled_lesson_says_so(taught: School) -> None:
    change(ahead(0), cancelled=True)
    assert pack(taught, day=DAYS[0]).lessons[0].off.sv == "Inställd"


def test_reading_the_group_is_in_the_log(taught: School) -> None:
    pack(taught)
    with Session(db.engine()) as session:
        verbs = session.exec(select(AuditEntry.verb).where(col(AuditEntry.verb) == "planning.read_pack")).all()
    assert len(verbs) == 1


@pytest.mark.parametrize("who", ["principal", "administrator", "student", "guardian"])
def test_only_teachers_have_a_pack(taught: School, who: str) -> None:
    with pytest.raises(NotFound):
        pack(taught, getattr(taught, who))


def test_the_pack_asks_a_fixed_number_of_questions(taught: School) -> None:
    begin(taught, taught.lesson)
    with statements() as sent:
        pack(taught)
    assert len([one for one in sent if "audit" not in one]) <= 9


def test_the_page_shows_another_day_and_leaves_a_half_typed_one_alone(taught: School, pages: Pages) -> None:
    page = pages.tab(cookie(taught.people["teacher"], Workspace.TEACHER))
    page.open("/vikarie")
    assert len(page.variable(PackState, "shown").lessons) == 2
    page.call(PackState.choose, day="")
    assert len(page.variable(PackState, "shown").lessons) == 2
    page.call(PackState.choose, day=DAYS[0].isoformat())
    assert len(page.variable(PackState, "shown").lessons) == 1
