"""The editor and the library: what a plan was copied from, and the dialog that shares it with colleagues."""

import reflex as rx

from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.i18n import Text
from skolplattform.i18n.client import day, t
from skolplattform.planning.library import queries, service
from skolplattform.planning.library.forms import AimReach, AskSharing, Share, Vouch
from skolplattform.planning.library.permissions import LIBRARY
from skolplattform.planning.library.rules import Reach
from skolplattform.planning.library.views import Origin, Sharing
from skolplattform.planning.pages.editor_state import EditorState
from skolplattform.ui.address import asked_id
from skolplattform.ui.components.forms import button, choice
from skolplattform.ui.components.layout import banner, stack
from skolplattform.ui.components.overlays import close_button, details, open_button
from skolplattform.ui.icon import icon
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

DIALOG = "share-plan"


class EditorLibraryState(rx.State):
    """The origin and the sharing of the plan in the editor."""

    origin: Origin = Origin()
    sharing: Sharing = Sharing()
    reach: str = "school"
    no_student: bool = False
    asks_names: bool = False
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(LIBRARY)
    async def load(self) -> None:
        """Where the plan of the address comes from."""
        self.reset()
        async with problems(self):
            self.origin = await in_read(queries.origin_of, asked_id(self, "plan_id"))

    @rx.event
    @guarded(LIBRARY, AskSharing)
    async def look(self, plan_id) -> None:
        """Is it shared, and how far?"""
        async with problems(self):
            await self._look(plan_id)

    @rx.event
    @guarded(LIBRARY, Share)
    async def share(self, plan_id, reach, no_student) -> None:
        """Let colleagues copy what the students read now."""
        async with problems(self):
            try:
                await in_unit(service.share_plan, plan_id, reach=Reach(reach), no_student=no_student)
            except service.NamesFound:
                self.asks_names = True
                raise
            await self._look(plan_id)
            await say(self, "plans.share.done")

    @rx.event
    @guarded(LIBRARY, AskSharing)
    async def stop(self, plan_id) -> None:
        """Nobody finds it any more."""
        async with problems(self):
            await in_unit(service.stop_sharing, plan_id)
            await self._look(plan_id)
            await say(self, "plans.share.stopped")

    @rx.event
    @guarded(LIBRARY, AimReach)
    def aim(self, reach) -> None:
        """The school, or the whole city."""
        self.reach = reach

    @rx.event
    @guarded(LIBRARY, Vouch)
    def vouch(self, no_student) -> None:
        """The teacher says that the names are no students."""
        self.no_student = no_student

    async def _look(self, plan_id) -> None:
        self.sharing = await in_read(queries.sharing_of, plan_id)
        self.reach = self.sharing.reach or "school"
        self.asks_names = self.no_student = False


def origin() -> rx.Component:
    """What the plan was copied from, and what of it could not follow along."""
    said = EditorLibraryState.origin
    given = {"title": said.title, "name": said.author, "school": said.school, "day": day(said.day, "date")}
    words = rx.cond(
        said.edition != "", t("plans.origin.edition", **given, edition=said.edition), t("plans.origin", **given)
    )
    missing = details(
        t("plans.origin.missing", n=said.missing.length()),
        rx.el.ul(rx.foreach(said.missing, lambda text: rx.el.li(text)), class_name="small", lang="sv"),
    )
    return rx.cond(
        said.day != "",
        banner(rx.el.div(rx.el.p(words), rx.cond(said.missing.length() > 0, missing), id="origin"), sign="copy"),
    )


def share_button() -> rx.Component:
    """In the menu of the plan."""
    plan_id = EditorState.plan.id
    return open_button(
        DIALOG, icon("users"), t("plans.share.open"), kind="quiet", on_click=EditorLibraryState.look(plan_id)
    )


def share_dialog() -> rx.Component:
    """Share, share anew, or stop."""
    sharing = EditorLibraryState.sharing
    close = close_button(DIALOG, icon("x"), kind="icon", aria_label=t("plans.library.close"))
    body = rx.cond(sharing.is_published, _sharing(), rx.el.p(t("plans.share.unpublished")))
    return rx.el.dialog(
        stack(
            rx.el.div(rx.el.h2(t("plans.share.title"), id="share-title"), close, class_name="between"),
            rx.el.p(t("plans.share.line"), class_name="small soft"),
            body,
        ),
        id=DIALOG,
        aria_labelledby="share-title",
    )


def _sharing() -> rx.Component:
    state = EditorLibraryState
    sharing = state.sharing
    since = day(sharing.day, "date")
    now = rx.cond(sharing.reach == "city", t("plans.share.now.city", day=since), t("plans.share.now.school", day=since))
    told = rx.el.p(icon("check"), now, ". ", t("plans.share.copies", n=sharing.copies), class_name="with")
    older = rx.cond(sharing.is_older, rx.el.p(t("plans.share.older"), class_name="small soft"))
    reaches = rx.el.fieldset(
        rx.el.legend(t("plans.share.reach")),
        *(
            choice(
                t(f"plans.share.reach.{reach}"),
                kind="radio",
                name="reach",
                checked=state.reach == reach,
                on_change=lambda _, reach=reach: state.aim(reach),
            )
            for reach in ("school", "city")
        ),
    )
    wrong = rx.cond(
        state.errors.contains("reach"),
        rx.el.p(icon("alert"), t(state.errors["reach"]), class_name="error", role="alert"),
    )
    vouch = rx.cond(
        state.asks_names,
        choice(t("plans.share.no_student"), checked=state.no_student, on_change=state.vouch),
    )
    words = rx.cond(sharing.is_older, t("plans.share.again"), t("plans.share.do"))
    share = button(words, kind="primary", on_click=state.share(sharing.plan_id, state.reach, state.no_student))
    stop = rx.cond(
        sharing.reach != "", button(t("plans.share.stop"), kind="quiet", on_click=state.stop(sharing.plan_id))
    )
    return stack(
        rx.cond(sharing.reach != "", rx.fragment(told, older)), reaches, wrong, vouch,
        rx.el.div(share, stop, class_name="btns"),
    )  # fmt: skip
