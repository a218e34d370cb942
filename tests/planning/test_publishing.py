"""Plans are published and read, on both databases: by whom, what of it, and how it is taken back."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from skolplattform.core import audit, clock, db, events, modules
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning import queries, service
from skolplattform.planning.contract import CriteriaCatalogue, PlanningContract, PlanPublished
from skolplattform.planning.coverage.queries import school_map
from skolplattform.planning.service import Edit
from skolplattform.planning.tables import UnitPlanEdition
from skolplattform.registry.tables import GroupMembership
from tests.planning.conftest import run, statements
from tests.planning.plans import PURPOSE, TITLE, begin, draft, filled, publish, reads, save
from tests.support.school import School


def test_an_unfinished_plan_is_not_published_and_every_reason_is_said(planned: School):
    with pytest.raises(service.Unready) as caught:
        publish(planned, begin(planned))
    assert [fault.field for fault in caught.value.faults] == ["title", "purpose"]


def test_students_and_guardians_read_it_once_it_is_published_and_nobody_else_of_them(planned: School):
    plan = filled(planned)
    readers = (planned.student, planned.classmate, planned.guardian, planned.other_guardian, planned.principal)
    for actor in (*readers, planned.teacher):
        with pytest.raises(NotFound):
            reads(planned, actor, plan)
    publish(planned, plan)
    for actor in (*readers, planned.teacher):
        shown = reads(planned, actor, plan)
        assert (shown.title, shown.purpose, shown.groups, shown.subject) == (TITLE, PURPOSE, "7A", "Matematik")
        assert len(shown.points) == 2
    for actor in (planned.colleague, planned.stranger, planned.foreign_guardian, planned.other_principal):
        with pytest.raises(NotFound):
            reads(planned, actor, plan)
    for actor in (planned.central, planned.administrator):
        with pytest.raises(Denied):
            reads(planned, actor, plan)


def test_students_read_what_was_published_until_it_is_published_again(planned: School):
    plan = filled(planned)
    publish(planned, plan)
    save(planned, plan, Edit(purpose="Nya ord"), version=draft(planned, plan).version)
    assert draft(planned, plan).status == "changed"
    assert reads(planned, planned.student, plan).purpose == PURPOSE
    publish(planned, plan)
    assert reads(planned, planned.student, plan).purpose == "Nya ord"
    assert draft(planned, plan).status == "published"


def test_publishing_the_same_version_twice_is_one_edition(planned: School):
    plan = filled(planned)
    assert publish(planned, plan) == publish(planned, plan)
    with db.reading() as session:
        assert len(session.exec(select(UnitPlanEdition)).all()) == 1


def test_a_plan_that_somebody_just_changed_is_not_published_unseen(planned: School):
    plan = filled(planned)
    seen = draft(planned, plan).version
    save(planned, plan, Edit(purpose="Ändrat"), version=seen)
    with pytest.raises(Conflict):
        run(service.publish_plan, planned.teacher, plan, version=seen)


def test_undo_within_ten_seconds_gives_students_what_they_had(planned: School):
    plan = filled(planned)
    first = publish(planned, plan)
    save(planned, plan, Edit(purpose="Nya ord"), version=first.version)
    second = publish(planned, plan)
    run(service.undo_publish, planned.teacher, plan, edition=second.edition)
    assert reads(planned, planned.student, plan).purpose == PURPOSE
    run(service.undo_publish, planned.teacher, plan, edition=second.edition)
    run(service.undo_publish, planned.teacher, plan, edition=first.edition)
    with pytest.raises(NotFound):
        reads(planned, planned.student, plan)


def test_undo_is_too_late_after_that_but_the_plan_can_be_taken_back(planned: School):
    plan = filled(planned)
    edition = publish(planned, plan).edition
    with clock.fixed(clock.now() + timedelta(seconds=16)):
        with pytest.raises(Invalid):
            run(service.undo_publish, planned.teacher, plan, edition=edition)
        run(service.withdraw_plan, planned.teacher, plan)
    with pytest.raises(NotFound):
        reads(planned, planned.student, plan)
    assert draft(planned, plan).status == "draft"


def test_publishing_and_undoing_are_told_and_every_write_is_audited(planned: School, monkeypatch):
    heard: list[PlanPublished] = []
    monkeypatch.setitem(events._listeners, PlanPublished, [lambda _s, _a, event: heard.append(event)])
    plan = filled(planned)
    edition = publish(planned, plan).edition
    run(service.undo_publish, planned.teacher, plan, edition=edition)
    assert [(event.plan_id, event.undone) for event in heard] == [(plan, False), (plan, True)]
    assert heard[0].group_ids == {planned.class_7a}
    with db.reading() as session:
        rows = session.exec(select(AuditEntry).where(AuditEntry.entity == "unit_plan").order_by(AuditEntry.id)).all()
        assert [row.detail.get("did") or "save" for row in rows] == ["create", "save", "publish", "take_back"]
        assert TITLE not in str([row.detail for row in rows])
        assert audit.verify(session) == []


def test_a_student_sees_the_units_of_groups_they_were_in_while_the_unit_went_on(planned: School):
    plan = filled(planned)
    publish(planned, plan)
    with db.unit() as session:
        membership = session.exec(
            select(GroupMembership).where(GroupMembership.person_id == planned.people["bo"])
        ).one()
        membership.end_date = date(2026, 10, 4)
        session.add(membership)
    with pytest.raises(NotFound):
        reads(planned, planned.classmate, plan)
    with db.reading() as session:
        assert queries.reader_list(session, planned.student, planned.people["alva"]).now[0].title == TITLE


def test_a_guardian_lists_the_units_of_the_own_child_only(planned: School):
    publish(planned, filled(planned))
    with db.reading() as session:
        alva, bo = planned.people["alva"], planned.people["bo"]
        assert not queries.reader_list(session, planned.guardian, alva).is_empty
        assert queries.reader_list(session, planned.guardian, planned.people["elsa"]).is_empty
        with pytest.raises(NotFound):
            queries.reader_list(session, planned.guardian, bo)


def test_the_term_shows_each_group_with_its_units_and_what_it_has_met(planned: School):
    plan = filled(planned)
    publish(planned, plan)
    with db.reading() as session:
        found = queries.overview(session, planned.teacher)
        teaching = found.teachings[0]
        assert (teaching.group, teaching.subject, teaching.met) == ("7A", "Matematik", 2)
        assert [(bar.title, bar.weeks, bar.status) for bar in teaching.plans] == [(TITLE, "47–50", "published")]
        assert queries.overview(session, planned.colleague).teachings[0].plans == ()
        with pytest.raises(Denied):
            queries.overview(session, planned.principal)


def test_the_contract_answers_for_start_pages_and_follow_up(planned: School):
    answers = modules.get(PlanningContract)
    assert answers is not None
    assert modules.get(CriteriaCatalogue) is not None
    plan = filled(planned)
    today, alva = planned.day, planned.people["alva"]
    with db.reading() as session:
        assert [unit.title for unit in answers.drafts(session, planned.teacher)] == [TITLE]
        assert answers.units_of_group(session, planned.teacher, planned.class_7a, today, today) == ()
    publish(planned, plan)
    with db.reading() as session:
        assert answers.drafts(session, planned.teacher) == ()
        assert answers.units_of_student(session, planned.student, alva, today, today)[0].groups == "7A"
        assert answers.units_of_group(session, planned.teacher, planned.class_7a, today, today)[0].title == TITLE
        assert answers.units_of_group(session, planned.colleague, planned.class_7a, today, today) == ()
        counted = answers.coverage_of_unit(session, planned.principal, planned.unit)
        assert {(row.group, row.met) for row in counted} == {("7A", 2), ("7B", 0)}
        assert answers.coverage_of_unit(session, planned.other_principal, planned.unit) == ()
        seen = school_map(session, planned.principal)
        assert [(row.group, row.met) for row in seen.groups] == [("7A", 2), ("7B", 0)]
        with pytest.raises(Denied):
            school_map(session, planned.teacher)


def test_pages_and_saves_take_few_statements(planned: School):
    plan = filled(planned)
    publish(planned, plan)
    asked = {
        "overview": lambda session: queries.overview(session, planned.teacher),
        "editor": lambda session: queries.plan_draft(session, planned.teacher, plan),
        "list": lambda session: queries.reader_list(session, planned.student, planned.people["alva"]),
        "plan": lambda session: queries.published_plan(session, planned.student, plan),
    }
    counts = {}
    for name, ask in asked.items():
        with db.reading() as session, statements(session.get_bind()) as sent:
            ask(session)
        counts[name] = len(sent)
    with statements() as sent:
        save(planned, plan, Edit(purpose="Fler ord"), version=draft(planned, plan).version)
    counts["save"] = len(sent)
    print(counts)
    assert all(count <= 8 for count in counts.values()), counts
