"""What the principal's attendance page knows: where in the school one stands, which days count, what is shown."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.db import in_follow, in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import Id, Name, Number, Payload, guarded
from skolplattform.core.gate import Text as Written
from skolplattform.i18n import Text, both
from skolplattform.insights.permissions import VIEW_SCHOOL
from skolplattform.insights.queries.class_days import Scope
from skolplattform.insights.queries.periods import CHOICES, UnitShown, terms, units_of, window
from skolplattform.insights.queries.school import overview
from skolplattform.insights.queries.students import marks_of_lesson, students_of_class
from skolplattform.insights.shown.overview import ROUTE, OverviewView, overview_view
from skolplattform.insights.shown.students import MarkRow, StudentPanel, StudentRow, mark_rows, panel, student_rows
from skolplattform.ui import live
from skolplattform.ui.address import asked, shown_id
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import tell

YEARS = range(14)
EXPORT_REFUSED = {"reason": "insights.export.reason_needed", "code": "insights.export.proof_needed"}


class Period(Payload):
    """Which days count."""

    period: Name


class Weekday(Payload):
    """A weekday to count or not."""

    day: Number(0, 4)  # type: ignore[valid-type]


class Unit(Payload):
    """Which of one's units to look at."""

    unit: Name


class Place(Payload):
    """A place in the school that a bar stands for."""

    key: Written(120)  # type: ignore[valid-type]


class Lesson(Payload):
    """A lesson to look into."""

    lesson_id: Id


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address and the filters ask for."""

    unit: str
    year: str
    class_id: str
    student: str
    period: str
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an export of the page asks for, as the form sends it."""

    year: str = ""
    class_id: str = ""
    days: str = "01234"


NOBODY = StudentPanel()


@dataclass(frozen=True, slots=True)
class Found:
    """What was read."""

    units: tuple[UnitShown, ...]
    unit: str
    view: OverviewView
    students: tuple[StudentRow, ...] = ()
    panel: StudentPanel = NOBODY
    masked: tuple[str, ...] = ()


def scope_of(year: str, class_id: str) -> Scope:
    """The scope that the address names; nonsense is a missing page."""
    if class_id:
        try:
            return Scope(class_id=UUID(class_id))
        except ValueError as error:
            raise NotFound from error
    if not year:
        return Scope()
    if not year.isdecimal() or int(year) not in YEARS:
        raise NotFound
    return Scope(school_year=int(year))


def read(session: Session, actor: Actor, wanted: Asked) -> Found:
    """The whole page in at most eight statements.

    Raises:
        NotFound: a class, year or student that is not the actor's, or a protected student without a grant (R-X04).
    """
    units, today = units_of(session, actor), clock.today()
    unit = next((u for u in units if str(u.id) == wanted.unit), units[0] if units else None)
    if unit is None:
        return Found((), "", OverviewView(has_unit=False, is_ready=True))
    days = window(wanted.period, terms(session, today), today, wanted.weekdays)
    scope = scope_of(wanted.year, wanted.class_id)
    figures, classes = overview(session, actor, unit.id, days, scope=scope, today=today)
    view = overview_view(figures, classes, days, unit.name)
    class_id = scope.class_id
    if class_id is None:
        return Found(tuple(units), str(unit.id), view)
    members = students_of_class(session, actor, unit.id, class_id, days, today=today)
    chosen = next((one for one in members if one.person.id == wanted.student and not one.person.masked), None)
    if wanted.student and chosen is None:
        raise NotFound
    if chosen is not None:
        student = UUID(chosen.person.id)
        readings.opened(session, actor, VIEW_SCHOOL.name, "attendance", student, persons=[student], unit=unit.id)
    return Found(
        tuple(units),
        str(unit.id),
        view,
        student_rows(members, str(class_id), wanted.student),
        panel(chosen, days, today) if chosen else NOBODY,
        tuple(one.person.id for one in members if one.person.masked),
    )


