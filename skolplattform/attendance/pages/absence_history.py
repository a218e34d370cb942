"""What has been told of absence: of one child or all, a page at a time."""

import reflex as rx

from skolplattform.attendance import queries
from skolplattform.attendance.pages.absence_state import AbsenceState
from skolplattform.attendance.views import OwnReport, ReportableChild
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import go, section


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
        rx.el.th(go(t(report.days), whose, to="/anmal-franvaro/" + report.id), scope="row"),
        *(rx.el.td(shown, custom_attrs={"data-th": t(f"attendance.absence.column.{name}")}) for name, shown in cells),
        rx.el.td(act),
        key=report.id,
    )


def _whose() -> rx.Component:
    """The history of one child at a time, when there are several."""
    state = AbsenceState

    def one(child: rx.Var[ReportableChild]) -> rx.Component:
        radio = rx.el.input(
            type="radio", name="whose", checked=state.whose == child.id, on_change=lambda _: state.history(child.id, 0)
        )
        return rx.el.label(radio, child.given, key=child.id)

    everybody = rx.el.input(
        type="radio", name="whose", checked=state.whose == "", on_change=lambda _: state.history("", 0)
    )
    return rx.cond(
        state.children.length() > 1,
        rx.el.fieldset(
            rx.el.legend(t("attendance.absence.whose"), class_name="sr"),
            rx.el.label(everybody, t("attendance.absence.everybody")),
            rx.foreach(state.children, one),
            class_name="seg",
        ),
    )


def _pages() -> rx.Component:
    state = AbsenceState
    newer = button(
        t("attendance.absence.newer"),
        kind="quiet small",
        on_click=state.history(state.whose, state.skipped - queries.REPORTS),
    )
    older = button(
        t("attendance.absence.older"),
        kind="quiet small",
        on_click=state.history(state.whose, state.skipped + queries.REPORTS),
    )
    return rx.el.div(rx.cond(state.skipped > 0, newer), rx.cond(state.has_older, older), class_name="btns")


def history() -> rx.Component:
    """What has been told, newest first, of one child or all."""
    columns = ("day", "child", "time", "told", "act")
    return section(
        t("attendance.absence.earlier"),
        _whose(),
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
        _pages(),
        id="earlier",
    )
