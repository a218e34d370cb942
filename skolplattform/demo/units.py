"""The units of the invented city and their people: staff, pupils with guardians, groups."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from skolplattform.core.bulk import BulkWriter
from skolplattform.demo.keys import Keys
from skolplattform.demo.people import Invented, Population
from skolplattform.demo.shape import CLASS_SIZE, SERIES
from skolplattform.demo.subjects import Syllabuses
from skolplattform.registry.codes import DutyRole, GroupType
from skolplattform.registry.tables import Duty, Enrolment, Group, GroupMembership, Organisation

ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil with guardians."""

    person: Invented
    school_year: int
    guardians: tuple[UUID, ...]


@dataclass(slots=True)
class Teacher:
    """A teacher with what is placed on them so far."""

    person: Invented
    duty_id: UUID
    lessons: int = 0


@dataclass(frozen=True, slots=True)
class Taught:
    """An activity as placed in the week: who takes part, who teaches, when and where."""

    activity_id: UUID
    group_id: UUID
    name: str
    subject: str
    teacher: Teacher
    pupils: tuple[Pupil, ...]
    slots: tuple[int, ...]
    room_id: UUID
    syllabus_id: UUID | None
    school_year: int
    class_name: str


@dataclass(slots=True)
class Unit:
    """A unit as made."""

    id: UUID
    school_id: UUID
    name: str
    kind: str
    pupils: list[Pupil] = field(default_factory=list)
    taught: list[Taught] = field(default_factory=list)
    staff: dict[str, Invented] = field(default_factory=dict)
    mentors: dict[str, Teacher] = field(default_factory=dict)
    class_ids: dict[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """A class that a unit is to have."""

    name: str
    school_year: int
    school_type: str
    ages: tuple[int, int]
    size: int


def compulsory_classes() -> list[ClassPlan]:
    """F-9 with two classes a year."""
    return [
        ClassPlan(f"{year or 'F'}{'AB'[series]}", year, "GR" if year else "FKLASS", (year + 6, year + 6), CLASS_SIZE)
        for year in range(10)
        for series in range(SERIES)
    ]


class UnitMaker:
    """Makes units one at a time and writes them, so that a city of any size needs the memory of one school."""

    def __init__(self, writer: BulkWriter, keys: Keys, random: Random, first: date, last: date) -> None:
        self.writer, self.keys, self.random = writer, keys, random
        self.first, self.last = first, last
        self.protected: list[Pupil] = []
        self.class_of: dict[UUID, str] = {}
        self.population = Population(writer, keys, random)
        self.syllabuses = Syllabuses()
        self.syllabuses.write(writer, keys)

    def organisation(
        self, name: str, kind: str, parent: UUID | None, types: tuple[str, ...] = (), code: str = ""
    ) -> UUID:
        """Write an organisation."""
        row: dict[str, Any] = {
            "id": self.keys.next(),
            "display_name": name,
            "organisation_type": kind,
            "school_unit_code": code,
            "school_types": list(types),
            "municipality_code": "0180",
            "parent_id": parent,
            "start_date": date(1998, 7, 1),
            "modified_at": self.keys.made_at,
        }
        self.writer.add(Organisation, row)
        return row["id"]

    def staff(self, unit: Unit, role: DutyRole, signature: str) -> Teacher:
        """Employ a person at the unit."""
        person = self.population.person((26, 63), self.first)
        duty_id = self.keys.next()
        row = {"person_id": person.id, "unit_id": unit.id, "duty_role": role.value, "signature": signature}
        self.writer.add(Duty, {"id": duty_id, **row, "start_date": date(2019, 8, 1), "modified_at": self.keys.made_at})
        unit.staff.setdefault(role.value, person)
        return Teacher(person, duty_id)

    def pupil(self, unit: Unit, plan: ClassPlan, marking: str = "Ingen") -> Pupil:
        """Enrol a new pupil, with guardians when under age."""
        person = self.population.person(plan.ages, self.first, marking=marking)
        family = self.population.family_of(person, self.first) if plan.ages[1] < ADULT_AGE else []
        self._enrol(unit, plan, person.id)
        made = Pupil(person, plan.school_year, tuple(guardian.id for guardian in family))
        unit.pupils.append(made)
        if marking != "Ingen":
            self.protected.append(made)
            self.class_of[person.id] = plan.name
        return made

    def _enrol(self, unit: Unit, plan: ClassPlan, person_id: UUID) -> None:
        row = {"person_id": person_id, "unit_id": unit.id, "school_type": plan.school_type}
        row |= {"school_year": plan.school_year, "start_date": self.first}
        self.writer.add(Enrolment, {"id": self.keys.next(), **row})

    def group(self, unit: Unit, name: str, kind: GroupType, school_type: str, pupils: list[Pupil]) -> UUID:
        """Write a group with its members."""
        group_id = self.keys.next()
        row = {"display_name": name, "group_type": kind.value, "school_type": school_type, "unit_id": unit.id}
        dates = {"start_date": self.first, "end_date": self.last}
        self.writer.add(Group, {"id": group_id, **row, **dates, "modified_at": self.keys.made_at})
        for pupil in pupils:
            member = {"group_id": group_id, "person_id": pupil.person.id, **dates}
            self.writer.add(GroupMembership, {"id": self.keys.next(), **member})
        return group_id
