"""What holds for one student alone, as its teacher decides it; `state` is the state of the reading page."""

import reflex as rx

from skolplattform.i18n.client import t
from skolplattform.planning.asked import OWN_TERMS
from skolplattform.planning.set_work.rules import NOTE_LENGTH
from skolplattform.ui.basis import asked
from skolplattform.ui.components.forms import date_field, text_area, text_field
from skolplattform.ui.components.layout import columns, section
from skolplattform.ui.components.overlays import details


def own_terms(state: type[rx.State]) -> rx.Component:
    """A later time and a text of their own; empty fields: as the others."""
    shown, errors = state.shown, state.errors
    form = rx.el.form(
        columns(
            date_field("own_day", asked(OWN_TERMS, "due"), errors=errors, default_value=shown.own_due_day),
            text_field("own_time", t("handin.own.time"), errors=errors, kind="time", default_value=shown.own_due_time),
            least="9rem",
        ),
        text_area(
            "own_note",
            asked(OWN_TERMS, "note"),
            errors=errors,
            hint=t("handin.own.note.hint"),
            rows=3,
            default_value=shown.own_note,
            max_length=NOTE_LENGTH,
            lang="sv",
        ),
        rx.el.div(rx.el.button(t("handin.own.save"), type="submit"), class_name="btns"),
        on_submit=state.own_terms,
        no_validate=True,
        key=shown.student_id + shown.own_version.to_string(),
        class_name="stack",
    )
    return section(
        t("handin.own.title", name=shown.name),
        details(t("handin.own.open"), form, open=shown.own_version > 0),
        id="own",
        line=t("handin.own.line"),
    )
