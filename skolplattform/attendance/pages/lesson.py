"""/narvaro/[lesson_id]: who is here. Everyone is, until the teacher says otherwise; one event, at "Spara"."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance import queries, service
from skolplattform.attendance.forms import MarkSent, SaveLesson, WhyForm, clashes, minutes_sent
from skolplattform.attendance.pages.lesson_parts import beside, history, keys, keys_button, print_button, reason_field
from skolplattform.attendance.permissions import OPEN_REGISTER
from skolplattform.attendance.queries import Beside, HistoryRow
from skolplattform.attendance.queries.words import MARK_KEYS
from skolplattform.attendance.views import Difference, Roster
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_follow, in_read, in_unit
from skolplattform.core.errors import Conflict
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text
from skolplattform.i18n.client import clock_time, day, t, t_among
from skolplattform.registry.pages.glass import break_glass
from skolplattform.ui import live
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.layout import banner, button_link, crumbs, empty, go, head, loaded
from skolplattform.ui.keys import roster
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class LessonState(rx.State):
    """One lesson on one screen. The browser keeps the marks until they are saved."""

    roster: Roster = Roster.empty()
    ready: bool = False
    missing: bool = False
    stamp: int = 0
    newer_by: str = ""
    newer_at: str = ""
    differences: list[Difference] = []
    has_saved: bool = False
    beside: Beside = Beside()
    version: int = 0
    history: list[HistoryRow] = []
    reason: str = ""
    errors: dict[str, Text] = {}
    saved_key: str = ""
    let_go: int = 0

    @rx.event
    @guarded(OPEN_REGISTER)
    async def load(self) -> None:
        """Opened: read the lesson of the address."""
        self.reset()
        self.missing = True
        async with problems(self):
            await self._show(await in_read(queries.lesson_roster, asked_id(self, "lesson_id")))
            self.beside = await in_read(queries.beside_lesson, shown_id(self.roster.id))
            self.missing = False
            live.watch(self, LessonState.refresh, f"lesson:{self.roster.id}")
        self.ready = True

    @rx.event
    @guarded(OPEN_REGISTER, keeps_awake=False)
    async def refresh(self) -> None:
        """Somebody saved the lesson or told of absence: show it, but never over marks that are not saved."""
        if self.roster.id:
            await self._follow(await in_follow(queries.lesson_roster, shown_id(self.roster.id)))

    @rx.event
    @guarded(OPEN_REGISTER)
    async def show_saved(self) -> None:
        """Let go of the own marks and take what somebody else has saved."""
        async with problems(self):
            await self._read(shown_id(self.roster.id))
            self.let_go += 1

    @rx.event
    @guarded(OPEN_REGISTER, SaveLesson)
    async def save(self, lesson_id: UUID, version: int, marks: dict[UUID, MarkSent], key: str, reason: str) -> None:
        """Save the whole class."""
        self.stamp += 1
        async with problems(self):
            try:
                await self._save(lesson_id, version, marks, key, reason)
            except Conflict:
                await self._show_both(lesson_id, marks)

    @rx.event
    @guarded(OPEN_REGISTER)
    async def undo(self) -> None:
        """Take the save back while it is fresh."""
        async with problems(self):
            await in_unit(service.undo_report, shown_id(self.roster.id), key=self.saved_key)
            await self._read(shown_id(self.roster.id))
            self.has_saved = False
            await say(self, "attendance.undone")

    @rx.event
    @guarded(OPEN_REGISTER, WhyForm)
    def choose_reason(self, reason: str) -> None:
        """Why the register is changed afterwards."""
        self.reason = reason

    async def _read(self, lesson_id: UUID) -> None:
        await self._show(await in_follow(queries.lesson_roster, lesson_id))

    async def _show(self, found: Roster) -> None:
        self.roster = found
        self.history = await in_read(queries.lesson_history, UUID(found.id)) if found.version else []
        self.reason = ""
        self.version = self.roster.version
        self.newer_by, self.newer_at, self.differences = "", "", []
        self.stamp += 1

    async def _follow(self, found: Roster) -> None:
        """The roster as it stands now; the browser lays the marks that are not saved over it, row by row."""
        if found.version != self.version:
            self.newer_by, self.newer_at, self.differences = found.reporter, found.reported_at, []
            self.history = await in_read(queries.lesson_history, UUID(found.id)) if found.version else []
        self.roster, self.version = found, found.version

    async def _save(self, lesson_id: UUID, version: int, marks: dict[UUID, MarkSent], key: str, why: str) -> None:
        shown = self.roster if self.roster.id == str(lesson_id) else await in_follow(queries.lesson_roster, lesson_id)
        saved = await in_unit(
            service.report_lesson, lesson_id, marks=minutes_sent(shown, marks), version=version, key=key, reason=why
        )
        self.saved_key, self.has_saved = key, True
        await self._read(lesson_id)
        await say(self, "attendance.saved", undo=True, time=queries.time_text(saved.reported_at))

    async def _show_both(self, lesson_id: UUID, marks: dict[UUID, MarkSent]) -> None:
        """Keep the marks that were sent, lay them over what a colleague saved, and name the rows that both changed."""
        found, before = await in_follow(queries.lesson_roster, lesson_id), self.roster
        if {pupil.id for pupil in found.pupils} != {pupil.id for pupil in before.pupils}:
            await self._read(lesson_id)
            await say(self, "attendance.roster_changed")
            return
        await self._follow(found)
        self.newer_by, self.newer_at = found.reporter, found.reported_at
        self.differences = clashes(before, found, marks)


def _head() -> rx.Component:
    shown = LessonState.roster
    here = rx.fragment(shown.name, " ", clock_time(shown.starts))
    line = rx.el.span(
        day(shown.day),
        ", ",
        clock_time(shown.starts),
        "–",
        clock_time(shown.ends),
        rx.cond(shown.rooms != "", rx.fragment(", ", shown.rooms)),
    )
    return rx.fragment(
        rx.cond(
            shown.leads,
            crumbs((t("attendance.absence.home"), "/"), here=here),
            crumbs((t("attendance.day.title"), "/min-dag"), here=here),
        ),
        head(shown.name, line=line, actions=[*beside(LessonState.beside), print_button(), keys_button()]),
    )


def _difference(one: rx.Var[Difference]) -> rx.Component:
    return rx.el.li(
        rx.el.b(one.name),
        ": ",
        t("attendance.differs", saved=t_among(one.saved, MARK_KEYS), mine=t_among(one.mine, MARK_KEYS)),
    )


def _newer() -> rx.Component:
    """Somebody else has saved: what stands, and the two ways on."""
    state = LessonState
    return rx.cond(
        state.newer_at != "",
        banner(
            rx.el.b(t("attendance.newer", name=state.newer_by, time=clock_time(state.newer_at))),
            rx.cond(
                state.differences.length() > 0,
                rx.fragment(
                    rx.el.ul(rx.foreach(state.differences, _difference)),
                    rx.el.p(t("attendance.newer.again"), class_name="small"),
                ),
            ),
            kind="need",
            action=rx.el.button(t("attendance.newer.show"), type="button", on_click=state.show_saved),
        ),
    )


def _standing() -> rx.Component:
    """Reported before, cancelled, or not of today."""
    shown = LessonState.roster
    return rx.fragment(
        rx.cond(shown.duty, rx.fragment(), rx.el.p(t("adult.register"), class_name="small soft")),
        rx.cond(shown.cancelled, banner(t("attendance.error.cancelled"), sign="info")),
        rx.cond(shown.closed != "", banner(t("attendance.error.closed", name=shown.closed), sign="info")),
        rx.cond(shown.correction == "closed", banner(t("attendance.error.window_closed"), sign="info")),
        rx.cond(shown.correction == "reason", reason_field(LessonState)),
        rx.cond(shown.not_begun & ~shown.cancelled, banner(t("attendance.error.not_begun"), sign="info")),
        rx.cond(
            (shown.version > 0) & ~LessonState.has_saved,
            rx.el.p(
                t("attendance.reported", name=shown.reporter, time=clock_time(shown.reported_at)),
                class_name="small soft",
            ),
        ),
    )


def _following() -> rx.Component:
    """After a save: the next lesson that waits."""
    waits = LessonState.roster.next
    return rx.cond(
        LessonState.has_saved,
        rx.cond(
            waits.id != "",
            banner(
                rx.el.b(t("attendance.next", name=waits.name, time=clock_time(waits.starts))),
                kind="need",
                action=button_link(t("attendance.take"), to="/narvaro/" + waits.id),
            ),
            banner(t("attendance.next.none"), sign="check", action=go(t("attendance.day.back"), to="/min-dag")),
        ),
    )


def _body() -> rx.Component:
    state = LessonState
    shown = state.roster
    return rx.fragment(
        _head(),
        rx.el.div(
            _newer(),
            _standing(),
            _following(),
            break_glass(shown.masked, LessonState.refresh),
            class_name="stack told-above",
        ),
        rx.cond(
            (shown.told.length() + shown.rest.length()) > 0,
            roster(
                shown.id + "." + shown.version.to_string(),
                shown.told,
                shown.rest,
                stamp=state.stamp.to_string(),
                saved=state.saved_key,
                let_go=state.let_go,
                on_save=lambda marks, key: state.save(shown.id, state.version, marks, key, state.reason),
                duty=shown.duty,
                locked=shown.cancelled | shown.not_begun | (shown.closed != "") | (shown.correction == "closed"),
            ),
            empty(t("attendance.empty.title"), t("attendance.empty.why")),
        ),
        history(state.history),
        keys(),
    )


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("attendance.day.title"), "/min-dag"), here=t("attendance.lesson.title")),
        head(t("attendance.lesson.title")),
        empty(
            t("attendance.gone.title"),
            t("attendance.gone.why"),
            button_link(t("attendance.day.back"), to="/min-dag", kind="primary"),
        ),
    )


@page(
    "/narvaro/[lesson_id]",
    title="attendance.lesson.title",
    right=OPEN_REGISTER,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.ADMINISTRATOR),
    nav="/min-dag",
    on_load=LessonState.load,
    undo=LessonState.undo,
)
def view() -> rx.Component:
    """The lesson."""
    return loaded(LessonState.ready, rx.cond(LessonState.missing, _gone(), _body()), lines=8)
