"""A form that the browser itself sends: for sign-in, sign-out and uploads, which are plain HTTP."""

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML


class PlainForm(BaseHTML):
    """Reflex's own form takes over the sending; this one does not."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]
    enc_type: rx.Var[str]


def plain_form(*children: rx.Component | rx.Var | str, to: str, method: str = "post", **props: object) -> rx.Component:
    """A form that loads `to` with its fields."""
    return PlainForm.create(*children, action=to, method=method, **props)
