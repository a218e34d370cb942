"""The journal of the förskola: a draft is the staff's; homes read the department's days and what is about their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from skolplattform.core import clock, db, files
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.planning.journal import queries, rules, service
from skolplattform.planning.journal.tables import JournalChild, JournalEntry, JournalEntryGoal
from skolplattform.planning.journal.views import Entry
from skolplattform.planning.pictures.service import Told
from skolplattform.planning.pictures.tables import Picture
from skolplattform.registry.tables import Duty
from tests.attendance.care_world import Care
from tests.planning.conftest import run
from tests.planning.journal_world import (
    answer,
    draft,
    is_given,
    key,
    opened,
    picture,
    publish,
    published,
    titles,
    with_preschool,
    write,
)
from tests.planning.picture_world import photo
from tests.support.school import School

GOAL = "Lpfö18.learning.technology"


@pytest.fixture
def care(data_folder, school: School) -> Care:
    return with_preschool(school)


@given(st.lists(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")))
def test_every_goal_stands_with_how_often_it_was_met(touched: list[str], goals: set[str]) -> None:
    found = rules.times_met(goals, touched)
    assert found == {goal: touched.count(goal) for goal in goals}


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 24))
def test_months_follow_each_other_up_to_this_one(today: date, count: int) -> None:
    months = rules.months_back(today, count)
    assert (len(set(months)), months[-1]) == (count, today.replace(day=1))
    assert all((later - earlier).days in range(28, 32) for earlier, later in pairwise(months))


def test_nothing_in_an_entry_says_how_well_a_child_does() -> None:
    """R-G19: neither what is stored nor what is shown has room for a grade, a level or points."""
    words = {*JournalEntry.model_fields, *JournalChild.model_fields, *Entry.__dataclass_fields__}
    assert not {word for word in words for sign in ("grade", "level", "point", "score", "skill") if sign in word}


def test_a_draft_is_the_staffs_until_it_is_published_and_again_when_taken_back(care: Care) -> None:
    school, entry = care.school, draft(care)
    homes = (school.guardian, school.other_guardian)
    assert [titles(home, care.child("nils")) for home in homes] == [[], []]
    publish(care, entry)
    assert [titles(home, care.child("nils")) for home in homes] == [["Vi byggde torn"], ["Vi byggde torn"]]
    run(service.take_back, care.staff(), entry, version=opened(care.staff(), entry).version, key=key())
    assert titles(school.guardian, care.child("nils")) == []


def test_what_is_about_one_child_is_read_by_that_home_alone(care: Care) -> None:
    school = care.school
    published(care, "Moa klättrade", child="moa")
    assert titles(school.guardian, care.child("moa")) == ["Moa klättrade"]
    assert titles(school.guardian, care.child("nils")) == []
    vera = school.actor("vera", Workspace.GUARDIAN)
    assert titles(vera, care.child("pia")) == []
    for other in (school.other_guardian, school.foreign_guardian):
        with pytest.raises(NotFound):
            titles(other, care.child("moa"))


def test_nobody_else_keeps_or_follows_the_journal(care: Care) -> None:
    entry = draft(care)
    for other in (care.staff("gun"), care.school.teacher, care.school.stranger):
        with pytest.raises(NotFound):
            opened(other, entry)
        with pytest.raises(NotFound):
            run(service.begin_entry, other, care.part, key=key())
    for other in (care.school.guardian, care.school.principal, care.school.administrator):
        with pytest.raises(Denied):
            opened(other, entry)


def test_each_home_is_told_once_a_day(care: Care) -> None:
    published(care, "Förmiddagen")
    published(care, "Eftermiddagen")
    with db.reading() as session:
        told = session.exec(select(OutboxMessage).where(OutboxMessage.kind == service.NEW.name)).all()
    people = care.school.people
    assert sorted(one.recipient_id for one in told) == sorted(people[name] for name in ("rut", "sten", "vera"))


def waiting(care: Care) -> set[str]:
    """Whose notice of the journal still stands."""
    question = select(OutboxMessage.recipient_id).where(
        OutboxMessage.kind == service.NEW.name, col(OutboxMessage.withdrawn_at).is_(None)
    )
    with db.reading() as session:
        found = set(session.exec(question).all())
    return {name for name in ("rut", "sten", "vera") if care.school.people[name] in found}


def take_back(care: Care, entry: UUID) -> None:
    run(service.take_back, care.staff(), entry, version=opened(care.staff(), entry).version, key=key())


def test_what_is_taken_back_is_not_told_of_where_nothing_else_is_to_be_read(care: Care) -> None:
    everybody, first, moas = {"rut", "sten", "vera"}, published(care), published(care, "Moa klättrade", child="moa")
    take_back(care, first)
    assert waiting(care) == {"rut"}
    publish(care, first)
    assert waiting(care) == everybody
    take_back(care, moas)
    assert waiting(care) == everybody
    take_back(care, first)
    assert waiting(care) == set()


def test_goals_and_children_are_ticked_and_a_child_of_another_department_is_not(care: Care) -> None:
    entry, staff = draft(care), care.staff()
    for touched in (True, True, False, True):
        run(service.tick_goal, staff, entry, GOAL, touched=touched)
    run(service.tick_child, staff, entry, care.child("nils"), took_part=True)
    assert (opened(staff, entry).took_part, [area.touched for area in opened(staff, entry).areas]) == (1, [0, 1, 0])
    run(service.tick_everybody, staff, entry)
    assert opened(staff, entry).took_part == 3
    run(service.tick_everybody, staff, entry)
    assert opened(staff, entry).took_part == 0
    with pytest.raises(NotFound):
        run(service.tick_child, staff, entry, care.school.people["alva"], took_part=True)
    with pytest.raises(NotFound):
        run(service.tick_goal, staff, entry, "Lpfö18.no.such", touched=True)


def test_home_reads_that_its_child_took_part_and_nothing_of_the_others(care: Care) -> None:
    entry = draft(care)
    run(service.tick_child, care.staff(), entry, care.child("nils"), took_part=True)
    publish(care, entry)
    with db.reading() as session:
        (nils,) = queries.journal_of_child(session, care.school.guardian, care.child("nils"))
        (moa,) = queries.journal_of_child(session, care.school.guardian, care.child("moa"))
    assert (nils.own_took_part, nils.took_part, moa.own_took_part) == (True, 0, False)


def test_an_entry_says_what_was_done_before_it_is_published_and_stands_as_it_is_read(care: Care) -> None:
    entry = run(service.begin_entry, care.staff(), care.part, key=key())
    with pytest.raises(Invalid, match="title"):
        publish(care, entry)
    write(care.staff(), entry, "title", "Ute")
    with pytest.raises(Invalid, match="empty"):
        publish(care, entry)
    picture(care, entry)
    publish(care, entry)
    with pytest.raises(Invalid):
        write(care.staff(), entry, "text", "Något annat")
    with pytest.raises(Invalid):
        run(service.tick_everybody, care.staff(), entry)


def test_of_two_colleagues_neither_loses_words(care: Care) -> None:
    entry, staff = draft(care), care.staff()
    version = opened(staff, entry).version
    run(service.write_entry, staff, entry, field="title", was="Vi byggde torn", text="Torn!", version=version)
    with pytest.raises(Conflict):
        run(service.write_entry, staff, entry, field="title", was="Vi byggde torn", text="Broar", version=version)


def test_pictures_for_the_group_need_consent_and_those_for_the_own_home_do_not(care: Care) -> None:
    school = care.school
    shared, own = draft(care, "Torn"), draft(care, "Moa", child="moa")
    with pytest.raises(Invalid, match="consent"):
        picture(care, shared, "nils")
    with pytest.raises(Invalid, match="consent"):
        picture(care, draft(care, "Pia", child="pia"), "pia")
    run(service.delete_entry, care.staff(), shared, version=opened(care.staff(), shared).version, key=key())
    mine = picture(care, own, "moa")
    publish(care, own)
    assert is_given(school.guardian, mine)
    answer(care, "nils")
    entry = draft(care, "Torn igen")
    shown = picture(care, entry, "nils")
    assert not is_given(school.guardian, shown)
    publish(care, entry)
    vera = school.actor("vera", Workspace.GUARDIAN)
    assert [is_given(one, shown) for one in (school.guardian, vera, school.foreign_guardian)] == [True, True, False]
    answer(care, "nils", gives=False)
    assert not any(is_given(one, shown) for one in (school.guardian, vera, care.staff()))
    assert is_given(school.guardian, mine)


def test_a_picture_is_its_own_staffs_until_it_is_said_who_is_in_it(care: Care) -> None:
    with db.unit() as session:
        duty = session.exec(select(Duty).where(Duty.person_id == care.staff("gun").person_id)).one()
        duty.unit_id = care.school.unit
        session.add(duty)
    colleague = replace(care.staff("gun"), units=frozenset({care.school.unit}))
    entry, file = draft(care), files.judged_picture(photo(size=(30, 20)), "x.jpg")
    untold = run(service.add_picture, care.staff(), entry, file=file, key=key())
    assert [is_given(one, untold) for one in (care.staff(), colleague)] == [True, False]
    run(service.tell_picture, colleague, entry, untold, told=Told("Ett torn", frozenset(), nobody=True), version=1)
    assert is_given(colleague, untold)


def test_a_draft_is_thrown_away_with_everything_in_it(care: Care) -> None:
    entry = draft(care)
    run(service.tick_everybody, care.staff(), entry)
    run(service.tick_goal, care.staff(), entry, GOAL, touched=True)
    picture(care, entry)
    run(service.delete_entry, care.staff(), entry, version=opened(care.staff(), entry).version, key=key())
    with db.reading() as session:
        tables = (JournalEntry, JournalChild, JournalEntryGoal, Picture)
        assert not [row for table in tables for row in session.exec(select(table)).all()]


def test_the_term_stands_against_the_goals_of_the_curriculum(care: Care) -> None:
    entry = draft(care)
    run(service.tick_goal, care.staff(), entry, GOAL, touched=True)
    with db.reading() as session:
        assert queries.coverage(session, care.staff(), care.part).met == 0
    publish(care, entry)
    with db.reading() as session:
        found = queries.coverage(session, care.staff(), care.part)
    assert (found.documented, found.met, found.total) == (1, 1, 20)
    assert [area.met for area in found.areas] == [0, 1, 0]


def test_a_head_sees_numbers_by_department_and_month_of_the_own_units(care: Care) -> None:
    published(care)
    draft(care, "Utkast")
    with db.reading() as session:
        found = queries.board(session, care.school.principal)
        elsewhere = queries.board(session, care.school.other_principal)
    assert [(row.department, row.months[-1], row.total) for row in found.rows] == [("Myran", 1, 1)]
    assert elsewhere.rows == ()


def test_every_write_is_audited_and_a_home_that_reads_stands_in_the_log(care: Care) -> None:
    published(care)
    with db.unit() as session:
        queries.journal_of_child(session, care.school.guardian, care.child("nils"))
    with db.reading() as session:
        did = [
            one.detail.get("did")
            for one in session.exec(select(AuditEntry).where(AuditEntry.entity == "journal_entry"))
        ]
        read = session.exec(select(AuditEntry).where(AuditEntry.entity == "journal")).all()
    assert [one for one in did if one] == ["begin", "write", "write", "publish"]
    assert [(one.actor_id, one.subject_id) for one in read] == [(care.school.people["rut"], care.child("nils"))]


def test_staff_finds_the_departments_with_what_waits(care: Care) -> None:
    published(care)
    draft(care, "Utkast")
    with db.reading() as session:
        (one,) = queries.departments(session, care.staff())
        page = queries.journal(session, care.staff(), care.part)
    assert (one.name, one.drafts, one.this_week) == ("Myran", 1, 1)
    assert ([e.title for e in page.drafts], [e.title for e in page.written]) == (["Utkast"], ["Vi byggde torn"])
    assert clock.today() == date(2026, 11, 18)
