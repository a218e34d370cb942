"""The pages of förskola and fritidshem, and where they stand in the menus."""

from skolplattform.core.actor import Workspace
from skolplattform.core.modules import NavItem

NAMES = ("here", "care", "care_child", "staffing", "holiday_needs", "evacuation", "tablet", "tablets")
PAGES = tuple(f"skolplattform.attendance.pages.{name}" for name in NAMES)
NAVIGATION = (
    NavItem(Workspace.TABLET, "care.here.title", "/har-nu", "users", 10),
    NavItem(Workspace.TABLET, "care.evacuation.title", "/utrymning", "alert", 20),
    NavItem(Workspace.TEACHER, "care.here.title", "/har-nu", "clock", 90, not_for_all=True),
    NavItem(Workspace.TEACHER, "care.evacuation.title", "/utrymning", "alert", 95),
    NavItem(Workspace.PRINCIPAL, "care.here.title", "/har-nu", "users", 50, not_for_all=True),
    NavItem(Workspace.PRINCIPAL, "care.evacuation.title", "/utrymning", "alert", 95),
    NavItem(Workspace.ADMINISTRATOR, "care.tablets.title", "/surfplattor", "monitor", 90),
    NavItem(Workspace.GUARDIAN, "care.title", "/vistelsetid", "clock", 30),
)
