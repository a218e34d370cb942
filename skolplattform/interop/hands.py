"""What is done with each batch of an import: `Looking` counts for the preview, `Taking` stores."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from sqlmodel import Session

from skolplattform.assessment.contract import GradeGiven, GradeIntake, GradeRefused, GradesTaken
from skolplattform.attendance.contract import AttendanceIntake, Taken, TakenAbsence, TakenLesson
from skolplattform.core import audit, events, modules
from skolplattform.core.actor import Actor
from skolplattform.interop import write
from skolplattform.interop.compare import Changes
from skolplattform.interop.progress import Step
from skolplattform.interop.targets import Belongings, Target
from skolplattform.schedule.contract import LessonsMoved

AUDITED_AT_ONCE = 200
WHERE_AND_WHEN = ("day", "unit_id", "activity_id")
UNKNOWN = "assessment.error.unknown_reference"


class Hand(Protocol):
    """What is done with each batch of changes. `refused` are grades that assessment would not take."""

    step: Step
    refused: list[GradeRefused]

    def rows(self, session: Session, target: Target, changes: Changes) -> None:
        """Rows of a list."""
        ...

    def list_done(self, session: Session, target: Target) -> None:
        """The list has come to its end."""
        ...

    def belongings(self, session: Session, kind: Belongings, changes: Changes) -> None:
        """What belongs to them."""
        ...

    def lessons(self, session: Session, lessons: Sequence[TakenLesson]) -> Taken:
        """Reported lessons."""
        ...

    def absences(self, session: Session, absences: Sequence[TakenAbsence]) -> Taken:
        """Absence told beforehand."""
        ...

    def grades(self, session: Session, grades: Sequence[GradeGiven]) -> Taken:
        """Grades."""
        ...

    def endings(self, session: Session, kind: str, changes: Changes) -> None:
        """What has left the export."""
        ...

    def withdrawn(self, session: Session, absences: list[UUID]) -> int:
        """Absence that was taken back in the other system; how many still stood."""
        ...


class Looking:
    """Counts, and changes nothing."""

    step = Step.COMPARING

    def __init__(self, actor: Actor) -> None:
        self.refused: list[GradeRefused] = []
        self._actor = actor
        self._attendance = modules.get(AttendanceIntake)
        self._grades = modules.get(GradeIntake)

    def rows(self, session: Session, target: Target, changes: Changes) -> None:
        """Nothing."""

    def list_done(self, session: Session, target: Target) -> None:
        """Nothing."""

    def belongings(self, session: Session, kind: Belongings, changes: Changes) -> None:
        """Nothing."""

    def lessons(self, session: Session, lessons: Sequence[TakenLesson]) -> Taken:
        """Weighed by attendance; nothing where it is not installed."""
        return self._attendance.weigh_lessons(session, self._actor, lessons) if self._attendance else Taken()

    def absences(self, session: Session, absences: Sequence[TakenAbsence]) -> Taken:
        """Weighed by attendance."""
        return self._attendance.weigh_absences(session, self._actor, absences) if self._attendance else Taken()

    def grades(self, session: Session, grades: Sequence[GradeGiven]) -> Taken:
        """Weighed by assessment."""
        if self._grades is None:
            return Taken()
        return self._but_for_new(self._grades.weigh_grades(session, self._actor, grades))

    def endings(self, session: Session, kind: str, changes: Changes) -> None:
        """Nothing."""

    def withdrawn(self, session: Session, absences: list[UUID]) -> int:
        """Counted by attendance."""
        return len(self._attendance.standing_absences(session, self._actor, absences)) if self._attendance else 0

    def _but_for_new(self, found: GradesTaken) -> Taken:
        """A grade whose student or subject comes with this import is refused today and new tomorrow."""
        unknown = [one for one in found.refused if one.key == UNKNOWN]
        self.refused.extend(one for one in found.refused if one.key != UNKNOWN)
        return Taken(found.new + len(unknown), found.changed, found.unchanged)


class Taking:
    """Stores everything, in the caller's transaction."""

    step = Step.TAKING

    def __init__(self, actor: Actor, run_id: UUID) -> None:
        self.refused: list[GradeRefused] = []
        self._actor, self._run_id = actor, run_id
        self._attendance = modules.get(AttendanceIntake)
        self._grades = modules.get(GradeIntake)
        self._parents: dict[UUID, UUID] = {}
        self.units: set[UUID] = set()
        self.days: set[date] = set()

    def rows(self, session: Session, target: Target, changes: Changes) -> None:
        """Rows of a list; persons are audited in batches."""
        if target.entity == "organisations":
            self._without_parents(changes)
        if target.entity == "persons":
            write.free_civic_numbers(session, changes)
            self._audit(session, "create", [row["id"] for row in changes.new])
            self._audit(session, "change", [row["id"] for row in changes.changed])
        if target.entity == "calendarEvents":
            touched = (*changes.new, *changes.changed, *changes.before)
            self.units.update(row["unit_id"] for row in touched)
            self.days.update(row["day"] for row in touched)
        write.store(session, changes)
        if target.entity == "calendarEvents":
            self._tell_moved(session, changes)

    def _tell_moved(self, session: Session, changes: Changes) -> None:
        """A lesson that moves takes its register along: before the export's own attendance is taken in."""
        pairs = zip(changes.before, changes.changed, strict=True)
        moved = tuple(now["id"] for then, now in pairs if any(then[name] != now[name] for name in WHERE_AND_WHEN))
        if moved:
            events.emit(session, self._actor, LessonsMoved(moved))

    def list_done(self, session: Session, target: Target) -> None:
        """Organisations are put under theirs when all of them are in."""
        if target.entity == "organisations":
            write.link_organisations(session, self._parents)

    def _without_parents(self, changes: Changes) -> None:
        """A new organisation may stand before the one above it."""
        self._parents.update((row["id"], row["parent_id"]) for row in changes.new if row["parent_id"])
        for row in changes.new:
            row["parent_id"] = None

    def _audit(self, session: Session, verb: str, ids: list[UUID]) -> None:
        for start in range(0, len(ids), AUDITED_AT_ONCE):
            chosen = [str(i) for i in ids[start : start + AUDITED_AT_ONCE]]
            detail = {"verb": verb, "persons": chosen}
            audit.record(session, self._actor, "interop.import", "person", self._run_id, detail=detail)

    def belongings(self, session: Session, kind: Belongings, changes: Changes) -> None:
        """What belongs to them."""
        if kind.name == "principal_names":
            write.free_principal_names(session, changes)
        write.store(session, changes)

    def lessons(self, session: Session, lessons: Sequence[TakenLesson]) -> Taken:
        """Taken by attendance."""
        if self._attendance is None:
            return Taken()
        taken = self._attendance.take_lessons(session, self._actor, lessons)
        if taken.new or taken.changed:
            self.units.update(lesson.unit_id for lesson in lessons)
            self.days.update(lesson.day for lesson in lessons)
        return taken

    def absences(self, session: Session, absences: Sequence[TakenAbsence]) -> Taken:
        """Taken by attendance."""
        return self._attendance.take_absences(session, self._actor, absences) if self._attendance else Taken()

    def grades(self, session: Session, grades: Sequence[GradeGiven]) -> Taken:
        """Taken by assessment."""
        if self._grades is None:
            return Taken()
        found = self._grades.take_grades(session, self._actor, grades)
        self.refused.extend(found.refused)
        return Taken(found.new, found.changed, found.unchanged)

    def endings(self, session: Session, kind: str, changes: Changes) -> None:
        """Ended; a lesson that does not take place is counted anew."""
        if kind == "calendarEvents":
            self.units.update(row["unit_id"] for row in changes.ended)
            self.days.update(row["day"] for row in changes.ended)
        write.store(session, changes)

    def withdrawn(self, session: Session, absences: list[UUID]) -> int:
        """Taken back by attendance."""
        return self._attendance.withdraw_absences(session, self._actor, absences) if self._attendance else 0
