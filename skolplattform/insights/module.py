"""Uppföljning as the platform loads it."""

from skolplattform.attendance.contract import LessonReported
from skolplattform.core.modules import Module
from skolplattform.insights import permissions, service
from skolplattform.registry.contract import RegisterImported

module = Module(
    name="insights",
    rights=(
        permissions.VIEW_SCHOOL,
        permissions.EXPORT_SCHOOL,
        permissions.VIEW_CITY,
        permissions.VIEW_CHILD,
    ),
    listeners=((LessonReported, service.count_lesson), (RegisterImported, service.recount_imported)),
)
