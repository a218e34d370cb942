"""The form of a test or a task, with the warning under the day; `state` is the page's state."""

import reflex as rx

from skolplattform.i18n.client import day, t
from skolplattform.planning.asked import WORK
from skolplattform.planning.pages.handin_terms import terms
from skolplattform.planning.pages.work_parts import kind_word, line_words
from skolplattform.planning.set_work.forms import GROUP
from skolplattform.planning.set_work.rules import KINDS, NOTE_LENGTH, TITLE_LENGTH
from skolplattform.planning.set_work.views import Weighed, WorkLine
from skolplattform.planning.views import GroupChoice
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import (
    button,
    choice,
    date_field,
    error_summary,
    select_field,
    submit,
    text_area,
    text_field,
)
from skolplattform.ui.components.layout import (
    banner,
    button_link,
    columns,
    crumbs,
    empty,
    head,
    loaded,
    stack,
)
from skolplattform.ui.icon import icon


def body(state: type[rx.State]) -> rx.Component:
    """The page: the form, and beside it what the week already holds."""
    form = state.form
    back = "/provkalender/" + form.group_id
    name = rx.cond(form.id != "", form.title, t("work.new"))
    work = rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), (form.group, back), here=name),
        head(name, line=form.group),
        rx.cond(state.taken > 0, _taken(back), rx.el.div(_form(state), style={"maxWidth": "44rem"})),
    )
    return loaded(state.ready, rx.cond(state.missing, _gone(), work), lines=8)


def _taken(back: rx.Var) -> rx.Component:
    return empty(t("work.taken.title"), t("work.taken.why"), button_link(t("work.to_calendar"), to=back), level=2)


def _gone() -> rx.Component:
    return rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=t("work.one")),
        head(t("work.one")),
        empty(t("work.gone"), t("work.gone.why"), level=2),
    )


def _form(state: type[rx.State]) -> rx.Component:
    form, errors = state.form, state.errors
    return rx.el.form(
        error_summary(errors),
        _clash(state),
        _what(state),
        _groups(state),
        _day(state),
        text_area(
            "note",
            asked(WORK, "note"),
            errors=errors,
            hint=t("work.field.note.hint"),
            default_value=form.note,
            max_length=NOTE_LENGTH,
        ),
        terms(state),
        _plan(state),
        _acts(state),
        on_submit=state.save,
        no_validate=True,
        key=state.key,
        class_name="stack",
    )


def _what(state: type[rx.State]) -> rx.Component:
    """Subject, where there is a choice, kind and title."""
    form, errors = state.form, state.errors
    kind = select_field(
        "kind",
        asked(WORK, "kind"),
        [(code, t(f"work.kind.{code}")) for code in KINDS],
        errors=errors,
        default_value=form.kind,
        on_change=lambda value: state.choose("kind", value),
    )
    title = text_field(
        "title",
        asked(WORK, "title"),
        errors=errors,
        hint=t("work.field.title.hint"),
        default_value=form.title,
        max_length=TITLE_LENGTH,
        auto_complete="off",
    )
    return rx.fragment(
        columns(rx.cond(form.subjects.length() > 1, _subject(state)), kind, least="14rem"),
        title,
    )


def _clash(state: type[rx.State]) -> rx.Component:
    theirs = state.theirs
    said = banner(
        rx.el.p(t("work.clash")),
        rx.el.p(kind_word(theirs.kind), ": ", rx.el.b(theirs.title, lang="sv"), ", ", day(theirs.day)),
        rx.cond(theirs.note != "", rx.el.p(theirs.note, class_name="pre", lang="sv")),
        kind="need",
    )
    return rx.cond(theirs.id != "", said)


def _subject(state: type[rx.State]) -> rx.Component:
    return select_field(
        "subject",
        t("work.field.subject"),
        state.form.subjects,
        errors=state.errors,
        value=state.form.syllabus_id,
        on_change=lambda value: state.choose("syllabus_id", value),
    )


def _groups(state: type[rx.State]) -> rx.Component:
    form = state.form

    def tick(group: rx.Var[GroupChoice]) -> rx.Component:
        return choice(
            group.name,
            name=GROUP + group.id.to(str),
            checked=group.picked,
            on_change=lambda picked: state.tick(group.id, picked),
        )

    wrong = rx.el.span(t(state.errors["groups"]), class_name="error", id="groups-error")
    return rx.el.fieldset(
        rx.el.legend(asked(WORK, "groups")),
        rx.cond(state.errors.contains("groups"), wrong),
        rx.el.div(rx.foreach(form.groups, tick), class_name="cols", style={"--min": "7rem", "--gap": "0"}),
        rx.cond(form.beside != "", rx.el.p(t("work.field.groups.beside", groups=form.beside), class_name="hint")),
        id="groups",
        tab_index=-1,
    )


def _day(state: type[rx.State]) -> rx.Component:
    """The day, and under it what the week holds and whether one more is too much: said, never in the way."""
    weighed = state.weighed
    too_much = banner(
        rx.el.p(rx.el.b(t("work.warning.title", week=weighed.week))),
        rx.foreach(weighed.warnings, lambda said: rx.el.p(t(said))),
        rx.el.p(t("work.warning.yours")),
        kind="need",
        sign="alert",
    )
    clear = rx.el.p(icon("check"), t("work.warning.clear", week=weighed.week), class_name="with small")
    verdict = rx.cond(weighed.warnings.length() > 0, too_much, rx.cond(weighed.is_clear, clear))
    field = date_field(
        "day",
        asked(WORK, "day"),
        errors=state.errors,
        hint=t("work.field.day.hint"),
        default_value=state.form.day,
        min=state.first,
        max=state.last,
        on_change=lambda value: state.choose("day", value),
    )
    return stack(
        rx.el.div(field, style={"maxWidth": "22rem"}),
        rx.el.div(rx.cond(weighed.week != "", stack(verdict, _there(weighed), gap="8px")), role="status"),
        gap="8px",
    )


def _there(weighed: rx.Var[Weighed]) -> rx.Component:
    """What the week already holds for these students, in all subjects."""

    def entry(line: rx.Var[WorkLine]) -> rx.Component:
        return rx.el.li(line_words(line, rx.el.span(line.title, lang="sv")))

    lines = rx.fragment(
        rx.el.p(t("work.week.holds", week=weighed.week), class_name="small soft"),
        rx.el.ul(rx.foreach(weighed.lines, entry), class_name="list card"),
    )
    nothing = rx.el.p(t("work.week.nothing"), class_name="small soft")
    return rx.cond(weighed.lines.length() > 0, lines, nothing)


def _plan(state: type[rx.State]) -> rx.Component:
    form = state.form
    control = rx.el.select(
        rx.el.option(t("work.field.plan.none"), value=""),
        rx.foreach(form.plans, lambda pair: rx.el.option(pair[1], value=pair[0])),
        id="plan",
        name="plan",
        default_value=form.plan_id,
    )
    shown = rx.el.div(rx.el.label(t("work.field.plan"), html_for="plan"), control, class_name="field")
    return rx.cond(form.plans.length() > 0, shown)


def _acts(state: type[rx.State]) -> rx.Component:
    form = state.form
    return rx.el.div(
        submit(rx.cond(form.id != "", t("work.save"), t("work.set"))),
        rx.cond(form.id != "", button(t("work.take_away"), kind="danger", on_click=state.take_away)),
        class_name="btns",
    )
