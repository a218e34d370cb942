"""The parts of the editor: the plan's own fields, weeks, ways to show, criteria."""

from collections.abc import Callable

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.planning.asked import PLAN as PLAN_FORM
from skolplattform.planning.components import wordings
from skolplattform.planning.pages.editor_state import EditorState
from skolplattform.planning.views import Aspect, AssessmentRow, GroupChoice, Point, WeekChoice, WeekRow
from skolplattform.ui.basis import asked, basis_words
from skolplattform.ui.components.forms import button, field
from skolplattform.ui.components.layout import chip
from skolplattform.ui.icon import icon
from skolplattform.ui.shared_text import changed_by, named, shared_line

PLAN = EditorState.plan
FIELD_OF = {"syllabus": "contents"}
SEEN_AS = {"syllabus": "picked"}


def saving(handler, *known: object) -> Callable[[Var, Var], object]:
    """Save what is written in this place."""
    return lambda text, began: handler(PLAN.id, *known, text, began)


def news(place: str | Var) -> rx.Component:
    """That a colleague has changed this place since the page was opened."""
    return changed_by(EditorState.news, place)


def own_fields() -> rx.Component:
    """Title, groups and period."""
    errors = EditorState.errors
    title = named(
        "title",
        asked(PLAN_FORM, "title"),
        PLAN.title,
        saving(EditorState.write, "title"),
        errors=errors,
        news=news("title"),
        max_length=120,
        lang="sv",
    )
    return rx.el.div(
        rx.el.div(title, style={"gridColumn": "1 / -1"}),
        _groups(),
        _edge("start", PLAN.start, PLAN.starts),
        _edge("end", PLAN.end, PLAN.ends),
        class_name="cols",
        style={"--min": "11rem", "--gx": "16px"},
    )


def _groups() -> rx.Component:
    def choice(group: Var[GroupChoice]) -> rx.Component:
        return rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=group.picked,
                on_change=lambda picked: EditorState.pick(PLAN.id, "groups", group.id, picked),
            ),
            rx.el.span(group.name),
            class_name="choice",
        )

    wrong = EditorState.errors.contains("groups")
    return rx.el.fieldset(
        rx.el.legend(asked(PLAN_FORM, "groups")),
        rx.cond(wrong, rx.el.span(icon("alert"), t(EditorState.errors["groups"]), class_name="error")),
        rx.el.div(rx.foreach(PLAN.groups, choice), class_name="picks"),
        news("groups"),
        id="groups",
        tab_index=-1,
    )


def _edge(name: str, value: Var, weeks: Var) -> rx.Component:
    def option(week: Var[WeekChoice]) -> rx.Component:
        return rx.el.option(t("planning.list.weeks", weeks=week.number), value=week.day)

    control = rx.el.select(
        rx.foreach(weeks, option),
        id=name,
        value=value,
        on_change=lambda day: EditorState.move(PLAN.id, name, day),
    )
    return field(name, asked(PLAN_FORM, name), rx.fragment(control, news(name)), errors=EditorState.errors)


def purpose() -> rx.Component:
    """What the students will learn."""
    return named(
        "purpose",
        asked(PLAN_FORM, "purpose"),
        PLAN.purpose,
        saving(EditorState.write, "purpose"),
        errors=EditorState.errors,
        news=news("purpose"),
        hint=t("planning.editor.field.purpose.hint"),
        rows=4,
        max_length=4000,
        lang="sv",
    )


def picked_points() -> rx.Component:
    """What has been picked from the syllabus."""

    def entry(point: Var[Point]) -> rx.Component:
        return rx.el.li(
            chip(point.area),
            rx.el.span(point.text, class_name="grow"),
            rx.el.button(
                icon("x"),
                type="button",
                class_name="icon",
                aria_label=t("planning.editor.syllabus.remove", text=point.text),
                on_click=EditorState.pick(PLAN.id, "contents", point.id, False),
            ),
            key=point.id,
        )

    count = rx.el.span(t("planning.editor.syllabus.picked", n=PLAN.picked.length()), class_name="small soft")
    none = rx.el.p(t("planning.editor.syllabus.none"), class_name="small soft")
    return _part(
        "syllabus",
        rx.cond(
            PLAN.picked.length() > 0,
            rx.el.ul(rx.foreach(PLAN.picked, entry), class_name="list points", lang="sv"),
            none,
        ),
        beside=count,
    )


