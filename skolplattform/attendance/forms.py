"""What the browser sends from the pages of attendance, and what it means."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any, Literal
from uuid import UUID

from skolplattform.attendance import rules
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.queries.words import mark_key
from skolplattform.attendance.rules import Mark, Reason
from skolplattform.attendance.typed import children_ticked
from skolplattform.attendance.views import Difference, Pupil, Roster
from skolplattform.core import clock
from skolplattform.core.errors import Invalid
from skolplattform.core.gate import Id, Key, Name, Number, Payload, Text, Version
from skolplattform.core.typed import day_if_typed

Sent = Literal["present", "late", "valid", "invalid", "other"]


class MarkSent(Payload):
    """One student's mark; `minutes` of the lesson, 0 for all of it."""

    mark: Sent
    minutes: Number(0, 300) = 0  # type: ignore[valid-type]


class SaveLesson(Payload):
    """Everyone on the roster, the version that was seen, the key under which it is saved once, and why if late."""

    lesson_id: Id
    version: Version
    marks: dict[Id, MarkSent]
    key: Key
    reason: Text(20) = ""  # type: ignore[valid-type]


class WhyForm(Payload):
    """Why a register is changed afterwards, from the closed list; "" when it is not chosen yet."""

    reason: Text(20)  # type: ignore[valid-type]


class TellForm(Payload):
    """The fields of the form, by name."""

    form_data: dict[Name, Text(40)]  # type: ignore[valid-type]


class OneReport(Payload):
    """A report as it was shown."""

    report_id: Id
    version: Version


class HistoryOf(Payload):
    """Whose history (empty: of all), and how many of the newest are left out."""

    whose: Name | Literal[""]
    skip: Number(0, 10_000)  # type: ignore[valid-type]


class ChangeForm(TellForm):
    """Other days or hours of the report that is shown."""


def minutes_sent(shown: Roster, marks: Mapping[UUID, MarkSent]) -> dict[UUID, AbsentMinutes]:
    """The marks in minutes; a row nobody has touched keeps its own, also when they are of several kinds."""
    rows = {UUID(pupil.id): pupil for pupil in shown.pupils}
    return {student: _minutes_of(rows.get(student), sent, shown.minutes) for student, sent in marks.items()}


def _minutes_of(row: Pupil | None, sent: MarkSent, minutes: int) -> AbsentMinutes:
    if row is not None and (row.mark, row.part) == (sent.mark, sent.minutes):
        return AbsentMinutes(row.valid, row.invalid, row.other)
    return rules.minutes_of(Mark(sent.mark), sent.minutes, minutes)


def clashes(before: Roster, found: Roster, marks: Mapping[UUID, MarkSent]) -> list[Difference]:
    """The rows that both the person and a colleague changed since `before`, and not to the same mark."""
    earlier = {pupil.id: (pupil.mark, pupil.part) for pupil in before.pupils}
    return [
        Difference(pupil.name, mark_key(pupil.mark, duty=found.duty), mark_key(mine.mark, duty=found.duty))
        for pupil in found.pupils
        if (mine := marks.get(UUID(pupil.id))) is not None
        and earlier.get(pupil.id) not in ((pupil.mark, pupil.part), (mine.mark, mine.minutes))
        and (pupil.mark, pupil.part) != (mine.mark, mine.minutes)
    ]


def absence_asked_for(form: dict[str, str]) -> dict[str, Any]:
    """The form's fields as what the service takes.

    Raises:
        Invalid: a field holds something a person did not choose there.
    """
    return {"student_ids": children_ticked(form, "students")} | _times_asked_for(form)


def call_asked_for(form: dict[str, str]) -> dict[str, Any]:
    """The same, told by somebody who calls about one student; no caller when none was chosen.

    Raises:
        Invalid: as `absence_asked_for`.
    """
    try:
        caller = UUID(form["caller"]) if form.get("caller") else None
    except ValueError as error:
        raise Invalid("caller", "attendance.error.caller") from error
    return {"caller_id": caller} | _times_asked_for(form)


def _times_asked_for(form: dict[str, str]) -> dict[str, Any]:
    when = form.get("when", "day")
    tomorrow = clock.today() + timedelta(days=1)
    first = tomorrow if when == "tomorrow" else day_if_typed(form, "first") or clock.today()
    reason = form.get("reason", "")
    if reason not in set(Reason):
        raise Invalid("reason", "error.invalid")
    return {
        "first": first,
        "last": day_if_typed(form, "last") or first if when == "days" else first,
        "from_time": _time(form, "from_time") if when == "part" else None,
        "until_time": _time(form, "until_time", required=True) if when == "part" else None,
        "reason": Reason(reason),
    }


def change_asked_for(form: dict[str, str]) -> dict[str, Any]:
    """Other days or hours of a report: whole days where no time is given.

    Raises:
        Invalid: a field holds something a person did not choose there.
    """
    first = day_if_typed(form, "first") or clock.today()
    times = {name: _time(form, name) for name in ("from_time", "until_time")}
    return {"first": first, "last": day_if_typed(form, "last") or first} | times


def _time(form: dict[str, str], name: str, *, required: bool = False) -> time | None:
    """A time of the clock. A part of a day needs one of its ends; the other may be left out."""
    if not form.get(name):
        if required and not form.get("from_time"):
            raise Invalid(name, "attendance.error.no_time")
        return None
    try:
        return clock.typed(form[name])
    except ValueError as error:
        raise Invalid(name, "attendance.error.time") from error