def read_or_miss(session: Session, actor: Actor, wanted: Asked) -> Found:
    """The page, or that there is none: missing and not the actor's look the same."""
    try:
        return read(session, actor, wanted)
    except NotFound:
        return Found((), wanted.unit, OverviewView(is_missing=True, is_ready=True))


def lesson_marks(session: Session, actor: Actor, unit: str, lesson_id: UUID, today: date) -> tuple[MarkRow, ...]:
    """Who was away from a lesson."""
    return mark_rows(marks_of_lesson(session, actor, shown_id(unit), lesson_id, today=today))


class OverviewState(rx.State):
    """Attendance of the principal's unit. The place is in the address, the filters stay while one moves."""

    view: OverviewView = OverviewView()
    students: tuple[StudentRow, ...] = ()
    panel: StudentPanel = StudentPanel()
    masked: tuple[str, ...] = ()
    units: list[tuple[str, str]] = []
    unit: str = ""
    period: str = "term"
    weekdays: list[int] = [0, 1, 2, 3, 4]
    lesson: str = ""
    marks: tuple[MarkRow, ...] = ()
    marks_line: Text = Text()
    wanted: Wanted = Wanted()

    @rx.event
    @guarded(VIEW_SCHOOL)
    async def load(self) -> None:
        """Opened, or gone on to another part of the school."""
        self.lesson, self.marks = "", ()
        await self._read()
        live.watch(self, OverviewState.refresh, f"unit:{self.unit}")
        if refused := EXPORT_REFUSED.get(asked(self, "fel")):
            await tell(self, "error", refused)

    @rx.event
    @guarded(VIEW_SCHOOL, keeps_awake=False)
    async def refresh(self) -> None:
        """A lesson was reported."""
        await self._read(again=True)

    @rx.event
    @guarded(VIEW_SCHOOL, Period)
    async def set_period(self, period: str) -> None:
        """Other days."""
        self.period = period if period in CHOICES else "term"
        await self._read(again=True)

    @rx.event
    @guarded(VIEW_SCHOOL, Weekday)
    async def toggle_weekday(self, day: int) -> None:
        """Count a weekday or not; at least one stays."""
        kept = set(self.weekdays) ^ {day}
        self.weekdays = sorted(kept) or self.weekdays
        await self._read(again=True)

    @rx.event
    @guarded(VIEW_SCHOOL, Unit)
    async def set_unit(self, unit: str) -> rx.event.EventSpec:
        """Another of the principal's units, from its top."""
        self.unit = unit
        return rx.redirect(ROUTE)

    @rx.event
    @guarded(VIEW_SCHOOL, Place)
    def open_part(self, key: str) -> rx.event.EventSpec | None:
        """A bar was chosen: on to that year or class."""
        return rx.redirect(key) if key.startswith(f"{ROUTE}?") else None

    @rx.event
    @guarded(VIEW_SCHOOL, Lesson)
    async def open_lesson(self, lesson_id) -> None:
        """A lesson was chosen: who was away from it."""
        async with problems(self):
            self.marks = await in_read(lesson_marks, self.unit, lesson_id, clock.today())
            self.marks_line = both("insights.attendance.lesson_line", n=len(self.marks))
            self.lesson = str(lesson_id)

    @rx.event
    @guarded(VIEW_SCHOOL)
    def close_lesson(self) -> None:
        """Back to the student."""
        self.lesson, self.marks = "", ()

    async def _read(self, *, again: bool = False) -> None:
        ask = in_follow if again else in_read
        async with problems(self):
            year, class_id, student = asked(self, "ar"), asked(self, "klass"), asked(self, "elev")
            wanted = Asked(self.unit, year, class_id, student, self.period, frozenset(self.weekdays))
            found = await ask(read_or_miss, wanted)
            self.view, self.students, self.panel = found.view, found.students, found.panel
            self.masked = found.masked
            self.units = [(str(u.id), u.name) for u in found.units]
            self.unit = found.unit
            self.wanted = Wanted(year, class_id, "".join(str(day) for day in self.weekdays))
