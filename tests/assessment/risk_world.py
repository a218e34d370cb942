"""What the tests of warnings do all the time, in the small school."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlmodel import select

from skolplattform.assessment.risk import queries, service
from skolplattform.assessment.risk.service import Words
from skolplattform.assessment.risk.views import FamilyWarning, WarningView
from skolplattform.core import db
from skolplattform.core.actor import Actor
from skolplattform.core.tables import OutboxMessage
from tests.assessment.conftest import FIRST
from tests.support.school import School

WORDS = Words((str(FIRST),), "Två inlämningar.", "Stugtid på onsdagar.", "Lämna in den första på fredag.")


def begun(school: School, who: str = "alva", actor: Actor | None = None) -> UUID:
    with db.unit() as session:
        return service.begin_warning(
            session, actor or school.teacher, school.activity, student_id=school.people[who], key=uuid4().hex
        )


def written(school: School, who: str = "alva", words: Words = WORDS) -> UUID:
    warning = begun(school, who)
    with db.unit() as session:
        service.write_draft(session, school.teacher, warning, words=words, version=1)
    return warning


def send(school: School, warning: UUID, *, version: int = 2, key: str = "") -> None:
    with db.unit() as session:
        service.send_warning(session, school.teacher, warning, version=version, key=key or uuid4().hex)


def sent(school: School, who: str = "alva") -> UUID:
    warning = written(school, who)
    send(school, warning)
    return warning


def end(school: School, warning: UUID, *, ending: str = "caught_up", why: str = "Allt är inlämnat.") -> None:
    with db.unit() as session:
        service.end_warning(
            session, school.teacher, warning, ending=ending, why=why, version=3, key=uuid4().hex
        )  # fmt: skip


def confirm(actor: Actor, warning: UUID) -> None:
    with db.unit() as session:
        service.confirm(session, actor, warning)


def seen(actor: Actor, warning: UUID) -> WarningView:
    with db.reading() as session:
        return queries.warning_view(session, actor, warning)


def at_home(actor: Actor) -> tuple[FamilyWarning, ...]:
    with db.reading() as session:
        return queries.family_warnings(session, actor)


def waiting(school: School, kind: str) -> set[str]:
    """Who has a notice of the kind that is not taken back, by the small school's names."""
    names = {id_: name for name, id_ in school.people.items()}
    with db.reading() as session:
        rows = session.exec(select(OutboxMessage).where(OutboxMessage.kind == kind)).all()
    return {names[row.recipient_id] for row in rows if row.withdrawn_at is None}
