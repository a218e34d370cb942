"""/resultat/[activity_id]/prov/[test_id]: what a test is called, when it was, and how its results are written."""

from dataclasses import replace

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.marks import queries, service
from skolplattform.assessment.marks.forms import FormChosen, MarksSent, WorkChosen, design_sent
from skolplattform.assessment.marks.rules import LEVEL_LENGTH, MOST_LEVELS, MOST_POINTS, TITLE_LENGTH, Form
from skolplattform.assessment.marks.views import MarkForm
from skolplattform.assessment.permissions import RECORD
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.ui.address import asked, asked_id, shown_id
from skolplattform.ui.components.forms import date_field, error_summary, segmented, submit, text_field
from skolplattform.ui.components.layout import banner, columns, crumbs, empty, head, loaded, section, stack
from skolplattform.ui.components.overlays import asked_first
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

NEW = "nytt"


class MarkedTestState(rx.State):
    """One test. `written` are its levels, with room for the most there can be."""

    ready: bool = False
    missing: bool = False
    form: MarkForm = MarkForm()
    written: tuple[str, ...] = ()
    key: str = ""
    has_clash: bool = False
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(RECORD)
    async def load(self) -> None:
        """What the address names, or a new one."""
        self.reset()
        try:
            await self._open(asked(self, "test_id"))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(RECORD, FormChosen)
    async def choose(self, form) -> None:
        """Points, levels or comments."""
        self.form = replace(self.form, form=form)

    @rx.event
    @guarded(RECORD, WorkChosen)
    async def choose_work(self, work) -> None:
        """A test of the calendar: its name and its day."""
        found = {work_id: (title, day) for work_id, title, day in self.form.works}.get(work)
        title, day = found or (self.form.title, self.form.day)
        self.form = replace(self.form, work_id=work, title=title, day=day)

    @rx.event
    @guarded(RECORD, MarksSent)
    async def save(self, form_data: dict[str, str | None]) -> rx.event.EventSpec | None:
        """Keep it, and go on to its results."""
        async with problems(self):
            await self._save(form_data)
            await say(self, "marks.saved")
            return rx.redirect(f"/resultat/{self.form.activity_id}")
        return None

    @rx.event
    @guarded(RECORD)
    async def archive(self) -> rx.event.EventSpec | None:
        """Put it away."""
        async with problems(self):
            held = await in_unit(service.archive_test, shown_id(self.form.id), version=self.form.version)
            await say(self, "marks.archived")
            return rx.redirect(f"/resultat/{held}")
        return None

    async def _open(self, test: str) -> None:
        if test == NEW:
            self.form = await in_read(queries.new_test, asked_id(self, "activity_id"))
        else:
            self.form = await in_read(queries.form_of_test, shown_id(test))
        self.written = (*self.form.levels, *("",) * MOST_LEVELS)[:MOST_LEVELS]
        self.key = str(new_id())

    async def _save(self, form_data: dict[str, str | None]) -> None:
        design = design_sent(form_data)
        if not self.form.id:
            await in_unit(service.create_test, shown_id(self.form.activity_id), test=design, key=self.key)
            return
        held, version = shown_id(self.form.id), self.form.version
        try:
            await in_unit(service.change_test, held, test=design, version=version, key=self.key)
        except Conflict as clash:
            self.has_clash, self.key = True, str(new_id())
            self.form = replace(self.form, version=clash.current)
            raise


def _work() -> rx.Component:
    """Which test of the calendar it is; its name and day come along."""
    form = MarkedTestState.form
    return rx.el.div(
        rx.el.label(t("marks.field.work"), html_for="work"),
        rx.el.span(t("marks.field.work.hint"), class_name="hint", id="work-hint"),
        rx.el.select(
            rx.el.option(t("marks.field.work.none"), value=""),
            rx.foreach(form.works, lambda work: rx.el.option(work[1], " ", work[2], value=work[0])),
            id="work",
            name="work",
            value=form.work_id,
            on_change=MarkedTestState.choose_work,
            custom_attrs={"aria-describedby": "work-hint"},
        ),
        class_name="field",
    )


def _results() -> rx.Component:
    """How results are written, and what that form needs."""
    state, form = MarkedTestState, MarkedTestState.form
    forms = [(one.value, t(f"marks.form.{one.value}")) for one in Form]
    most = text_field(
        "most",
        t("marks.field.most"),
        errors=state.errors,
        hint=t("marks.field.most.hint"),
        kind="number",
        min="1",
        max=str(MOST_POINTS),
        default_value=form.most.to(str),
    )

    def level(name: Var[str], place: Var[int]) -> rx.Component:
        field = "level-" + place.to(str)
        control = rx.el.input(id=field, name=field, max_length=LEVEL_LENGTH, default_value=name)
        return rx.el.div(rx.el.label(t("own.level", n=place + 1), html_for=field), control, class_name="field")

    wrong = rx.cond(state.errors.contains("level-0"), rx.el.p(t(state.errors["level-0"]), class_name="error"))
    levels = stack(
        rx.el.p(t("marks.levels.line"), class_name="small soft"),
        rx.el.div(rx.foreach(state.written, level), class_name="cols", style={"--min": "10rem"}),
        wrong,
        gap="8px",
    )
    chosen = rx.match(
        form.form,
        (Form.POINTS.value, rx.el.div(most, style={"maxWidth": "14rem"})),
        (Form.LEVELS.value, levels),
        rx.el.p(t("marks.comment.line"), class_name="small soft"),
    )
    misfit = rx.cond(state.errors.contains("form"), rx.el.p(t(state.errors["form"]), class_name="error"))
    return section(
        t("marks.field.form"),
        segmented(t("marks.field.form"), "form", forms, form.form, state.choose, id="form"),
        misfit,
        chosen,
        rx.el.p(t("marks.no_grade"), class_name="small soft"),
        id="results-part",
    )


def _form() -> rx.Component:
    state, form = MarkedTestState, MarkedTestState.form
    name = text_field(
        "title", t("marks.field.title"), errors=state.errors, max_length=TITLE_LENGTH, default_value=form.title
    )
    day = date_field("day", t("marks.field.day"), errors=state.errors, default_value=form.day)
    clash = banner(rx.el.p(t("marks.error.conflict")), kind="need", sign="alert")
    fields = stack(
        rx.cond(state.has_clash, clash),
        error_summary(state.errors),
        rx.cond(form.works.length() > 0, _work()),
        columns(name, day, least="16rem", key=form.work_id),
        _results(),
        rx.el.div(submit(t("marks.save")), rx.cond(form.id != "", _archive()), class_name="btns"),
        gap="24px",
    )
    return rx.el.form(fields, on_submit=state.save, no_validate=True, key=form.id)


def _archive() -> rx.Component:
    return asked_first(
        "archive",
        t("marks.archive"),
        question=t("marks.archive_question", title=MarkedTestState.form.title),
        effect=t("marks.archive_effect"),
        on_click=MarkedTestState.archive,
    )


@page(
    "/resultat/[activity_id]/prov/[test_id]",
    title="marks.test.title",
    right=RECORD,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=MarkedTestState.load,
)
def view() -> rx.Component:
    """The form."""
    form = MarkedTestState.form
    name = rx.cond(form.id != "", form.title, t("marks.new"))
    gone = empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    return rx.fragment(
        crumbs(
            (t("assessment.groups.title"), "/grupper"),
            (t("marks.of", name=form.activity), "/resultat/" + form.activity_id),
            here=name,
        ),
        head(name, line=t("marks.test.line")),
        loaded(MarkedTestState.ready, rx.cond(MarkedTestState.missing, gone, _form()), lines=8),
    )
