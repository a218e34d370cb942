"""Närvaro for one child: the term in numbers, week by week, by subject, and each lesson with absence."""

from contextlib import suppress
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.insights.pages.child_frame import child_frame
from skolplattform.insights.permissions import VIEW_CHILD
from skolplattform.insights.queries.family import child_term
from skolplattform.insights.shown.child import (
    AttendanceView,
    ChildHead,
    SubjectRow,
    attendance_view,
    child_head,
    weeks_chart,
)
from skolplattform.insights.shown.now import Tile
from skolplattform.insights.shown.students import LessonRow
from skolplattform.ui import charts, live
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.layout import card, go, mark_with_word, section, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.figures import Chart
from skolplattform.ui.page import page


def attendance(session: Session, actor: Actor, child_id: UUID) -> tuple[ChildHead, AttendanceView, Chart]:
    """The child's term.

    Raises:
        NotFound: not the actor's child.
    """
    today = clock.today()
    found = child_term(session, actor, child_id, today=today)
    return child_head(found), attendance_view(found, today), weeks_chart(found, today)


class ChildAttendanceState(rx.State):
    """One child's attendance."""

    child: ChildHead = ChildHead()
    view: AttendanceView = AttendanceView()
    weeks: Chart = Chart()

    @rx.event
    @guarded(VIEW_CHILD)
    async def load(self) -> None:
        """Opened."""
        self.child, self.view, self.weeks = ChildHead(), AttendanceView(), Chart()
        await self._read()
        live.watch(self, ChildAttendanceState.refresh, f"student:{self.child.id}")

    @rx.event
    @guarded(VIEW_CHILD, keeps_awake=False)
    async def refresh(self) -> None:
        """A teacher has reported a lesson."""
        await self._read()

    async def _read(self) -> None:
        self.child = ChildHead(is_missing=True)
        with suppress(NotFound):
            self.child, self.view, self.weeks = await in_read(attendance, asked_id(self, "child_id"))


def _tile(tile: rx.Var[Tile]) -> rx.Component:
    return rx.el.div(rx.el.dt(t(tile.label)), rx.el.dd(t(tile.value)))


def _subject(row: rx.Var[SubjectRow]) -> list[rx.Component]:
    figures = (t(row.presence), t(row.valid), t(row.invalid), row.late, t(row.unreported))
    return [rx.el.span(row.name), *(rx.el.span(figure) for figure in figures)]


def _lesson(row: rx.Var[LessonRow]) -> list[rx.Component]:
    return [rx.el.span(row.name), rx.el.span(t(row.when)), mark_with_word(row.mark, t(row.said))]


def _further() -> rx.Component:
    return rx.el.p(
        go(t("reports.student.link"), to="/elevnarvaro/" + ChildAttendanceState.child.id),
        go(t("cases.family.link"), to="/franvarouppfoljning"),
        class_name="btns",
    )


def _content() -> rx.Component:
    shown = ChildAttendanceState.view
    figures = [
        Column(t(f"insights.{key}"), numeric=True) for key in ("present", "valid", "invalid", "late", "unreported")
    ]
    by_subject = section(
        t("insights.child.by_subject"),
        table(
            [Column(t("insights.child.subject")), *figures],
            shown.subjects,
            _subject,
            caption=t("insights.child.by_subject"),
        ),
        id="subjects",
        kind="",
    )
    missed = [Column(t(f"insights.attendance.{key}")) for key in ("lesson", "day", "mark")]
    lessons = section(
        t("insights.child.lessons_away"),
        rx.cond(
            shown.lessons.length() > 0,
            table(missed, shown.lessons, _lesson, caption=t("insights.child.lessons_away")),
            rx.el.p(t("insights.attendance.no_absence"), class_name="soft"),
        ),
        id="lessons",
        kind="",
    )
    return stack(
        rx.el.p(t(shown.line), class_name="soft"),
        rx.el.dl(rx.foreach(shown.tiles, _tile), class_name="tiles"),
        rx.cond(ChildAttendanceState.weeks.rows.length() > 0, card(charts.line(ChildAttendanceState.weeks))),
        by_subject,
        lessons,
        _further(),
        gap="24px",
    )


@page(
    "/barn/[child_id]/narvaro",
    title="insights.child.attendance",
    right=VIEW_CHILD,
    workspace=Workspace.GUARDIAN,
    nav="/hem",
    on_load=ChildAttendanceState.load,
)
def view() -> rx.Component:
    """The page."""
    return child_frame(ChildAttendanceState.child, _content(), here="attendance")
