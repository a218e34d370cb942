"""Says at a field why it is asked for: by law with its paragraph, by the school, or by nobody (OWN-16)."""

import reflex as rx

from skolplattform.core.asked import AskedField, AskedForm, Basis
from skolplattform.i18n.client import t
from skolplattform.ui.components.layout import Shown


def basis_words(field: AskedField) -> rx.Var:
    """Lag, SL 3:5; Lokalt beslut; Frivilligt."""
    if field.basis == Basis.LAW:
        return t("ui.basis.law", source=field.source)
    return t("ui.basis.local") if field.basis == Basis.LOCAL else t("ui.basis.optional")


def asked(form: AskedForm, name: str, label: Shown | None = None) -> rx.Component:
    """The field's label with its basis after it; `label` where the page calls it something else."""
    field = form.field(name)
    words = rx.el.span(basis_words(field), class_name="basis", custom_attrs={"data-basis": field.basis.value})
    return rx.fragment(label if label is not None else t(field.label), " ", words)
