"""A student's subjects as the student and the guardian read them: what is reached, in words, and what comes next."""

from dataclasses import dataclass
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from skolplattform.assessment import queries
from skolplattform.assessment.marks.queries import results_of_student
from skolplattform.assessment.marks.views import OwnResult
from skolplattform.assessment.own_matrix.queries import matrices_of_student
from skolplattform.assessment.own_matrix.views import AspectShown, OwnMatrixShown
from skolplattform.assessment.pages.marks_own import results_section
from skolplattform.assessment.views import OwnCriterion, OwnSubject, Wording
from skolplattform.core import clock
from skolplattform.core.actor import Actor
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.client import t
from skolplattform.i18n.format import day_text
from skolplattform.ui.components.layout import chip, empty, go, level, progress, section, stack
from skolplattform.ui.components.overlays import details


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
    ahead: Wording
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
        ahead=item.ahead,
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


@dataclass(frozen=True, slots=True)
class Shown:
    """What is published of a student: subjects, matrices of teachers' own, results in tests."""

    subjects: tuple[SubjectShown, ...] = ()
    matrices: tuple[OwnMatrixShown, ...] = ()
    results: tuple[OwnResult, ...] = ()


def shown_of(session: Session, actor: Actor, student_id: UUID) -> Shown:
    """What is published of a student, ready for the page.

    Raises:
        NotFound: the actor may not see the student's assessment.
    """
    subjects = tuple(subject_shown(item) for item in queries.own_subjects(session, actor, student_id))
    matrices = matrices_of_student(session, actor, student_id)
    return Shown(subjects, matrices, results_of_student(session, actor, student_id))


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
            _ahead(item),
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


def _ahead(item: rx.Var[CriterionRow]) -> rx.Component:
    """Nästa steg, mot C: what it takes."""
    words = t("assessment.subjects.ahead", level=item.ahead.level, words=item.ahead.text)
    return rx.cond(item.ahead.level != "", rx.el.p(words, class_name="small soft"))


def _matrix(matrix: rx.Var[OwnMatrixShown]) -> rx.Component:
    """A matrix of a teacher's own: the level reached in the teacher's words, and the next step."""

    def aspect(one: rx.Var[AspectShown]) -> rx.Component:
        nothing = rx.el.span(t("assessment.subjects.lacking"), class_name="soft")
        level_ = rx.cond(one.level != "", chip(one.level), nothing)
        return rx.el.li(
            rx.el.div(
                rx.el.div(rx.el.h4(one.name), level_, class_name="between"),
                rx.cond(one.wording != "", rx.el.p(one.wording, class_name="small")),
                rx.cond(
                    one.next_level != "",
                    rx.el.p(t("own.shown.next", words=one.next_level), class_name="small soft"),
                ),
                rx.cond(one.comment != "", rx.el.blockquote(one.comment)),
                rx.el.p(
                    t(one.when),
                    rx.cond(one.criterion != "", rx.fragment(". ", t("own.shown.part_of", name=one.criterion))),
                    class_name="small soft",
                ),
                class_name="stack grow",
                style={"--gap": "4px"},
            )
        )

    return rx.el.article(
        rx.el.h3(matrix.title),
        rx.el.p(matrix.subject, class_name="small soft"),
        rx.el.ul(rx.foreach(matrix.aspects, aspect), class_name="list"),
        rx.cond(
            matrix.plan_id != "",
            rx.el.p(
                go(t("own.shown.plan", title=matrix.plan), to="/planeringar/" + matrix.plan_id, class_name="small")
            ),
        ),
        class_name="card stack",
        lang="sv",
    )


def subject_cards(shown: rx.Var[Shown]) -> rx.Component:
    """Every subject with its criteria, and under them results in tests and the teachers' own matrices."""
    subjects, matrices = shown.subjects, shown.matrices
    own = section(
        t("own.shown.title"),
        rx.el.div(rx.foreach(matrices, _matrix), class_name="cols", style={"--min": "26rem"}),
        id="own",
        line=t("own.shown.line"),
    )
    return stack(
        rx.cond(
            subjects.length() > 0,
            rx.el.div(rx.foreach(subjects, _subject), class_name="cols subjects", style={"--min": "26rem"}),
            empty(t("assessment.subjects.empty"), t("assessment.subjects.empty_why"), level=2),
        ),
        results_section(shown.results),
        rx.cond(matrices.length() > 0, own),
        gap="32px",
    )
