"""What the pages of one child share: its name at the top, the way back, the tabs, the absence button."""

from itertools import chain

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.insights.shown.child import ChildHead
from skolplattform.ui.components.layout import avatar, button_link, crumbs, loaded, tabs


def child_frame(child: Var[ChildHead], content: rx.Component, *, here: str) -> rx.Component:
    """The page of a child; `here` is progress or attendance."""
    head = rx.el.header(
        rx.el.div(
            avatar(child.initials, tone="1", large=True),
            rx.el.div(rx.el.h1(rx.cond(child.is_ready, child.name, t("insights.child.title")), tab_index=-1),
                      rx.el.p(child.line)),
            class_name="who",
        ),
        rx.el.div(
            rx.cond(
                child.is_of_age,
                rx.el.span(t("insights.home.of_age", name=child.given_name), class_name="small soft"),
                button_link(t("insights.home.report"), to="/anmal-franvaro?barn=" + child.id),
            ),
            class_name="btns",
        ),
        class_name="head",
    )  # fmt: skip
    known = rx.fragment(
        crumbs((t("insights.home.menu"), "/hem"), here=child.given_name),
        head,
        _tabs(child, here),
        loaded(child.is_ready, content),
    )
    missing = rx.fragment(
        rx.el.header(rx.el.h1(t("ui.not_found.title"), tab_index=-1), class_name="head"),
        rx.el.p(t("ui.not_found.text")),
        rx.el.p(button_link(t("ui.not_found.home"), to="/hem")),
    )
    return rx.cond(child.is_missing, missing, known)


def _tabs(child: Var[ChildHead], here: str) -> rx.Component:
    """What there is about a child in school; of one in förskola, who has no lessons, the journal instead."""
    route = "/barn/" + child.id
    own = (
        (t("insights.child.progress"), route, here == "progress"),
        (t("insights.child.attendance"), route + "/narvaro", here == "attendance"),
    )
    school = (
        (t("insights.child.schedule"), "/schema?barn=" + child.id, False),
        (t("insights.child.assessment"), route + "/bedomning", False),
        (t("insights.child.lessons"), route + "/lektioner", False),
        (t("insights.child.plans"), route + "/planeringar", False),
        (t("insights.child.work"), route + "/prov", False),
        (t("insights.child.log"), route + "/logg", False),
        (t("insights.child.discussions"), route + "/diskussioner", False),
        (t("insights.child.council"), route + "/klassrad", False),
    )
    preschool = ((t("journal.nav"), route + "/dagbok", False),)
    every = (
        (t("consents.title"), route + "/samtycken", False),
        (t("insights.child.seen"), route + "/insyn", False),
    )
    first_years = ((t("screening.home.link"), route + "/kartlaggning", False),)

    def of(*parts: tuple) -> rx.Component:
        return tabs(t("insights.child.tabs", name=child.given_name), *own, *chain.from_iterable(parts), *every)

    in_school = rx.cond(child.is_in_first_years, of(school, first_years), of(school))
    return rx.cond(child.is_in_preschool, of(preschool), in_school)
