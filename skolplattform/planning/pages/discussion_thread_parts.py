"""The parts of a discussion's page: question, what was said, the one field to write in; `state` is the page's."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t, t_among
from skolplattform.planning.components import clash_banner
from skolplattform.planning.discussion.rules import TEXT_LENGTH, Task
from skolplattform.planning.discussion.views import Said
from skolplattform.planning.pages.discussion_parts import contribution, way_back
from skolplattform.planning.pages.discussion_unit import terms_fields
from skolplattform.ui.components.forms import button, error_summary, saving, submit, text_area
from skolplattform.ui.components.layout import banner, chip, empty, external, head, loaded, section, split, stack
from skolplattform.ui.components.overlays import close_button, details, dialog, open_button
from skolplattform.ui.components.tables import pager
from skolplattform.ui.icon import icon

CLOSE = "close-discussion"


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    shown = state.shown
    until = rx.cond(shown.is_open, t("discussion.open_until", day=day(shown.closes, "long")), t("discussion.closed"))
    talk = stack(_question(state), _new(state), _said(state), gap="24px")
    trail = (t("discussion.title"), "/diskussioner")
    page = rx.fragment(
        way_back(shown.leads, trail, here=rx.el.span(shown.unit, lang="sv")),
        head(t("discussion.of_unit", unit=shown.unit), line=rx.fragment(shown.group, ". ", until)),
        rx.cond(shown.leads, split(talk, _terms(state)), talk),
        _close_dialog(state),
    )
    gone = rx.fragment(
        way_back(shown.leads, trail, here=t("discussion.one")),
        head(t("discussion.one")),
        empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2),
    )
    return loaded(state.ready, rx.cond(state.missing, gone, page), lines=8)


def _question(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    meet = rx.el.p(
        external(t("discussion.meet", host=shown.host), href=shown.link),
        class_name="with",
    )
    return rx.el.section(
        rx.el.p(t("discussion.asks", name=shown.by), class_name="small soft"),
        rx.el.h2(shown.question, class_name="pre reading", lang="sv", id="question"),
        rx.cond(shown.link != "", meet),
        rx.cond(shown.must_answer, banner(rx.el.p(t("discussion.must_answer")), sign="pencil")),
        rx.cond(shown.is_open, rx.fragment(), banner(rx.el.p(t("discussion.closed.line")), sign="info")),
        class_name="stack",
        style={"--gap": "12px"},
        aria_labelledby="question",
    )


def _new(state: type[rx.State]) -> rx.Component:
    is_new = state.writing.task == Task.NEW.value
    return rx.cond(state.shown.may_say & is_new, rx.el.div(_writing(state), class_name="card stack"))


def _said(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    nothing = empty(
        t("discussion.empty"), rx.cond(shown.leads, t("discussion.empty.teacher"), t("discussion.empty.why"))
    )
    said = rx.foreach(shown.said, lambda one: _one(state, one))
    return section(
        t("discussion.said"),
        rx.cond(shown.said.length() > 0, stack(said, gap="12px"), nothing),
        pager(shown.number, shown.last, state.turn, label=t("discussion.pages")),
        id="said",
        kind="",
    )


def _one(state: type[rx.State], said: Var[Said]) -> rx.Component:
    """A contribution, with what may be done with it, or what is being written about it."""
    is_about = (state.writing.about == said.id) & (state.writing.task != Task.NEW.value)
    return contribution(said, _for_teacher(state, said), rx.cond(is_about, _writing(state), _acts(state, said)))


def _for_teacher(state: type[rx.State], said: Var[Said]) -> rx.Component:
    """What students have told of it, and what it said before."""

    def told(pair: Var) -> rx.Component:
        return rx.el.li(rx.el.b(pair[0]), rx.cond(pair[1] != "", rx.fragment(": ", rx.el.span(pair[1], lang="sv"))))

    reported = banner(
        rx.el.p(t("discussion.reported"), class_name="small"),
        rx.el.ul(rx.foreach(said.reports, told)),
        kind="need",
        sign="flag",
        action=button(t("discussion.let_stand"), on_click=state.let_stand(said.id, said.version)),
    )
    earlier = details(
        t("discussion.earlier"), rx.foreach(said.earlier, lambda words: rx.el.p(words, class_name="pre", lang="sv"))
    )
    return rx.fragment(rx.cond(said.reports.length() > 0, reported), rx.cond(said.earlier.length() > 0, earlier))


def _acts(state: type[rx.State], said: Var[Said]) -> rx.Component:
    def begin(task: Task, sign: str) -> rx.Component:
        name = t(f"discussion.do.{task.value}")
        label = t(f"discussion.do.{task.value}.of", name=said.by)
        return button(icon(sign), name, kind="quiet", aria_label=label, on_click=state.begin(task.value, said.id))

    def act(name: str, sign: str, handler) -> rx.Component:
        words = t(f"discussion.do.{name}")
        label = t(f"discussion.do.{name}.of", name=said.by)
        return button(icon(sign), words, kind="quiet", aria_label=label, on_click=handler(said.id, said.version))

    shows = state.shown.leads & (said.state == "hidden")
    return rx.el.div(
        rx.cond(said.may_answer, begin(Task.ANSWER, "comment")),
        rx.cond(said.may_change, begin(Task.EDIT, "pencil")),
        rx.cond(said.may_change, act("withdraw", "undo", state.withdraw)),
        rx.cond(said.may_report, begin(Task.REPORT, "flag")),
        rx.cond(said.may_hide, begin(Task.HIDE, "minus")),
        rx.cond(shows, act("show_again", "eye", state.show_again)),
        class_name="btns acts",
    )


def _writing(state: type[rx.State]) -> rx.Component:
    """The field, in the place of what it is about. New words, answers and changes save themselves."""
    writing, named = (
        state.writing,
        [(task.value, t(f"discussion.write.{task.value}", name=state.writing.whose)) for task in Task],
    )
    label = rx.match(writing.task, *named, "")
    send = t_among("discussion.send." + writing.task.to(str), [f"discussion.send.{task.value}" for task in Task])
    is_new, about = writing.task == Task.NEW.value, (writing.task, writing.about)
    text = text_area(
        "text",
        label,
        errors=state.errors,
        rows=4,
        default_value=writing.text,
        max_length=TEXT_LENGTH,
        auto_focus=rx.cond(is_new, False, True),
        lang="sv",
        **saving(lambda words: state.write(*about, words)),
    )
    saved = rx.cond(state.saved_at != "", t("discussion.saved", time=clock_time(state.saved_at)), "")
    hint = t_among("discussion.hint." + writing.task.to(str), [f"discussion.hint.{task.value}" for task in Task])
    return rx.el.form(
        error_summary(state.errors),
        clash_banner(state.clash, state.keep_mine, state.take_theirs),
        rx.el.input(type="hidden", name="task", value=writing.task, read_only=True),
        rx.el.input(type="hidden", name="about", value=writing.about, read_only=True),
        text,
        rx.el.p(hint, class_name="small soft"),
        rx.el.div(
            submit(send),
            rx.cond(is_new, rx.fragment(), button(t("ui.cancel"), on_click=state.begin("new", state.shown.id))),
            rx.el.span(saved, class_name="small soft", id="saved"),
            class_name="btns",
        ),
        on_submit=state.send,
        no_validate=True,
        key=writing.about + state.revision.to_string(),
        class_name="stack",
        style={"--gap": "12px"},
    )


def _terms(state: type[rx.State]) -> rx.Component:
    """Until when, where one meets, and closing at once; for those who lead it."""
    shown = state.shown
    first = rx.cond(shown.answers_first, chip(icon("eye"), t("discussion.answers_first.short")))
    return rx.el.form(
        rx.el.h2(t("discussion.terms"), id="h-terms"),
        first,
        *terms_fields(state.errors, shown.closes, shown.link),
        rx.el.div(
            rx.el.button(
                rx.cond(shown.is_open, t("discussion.terms.save"), t("discussion.terms.reopen")), type="submit"
            ),
            rx.cond(shown.is_open, open_button(CLOSE, t("discussion.close"), kind="quiet")),
            class_name="btns",
        ),
        on_submit=state.change_terms,
        no_validate=True,
        key="terms" + shown.version.to_string(),
        class_name="card stack",
        aria_labelledby="h-terms",
    )


def _close_dialog(state: type[rx.State]) -> rx.Component:
    yes = close_button(CLOSE, t("discussion.close"), kind="primary", on_click=state.close(state.key))
    return dialog(CLOSE, t("discussion.close.title"), rx.el.p(t("discussion.close.line")), actions=(yes,))
