"""/ledighet: a guardian, or a student of age, applies for leave; the other custodian agrees on the same page."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance.forms import CHILD
from skolplattform.attendance.forms_leave import AnswerSent, LeaveChosen, LeaveForm, OneLeave, day_of, leave_asked_for
from skolplattform.attendance.permissions import APPLY_LEAVE
from skolplattform.attendance.queries import reportable_students
from skolplattform.attendance.queries.leave import leave_page
from skolplattform.attendance.rules.leave import Answer, LeaveReason
from skolplattform.attendance.service import leave as service
from skolplattform.attendance.views import ReportableChild
from skolplattform.attendance.views_leave import LeavePage, OwnLeave
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t, t_among
from skolplattform.ui import live
from skolplattform.ui.components.forms import button, date_field, error_summary, pick, select_field, submit, text_field
from skolplattform.ui.components.layout import avatar, banner, chip, columns, crumbs, empty, head, loaded, section
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

STATES = [
    f"attendance.leave.state.{state}"
    for state in ("waits", "asked", "granted", "partly", "refused", "declined", "withdrawn")
]


class LeaveState(rx.State):
    """The family's applications, and the form of the next or of the one that is changed."""

    ready: bool = False
    today: str = ""
    key: str = ""
    children: tuple[ReportableChild, ...] = ()
    shown: LeavePage = LeavePage()
    changing: str = ""
    first: str = ""
    last: str = ""
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(APPLY_LEAVE)
    async def load(self) -> None:
        """Opened."""
        self.changing, self.errors = "", {}
        async with problems(self):
            self.children = tuple(await in_read(reportable_students))
            await self._show()
            live.watch(self, LeaveState.refresh, *(f"student:{child.id}" for child in self.children))
        self.ready = True

    @rx.event
    @guarded(APPLY_LEAVE, keeps_awake=False)
    async def refresh(self) -> None:
        """The school has decided, or the other custodian answered."""
        async with problems(self):
            self.shown = await in_read(leave_page)

    @rx.event
    @guarded(APPLY_LEAVE, LeaveForm)
    async def send(self, form_data: dict[str, str]) -> None:
        """Apply."""
        async with problems(self):
            sent = await in_unit(service.apply_for_leave, **leave_asked_for(form_data), key=self.key)
            await self._show()
            await say(self, "attendance.leave.sent", n=len(sent))

    @rx.event
    @guarded(APPLY_LEAVE, AnswerSent)
    async def answer(self, application_id: UUID, version: int, said: str) -> None:
        """Agree with the other custodian, or not."""
        async with problems(self):
            await in_unit(
                service.answer_application, application_id, answer=Answer(said), version=version, key=self.key
            )
            await self._show()
            await say(self, "attendance.leave.answered")

    @rx.event
    @guarded(APPLY_LEAVE, LeaveChosen)
    async def change(self, application_id: str) -> None:
        """Open the form with the days of one application; or close it."""
        found = {one.id: one for one in self.shown.applications if one.may_change}.get(application_id)
        self.changing, self.errors = (found.id if found else ""), {}
        self.first, self.last = (found.first, found.last) if found else (self.today, self.today)
        self.key = str(new_id())

    @rx.event
    @guarded(APPLY_LEAVE, LeaveForm)
    async def save_change(self, form_data: dict[str, str]) -> None:
        """Ask for other days."""
        async with problems(self):
            days = {"first": day_of(form_data, "first"), "last": day_of(form_data, "last")}
            await in_unit(
                service.change_application, UUID(self.changing), **days, version=self._version(), key=self.key
            )
            self.changing = ""
            await self._show()
            await say(self, "attendance.leave.changed")

    @rx.event
    @guarded(APPLY_LEAVE, OneLeave)
    async def withdraw(self, application_id: UUID, version: int) -> None:
        """Take it back."""
        async with problems(self):
            await in_unit(service.withdraw_application, application_id, version=version, key=self.key)
            await self._show()
            await say(self, "attendance.leave.withdrawn")

    def _version(self) -> int:
        return next((one.version for one in self.shown.applications if one.id == self.changing), 0)

    async def _show(self) -> None:
        self.shown = await in_read(leave_page)
        self.today = self.first = self.last = clock.today().isoformat()
        self.key = str(new_id())


def _child(child: rx.Var[ReportableChild]) -> rx.Component:
    return pick(
        avatar(child.initials, tone=child.tone),
        rx.el.span(child.given, " ", rx.el.span(child.class_name, class_name="small soft")),
        name=CHILD + child.id,
        default_checked=LeaveState.children.length() == 1,
        key=child.id,
    )


def _who() -> rx.Component:
    wrong = LeaveState.errors.contains("students")
    return rx.el.fieldset(
        rx.el.legend(t("attendance.leave.who")),
        rx.cond(wrong, rx.el.p(t(LeaveState.errors["students"]), class_name="error", id="students-error")),
        rx.el.div(rx.foreach(LeaveState.children, _child), class_name="cols", style={"--min": "11rem", "--gx": "8px"}),
        id="students",
        class_name="stack",
        style={"--gap": "8px"},
        custom_attrs={"aria-describedby": rx.cond(wrong, "students-error", None)},
    )


