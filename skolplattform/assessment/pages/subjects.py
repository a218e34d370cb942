"""A student's subjects: the own matrix and feedback in each, as published."""

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from skolplattform.assessment import queries
from skolplattform.assessment.permissions import VIEW_OWN
from skolplattform.assessment.views import OwnCriterion, OwnSubject, Wording
from skolplattform.core import clock
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.db import in_read
from skolplattform.core.gate import guarded
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.client import t
from skolplattform.i18n.format import day_text
from skolplattform.ui import live
from skolplattform.ui.components.layout import empty, head, level, loaded, progress
from skolplattform.ui.components.overlays import details
from skolplattform.ui.page import page
from skolplattform.ui.problems import problems


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion as the student reads it; `explains` are the worded levels that describe the own one."""

    name: str
    code: str
    sign: str
    reached: bool
    comment: str
    when: Text
    explains: tuple[Wording, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class SubjectShown:
    """A subject as the student reads it."""

    syllabus_id: str
    subject: str
    teachers: str
    curriculum: str
    years: Text
    reached: int
    judged: int
    total: int
    criteria: tuple[CriterionRow, ...]


def criterion_row(item: OwnCriterion) -> CriterionRow:
    """A criterion, ready for the page."""
    return CriterionRow(
        name=item.name,
        code=item.code,
        sign="–" if item.code == "-" else item.code,
        reached=item.reached,
        comment=item.comment,
        when=day_text(clock.local(item.at).date(), style="short") if item.at else NO_TEXT,
        explains=tuple(wording for wording in item.wordings if wording.level in item.described_by),
        wordings=item.wordings,
    )


def subject_shown(item: OwnSubject) -> SubjectShown:
    """A subject, ready for the page."""
    return SubjectShown(
        syllabus_id=item.syllabus_id,
        subject=item.subject,
        teachers=item.teachers,
        curriculum=item.curriculum,
        years=item.years,
        reached=item.reached,
        judged=item.judged,
        total=item.total,
        criteria=tuple(criterion_row(criterion) for criterion in item.criteria),
    )


def my_subjects(session: Session, actor: Actor) -> tuple[SubjectShown, ...]:
    """The actor's own subjects."""
    return tuple(subject_shown(item) for item in queries.own_subjects(session, actor, actor.person_id))


class SubjectsState(rx.State):
    """The student's own subjects."""

    ready: bool = False
    subjects: tuple[SubjectShown, ...] = ()

    @rx.event
    @guarded(VIEW_OWN)
    async def load(self):
        """The page was opened."""
        async with problems(self):
            self.subjects = await in_read(my_subjects)
            await self._follow()
        self.ready = True

    @rx.event
    @guarded(VIEW_OWN, keeps_awake=False)
    async def refresh(self):
        """A teacher has published, or taken back."""
        self.subjects = await in_read(my_subjects)

    async def _follow(self) -> None:
        live.watch(self, SubjectsState.refresh, f"student:{await in_read(_own_id)}")


def _own_id(_session: Session, actor: Actor) -> str:
    return str(actor.person_id)


@page(
    "/mina-amnen",
    title="assessment.subjects.title",
    right=VIEW_OWN,
    workspace=Workspace.STUDENT,
    on_load=SubjectsState.load,
)
def view() -> rx.Component:
    """The page."""
    return rx.fragment(
        head(t("assessment.subjects.title"), line=t("assessment.subjects.line")),
        loaded(
            SubjectsState.ready,
            rx.cond(
                SubjectsState.subjects.length() > 0,
                rx.el.div(
                    rx.foreach(SubjectsState.subjects, _subject), class_name="cols subjects", style={"--min": "26rem"}
                ),
                empty(t("assessment.subjects.empty"), t("assessment.subjects.empty_why")),
            ),
        ),
    )


def _subject(subject: rx.Var[SubjectShown]) -> rx.Component:
    words = t("assessment.subjects.reached", reached=subject.reached, total=subject.total)
    summary = rx.el.span(
        rx.el.h2(subject.subject),
        rx.cond(
            subject.judged > 0,
            progress(subject.reached, subject.total, words, label=words),
            rx.el.span(t("assessment.subjects.not_yet"), class_name="small soft"),
        ),
        class_name="between grow",
    )
    return details(
        summary,
        rx.el.p(
            rx.cond(subject.teachers != "", t("assessment.subjects.teachers", names=subject.teachers) + " ", ""),
            t("assessment.matrix.source", years=subject.years, curriculum=subject.curriculum),
            class_name="small soft",
        ),
        rx.el.ul(rx.foreach(subject.criteria, _criterion), class_name="list"),
        class_name="card",
        id="amne-" + subject.syllabus_id.to(str),
    )


def _criterion(item: rx.Var[CriterionRow]) -> rx.Component:
    judged = rx.el.span(level(item.code), class_name="with")
    return rx.el.li(
        rx.cond(item.code != "", judged, rx.el.span("", class_name="mark draft", custom_attrs={"aria-hidden": "true"})),
        rx.el.div(
            rx.el.div(
                rx.el.h3(item.name),
                rx.el.span(
                    rx.cond(
                        item.code == "",
                        t("assessment.subjects.criterion_not_yet"),
                        rx.cond(item.code == "-", t("assessment.subjects.lacking"), t(item.when)),
                    ),
                    class_name="small soft",
                ),
                class_name="between",
            ),
            rx.foreach(item.explains, lambda wording: rx.el.p(wording.text, class_name="small")),
            rx.cond(item.comment != "", rx.el.blockquote(item.comment), rx.fragment()),
            details(
                t("assessment.subjects.all_levels"),
                rx.el.dl(
                    rx.foreach(
                        item.wordings, lambda wording: rx.el.div(rx.el.dt(wording.level), rx.el.dd(wording.text))
                    ),
                    class_name="pairs levels",
                ),
            ),
            class_name="stack grow",
            style={"--gap": "4px"},
        ),
    )
