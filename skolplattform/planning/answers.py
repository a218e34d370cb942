"""Planning's answers to what others ask by its contract, and to the start pages."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from skolplattform.core.actor import Actor
from skolplattform.planning import queries
from skolplattform.planning.contract import (
    Brought,
    CameBack,
    GroupCoverage,
    LessonTold,
    SubjectBrought,
    SubjectCriteria,
    UnitSummary,
    WaitingHandIns,
    WorkAhead,
    WorkDone,
)
from skolplattform.planning.curriculum.intake import bring
from skolplattform.planning.curriculum.queries import criteria_of_students, criterion_names, subject_criteria
from skolplattform.planning.hand_in.permissions import ANSWER
from skolplattform.planning.hand_in.queries import piles
from skolplattform.planning.lesson_plans.queries import shown_plans
from skolplattform.planning.set_work.queries import came_back, work_of_day, work_of_groups


class Answers:
    """`CriteriaCatalogue`, `CurriculumIntake`, `HandInPiles`, `LessonsTold`, `PlanningContract` and `WorkCalendar`."""

    def subject_criteria(
        self,
        session: Session,
        syllabus_ids: Collection[UUID],
        *,
        student_id: UUID | None = None,
        day: date | None = None,
    ) -> dict[UUID, SubjectCriteria]:
        """The criteria of each syllabus that day, a student's by their own curriculum; none: left out."""
        return subject_criteria(session, syllabus_ids, student_id=student_id, day=day)

    def criteria_of_students(
        self, session: Session, syllabus_id: UUID, students: Collection[UUID], day: date
    ) -> dict[UUID, SubjectCriteria]:
        """The criteria of a syllabus for each of these students, by their own curriculum."""
        return criteria_of_students(session, syllabus_id, students, day)

    def bring(
        self,
        session: Session,
        actor: Actor,
        subjects: Sequence[SubjectBrought],
        *,
        used_from: date | None = None,
        look_only: bool = False,
    ) -> tuple[Brought, ...]:
        """What became of each version that an import brings; with `look_only` what would."""
        return bring(session, actor, subjects, used_from=used_from, look_only=look_only)

    def criterion_names(self, session: Session, criterion_ids: Collection[UUID]) -> dict[UUID, str]:
        """What these criteria are called."""
        return criterion_names(session, criterion_ids)

    def units_of_student(
        self, session: Session, actor: Actor, student_id: UUID, first: date, last: date
    ) -> tuple[UnitSummary, ...]:
        """The published units of a student that touch these days; NotFound when not theirs to see."""
        return queries.units_of_student(session, actor, student_id, first, last)

    def units_of_group(
        self, session: Session, actor: Actor, group_id: UUID, first: date, last: date
    ) -> tuple[UnitSummary, ...]:
        """The published units of a group that touch these days; empty when not theirs to see."""
        return queries.units_of_group(session, actor, group_id, first, last)

    def drafts(self, session: Session, actor: Actor) -> tuple[UnitSummary, ...]:
        """The teacher's plans that wait to be published, soonest first."""
        return queries.drafts(session, actor)

    def unit_criteria(self, session: Session, plan_id: UUID) -> tuple[UUID, ...]:
        """The criteria that a unit says it assesses."""
        return queries.unit_criteria(session, plan_id)

    def coverage_of_unit(self, session: Session, actor: Actor, unit_id: UUID) -> tuple[GroupCoverage, ...]:
        """For a principal: what each group of the unit has met."""
        return queries.coverage_of_unit(session, actor, unit_id)

    def hand_ins_waiting(self, session: Session, actor: Actor, most: int) -> tuple[WaitingHandIns, ...]:
        """A teacher's tasks with hand-ins that wait for feedback, most first."""
        if not ANSWER.held_by(actor):
            return ()
        found = [one for one in piles(session, actor) if one.waiting][:most]
        return tuple(WaitingHandIns(UUID(one.id), one.title, one.groups, one.waiting) for one in found)

    def work_of_day(
        self, session: Session, actor: Actor, student_id: UUID, most: int
    ) -> tuple[tuple[WorkAhead, ...], tuple[CameBack, ...]]:
        """A student's nearest tests and tasks, and what has just come back; NotFound when not theirs to see."""
        return work_of_day(session, actor, student_id, most)

    def came_back(self, session: Session, actor: Actor, students: Collection[UUID]) -> tuple[CameBack, ...]:
        """What has just come back to those of these students whom the actor sees."""
        return came_back(session, actor, students)

    def work_of_groups(
        self,
        session: Session,
        actor: Actor,
        groups: Collection[UUID],
        syllabus_id: UUID,
        first: date,
        last: date,
    ) -> tuple[WorkDone, ...]:
        """What the teacher may change of these groups' tests and tasks in a subject, in order of time."""
        return work_of_groups(session, actor, groups, syllabus_id, first, last)

    def lessons_told(self, session: Session, actor: Actor, lessons: Collection[UUID]) -> dict[UUID, LessonTold]:
        """What teachers tell of these lessons; the caller has read them as the actor's own."""
        shown = shown_plans(session, actor, lessons)
        return {id_: LessonTold(plan.title, plan.homework, plan.bring) for id_, plan in shown.items()}
