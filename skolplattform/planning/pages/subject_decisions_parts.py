"""The parts of a head's page of decisions about students' syllabuses."""

from typing import Any

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.planning.subject_decisions.views import DecisionRow, FoundPupil
from skolplattform.ui.components.forms import button, date_field, error_summary, search_field, select_field, submit
from skolplattform.ui.components.layout import chip, columns, section
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.scripts import FocusWhen

_FOCUSED = {"class_name": "stack", "tab_index": -1, "style": {"maxWidth": "40rem"}}
"""What opens where one pressed takes the focus."""


def decisions(rows: Var, *, id: str, none: Any, on_end: Any = None) -> rx.Component:
    """A section with decisions, each with a way to end it when `on_end` is there; or why there are none."""
    headings = ("student", "subject", "days", "by") + (("end",) if on_end else ())
    heads = [Column(t(f"decision.column.{name}")) for name in headings]
    caption = t(f"decision.{id}")
    rows_shown = table(heads, rows, lambda row: _cells(row, on_end), caption=caption, plain=True)
    return section(caption, rx.cond(rows.length() > 0, rows_shown, rx.el.p(none, class_name="soft")), id=id)


def _cells(row: Var[DecisionRow], on_end: Any) -> list[rx.Component]:
    until = rx.cond(row.last.sv != "", rx.fragment(" – ", t(row.last)), rx.fragment(" – ", t("decision.still")))
    cells = [
        rx.el.span(row.name, " ", rx.el.span(row.class_name, class_name="soft")),
        rx.el.span(row.subject, ", ", t(row.read_by)),
        rx.el.span(t(row.first), until),
        rx.el.span(row.decided_by),
    ]
    if not on_end:
        return cells
    later = rx.cond(row.has_begun, "", rx.fragment(" ", chip(t("decision.later"))))
    counts = rx.cond(row.counts, "", rx.fragment(" ", chip(t("decision.without"), needs_you=True)))
    of_whom = rx.el.span(" ", row.name, ", ", row.subject, class_name="sr")
    end = button(t("decision.end"), of_whom, kind="quiet small", on_click=on_end(row.id))
    return [*cells[:2], rx.el.span(cells[2], later, counts), cells[3], end]


def ending(state: Any) -> rx.Component:
    """The form in which a decision gets its last day."""
    row = state.ended
    line = rx.fragment(row.name, ": ", row.subject, ", ", t(row.read_by), ", ", t("decision.since", day=t(row.first)))
    day = {"default_value": rx.cond(row.last_day != "", row.last_day, state.today), "min": state.today}
    form = rx.el.form(
        error_summary(state.errors),
        date_field("last_day", t("decision.last_day"), errors=state.errors, hint=t("decision.last_day.hint"), **day),
        _buttons(t("decision.end.save"), state),
        on_submit=state.end,
        no_validate=True,
        **_FOCUSED,
    )
    return section(t("decision.end.title"), FocusWhen.create(form, value=row.id), id="ending", line=line)


def search(state: Any) -> rx.Component:
    """The student to decide about, by name."""
    return section(
        t("decision.new"),
        search_field(t("decision.search"), max_length=60, on_change=state.search.debounce(400)),
        rx.cond(
            state.found.length() > 0,
            rx.el.ul(rx.foreach(state.found, lambda row: _match(row, state)), class_name="list"),
            rx.cond(state.has_searched, rx.el.p(t("decision.search.none"), class_name="small soft")),
        ),
        id="new",
        line=t("decision.new.line"),
    )


def _match(row: Var[FoundPupil], state: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(row.name, " ", rx.el.span(row.class_name, class_name="soft"), class_name="grow"),
        button(t("decision.choose"), rx.el.span(" ", row.name, class_name="sr"), on_click=state.choose(row.id)),
    )


def asking(state: Any) -> rx.Component:
    """The form of a decision about the student who is chosen; or why nothing can be decided."""
    pupil, errors = state.pupil, state.errors
    form = rx.el.form(
        error_summary(errors),
        select_field("subject", t("decision.subject"), pupil.subjects, errors=errors, hint=t("decision.subject.hint")),
        columns(
            _day("start_date", "decision.first", state, default_value=state.today),
            _day("end_date", "decision.last", state),
            least="14rem",
        ),
        _buttons(t("decision.decide"), state),
        on_submit=state.decide,
        no_validate=True,
        **_FOCUSED,
    )
    nothing = rx.el.div(
        rx.el.p(t("decision.nothing")),
        rx.el.div(button(t("decision.another"), on_click=state.close), class_name="btns"),
        **_FOCUSED,
    )
    shown = rx.cond(pupil.subjects.length() > 0, form, nothing)
    line = rx.fragment(pupil.name, " ", pupil.class_name)
    return section(t("decision.new"), FocusWhen.create(shown, value=pupil.id), id="new", line=line)


def _day(name: str, words: str, state: Any, **props: Any) -> rx.Component:
    return date_field(name, t(words), errors=state.errors, hint=t(f"{words}.hint"), min=state.today, **props)


def _buttons(save: rx.Component | Var, state: Any) -> rx.Component:
    return rx.el.div(submit(save), button(t("decision.cancel"), kind="quiet", on_click=state.close), class_name="btns")
