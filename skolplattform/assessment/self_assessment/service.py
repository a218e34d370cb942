"""A teacher opens and closes a unit for self-assessment; a student says where they are, saved as it is written."""

# pyright: reportArgumentType=false, reportCallIssue=false

from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.assessment.permissions import RECORD
from skolplattform.assessment.queries.activity import students_of, taught_activity
from skolplattform.assessment.self_assessment import rules
from skolplattform.assessment.self_assessment.permissions import ASSESS_SELF, own_opening, taught_opening
from skolplattform.assessment.self_assessment.queries import own_criteria, published_units
from skolplattform.assessment.self_assessment.tables import SelfAnswer, SelfOpening
from skolplattform.core import audit, changes, clock, modules, outbox
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, NotFound
from skolplattform.core.idempotency import once
from skolplattform.core.ids import new_id
from skolplattform.core.modules import NoticeKind
from skolplattform.core.outbox import Notice
from skolplattform.core.tables import OutboxMessage
from skolplattform.planning.contract import PlanningContract
from skolplattform.schedule.tables import Activity

NOTICE = NoticeKind(
    name="assessment.self_opened",
    label="self.notice.label",
    title="self.notice.title",
    route="/sjalvbedomning",
    workspaces=(Workspace.STUDENT,),
    channels=(),
)


def open_unit(session: Session, actor: Actor, activity_id: UUID, *, plan_id: UUID, key: str) -> UUID:
    """Let the students of what the actor teaches assess themselves in a published unit, and tell them so.

    Raises:
        NotFound: not the actor's activity, or no published unit of it.
    """

    def open_() -> dict[str, str]:
        activity = taught_activity(session, actor, activity_id, lock=True)
        unit = published_units(session, actor, activity).get(plan_id)
        planning = modules.get(PlanningContract)
        if unit is None or planning is None:
            raise NotFound
        criteria = [str(one) for one in planning.unit_criteria(session, plan_id)]
        question = select(SelfOpening).where(SelfOpening.activity_id == activity_id, SelfOpening.plan_id == plan_id)
        row = session.exec(question).one_or_none()
        row = row or SelfOpening(
            id=new_id(), activity_id=activity_id, plan_id=plan_id, title="", version=0, criteria=[]
        )
        row.title, row.criteria, row.closed_at = unit.title, criteria, None
        row.opened_by, row.opened_at = actor.person_id, clock.now()
        _keep(session, actor, row, activity, "open")
        _tell_students(session, actor, activity, row)
        return {"opening_id": str(row.id)}

    return UUID(once(session, actor, key, f"assessment.open_self:{activity_id}", open_)["opening_id"])


def _tell_students(session: Session, actor: Actor, activity: Activity, row: SelfOpening) -> None:
    about = {"unit": str(activity.unit_id)}
    students = sorted(UUID(person.id) for person in students_of(session, actor, activity))
    outbox.queue(
        session,
        [Notice(NOTICE.name, one, f"{NOTICE.name}:{row.id}:{row.version}:{one}", about) for one in students],
    )


def close_unit(session: Session, actor: Actor, opening_id: UUID, *, version: int) -> None:
    """Nobody writes in it any more; what was said stays with its teachers.

    Raises:
        NotFound: not what the actor teaches.
        Conflict: a colleague has opened or closed it since.
    """
    row = taught_opening(session, actor, opening_id)
    if row.version != version:
        raise Conflict(row.version, "self.error.conflict")
    row.closed_at = clock.now()
    _keep(session, actor, row, session.get_one(Activity, row.activity_id), "close")
    outbox.withdraw(session, col(OutboxMessage.dedupe_key).startswith(f"{NOTICE.name}:{row.id}:"))


def _keep(session: Session, actor: Actor, row: SelfOpening, activity: Activity, did: str) -> None:
    row.version += 1
    session.add(row)
    session.flush()
    detail = {"did": did, "version": row.version}
    audit.record(session, actor, RECORD.name, "self_opening", row.id, unit=activity.unit_id, detail=detail)
    changes.announce(session, f"self:{row.activity_id}")


def say_own(
    session: Session, actor: Actor, opening_id: UUID, *, criterion_id: UUID, own: str, words: str, version: int
) -> int:
    """Keep what the student says of one criterion; the version that it has now.

    Raises:
        NotFound: nothing that is open to the student, or not a criterion of it.
        Conflict: it was written in another window since.
        Invalid: another word, or too long a sentence.
    """
    opening = own_opening(session, actor, opening_id)
    activity = session.get_one(Activity, opening.activity_id)
    if all(one.id != criterion_id for one in own_criteria(session, actor, opening, activity)):
        raise NotFound
    said, sentence = rules.checked(own, words)
    row = session.get(SelfAnswer, (opening_id, actor.person_id, criterion_id), with_for_update=True)
    if (row.version if row else 0) != version:
        raise Conflict(row.version if row else 0, "self.error.conflict")
    place = {"opening_id": opening_id, "student_id": actor.person_id, "criterion_id": criterion_id}
    row = row or SelfAnswer(**place, version=0, changed_at=clock.now())
    row.own, row.words, row.version, row.changed_at = said, sentence, row.version + 1, clock.now()
    session.add(row)
    session.flush()
    detail = {"criterion": str(criterion_id), "version": row.version}
    audit.record(
        session, actor, ASSESS_SELF.name, "self_opening", opening_id,
        subject=actor.person_id, unit=activity.unit_id, detail=detail,
    )  # fmt: skip
    changes.announce(session, f"self:{opening.activity_id}")
    return row.version
