"""Export and import as the platform loads them."""

from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Module, NavItem
from skolplattform.interop.permissions import EXPORT, IMPORT

module = Module(
    name="interop",
    rights=(IMPORT, EXPORT),
    pages=("skolplattform.interop.pages.imports",),
    navigation=(NavItem(Workspace.ADMINISTRATOR, "interop.menu", "/register/import", "upload", 20),),
    routers=("skolplattform.interop.api",),
    commands=("skolplattform.interop.commands:app", "skolplattform.interop.syllabus_commands:app"),
)
