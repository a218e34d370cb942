"""Uppföljning as the platform loads it."""

from skolplattform.attendance.contract import LessonReported
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Job, Module, NavItem
from skolplattform.insights import jobs, permissions, service
from skolplattform.insights.finder import ClassFinder
from skolplattform.registry.contract import RegisterImported

module = Module(
    name="insights",
    rights=(
        permissions.VIEW_SCHOOL,
        permissions.EXPORT_SCHOOL,
        permissions.VIEW_CITY,
        permissions.VIEW_CHILD,
    ),
    pages=(
        "skolplattform.insights.pages.attendance",
        "skolplattform.insights.pages.child",
        "skolplattform.insights.pages.child_attendance",
    ),
    navigation=(NavItem(Workspace.PRINCIPAL, "insights.attendance.title", "/narvaro-oversikt", "clock", 20),),
    routers=("skolplattform.insights.api",),
    jobs=(Job("insights.recount", jobs.recount, jobs.EVERY_SECONDS),),
    contracts=(ClassFinder(),),
    listeners=((LessonReported, service.count_lesson), (RegisterImported, service.recount_imported)),
)
