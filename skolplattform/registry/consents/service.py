"""A home answers for a child, a student of age for oneself; one may change one's mind at any time."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import audit, changes, clock, idempotency, outbox
from skolplattform.core.actor import Actor, Role, Workspace
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.core.modules import NoticeKind
from skolplattform.registry.consents.permissions import ANSWER, ANSWER_OWN, require_answering
from skolplattform.registry.consents.standing import answers_about, deciding_for, kinds_asked
from skolplattform.registry.consents.tables import ConsentAnswer, ConsentKind
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.queries import unit_of
from skolplattform.registry.tables import GroupMembership, Person

ASKED = NoticeKind(
    name="registry.consent",
    label="consents.notice.label",
    title="consents.notice",
    route="/barn/{student}/samtycken",
    workspaces=(Workspace.GUARDIAN,),
    per_child=True,
)
MOST_GROUPS = 60


def topic(group_id: UUID) -> str:
    """What changes when somebody in a group gets, gives or takes back a consent (`core.changes`)."""
    return f"consents:{group_id}"


def topics_of(session: Session, person_id: UUID) -> list[str]:
    """The topics of the groups that a person is in today: what pages with pictures of them follow."""
    return [topic(group) for group in groups_of(session, person_id, clock.today())]


def groups_of(session: Session, person_id: UUID, on: date) -> list[UUID]:
    """The groups that a person is in that day, by id."""
    question = select(GroupMembership.group_id).where(
        GroupMembership.person_id == person_id,
        holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
    )
    return list(session.exec(question.order_by(col(GroupMembership.group_id)).limit(MOST_GROUPS)).all())


def answer(session: Session, actor: Actor, person_id: UUID, *, code: str, gives: bool, key: str) -> None:
    """Say yes or no; a no holds at once, a yes when all who must have said it (R-C01).

    Raises:
        Denied, NotFound: somebody whom the actor does not decide for, or no such question today.
        Invalid: the person is protected: there is nothing to consent to.
    """
    today = clock.today()
    person = require_answering(session, actor, person_id, today)
    kind = next((one for one in kinds_asked(session, today) if one.code == code), None)
    if kind is None:
        raise NotFound
    if person.is_protected:
        raise Invalid("code", "consents.error.protected")
    said = {"code": code, "gives": gives}
    if idempotency.claim(session, actor, key, f"{ANSWER.name}:{person_id}", said) is not None:
        return
    _put(session, actor, person, kind, gives)
    changes.announce(session, f"student:{person_id}", *topics_of(session, person_id))


def _put(session: Session, actor: Actor, person: Person, kind: ConsentKind, gives: bool) -> None:
    """The answer instead of the actor's earlier one; the same answer again is none."""
    before = session.exec(
        select(ConsentAnswer)
        .where(
            ConsentAnswer.person_id == person.id,
            ConsentAnswer.kind_code == kind.code,
            ConsentAnswer.answered_by == actor.person_id,
            col(ConsentAnswer.ended_at).is_(None),
        )
        .with_for_update()
    ).one_or_none()
    if before is not None and before.gives == gives:
        return
    if before is not None:
        before.ended_at = clock.now()
        session.add(before)
        session.flush()
    row = ConsentAnswer(person_id=person.id, kind_code=kind.code, answered_by=actor.person_id, gives=gives)
    row.answered_at = clock.now()
    session.add(row)
    session.flush()
    right = ANSWER if actor.has(Role.GUARDIAN) else ANSWER_OWN
    unit, detail = unit_of(session, person.id), {"kind": kind.code, "gives": gives}
    audit.record(session, actor, right.name, "consent_answer", row.id, subject=person.id, unit=unit, detail=detail)
    if gives and kind.all_must:
        _ask_others(session, actor, person.id, kind)


def _ask_others(session: Session, actor: Actor, person_id: UUID, kind: ConsentKind) -> None:
    """The yes waits for the other custodians: they are told once that a question is theirs to answer."""
    deciding = deciding_for(session, [person_id], clock.today())[person_id]
    answered = answers_about(session, [person_id], [kind]).get((person_id, kind.code), {})
    payload = {"student": str(person_id)}
    outbox.queue(
        session,
        (
            outbox.Notice(ASKED.name, adult, f"{ASKED.name}:{person_id}:{kind.code}:{adult}", payload)
            for adult in sorted(deciding - {actor.person_id} - answered.keys())
        ),
    )
