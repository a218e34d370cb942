"""The parts of a group's log: the entries with a comment under each, and an observation; `state` is the page's."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.planning.asked import LOG
from skolplattform.planning.learning_log.rules import COMMENT_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from skolplattform.planning.learning_log.views import Entry
from skolplattform.planning.pages.log_parts import entry_card
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import error_summary, select_field, submit, text_area, text_field
from skolplattform.ui.components.layout import button_link, crumbs, empty, head, loaded, section, split, stack
from skolplattform.ui.components.tables import pager
from skolplattform.ui.icon import icon


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    shown = state.shown
    nothing = empty(t("log.group.empty.title"), t("log.group.empty.why"))
    entries = stack(
        rx.cond(shown.written.length() > 0, rx.foreach(shown.written, lambda entry: _entry(state, entry)), nothing),
        pager(shown.number, shown.last, state.turn, label=t("log.pages")),
    )
    page = rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("log.title")),
        head(
            t("log.group.title", group=shown.group, subject=shown.subject),
            line=t("log.group.line"),
            actions=[
                button_link(icon("shield"), t("consents.group.title"), to="/samtycken/" + shown.group_id, kind="quiet")
            ],
        ),
        split(section(t("log.group.entries"), entries, id="entries", kind=""), _observe(state)),
    )
    gone = rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("log.title")),
        head(t("log.title")),
        empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2),
    )
    return loaded(state.ready, rx.cond(state.missing, gone, page), lines=8)


def _entry(state: type[rx.State], entry: Var[Entry]) -> rx.Component:
    words = rx.el.label(
        rx.el.span(t("log.comment.label"), class_name="small"),
        rx.el.textarea(name="comment", rows="3", max_length=COMMENT_LENGTH, required=True),
        class_name="field",
    )
    form = rx.el.form(
        rx.el.input(type="hidden", name="entry", value=entry.id, read_only=True),
        words,
        rx.el.div(submit(t("log.comment.send")), class_name="btns"),
        on_submit=state.comment,
        key=entry.id + state.revision.to_string(),
        class_name="stack",
        style={"--gap": "8px"},
    )
    folded = rx.el.details(rx.el.summary(t("log.comment"), " ", rx.el.span(entry.title, class_name="sr")), form)
    return entry_card(entry, rx.el.span(entry.title, lang="sv"), folded)


def _observe(state: type[rx.State]) -> rx.Component:
    """A teacher's own entry in a student's log."""
    return rx.el.form(
        rx.el.h2(t("log.observe"), id="h-observe"),
        rx.el.p(t("log.observe.line"), class_name="small soft"),
        error_summary(state.errors),
        select_field(
            "student",
            t("log.observe.student"),
            state.shown.students,
            errors=state.errors,
        ),
        text_field("title", asked(LOG, "title"), errors=state.errors, max_length=TITLE_LENGTH, auto_complete="off"),
        text_area(
            "text", asked(LOG, "text", t("log.observe.text")), errors=state.errors, rows=6, max_length=TEXT_LENGTH
        ),
        rx.el.div(submit(t("log.observe.send")), class_name="btns"),
        on_submit=state.observe,
        no_validate=True,
        key="observe" + state.revision.to_string(),
        class_name="card stack",
        aria_labelledby="h-observe",
    )
