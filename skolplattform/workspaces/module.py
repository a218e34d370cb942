"""The workspaces as the platform loads them."""

from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Module, NavItem

module = Module(
    name="workspaces",
    pages=(
        "skolplattform.workspaces.pages.start",
        "skolplattform.workspaces.pages.teacher",
        "skolplattform.workspaces.pages.student",
        "skolplattform.workspaces.pages.principal_now",
        "skolplattform.workspaces.pages.guardian_home",
        "skolplattform.workspaces.pages.central_city",
        "skolplattform.workspaces.pages.administrator",
    ),
    navigation=(
        NavItem(Workspace.TEACHER, "workspaces.teacher.title", "/min-dag", "home", 10),
        NavItem(Workspace.STUDENT, "workspaces.student.title", "/idag", "home", 10),
        NavItem(Workspace.PRINCIPAL, "insights.now.title", "/skolan-nu", "home", 10),
        NavItem(Workspace.GUARDIAN, "insights.home.menu", "/hem", "home", 10),
        NavItem(Workspace.ADMINISTRATOR, "workspaces.administrator.menu", "/administration", "home", 10),
        NavItem(Workspace.CENTRAL, "insights.city.title", "/staden", "home", 10),
    ),
)
