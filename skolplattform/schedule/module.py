"""Schema: the school year, activities and lessons; the week's timetable."""

from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Module, NavItem
from skolplattform.schedule import permissions
from skolplattform.schedule.cover.service import NOTICE

module = Module(
    name="schedule",
    rights=(permissions.VIEW_TIMETABLE, permissions.MANAGE_TIMETABLE, permissions.COVER),
    navigation=(
        NavItem(Workspace.STUDENT, "schedule.nav", "/schema", "calendar", 20),
        NavItem(Workspace.GUARDIAN, "schedule.nav", "/schema", "calendar", 40),
        NavItem(Workspace.TEACHER, "schedule.nav", "/schema", "calendar", 40),
        NavItem(Workspace.PRINCIPAL, "schedule.cover.nav", "/franvarande-personal", "users", 35),
        NavItem(Workspace.ADMINISTRATOR, "schedule.cover.nav", "/franvarande-personal", "users", 35),
    ),
    pages=("skolplattform.schedule.pages.timetable", "skolplattform.schedule.pages.cover"),
    notices=(NOTICE,),
)
