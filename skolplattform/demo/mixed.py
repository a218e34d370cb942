"""Groups whose students read by different plans: one of anpassad grundskola in a class, one of Gy11 in a gymnasium."""

from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from skolplattform.demo import catalogue
from skolplattform.demo.learning import Learning
from skolplattform.demo.persons import Shown
from skolplattform.demo.units import Pupil, Unit
from skolplattform.planning.curriculum.reading import stages_by_student
from skolplattform.planning.curriculum.tables import SubjectDecision
from skolplattform.registry.codes import DutyRole, SchoolType
from skolplattform.registry.tables import Enrolment, Person
from skolplattform.schedule.tables import Syllabus

COUNTERPARTS = ("Svenska", "Matematik", "Engelska", "Teknik", "Idrott och hälsa", "Bild", "Musik", "Slöjd")
"""Subjects that anpassad grundskola has by the same name."""
OLDER_CLASS, OLDER_BEGAN = "NA2", date(2024, 8, 19)


def mixed(session: Session, learning: Learning, unit: Unit, shown: tuple[Shown, ...]) -> None:
    """In a gymnasium one student began before Gy25; in the school that is shown one pupil of its teacher's class."""
    if OLDER_CLASS in unit.class_ids:
        older = next(one.pupils[0] for one in unit.taught if one.class_name == OLDER_CLASS)
        _enrol(session, older, curriculum="Gy11", start_date=OLDER_BEGAN)
    if shown:
        _adapted(session, learning, unit, shown[0].person_id, shown[1].person_id)


def _adapted(session: Session, learning: Learning, unit: Unit, teacher: UUID, student: UUID) -> None:
    """A pupil of anpassad grundskola in the teacher's class, who reads one of the teacher's subjects by its plan."""
    taught = next(
        (one for one in unit.taught if one.teacher.person.id == teacher and one.subject in COUNTERPARTS and one.pupils),
        None,
    )
    if taught is None or taught.syllabus_id is None:
        return
    pupil = next(one for one in taught.pupils if one.person.id != student and not _is_protected(session, one))
    _enrol(session, pupil, school_type=SchoolType.ADAPTED_COMPULSORY.value)
    decision = SubjectDecision(
        person_id=pupil.person.id,
        subject_code=session.get_one(Syllabus, taught.syllabus_id).subject_code,
        school_type=SchoolType.ADAPTED_COMPULSORY.value,
        start_date=learning.span[0],
        decided_by=unit.staff[DutyRole.PRINCIPAL.value].id,
    )
    session.add(decision)
    session.flush()
    read = stages_by_student(session, taught.syllabus_id, [pupil.person.id], learning.today)[pupil.person.id]
    learning.apart[pupil.person.id, taught.syllabus_id] = catalogue.stages(session)[read.id]


def _is_protected(session: Session, pupil: Pupil) -> bool:
    return session.get_one(Person, pupil.person.id).security_marking != "Ingen"


def _enrol(session: Session, pupil: Pupil, **changed: object) -> None:
    school = col(Enrolment.school_type).in_([SchoolType.COMPULSORY.value, SchoolType.UPPER_SECONDARY.value])
    session.execute(update(Enrolment).where(col(Enrolment.person_id) == pupil.person.id, school).values(**changed))
