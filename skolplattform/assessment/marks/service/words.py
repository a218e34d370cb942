"""A teacher puts a test in the markbook, rewords it and puts it away; all who teach the activity share it."""

# pyright: reportArgumentType=false, reportCallIssue=false

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.marks import rules
from skolplattform.assessment.marks.queries.form import works_of
from skolplattform.assessment.marks.queries.held import MOST_TESTS, open_test, tests_of, words_of
from skolplattform.assessment.marks.rules import Design
from skolplattform.assessment.marks.tables import Mark, MarkedTest
from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.queries.activity import taught_activity
from skolplattform.core import audit, changes, clock
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid
from skolplattform.core.idempotency import once
from skolplattform.core.ids import new_id
from skolplattform.schedule.tables import Activity


def create_test(session: Session, actor: Actor, activity_id: UUID, *, test: Design, key: str) -> UUID:
    """A new column of the markbook.

    Raises:
        NotFound: the activity is not the actor's.
        Invalid: at the field, or there are too many already.
    """

    def create() -> dict[str, str]:
        activity = taught_activity(session, actor, activity_id, lock=True)
        wanted = rules.checked(test)
        if len(tests_of(session, activity_id)) >= MOST_TESTS:
            raise Invalid("title", "marks.error.many", most=MOST_TESTS)
        _check_work(session, actor, activity, wanted, None)
        held = MarkedTest(id=new_id(), activity_id=activity_id, version=0, **_values(actor, wanted))
        _noted(session, actor, held, activity, "create_test")
        return {"test_id": str(held.id)}

    return UUID(once(session, actor, key, f"assessment.create_test:{activity_id}", create)["test_id"])


def change_test(session: Session, actor: Actor, test_id: UUID, *, test: Design, version: int, key: str) -> None:
    """Reword it. Once results are written they keep their meaning.

    Raises:
        NotFound: not the actor's.
        Conflict: a colleague has saved since.
        Invalid: at the field.
    """

    def change() -> dict[str, str]:
        held, activity = _own(session, actor, test_id, version)
        wanted = rules.checked(test)
        _check_work(session, actor, activity, wanted, held.work_id)
        written = session.exec(select(Mark.code).where(Mark.test_id == test_id, col(Mark.code) != "")).all()
        rules.check_change(words_of(held), wanted, written)
        for name, value in _values(actor, wanted).items():
            setattr(held, name, value)
        _noted(session, actor, held, activity, "change_test")
        return {}

    once(session, actor, key, f"assessment.change_test:{test_id}:{version}", change)


def archive_test(session: Session, actor: Actor, test_id: UUID, *, version: int) -> UUID:
    """Put it away: what has been shown of it stays with the students. The activity it was in.

    Raises:
        NotFound: not the actor's.
        Conflict: a colleague has saved since.
    """
    held, activity = _own(session, actor, test_id, version)
    held.archived, held.work_id = True, None
    _noted(session, actor, held, activity, "archive_test")
    return activity.id


def _own(session: Session, actor: Actor, test_id: UUID, version: int) -> tuple[MarkedTest, Activity]:
    held, activity = open_test(session, actor, test_id, lock=True)
    if held.version != version:
        raise Conflict(held.version, "marks.error.conflict")
    return held, activity


def _check_work(session: Session, actor: Actor, activity: Activity, test: Design, before: UUID | None) -> None:
    """The calendar's test is one of the actor's own for this teaching, and in no other column."""
    if test.work_id is None or test.work_id == before:
        return
    if test.work_id not in {work.id for work in works_of(session, actor, activity)}:
        raise Invalid("work", "error.invalid")


def _values(actor: Actor, test: Design) -> dict[str, Any]:
    values = asdict(test) | {"form": test.form.value, "levels": list(test.levels)}
    return values | {"edited_by": actor.person_id, "edited_at": clock.now()}


def _noted(session: Session, actor: Actor, held: MarkedTest, activity: Activity, did: str) -> None:
    held.version += 1
    session.add(held)
    session.flush()
    detail = {"did": did, "version": held.version}
    audit.record(session, actor, RECORD.name, "marked_test", held.id, unit=activity.unit_id, detail=detail)
    changes.announce(session, f"activity:{activity.id}")
