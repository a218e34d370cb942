"""The parts of a student's task: what is asked, the draft with its files, what was handed in; `state` is the page's."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, day, t
from skolplattform.planning.components import clash_banner
from skolplattform.planning.hand_in.api import ADD
from skolplattform.planning.hand_in.rules import LINK_LENGTH, TEXT_LENGTH, State
from skolplattform.planning.hand_in.views import FileLine, Handed
from skolplattform.planning.pages.handin_parts import answer, due_words, file_link, handed, state_chip
from skolplattform.planning.pages.peer_parts import exchange
from skolplattform.ui.components.forms import button, error_summary, saving, submit, text_area, text_field
from skolplattform.ui.components.layout import banner, crumbs, empty, go, head, loaded, section, split, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.uploads import file_picker


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    task = state.task
    shown = rx.fragment(
        crumbs((t("workspaces.student.title"), "/idag"), (t("work.title"), "/prov"), here=task.title),
        head(
            rx.el.span(task.title, lang="sv"),
            line=rx.fragment(rx.el.span(task.subject, lang="sv"), ". ", due_words(task.due)),
            actions=[state_chip(task.state, needs_you=task.state == State.RETURNED.value)],
        ),
        split(
            stack(_newest_answer(state), exchange(state.peers), _asked(state), _work(state), gap="24px"),
            _earlier(state),
        ),
    )
    return loaded(state.ready, rx.cond(state.missing, _gone(), shown), lines=8)


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("workspaces.student.title"), "/idag"), (t("work.title"), "/prov"), here=t("handin.task")),
        head(t("handin.task")),
        empty(t("handin.gone"), t("handin.gone.why"), level=2),
    )


def _newest_answer(state: type[rx.State]) -> rx.Component:
    newest = state.task.handed[0]
    return rx.cond(state.task.handed.length() > 0, answer(newest.answer, newest.comments))


def _asked(state: type[rx.State]) -> rx.Component:
    task = state.task
    plan = go(t("work.plan_link", title=task.plan), to="/planeringar/" + task.plan_id.to(str), class_name="small")
    return rx.cond(
        (task.note != "") | (task.plan_id != ""),
        section(
            t("handin.asked"),
            rx.cond(task.note != "", rx.el.p(task.note, class_name="pre reading", lang="sv")),
            rx.cond(task.plan_id != "", rx.el.p(plan)),
            id="asked",
        ),
    )


def _work(state: type[rx.State]) -> rx.Component:
    return rx.cond(state.task.may_write, _draft(state), _standing(state))


def _standing(state: type[rx.State]) -> rx.Component:
    """What is handed in now."""
    task = state.task
    newest = task.handed[0]
    line = rx.cond(
        newest.is_late,
        t("handin.handed_in.late", day=day(newest.at, "short"), time=clock_time(newest.at)),
        t("handin.handed_in.at", day=day(newest.at, "short"), time=clock_time(newest.at)),
    )
    shown = section(
        t("handin.yours"),
        handed(newest),
        rx.cond(
            task.may_take_back,
            rx.el.div(button(icon("undo"), t("handin.take_back"), on_click=state.take_back), class_name="btns"),
        ),
        id="yours",
        line=line,
        kind="card",
    )
    return rx.cond(task.handed.length() > 0, shown)


def _draft(state: type[rx.State]) -> rx.Component:
    task = state.task
    return rx.el.form(
        rx.el.h2(t("handin.yours"), id="h-yours"),
        error_summary(state.errors),
        clash_banner(state.clash, state.keep_mine, state.take_theirs),
        _time_out(state),
        rx.cond(task.takes_text, _text(state)),
        rx.cond(task.takes_link, _link(state)),
        rx.cond(task.takes_files, _files(state)),
        rx.el.div(
            rx.cond(task.may_hand_in, submit(t("handin.hand_in"))),
            rx.el.span(
                rx.cond(state.saved_at != "", t("handin.saved", time=clock_time(state.saved_at)), ""),
                class_name="small soft",
                id="saved",
            ),
            class_name="btns",
        ),
        on_submit=state.hand_in,
        no_validate=True,
        key=task.work_id + state.revision.to_string(),
        class_name="card stack",
        aria_labelledby="h-yours",
    )


def _saving(state: type[rx.State], name: str) -> dict[str, object]:
    return saving(lambda text: state.write(state.task.work_id, name, text))


def _text(state: type[rx.State]) -> rx.Component:
    return text_area(
        "text",
        t("handin.field.text"),
        errors=state.errors,
        hint=t("handin.field.text.hint"),
        rows=12,
        default_value=state.task.text,
        max_length=TEXT_LENGTH,
        **_saving(state, "text"),
    )


def _link(state: type[rx.State]) -> rx.Component:
    return text_field(
        "link",
        t("handin.field.link"),
        errors=state.errors,
        hint=t("handin.field.link.hint"),
        kind="url",
        default_value=state.task.link,
        max_length=LINK_LENGTH,
        auto_complete="off",
        **_saving(state, "link"),
    )


def _files(state: type[rx.State]) -> rx.Component:
    def entry(file: Var[FileLine]) -> rx.Component:
        remove = button(
            icon("x"),
            kind="icon",
            aria_label=t("handin.file.remove", name=file.name),
            on_click=state.remove_file(file.id),
        )
        return rx.el.li(rx.el.span(file_link(file), class_name="grow"), remove, key=file.id)

    there = rx.el.ul(rx.foreach(state.task.files, entry), class_name="list", aria_label=t("handin.files"))
    picker = file_picker(
        "files", t("handin.field.files"), to=ADD, fields={"work": state.task.work_id}, on_done=state.refresh
    )
    return stack(rx.cond(state.task.files.length() > 0, there), picker, gap="8px")


def _time_out(state: type[rx.State]) -> rx.Component:
    task = state.task
    late = rx.cond(task.may_hand_in, t("handin.time_out.late"), t("handin.time_out"))
    return rx.cond(
        task.is_past & (task.state != State.RETURNED.value), banner(rx.el.p(late), kind="need", sign="clock")
    )


def _earlier(state: type[rx.State]) -> rx.Component:
    """Every version that was handed in, newest first."""

    def entry(version: Var[Handed]) -> rx.Component:
        title = t("handin.version", n=version.number)
        at = rx.el.span(day(version.at, "short"), " ", clock_time(version.at), class_name="small soft")
        return rx.el.li(
            rx.el.details(
                rx.el.summary(title, " ", at),
                stack(handed(version), answer(version.answer, version.comments), gap="12px"),
                class_name="grow",
            )
        )

    listed = rx.el.ul(rx.foreach(state.task.handed, entry), class_name="list")
    return rx.cond(state.task.handed.length() > 0, section(t("handin.versions"), listed, id="versions"), rx.fragment())
