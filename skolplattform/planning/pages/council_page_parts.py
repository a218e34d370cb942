"""The parts of a class council's page: agenda, minutes, decisions, what its teacher sees to; `state`: the page's."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.components import clash_banner
from skolplattform.planning.influence.rules import DECISION_LENGTH, MINUTES_LENGTH, POINT_LENGTH
from skolplattform.planning.influence.views import PointShown
from skolplattform.planning.pages.council_parts import decisions, earlier, minutes, point_card
from skolplattform.ui.components.forms import (
    button,
    date_field,
    described,
    error_summary,
    field,
    saving,
    submit,
    text_field,
)
from skolplattform.ui.components.layout import crumbs, empty, head, loaded, section, split, stack
from skolplattform.ui.components.overlays import close_button, dialog, open_button
from skolplattform.ui.icon import icon
from skolplattform.ui.shell_state import ShellState

APPROVE = "approve-minutes"


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    shown = state.shown
    written = rx.cond(shown.secretary != "", t("council.secretary.is", name=shown.secretary), t("council.by_teacher"))
    line = rx.fragment(day(shown.day, "long"), ". ", rx.cond(shown.is_open, written, t("council.approved")))
    work = stack(
        clash_banner(state.clash, state.keep_mine, state.take_theirs),
        _carried(state),
        rx.cond(
            shown.is_open,
            stack(_agenda(state), earlier(shown)),
            section(t("council.minutes"), minutes(shown), id="minutes", kind=""),
        ),
        gap="32px",
    )
    page = rx.fragment(
        _way_back(state),
        head(t("council.of_group", group=shown.group), line=line, actions=[_correct(state)]),
        rx.cond(shown.leads & shown.is_open, split(work, _leading(state)), work),
        _approve_dialog(state),
    )
    gone = rx.fragment(head(t("council.title")), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(state.ready, rx.cond(state.missing, gone, page), lines=8)


def _way_back(state: type[rx.State]) -> rx.Component:
    here = day(state.shown.day, "date")
    school = crumbs((t("council.school"), "/klassrad"), here=here)
    return rx.cond(
        ShellState.who.workspace == Workspace.PRINCIPAL.value,
        school,
        crumbs((t("influence.title"), "/inflytande"), here=here),
    )


def _carried(state: type[rx.State]) -> rx.Component:
    """What earlier councils decided and nobody has done yet."""

    def tick(one: Var) -> rx.Component:
        act = button(icon("check"), t("council.tick"), kind="quiet", on_click=state.tick(one.id))
        return rx.cond(state.shown.leads, act)

    lines = section(t("council.carried"), decisions(state.shown.carried, tick), id="carried", kind="")
    return rx.cond(state.shown.carried.length() > 0, lines)


def _agenda(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    points = stack(rx.foreach(shown.points, lambda point: _point(state, point)), gap="12px")
    nothing = empty(t("council.agenda.empty"), t("council.agenda.empty.why"))
    saved = rx.cond(state.saved_at != "", t("discussion.saved", time=clock_time(state.saved_at)), "")
    made = rx.cond(shown.decisions.length() > 0, decisions(shown.decisions))
    form = rx.cond(shown.may_write, _decide(state))
    decided = section(t("council.decisions"), made, form, id="decisions", kind="")
    return rx.fragment(
        section(
            t("council.agenda"),
            rx.cond(shown.points.length() > 0, points, nothing),
            rx.el.span(saved, class_name="small soft", id="saved"),
            _propose(state),
            id="agenda",
            kind="",
        ),
        rx.cond(shown.may_write | (shown.decisions.length() > 0), decided),
    )


def _point(state: type[rx.State], point: Var[PointShown]) -> rx.Component:
    """A point; who writes the minutes has a field that saves itself, the others follow what is written."""
    words = rx.el.label(
        rx.el.span(t("council.minutes"), class_name="small"),
        rx.el.textarea(
            rows="3",
            default_value=point.minutes,
            max_length=MINUTES_LENGTH,
            lang="sv",
            key=point.id + state.revision.to_string(),
            aria_label=t("council.minutes.of", title=point.title),
            **saving(lambda words: state.write(point.id, words)),
        ),
        class_name="field",
    )
    said = rx.cond(point.minutes != "", rx.el.p(point.minutes, class_name="pre reading", lang="sv"))
    off = button(
        icon("undo"),
        t("council.take_back"),
        kind="quiet",
        aria_label=t("council.take_back.of", title=point.title),
        on_click=state.take_back(point.id),
    )
    may_take = (point.is_own | state.shown.leads) & (point.minutes == "")
    return point_card(
        point, rx.cond(state.shown.may_write, words, said), rx.el.div(rx.cond(may_take, off), class_name="btns acts")
    )


def _propose(state: type[rx.State]) -> rx.Component:
    form = rx.el.form(
        rx.cond(state.errors.contains("title"), error_summary(state.errors)),
        text_field(
            "title",
            t("council.propose"),
            errors=state.errors,
            hint=t("council.propose.hint"),
            max_length=POINT_LENGTH,
            auto_complete="off",
            lang="sv",
        ),
        rx.el.div(submit(t("council.propose.send")), class_name="btns"),
        on_submit=state.propose,
        no_validate=True,
        key="propose" + state.revision.to_string(),
        class_name="card stack",
    )
    return rx.cond(state.shown.may_propose, form)


def _decide(state: type[rx.State]) -> rx.Component:
    everybody = rx.el.option(t("council.everybody"), value="everybody")
    members = rx.foreach(state.shown.members, lambda pair: rx.el.option(pair[1], value=pair[0]))
    who = rx.el.label(t("council.who"), rx.el.select(everybody, members, name="responsible"), class_name="field")
    return rx.el.form(
        rx.cond(state.errors.contains("text"), error_summary(state.errors)),
        text_field(
            "text", t("council.decide"), errors=state.errors, max_length=DECISION_LENGTH, auto_complete="off", lang="sv"
        ),
        who,
        date_field("due", t("council.due"), errors=state.errors),
        rx.el.div(rx.el.button(t("council.decide.send"), type="submit"), class_name="btns"),
        on_submit=state.decide,
        no_validate=True,
        key="decide" + state.revision.to_string(),
        class_name="card stack",
    )


def _leading(state: type[rx.State]) -> rx.Component:
    """Who writes, and approving."""
    shown = state.shown
    members = rx.foreach(shown.members, lambda pair: rx.el.option(pair[1], value=pair[0]))
    choice = rx.el.select(
        rx.el.option(t("council.by_teacher"), value="teacher"),
        members,
        id="secretary",
        name="secretary",
        default_value=rx.cond(shown.secretary_id != "", shown.secretary_id, "teacher"),
        custom_attrs=described("secretary", None, t("council.secretary.hint")),
    )
    choose = field("secretary", t("council.secretary"), choice, hint=t("council.secretary.hint"))
    form = rx.el.form(
        choose,
        rx.el.div(rx.el.button(t("council.secretary.send"), type="submit"), class_name="btns"),
        on_submit=state.appoint,
        no_validate=True,
        key="appoint" + state.revision.to_string() + shown.secretary_id,
        class_name="stack",
    )
    return rx.el.aside(
        form,
        rx.el.hr(),
        rx.el.p(t("council.approve.line"), class_name="small soft"),
        rx.el.div(open_button(APPROVE, t("council.approve"), kind="primary"), class_name="btns"),
        class_name="card stack",
        aria_label=t("council.leading"),
    )


def _correct(state: type[rx.State]) -> rx.Component:
    act = button(icon("pencil"), t("council.correct"), on_click=state.correct(state.key))
    return rx.cond(state.shown.leads & ~state.shown.is_open, act)


def _approve_dialog(state: type[rx.State]) -> rx.Component:
    yes = close_button(APPROVE, t("council.approve"), kind="primary", on_click=state.approve(state.key))
    return dialog(APPROVE, t("council.approve.title"), rx.el.p(t("council.approve.why")), actions=(yes,))
