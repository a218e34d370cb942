"""Planering as the platform loads it."""

from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Module, NavItem
from skolplattform.planning import permissions
from skolplattform.planning.answers import Answers
from skolplattform.planning.curriculum.loader import load_catalogue

PAGES = "skolplattform.planning.pages"

module = Module(
    name="planning",
    rights=(
        permissions.PLAN,
        permissions.READ,
        permissions.READ_OWN,
        permissions.READ_CHILD,
        permissions.FOLLOW,
    ),
    navigation=(
        NavItem(Workspace.TEACHER, "planning.nav", "/planering", "tasks", order=30),
        NavItem(Workspace.PRINCIPAL, "planning.nav", "/planering-i-skolan", "tasks", order=40),
        NavItem(Workspace.STUDENT, "planning.nav.reader", "/planeringar", "tasks", order=30),
    ),
    pages=(
        f"{PAGES}.overview",
        f"{PAGES}.editor",
        f"{PAGES}.reader",
        f"{PAGES}.published",
        f"{PAGES}.child",
        f"{PAGES}.follow",
    ),
    contracts=(Answers(),),
    reference=(load_catalogue,),
)
