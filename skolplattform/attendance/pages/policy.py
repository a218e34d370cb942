"""/franvaroregler: what an administrator decides about attendance, per school and from a day."""

from datetime import date
from uuid import UUID

import reflex as rx

from skolplattform.attendance.forms_policy import DecidedForm, PlaceChosen, decided
from skolplattform.attendance.permissions import MANAGE_POLICY
from skolplattform.attendance.queries.policy_page import policy_page
from skolplattform.attendance.rules.policy import SETTINGS, Setting
from skolplattform.attendance.service.policy import decide_policy
from skolplattform.attendance.views import Decision, PolicyPage
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.ui.address import shown_id
from skolplattform.ui.components.decisions import Deciding, since_field
from skolplattform.ui.components.forms import error_summary, select_field, submit, text_field
from skolplattform.ui.components.layout import banner, columns, crumbs, head, loaded, section
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import field_errors, problems
from skolplattform.ui.shell_state import say

PARTS = {
    "telling": ("report_ahead_days", "report_longest_days", "ask_reason", "correction_days"),
    "limits": ("limit_share", "limit_weeks", "limit_days_in_row", "limit_invalid_minutes"),
    "leave": (
        "leave_delegated_days",
        "leave_counted",
        "leave_delegated_to",
        "leave_needs_both",
        "leave_free_text",
    ),
    "notices": ("short_late_minutes", "quiet_from", "quiet_until", "notice_proof_time"),
    "unreported": ("remind_after", "escalate_after"),
    "door": ("door_late_minutes", "children_per_adult"),
    "adults": ("activity_weeks", "activity_idle_weeks", "sfi_hours", "training_link_days"),
}
BY_NAME = {one.name: one for one in SETTINGS}


class PolicyState(Deciding, rx.State):
    """One place's decisions, and the form of the next."""

    ready: bool = False
    shown: PolicyPage = PolicyPage()

    @rx.event
    @guarded(MANAGE_POLICY)
    async def load(self) -> None:
        """Opened: the place shown last, else the first."""
        async with problems(self):
            await self._show(UUID(self.shown.place) if self.shown.place else None)
        self.ready = True

    @rx.event
    @guarded(MANAGE_POLICY, PlaceChosen)
    async def choose(self, place_id: str) -> None:
        """Another school."""
        async with problems(self):
            await self._show(UUID(str(place_id)))

    @rx.event
    @guarded(MANAGE_POLICY, DecidedForm)
    async def save(self, form_data: dict[str, str]) -> None:
        """Let the values hold from the day."""
        values, since, wrong = decided(form_data)
        self.errors = field_errors(wrong)
        if not wrong and since:
            await self._decide(values, since)

    async def _decide(self, values: dict, since: date) -> None:
        place = shown_id(self.shown.place)
        async with problems(self):
            await in_unit(
                decide_policy, place, values=values, valid_from=since, version=self.shown.version, key=self.key
            )
            await self._show(place)
            await say(self, "attendance.policy.saved")

    async def _show(self, place: UUID | None) -> None:
        self.shown = await in_read(policy_page, place)
        self._begin()


def _setting(one: Setting) -> rx.Component:
    """A field with what it is for, what the law says and what holds without a decision."""
    state = PolicyState
    hint = rx.fragment(t(f"attendance.policy.law.{one.name}"), " ", t(state.shown.above[one.name]))
    label, value = t(f"attendance.policy.{one.name}"), state.shown.typed[one.name]
    if one.kind in ("choice", "flag"):
        names = one.options or ("yes", "no")
        under = f"attendance.policy.{one.name}" if one.options else "attendance.policy"
        options = [(name, t(f"{under}.{name}")) for name in names]
        return select_field(one.name, label, options, errors=state.errors, hint=hint, default_value=value)
    if one.kind == "time":
        return text_field(one.name, label, errors=state.errors, hint=hint, kind="time", default_value=value)
    unit = rx.fragment(label, " (", t(f"attendance.policy.unit.{one.kind}"), ")")
    return text_field(
        one.name, unit, errors=state.errors, hint=hint, input_mode="numeric", default_value=value, max_length=5
    )


def _part(name: str, settings: tuple[str, ...]) -> rx.Component:
    return section(
        t(f"attendance.policy.part.{name}"),
        columns(*(_setting(BY_NAME[one]) for one in settings), least="18rem"),
        id=name,
    )


def _form() -> rx.Component:
    state = PolicyState
    return rx.el.form(
        error_summary(state.errors),
        banner(t("attendance.policy.note"), sign="info"),
        *(_part(name, settings) for name, settings in PARTS.items()),
        section(
            t("attendance.policy.part.from"),
            rx.el.div(
                since_field(state, t("attendance.policy.valid_from"), hint=t("attendance.policy.valid_from.hint")),
                submit(t("attendance.policy.save")),
                class_name="stack",
                style={"maxWidth": "20rem"},
            ),
            id="from",
        ),
        on_submit=state.save,
        no_validate=True,
        key=state.key,
        class_name="stack",
        style={"--gap": "32px"},
    )


def _decision(one: rx.Var[Decision]) -> list:
    days = rx.fragment(
        t("attendance.policy.since", day=one.since),
        rx.cond(one.until.sv != "", rx.fragment(" ", t("attendance.policy.until", day=one.until))),
    )
    return [days, rx.el.ul(rx.foreach(one.changes, lambda line: rx.el.li(t(line)))), one.by]


def _history() -> rx.Component:
    columns_ = [Column(t(f"attendance.policy.column.{name}")) for name in ("days", "decided", "by")]
    return section(
        t("attendance.policy.history"),
        rx.cond(
            PolicyState.shown.decisions.length() > 0,
            table(columns_, PolicyState.shown.decisions, _decision, caption=t("attendance.policy.history"), plain=True),
            rx.el.p(t("attendance.policy.history.none"), class_name="small soft"),
        ),
        id="history",
    )


def _place() -> rx.Component:
    shown = PolicyState.shown
    return rx.cond(
        shown.places.length() > 1,
        rx.el.div(
            select_field(
                "place", t("attendance.policy.place"), shown.places, value=shown.place, on_change=PolicyState.choose
            ),
            style={"maxWidth": "24rem"},
        ),
    )


@page(
    "/franvaroregler",
    title="attendance.policy.title",
    right=MANAGE_POLICY,
    workspace=Workspace.ADMINISTRATOR,
    on_load=PolicyState.load,
)
def view() -> rx.Component:
    """What holds at the school."""
    body = rx.el.div(_place(), _form(), _history(), class_name="stack", style={"--gap": "32px", "maxWidth": "60rem"})
    return rx.fragment(
        crumbs((t("workspaces.administrator.menu"), "/administration"), here=t("attendance.policy.title")),
        head(t("attendance.policy.title"), line=PolicyState.shown.name),
        loaded(PolicyState.ready, body, lines=8),
    )
