"""Planering i skolan: how much of the syllabus the groups of a principal's school have met."""

import reflex as rx
from reflex.vars import Var

from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import Payload, Text, guarded
from skolplattform.i18n.client import t
from skolplattform.planning import queries
from skolplattform.planning.permissions import FOLLOW
from skolplattform.planning.views import Followed, GroupMet
from skolplattform.ui.components.layout import button_link, empty, go, head, loaded
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


class AskSubject(Payload):
    """A subject to show, by its name."""

    subject: Text(80)  # type: ignore[valid-type]


class FollowState(rx.State):
    """A subject of the principal's school."""

    shown: Followed = Followed()
    ready: bool = False

    @rx.event
    @guarded(FOLLOW)
    async def load(self) -> None:
        """The subject that was looked at last, or the first."""
        async with problems(self):
            self.shown = await in_read(queries.followed, self.shown.subject)
            self.ready = True

    @rx.event
    @guarded(FOLLOW, AskSubject)
    async def choose(self, subject) -> None:
        """Another subject."""
        async with problems(self):
            self.shown = await in_read(queries.followed, subject)


def _subjects() -> rx.Component:
    return rx.el.label(
        rx.el.span(t("planning.follow.subject"), class_name="sr"),
        rx.el.select(
            rx.foreach(FollowState.shown.subjects, lambda name: rx.el.option(name, value=name)),
            value=FollowState.shown.subject,
            on_change=FollowState.choose,
        ),
    )


def _group(row: Var[GroupMet]) -> rx.Component:
    words = t("planning.follow.of", met=row.met, total=row.total)
    return rx.el.li(
        go(
            row.group,
            to="/tidslinje/" + row.group_id + "/" + row.syllabus_id,
            aria_label=t("plans.timeline.open_for", group=row.group, subject=FollowState.shown.subject),
        ),
        rx.el.progress(value=row.met, max=row.total, style={"--n": row.total}, aria_label=row.group),
        rx.el.span(words, class_name="num small"),
    )


@page(
    "/planering-i-skolan",
    title="planning.follow.title",
    right=FOLLOW,
    workspace=Workspace.PRINCIPAL,
    on_load=FollowState.load,
)
def view() -> rx.Component:
    """A subject, group by group."""
    shown = FollowState.shown
    nothing = empty(t("planning.follow.empty.title"), t("planning.follow.empty.why"))
    groups = rx.el.ul(rx.foreach(shown.groups, _group), class_name="goals", aria_label=shown.subject)
    work = button_link(t("work.school.title"), to="/provbelastning")
    return rx.fragment(
        head(t("planning.follow.title"), line=t("planning.follow.line"), actions=[_subjects(), work]),
        loaded(FollowState.ready, rx.cond(shown.groups.length() > 0, groups, nothing)),
    )
