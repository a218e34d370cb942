"""A subject of one child: its signals, the steps of the guarantee, the words for home; and all that was seen before."""

import reflex as rx
from reflex.vars import Var

from skolplattform.assessment.asked import SCREENING, SCREENING_HOME
from skolplattform.assessment.pages.screening_parts import step_due, subject_name
from skolplattform.assessment.screening.rules import TEXT_LENGTH, Need, Step
from skolplattform.assessment.screening.views import CareShown, MaterialSeen, Seen
from skolplattform.i18n.client import t, t_among
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import choice, submit
from skolplattform.ui.components.layout import chip, empty, section, stack
from skolplattform.ui.components.overlays import details

NEEDS = [f"screening.need.{need.value}" for need in Need]
YEARS = [f"screening.year.{year}" for year in range(4)]


def subject_part(one: Var[CareShown], state: type[rx.State]) -> rx.Component:
    """A subject: its signals and what is done about them, and the words for home."""
    name = "s-" + one.subject.to(str)
    clock = rx.el.div(
        rx.el.p(t("screening.child.signals"), " ", rx.el.b(one.signals.join(", "), lang="sv")),
        rx.el.p(t("screening.child.next"), " ", step_due(one.step, one.by, one.is_late)),
        class_name="stack signal",
        style={"--gap": "4px"},
    )
    quiet = rx.el.p(t("screening.child.no_signal"), class_name="soft")
    return rx.el.section(
        rx.el.h2(subject_name(one.subject), id=name),
        rx.cond(one.has_signal, clock, quiet),
        rx.cond(
            state.shown.can_write,
            stack(rx.cond(one.has_signal, _care_form(one, state)), _home_form(one, state), gap="24px"),
            stack(rx.cond(one.assessment != "", _written(one)), rx.cond(one.seen != "", _told(one))),
        ),
        class_name="card stack",
        aria_labelledby=name,
    )


def _area(one: Var[CareShown], name: str, label: rx.Component | Var, hint: Var) -> rx.Component:
    field = name + "-" + one.subject.to(str)
    return rx.el.div(
        rx.el.label(label, html_for=field),
        rx.el.span(hint, class_name="hint", id=field + "-hint"),
        rx.el.textarea(
            id=field,
            name=name,
            rows="3",
            max_length=TEXT_LENGTH,
            default_value=getattr(one, name),
            custom_attrs={"aria-describedby": field + "-hint"},
        ),
        class_name="field",
    )


def _care_form(one: Var[CareShown], state: type[rx.State]) -> rx.Component:
    """The three steps of the guarantee in one form; a step gets its day when it is written."""
    need = rx.el.div(
        rx.el.label(asked(SCREENING, "need"), html_for="need-" + one.subject.to(str)),
        rx.el.select(
            rx.el.option(t("screening.need.choose"), value=""),
            *(rx.el.option(t(key), value=key.rsplit(".", 1)[1]) for key in NEEDS),
            id="need-" + one.subject.to(str),
            name="need",
            default_value=one.need,
        ),
        class_name="field",
    )
    consulted = choice(t("screening.field.consulted"), name="consulted", default_checked=one.consulted)
    areas = {
        name: _area(one, name, asked(SCREENING, name), t(f"screening.hint.{name}"))
        for name in ("assessment", "measures", "follow_up")
    }
    form = rx.el.form(
        rx.el.input(type="hidden", name="subject", value=one.subject),
        areas["assessment"],
        consulted,
        need,
        areas["measures"],
        areas["follow_up"],
        rx.el.div(submit(t("screening.child.save")), class_name="btns"),
        on_submit=state.write,
        no_validate=True,
        key="care-" + one.subject.to(str) + state.key,
        class_name="stack",
        style={"paddingTop": "12px"},
    )
    return details(_steps(one), form, open=one.step != Step.DONE.value)


def _steps(one: Var[CareShown]) -> rx.Component:
    """Which steps are taken, and when."""

    def step(name: str, day: Var) -> rx.Component:
        return rx.cond(day.sv != "", chip(t(f"screening.taken.{name}", day=day)))

    return rx.el.span(
        rx.el.b(t("screening.child.care")),
        " ",
        step("assessed", one.assessed_on),
        step("planned", one.planned_on),
        step("followed_up", one.followed_up_on),
    )


def _home_form(one: Var[CareShown], state: type[rx.State]) -> rx.Component:
    form = rx.el.form(
        rx.el.input(type="hidden", name="subject", value=one.subject),
        _area(one, "seen", asked(SCREENING_HOME, "seen"), t("screening.hint.seen")),
        _area(one, "next_step", asked(SCREENING_HOME, "next_step"), t("screening.hint.next_step")),
        rx.el.div(submit(t("screening.child.tell")), class_name="btns"),
        on_submit=state.tell,
        no_validate=True,
        key="home-" + one.subject.to(str) + state.key,
        class_name="stack",
        style={"paddingTop": "12px"},
    )
    told = rx.cond(one.told_on.sv != "", chip(t("screening.child.told_on", day=one.told_on)))
    return details(rx.el.span(rx.el.b(t("screening.child.home")), " ", told), form)


def _pair(label: Var, words: Var) -> rx.Component:
    return rx.cond(words != "", rx.el.div(rx.el.dt(label), rx.el.dd(words, class_name="pre", lang="sv")))


def _written(one: Var[CareShown]) -> rx.Component:
    """What was done, to read."""
    return rx.el.dl(
        _pair(t("screening.field.assessment"), one.assessment),
        rx.cond(one.need != "", rx.el.div(rx.el.dt(t("screening.field.need")), rx.el.dd(_need(one)))),
        _pair(t("screening.field.measures"), one.measures),
        _pair(t("screening.field.follow_up"), one.follow_up),
        class_name="stack",
    )


def _need(one: Var[CareShown]) -> Var:
    return t_among("screening.need." + one.need.to(str), NEEDS)


def _told(one: Var[CareShown]) -> rx.Component:
    return rx.el.dl(
        _pair(t("screening.field.seen"), one.seen),
        _pair(t("screening.field.next_step"), one.next_step),
        class_name="stack",
    )


def seen_over_time(seen: Var) -> rx.Component:
    """Everything that has been seen, newest first."""

    def part(item: Var[Seen]) -> rx.Component:
        said = rx.cond(item.signal, chip(t(item.said), needs_you=True), rx.el.span(t(item.said), class_name="num"))
        closer = rx.cond(item.signal, rx.el.span(" ", t("screening.closer"), class_name="sr"))
        return rx.el.li(
            rx.el.div(
                rx.el.div(rx.el.span(item.part, lang="sv"), rx.el.span(said, closer), class_name="between"),
                rx.cond(item.comment != "", rx.el.p(item.comment, class_name="small soft", lang="sv")),
                class_name="grow",
            )
        )

    def material(item: Var[MaterialSeen]) -> rx.Component:
        year = t_among("screening.year." + item.school_year.to(str), YEARS)
        return rx.el.article(
            rx.el.h3(year, ": ", rx.el.span(item.name, lang="sv")),
            rx.el.p(t("screening.child.seen_by", day=item.when, name=item.by), class_name="small soft"),
            rx.el.ul(rx.foreach(item.parts, part), class_name="list"),
            class_name="card stack",
            style={"--gap": "8px"},
        )

    some = rx.el.div(rx.foreach(seen, material), class_name="cols", style={"--least": "22rem"})
    none = empty(t("screening.child.nothing"), t("screening.child.nothing_why"))
    return section(t("screening.child.over_time"), rx.cond(seen.length() > 0, some, none), id="over-time")
