"""Who reads a syllabus by what: a group, one student, or a group whose students follow different curricula."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlmodel import Session, col

from skolplattform.core import clock
from skolplattform.planning.curriculum.enrolled import ENROLMENTS_LIMIT, enrolled_of
from skolplattform.planning.curriculum.offered import Asked, StageOf, asked_for
from skolplattform.planning.curriculum.versions import CurriculumDates, Enrolled, curriculum_read
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.tables import GroupMembership


@dataclass(frozen=True, slots=True)
class Reading:
    """A curriculum that students of a group follow, how many they are, and its stage; none: not known here."""

    curriculum: str
    students: int
    stage: StageOf | None


def stages_of(
    session: Session, syllabus_ids: Collection[UUID], day: date | None = None, student_id: UUID | None = None
) -> dict[UUID, StageOf]:
    """The stage that each syllabus is for that day (None: today), in at most four statements; none: left out.

    For a student it is that of their enrolment's curriculum (R-Y01, R-P03), if the platform has it. A syllabus that
    names no curriculum follows the newest that holds for its school form.
    """
    on = day or clock.today()
    curricula, asked = asked_for(session, syllabus_ids)
    enrolled = enrolled_of(session, [student_id], _choice(curricula, asked, on), on) if student_id else {}
    own = enrolled.get(student_id, ())
    found = {syllabus_id: item.stage_for(curricula, own, on) for syllabus_id, item in asked.items()}
    return {syllabus_id: stage for syllabus_id, stage in found.items() if stage}


def readings(session: Session, syllabus_id: UUID, groups: Collection[UUID], day: date) -> tuple[Reading, ...]:
    """The curricula by which the groups' students read a syllabus that day, in at most four statements.

    The syllabus's own comes first, also with no student. More than one means that the groups mix versions.
    """
    curricula, asked = asked_for(session, [syllabus_id])
    if syllabus_id not in asked:
        return ()
    members = _members(groups, day).with_only_columns(col(GroupMembership.person_id))
    enrolled = enrolled_of(session, members, _choice(curricula, asked, day), day) if groups else {}
    return _read_by(curricula, asked[syllabus_id], enrolled.values(), day)


def readings_by_group(
    session: Session, pairs: Collection[tuple[UUID, UUID]], day: date
) -> dict[tuple[UUID, UUID], tuple[Reading, ...]]:
    """The same for many (group, syllabus) at once, in at most five statements; left out: the subject is not known."""
    curricula, asked = asked_for(session, {syllabus for _, syllabus in pairs})
    groups = {group for group, _ in pairs}
    rows = session.execute(_members(groups, day).limit(ENROLMENTS_LIMIT)).all() if groups else []
    students: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for group_id, person_id in rows:
        students[group_id].append(person_id)
    persons = list({person for _, person in rows})
    enrolled = enrolled_of(session, persons, _choice(curricula, asked, day), day) if rows else {}
    return {
        (group, syllabus): _read_by(
            curricula, asked[syllabus], [enrolled[person] for person in students[group] if person in enrolled], day
        )
        for group, syllabus in pairs
        if syllabus in asked
    }


def _members(groups: Collection[UUID], day: date) -> Select[UUID, UUID]:
    """(group, student) of the groups that day."""
    return (
        select(col(GroupMembership.group_id), col(GroupMembership.person_id))
        .where(
            col(GroupMembership.group_id).in_(groups),
            holds_on(GroupMembership.start_date, GroupMembership.end_date, day),
        )
        .order_by(col(GroupMembership.group_id), col(GroupMembership.person_id))
    )


def _read_by(
    curricula: Collection[CurriculumDates], item: Asked, students: Iterable[Sequence[Enrolled]], day: date
) -> tuple[Reading, ...]:
    """The syllabus's own curriculum first, then those that these students follow besides."""
    own = curriculum_read(curricula, item.read, (), day)
    counted = Counter(curriculum_read(curricula, item.read, who, day) for who in students)
    others = sorted(code for code in counted if code not in (own, ""))
    return tuple(Reading(code, counted[code], item.stage(code, day)) for code in (own, *others))


def stages_by_student(
    session: Session, syllabus_id: UUID, students: Collection[UUID], day: date
) -> dict[UUID, StageOf]:
    """The stage that a syllabus is for each of these students that day, in at most four statements.

    The syllabus's own, where a student's curriculum is not in the platform; empty where that is not there either.
    """
    curricula, asked = asked_for(session, [syllabus_id])
    if syllabus_id not in asked:
        return {}
    item = asked[syllabus_id]
    enrolled = enrolled_of(session, list(students), _choice(curricula, asked, day), day)
    found = {id_: item.stage_for(curricula, enrolled.get(id_, ()), day) for id_ in students}
    return {id_: stage for id_, stage in found.items() if stage}


def _choice(curricula: Collection[CurriculumDates], asked: Mapping[UUID, Asked], day: date) -> frozenset[str] | None:
    """The subjects of which something is decided; None where nobody can read by another curriculum than the rest.

    Then two curricula hold for none of the school forms that day, and nobody's enrolment need be asked for.
    """
    forms = {item.read.school_type for item in asked.values()}
    decided = frozenset(item.read.subject_code for item in asked.values() if item.has_decisions)
    is_open = any(sum(curriculum.holds(form, day) for curriculum in curricula) > 1 for form in forms)
    return decided if decided or is_open else None
