"""Register > Import: hand over the files, follow the check, see what it would do, take it in or let it go."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.i18n.catalogue import catalogue
from skolplattform.i18n.client import clock_time, day, number, t, t_among
from skolplattform.interop.contract import KindCounts, RunShown, RunState
from skolplattform.interop.pages.import_state import REFUSALS, ImportState
from skolplattform.interop.pages.report import problem_section
from skolplattform.interop.permissions import IMPORT
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import banner, card, head, loaded, section, stack
from skolplattform.ui.components.overlays import close_button, dialog, open_button
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.scripts import Ticker

STATES = [f"interop.state.{state}" for state in RunState]
REASONS = [f"interop.reason.{name}" for name in ("has_errors", "register_changed", "crashed", "not_checked")]
STEPS = ("reading", "checking", "comparing", "taking")
KINDS = [key for key in catalogue("sv") if key.startswith("interop.kind.")]


def _step(name: str, place: int) -> rx.Component:
    past = rx.Var.create(list(STEPS[place + 1 :])).contains(ImportState.standing.step)
    here = ImportState.standing.step == name
    return rx.el.li(
        rx.cond(past, icon("check"), rx.fragment()),
        t(f"interop.step.{name}"),
        custom_attrs={"aria-current": rx.cond(here, "step", None)},
    )


def _going() -> rx.Component:
    run, standing = ImportState.run, ImportState.standing
    words = rx.cond(
        standing.step == "reading",
        t_among("interop.step." + standing.step, [f"interop.step.{step}" for step in STEPS]),
        t("interop.page.rows", done=standing.done, total=standing.total),
    )
    return card(
        Ticker.create(on_tick=ImportState.refresh),
        rx.el.div(
            rx.el.h2(
                run.name, " ", rx.el.span(t_among("interop.state." + run.state, STATES), class_name="soft"), id="h-run"
            ),
            rx.cond(
                ImportState.is_stopping,
                rx.el.span(t("interop.page.stopping"), role="status", class_name="soft"),
                button(t("interop.page.cancel"), kind="quiet danger", on_click=ImportState.cancel(run.id)),
            ),
            class_name="between",
        ),
        rx.el.progress(
            value=standing.done, max=rx.cond(standing.total > 0, standing.total, 1), aria_label=t("interop.page.title")
        ),
        rx.el.p(
            rx.el.span(words, role="status", class_name="num"),
            rx.el.span(
                t("interop.page.started", time=clock_time(run.started_at), who=run.started_by), class_name="small soft"
            ),
            class_name="between",
        ),
        rx.el.ol(*(_step(name, place) for place, name in enumerate(STEPS)), class_name="steps"),
        custom_attrs={"aria-labelledby": "h-run"},
    )


def _tiles() -> rx.Component:
    run = ImportState.run
    tile = lambda key, value, line, kind="": rx.el.div(  # noqa: E731
        rx.el.dt(t(f"interop.page.{key}")),
        rx.el.dd(number(value)),
        rx.el.dd(t(f"interop.page.{line}"), class_name="small soft"),
        class_name=kind,
    )
    return rx.el.dl(
        tile("new", run.new, "new_line"),
        tile("changed", run.changed, "changed_line"),
        tile("ended", run.ended, "ended_line"),
        tile("errors", run.errors, "errors_line", rx.cond(run.errors > 0, "need", "")),
        class_name="tiles",
    )


def _counts(kind: rx.Var[KindCounts]) -> list:
    word = t_among("interop.kind." + kind.kind, KINDS)
    return [word, *(number(n) for n in (kind.new, kind.changed, kind.ended, kind.unchanged, kind.bad))]


def _kinds() -> rx.Component:
    heads = ("new", "changed", "ended", "unchanged", "bad")
    columns = [Column(t("interop.command.kind")), *(Column(t(f"interop.command.{h}"), numeric=True) for h in heads)]
    return table(columns, ImportState.run.kinds, _counts, caption=t("interop.page.preview"))


def _decision() -> rx.Component:
    run = ImportState.run
    all_good = button(t("interop.page.take"), kind="primary", on_click=ImportState.take(run.id))
    only_good = open_button("take-good", t("interop.page.take_good"), kind="primary")
    return card(
        rx.el.div(
            rx.el.h2(t("interop.page.checked", name=run.name), id="h-checked"),
            rx.el.div(
                button(t("interop.page.cancel"), kind="quiet danger", on_click=ImportState.cancel(run.id)),
                rx.cond(run.errors > 0, only_good, all_good),
                class_name="btns",
            ),
            class_name="between",
        ),
        rx.el.p(
            rx.cond(
                run.errors > 0, t("interop.page.has_errors", n=run.errors), t("interop.page.no_errors", n=run.rows)
            ),
            role="status",
        ),
        dialog(
            "take-good",
            t("interop.page.take_good_title", name=run.name),
            rx.el.p(t("interop.page.take_good_text", n=run.bad_rows)),
            actions=(
                close_button(
                    "take-good", t("interop.page.take_good"), kind="primary", on_click=ImportState.take_good(run.id)
                ),
            ),
        ),
    )


def _ended() -> rx.Component:
    run = ImportState.run
    return rx.match(
        run.state,
        (
            RunState.TAKEN.value,
            banner(
                rx.el.b(t("interop.page.taken", name=run.name)),
                rx.el.p(t("interop.page.taken_line", changes=run.new + run.changed + run.ended, same=run.unchanged)),
                sign="check",
            ),
        ),
        (
            RunState.FAILED.value,
            banner(
                rx.el.b(t("interop.page.failed", name=run.name)),
                rx.el.p(t_among("interop.reason." + run.reason, REASONS)),
                kind="stop",
                sign="alert",
            ),
        ),
        rx.fragment(),
    )


def _files() -> rx.Component:
    """The field for the files; what was refused is told beside it."""
    refused = ImportState.refusal != ""
    return rx.el.div(
        rx.el.label(t("interop.page.files"), html_for="files"),
        rx.el.span(t("interop.page.files_hint"), class_name="hint", id="files-hint"),
        rx.cond(
            refused,
            rx.el.span(icon("alert"), t_among(ImportState.refusal, REFUSALS), class_name="error", id="files-error"),
        ),
        rx.el.input(
            id="files",
            name="files",
            type="file",
            multiple=True,
            required=True,
            accept=".zip,.json,.gz",
            custom_attrs={
                "aria-describedby": "files-hint files-error",
                "aria-invalid": rx.cond(refused, "true", None),
            },
        ),
        class_name="field",
    )


def _hand_over() -> rx.Component:
    """Files for a new import; the filled button, unless a checked one waits for its answer above."""
    waits = ImportState.run.state == RunState.CHECKED
    send = rx.el.button(
        icon("upload"), t("interop.page.hand_over"), type="submit", class_name=rx.cond(waits, "", "primary")
    )
    return section(
        t("interop.page.new_import"),
        plain_form(
            _files(),
            rx.el.div(send, class_name="btns"),
            to="/register/import/files",
            enc_type="multipart/form-data",
            class_name="stack",
            style={"max-width": "40rem"},
        ),
        id="new",
    )


def _earlier_run(run: rx.Var[RunShown]) -> rx.Component:
    line = t("interop.page.earlier_line", rows=run.rows, n=run.errors)
    return rx.el.li(
        icon(rx.match(run.state, ("taken", "check"), ("failed", "alert"), "history")),
        rx.el.span(
            rx.el.b(run.name),
            " ",
            rx.el.span(t_among("interop.state." + run.state, STATES), class_name="small soft"),
            rx.el.br(),
            rx.el.span(line, class_name="small soft"),
            class_name="grow",
        ),
        rx.el.time(day(run.started_at, "short"), " ", clock_time(run.started_at), class_name="small soft"),
    )


def _earlier() -> rx.Component:
    return rx.cond(
        ImportState.earlier.length() > 0,
        section(
            t("interop.page.earlier"),
            rx.el.ul(rx.foreach(ImportState.earlier, _earlier_run), class_name="list"),
            id="earlier",
        ),
    )


@page(
    "/register/import",
    title="interop.page.title",
    right=IMPORT,
    workspace=Workspace.ADMINISTRATOR,
    on_load=ImportState.load,
)
def view() -> rx.Component:
    """The page."""
    run = ImportState.run
    checked = run.state == RunState.CHECKED
    shown = stack(
        rx.cond(ImportState.is_going, _going(), rx.cond(checked, _decision(), _ended())),
        rx.cond(run.kinds.length() > 0, rx.fragment(_tiles(), _kinds())),
        problem_section(run, ImportState.report, ImportState.severity, ImportState.show),
        rx.cond(ImportState.is_going, rx.fragment(), _hand_over()),
        _earlier(),
        gap="32px",
    )
    return rx.fragment(head(t("interop.page.title"), line=t("interop.page.line")), loaded(ImportState.is_ready, shown))
