"""Parts that pages with pictures share: pictures to look at, and the card where one adds them and says who is seen."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.asked import AskedForm
from skolplattform.i18n.client import t
from skolplattform.planning.pictures.forms import PERSON
from skolplattform.planning.pictures.rules import ALT_LENGTH, MOST_PICTURES
from skolplattform.planning.pictures.views import OpenPicture, Person, Shown
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import button, choice, choices
from skolplattform.ui.components.layout import banner, chip, section, stack
from skolplattform.ui.icon import icon
from skolplattform.ui.scripts import FocusWhen
from skolplattform.ui.uploads import PICTURES, file_picker


def gallery(pictures: Var[tuple[Shown, ...]], get: str) -> rx.Component:
    """Pictures side by side; `get` is the address that gives them out."""
    one = lambda shown: _image(get + shown.id, shown.alt, key=shown.id)  # noqa: E731
    return rx.cond(pictures.length() > 0, rx.el.div(rx.foreach(pictures, one), class_name="pictures"))


def _image(source: Var, alt: Var, **props: object) -> rx.Component:
    return rx.el.img(src=source, alt=alt, loading="lazy", **props)


def pictures_card(state: type[rx.State], form: AskedForm, *, add: str, get: str) -> rx.Component:
    """Where pictures are added to a draft. `state` has `shown`, `tell_picture`, `remove_picture` and `refresh`."""
    pictures, people = state.shown.pictures, state.shown.people
    picker = file_picker(
        "pictures",
        t("pictures.add"),
        to=add,
        fields={"entry": state.shown.entry.id},
        on_done=state.refresh,
        accept=PICTURES,
        hint="pictures.add.hint",
    )
    each = rx.foreach(pictures, lambda picture: _edited(state, picture, people, get))
    return section(
        asked(form, "pictures"),
        _faults(state.errors),
        stack(each, gap="24px"),
        rx.cond(pictures.length() < MOST_PICTURES, picker),
        id="pictures-card",
        line=t("pictures.line"),
        kind="card",
    )


def is_about_pictures(errors: Var) -> Var:
    """Does what went wrong belong in the card of the pictures?"""
    return errors.contains("alt") | errors.contains("people") | errors.contains("pictures")


def _faults(errors: Var) -> rx.Component:
    said = rx.foreach(errors, lambda pair: rx.el.p(t(pair[1])))
    shown = rx.el.div(icon("alert"), rx.el.div(said), class_name="banner stop", role="alert", tab_index=-1)
    return rx.cond(is_about_pictures(errors), FocusWhen.create(shown, value=errors))


def _edited(state: type[rx.State], picture: Var[OpenPicture], people: Var, get: str) -> rx.Component:
    alt = rx.cond(picture.alt != "", picture.alt, t("pictures.preview"))
    hidden = banner(rx.el.p(t("pictures.hidden")), kind="stop", sign="shield")
    away = button(
        icon("trash"),
        t("pictures.remove"),
        kind="quiet",
        aria_label=t("pictures.remove.of", alt=picture.alt),
        on_click=state.remove_picture(picture.id),
    )
    told = rx.cond(picture.is_told, chip(icon("check"), t("pictures.told")), chip(t("pictures.untold"), needs_you=True))
    look = rx.cond(picture.is_hidden, hidden, rx.el.div(_image(get + picture.id, alt), class_name="pictures"))
    form = rx.el.form(
        rx.el.input(type="hidden", name="picture", value=picture.id, read_only=True),
        rx.el.input(type="hidden", name="version", value=picture.version.to_string(), read_only=True),
        _alt(picture),
        _people(picture, people),
        rx.el.div(_save(), away, class_name="btns"),
        on_submit=state.tell_picture,
        no_validate=True,
        class_name="stack",
        style={"--gap": "12px"},
    )
    key = picture.id + picture.version.to_string()
    return rx.el.div(
        look, rx.el.div(told), rx.cond(picture.is_hidden, rx.el.div(away), form), class_name="stack", key=key
    )


def _save() -> rx.Component:
    return rx.el.button(t("pictures.save"), type="submit")


def _alt(picture: Var[OpenPicture]) -> rx.Component:
    return rx.el.label(
        rx.el.span(t("pictures.alt")),
        rx.el.input(name="alt", default_value=picture.alt, max_length=ALT_LENGTH, auto_complete="off"),
        class_name="field",
    )


def _people(picture: Var[OpenPicture], people: Var) -> rx.Component:
    """Everybody of the group to tick, or that nobody can be recognised."""

    def one(person: Var[Person]) -> rx.Component:
        never = rx.cond(person.may, rx.fragment(), rx.fragment(" ", chip(t("pictures.not_allowed"))))
        ticked = picture.people.contains(person.id)
        name = rx.fragment(rx.el.span(person.name), never)
        return choice(name, name=PERSON + person.id, default_checked=ticked, disabled=~person.may)

    listed = rx.el.div(rx.foreach(people, one), class_name="cols", style={"--min": "9rem", "--gap": "4px"})
    nobody = choice(t("pictures.nobody"), name="nobody", default_checked=picture.nobody)
    return choices(t("pictures.people"), rx.el.span(t("pictures.people.hint"), class_name="hint"), nobody, listed)
