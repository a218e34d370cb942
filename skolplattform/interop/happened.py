"""Attendance, absence and grades of an export, in batches, for the modules that own them."""

# pyright: reportArgumentType=false, reportCallIssue=false

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.contract import GradeGiven
from skolplattform.attendance.contract import TakenAbsence, TakenDeviation, TakenLesson
from skolplattform.attendance.tables import Deviation, LessonRegister
from skolplattform.core import clock
from skolplattform.core.ids import id_of
from skolplattform.interop.formats.timetable import ActivityType
from skolplattform.interop.stage import BATCH, Stage, StagedRow
from skolplattform.interop.targets import Columns, id_from
from skolplattform.registry.tables import Duty
from skolplattform.schedule.tables import ActivityTeacher, CalendarEvent

NOBODY = UUID(int=0)

_REPORTED = (
    "EXISTS (SELECT 1 FROM row a WHERE a.entity = 'attendances' AND a.first = e.id"
    " AND a.bad = 0 AND json_extract(a.data, '$.values.is_reported'))"
)
_SAID_NOT = "coalesce(json_extract(e.data, '$.values.not_reported'), 0)"


def lessons(stage: Stage, session: Session, silent: frozenset[UUID]) -> Iterator[list[TakenLesson]]:
    """Lessons that the export says are reported. Only an export with attendances says so.

    Within the days that it covers at a unit, a past lesson is reported unless it is cancelled or marked as not
    reported; those who have no row were present.
    """
    if "attendances" not in stage.entities():
        return
    stage.run("DROP TABLE IF EXISTS temp.covered")
    stage.run(
        "CREATE TEMP TABLE covered AS SELECT e.unit AS unit, min(e.day) AS first, max(e.day) AS last FROM row e"  # noqa: S608
        f" WHERE e.entity = 'calendarEvents' AND e.bad = 0 AND ({_SAID_NOT} OR {_REPORTED}) GROUP BY e.unit",
    )
    for batch in _staged_lessons(stage):
        yield _with_deviations(stage, session, batch, silent)
    for batch in _stored_lessons(stage, session):
        yield _with_deviations(stage, session, batch, silent)


Lesson = tuple[UUID, UUID, UUID, date, int, datetime]


def _staged_lessons(stage: Stage) -> Iterator[list[Lesson]]:
    attended = f"('{ActivityType.TEACHING}', '{ActivityType.STUDENT_ACTIVITY}')"
    question = (
        "SELECT e.n, e.id, e.first, e.unit, e.day, e.amount, json_extract(e.data, '$.values.ends_at') AS ends"  # noqa: S608
        " FROM row e JOIN covered w ON w.unit = e.unit"
        " LEFT JOIN row t ON t.entity = 'activities' AND t.id = e.first AND t.bad = 0"
        " WHERE e.entity = 'calendarEvents' AND e.bad = 0 AND e.n > ? AND e.day BETWEEN w.first AND w.last"
        " AND NOT coalesce(json_extract(e.data, '$.values.cancelled'), 0) AND ends <= ?"
        f" AND coalesce(json_extract(t.data, '$.values.activity_type'), '{ActivityType.TEACHING}') IN {attended}"
        f" AND (NOT {_SAID_NOT} OR {_REPORTED}) ORDER BY e.n LIMIT ?"
    )
    last, now = 0, clock.now().replace(microsecond=0).isoformat()
    while found := list(stage.ask(question, (last, now, BATCH))):
        last = found[-1][0]
        yield [
            (
                id_of(row[1]),
                id_of(row[2]),
                id_of(row[3]),
                date.fromisoformat(row[4]),
                row[5],
                datetime.fromisoformat(row[6]),
            )
            for row in found
        ]


def _stored_lessons(stage: Stage, session: Session) -> Iterator[list[Lesson]]:
    """Lessons that only their attendance is in the export of: the timetable stands in the register."""
    question = (
        "SELECT DISTINCT a.first FROM row a WHERE a.entity = 'attendances' AND a.bad = 0 AND a.first > ?"
        " AND json_extract(a.data, '$.values.is_reported')"
        " AND NOT EXISTS (SELECT 1 FROM row e WHERE e.entity = 'calendarEvents' AND e.id = a.first)"
        " ORDER BY a.first LIMIT ?"
    )
    last = b""
    while found := [i for (i,) in stage.ask(question, (last, BATCH))]:
        last = found[-1]
        columns = Columns(CalendarEvent).table.c
        rows = session.connection().execute(
            select(
                columns.id, columns.activity_id, columns.unit_id, columns.day, columns.minutes_student, columns.ends_at
            ).where(columns.id.in_([UUID(bytes=i) for i in found]))
        )
        yield [tuple(row) for row in rows]


