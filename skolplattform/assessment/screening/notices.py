"""Home is told that there is something to read of the child's reading or mathematics: nothing of what it says."""

from sqlmodel import Session

from skolplattform.assessment.screening.tables import ScreeningTold
from skolplattform.core import clock, outbox
from skolplattform.core.actor import Workspace
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.registry.around import custodians_of_each

TOLD = "assessment.screening"


def tell_home(session: Session, told: ScreeningTold) -> None:
    """Each who has custody today."""
    adults = custodians_of_each(session, [told.student_id], clock.today())[told.student_id]
    about = {"student": str(told.student_id), "unit": str(told.unit_id)}
    outbox.queue(session, [Notice(TOLD, adult, f"{TOLD}:{told.id}:{adult}", about) for adult in sorted(adults)])


KINDS = (
    NoticeKind(
        name=TOLD,
        label="screening.notice.label",
        title="screening.notice.title",
        route="/barn/{student}/kartlaggning",
        workspaces=(Workspace.GUARDIAN,),
        per_child=True,
    ),
)
