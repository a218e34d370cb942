"""The report of an import: every bad row with its place and reason, a page at a time, and as a file."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import is_english, number, t
from skolplattform.interop.queries import ProblemShown
from skolplattform.ui.components.forms import segmented
from skolplattform.ui.components.layout import section
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.components.tables import Column, pager, table
from skolplattform.ui.icon import icon

WRAP = {"overflow-wrap": "anywhere"}


def _cells(problem: Var[ProblemShown]) -> list:
    return [
        rx.el.span(problem.file, style=WRAP),
        problem.row,
        rx.el.span(problem.label, style=WRAP),
        rx.el.span(problem.field, style=WRAP),
        t(problem.reason),
    ]


def _download(run_id: Var) -> rx.Component:
    return plain_form(
        rx.el.input(type="hidden", name="run", value=run_id, read_only=True),
        rx.el.input(type="hidden", name="sprak", value=rx.cond(is_english(), "en", "sv"), read_only=True),
        rx.el.button(icon("download"), t("interop.report.title"), type="submit", class_name="quiet"),
        to="/register/import/report",
    )


def problem_section(run: Var, report: Var, severity: Var, on_show) -> rx.Component:
    """Errors and warnings; nothing at all when there are none."""
    columns = [
        Column(t("interop.report.file")),
        Column(t("interop.report.row"), numeric=True),
        Column(t("interop.report.label")),
        Column(t("interop.report.field")),
        Column(t("interop.report.why")),
    ]
    choose = segmented(
        t("interop.report.show"),
        "severity",
        [
            ("error", rx.fragment(t("interop.report.errors"), ", ", number(run.errors))),
            ("warning", rx.fragment(t("interop.report.warnings"), ", ", number(run.warnings))),
        ],
        severity,
        lambda key: on_show(key, 1),
    )
    return rx.cond(
        run.errors + run.warnings > 0,
        section(
            t("interop.report.heading"),
            table(columns, report.rows, _cells, caption=t("interop.report.caption")),
            pager(report.number, report.last, lambda n: on_show(severity, n), label=t("interop.report.pages")),
            id="report",
            beside=rx.el.div(choose, _download(run.id), class_name="btns"),
            kind="",
        ),
    )
