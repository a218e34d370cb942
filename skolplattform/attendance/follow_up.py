"""What follow-up of absence brings to the platform: rights, menu entries, pages, files, the job that watches limits."""

from skolplattform.attendance.permissions import EXPORT, STUDENT_TIME, TAKE_CALL, VIEW_CASES, VIEW_OWN_CASES
from skolplattform.attendance.watching import EVERY_SECONDS, watch_limits
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Job, NavItem

NAVIGATION = (
    NavItem(Workspace.PRINCIPAL, "cases.nav", "/franvaroarenden", "flag", 30),
    NavItem(Workspace.ADMINISTRATOR, "attendance.phoned.menu", "/elevnarvaro", "user", 25),
    NavItem(Workspace.ADMINISTRATOR, "reports.nav", "/narvarorapporter", "download", 40),
    NavItem(Workspace.STUDENT_HEALTH, "cases.nav", "/franvaroarenden", "flag", 10),
)
JOBS = (Job("attendance.limits", watch_limits, every_seconds=EVERY_SECONDS),)
PAGES = (
    "skolplattform.attendance.pages.cases",
    "skolplattform.attendance.pages.one_case",
    "skolplattform.attendance.pages.family_cases",
    "skolplattform.attendance.pages.reports",
    "skolplattform.attendance.pages.student_choice",
    "skolplattform.attendance.pages.student_time",
    "skolplattform.attendance.pages.phoned",
)
ROUTERS = ("skolplattform.attendance.api",)
RIGHTS = (VIEW_CASES, VIEW_OWN_CASES, EXPORT, STUDENT_TIME, TAKE_CALL)
