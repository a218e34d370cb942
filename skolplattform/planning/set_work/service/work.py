"""A teacher puts a test or a task in the calendar, changes it, takes it away.

Whoever it is for reads it at once. Nothing here forbids: how full the week gets is told before, by `queries.weighed`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, idempotency
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.ids import new_id
from skolplattform.core.permissions import require
from skolplattform.planning.hand_in.queries.counts import is_handed_in
from skolplattform.planning.permissions import groups_taught
from skolplattform.planning.service.publish import students_of
from skolplattform.planning.set_work import rules
from skolplattform.planning.set_work.permissions import SET, writable_work
from skolplattform.planning.set_work.queries.form import plans_of
from skolplattform.planning.set_work.tables import SetWork, SetWorkGroup
from skolplattform.registry.tables import Group


@dataclass(frozen=True, slots=True)
class Wanted:
    """A test or a task as its teacher wants it. `groups` are among those that the teacher teaches the subject."""

    kind: str
    title: str
    day: date
    groups: frozenset[UUID]
    plan_id: UUID | None = None
    note: str = ""
    takes: rules.Takes = rules.NOTHING


def set_work(session: Session, actor: Actor, *, syllabus_id: UUID, wanted: Wanted, key: str) -> UUID:
    """Put a test or a task in the calendar.

    Raises:
        NotFound: a group that the actor does not teach the subject, or a plan that is not for its readers.
        Invalid: at the field.
    """
    require(actor, SET)

    def put() -> dict[str, str]:
        own = groups_taught(session, actor, syllabus_id)
        if not wanted.groups <= own:
            raise NotFound
        _check(session, actor, syllabus_id, wanted, wanted.groups, None)
        unit = session.exec(select(Group.unit_id).where(Group.id == min(wanted.groups))).one()
        work = SetWork(id=new_id(), unit_id=unit, syllabus_id=syllabus_id, **_values(actor, wanted))
        session.add(work)
        session.flush()
        _link(session, work.id, wanted.groups)
        _told(session, actor, work, "set", wanted.groups)
        return {"work_id": str(work.id)}

    return UUID(idempotency.once(session, actor, key, "planning.set_work", put)["work_id"])


def change_work(session: Session, actor: Actor, work_id: UUID, *, wanted: Wanted, version: int, key: str) -> None:
    """Change it. Groups that the actor does not teach keep it, whoever else teaches them.

    Raises:
        NotFound: not the actor's to change, or a group or plan that is not.
        Conflict: somebody else has saved since; `current` is the version that stands.
        Invalid: at the field; among them that it takes hand-ins no more, when somebody has handed in.
    """
    require(actor, SET)

    def change() -> dict[str, str]:
        work = _unchanged(session, actor, work_id, version)
        before, own = _groups(session, work_id), groups_taught(session, actor, work.syllabus_id)
        if not wanted.groups <= own:
            raise NotFound
        groups = wanted.groups | (before - own)
        _check(session, actor, work.syllabus_id, wanted, groups, work)
        for name, value in _values(actor, wanted).items():
            setattr(work, name, value)
        _saved(session, work)
        session.execute(delete(SetWorkGroup).where(col(SetWorkGroup.work_id) == work_id))
        _link(session, work_id, groups)
        _told(session, actor, work, "change", before | groups)
        return {}

    idempotency.once(session, actor, key, f"planning.change_work:{work_id}", change)


def take_away(session: Session, actor: Actor, work_id: UUID, *, version: int, key: str) -> int:
    """Take it out of the calendar, for all its groups. The version to bring it back with.

    Raises:
        NotFound: not the actor's to change.
        Conflict: somebody else has saved since.
        Invalid: it is for groups of other teachers as well, who would lose it unasked.
    """
    require(actor, SET)

    def take() -> dict[str, int]:
        work = _unchanged(session, actor, work_id, version)
        groups = _groups(session, work_id)
        if not groups <= groups_taught(session, actor, work.syllabus_id):
            raise Invalid("groups", "work.error.others")
        work.taken_away = True
        _saved(session, work)
        _told(session, actor, work, "take_away", groups)
        return {"version": work.version}

    return idempotency.once(session, actor, key, f"planning.take_away:{work_id}", take)["version"]


def bring_back(session: Session, actor: Actor, work_id: UUID, *, version: int, key: str) -> None:
    """Put back what was taken away.

    Raises:
        NotFound: not taken away, or not the actor's.
        Conflict: somebody else has saved since.
    """
    require(actor, SET)

    def back() -> dict[str, str]:
        work = _unchanged(session, actor, work_id, version, taken_away=True)
        work.taken_away = False
        _saved(session, work)
        _told(session, actor, work, "bring_back", _groups(session, work_id))
        return {}

    idempotency.once(session, actor, key, f"planning.bring_back:{work_id}", back)


def _unchanged(session: Session, actor: Actor, work_id: UUID, version: int, *, taken_away: bool = False) -> SetWork:
    work = writable_work(session, actor, work_id, taken_away=taken_away)
    if work.version != version:
        raise Conflict(work.version, "work.error.conflict")
    return work


def _check(
    session: Session, actor: Actor, syllabus_id: UUID, wanted: Wanted, groups: frozenset[UUID], before: SetWork | None
) -> None:
    rules.checked_kind(wanted.kind)
    rules.checked_text("title", wanted.title, rules.TITLE_LENGTH, needed=True)
    rules.checked_text("note", wanted.note, rules.NOTE_LENGTH, needed=False)
    rules.checked_takes(wanted.takes)
    if before and before.due_time and not wanted.takes.until and is_handed_in(session, before.id):
        raise Invalid("takes", "work.error.handed_in")
    rules.checked_day(wanted.day, clock.today(), before=before.day if before else None)
    if not groups:
        raise Invalid("groups", "work.error.groups")
    kept = before is not None and before.plan_id == wanted.plan_id
    if wanted.plan_id and not kept:
        readable = dict(plans_of(session, actor, syllabus_id, groups))
        if str(wanted.plan_id) not in readable:
            raise NotFound


def _values(actor: Actor, wanted: Wanted) -> dict[str, Any]:
    return {
        "kind": wanted.kind,
        "title": wanted.title.strip(),
        "day": wanted.day,
        "note": wanted.note.strip(),
        "plan_id": wanted.plan_id,
        "takes_text": wanted.takes.text,
        "takes_files": wanted.takes.files,
        "takes_link": wanted.takes.link,
        "due_time": wanted.takes.until,
        "takes_late": wanted.takes.late,
        "edited_by": actor.person_id,
        "edited_at": clock.now(),
    }


def _saved(session: Session, work: SetWork) -> None:
    work.version += 1
    session.add(work)
    session.flush()


def _groups(session: Session, work_id: UUID) -> frozenset[UUID]:
    return frozenset(session.exec(select(SetWorkGroup.group_id).where(SetWorkGroup.work_id == work_id)).all())


def _link(session: Session, work_id: UUID, groups: Collection[UUID]) -> None:
    session.execute(insert(SetWorkGroup), [{"work_id": work_id, "group_id": group} for group in sorted(groups)])


def _told(session: Session, actor: Actor, work: SetWork, did: str, groups: Collection[UUID]) -> None:
    """In the audit chain of the school, and to the open pages of those it is for and of the school's teachers."""
    detail = {"did": did, "version": work.version, "groups": sorted(str(group) for group in groups)}
    audit.record(session, actor, SET.name, "set_work", work.id, unit=work.unit_id, detail=detail)
    students = (f"student:{student}" for student in students_of(session, groups))
    changes.announce(session, f"set_work:{work.unit_id}", *students)
