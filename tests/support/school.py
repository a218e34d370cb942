"""A small school for tests, made of the real tables: enough people in enough relations to ask "may they?".

    organiser ─┬─ unit: Ekbackens skola ── 7A (Alva, Bo, Cleo protected), 7B (Dag)
               └─ other_unit: Lindens skola ── 4A (Elsa, Alva's sister)

Rut is guardian of Alva and Elsa, Sten of Alva only (they live apart), Tove of Bo, Ulf of Dag, Vera of Cleo.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from uuid import UUID

from sqlmodel import Session, SQLModel

from skolplattform.core.actor import WORKSPACE_ROLES, Actor, Workspace
from tests.support import school_rows as rows
from tests.support.school_rows import TODAY, named_id

SCHOOL_DAY = datetime(2026, 11, 18, 9, 15, tzinfo=UTC)
"""A Wednesday, 10.15 in Stockholm: the lesson of 7A began at 10.00."""


@dataclass
class School:
    """The ids of what was built, under the names of the text above."""

    organiser: UUID
    unit: UUID
    other_unit: UUID
    class_7a: UUID
    class_7b: UUID
    class_4a: UUID
    lesson: UUID
    earlier_lesson: UUID
    lesson_7b: UUID
    other_lesson: UUID
    activity: UUID
    syllabus: UUID
    people: dict[str, UUID] = field(default_factory=dict)
    duties: dict[str, UUID] = field(default_factory=dict)
    day: date = TODAY

    def actor(self, name: str, workspace: Workspace, *units: UUID, loa: int = 3) -> Actor:
        """A signed-in person; `units` are where the workspace's roles hold."""
        return Actor(
            person_id=self.people[name],
            account_id=named_id(f"account {name}"),
            session_key=f"session of {name}",
            workspace=workspace,
            roles=WORKSPACE_ROLES[workspace],
            units=frozenset(units),
            loa=loa,
        )

    @property
    def teacher(self) -> Actor:
        """Teaches 7A the lesson of the day and is its mentor."""
        return self.actor("teacher", Workspace.TEACHER, self.unit)

    @property
    def colleague(self) -> Actor:
        """Teaches 7B at the same unit; has nothing to do with 7A."""
        return self.actor("colleague", Workspace.TEACHER, self.unit)

    @property
    def stranger(self) -> Actor:
        """Teaches 4A at the other unit."""
        return self.actor("stranger", Workspace.TEACHER, self.other_unit)

    @property
    def principal(self) -> Actor:
        """Leads the unit."""
        return self.actor("principal", Workspace.PRINCIPAL, self.unit)

    @property
    def other_principal(self) -> Actor:
        """Leads the other unit."""
        return self.actor("other_principal", Workspace.PRINCIPAL, self.other_unit)

    @property
    def administrator(self) -> Actor:
        """Keeps the register of the unit."""
        return self.actor("administrator", Workspace.ADMINISTRATOR, self.unit)

    @property
    def student_health(self) -> Actor:
        """School nurse of the unit."""
        return self.actor("nurse", Workspace.STUDENT_HEALTH, self.unit)

    @property
    def study_counsellor(self) -> Actor:
        """Study counsellor of the unit."""
        return self.actor("counsellor", Workspace.STUDY_COUNSELLOR, self.unit)

    @property
    def central(self) -> Actor:
        """Works at the organiser, over all units."""
        return self.actor("central", Workspace.CENTRAL, self.organiser, self.unit, self.other_unit)

    @property
    def student(self) -> Actor:
        """Alva in 7A."""
        return self.actor("alva", Workspace.STUDENT, loa=2)

    @property
    def classmate(self) -> Actor:
        """Bo in 7A."""
        return self.actor("bo", Workspace.STUDENT, loa=2)

    @property
    def guardian(self) -> Actor:
        """Rut, of Alva and Elsa."""
        return self.actor("rut", Workspace.GUARDIAN)

    @property
    def other_guardian(self) -> Actor:
        """Sten, of Alva only; lives apart from Rut."""
        return self.actor("sten", Workspace.GUARDIAN)

    @property
    def foreign_guardian(self) -> Actor:
        """Ulf, of Dag in 7B; nothing to do with 7A."""
        return self.actor("ulf", Workspace.GUARDIAN)


def build_school(session: Session) -> School:
    """Write the school into an empty database. The caller commits."""
    people: list[SQLModel] = [rows.person(name, *facts) for name, facts in rows.PEOPLE.items()]
    batches = [
        rows.organisations(),
        people,
        rows.contacts(),
        rows.groups(),
        rows.enrolments(),
        rows.memberships(),
        rows.duties(),
        rows.mentors(),
        rows.families(),
        rows.timetable(),
    ]
    for batch in batches:
        for _, same_table in groupby(batch, type):
            session.add_all(same_table)
            session.flush()
    return the_school()


def the_school() -> School:
    """The ids of the small school, which are the same in every run."""
    return School(
        **{name: named_id(name) for name in rows.PLACES},
        people={name: named_id(name) for name in rows.PEOPLE},
        duties={name: named_id(f"duty {name}") for name in rows.STAFF},
    )
