"""What the pages of screening share: a subject's name, how many are done, the guarantee's next step."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.screening.materials import SUBJECTS
from skolplattform.assessment.screening.rules import Step
from skolplattform.assessment.screening.views import MaterialLine
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.components.layout import chip, progress

SUBJECT_NAMES = [f"screening.subject.{name}" for name in SUBJECTS]
STEP_NAMES = [f"screening.step.{step.value}" for step in Step]


def subject_name(subject: Var) -> Var:
    """Reading and writing, or mathematics."""
    return t_among("screening.subject." + subject.to(str), SUBJECT_NAMES)


def done_of(line: Var[MaterialLine]) -> rx.Component:
    """How many of the class are done, as a bar and in words."""
    words = t("screening.done_of", done=line.done, of=line.students)
    return progress(line.done, line.students, words, label=words)


def left_of(line: Var[MaterialLine]) -> rx.Component:
    """How many are left, and until when where they must be done; marked when that is near."""
    until = t("screening.left_until", n=line.left, day=line.until)
    must = rx.cond(line.is_late, chip(until, needs_you=True), rx.el.span(until))
    some = rx.cond(line.mandatory, must, rx.el.span(t("screening.left", n=line.left)))
    return rx.cond(line.left > 0, some, rx.el.span(t("screening.all_seen"), class_name="soft"))


def step_due(step: Var, by: Var, is_late: Var) -> rx.Component:
    """What the guarantee asks for next and by when; marked when the day has passed."""
    last_day = rx.cond(by.sv != "", rx.fragment(", ", t("screening.by", day=by)))
    words = rx.fragment(t_among("screening.step." + step.to(str), STEP_NAMES), last_day)
    late = rx.el.span(words, class_name="chip need", style={"whiteSpace": "normal"})
    return rx.cond(is_late, late, rx.el.span(words))
