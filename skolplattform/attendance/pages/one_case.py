"""/franvaroarenden/[case_id]: one student's case, its clock, its steps, what is written in it."""

import reflex as rx

from skolplattform.attendance.pages.case_parts import DECISION_KEYS, KIND_KEYS, STAGE_KEYS, STEP_KEYS, entry
from skolplattform.attendance.pages.one_case_state import CaseState
from skolplattform.attendance.permissions import VIEW_CASES
from skolplattform.attendance.rules.cases import Decision, Entry, Present
from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import clock_time, t, t_among
from skolplattform.ui.components.forms import (
    button,
    choice,
    choices,
    date_field,
    error_summary,
    select_field,
    submit,
    text_area,
)
from skolplattform.ui.components.layout import (
    banner,
    button_link,
    chip,
    crumbs,
    empty,
    go,
    head,
    loaded,
    section,
    split,
    stack,
)
from skolplattform.ui.page import page

case = CaseState.case


def _fact(label: rx.Var, value: rx.Component | rx.Var) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value))


def _clock() -> rx.Component:
    """The law wants it prompt: the days that have gone, and what has been done."""
    not_yet = rx.el.span(t("cases.not_yet"), class_name="soft")
    since = rx.cond(case.since_start >= 0, t("cases.days", n=case.since_start), not_yet)
    days = rx.cond(
        case.late,
        chip(t("cases.days", n=case.since_trigger), needs_you=True),
        rx.el.span(t("cases.days", n=case.since_trigger)),
    )
    return section(
        t("cases.clock"),
        rx.el.dl(
            _fact(t("cases.since_trigger"), days),
            _fact(t("cases.since_start"), since),
            _fact(t("cases.trigger"), t(case.trigger)),
            _fact(t("cases.started"), rx.cond(case.since_start >= 0, t(case.started), not_yet)),
            _fact(t("cases.reported"), rx.cond(CaseState.is_reported, t(case.reported), not_yet)),
            _fact(
                t("cases.decided"),
                rx.cond(
                    case.decision != "",
                    rx.fragment(t(case.decided), ": ", t_among("cases.decision." + case.decision, DECISION_KEYS)),
                    not_yet,
                ),
            ),
            rx.cond(
                CaseState.is_sent | (case.decision == Decision.MUNICIPALITY.value),
                _fact(t("cases.municipality"), rx.cond(CaseState.is_sent, t(case.municipality), not_yet)),
            ),
            class_name="pairs",
            style={"gridTemplateColumns": "1fr"},
        ),
        rx.foreach(case.limits, lambda line: rx.el.p(t(line), class_name="small soft")),
        id="clock",
        kind="card",
    )


def _step(step: rx.Var[str]) -> rx.Component:
    """One step with its day; a decision is chosen from the closed list."""
    decisions = rx.el.select(
        *(rx.el.option(t(f"cases.decision.{one}"), value=one.value) for one in Decision),
        name="decision",
        aria_label=t("cases.decision"),
    )
    return rx.el.form(
        rx.el.input(type="hidden", name="step", value=step),
        rx.cond(step == "decide", decisions),
        rx.el.label(
            t("cases.step.day"),
            rx.el.input(type="date", name="on", default_value=CaseState.today, max=CaseState.today),
            class_name="field",
        ),
        rx.el.button(t_among("cases.step." + step, STEP_KEYS), type="submit"),
        on_submit=CaseState.step,
        class_name="stack",
        style={"--gap": "8px"},
    )


def _steps() -> rx.Component:
    state = CaseState
    return section(
        t("cases.steps"),
        rx.foreach(case.steps, _step),
        rx.el.form(
            date_field(
                "follow_up_on",
                t("cases.follow_up"),
                errors=state.errors,
                default_value=case.follow_up_on,
                key="follow-up" + case.follow_up_on,
            ),
            rx.el.button(t("cases.plan"), type="submit"),
            on_submit=state.plan,
            class_name="stack",
            style={"--gap": "8px"},
        ),
        rx.el.p(t("cases.responsible"), ": ", case.responsible, class_name="small soft"),
        id="steps",
        kind="card",
    )


