"""The persons who show the platform: their buttons stand on the sign-in page of a demo."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session

from skolplattform.accounts import demo as sign_in
from skolplattform.accounts.tables import CentralRole
from skolplattform.core.actor import Role, Workspace
from skolplattform.demo.timetable import SLOTS
from skolplattform.demo.units import Teacher, Unit
from skolplattform.registry.codes import DutyRole
from skolplattform.registry.tables import ProtectedGrant, Responsibility

if TYPE_CHECKING:
    from skolplattform.demo.city import City

YOUNGER_SIBLINGS = (5, 2)
YOUNG_CLASS = "1A"


@dataclass(frozen=True, slots=True)
class Shown:
    """A person with the hat they show and what to say of them, as `accounts.demo.told` reads it."""

    person_id: UUID
    workspace: Workspace
    line: str


def choose(city: "City", unit: Unit) -> tuple[Shown, ...]:
    """Pick those with most to show, and give one guardian children in three years."""
    class_name, teacher = _mentor_with_most_today(city, unit)
    hidden = {pupil.person.id for pupil in city.maker.protected}
    own_class = next(t for t in unit.taught if t.class_name == class_name and t.teacher.duty_id == teacher.duty_id)
    eldest = next(pupil for pupil in own_class.pupils if pupil.person.id not in hidden)
    children = [eldest, *(next(p for p in unit.pupils if p.school_year == year) for year in YOUNGER_SIBLINGS)]
    guardian_id = eldest.guardians[0]
    for sibling in children[1:]:
        row = {"child_id": sibling.person.id, "adult_id": guardian_id, "relation_type": "Vårdnadshavare"}
        city.writer.add(Responsibility, {"id": city.keys.next(), **row})
    _open_protected(city, unit)
    central = city.maker.staff(unit, DutyRole.OTHER_STAFF, "UTB")
    row = {"person_id": central.person.id, "role": Role.CENTRAL.value, "organisation_id": city.organiser}
    city.writer.add(CentralRole, {"id": city.keys.next(), **row, "start_date": city.maker.first})
    return (
        Shown(teacher.person.id, Workspace.TEACHER, f"mentor:{class_name}"),
        Shown(eldest.person.id, Workspace.STUDENT, class_name),
        Shown(guardian_id, Workspace.GUARDIAN, "children:3"),
        Shown(unit.staff[DutyRole.PRINCIPAL.value].id, Workspace.PRINCIPAL, unit.name),
        Shown(unit.staff[DutyRole.ADMINISTRATOR.value].id, Workspace.ADMINISTRATOR, "registry:"),
        Shown(central.person.id, Workspace.CENTRAL, "city:"),
        Shown(unit.mentors[YOUNG_CLASS].person.id, Workspace.TEACHER, f"mentor:{YOUNG_CLASS}"),
    )


def with_preschool(city: "City", unit: Unit) -> tuple[Shown, ...]:
    """The first förskola's teacher and head join the persons, and its first child the guardian's children."""
    youngest, guardian = unit.pupils[0], next(one for one in city.shown if one.workspace is Workspace.GUARDIAN)
    row = {"child_id": youngest.person.id, "adult_id": guardian.person_id, "relation_type": "Vårdnadshavare"}
    city.writer.add(Responsibility, {"id": city.keys.next(), **row})
    teacher = unit.staff[DutyRole.PRESCHOOL_TEACHER.value]
    line = f"preschool:{unit.name}"
    others = (replace(one, line="children:4") if one is guardian else one for one in city.shown)
    head = Shown(unit.staff[DutyRole.PRINCIPAL.value].id, Workspace.PRINCIPAL, unit.name)
    return (*others, Shown(teacher.id, Workspace.TEACHER, line), head)


def with_adults(city: "City", unit: Unit) -> tuple[Shown, ...]:
    """A teacher of sfi and an adult student join the persons."""
    course, teacher = next(iter(unit.mentors.items()))
    student = next(one.pupils[0] for one in unit.taught if one.class_name == course)
    return (
        *city.shown,
        Shown(teacher.person.id, Workspace.TEACHER, f"mentor:{course}"),
        Shown(student.person.id, Workspace.STUDENT, course),
    )


def _mentor_with_most_today(city: "City", unit: Unit) -> tuple[str, Teacher]:
    """The mentor of a class of years 7-9 with most lessons today, one of them over and unreported."""
    weekday = city.today.weekday()

    def lessons(teacher: Teacher) -> set[int]:
        slots = (slot for t in unit.taught if t.teacher.duty_id == teacher.duty_id for slot in t.slots)
        return {SLOTS[slot][1] for slot in slots if SLOTS[slot][0] == weekday}

    mentors = [(name, mentor) for name, mentor in unit.mentors.items() if name[0] in "789"]
    return max(mentors, key=lambda pair: (1 in lessons(pair[1]), 2 in lessons(pair[1]), len(lessons(pair[1]))))


def _open_protected(city: "City", unit: Unit) -> None:
    """The principal and the mentor may see two of the school's protected pupils; the third is open to nobody."""
    principal = unit.staff[DutyRole.PRINCIPAL.value]
    for pupil in city.maker.protected[:2]:
        for grantee in (principal.id, unit.mentors[city.maker.class_of[pupil.person.id]].person.id):
            row = {"id": city.keys.next(), "subject_id": pupil.person.id, "grantee_id": grantee, "reason": "Mentor"}
            dates = {"start_date": city.maker.first, "end_date": city.maker.last + timedelta(days=60)}
            city.writer.add(ProtectedGrant, {**row, "granted_by": principal.id, **dates})


def offer(session: Session, shown: tuple[Shown, ...]) -> None:
    """Put the persons on the sign-in page, in order."""
    for place, person in enumerate(shown):
        sign_in.offer(session, person.person_id, workspace=person.workspace, line=person.line, place=place)
