"""/anmal-franvaro: a guardian, or a student of age, tells the school. Today and the whole day stand chosen."""

from uuid import UUID

import reflex as rx

from skolplattform.attendance import queries, service
from skolplattform.attendance.forms import CHILD, OneReport, TellForm, absence_asked_for
from skolplattform.attendance.permissions import REPORT
from skolplattform.attendance.rules import Reason
from skolplattform.attendance.views import OwnReport, ReportableChild
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import day, t
from skolplattform.ui import live
from skolplattform.ui.address import asked
from skolplattform.ui.components.forms import date_field, error_summary, pick, text_field
from skolplattform.ui.components.layout import avatar, banner, crumbs, empty, go, head, loaded, section
from skolplattform.ui.components.overlays import details
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say


class AbsenceState(rx.State):
    """Telling the school of absence, and what has been told."""

    ready: bool = False
    today: str = ""
    key: str = ""
    chosen: str = ""
    children: tuple[ReportableChild, ...] = ()
    reports: tuple[OwnReport, ...] = ()
    errors: dict[str, Said] = {}
    _told: tuple[tuple[str, int], ...] = ()

    @rx.event
    @guarded(REPORT)
    async def load(self) -> None:
        """Opened: who can be reported, and what has been told."""
        self.errors, self._told = {}, ()
        async with problems(self):
            await self._show()
            self.chosen = _chosen(self.children, asked(self, "barn"))
            live.watch(self, AbsenceState.refresh, *(f"student:{child.id}" for child in self.children))
        self.ready = True

    @rx.event
    @guarded(REPORT, keeps_awake=False)
    async def refresh(self) -> None:
        """The other guardian told something, or took it back."""
        async with problems(self):
            await self._show()

    @rx.event
    @guarded(REPORT, TellForm)
    async def send(self, form_data: dict[str, str]) -> None:
        """Tell the school."""
        async with problems(self):
            told = await in_unit(service.report_absence, **absence_asked_for(form_data), key=self.key)
            self._told, self.key = tuple((str(report), 1) for report in told.report_ids), str(new_id())
            await self._show()
            await say(self, "attendance.absence.sent", undo=True, n=len(told.report_ids))

    @rx.event
    @guarded(REPORT)
    async def undo(self) -> None:
        """Take back what was just told."""
        async with problems(self):
            for report, version in self._told:
                await in_unit(service.withdraw_report, UUID(report), version=version)
            self._told = ()
            await self._show()
            await say(self, "attendance.absence.withdrawn")

    @rx.event
    @guarded(REPORT, OneReport)
    async def withdraw(self, report_id: UUID, version: int) -> None:
        """Take a report back."""
        async with problems(self):
            await in_unit(service.withdraw_report, report_id, version=version)
            await self._show()
            await say(self, "attendance.absence.withdrawn")

    @rx.event
    @guarded(REPORT, OneReport)
    async def end(self, report_id: UUID, version: int) -> None:
        """The student is back in school."""
        async with problems(self):
            await in_unit(service.end_report, report_id, version=version)
            await self._show()
            await say(self, "attendance.absence.ended")

    async def _show(self) -> None:
        self.children = tuple(await in_read(queries.reportable_students))
        self.reports = tuple(await in_read(queries.own_reports))
        self.today = clock.today().isoformat()
        self.key = self.key or str(new_id())


def _chosen(children: tuple[ReportableChild, ...], wanted: str) -> str:
    """The child of the card one came from; the only child when there is one."""
    ids = [child.id for child in children]
    return wanted if wanted in ids else ids[0] if len(ids) == 1 else ""


def _child(child: rx.Var[ReportableChild]) -> rx.Component:
    return pick(
        avatar(child.initials, tone=child.tone),
        rx.el.span(
            child.given,
            " ",
            rx.el.span(child.class_name, class_name="small soft"),
            rx.el.br(),
            rx.el.span(
                rx.cond(child.is_told, t("attendance.absence.told_today"), t(child.hours)), class_name="tiny soft"
            ),
        ),
        name=CHILD + child.id,
        default_checked=child.id == AbsenceState.chosen,
        key=child.id,
    )


def _who() -> rx.Component:
    wrong = AbsenceState.errors.contains("students")
    return rx.el.fieldset(
        rx.el.legend(t("attendance.absence.who")),
        rx.cond(wrong, rx.el.p(t(AbsenceState.errors["students"]), class_name="error", id="students-error")),
        rx.el.div(
            rx.foreach(AbsenceState.children, _child),
            class_name="cols",
            style={"--min": "11rem", "--gx": "8px", "gap": "8px"},
        ),
        id="students",
        class_name="stack",
        style={"--gap": "8px"},
        custom_attrs={"aria-describedby": rx.cond(wrong, "students-error", None)},
    )


