"""The parts of one's own entry: the draft's fields, or the entry as others read it; `state` is the page's."""

import reflex as rx

from skolplattform.i18n.client import clock_time, t
from skolplattform.planning.asked import LOG
from skolplattform.planning.components import clash_banner
from skolplattform.planning.learning_log.api import ADD, GET
from skolplattform.planning.learning_log.rules import SHORT_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from skolplattform.planning.pages.log_parts import entry_body, entry_name, notes
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
from skolplattform.ui.components.layout import card, crumbs, empty, head, loaded, stack
from skolplattform.ui.components.overlays import asked_first
from skolplattform.ui.icon import icon


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    entry = state.shown.entry
    trail = ((t("planning.reader.title"), "/planeringar"), (t("log.title"), "/loggen"))
    shown = rx.fragment(
        crumbs(*trail, here=entry_name(entry)),
        head(
            rx.el.span(entry_name(entry), lang="sv"),
            line=rx.cond(state.shown.may_write, t("log.draft.line"), t("log.shown.line")),
        ),
        rx.cond(state.shown.may_write, _draft(state), _standing(state)),
    )
    gone = rx.fragment(
        crumbs(*trail, here=t("log.entry")), head(t("log.entry")), empty(t("log.gone"), t("log.gone.why"), level=2)
    )
    return loaded(state.ready, rx.cond(state.missing, gone, shown), lines=8)


def _standing(state: type[rx.State]) -> rx.Component:
    """The entry as it is read."""
    shown = state.shown
    place = rx.cond(shown.place_name != "", rx.el.p(shown.place_name, class_name="small soft", lang="sv"))
    back = rx.cond(
        shown.may_take_back,
        rx.el.div(button(icon("undo"), t("log.take_back"), on_click=state.take_back), class_name="btns"),
    )
    return card(place, entry_body(shown.entry), back)


def _draft(state: type[rx.State]) -> rx.Component:
    form = rx.el.form(
        rx.el.h2(t("log.draft"), id="h-draft"),
        rx.cond(is_about_pictures(state.errors), rx.fragment(), error_summary(state.errors)),
        clash_banner(state.clash, state.keep_mine, state.take_theirs),
        _place(state),
        *_fields(state),
        rx.el.div(
            submit(t("log.show")),
            rx.el.span(
                rx.cond(state.saved_at != "", t("log.saved", time=clock_time(state.saved_at)), ""),
                class_name="small soft",
                id="saved",
            ),
            class_name="btns",
        ),
        on_submit=state.show,
        no_validate=True,
        key=state.shown.entry.id + state.revision.to_string(),
        class_name="card stack",
        aria_labelledby="h-draft",
    )
    shown, pictures = state.shown, pictures_card(state, LOG, add=ADD, get=GET)
    return stack(form, pictures, notes(shown.entry.notes), rx.cond(shown.may_delete, _delete(state)), gap="24px")


def _delete(state: type[rx.State]) -> rx.Component:
    """A draft is thrown away for good, so it is asked about."""
    act, question, effect = (icon("trash"), t("log.delete")), t("log.delete.title"), t("log.delete.why")
    return rx.el.div(asked_first("delete-entry", *act, question=question, effect=effect, on_click=state.delete))


def _place(state: type[rx.State]) -> rx.Component:
    """In which subject; the choice is saved when it is made."""
    hint = t("log.place.hint")
    options = rx.foreach(state.shown.places, lambda pair: rx.el.option(pair[1], value=pair[0]))
    choice = rx.el.select(
        rx.el.option(t("log.place.free"), value="free"),
        options,
        id="place",
        default_value=rx.cond(state.shown.place != "", state.shown.place, "free"),
        on_change=state.move,
        custom_attrs=described("place", state.errors, hint),
    )
    return field("place", t("log.place"), choice, errors=state.errors, hint=hint)


def _fields(state: type[rx.State]) -> tuple[rx.Component, ...]:
    entry = state.shown.entry

    def words(name: str, rows: int, most: int) -> rx.Component:
        return text_area(
            name,
            asked(LOG, name),
            errors=state.errors,
            rows=rows,
            default_value=getattr(entry, name),
            max_length=most,
            **_saving(state, name),
        )

    title = text_field(
        "title",
        asked(LOG, "title"),
        errors=state.errors,
        default_value=entry.title,
        max_length=TITLE_LENGTH,
        auto_complete="off",
        **_saving(state, "title"),
    )
    shorter = (words(name, 3, SHORT_LENGTH) for name in ("learnt", "next_step"))
    return (title, words("text", 8, TEXT_LENGTH), *shorter)


def _saving(state: type[rx.State], name: str) -> dict[str, object]:
    return saving(lambda text: state.write(state.shown.entry.id, name, text))
