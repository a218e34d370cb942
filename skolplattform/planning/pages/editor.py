"""The editor of a plan: write, pick from the syllabus, see it as a student, publish."""

import reflex as rx

from skolplattform.core.actor import Workspace
from skolplattform.i18n.client import clock_time, t
from skolplattform.planning.components import clash_banner, plan_body
from skolplattform.planning.pages import editor_parts as parts
from skolplattform.planning.pages.editor_library import EditorLibraryState, origin, share_button, share_dialog
from skolplattform.planning.pages.editor_state import EditorState
from skolplattform.planning.pages.editor_syllabus import syllabus
from skolplattform.planning.permissions import PLAN
from skolplattform.ui.components.forms import button, error_summary, segmented
from skolplattform.ui.components.layout import crumbs, empty, go, head, loaded, split
from skolplattform.ui.components.overlays import close_button, menu, menu_button, open_button
from skolplattform.ui.icon import icon
from skolplattform.ui.page import page

plan = EditorState.plan


def _title() -> rx.Var:
    return rx.cond(plan.title != "", plan.title, t("planning.editor.new"))


def _line() -> rx.Component:
    where = rx.cond(
        plan.group_names != "",
        t(
            "planning.editor.line",
            groups=plan.group_names,
            subject=plan.subject,
            weeks=rx.cond(plan.start_week == plan.end_week, plan.start_week, plan.start_week + "–" + plan.end_week),
        ),
        t("planning.editor.line.no_group", subject=plan.subject, weeks=plan.start_week + "–" + plan.end_week),
    )
    at = clock_time(plan.edited_at)
    saved = rx.match(
        plan.status,
        ("published", t("planning.editor.saved.published")),
        ("changed", t("planning.editor.saved.changed", at=at)),
        t("planning.editor.saved.draft", at=at),
    )
    by = rx.cond(plan.edited_by != "", t("planning.editor.saved_by", name=plan.edited_by), "")
    return rx.fragment(where, " ", rx.el.span(saved, " ", by, id="saved"))


def _publish() -> rx.Component:
    words = rx.cond(
        plan.group_names != "",
        t("planning.editor.publish", groups=plan.group_names),
        t("planning.editor.publish.no_group"),
    )
    return rx.match(
        plan.status,
        (
            "published",
            rx.el.span(icon("check"), t("planning.editor.published", groups=plan.group_names), class_name="with soft"),
        ),
        (
            "changed",
            button(t("planning.editor.publish.changes"), kind="primary", on_click=EditorState.publish(plan.id)),
        ),
        button(words, kind="primary", on_click=EditorState.publish(plan.id)),
    )


def _actions() -> list[rx.Component]:
    copy = button(
        icon("copy"),
        t("planning.editor.copy"),
        kind="quiet",
        on_click=EditorState.copy_plan(plan.id, EditorState.key),
    )
    away = rx.cond(
        plan.status == "draft",
        button(icon("trash"), t("planning.editor.archive"), kind="quiet", on_click=EditorState.archive(plan.id)),
        button(icon("undo"), t("planning.editor.withdraw"), kind="quiet", on_click=EditorState.withdraw(plan.id)),
    )
    more = menu_button("more", icon("more"), aria_label=t("planning.editor.more"))
    as_student = open_button(
        "as-student",
        icon("eye"),
        t("planning.editor.as_student"),
        kind="quiet",
        on_click=EditorState.show_as(plan.id, "student"),
    )
    talk = go(
        icon("message"),
        t("discussion.unit.open"),
        to="/planering/" + plan.id + "/diskussion",
        class_name="btn quiet",
    )
    return [rx.el.div(more, menu("more", copy, share_button(), away), class_name="over"), talk, as_student, _publish()]


def _as_student() -> rx.Component:
    shown = EditorState.shown
    line = t("planning.plan.line", groups=shown.groups, subject=shown.subject, weeks=shown.weeks_shown)
    return rx.el.dialog(
        rx.el.div(
            rx.el.div(
                rx.el.p(icon("eye"), t("planning.editor.as_student.title"), class_name="with small soft"),
                segmented(
                    t("planning.editor.as_student.reader"),
                    "shown-as",
                    [(reader, t(f"planning.editor.as_student.{reader}")) for reader in ("student", "guardian")],
                    EditorState.shown_as,
                    lambda reader: EditorState.show_as(plan.id, reader),
                ),
                close_button("as-student", icon("x"), kind="icon", aria_label=t("planning.editor.as_student.close")),
                class_name="between",
            ),
            rx.cond(
                EditorState.shown_as == "guardian",
                rx.el.p(t("planning.editor.as_student.path"), class_name="small soft"),
            ),
            rx.el.header(
                rx.el.h2(
                    rx.cond(shown.title != "", shown.title, t("planning.editor.new")), id="as-student-title", lang="sv"
                ),
                rx.el.p(line, class_name="soft"),
                class_name="who-is",
            ),
            plan_body(shown, name="as-student"),
            class_name="stack",
            style={"--gap": "24px"},
        ),
        id="as-student",
        class_name="sheet",
        aria_labelledby="as-student-title",
    )


def _form() -> rx.Component:
    return rx.el.div(
        parts.own_fields(),
        parts.purpose(),
        parts.picked_points(),
        parts.weeks(),
        parts.shows(),
        parts.aspects(),
        class_name="card stack",
        style={"--gap": "32px"},
        role="form",
        aria_label=t("planning.editor.form"),
        key=plan.id + EditorState.revision.to_string(),
    )


def _missing() -> rx.Component:
    back = go(t("planning.list.title"), to="/planering", class_name="btn")
    return rx.fragment(
        head(t("planning.plan.title")), empty(t("planning.plan.missing.title"), t("planning.plan.missing.why"), back)
    )


@page(
    "/planering/[plan_id]",
    title="planning.editor.title",
    right=PLAN,
    workspace=Workspace.TEACHER,
    nav="/planering",
    on_load=[EditorState.load, EditorLibraryState.load],
    undo=EditorState.undo,
)
def view() -> rx.Component:
    """One plan."""
    work = rx.fragment(
        crumbs((t("planning.list.title"), "/planering"), here=_title()),
        head(_title(), line=_line(), actions=_actions()),
        origin(),
        clash_banner(EditorState.clash, EditorState.keep_mine(plan.id), EditorState.take_theirs),
        error_summary(EditorState.errors),
        split(_form(), syllabus(), width="22rem"),
        _as_student(),
        share_dialog(),
    )
    return loaded(EditorState.ready, rx.cond(EditorState.missing, _missing(), work), lines=8)