def _when() -> rx.Component:
    strips = (
        rx.el.label(
            rx.el.input(type="radio", name="when", value=kind, default_checked=kind == "day"),
            t(f"attendance.absence.when.{kind}"),
        )
        for kind in ("day", "part", "days")
    )
    errors, today = AbsenceState.errors, AbsenceState.today
    fields = rx.el.div(
        date_field("first", t("attendance.absence.first"), errors=errors, default_value=today, min=today),
        rx.el.div(
            date_field("last", t("attendance.absence.last"), errors=errors, default_value=today, min=today),
            class_name="for-days",
        ),
        rx.el.div(
            text_field("from_time", t("attendance.absence.from"), errors=errors, kind="time"), class_name="for-part"
        ),
        rx.el.div(
            text_field("until_time", t("attendance.absence.until"), errors=errors, kind="time"), class_name="for-part"
        ),
        class_name="cols",
        style={"--min": "9rem", "--gx": "12px"},
    )
    return rx.el.fieldset(
        rx.el.legend(t("attendance.absence.when")),
        rx.el.div(*strips, class_name="seg"),
        fields,
        class_name="stack when",
        style={"--gap": "8px"},
    )


def _why() -> rx.Component:
    choices = (
        rx.el.label(
            rx.el.input(type="radio", name="reason", value=reason.value, default_checked=reason is Reason.NONE),
            t(f"attendance.absence.reason.{reason.value or 'none'}"),
        )
        for reason in Reason
    )
    return details(
        t("attendance.absence.why"),
        rx.el.fieldset(rx.el.legend(t("attendance.absence.why"), class_name="sr"), *choices, class_name="seg"),
    )


def _form() -> rx.Component:
    return rx.el.form(
        error_summary(AbsenceState.errors),
        _who(),
        _when(),
        _why(),
        banner(t("attendance.absence.note"), sign="info"),
        rx.el.div(
            rx.el.button(t("attendance.absence.send"), type="submit", class_name="primary"),
            go(t("attendance.absence.cancel"), to="/", class_name="btn quiet"),
            class_name="btns",
        ),
        rx.el.p(t("attendance.absence.leave"), class_name="small soft"),
        on_submit=AbsenceState.send,
        no_validate=True,
        key=AbsenceState.key,
        class_name="stack",
        style={"--gap": "24px"},
    )


def _report(report: rx.Var[OwnReport]) -> rx.Component:
    whose = rx.el.span(" ", report.child, class_name="sr")
    act = rx.match(
        report.can,
        (
            "withdraw",
            rx.el.button(
                t("attendance.absence.withdraw"),
                whose,
                type="button",
                class_name="quiet small",
                on_click=AbsenceState.withdraw(report.id, report.version),
            ),
        ),
        (
            "end",
            rx.el.button(
                t("attendance.absence.end"),
                whose,
                type="button",
                class_name="quiet small",
                on_click=AbsenceState.end(report.id, report.version),
            ),
        ),
        rx.fragment(),
    )
    cells = (
        ("child", report.child),
        ("time", t(report.hours)),
        ("told", t(report.told)),
    )
    return rx.el.tr(
        rx.el.th(t(report.days), scope="row"),
        *(rx.el.td(shown, custom_attrs={"data-th": t(f"attendance.absence.column.{name}")}) for name, shown in cells),
        rx.el.td(act),
        key=report.id,
    )


def _earlier() -> rx.Component:
    columns = ("day", "child", "time", "told", "act")
    return section(
        t("attendance.absence.earlier"),
        rx.cond(
            AbsenceState.reports.length() > 0,
            rx.el.table(
                rx.el.caption(t("attendance.absence.earlier"), class_name="sr"),
                rx.el.thead(
                    rx.el.tr(*(rx.el.th(t(f"attendance.absence.column.{name}"), scope="col") for name in columns))
                ),
                rx.el.tbody(rx.foreach(AbsenceState.reports, _report)),
                class_name="plain cards",
            ),
            rx.el.p(t("attendance.absence.earlier.none"), class_name="small soft"),
        ),
        id="earlier",
    )


def _body() -> rx.Component:
    return rx.cond(
        AbsenceState.children.length() > 0,
        rx.el.div(_form(), _earlier(), class_name="stack", style={"--gap": "32px", "maxWidth": "40rem"}),
        empty(t("attendance.absence.empty.title"), t("attendance.absence.empty.why")),
    )


@page(
    "/anmal-franvaro",
    title="attendance.absence.title",
    right=REPORT,
    workspace=(Workspace.GUARDIAN, Workspace.STUDENT),
    on_load=AbsenceState.load,
    undo=AbsenceState.undo,
)
def view() -> rx.Component:
    """Tell the school."""
    return rx.fragment(
        crumbs((t("attendance.absence.home"), "/"), here=t("attendance.absence.title")),
        head(t("attendance.absence.title"), line=day(AbsenceState.today)),
        loaded(AbsenceState.ready, _body(), lines=6),
    )
