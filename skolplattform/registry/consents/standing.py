"""Which consents hold for whom. Ids only, for those who decide with them; what a page shows is in `queries`."""

# pyright: reportArgumentType=false, reportCallIssue=false

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from skolplattform.registry.around import MOST_ADULTS, custodians_of_each
from skolplattform.registry.consents import rules
from skolplattform.registry.consents.rules import Standing
from skolplattform.registry.consents.tables import ConsentAnswer, ConsentKind
from skolplattform.registry.permissions import holds_on
from skolplattform.registry.rules import is_of_age
from skolplattform.registry.tables import Person

GROUP_PICTURES = "group_pictures"
MOST_KINDS = 20


def kinds_asked(session: Session, on: date) -> list[ConsentKind]:
    """The questions that are asked that day, in their order."""
    question = select(ConsentKind).where(holds_on(ConsentKind.start_date, ConsentKind.end_date, on))
    return list(session.exec(question.order_by(col(ConsentKind.position), col(ConsentKind.code)).limit(MOST_KINDS)))


def deciding_for(session: Session, persons: Collection[UUID], on: date) -> dict[UUID, set[UUID]]:
    """Who decides for each: the custodians, from 18 the student alone (R-C03). Two statements."""
    custodians = custodians_of_each(session, persons, on)
    born = session.exec(select(Person.id, Person.birth_date).where(col(Person.id).in_(list(persons)))).all()
    return {one: {one} if day and is_of_age(day, on) else custodians[one] for one, day in born}


def answers_about(
    session: Session, persons: Collection[UUID], kinds: Sequence[ConsentKind]
) -> dict[tuple[UUID, str], dict[UUID, bool]]:
    """The answers that stand, by person and question: who gave them, yes or no. One statement."""
    question = (
        select(ConsentAnswer)
        .where(
            col(ConsentAnswer.person_id).in_(list(persons)),
            col(ConsentAnswer.kind_code).in_([kind.code for kind in kinds]),
            col(ConsentAnswer.ended_at).is_(None),
        )
        .limit(MOST_ADULTS * max(len(persons), 1) * max(len(kinds), 1))
    )
    found: defaultdict[tuple[UUID, str], dict[UUID, bool]] = defaultdict(dict)
    for row in session.exec(question):
        found[row.person_id, row.kind_code][row.answered_by] = row.gives
    return found


def standings(
    session: Session, persons: Collection[UUID], kinds: Sequence[ConsentKind], on: date
) -> dict[tuple[UUID, str], Standing]:
    """Where each question stands for each person. Three statements."""
    deciding, answers = deciding_for(session, persons, on), answers_about(session, persons, kinds)
    return {
        (person, kind.code): rules.standing(
            all_must=kind.all_must, deciding=adults, answers=answers.get((person, kind.code), {})
        )
        for person, adults in deciding.items()
        for kind in kinds
    }


def pictured(session: Session, persons: Collection[UUID], purpose: str, on: date) -> set[UUID]:
    """Those of them who may be seen in pictures with this purpose; of a protected person never. Five statements."""
    kinds = [kind for kind in kinds_asked(session, on) if kind.purpose == purpose]
    if not persons or not kinds:
        return set()
    found, hidden = standings(session, persons, kinds, on), protected_among(session, persons)
    return {
        person for (person, _), stands in found.items() if rules.may_be_pictured(stands, is_protected=person in hidden)
    }


def protected_among(session: Session, persons: Collection[UUID]) -> set[UUID]:
    """Those of them whose identity is protected."""
    question = select(Person.id).where(col(Person.id).in_(list(persons)), col(Person.security_marking) != "Ingen")
    return set(session.exec(question).all())
