"""The parts of one entry of the journal: the draft, or the entry as homes read it; `state` is the page's."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, t
from skolplattform.planning.asked import JOURNAL
from skolplattform.planning.components import clash_banner
from skolplattform.planning.journal.api import ADD, GET
from skolplattform.planning.journal.rules import TEXT_LENGTH, TITLE_LENGTH
from skolplattform.planning.journal.views import Area, Child, Goal
from skolplattform.planning.pages.journal_parts import entry_body, entry_title, no_judgement
from skolplattform.planning.pages.picture_parts import is_about_pictures, pictures_card
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import (
    button,
    described,
    error_summary,
    field,
    saving,
    submit,
    text_area,
    text_field,
)
from skolplattform.ui.components.layout import card, chip, crumbs, empty, head, loaded, stack
from skolplattform.ui.components.overlays import asked_first, details
from skolplattform.ui.icon import icon

TICKS = {"--min": "9rem", "--gap": "4px"}


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    shown = state.shown
    entry, trail = shown.entry, (t("journal.title"), "/dagbok")
    line = rx.cond(
        entry.is_published, t("journal.entry.published", group=shown.group), t("journal.entry.line", group=shown.group)
    )
    found = rx.fragment(
        crumbs(trail, (shown.group, "/dagbok/" + shown.group_id), here=entry_title(entry)),
        head(rx.el.span(entry_title(entry), lang="sv"), line=line, above=t(entry.day)),
        rx.el.div(rx.cond(entry.is_published, _standing(state), _draft(state)), style={"maxWidth": "44rem"}),
    )
    gone = rx.fragment(
        crumbs(trail, here=t("journal.entry")),
        head(t("journal.entry")),
        empty(t("journal.gone"), t("journal.gone.why"), level=2),
    )
    return loaded(state.ready, rx.cond(state.missing, gone, found), lines=8)


def _standing(state: type[rx.State]) -> rx.Component:
    entry = state.shown.entry
    about = rx.cond(entry.about != "", chip(icon("user"), t("journal.about", name=entry.about)))
    many = rx.cond(entry.took_part > 0, chip(icon("users"), t("journal.took_part", n=entry.took_part)))
    back = rx.el.div(button(icon("undo"), t("journal.take_back"), on_click=state.take_back), class_name="btns")
    return card(rx.el.div(about, many, class_name="btns"), entry_body(entry), back)


def _draft(state: type[rx.State]) -> rx.Component:
    shown = state.shown
    form = rx.el.form(
        rx.cond(is_about_pictures(state.errors), rx.fragment(), error_summary(state.errors)),
        clash_banner(state.clash, state.keep_mine, state.take_theirs),
        *_words(state),
        _whose(state),
        rx.el.div(
            submit(t("journal.publish")),
            rx.el.span(
                rx.cond(state.saved_at != "", t("journal.saved", time=clock_time(state.saved_at)), ""),
                class_name="small soft",
                id="saved",
            ),
            class_name="btns",
        ),
        on_submit=state.publish,
        no_validate=True,
        key=shown.entry.id + state.revision.to_string(),
        class_name="card stack",
        aria_label=t("journal.entry"),
    )
    pictures = pictures_card(state, JOURNAL, add=ADD, get=GET)
    children = rx.cond(shown.child_id == "", _children(state))
    return stack(form, pictures, _goals(state), children, no_judgement(), _delete(state), gap="24px")


def _words(state: type[rx.State]) -> tuple[rx.Component, ...]:
    entry = state.shown.entry
    title = text_field(
        "title",
        asked(JOURNAL, "title"),
        errors=state.errors,
        default_value=entry.title,
        max_length=TITLE_LENGTH,
        auto_complete="off",
        **_saving(state, "title"),
    )
    text = text_area(
        "text",
        asked(JOURNAL, "text"),
        hint=t("journal.field.text.hint"),
        errors=state.errors,
        rows=6,
        default_value=entry.text,
        max_length=TEXT_LENGTH,
        **_saving(state, "text"),
    )
    return title, text


def _saving(state: type[rx.State], name: str) -> dict[str, object]:
    return saving(lambda text: state.write(state.shown.entry.id, name, text))


def _whose(state: type[rx.State]) -> rx.Component:
    """For every home, or for that of one child; saved when it is chosen."""
    hint = t("journal.field.whose.hint")
    child = lambda one: rx.el.option(one.name, value=one.id)  # noqa: E731
    choice = rx.el.select(
        rx.el.option(t("journal.everybody"), value="all"),
        rx.foreach(state.shown.children, lambda one: child(one.to(Child))),
        id="whose",
        name="whose",
        value=rx.cond(state.shown.child_id != "", state.shown.child_id, "all"),
        on_change=state.about,
        custom_attrs=described("whose", state.errors, hint),
    )
    return field("whose", asked(JOURNAL, "whose"), choice, errors=state.errors, hint=hint)


def _tick(label: Var, *, checked: Var, on_change: object) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", checked=checked, on_change=on_change), rx.el.span(label), class_name="choice"
    )


def _goals(state: type[rx.State]) -> rx.Component:
    """The goals by area; a tick is saved at once."""

    def goal(one: Var[Goal]) -> rx.Component:
        return _tick(t(one.name), checked=one.is_touched, on_change=lambda on: state.tick_goal(one.code, on))

    def area(one: Var[Area]) -> rx.Component:
        count = rx.cond(one.touched > 0, rx.el.span(t("journal.goals.count", n=one.touched), class_name="small soft"))
        ticks = rx.el.div(rx.foreach(one.goals, lambda each: goal(each.to(Goal))), class_name="cols", style=TICKS)
        named = rx.el.fieldset(rx.el.legend(t(one.name), class_name="sr"), ticks)
        return details(rx.fragment(t(one.name), " ", count), named)

    areas = rx.foreach(state.shown.areas, lambda one: area(one.to(Area)))
    return card(rx.el.h2(asked(JOURNAL, "goals")), stack(areas, gap="8px"))


def _children(state: type[rx.State]) -> rx.Component:
    """Who took part; a tick is saved at once."""
    shown = state.shown
    child = lambda one: _tick(  # noqa: E731
        one.name, checked=one.took_part, on_change=lambda on: state.tick_child(one.id, on)
    )
    ticks = rx.el.div(rx.foreach(shown.children, lambda one: child(one.to(Child))), class_name="cols", style=TICKS)
    count = chip(t("journal.children.count", n=shown.took_part, of=shown.children.length()))
    return card(
        rx.el.div(rx.el.h2(asked(JOURNAL, "children")), count, class_name="between"),
        rx.el.div(button(icon("users"), t("journal.children.all"), on_click=state.tick_everybody), class_name="btns"),
        rx.el.fieldset(rx.el.legend(t("journal.children.title"), class_name="sr"), ticks),
    )


def _delete(state: type[rx.State]) -> rx.Component:
    act, question, effect = (icon("trash"), t("journal.delete")), t("journal.delete.title"), t("journal.delete.why")
    return rx.el.div(asked_first("delete-entry", *act, question=question, effect=effect, on_click=state.delete))