def _days() -> rx.Component:
    state = LeaveState
    fields = (
        date_field(
            name,
            t(f"attendance.leave.{name}"),
            errors=state.errors,
            default_value=state.first if name == "first" else state.last,
            min=state.today,
        )
        for name in ("first", "last")
    )
    return columns(*fields, least="9rem")


def _new() -> rx.Component:
    state = LeaveState
    reasons = [("", t("attendance.leave.reason.choose"))]
    reasons += [(one.value, t(f"attendance.leave.reason.{one.value}")) for one in LeaveReason]
    return rx.el.form(
        error_summary(state.errors),
        _who(),
        _days(),
        select_field("reason", t("attendance.leave.reason"), reasons, errors=state.errors),
        rx.cond(
            state.shown.takes_note,
            text_field(
                "note",
                t("attendance.leave.note"),
                errors=state.errors,
                hint=t("attendance.leave.note.hint"),
                max_length=200,
            ),
        ),
        banner(t("attendance.leave.law"), sign="info"),
        rx.el.div(submit(t("attendance.leave.send")), class_name="btns"),
        on_submit=state.send,
        no_validate=True,
        key=state.key,
        class_name="stack",
        style={"--gap": "20px"},
    )


def _change() -> rx.Component:
    state = LeaveState
    return rx.el.form(
        rx.el.h2(t("attendance.leave.change.title")),
        error_summary(state.errors),
        rx.el.p(t("attendance.leave.change.why"), class_name="soft"),
        _days(),
        rx.el.div(
            submit(t("attendance.leave.change.save")),
            button(t("attendance.leave.change.cancel"), kind="quiet", on_click=state.change("")),
            class_name="btns",
        ),
        on_submit=state.save_change,
        no_validate=True,
        key=state.key,
        class_name="stack",
        style={"--gap": "20px"},
    )


def _acts(one: rx.Var[OwnLeave]) -> rx.Component:
    state = LeaveState
    whose = rx.el.span(" ", one.child, ", ", t(one.days), class_name="sr")
    return rx.el.div(
        rx.cond(
            one.may_answer,
            rx.fragment(
                button(t("attendance.leave.approve"), whose, on_click=state.answer(one.id, one.version, "approved")),
                button(
                    t("attendance.leave.decline"),
                    whose,
                    kind="quiet",
                    on_click=state.answer(one.id, one.version, "declined"),
                ),
            ),
        ),
        rx.cond(
            one.may_change,
            button(t("attendance.leave.change"), whose, kind="quiet small", on_click=state.change(one.id)),
        ),
        rx.cond(
            one.may_withdraw,
            button(
                t("attendance.leave.withdraw"),
                whose,
                kind="quiet small",
                on_click=state.withdraw(one.id, one.version),
            ),
        ),
        class_name="btns",
    )


def _application(one: rx.Var[OwnLeave]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.h3(one.child, ", ", t(one.days)),
            chip(t_among("attendance.leave.state." + one.state, STATES), needs_you=False),
            class_name="between",
        ),
        rx.el.p(t(one.count), ", ", t(one.reason), class_name="small soft"),
        rx.cond(one.note != "", rx.el.p(one.note, class_name="small")),
        rx.foreach(one.consents, lambda said: rx.el.p(t(said), class_name="small soft")),
        rx.cond(one.decided.sv != "", rx.el.p(t(one.decided), class_name="small")),
        rx.cond(one.words != "", rx.el.p(one.words)),
        _acts(one),
        key=one.id,
        class_name="card stack",
        style={"--gap": "6px"},
    )


def _earlier() -> rx.Component:
    found = LeaveState.shown.applications
    return section(
        t("attendance.leave.own"),
        rx.cond(
            found.length() > 0,
            rx.el.ul(rx.foreach(found, _application), class_name="stack plain", role="list"),
            rx.el.p(t("attendance.leave.own.none"), class_name="small soft"),
        ),
        id="own",
    )


@page(
    "/ledighet",
    title="attendance.leave.title",
    right=APPLY_LEAVE,
    workspace=(Workspace.GUARDIAN, Workspace.STUDENT),
    on_load=LeaveState.load,
)
def view() -> rx.Component:
    """Apply for leave."""
    state = LeaveState
    body = rx.cond(
        state.children.length() > 0,
        rx.el.div(
            rx.cond(state.changing != "", _change(), _new()),
            _earlier(),
            class_name="stack",
            style={"--gap": "32px", "maxWidth": "40rem"},
        ),
        empty(t("attendance.leave.empty.title"), t("attendance.leave.empty.why"), level=2),
    )
    return rx.fragment(
        crumbs((t("attendance.absence.home"), "/"), here=t("attendance.leave.title")),
        head(t("attendance.leave.title"), line=t("attendance.leave.line")),
        loaded(state.ready, body, lines=6),
    )
