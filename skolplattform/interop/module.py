"""Export and import as the platform loads them."""

from skolplattform.core.modules import Module
from skolplattform.interop.permissions import EXPORT, IMPORT

module = Module(
    name="interop",
    rights=(IMPORT, EXPORT),
    commands=("skolplattform.interop.commands:app",),
)
