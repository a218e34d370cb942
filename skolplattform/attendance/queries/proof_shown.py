"""The proof of a day ready to show: names for the head, numbers for the organiser."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from skolplattform.attendance.queries.missing import MissingLesson, teachers_of
from skolplattform.attendance.queries.policy import policies_for
from skolplattform.attendance.queries.proof import DayProof, PersonTold, StudentTold, day_proof, may_see_students
from skolplattform.attendance.queries.words import time_text
from skolplattform.attendance.rules import Policy
from skolplattform.attendance.rules.proof import TOLD, Standing, needs_escalation, needs_reminder
from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.i18n import NO_TEXT, Text, both
from skolplattform.i18n.format import capital, day_text, name_order
from skolplattform.registry.queries import class_of, names
from skolplattform.registry.views import ClassOf, ShownPerson

SHOWN = 100
FEW = 5
FEW_UNTOLD = "attendance.proof.few_untold"


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A student, or for the organiser a school. `needs_you`: somebody is still untold."""

    id: str
    name: str
    line: Text
    said: Text
    told: tuple[Text, ...] = ()
    needs_you: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A lesson that nobody has reported."""

    id: str
    name: str
    line: Text
    teachers: str
    state: str


@dataclass(frozen=True, slots=True)
class ProofView:
    """The page. `has_untold`: somebody who is to know has not been told; `by_school`: numbers, for the organiser."""

    date: Text = NO_TEXT
    finding: Text = NO_TEXT
    due: Text = NO_TEXT
    rows: tuple[ProofRow, ...] = ()
    missing: tuple[MissingRow, ...] = ()
    more: Text = NO_TEXT
    has_untold: bool = False
    by_school: bool = False
    is_ready: bool = False


def proof_view(session: Session, actor: Actor) -> ProofView:
    """Today's proof for the actor's units; names are read, so the reading is noted (security rule 6).

    Raises:
        Denied: neither a head nor the organiser.
    """
    found = day_proof(session, actor)
    rows = _students(session, actor, found) if may_see_students(actor) else _schools(found)
    missing = _missing(session, actor, found) if may_see_students(actor) else ()
    date = day_text(found.day)
    untold = len(found.untold)
    return ProofView(
        date=Text(capital(date.sv), capital(date.en)),
        finding=_finding(found, may_count=may_see_students(actor) or untold >= FEW),
        due=_due(session, found),
        rows=rows[:SHOWN],
        missing=missing[:SHOWN],
        more=both("attendance.proof.more", n=len(rows) - SHOWN) if len(rows) > SHOWN else NO_TEXT,
        has_untold=untold > 0,
        by_school=not may_see_students(actor),
        is_ready=True,
    )


def _finding(found: DayProof, *, may_count: bool) -> Text:
    """The one sentence of the page; the organiser does not count out a few students (R-X04)."""
    if found.untold:
        return both("attendance.proof.some_untold", n=len(found.untold)) if may_count else both(FEW_UNTOLD)
    return both("attendance.proof.all_told") if found.students else both("attendance.proof.none_away")


def _due(session: Session, found: DayProof) -> Text:
    """When everybody must have been told, by the policy of the school that is earliest out."""
    policies = policies_for(session, found.units, found.day) if found.units else {}
    times = [policy.notice_proof_time for policy in policies.values()]
    if not times:
        return NO_TEXT
    due = clock.at(found.day, min(times))
    key = "attendance.proof.due" if found.moment < due else "attendance.proof.was_due"
    return both(key, time=time_text(due))


def _students(session: Session, actor: Actor, found: DayProof) -> tuple[ProofRow, ...]:
    ids = {student.student_id for student in found.students}
    people = {person.person_id for student in found.students for person in student.people}
    shown, classes = names(session, actor, ids | people), class_of(session, ids, found.day)
    if ids:
        readings.opened(session, actor, "attendance.read_absence", "proof", found.day, persons=ids)
    ordered = sorted(
        found.students, key=lambda one: (one.standing in TOLD, name_order(shown[one.student_id].name), one.student_id)
    )
    return tuple(_student(one, shown, classes.get(one.student_id)) for one in ordered)


def _student(one: StudentTold, shown: dict[UUID, ShownPerson], school_class: ClassOf | None) -> ProofRow:
    name = school_class.name if school_class else ""
    return ProofRow(
        id=f"{one.student_id}-{one.unit_id}",
        name=shown[one.student_id].name,
        line=both("attendance.proof.lessons", n=one.lessons, group=name),
        said=both(f"attendance.proof.standing.{one.standing.value}"),
        told=tuple(
            _person(person, shown) for person in sorted(one.people, key=lambda p: name_order(shown[p.person_id].name))
        ),
        needs_you=one.standing not in (*TOLD, Standing.WAITING),
        href=f"/register/person/{one.student_id}",
    )


def _person(person: PersonTold, shown: dict[UUID, ShownPerson]) -> Text:
    """Rut Ask: mejl 10.20. What failed says why."""
    name, journey = shown[person.person_id].name, person.journey
    if journey is None:
        return both("attendance.proof.person", name=name, how=both("attendance.proof.standing.missing"))
    if person.standing is Standing.READ and journey.read_at:
        how = both("attendance.proof.read_at", time=time_text(journey.read_at))
        return both("attendance.proof.person", name=name, how=how)
    ways = [_way(way.channel, way.state, way.sent_at) for way in journey.ways]
    joined = Text("; ".join(way.sv for way in ways), "; ".join(way.en for way in ways))
    how = joined if ways else both(f"attendance.proof.standing.{person.standing.value}")
    return both("attendance.proof.person", name=name, how=how)


def _way(channel: str, state: str, sent_at: datetime | None) -> Text:
    by = both(f"notices.channel.{channel}")
    if sent_at:
        return both("attendance.proof.sent", by=by, time=time_text(sent_at))
    return both("attendance.proof.failed" if state == "failed" else "attendance.proof.waits", by=by)


def _schools(found: DayProof) -> tuple[ProofRow, ...]:
    """A row for each school with absence or missing lessons; few students are not counted out (R-X04)."""
    students: defaultdict[UUID, list[StudentTold]] = defaultdict(list)
    for student in found.students:
        students[student.unit_id].append(student)
    lessons: defaultdict[UUID, int] = defaultdict(int)
    for lesson in found.missing:
        lessons[lesson.unit_id] += 1
    return tuple(
        _school(unit, name, students[unit], lessons[unit])
        for unit, name in found.units.items()
        if students[unit] or lessons[unit]
    )


def _school(unit: UUID, name: str, students: list[StudentTold], lessons: int) -> ProofRow:
    untold = sum(one.standing not in TOLD for one in students)
    said = both("attendance.proof.school_untold", n=untold) if untold >= FEW else both("attendance.proof.school_few")
    return ProofRow(
        id=str(unit),
        name=name,
        line=both("attendance.proof.school_lessons", n=lessons)
        if lessons
        else both("attendance.proof.school_reported"),
        said=said if untold else both("attendance.proof.school_told"),
        needs_you=untold > 0,
    )


def _missing(session: Session, actor: Actor, found: DayProof) -> tuple[MissingRow, ...]:
    teachers = teachers_of(session, [lesson.id for lesson in found.missing], found.day)
    shown = names(session, actor, {person for people in teachers.values() for person in people})
    policies = policies_for(session, {lesson.unit_id for lesson in found.missing}, found.day)
    return tuple(
        _lesson(lesson, sorted(shown[one].name for one in teachers[lesson.id]), found, policies[lesson.unit_id])
        for lesson in found.missing
    )


def _lesson(lesson: MissingLesson, teachers: list[str], found: DayProof, policy: Policy) -> MissingRow:
    late = needs_escalation(lesson.ends_at, found.moment, policy.escalate_after)
    reminded = needs_reminder(lesson.ends_at, found.moment, policy.remind_after)
    state = "escalated" if late else "reminded" if reminded else "waits"
    hours = both("attendance.span.part", start=time_text(lesson.starts_at), end=time_text(lesson.ends_at))
    return MissingRow(str(lesson.id), lesson.name, hours, ", ".join(teachers), state)
