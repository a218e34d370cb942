"""What adult education and workplace training bring to the platform: pages, menu entries, an address."""

from sqlmodel import Session

from skolplattform.attendance.contract import OwnHours
from skolplattform.attendance.queries.adults import studies_as_adult, works_with_adults
from skolplattform.attendance.queries.own_activity import own_activity
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.modules import NavItem

NAMES = ("activity", "own_activity", "workplaces", "workplace", "supervisor")
ADULT_PAGES = tuple(f"skolplattform.attendance.pages.{name}" for name in NAMES)
ADULT_NAVIGATION = (
    NavItem(Workspace.TEACHER, "adult.nav", "/aktivitet", "chart", 95, not_for_all=True),
    NavItem(Workspace.PRINCIPAL, "adult.nav", "/aktivitet", "chart", 95, not_for_all=True),
    NavItem(Workspace.STUDENT, "adult.own.title", "/min-aktivitet", "chart", 95, not_for_all=True),
)
ADULT_ROUTERS = ("skolplattform.attendance.training_api:router",)


class Adults:
    """The attendance module's side of `Reached` and `OwnActivity`: for those who have adults, or are one."""

    def reached_by(self, session: Session, actor: Actor) -> set[str]:
        """What the actor's menu shows of adult education and workplace training."""
        if actor.has(Role.STUDENT):
            return {"/min-aktivitet"} if studies_as_adult(session, actor) else set()
        return {"/aktivitet"} if works_with_adults(session, actor) else set()

    def own_hours(self, session: Session, actor: Actor) -> OwnHours | None:
        """The running period of the actor's own activity."""
        running = next(iter(own_activity(session, actor)), None)
        return OwnHours(running.span, running.taken, running.offered) if running else None
