"""What follow-up of absence brings to the platform: its menu entries, pages and the job that watches the limits."""

from skolplattform.attendance.watching import EVERY_SECONDS, watch_limits
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Job, NavItem

NAVIGATION = (
    NavItem(Workspace.PRINCIPAL, "cases.nav", "/franvaroarenden", "flag", 30),
    NavItem(Workspace.STUDENT_HEALTH, "cases.nav", "/franvaroarenden", "flag", 10),
)
JOBS = (Job("attendance.limits", watch_limits, every_seconds=EVERY_SECONDS),)
PAGES = (
    "skolplattform.attendance.pages.cases",
    "skolplattform.attendance.pages.one_case",
    "skolplattform.attendance.pages.family_cases",
)
