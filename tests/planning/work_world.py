"""The small school with a language group across its classes, and what the tests of set work do all the time."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Session

from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.planning.set_work import queries, service
from skolplattform.planning.set_work.service import Wanted
from skolplattform.registry.tables import Group, GroupMembership
from skolplattform.schedule.tables import Activity, ActivityGroup, ActivityTeacher, Syllabus
from tests.planning.conftest import run
from tests.support.school import School
from tests.support.school_rows import BEGAN, TERM_ENDS, TERM_STARTS, named_id

TUESDAY = date(2026, 11, 24)
SPANISH, SPANISH_7 = named_id("syllabus spanish"), named_id("spanish 7")


def add_spanish(session: Session, school: School) -> UUID:
    """Karl, who has nothing to do with 7A, teaches Spanish to Alva of 7A and Dag of 7B."""
    subject = Syllabus(id=SPANISH, school_type="GR", subject_code="GRGRMSP01", subject_name="Spanska")
    group = Group(id=SPANISH_7, display_name="SPA7", group_type="Undervisning", unit_id=school.unit, start_date=BEGAN)
    session.add_all([subject, group])
    session.flush()
    dates = {"start_date": TERM_STARTS, "end_date": TERM_ENDS}
    activity = Activity(
        id=named_id("activity spanish"),
        display_name="Spanska 7",
        activity_type="Undervisning",
        unit_id=school.unit,
        syllabus_id=SPANISH,
        **dates,
    )
    session.add(activity)
    session.flush()
    session.add_all(
        [
            ActivityGroup(activity_id=activity.id, group_id=SPANISH_7),
            ActivityTeacher(activity_id=activity.id, duty_id=school.duties["colleague"]),
            *(
                GroupMembership(
                    id=named_id(f"spanish {name}"), group_id=SPANISH_7, person_id=school.people[name], start_date=BEGAN
                )
                for name in ("alva", "dag")
            ),
        ]
    )
    session.flush()
    return SPANISH_7


def wanted(*groups: UUID, title: str = "Bråk", day: date = TUESDAY, **other: object) -> Wanted:
    return Wanted(kind=str(other.pop("kind", "test")), title=title, day=day, groups=frozenset(groups), **other)  # type: ignore[arg-type]


def put(school: School, what: Wanted, actor: Actor | None = None, key: str = "", syllabus: UUID | None = None) -> UUID:
    subject = syllabus or school.syllabus
    return run(service.set_work, actor or school.teacher, syllabus_id=subject, wanted=what, key=key or uuid4().hex)


def put_spanish(school: School, **what: object) -> UUID:
    """Karl's Spanish test on the Tuesday."""
    return put(school, wanted(SPANISH_7, **{"title": "Glosor", **what}), school.colleague, syllabus=SPANISH)


def ahead(actor: Actor, student: UUID) -> list[str]:
    with db.reading() as session:
        return [line.title for week in queries.coming(session, actor, student).weeks for line in week.lines]


def calendar(actor: Actor, group: UUID):
    with db.reading() as session:
        return queries.group_calendar(session, actor, group)


def weighed(actor: Actor, *groups: UUID, day: date = TUESDAY, kind: str = "test", work: UUID | None = None):
    with db.reading() as session:
        return queries.weighed(session, actor, groups=groups, day=day, kind=kind, work_id=work)