def _part(name: str, *content: rx.Component, beside: rx.Component | None = None) -> rx.Component:
    heading = rx.el.h2(t(f"planning.editor.{name}"), id=f"h-{name}")
    why = rx.el.p(basis_words(PLAN_FORM.field(FIELD_OF.get(name, name))), class_name="basis")
    return rx.el.section(
        rx.el.div(heading, beside, class_name="between") if beside else heading,
        why,
        *content,
        news(SEEN_AS.get(name, name)),
        class_name="stack",
        style={"--gap": "8px"},
        aria_labelledby=f"h-{name}",
    )


def weeks() -> rx.Component:
    """What is done week by week, beside the lessons that the timetable has."""

    def row(week: Var[WeekRow]) -> rx.Component:
        text = shared_line(
            week.text,
            saving(EditorState.write_week, week.monday),
            max_length=500,
            lang="sv",
            custom_attrs={"aria-label": t("planning.editor.weeks.of", week=week.number)},
        )
        return rx.el.tr(
            rx.el.th(t("planning.list.weeks", weeks=week.number), scope="row"),
            rx.el.td(text, news(week.monday)),
            rx.el.td(week.lessons, class_name="num", custom_attrs={"data-th": t("planning.editor.weeks.lessons")}),
            key=week.monday,
        )

    heads = (("week", ""), ("content", ""), ("lessons", "num"))
    return _part(
        "weeks",
        rx.el.table(
            rx.el.caption(t("planning.editor.weeks.caption"), class_name="sr"),
            rx.el.thead(
                rx.el.tr(
                    *(
                        rx.el.th(t(f"planning.editor.weeks.{name}"), scope="col", class_name=kind)
                        for name, kind in heads
                    )
                )
            ),
            rx.el.tbody(rx.foreach(PLAN.weeks, row)),
            class_name="plain cards weeks",
        ),
    )


def shows() -> rx.Component:
    """How students show what they can."""

    def written(row: Var[AssessmentRow], name: str, value: Var, kind: str = "text") -> rx.Component:
        control = shared_line(value, saving(EditorState.write_show, row.id, name), type=kind, max_length=300)
        label = rx.el.span(t(f"planning.editor.show.{_label(name)}"))
        return rx.el.label(label, control, news(row.id.to(str) + "." + name), class_name="field")

    def entry(row: Var[AssessmentRow]) -> rx.Component:
        remove = rx.el.button(
            icon("x"),
            type="button",
            class_name="icon",
            aria_label=t("planning.editor.show.remove", title=row.title),
            on_click=EditorState.remove_show(PLAN.id, row.id),
        )
        return rx.el.li(
            written(row, "title", row.title),
            written(row, "day", row.day, "date"),
            written(row, "note", row.note),
            remove,
            class_name="show",
            key=row.id,
        )

    add = button(icon("plus"), t("planning.editor.show.add"), kind="quiet", on_click=EditorState.add_show(PLAN.id))
    none = rx.el.p(t("planning.editor.show.none"), class_name="small soft")
    rows = rx.el.ul(rx.foreach(PLAN.assessments, entry), class_name="list")
    return _part("show", rx.cond(PLAN.assessments.length() > 0, rows, none), beside=add)


def _label(name: str) -> str:
    return "what" if name == "title" else name


def aspects() -> rx.Component:
    """The criteria that the plan assesses."""

    def entry(aspect: Var[Aspect]) -> rx.Component:
        tick = rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=aspect.picked,
                on_change=lambda picked: EditorState.pick(PLAN.id, "criteria", aspect.id, picked),
            ),
            rx.el.span(aspect.name),
            class_name="choice grow",
        )
        said = rx.el.details(
            rx.el.summary(
                t("planning.editor.aspects.wording"), rx.el.span(" ", aspect.name, class_name="sr"), class_name="small"
            ),
            wordings(aspect.wordings),
        )
        return rx.el.li(tick, said, class_name="aspect", key=aspect.id)

    hint = rx.el.p(t("planning.editor.aspects.hint"), class_name="small soft")
    return rx.cond(
        PLAN.aspects.length() > 0,
        _part("aspects", hint, rx.el.ul(rx.foreach(PLAN.aspects, entry), class_name="list", lang="sv")),
    )
