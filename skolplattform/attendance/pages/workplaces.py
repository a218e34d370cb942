"""/arbetsplatser: students at workplaces (APL, LIA): who is where, what has been confirmed, and a new one."""

import reflex as rx
from sqlmodel import Session

from skolplattform.attendance.forms_adult import TrainingForm, training_asked_for
from skolplattform.attendance.pages.adult_tabs import adult_tabs
from skolplattform.attendance.pages.training_parts import hour_options
from skolplattform.attendance.permissions import TRAINING
from skolplattform.attendance.queries.workplace import TrainingRow, trainees, trainings
from skolplattform.attendance.service.training import arrange_training
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read, in_unit
from skolplattform.core.gate import guarded
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text as Said
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import (
    date_field,
    described,
    error_summary,
    field,
    select_field,
    submit,
    text_field,
    weekday_field,
)
from skolplattform.ui.components.layout import chip, columns, empty, go, head, loaded, section, stack
from skolplattform.ui.components.tables import Column, table
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems

Pairs = list[tuple[str, str]]
STATES = ("planned", "going", "over", "closed")
USUAL = str(8 * 60)


def _read(session: Session, actor: Actor) -> tuple[list[TrainingRow], Pairs]:
    return trainings(session, actor), trainees(session, actor)


class WorkplacesState(rx.State):
    """The trainings of one's students, and the form of a new one."""

    ready: bool = False
    rows: list[TrainingRow] = []
    students: Pairs = []
    today: str = ""
    key: str = ""
    errors: dict[str, Said] = {}

    @rx.event
    @guarded(TRAINING)
    async def load(self) -> None:
        """Opened."""
        self.reset()
        async with problems(self):
            self.rows, self.students = await in_read(_read)
        self.today, self.key, self.ready = clock.today().isoformat(), str(new_id()), True

    @rx.event
    @guarded(TRAINING, TrainingForm)
    async def arrange(self, form_data: dict[str, str | None]) -> rx.event.EventSpec | None:
        """A new training: its page has the link."""
        async with problems(self):
            made = await in_unit(arrange_training, **training_asked_for(form_data), key=self.key)
            return rx.redirect(f"/arbetsplatser/{made}")
        return None


def _state(row: rx.Var[TrainingRow]) -> rx.Component:
    return rx.match(row.state, *((name, t(f"adult.training.state.{name}")) for name in STATES), "")


def _cells(row: rx.Var[TrainingRow]) -> list:
    link = rx.cond(row.has_link, chip(t("adult.training.link.works")), rx.el.span(t("adult.training.link.none")))
    return [
        go(row.name, to="/arbetsplatser/" + row.id),
        row.class_name,
        row.workplace,
        t(row.days),
        t(row.told),
        _state(row),
        link,
    ]


def _list() -> rx.Component:
    names = ("student", "class", "workplace", "days", "told", "state", "link")
    heads = [Column(t(f"adult.training.column.{name}")) for name in names]
    rows = WorkplacesState.rows
    return rx.cond(
        rows.length() > 0,
        table(heads, rows, _cells, caption=t("adult.training.title")),
        empty(t("adult.training.none"), t("adult.training.none.why"), level=2),
    )


def _hours() -> rx.Component:
    control = rx.el.select(
        *hour_options()[1:],
        id="day_minutes",
        name="day_minutes",
        default_value=USUAL,
        custom_attrs=described("day_minutes", WorkplacesState.errors, None),
    )
    return field("day_minutes", t("adult.training.a_day"), control, errors=WorkplacesState.errors)


def _form() -> rx.Component:
    state, errors = WorkplacesState, WorkplacesState.errors
    return rx.el.form(
        error_summary(errors),
        columns(
            select_field("student", t("adult.student"), state.students, errors=errors),
            text_field("workplace", t("adult.training.workplace"), errors=errors, max_length=120),
            text_field("supervisor", t("adult.training.supervisor"), errors=errors, max_length=80, auto_complete="off"),
            weekday_field("weekdays", t("adult.training.weekdays"), errors=errors, ticked=range(5)),
            _hours(),
            date_field("first", t("adult.training.first"), errors=errors, default_value=state.today),
            date_field("last", t("adult.training.last"), errors=errors, default_value=state.today),
            least="15rem",
        ),
        rx.el.div(submit(t("adult.training.arrange")), class_name="btns"),
        on_submit=state.arrange,
        no_validate=True,
        key=state.key,
        class_name="stack",
        style={"maxWidth": "52rem"},
    )


def _new() -> rx.Component:
    nobody = rx.el.p(t("adult.training.nobody"), class_name="soft")
    return section(
        t("adult.training.new"),
        rx.cond(WorkplacesState.students.length() > 0, _form(), nobody),
        id="new",
        line=t("adult.training.new.line"),
    )


@page(
    "/arbetsplatser",
    title="adult.training.title",
    right=TRAINING,
    workspace=(Workspace.TEACHER, Workspace.PRINCIPAL),
    nav="/aktivitet",
    on_load=WorkplacesState.load,
)
def view() -> rx.Component:
    """The list and the form."""
    return rx.fragment(
        head(t("adult.training.title"), line=t("adult.training.line")),
        adult_tabs("training"),
        loaded(WorkplacesState.ready, stack(_list(), _new(), gap="32px"), lines=8),
    )
