"""What the pages of consents ask for."""

# pyright: reportArgumentType=false, reportCallIssue=false

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.core import clock, readings
from skolplattform.core.actor import Actor
from skolplattform.core.permissions import require
from skolplattform.i18n import NO_TEXT, Text
from skolplattform.i18n.format import day_text
from skolplattform.registry.consents import rules
from skolplattform.registry.consents.permissions import ANSWER_OWN, SEE_CONSENTS, require_answering, require_group
from skolplattform.registry.consents.standing import (
    GROUP_PICTURES,
    answers_about,
    deciding_for,
    kinds_asked,
    protected_among,
    standings,
)
from skolplattform.registry.consents.tables import ConsentAnswer, ConsentKind
from skolplattform.registry.consents.views import Consents, GroupConsents, GroupRow, Question
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.queries import names
from skolplattform.registry.rules import is_of_age
from skolplattform.registry.tables import GroupMembership, Person

MOST_MEMBERS = 200


def consents_of(session: Session, actor: Actor, person_id: UUID) -> Consents:
    """The questions about a guardian's child, or about the student of age, with the answers.

    Raises:
        Denied, NotFound: somebody whom the actor does not decide for.
    """
    today = clock.today()
    person = require_answering(session, actor, person_id, today)
    name = names(session, actor, [person_id])[person_id].name
    if person.is_protected:
        return Consents(str(person_id), name, is_protected=True)
    kinds = kinds_asked(session, today)
    deciding = deciding_for(session, [person_id], today)[person_id]
    answers, since = answers_about(session, [person_id], kinds), _answered(session, actor, person_id)
    return Consents(
        str(person_id),
        name,
        questions=tuple(
            _question(kind, actor.person_id, deciding, answers.get((person_id, kind.code), {}), since) for kind in kinds
        ),
    )


def own_consents(session: Session, actor: Actor) -> Consents:
    """The student's own; under age it is the custodians who answer, and nothing is listed."""
    require(actor, ANSWER_OWN)
    born = session.get_one(Person, actor.person_id).birth_date
    if born is None or not is_of_age(born, clock.today()):
        return Consents(str(actor.person_id), may_answer=False)
    return consents_of(session, actor, actor.person_id)


def _question(
    kind: ConsentKind, actor_id: UUID, deciding: set[UUID], answers: dict[UUID, bool], since: dict[str, date]
) -> Question:
    others = deciding - {actor_id}
    return Question(
        code=kind.code,
        name=Text(kind.name_sv, kind.name_en),
        meaning=Text(kind.meaning_sv, kind.meaning_en),
        standing=rules.standing(all_must=kind.all_must, deciding=deciding, answers=answers).value,
        mine={True: "yes", False: "no"}.get(answers[actor_id], "") if actor_id in answers else "",
        since=day_text(since[kind.code], style="date") if kind.code in since else NO_TEXT,
        others_missing=kind.all_must and any(one not in answers for one in others),
        others_no=any(not answers.get(one, True) for one in others),
    )


def _answered(session: Session, actor: Actor, person_id: UUID) -> dict[str, date]:
    """The day of the actor's own answers that stand."""
    question = select(ConsentAnswer.kind_code, ConsentAnswer.answered_at).where(
        ConsentAnswer.person_id == person_id,
        ConsentAnswer.answered_by == actor.person_id,
        col(ConsentAnswer.ended_at).is_(None),
    )
    return {code: clock.local(at).date() for code, at in session.exec(question.limit(MOST_MEMBERS))}


def group_consents(session: Session, actor: Actor, group_id: UUID) -> GroupConsents:
    """Who of a group may be pictured, those who may not first.

    Raises:
        Denied, NotFound: not a group that the actor works with.
    """
    require(actor, SEE_CONSENTS)
    today = clock.today()
    group = require_group(session, actor, group_id, today)
    members = members_of(session, group_id, today)
    kinds, hidden = kinds_asked(session, today), protected_among(session, members)
    found, shown = standings(session, members, kinds, today), names(session, actor, members)
    readings.opened(session, actor, SEE_CONSENTS.name, "group_consents", group_id, persons=members, unit=group.unit_id)
    rows = sorted(
        (_row(person, shown[person].name, person in hidden, kinds, found) for person in members),
        key=lambda row: (row.may_be_pictured, row.name),
    )
    return GroupConsents(
        group_id=str(group_id),
        group=group.display_name,
        kinds=tuple(Text(kind.name_sv, kind.name_en) for kind in kinds),
        rows=tuple(rows),
        without=sum(not row.may_be_pictured for row in rows),
    )


def _row(
    person: UUID,
    name: str,
    is_protected: bool,
    kinds: list[ConsentKind],
    found: dict[tuple[UUID, str], rules.Standing],
) -> GroupRow:
    by_kind = [rules.Standing.REFUSED if is_protected else found[person, kind.code] for kind in kinds]
    may = any(
        rules.may_be_pictured(stands, is_protected=is_protected)
        for kind, stands in zip(kinds, by_kind, strict=True)
        if kind.purpose == GROUP_PICTURES
    )
    return GroupRow(str(person), name, is_protected, may, tuple(one.value for one in by_kind))


def members_of(session: Session, group_id: UUID, on: date) -> list[UUID]:
    """The persons of a group that day, by id."""
    question = (
        select(GroupMembership.person_id)
        .where(
            GroupMembership.group_id == group_id,
            holds_on(GroupMembership.start_date, GroupMembership.end_date, on),
        )
        .distinct()
        .order_by(col(GroupMembership.person_id))
        .limit(MOST_MEMBERS)
    )
    return list(session.exec(question).all())
