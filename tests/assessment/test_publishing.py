"""Drafts are shown, taken back, and seen by those they concern."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session

from skolplattform.assessment import queries, service
from skolplattform.assessment.contract import JudgementsPublished
from skolplattform.core import clock, db, events, readings
from skolplattform.core.errors import Invalid, NotFound
from tests.assessment.conftest import FIRST, SECOND
from tests.assessment.test_cells import save, shown
from tests.support.school import School


def publish(school: School, key: str = "publish-1") -> dict:
    with db.unit() as session:
        return service.publish(session, school.teacher, school.activity, key=key)


def undo(school: School, publication: str, key: str = "undo-one-1") -> dict:
    with db.unit() as session:
        return service.undo_publication(session, school.teacher, UUID(publication), key=key)


def own(school: School, who: str = "student", child: str = "alva") -> dict[str, tuple[str, str]]:
    with db.reading() as session:
        subjects = queries.own_subjects(session, getattr(school, who), school.people[child])
    return {item.name: (item.code, item.comment) for subject in subjects for item in subject.criteria}


def test_student_and_guardian_see_nothing_before_it_is_published(school: School) -> None:
    save(school, ("alva", FIRST, "C", "Bra.", 0))
    assert set(own(school).values()) == {("", "")}
    assert set(own(school, "guardian").values()) == {("", "")}
    publish(school)
    assert own(school)["Begrepp"] == ("C", "Bra.")
    assert own(school, "guardian") == own(school, "principal") == own(school, "teacher") == own(school)


def test_a_published_cell_that_is_changed_shows_the_old_until_it_is_published_again(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0))
    publish(school)
    assert shown(school)["Alva Ask", FIRST] == ("C", "published", 1)
    save(school, ("alva", FIRST, "B", "", 1))
    assert own(school)["Begrepp"] == ("C", "")
    publish(school, "publish-2")
    assert own(school)["Begrepp"] == ("B", "")


@pytest.mark.parametrize(
    "who", ["classmate", "foreign_guardian", "colleague", "stranger", "other_principal", "administrator", "central"]
)
def test_nobody_else_sees_it(school: School, who: str) -> None:
    """R-X09, R-X10: another student, another child's guardian, other staff."""
    save(school, ("alva", FIRST, "C", "Bra.", 0))
    publish(school)
    asked = (queries.own_subjects, queries.criteria_reached, queries.latest_feedback, queries.grades_of_last_term)
    for ask in asked:
        with db.reading() as session, pytest.raises(NotFound):
            ask(session, getattr(school, who), school.people["alva"])


def test_publishing_shows_every_draft_once_and_is_told(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[JudgementsPublished] = []
    monkeypatch.setitem(events._listeners, JudgementsPublished, [lambda session, actor, event: heard.append(event)])
    save(school, ("alva", FIRST, "C", "", 0), ("alva", SECOND, "D", "", 0), ("bo", FIRST, "E", "", 0))
    assert publish(school)["count"] == 3
    assert publish(school)["count"] == 3  # the same key, the same answer
    assert publish(school, "publish-2") == {"publication_id": "", "count": 0}
    assert [event.student_ids for event in heard] == [frozenset({school.people["alva"], school.people["bo"]})]


def test_publishing_can_be_taken_back_to_what_was_shown_before(school: School) -> None:
    save(school, ("alva", FIRST, "C", "Först.", 0))
    publish(school)
    save(school, ("alva", FIRST, "A", "Sedan.", 1), ("alva", SECOND, "E", "", 0))
    again = publish(school, "publish-2")
    assert undo(school, again["publication_id"])["count"] == 2
    assert own(school)["Begrepp"] == ("C", "Först.")
    assert own(school)["Metodval"] == ("", "")
    assert shown(school)["Alva Ask", FIRST] == ("A", "draft", 2)
    assert undo(school, again["publication_id"], "undo-once-more")["count"] == 0


def test_taking_back_leaves_what_was_published_since(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0), ("bo", FIRST, "C", "", 0))
    first = publish(school)
    save(school, ("alva", FIRST, "B", "", 1))
    publish(school, "publish-2")
    assert undo(school, first["publication_id"])["count"] == 1
    assert own(school)["Begrepp"] == ("B", "")
    assert own(school, "classmate", "bo")["Begrepp"] == ("", "")


def test_after_ten_minutes_it_stands(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0))
    shown_at = publish(school)["publication_id"]
    with clock.fixed(clock.now() + timedelta(minutes=11)), pytest.raises(Invalid):
        undo(school, shown_at)


def test_only_the_activitys_teacher_publishes_and_takes_back(school: School) -> None:
    save(school, ("alva", FIRST, "C", "", 0))
    shown_at = publish(school)["publication_id"]
    for actor in (school.colleague, school.principal, school.student, school.guardian):
        with db.unit() as session, pytest.raises(NotFound):
            service.publish(session, actor, school.activity, key="not-mine-1")
        with db.unit() as session, pytest.raises(NotFound):
            service.undo_publication(session, actor, UUID(shown_at), key="not-mine-2")


def test_figures_count_what_is_published(school: School, session: Session) -> None:
    save(school, ("alva", FIRST, "C", "Bra.", 0), ("alva", SECOND, "F", "", 0))
    publish(school)
    save(school, ("alva", SECOND, "E", "", 1))
    figures = queries.criteria_reached(session, school.guardian, school.people["alva"])
    assert [(item.subject, item.reached, item.judged, item.total) for item in figures] == [("Matematik", 1, 2, 3)]
    feedback = queries.latest_feedback(session, school.guardian, school.people["alva"])
    assert [(item.criterion, item.level, item.comment) for item in feedback] == [
        ("Begrepp", "C", "Bra."),
        ("Metodval", "F", ""),
    ]


def test_statements_of_the_pages_are_few(school: School, statements: list[str]) -> None:
    save(school, *((who, criterion, "D", "", 0) for who in ("alva", "bo", "cleo") for criterion in (FIRST, SECOND)))
    publish(school)
    with Session(db.engine(), info={readings.WAITING: []}) as session:
        asked = {
            "matrix": lambda: queries.matrix(session, school.teacher, school.activity),
            "groups": lambda: queries.taught_groups(session, school.teacher),
            "own subjects": lambda: queries.own_subjects(session, school.student, school.people["alva"]),
            "reached": lambda: queries.criteria_reached(session, school.guardian, school.people["alva"]),
            "feedback": lambda: queries.latest_feedback(session, school.guardian, school.people["alva"]),
        }
        for name, ask in asked.items():
            statements.clear()
            ask()
            assert len(statements) <= 6, (name, statements)  # and at most three for the catalogue


def test_drafts_wait_for_their_teacher(school: School, session: Session) -> None:
    save(school, ("alva", FIRST, "C", "", 0), ("bo", FIRST, "C", "", 0))
    assert [(item.name, item.drafts) for item in queries.drafts_waiting(session, school.teacher)] == [
        ("Matematik 7A", 2)
    ]
    assert queries.drafts_waiting(session, school.colleague) == ()
    groups = queries.taught_groups(session, school.teacher)
    assert [(group.name, group.groups, group.students, group.drafts) for group in groups] == [
        ("Matematik 7A", "7A", 3, 2)
    ]
