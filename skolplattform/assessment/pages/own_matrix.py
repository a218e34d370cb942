"""/bedomning/[activity_id]/matris/[matrix_id]: the words of a matrix of the teachers' own."""

from dataclasses import replace

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.own_matrix import queries, service
from skolplattform.assessment.own_matrix.forms import LevelsAsked, MatrixSent, design_sent
from skolplattform.assessment.own_matrix.rules import (
    FEWEST_LEVELS,
    LEVEL_LENGTH,
    MOST_ASPECTS,
    MOST_LEVELS,
    NAME_LENGTH,
    TITLE_LENGTH,
)
from skolplattform.assessment.own_matrix.views import AspectField, MatrixForm
from skolplattform.assessment.permissions import RECORD
from skolplattform.core.actor import Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text
from skolplattform.i18n.client import t
from skolplattform.ui.address import asked, asked_id, shown_id
from skolplattform.ui.components.forms import button, error_summary, select_field, submit, text_field
from skolplattform.ui.components.layout import banner, columns, crumbs, empty, head, loaded, section, stack
from skolplattform.ui.components.overlays import asked_first
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems
from skolplattform.ui.shell_state import say

NEW, ROWS, MORE = "ny", 3, 3
LEVELS = 4


class OwnMatrixState(rx.State):
    """One matrix. Of the `rows` the last are empty ones to write in; `places` are those of its levels."""

    ready: bool = False
    missing: bool = False
    form: MatrixForm = MatrixForm()
    rows: tuple[AspectField, ...] = ()
    places: tuple[int, ...] = ()
    levels_named: tuple[str, ...] = ()
    key: str = ""
    has_clash: bool = False
    errors: dict[str, Text] = {}

    @rx.event
    @guarded(RECORD)
    async def load(self) -> None:
        """What the address names, or a new one."""
        self.reset()
        try:
            await self._open(asked(self, "matrix_id"))
        except NotFound:
            self.missing = True
        self.ready = True

    @rx.event
    @guarded(RECORD, LevelsAsked)
    async def levels(self, number) -> None:
        """So many levels."""
        self.places = tuple(range(number))

    @rx.event
    @guarded(RECORD)
    async def more(self) -> None:
        """Room for more aspects."""
        room = min(MORE, MOST_ASPECTS - len(self.rows))
        self.rows = (*self.rows, *(AspectField("", "", "", ("",) * MOST_LEVELS) for _ in range(room)))

    @rx.event
    @guarded(RECORD, MatrixSent)
    async def save(self, form_data: dict[str, str | None]) -> rx.event.EventSpec | None:
        """Keep it, and go on to judging."""
        async with problems(self):
            board = await self._save(form_data)
            await say(self, "own.saved")
            return rx.redirect(f"/bedomning/{board}")
        return None

    @rx.event
    @guarded(RECORD)
    async def archive(self) -> rx.event.EventSpec | None:
        """Put it away."""
        async with problems(self):
            held = await in_unit(service.archive_matrix, shown_id(self.form.id), version=self.form.version)
            await say(self, "own.archived")
            return rx.redirect(f"/bedomning/{held}")
        return None

    async def _open(self, matrix: str) -> None:
        if matrix == NEW:
            self.form = await in_read(queries.new_matrix, asked_id(self, "activity_id"))
        else:
            self.form = await in_read(queries.matrix_form, shown_id(matrix))
        self.places, self.levels_named = tuple(range(len(self.form.levels) or LEVELS)), _filled(self.form.levels)
        room = ROWS if not self.form.id else 1
        whole = (AspectField(one.id, one.name, one.criterion_id, _filled(one.wordings)) for one in self.form.aspects)
        self.rows = (*whole, *(AspectField("", "", "", _filled(())) for _ in range(room)))
        self.key = str(new_id())

    async def _save(self, form_data: dict[str, str | None]) -> str:
        design = design_sent(form_data)
        if not self.form.id:
            activity = shown_id(self.form.activity_id)
            return str(await in_unit(service.create_matrix, activity, design=design, key=self.key))
        held, version = shown_id(self.form.id), self.form.version
        try:
            await in_unit(service.change_matrix, held, design=design, version=version, key=self.key)
        except Conflict as clash:
            self.has_clash, self.key = True, str(new_id())
            self.form = replace(self.form, version=clash.current)
            raise
        return str(held)


def _filled(wordings: tuple[str, ...]) -> tuple[str, ...]:
    return (*wordings, *("",) * MOST_LEVELS)[:MOST_LEVELS]


