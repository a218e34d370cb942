"""The rows of the small school: who is who, in which class, of which family, taught what."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID, uuid5

from sqlmodel import SQLModel

from skolplattform.core import clock
from skolplattform.registry.codes import (
    AssignmentRole,
    DutyRole,
    GroupType,
    OrganisationType,
    RelationType,
    SchoolType,
    SecurityMarking,
)
from skolplattform.registry.tables import (
    Assignment,
    Contact,
    Duty,
    Enrolment,
    Group,
    GroupMembership,
    Organisation,
    Person,
    PrincipalName,
    Responsibility,
)
from skolplattform.schedule.tables import (
    Activity,
    ActivityGroup,
    ActivityTeacher,
    CalendarEvent,
    CalendarEventRoom,
    Room,
    Syllabus,
    Term,
)

TODAY = date(2026, 11, 18)
TERM_STARTS, TERM_ENDS = date(2026, 8, 18), date(2026, 12, 18)
BEGAN = date(2026, 7, 1)


def named_id(name: str) -> UUID:
    """The same id for the same name in every run, so that a failing test can be read."""
    return uuid5(UUID(int=42), name)


PLACES = (
    "organiser unit other_unit class_7a class_7b class_4a"
    " lesson earlier_lesson lesson_7b other_lesson activity syllabus"
).split()

PEOPLE: dict[str, tuple[str, str, date]] = {
    "alva": ("Alva", "Ask", date(2013, 3, 14)),
    "bo": ("Bo", "Björk", date(2013, 6, 2)),
    "cleo": ("Cleo", "Cypress", date(2013, 9, 21)),
    "dag": ("Dag", "Dunört", date(2013, 1, 30)),
    "elsa": ("Elsa", "Ask", date(2016, 5, 5)),
    "rut": ("Rut", "Ask", date(1984, 2, 11)),
    "sten": ("Sten", "Granit", date(1982, 7, 19)),
    "tove": ("Tove", "Björk", date(1986, 11, 3)),
    "ulf": ("Ulf", "Dunört", date(1979, 4, 26)),
    "vera": ("Vera", "Cypress", date(1985, 8, 8)),
    "teacher": ("Lena", "Lönn", date(1975, 10, 1)),
    "colleague": ("Karl", "Kastanj", date(1990, 12, 12)),
    "stranger": ("Frida", "Främling", date(1988, 3, 3)),
    "principal": ("Rektor", "Ros", date(1970, 1, 15)),
    "other_principal": ("Olof", "Oxel", date(1971, 6, 6)),
    "administrator": ("Agnes", "Alm", date(1980, 9, 9)),
    "nurse": ("Siv", "Syren", date(1977, 5, 17)),
    "counsellor": ("Viggo", "Vide", date(1983, 10, 23)),
    "central": ("Cecilia", "Ceder", date(1969, 12, 24)),
}

STAFF: dict[str, tuple[str, DutyRole]] = {
    "teacher": ("unit", DutyRole.TEACHER),
    "colleague": ("unit", DutyRole.TEACHER),
    "stranger": ("other_unit", DutyRole.TEACHER),
    "principal": ("unit", DutyRole.PRINCIPAL),
    "other_principal": ("other_unit", DutyRole.PRINCIPAL),
    "administrator": ("unit", DutyRole.ADMINISTRATOR),
    "nurse": ("unit", DutyRole.SCHOOL_NURSE),
    "counsellor": ("unit", DutyRole.STUDY_COUNSELLOR),
    "central": ("organiser", DutyRole.OTHER_MANAGEMENT),
}

STUDENTS = {
    "alva": ("unit", "class_7a", 7),
    "bo": ("unit", "class_7a", 7),
    "cleo": ("unit", "class_7a", 7),
    "dag": ("unit", "class_7b", 7),
    "elsa": ("other_unit", "class_4a", 4),
}

FAMILIES = [("alva", "rut"), ("elsa", "rut"), ("alva", "sten"), ("bo", "tove"), ("dag", "ulf"), ("cleo", "vera")]
PROTECTED = ("cleo", "vera")


def civic_number(born: date, index: int) -> str:
    """An invented number of 12 characters, from the series that belongs to nobody (birth number 980-989)."""
    ten = f"{born:%y%m%d}98{index % 10}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten)]
    check = -sum(value // 10 + value % 10 for value in doubled) % 10
    return f"{born:%Y%m%d}98{index % 10}{check}"


def person(name: str, given: str, family: str, born: date) -> Person:
    marking = SecurityMarking.SECRECY_MARKED if name in PROTECTED else SecurityMarking.NONE
    return Person(
        id=named_id(name),
        given_name=given,
        family_name=family,
        birth_date=born,
        civic_no=civic_number(born, len(name)),
        civic_no_kind="personnummer",
        security_marking=marking.value,
    )


def organisations() -> list[SQLModel]:
    def unit(id_: UUID, name: str, code: str, kind: OrganisationType, parent: UUID | None) -> Organisation:
        forms = [SchoolType.COMPULSORY.value] if parent else []
        return Organisation(
            id=id_,
            display_name=name,
            school_unit_code=code,
            organisation_type=kind.value,
            school_types=forms,
            parent_id=parent,
            start_date=BEGAN,
        )

    return [
        unit(named_id("organiser"), "Ekbackens kommun", "", OrganisationType.ORGANISER, None),
        unit(named_id("unit"), "Ekbackens skola", "12345678", OrganisationType.SCHOOL_UNIT, named_id("organiser")),
        unit(named_id("other_unit"), "Lindens skola", "87654321", OrganisationType.SCHOOL_UNIT, named_id("organiser")),
    ]


def contacts() -> list[SQLModel]:
    names = [PrincipalName(value=f"{name}@skola.example", person_id=named_id(name)) for name in PEOPLE]
    mails = [
        Contact(person_id=named_id(name), kind="email", label="Privat", value=f"{name}@hem.example") for name in PEOPLE
    ]
    phones = [
        Contact(person_id=named_id(name), kind="phone", label="Mobil", value=f"070-17406{at:02}", mobile=True)
        for at, name in enumerate(PEOPLE)
    ]
    return [*names, *mails, *phones]


def groups() -> list[SQLModel]:
    def group(id_: UUID, name: str, unit: UUID) -> Group:
        kinds = {"group_type": GroupType.CLASS.value, "school_type": SchoolType.COMPULSORY.value}
        return Group(id=id_, display_name=name, unit_id=unit, start_date=BEGAN, **kinds)

    return [
        group(named_id("class_7a"), "7A", named_id("unit")),
        group(named_id("class_7b"), "7B", named_id("unit")),
        group(named_id("class_4a"), "4A", named_id("other_unit")),
    ]


def enrolments() -> list[SQLModel]:
    return [
        Enrolment(
            id=named_id(f"enrolment {name}"),
            person_id=named_id(name),
            unit_id=named_id(unit),
            school_type=SchoolType.COMPULSORY.value,
            school_year=year,
            curriculum="Lgr22",
            start_date=BEGAN,
        )
        for name, (unit, _, year) in STUDENTS.items()
    ]


def memberships() -> list[SQLModel]:
    return [
        GroupMembership(
            id=named_id(f"membership {name}"),
            group_id=named_id(group),
            person_id=named_id(name),
            start_date=BEGAN,
        )
        for name, (_, group, _) in STUDENTS.items()
    ]


def duties() -> list[SQLModel]:
    return [
        Duty(
            id=named_id(f"duty {name}"),
            person_id=named_id(name),
            unit_id=named_id(unit),
            duty_role=role.value,
            signature=PEOPLE[name][0][:3].upper(),
            start_date=BEGAN,
        )
        for name, (unit, role) in STAFF.items()
    ]


def mentors() -> list[SQLModel]:
    return [
        Assignment(
            id=named_id(f"mentor {name}"),
            duty_id=named_id(f"duty {name}"),
            group_id=group,
            assignment_role=AssignmentRole.MENTOR.value,
            start_date=BEGAN,
        )
        for name, group in (
            ("teacher", named_id("class_7a")),
            ("colleague", named_id("class_7b")),
            ("stranger", named_id("class_4a")),
        )
    ]


def families() -> list[SQLModel]:
    return [
        Responsibility(
            id=named_id(f"{adult} of {child}"),
            child_id=named_id(child),
            adult_id=named_id(adult),
            relation_type=RelationType.GUARDIAN.value,
        )
        for child, adult in FAMILIES
    ]


def timetable() -> list[SQLModel]:
    maths = Syllabus(
        id=named_id("syllabus"),
        school_type=SchoolType.COMPULSORY.value,
        subject_code="GRGRMAT01",
        subject_name="Matematik",
        designation="MA",
        start_school_year=7,
        end_school_year=9,
        curriculum="Lgr22",
    )
    dates = {"start_date": TERM_STARTS, "end_date": TERM_ENDS}
    term = Term(id=named_id("term"), organiser_id=named_id("organiser"), semester="HT", **dates)
    room = Room(id=named_id("room"), display_name="B12", owner_id=named_id("unit"), seats=30)
    return [
        maths,
        term,
        room,
        *_activity(named_id("activity"), "7A", named_id("unit"), named_id("class_7a"), "teacher"),
        *_activity(named_id("activity 7b"), "7B", named_id("unit"), named_id("class_7b"), "colleague"),
        *_activity(named_id("activity 4a"), "4A", named_id("other_unit"), named_id("class_4a"), "stranger"),
        _lesson(named_id("earlier_lesson"), named_id("activity"), named_id("unit"), time(8, 20)),
        _lesson(named_id("lesson"), named_id("activity"), named_id("unit"), time(10, 0)),
        _lesson(named_id("lesson_7b"), named_id("activity 7b"), named_id("unit"), time(10, 0)),
        _lesson(named_id("other_lesson"), named_id("activity 4a"), named_id("other_unit"), time(10, 0)),
        CalendarEventRoom(calendar_event_id=named_id("lesson"), room_id=room.id),
    ]


def _activity(id_: UUID, label: str, unit: UUID, group: UUID, teacher: str) -> list[SQLModel]:
    return [
        Activity(
            id=id_,
            display_name=f"Matematik {label}",
            activity_type="Undervisning",
            unit_id=unit,
            syllabus_id=named_id("syllabus"),
            start_date=TERM_STARTS,
            end_date=TERM_ENDS,
        ),
        ActivityGroup(activity_id=id_, group_id=group),
        ActivityTeacher(activity_id=id_, duty_id=named_id(f"duty {teacher}")),
    ]


def _lesson(id_: UUID, activity: UUID, unit: UUID, start: time) -> CalendarEvent:
    begins = clock.at(TODAY, start)
    ends = clock.at(TODAY, time(start.hour + 1, start.minute))
    return CalendarEvent(
        id=id_,
        activity_id=activity,
        unit_id=unit,
        day=TODAY,
        starts_at=begins,
        ends_at=ends,
        minutes_student=60,
        minutes_teacher=60,
    )
