"""The parts of a student's page to read and answer: the classmate's work, the two fields; `state` is the page's."""

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import clock_time, t
from skolplattform.planning.components import clash_banner
from skolplattform.planning.hand_in.views import FileLine
from skolplattform.planning.pages.handin_parts import moment
from skolplattform.planning.pages.peer_parts import questions, said
from skolplattform.planning.peer_response.api import GET
from skolplattform.planning.peer_response.rules import WORDS_LENGTH
from skolplattform.ui.components.forms import error_summary, saving, submit, text_area
from skolplattform.ui.components.layout import banner, crumbs, empty, external, head, loaded, section, split, stack
from skolplattform.ui.icon import icon


def body(state: type[rx.State]) -> rx.Component:
    """The page."""
    shown = state.shown
    whose = rx.cond(shown.whose != "", t("peer.work_of", name=shown.whose), t("peer.work_of_somebody"))
    trail = (t("workspaces.student.title"), "/idag"), (t("work.title"), "/prov")
    page = rx.fragment(
        crumbs(*trail, (rx.el.span(shown.title, lang="sv"), "/prov/" + shown.work_id), here=t("peer.read_and_answer")),
        head(whose, line=rx.el.span(shown.title, ", ", shown.subject, lang="sv")),
        split(
            stack(_work(shown), gap="24px"),
            rx.cond(shown.may_write, _form(state), _sent(shown)),
            width="28rem",
        ),
    )
    gone = rx.fragment(
        crumbs(*trail, here=t("peer.read_and_answer")),
        head(t("peer.read_and_answer")),
        empty(t("peer.gone"), t("peer.gone.why"), level=2),
    )
    return loaded(state.ready, rx.cond(state.missing, gone, page), lines=8)


def _work(shown: Var) -> rx.Component:
    """The text, the link and the files of the work, word for word."""
    files = rx.el.ul(rx.foreach(shown.files, lambda file: rx.el.li(_file(shown, file))), class_name="list")
    return section(
        t("peer.the_work"),
        rx.cond(shown.text != "", rx.el.p(shown.text, class_name="pre reading", lang="sv")),
        rx.cond(shown.link != "", rx.el.p(external(shown.link, href=shown.link), class_name="reading")),
        rx.cond(shown.files.length() > 0, files),
        id="work",
        kind="card",
    )


def _file(shown: Var, file: Var[FileLine]) -> rx.Component:
    return rx.el.a(
        icon("file"),
        file.name,
        rx.el.span(file.size, class_name="small soft"),
        href=GET + shown.id.to(str) + "/" + file.id.to(str),
        class_name="with",
        custom_attrs={"download": True, "reloadDocument": True},
    )


def _form(state: type[rx.State]) -> rx.Component:
    shown = state.shown

    def words(name: str) -> rx.Component:
        return text_area(
            name,
            t(f"peer.field.{name}"),
            errors=state.errors,
            hint=t(f"peer.field.{name}.hint"),
            rows=4,
            default_value=getattr(shown, name),
            max_length=WORDS_LENGTH,
            lang="sv",
            **saving(lambda text: state.write(shown.id, name, text)),
        )

    who = rx.cond(shown.is_named, t("peer.who.named"), t("peer.who.anonymous"))
    return rx.el.form(
        rx.el.h2(t("peer.answer"), id="h-answer"),
        error_summary(state.errors),
        clash_banner(state.clash, state.keep_mine, state.take_theirs),
        questions(shown.questions),
        words("works"),
        words("next_step"),
        rx.el.p(who, class_name="small soft"),
        rx.el.div(
            submit(t("peer.send")),
            rx.el.span(
                rx.cond(state.saved_at != "", t("handin.saved", time=clock_time(state.saved_at)), ""),
                class_name="small soft",
                id="saved",
            ),
            class_name="btns",
        ),
        on_submit=state.send,
        no_validate=True,
        key=shown.id + state.revision.to_string(),
        class_name="card stack",
        aria_labelledby="h-answer",
    )


def _sent(shown: Var) -> rx.Component:
    """The own words as they were sent, or as far as they came when the teacher ended it."""
    hidden = banner(rx.el.p(t("peer.hidden.own", why=shown.why)), sign="minus")
    at = rx.el.p(t("peer.sent"), " ", moment(shown.sent), class_name="small soft")
    return section(
        t("peer.your_words"),
        rx.cond(shown.is_hidden, hidden),
        rx.cond(shown.sent != "", at, rx.el.p(t("peer.closed.line"))),
        said(shown.works, shown.next_step),
        questions(shown.questions),
        id="sent",
        kind="card",
    )
