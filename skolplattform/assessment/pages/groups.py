"""The teacher's groups: one line each, with what waits in its matrix."""

from dataclasses import dataclass

import reflex as rx

from skolplattform.assessment import queries
from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.views import GroupLink, TaughtGroup
from skolplattform.core import clock
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.client import t
from skolplattform.i18n.format import day_text
from skolplattform.ui.components.layout import button_link, chip, empty, go, head, loaded, section, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list."""

    activity_id: str
    name: str
    groups: str
    subject: str
    students: int
    drafts: int
    published: Text


def _row(group: TaughtGroup) -> GroupRow:
    shown = group.published_at
    published = day_text(clock.local(shown).date(), style="short") if shown else NO_TEXT
    return GroupRow(group.activity_id, group.name, group.groups, group.subject, group.students, group.drafts, published)


class GroupsState(rx.State):
    """The groups that the teacher teaches."""

    ready: bool = False
    groups: tuple[GroupRow, ...] = ()
    followed: tuple[GroupLink, ...] = ()

    @rx.event
    @guarded(RECORD)
    async def load(self):
        """The page was opened."""
        async with problems(self):
            self.groups = tuple(_row(group) for group in await in_read(queries.taught_groups))
            self.followed = await in_read(queries.followed_groups)
        self.ready = True


@page(
    "/grupper",
    title="assessment.groups.title",
    right=RECORD,
    workspace=Workspace.TEACHER,
    on_load=GroupsState.load,
)
def view() -> rx.Component:
    """The page."""
    return rx.fragment(
        head(
            t("assessment.groups.title"),
            line=t("assessment.groups.line"),
            actions=[
                button_link(t("screening.nav"), to="/kartlaggning"),
                button_link(t("risk.nav"), to="/varningar"),
            ],
        ),
        loaded(
            GroupsState.ready,
            rx.cond(
                GroupsState.groups.length() > 0,
                stack(_table(), _followed(), gap="32px"),
                empty(t("assessment.groups.empty"), t("assessment.groups.empty_why")),
            ),
        ),
    )


def _followed() -> rx.Component:
    """Each group, to see how far its students have come."""

    def entry(group: rx.Var[GroupLink]) -> rx.Component:
        return rx.el.li(button_link(group.name, to="/utveckling/" + group.id))

    listed = rx.el.ul(rx.foreach(GroupsState.followed, entry), class_name="btns", role="list")
    return section(t("progress.groups"), listed, id="followed", line=t("progress.groups.line"))


def _table() -> rx.Component:
    columns = [
        Column(t("assessment.groups.name")),
        Column(t("assessment.groups.group")),
        Column(t("assessment.groups.students"), numeric=True),
        Column(t("assessment.groups.drafts")),
        Column(t("assessment.groups.published")),
        Column(t("marks.nav")),
    ]

    def cells(group: rx.Var[GroupRow]) -> list:
        return [
            go(group.name, to="/bedomning/" + group.activity_id.to(str)),
            group.groups,
            group.students,
            rx.cond(
                group.drafts > 0,
                chip(t("assessment.groups.waiting", n=group.drafts), needs_you=True),
                rx.el.span(t("assessment.groups.none"), class_name="soft"),
            ),
            rx.cond(group.published.sv != "", t(group.published), t("assessment.groups.never")),
            go(
                t("marks.open"),
                rx.el.span(" ", group.name, class_name="sr"),
                to="/resultat/" + group.activity_id.to(str),
            ),
        ]

    return table(columns, GroupsState.groups, cells, caption=t("assessment.groups.title"))
