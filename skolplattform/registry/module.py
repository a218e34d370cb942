"""What the register brings to the platform."""

from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Job, Module, NavItem
from skolplattform.registry.jobs import send_alerts
from skolplattform.registry.permissions import (
    BREAK_GLASS,
    GRANT_PROTECTED,
    MANAGE_REGISTER,
    VIEW_CHILDREN,
    VIEW_REGISTER,
    VIEW_STUDENTS,
)
from skolplattform.registry.place import PlaceOfPerson
from skolplattform.registry.standing import RegisterOfPersons

module = Module(
    name="registry",
    rights=(VIEW_REGISTER, MANAGE_REGISTER, VIEW_STUDENTS, VIEW_CHILDREN, GRANT_PROTECTED, BREAK_GLASS),
    pages=(
        "skolplattform.registry.pages.register",
        "skolplattform.registry.pages.person",
        "skolplattform.registry.pages.who_has_seen",
        "skolplattform.registry.pages.protected",
    ),
    jobs=(Job("registry.alerts", send_alerts, every_seconds=30),),
    navigation=(
        NavItem(Workspace.ADMINISTRATOR, "registry.menu", "/register", "library", 30),
        NavItem(Workspace.PRINCIPAL, "registry.menu", "/register", "library", 60),
    ),
    commands=("skolplattform.registry.commands:app",),
    contracts=(RegisterOfPersons(), PlaceOfPerson()),
)
