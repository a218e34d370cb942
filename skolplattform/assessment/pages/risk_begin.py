"""/varningar/skriv/[activity_id]: a teacher chooses whom to warn, with what the matrix says of each."""

import reflex as rx

from skolplattform.assessment.pages.risk_parts import state_chip
from skolplattform.assessment.risk import service
from skolplattform.assessment.risk.forms import Whom
from skolplattform.assessment.risk.permissions import WARN
from skolplattform.assessment.risk.queries import warn_group
from skolplattform.assessment.risk.rules import Hindrance
from skolplattform.assessment.risk.views import Apart, Candidate, WarnGroup
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.address import asked_id, shown_id
from skolplattform.ui.components.forms import button
from skolplattform.ui.components.layout import crumbs, empty, go, head, loaded, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

WHY = [f"risk.hindrance.{one.value}" for one in Hindrance]


class RiskBeginState(rx.State):
    """The students of one group."""

    ready: bool = False
    missing: bool = False
    group: WarnGroup = WarnGroup()

    @rx.event
    @guarded(WARN)
    async def load(self) -> None:
        """The group of the address."""
        self.reset()
        try:
            self.group = await in_read(warn_group, asked_id(self, "activity_id"))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(WARN, Whom)
    async def begin(self, student_id) -> rx.event.EventSpec | None:
        """A draft for this student."""
        async with problems(self):
            activity, key = shown_id(self.group.activity_id), str(new_id())
            warning = await in_unit(service.begin_warning, activity, student_id=student_id, key=key)
            return rx.redirect(f"/varningar/{warning}")
        return None


def _cells(student: rx.Var[Candidate]) -> list:
    below = rx.cond(
        student.judged > 0,
        t("risk.begin.below", n=student.below, of=student.judged),
        rx.el.span(t("risk.begin.not_judged"), class_name="soft"),
    )
    begin = button(
        t("risk.begin.write"),
        rx.el.span(" ", student.name, class_name="sr"),
        on_click=RiskBeginState.begin(student.id),
    )
    held = go(state_chip(student.state), to="/varningar/" + student.warning_id.to(str))
    return [student.name, below, rx.cond(student.warning_id != "", held, begin)]


def _body() -> rx.Component:
    group = RiskBeginState.group
    columns = [Column(t(f"risk.begin.column.{name}")) for name in ("student", "below", "warning")]
    students = table(columns, group.students, _cells, caption=t("risk.begin.caption", name=group.name))
    why = t_among("risk.hindrance." + group.hindrance, WHY)
    none = empty(t("risk.begin.nobody"), rx.cond(group.hindrance != "", why, t("risk.begin.no_students")), level=2)
    apart = rx.el.ul(rx.foreach(group.apart, _apart), class_name="small soft", id="apart")
    with_apart = rx.cond(group.apart.length() > 0, stack(students, apart), students)
    return rx.cond(group.students.length() > 0, with_apart, none)


def _apart(one: rx.Var[Apart]) -> rx.Component:
    """Who is not among them, and why: the rules follow the syllabus that the student reads."""
    return rx.el.li(t("risk.begin.apart", name=one.name, form=one.other_form), key=one.name)


@page(
    "/varningar/skriv/[activity_id]",
    title="risk.begin.title",
    right=WARN,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=RiskBeginState.load,
)
def view() -> rx.Component:
    """The students."""
    gone = empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    return rx.fragment(
        crumbs((t("risk.title"), "/varningar"), here=t("risk.begin.title")),
        head(
            rx.cond(RiskBeginState.group.name != "", RiskBeginState.group.name, t("risk.begin.title")),
            line=t("risk.begin.line"),
        ),
        loaded(RiskBeginState.ready, rx.cond(RiskBeginState.missing, gone, _body()), lines=8),
    )