def _with_deviations(
    stage: Stage, session: Session, batch: Sequence[Lesson], silent: frozenset[UUID]
) -> list[TakenLesson]:
    ids = [lesson[0].bytes for lesson in batch]
    among = f"({','.join('?' * len(ids))})"
    rows: defaultdict[bytes, list[dict[str, Any]]] = defaultdict(list)
    question = (
        "SELECT first, json_extract(data, '$.values') FROM row"  # noqa: S608
        f" WHERE entity = 'attendances' AND bad = 0 AND first IN {among}"
    )
    for lesson, values in stage.ask(question, ids):
        rows[lesson].append(json.loads(values))
    broken_question = f"SELECT DISTINCT first FROM row WHERE entity = 'attendances' AND bad = 1 AND first IN {among}"  # noqa: S608
    broken = {lesson for (lesson,) in stage.ask(broken_question, ids)}
    broken |= _of_silent(session, [lesson[0] for lesson in batch], silent)
    teachers = _teachers(session, {lesson[1] for lesson in batch})
    reporters = _reporters(session, [lesson[0] for lesson in batch if lesson[0].bytes not in rows])
    return [
        _taken(
            lesson,
            rows[lesson[0].bytes],
            reporters.get(lesson[0]) or teachers.get(lesson[1], NOBODY),
            lesson[0].bytes not in broken,
        )
        for lesson in batch
    ]


def _taken(lesson: Lesson, rows: list[dict[str, Any]], teacher: UUID, is_complete: bool) -> TakenLesson:
    lesson_id, activity_id, unit_id, day, minutes, ends_at = lesson
    times = [datetime.fromisoformat(row["reported_at"]) for row in rows if row.get("reported_at")]
    reporters = [id_from(row["reporter_id"]) for row in rows if row.get("reporter_id")]
    return TakenLesson(
        lesson_id,
        activity_id,
        unit_id,
        day,
        minutes,
        reporter_id=reporters[0] if reporters else teacher,
        reported_at=max(times, default=ends_at.astimezone(UTC)),
        deviations=tuple(
            TakenDeviation(id_from(row["student_id"]), row["valid"], row["invalid"], row["other"])
            for row in rows
            if row["valid"] or row["invalid"] or row["other"]
        ),
        is_complete=is_complete,
    )


def _of_silent(session: Session, lessons: list[UUID], silent: frozenset[UUID]) -> set[bytes]:
    """Lessons where somebody is away whom the export leaves out: nothing of theirs is taken away."""
    if not silent:
        return set()
    found = session.exec(
        select(Deviation.calendar_event_id).where(
            col(Deviation.calendar_event_id).in_(lessons), col(Deviation.student_id).in_(silent)
        )
    )
    return {lesson.bytes for lesson in found.all()}


def _reporters(session: Session, lessons: list[UUID]) -> dict[UUID, UUID]:
    """Who has reported lessons that the export tells nobody of: everyone was there, so there is no row to name them."""
    found = session.exec(
        select(LessonRegister.calendar_event_id, LessonRegister.reporter_id).where(
            col(LessonRegister.calendar_event_id).in_(lessons)
        )
    )
    return dict(found.all())


def _teachers(session: Session, activities: set[UUID]) -> dict[UUID, UUID]:
    """Who teaches each activity: the one who grades it, else the first."""
    found = session.exec(
        select(ActivityTeacher.activity_id, Duty.person_id)
        .join(Duty, col(Duty.id) == col(ActivityTeacher.duty_id))
        .where(col(ActivityTeacher.activity_id).in_(activities))
        .order_by(col(ActivityTeacher.grader), col(ActivityTeacher.start_date).desc())
    ).all()
    return dict(found)


def absences(stage: Stage) -> Iterator[list[TakenAbsence]]:
    """Absence told beforehand, in batches."""
    for batch in stage.good("absences"):
        yield [_absence(row) for row in batch]


def _absence(row: StagedRow) -> TakenAbsence:
    values = row.values
    starts = datetime.fromisoformat(values["starts_at"])
    told = values.get("registered_at")
    return TakenAbsence(
        id=row.id,
        student_id=id_from(values["student_id"]),
        unit_id=row.unit or NOBODY,
        absence_type=values["absence_type"],
        starts_at=starts,
        ends_at=datetime.fromisoformat(values["ends_at"]),
        registered_by=id_from(values.get("registered_by") or values["student_id"]),
        registered_at=datetime.fromisoformat(told) if told else starts,
    )


def grades(stage: Stage) -> Iterator[list[GradeGiven]]:
    """Grades, in batches."""
    for batch in stage.good("grades"):
        yield [_grade(row) for row in batch]


def _grade(row: StagedRow) -> GradeGiven:
    values = dict(row.values)
    for name in ("student_id", "unit_id", "syllabus_id", "group_id", "registered_by", "grading_teacher_id"):
        if values.get(name):
            values[name] = id_from(values[name])
    values["registered_date"] = date.fromisoformat(values["registered_date"])
    return GradeGiven(id=row.id, **values)
