"""The syllabus beside the plan: core content to pick from, and what the group has met of it."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.planning.pages.editor_state import EditorState
from skolplattform.planning.views import Area, CurriculumRead, Point
from skolplattform.ui.components.forms import search_field
from skolplattform.ui.components.layout import banner, empty

PLAN = EditorState.plan


def syllabus() -> rx.Component:
    """The core content of the group's own syllabus, to pick from."""
    missing = empty(t("planning.editor.pick.missing.title"), t("planning.editor.pick.missing.why"))
    return rx.el.aside(
        rx.cond(PLAN.readings.length() > 0, _mixed()),
        rx.cond(PLAN.points > 0, _offered(), missing),
        aria_label=t("planning.editor.pick"),
    )


def _mixed() -> rx.Component:
    """The group's students follow different curricula (R-Y01): which, and how many."""

    def row(item: Var[CurriculumRead]) -> rx.Component:
        return rx.el.li(
            t("planning.editor.mixed.row", curriculum=item.curriculum, n=item.students),
            rx.cond(item.other_form.sv != "", rx.el.span(", ", t(item.other_form)), ""),
            rx.cond(item.other_form.sv != "", rx.el.span(", ", t(item.other_form)), ""),
            rx.cond(item.here, "", rx.el.span(", ", t("planning.editor.mixed.missing"))),
            key=item.curriculum,
        )

    return banner(
        rx.el.div(
            rx.el.p(t("planning.editor.mixed")),
            rx.el.ul(rx.foreach(PLAN.readings, row), class_name="small", id="mixed-curricula"),
        ),
        kind="need",
        sign="info",
    )


def _offered() -> rx.Component:
    line = t("planning.editor.pick.line", subject=PLAN.subject, years=PLAN.years, curriculum=PLAN.curriculum)
    return rx.el.div(
        rx.el.div(rx.el.h2(t("planning.editor.pick")), rx.el.p(line, class_name="small soft")),
        search_field(t("planning.editor.pick.search"), max_length=80, on_change=EditorState.seek.debounce(200)),
        rx.cond(
            EditorState.areas.length() > 0,
            rx.el.div(rx.foreach(EditorState.areas, _area), lang="sv"),
            rx.el.p(t("planning.editor.pick.nothing"), class_name="small soft", role="status"),
        ),
        _coverage(),
        class_name="ruled stack",
        style={"--gap": "12px"},
    )


def _area(area: Var[Area]) -> rx.Component:
    def point(row: Var[Point]) -> rx.Component:
        return rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=row.picked,
                on_change=lambda picked: EditorState.pick(PLAN.id, "contents", row.id, picked),
            ),
            rx.el.span(
                row.text, rx.cond(row.met, rx.el.span(" ", t("planning.editor.pick.met"), class_name="tiny soft"))
            ),
            class_name="choice",
            key=row.id,
        )

    count = t("planning.editor.pick.of", picked=area.picked, total=area.total)
    return rx.el.details(
        rx.el.summary(area.name, " ", rx.el.span(count, class_name="soft small")),
        rx.foreach(area.points, point),
        open=(area.picked > 0) | (EditorState.sought != ""),
        key=area.name,
    )


def _coverage() -> rx.Component:
    words = t("planning.editor.coverage", groups=PLAN.group_names, met=PLAN.met, total=PLAN.points)
    return rx.fragment(
        rx.el.p(words, class_name="small soft", id="coverage"),
        rx.el.progress(value=PLAN.met, max=PLAN.points, style={"--n": PLAN.points}, aria_labelledby="coverage"),
    )
