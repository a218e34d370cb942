"""What the pages of warnings share: how far one has come, who has read, what it says."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.risk.rules import State
from skolplattform.assessment.risk.views import Said, WarningRow
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.components.layout import chip, go
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.icon import icon

STATES = [f"risk.state.{one.value}" for one in State]


def state_chip(state: Var) -> rx.Component:
    """Utkast, skickad, inte längre aktuell, terminen är slut."""
    return chip(t_among("risk.state." + state.to(str), STATES))


def read_by(row: Var[WarningRow]) -> rx.Component:
    """2 av 3 har läst; asks for somebody when not all have."""
    words = t("risk.read_by", n=row.confirmed, of=row.expected)
    waits = (row.state == State.SENT.value) & (row.confirmed < row.expected)
    return rx.cond(
        row.state == State.DRAFT.value,
        rx.el.span(t("risk.not_sent"), class_name="soft"),
        rx.cond(waits, chip(words, needs_you=True), rx.el.span(icon("check"), words, class_name="with")),
    )


def warnings_table(rows: Var, caption: Var) -> rx.Component:
    """Warnings, a line each."""
    names = ("student", "class", "subject", "state", "when", "read")

    def cells(row: Var[WarningRow]) -> list:
        return [
            go(row.student, to="/varningar/" + row.id.to(str)),
            row.class_name,
            rx.el.span(row.subject, lang="sv"),
            state_chip(row.state),
            t(row.when),
            read_by(row),
        ]

    return table([Column(t(f"risk.column.{name}")) for name in names], rows, cells, caption=caption)


def said_list(criteria: Var) -> rx.Component:
    """The criteria that are not reached yet, and what it takes."""

    def entry(item: Var[Said]) -> rx.Component:
        wording = rx.cond(item.wording != "", rx.el.p(item.wording, class_name="small"))
        return rx.el.li(rx.el.div(rx.el.b(item.name), wording, class_name="grow"))

    return rx.cond(criteria.length() > 0, rx.el.ul(rx.foreach(criteria, entry), class_name="list", lang="sv"))


def told(heading: Var, words: Var, level: str = "h3") -> rx.Component:
    """A part of the warning in the teacher's own words."""
    title = rx.el.h3(heading) if level == "h3" else rx.el.h2(heading)
    return rx.el.div(title, rx.el.p(words, class_name="pre", lang="sv"), class_name="stack", style={"--gap": "4px"})
