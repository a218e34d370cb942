"""What the pages about one of a guardian's children share, whatever they are about."""

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex.vars import Var

from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import crumbs, empty, head, loaded


def child_page(
    state: Any, *content: rx.Component, title: str, of: str, line: Var | str, actions: Sequence[rx.Component] = ()
) -> rx.Component:
    """The way back to the child, whose page it is, and the content; or that there is no such child.

    `state` has `name`, `child_id`, `missing` and `ready`. `title` and `of` are text keys, `of` takes the name.
    """
    shown = rx.fragment(
        crumbs((state.name, "/barn/" + state.child_id), here=t(title)),
        head(t(of, name=state.name), line=line, actions=actions),
        *content,
    )
    gone = rx.fragment(head(t(title)), empty(t("ui.not_found.title"), t("ui.not_found.text"), level=2))
    return loaded(state.ready, rx.cond(state.missing, gone, shown))
