"""/administration: the administrator's start: imports and their errors, who cannot sign in, the way to the register."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import clock_time, day, number, t, t_among
from skolplattform.interop.contract import TOPIC, RunShown, RunState
from skolplattform.registry.permissions import MANAGE_REGISTER
from skolplattform.ui import live
from skolplattform.ui.components.layout import banner, button_link, columns, empty, go, head, loaded, section, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.workspaces.administrator import Lacking, StartView, start_view

STATES = [f"interop.state.{state}" for state in RunState]


class AdministratorState(rx.State):
    """How the register stands."""

    shown: StartView = StartView()

    @rx.event
    @guarded(MANAGE_REGISTER)
    async def load(self) -> None:
        """Opened."""
        await self._read()
        live.watch(self, AdministratorState.refresh, TOPIC)

    @rx.event
    @guarded(MANAGE_REGISTER, keeps_awake=False)
    async def refresh(self) -> None:
        """An import has come further."""
        await self._read()

    async def _read(self) -> None:
        async with problems(self):
            self.shown = await in_read(start_view)


def _tile(key: str, value: Var, kind: object = "") -> rx.Component:
    return rx.el.div(
        rx.el.dt(t(f"workspaces.administrator.{key}")),
        rx.el.dd(number(value)),
        rx.el.dd(t(f"workspaces.administrator.{key}_line"), class_name="small soft"),
        class_name=kind,
    )


def _tiles() -> rx.Component:
    shown = AdministratorState.shown
    return rx.el.dl(
        _tile("students", shown.students),
        _tile("guardians", shown.guardians),
        _tile("staff", shown.staff),
        _tile("no_account", shown.without_name, rx.cond(shown.without_name > 0, "need", "")),
        class_name="tiles",
    )


def _waits(run: Var[RunShown]) -> rx.Component:
    return rx.cond(
        run.state == RunState.CHECKED,
        banner(
            t("workspaces.administrator.waits", name=run.name, n=run.errors),
            kind="need",
            sign="upload",
            action=button_link(t("workspaces.administrator.decide"), to="/register/import"),
        ),
    )


def _run(run: Var[RunShown]) -> rx.Component:
    return rx.el.li(
        icon(rx.match(run.state, ("taken", "check"), ("failed", "alert"), "history")),
        rx.el.span(
            rx.el.b(run.name),
            rx.el.br(),
            rx.el.span(
                t_among("interop.state." + run.state, STATES),
                ". ",
                t("interop.page.earlier_line", rows=run.rows, n=run.errors),
                class_name="small soft",
            ),
            class_name="grow",
        ),
        rx.el.time(day(run.started_at, "short"), " ", clock_time(run.started_at), class_name="small soft"),
    )


def _imports() -> rx.Component:
    runs = AdministratorState.shown.runs
    none = empty(
        t("workspaces.administrator.no_imports"),
        t("workspaces.administrator.no_imports_why"),
        button_link(t("workspaces.administrator.first_import"), to="/register/import"),
    )
    return section(
        t("workspaces.administrator.imports"),
        rx.cond(runs.length() > 0, rx.el.ul(rx.foreach(runs, _run), class_name="list"), none),
        id="imports",
        beside=go(t("workspaces.administrator.to_import"), to="/register/import", class_name="small"),
    )


def _person(one: Var[Lacking]) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            go(one.name, to=one.href), rx.el.br(), rx.el.span(one.role, class_name="small soft"), class_name="grow"
        )
    )


def _lacking() -> rx.Component:
    rows = AdministratorState.shown.lacking
    return section(
        t("workspaces.administrator.missing"),
        rx.cond(
            rows.length() > 0,
            rx.fragment(
                rx.el.p(t("workspaces.administrator.missing_why"), class_name="small soft"),
                rx.el.ul(rx.foreach(rows, _person), class_name="list"),
            ),
            rx.el.p(t("workspaces.administrator.all_sign_in"), class_name="soft"),
        ),
        id="missing",
    )


@page(
    "/administration",
    title="workspaces.administrator.title",
    right=MANAGE_REGISTER,
    workspace=Workspace.ADMINISTRATOR,
    on_load=AdministratorState.load,
)
def view() -> rx.Component:
    """The page."""
    shown = AdministratorState.shown
    content = stack(
        rx.cond(shown.runs.length() > 0, _waits(shown.runs[0])),
        _tiles(),
        columns(_imports(), _lacking(), least="22rem"),
        gap="32px",
    )
    search = button_link(icon("search"), t("workspaces.administrator.register"), to="/register")
    return rx.fragment(
        head(t("workspaces.administrator.title"), line=t("workspaces.administrator.line"), actions=[search]),
        loaded(shown.is_ready, content),
    )
