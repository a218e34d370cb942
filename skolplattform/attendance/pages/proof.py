"""/narvaro-besked: nobody is left untold. For the head by student, for the organiser by school (R-A02, OWN-10)."""

import reflex as rx

from skolplattform.attendance.permissions import PROOF
from skolplattform.attendance.queries.proof_shown import MissingRow, ProofRow, ProofView, proof_view
from skolplattform.core.actor import Workspace, current_actor
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import t
from skolplattform.notices import sender
from skolplattform.ui import live
from skolplattform.ui.components.layout import banner, chip, empty, go, head, loaded, section
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

WATCHED = 40
"""Schools that a page follows; the organiser's page is read again when it is opened."""


class ProofState(rx.State):
    """Today's proof."""

    view: ProofView = ProofView()

    @rx.event
    @guarded(PROOF)
    async def load(self) -> None:
        """Opened."""
        await self._show()
        units = sorted(current_actor().units)[:WATCHED]
        live.watch(self, ProofState.refresh, *(f"unit:{unit}" for unit in units), sender.SENT)

    @rx.event
    @guarded(PROOF, keeps_awake=False)
    async def refresh(self) -> None:
        """A lesson was reported, or a notice went."""
        await self._show()

    async def _show(self) -> None:
        async with problems(self):
            self.view = await in_read(proof_view)


def _row(row: rx.Var[ProofRow]) -> rx.Component:
    said = rx.cond(row.needs_you, chip(t(row.said), needs_you=True), chip(t(row.said)))
    people = rx.foreach(row.told, lambda one: rx.fragment(rx.el.br(), rx.el.span(t(one), class_name="small soft")))
    name = rx.cond(row.href != "", go(row.name, to=row.href), rx.el.b(row.name))
    return rx.el.li(
        rx.cond(row.needs_you, icon("alert"), icon("check")),
        rx.el.span(name, " ", rx.el.span(t(row.line), class_name="small soft"), people, class_name="grow"),
        said,
        key=row.id,
    )


def _lesson(row: rx.Var[MissingRow]) -> rx.Component:
    return rx.el.li(
        icon("clock"),
        rx.el.span(
            go(row.name, to="/narvaro/" + row.id),
            " ",
            rx.el.span(t(row.line), class_name="small soft"),
            rx.el.br(),
            rx.el.span(row.teachers, class_name="small soft"),
            class_name="grow",
        ),
        rx.match(
            row.state,
            ("escalated", chip(t("attendance.proof.escalated"), needs_you=True)),
            ("reminded", chip(t("attendance.proof.reminded"))),
            chip(t("attendance.proof.waits_for_teacher")),
        ),
        key=row.id,
    )


def _told() -> rx.Component:
    view = ProofState.view
    return section(
        rx.cond(view.by_school, t("attendance.proof.schools"), t("attendance.proof.students")),
        rx.cond(
            view.rows.length() > 0,
            rx.fragment(
                rx.el.ul(rx.foreach(view.rows, _row), class_name="list card"),
                rx.el.p(t(view.more), class_name="small soft"),
            ),
            empty(t("attendance.proof.none_away"), t("attendance.proof.none_away_why")),
        ),
        id="told",
        kind="",
    )


def _missing() -> rx.Component:
    view = ProofState.view
    lessons = rx.cond(
        view.missing.length() > 0,
        rx.el.ul(rx.foreach(view.missing, _lesson), class_name="list card"),
        rx.el.p(t("attendance.proof.none_missing"), class_name="soft"),
    )
    whole = section(
        t("attendance.proof.missing"), lessons, id="missing", line=t("attendance.proof.missing_line"), kind=""
    )
    return rx.cond(view.by_school, rx.fragment(), whole)


def _body() -> rx.Component:
    view = ProofState.view
    says = rx.fragment(rx.el.b(t(view.finding)), rx.el.br(), rx.el.span(t(view.due), class_name="small"))
    return rx.el.div(
        rx.cond(view.has_untold, banner(says, kind="need", sign="alert"), banner(says, sign="check")),
        _told(),
        _missing(),
        class_name="stack",
        style={"--gap": "28px", "maxWidth": "56rem"},
    )


@page(
    "/narvaro-besked",
    title="attendance.proof.title",
    right=PROOF,
    workspace=(Workspace.PRINCIPAL, Workspace.CENTRAL),
    on_load=ProofState.load,
)
def view() -> rx.Component:
    """The proof."""
    return rx.fragment(
        head(t("attendance.proof.title"), above=t(ProofState.view.date), line=t("attendance.proof.line")),
        loaded(ProofState.view.is_ready, _body(), lines=6),
    )
