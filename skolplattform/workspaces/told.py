"""The way to the proof that nobody is left untold, where attendance is installed."""

import reflex as rx

from skolplattform.attendance.contract import AttendanceToday
from skolplattform.core import modules
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import button_link

PROOF = "/narvaro-besked"


def to_proof() -> rx.Component:
    """A link for the head and the organiser."""
    return button_link(t("attendance.proof.link"), to=PROOF) if modules.get(AttendanceToday) else rx.fragment()
