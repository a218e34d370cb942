"""What leave, reports and the school's policy bring to the platform: pages, menu entries, notices."""

from skolplattform.attendance.service.leave_steps import ANSWERED, WAITS
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import NavItem, NoticeKind

LEAVE_PAGES = tuple(
    f"skolplattform.attendance.pages.{name}"
    for name in ("policy", "leave", "leave_decisions", "leave_decision", "report")
)
LEAVE_NAVIGATION = (
    NavItem(Workspace.GUARDIAN, "attendance.leave.title", "/ledighet", "file", 35),
    NavItem(Workspace.STUDENT, "attendance.leave.title", "/ledighet", "file", 50),
    NavItem(Workspace.PRINCIPAL, "attendance.leave.decisions.menu", "/ledighetsbeslut", "file", 30),
    NavItem(Workspace.ADMINISTRATOR, "attendance.policy.menu", "/franvaroregler", "settings", 40),
)
LEAVE_NOTICES = tuple(
    NoticeKind(
        name,
        label="attendance.leave.notice.label",
        title=f"attendance.leave.notice.{said}",
        route="/ledighet",
        workspaces=(Workspace.GUARDIAN, Workspace.STUDENT),
        per_child=True,
    )
    for name, said in ((WAITS, "waits"), (ANSWERED, "answered"))
)