def _analysis() -> rx.Component:
    state = CaseState
    clash = banner(
        rx.el.b(t("cases.clash", name=state.theirs_by)),
        rx.el.p(state.theirs, style={"whiteSpace": "pre-wrap"}),
        rx.el.div(
            button(t("cases.clash.mine"), on_click=state.keep_mine),
            button(t("cases.clash.theirs"), on_click=state.take_theirs),
            class_name="btns",
        ),
        kind="need",
    )
    saved = rx.cond(state.saved_at != "", t("cases.saved", time=clock_time(state.saved_at)), t("cases.analysis.hint"))
    return section(
        t("cases.analysis"),
        rx.cond(state.has_clash, clash),
        text_area(
            "analysis",
            t("cases.analysis.label"),
            rows=7,
            hint=saved,
            errors=state.errors,
            default_value=case.analysis,
            on_blur=state.write,
            max_length=4_000,
            key=state.text_key,
        ),
        id="analysis",
        kind="card",
    )


def _new_entry() -> rx.Component:
    state = CaseState
    present = (choice(t(f"cases.present.{role}"), name=f"present-{role}", value="yes") for role in Present)
    kinds = [(one.value, t(f"cases.entry.{one}")) for one in Entry]
    form = rx.el.form(
        select_field("kind", t("cases.entry.kind"), kinds, errors=state.errors, hint=t("cases.entry.hint")),
        date_field("on", t("cases.entry.day"), errors=state.errors, default_value=state.today),
        choices(t("cases.entry.present"), rx.el.div(*present, class_name="picks")),
        text_area("words", t("cases.entry.words"), errors=state.errors, rows=4, max_length=4_000),
        submit(t("cases.entry.save")),
        on_submit=state.add,
        class_name="stack",
        key=state.form_key,
    )
    return section(
        t("cases.entry.new"), rx.cond(case.stage == "closed", rx.el.p(t("cases.error.closed")), form), id="new"
    )


def _entries() -> rx.Component:
    return section(
        t("cases.entries"),
        rx.cond(
            case.written.length() > 0,
            rx.el.ul(rx.foreach(case.written, lambda row: entry(row, to_school=True)), class_name="list"),
            rx.el.p(t("cases.entries.none"), class_name="soft"),
        ),
        id="entries",
    )


def _body() -> rx.Component:
    line = rx.fragment(
        case.class_name,
        " · ",
        t_among("cases.stage." + case.stage, STAGE_KEYS),
        " · ",
        t_among("cases.kind." + case.kind, KIND_KEYS),
        " · ",
        t("cases.since", n=case.since_trigger),
    )
    return rx.fragment(
        crumbs((t("cases.title"), "/franvaroarenden"), here=case.name),
        head(case.name, above=t("cases.case"), line=line),
        error_summary(CaseState.errors),
        split(
            stack(_analysis(), _entries(), _new_entry(), gap="24px"),
            stack(
                _clock(),
                _steps(),
                rx.el.p(go(t("reports.student.link"), to="/elevnarvaro/" + case.student_id)),
                gap="24px",
            ),
            width="22rem",
        ),
    )


def _gone() -> rx.Component:
    back = button_link(t("cases.back"), to="/franvaroarenden", kind="primary")
    return rx.fragment(
        crumbs((t("cases.title"), "/franvaroarenden"), here=t("cases.case")),
        head(t("cases.case")),
        empty(t("cases.gone"), t("cases.gone.why"), back),
    )


@page(
    "/franvaroarenden/[case_id]",
    title="cases.case",
    right=VIEW_CASES,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL, Workspace.STUDENT_HEALTH),
    nav="/franvaroarenden",
    on_load=CaseState.load,
)
def view() -> rx.Component:
    """One case."""
    return loaded(CaseState.ready, rx.cond(case.id != "", _body(), _gone()), lines=8)
