"""What adult education and workplace training bring to the platform: pages, menu entries, an address."""

from skolplattform.core.actor import Workspace
from skolplattform.core.modules import NavItem

NAMES = ("activity", "own_activity", "workplaces", "workplace", "supervisor")
ADULT_PAGES = tuple(f"skolplattform.attendance.pages.{name}" for name in NAMES)
ADULT_NAVIGATION = (
    NavItem(Workspace.TEACHER, "adult.nav", "/aktivitet", "chart", 95),
    NavItem(Workspace.PRINCIPAL, "adult.nav", "/aktivitet", "chart", 95),
)
ADULT_ROUTERS = ("skolplattform.attendance.training_api:router",)
