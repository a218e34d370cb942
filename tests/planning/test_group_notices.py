"""Students are told once when a discussion or a vote opens, without a word of it, and no more when it is over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from skolplattform.core import clock, db
from skolplattform.core.tables import OutboxMessage
from skolplattform.planning.discussion import service
from skolplattform.planning.influence import service as influence
from skolplattform.planning.jobs import withdraw_what_is_over
from tests.planning.conftest import run
from tests.planning.log_world import key
from tests.planning.talk_world import opened, reads
from tests.support.school import SCHOOL_DAY, School

CLASS = ("alva", "bo", "cleo")


def bell(kind: str) -> list[OutboxMessage]:
    with db.reading() as session:
        which = OutboxMessage.kind == kind, col(OutboxMessage.withdrawn_at).is_(None)
        return list(session.exec(select(OutboxMessage).where(*which).order_by(OutboxMessage.id)).all())


def in_class(school: School) -> set[UUID]:
    return {school.people[name] for name in CLASS}


def test_a_discussion_calls_its_group_until_it_is_closed_and_again_when_it_reopens(planned: School) -> None:
    talk = opened(planned)
    calls = bell("planning.discussion_opened")
    assert [one.recipient_id for one in calls] == sorted(in_class(planned))
    assert {str(one.payload) for one in calls} == {str({"about": str(talk)})}
    version = reads(planned.teacher, talk).version
    run(service.close_discussion, planned.teacher, talk, version=version, key=key())
    assert bell("planning.discussion_opened") == []
    terms = service.Terms(planned.day + timedelta(days=2))
    run(service.change_terms, planned.teacher, talk, terms=terms, version=version + 1, key=key())
    assert len(bell("planning.discussion_opened")) == len(CLASS)
    run(service.change_terms, planned.teacher, talk, terms=terms, version=version + 2, key=key())
    assert len(bell("planning.discussion_opened")) == len(CLASS), "other terms of an open one call nobody again"


def test_a_vote_calls_its_group_until_it_is_closed(school: School) -> None:
    asked = {"question": "Vart?", "choices": "Museet\nBadet", "is_secret": True, "closes_on": school.day}
    poll = run(influence.open_poll, school.teacher, school.class_7a, **asked, key=key())
    assert {one.recipient_id for one in bell("planning.poll_opened")} == in_class(school)
    run(influence.close_poll, school.teacher, poll, key=key())
    assert bell("planning.poll_opened") == []


def test_when_the_last_day_is_over_nobody_is_called_any_more(planned: School) -> None:
    opened(planned, days=0)
    asked = {"question": "Vart?", "choices": "Museet\nBadet", "is_secret": False, "closes_on": planned.day}
    run(influence.open_poll, planned.teacher, planned.class_7a, **asked, key=key())
    withdraw_what_is_over()
    assert len(bell("planning.discussion_opened")) == len(bell("planning.poll_opened")) == len(CLASS)
    with clock.fixed(SCHOOL_DAY + timedelta(days=1)):
        withdraw_what_is_over()
    assert bell("planning.discussion_opened") == bell("planning.poll_opened") == []
