"""What the pages share that show a head one school at a time."""

from typing import Any

import reflex as rx
from reflex.vars import Var

from skolplattform.core.gate import Id, Payload
from skolplattform.i18n.client import t
from skolplattform.ui.components.forms import select_field


class SchoolAsked(Payload):
    """A school that one leads."""

    unit_id: Id


def school_choice(schools: Var, unit_id: Var, choose: Any) -> rx.Component:
    """The schools to choose among; nothing for who leads only one."""
    field = select_field("unit", t("registry.school_choice"), schools, value=unit_id, on_change=choose)
    return rx.cond(schools.length() > 1, rx.el.div(field, style={"maxWidth": "24rem"}))
