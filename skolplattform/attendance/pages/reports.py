"""/narvarorapporter: attendance of students and classes over a time, CSN's list, the national register's keys."""

from datetime import date

import reflex as rx
from sqlmodel import Session

from skolplattform.accounts.pages.proof import ProofState, proof
from skolplattform.attendance.permissions import EXPORT
from skolplattform.attendance.queries.figures import report_choices
from skolplattform.attendance.queries.unreported import year_start
from skolplattform.attendance.reports import LONGEST_REASON, Kind
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n.client import is_english, t
from skolplattform.ui.address import asked
from skolplattform.ui.components.forms import choice, choices, date_field, select_field, text_field
from skolplattform.ui.components.layout import card, go, head, loaded, section, stack
from skolplattform.ui.components.plain_form import plain_form
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import tell

Pairs = list[tuple[str, str]]
REFUSED = ("reason", "code", "last")


def _choices(session: Session, actor: Actor) -> tuple[Pairs, Pairs]:
    return report_choices(session, actor, clock.today())


class ReportsState(rx.State):
    """What can be chosen."""

    ready: bool = False
    units: Pairs = []
    classes: Pairs = []
    first: str = ""
    last: str = ""

    @rx.event
    @guarded(EXPORT)
    async def load(self) -> None:
        """Opened."""
        async with problems(self):
            self.units, self.classes = await in_read(_choices)
        today: date = clock.today()
        self.first, self.last = year_start(today).isoformat(), today.isoformat()
        self.ready = True
        if (refused := asked(self, "fel")) in REFUSED:
            await tell(self, "error", f"reports.error.{refused}")


def _form() -> rx.Component:
    state = ReportsState
    kinds = (
        choice(
            rx.fragment(rx.el.b(t(f"reports.kind.{kind}")), rx.el.br(), t(f"reports.about.{kind}")),
            kind="radio",
            name="innehall",
            value=kind.value,
            default_checked=kind is Kind.STUDENTS,
        )
        for kind in Kind
    )
    whole = rx.el.option(t("reports.whole_school"), value="")
    classes = rx.foreach(state.classes, lambda pair: rx.el.option(pair[1], value=pair[0]))
    buttons = (
        rx.el.button(
            t(f"reports.as.{form}"), type="submit", name="form", value=form, class_name="primary" if not at else ""
        )
        for at, form in enumerate(("xlsx", "pdf", "csv"))
    )
    return plain_form(
        choices(t("reports.what"), *kinds),
        select_field("enhet", t("reports.unit"), state.units),
        rx.el.div(
            rx.el.label(t("reports.class"), html_for="klass"),
            rx.el.select(whole, classes, id="klass", name="klass"),
            class_name="field",
        ),
        rx.el.div(
            date_field("fran", t("reports.first"), default_value=state.first, required=True),
            date_field("till", t("reports.last"), default_value=state.last, required=True),
            class_name="cols",
            style={"--min": "12rem"},
        ),
        text_field("skal", t("reports.reason"), hint=t("reports.reason.hint"), max_length=LONGEST_REASON),
        rx.el.input(type="hidden", name="sprak", value=rx.cond(is_english(), "en", "sv"), read_only=True),
        rx.el.p(t("reports.note"), class_name="small soft"),
        rx.el.div(*buttons, class_name="btns"),
        to="/narvarorapporter/hamta",
        class_name="stack",
    )


@page(
    "/narvarorapporter",
    title="reports.title",
    right=EXPORT,
    workspace=(Workspace.PRINCIPAL, Workspace.ADMINISTRATOR),
    on_load=[ReportsState.load, ProofState.look],
)
def view() -> rx.Component:
    """The page."""
    one = section(
        t("reports.student.one"),
        rx.el.p(t("reports.student.one_line"), class_name="soft"),
        rx.el.p(go(t("reports.student.choose"), to="/elevnarvaro")),
        id="one",
    )
    content = stack(one, card(_form(), proof(back_to="/narvarorapporter")), gap="24px")
    return rx.fragment(head(t("reports.title"), line=t("reports.how")), loaded(ReportsState.ready, content, lines=8))