def _levels() -> rx.Component:
    state = OwnMatrixState
    numbers = [(str(number), str(number)) for number in range(FEWEST_LEVELS, MOST_LEVELS + 1)]
    how_many = select_field(
        "levels",
        t("own.field.levels"),
        numbers,
        value=state.places.length().to(str),
        on_change=lambda value: state.levels(value.to(int)),
    )

    def one(place: Var[int]) -> rx.Component:
        name = "level-" + place.to(str)
        control = rx.el.input(id=name, name=name, max_length=LEVEL_LENGTH, default_value=state.levels_named[place])
        return rx.el.div(rx.el.label(t("own.level", n=place + 1), html_for=name), control, class_name="field")

    named = rx.el.div(rx.foreach(state.places, one), class_name="cols", style={"--min": "10rem"})
    return section(
        t("own.levels"),
        rx.el.div(how_many, style={"maxWidth": "12rem"}),
        named,
        rx.cond(state.errors.contains("level-0"), rx.el.p(t(state.errors["level-0"]), class_name="error")),
        id="levels-part",
        line=t("own.levels.line"),
    )


def _aspect(row: Var[AspectField], at: Var[int]) -> rx.Component:
    state, stem = OwnMatrixState, "aspect-" + at.to(str)
    name = rx.el.div(
        rx.el.label(t("own.field.aspect"), html_for=stem + "-name"),
        rx.el.input(id=stem + "-name", name=stem + "-name", max_length=NAME_LENGTH, default_value=row.name),
        class_name="field",
    )
    options = rx.foreach(state.form.criteria, lambda pair: rx.el.option(pair[1], value=pair[0]))
    criterion = rx.el.div(
        rx.el.label(t("own.field.criterion"), html_for=stem + "-criterion"),
        rx.el.select(
            rx.el.option(t("own.field.criterion.none"), value=""),
            options,
            id=stem + "-criterion",
            name=stem + "-criterion",
            default_value=row.criterion_id,
        ),
        class_name="field",
    )

    def words(place: Var[int]) -> rx.Component:
        field = stem + "-words-" + place.to(str)
        return rx.el.div(
            rx.el.label(t("own.level", n=place + 1), html_for=field),
            rx.el.textarea(id=field, name=field, rows="3", max_length=500, default_value=row.wordings[place]),
            class_name="field",
        )

    return rx.el.fieldset(
        rx.el.legend(t("own.aspect", n=at + 1)),
        rx.el.input(type="hidden", name=stem + "-id", default_value=row.id),
        columns(name, rx.cond(state.form.criteria.length() > 0, criterion), least="18rem"),
        rx.el.div(rx.foreach(state.places, words), class_name="cols", style={"--min": "10rem"}),
        class_name="card stack",
    )


def _form() -> rx.Component:
    state, form = OwnMatrixState, OwnMatrixState.form
    plans = rx.el.div(
        rx.el.label(t("own.field.plan"), html_for="plan"),
        rx.el.select(
            rx.el.option(t("own.field.plan.none"), value=""),
            rx.foreach(form.plans, lambda pair: rx.el.option(pair[1], value=pair[0])),
            id="plan",
            name="plan",
            default_value=form.plan_id,
        ),
        class_name="field",
    )
    title = text_field(
        "title", t("own.field.title"), errors=state.errors, max_length=TITLE_LENGTH, default_value=form.title
    )
    clash = banner(rx.el.p(t("own.error.conflict")), kind="need", sign="alert")
    fields = stack(
        rx.cond(state.has_clash, clash),
        error_summary(state.errors),
        title,
        rx.cond(form.plans.length() > 0, plans),
        _levels(),
        section(
            t("own.aspects"),
            rx.foreach(state.rows, _aspect),
            rx.el.div(button(t("own.more"), on_click=state.more), class_name="btns"),
            id="aspects",
            line=t("own.aspects.line"),
        ),
        rx.el.div(submit(t("own.save")), rx.cond(form.id != "", _archive()), class_name="btns"),
        gap="24px",
    )
    return rx.el.form(fields, on_submit=state.save, no_validate=True, key=state.form.id)


def _archive() -> rx.Component:
    return asked_first(
        "archive",
        t("own.archive"),
        question=t("own.archive_question", title=OwnMatrixState.form.title),
        effect=t("own.archive_effect"),
        on_click=OwnMatrixState.archive,
    )


@page(
    "/bedomning/[activity_id]/matris/[matrix_id]",
    title="own.title",
    right=RECORD,
    workspace=Workspace.TEACHER,
    nav="/grupper",
    on_load=OwnMatrixState.load,
)
def view() -> rx.Component:
    """The form."""
    form = OwnMatrixState.form
    name = rx.cond(form.id != "", form.title, t("own.new"))
    gone = empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2)
    return rx.fragment(
        crumbs(
            (t("assessment.groups.title"), "/grupper"), (form.activity, "/bedomning/" + form.activity_id), here=name
        ),
        head(name, line=t("own.line")),
        loaded(OwnMatrixState.ready, rx.cond(OwnMatrixState.missing, gone, _form()), lines=8),
    )
