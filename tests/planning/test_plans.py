"""Teachers plan, on both databases: who may, what is kept, what two of them do at once, what students then read."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from skolplattform.core import audit, clock, db, events, modules
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning import queries, service
from skolplattform.planning.contract import CriteriaCatalogue, PlanningContract, PlanPublished
from skolplattform.planning.service import Edit
from skolplattform.planning.tables import UnitPlan, UnitPlanEdition
from skolplattform.planning.views import AssessmentRow
from skolplattform.registry.tables import GroupMembership
from tests.planning.conftest import run, statements
from tests.support.school import School

PURPOSE = "Du lär dig att teckna och lösa ekvationer."
TITLE = "Ekvationer"


def begin(school: School, actor: Actor | None = None, key: str = "") -> UUID:
    return run(
        service.create_plan,
        actor or school.teacher,
        group_id=school.class_7a,
        syllabus_id=school.syllabus,
        key=key or uuid4().hex,
    )


def draft(school: School, plan: UUID, actor: Actor | None = None):
    with db.reading() as session:
        return queries.plan_draft(session, actor or school.teacher, plan)


def save(school: School, plan: UUID, after: Edit, *, before: Edit | None = None, version: int = 0, actor=None):
    return run(service.save_draft, actor or school.teacher, plan, before=before or Edit(), after=after, version=version)


def filled(school: School) -> UUID:
    """A plan that is ready to be published, with two points and one aspect."""
    plan = begin(school)
    now = draft(school, plan)
    points = [UUID(point.id) for area in now.areas for point in area.points][:2]
    edit = Edit(
        title=TITLE,
        purpose=PURPOSE,
        contents=frozenset(points),
        criteria=frozenset([UUID(now.aspects[0].id)]),
        weeks={now.weeks[0].monday: "Likhetstecknet"},
        assessments=(AssessmentRow("a1", "Skriftligt prov", now.end, "Metodval"),),
    )
    save(school, plan, edit, version=now.version)
    return plan


def publish(school: School, plan: UUID, actor: Actor | None = None):
    version = draft(school, plan).version
    return run(service.publish_plan, actor or school.teacher, plan, version=version)


def reads(school: School, actor: Actor, plan: UUID):
    with db.reading() as session:
        return queries.published_plan(session, actor, plan)


def test_a_new_unit_begins_this_week_and_the_next_one_follows_it(planned: School):
    first, second = begin(planned), begin(planned)
    assert draft(planned, first).start == "2026-11-16"
    assert draft(planned, first).end == "2026-12-11"
    assert draft(planned, second).start == "2026-12-14"


def test_a_double_click_begins_one_unit(planned: School):
    assert begin(planned, key="the-same-key") == begin(planned, key="the-same-key")
    with db.reading() as session:
        assert len(session.exec(select(UnitPlan)).all()) == 1


def test_only_a_teacher_of_the_group_and_subject_begins_one(planned: School):
    for actor in (planned.colleague, planned.stranger):
        with pytest.raises(NotFound):
            begin(planned, actor)
    for actor in (planned.student, planned.guardian, planned.principal, planned.administrator, planned.central):
        with pytest.raises(Denied):
            begin(planned, actor)


def test_nobody_else_opens_writes_publishes_or_puts_away_the_draft(planned: School):
    plan = filled(planned)
    others = (planned.colleague, planned.stranger, planned.principal, planned.student, planned.guardian)
    for actor in others:
        with pytest.raises(NotFound):
            draft(planned, plan, actor)
        with pytest.raises(NotFound):
            save(planned, plan, Edit(title="Annat"), actor=actor)
        with pytest.raises(NotFound):
            run(service.publish_plan, actor, plan, version=2)
        with pytest.raises(NotFound):
            run(service.archive_plan, actor, plan)


def test_the_editor_offers_the_content_and_criteria_of_the_groups_own_syllabus(planned: School):
    now = draft(planned, begin(planned))
    assert (now.subject, now.years, now.curriculum) == ("Matematik", "7–9", "Lgr22")
    assert [area.name for area in now.areas][:2] == ["Taluppfattning", "Algebra"]
    assert now.points == sum(area.total for area in now.areas)
    assert [w.level for w in now.aspects[0].wordings] == ["E", "C", "A"]
    assert [group.name for group in now.groups if group.picked] == ["7A"]
    assert now.weeks[0].lessons == 2


def test_what_is_written_is_there_when_the_page_is_opened_again(planned: School):
    now = draft(planned, filled(planned))
    assert (now.title, now.purpose) == (TITLE, PURPOSE)
    assert len(now.picked) == 2
    assert [aspect.picked for aspect in now.aspects][:2] == [True, False]
    assert now.weeks[0].text == "Likhetstecknet"
    assert now.assessments[0].title == "Skriftligt prov"
    assert (now.edited_at, now.edited_by) == ("10:15", "")


def test_saving_the_same_words_again_is_no_new_version(planned: School):
    plan = begin(planned)
    first = save(planned, plan, Edit(title=TITLE), version=1)
    again = save(planned, plan, Edit(title=TITLE), version=1)
    assert first.version == again.version == 2


def test_two_teachers_in_different_fields_both_keep_their_words(planned: School):
    plan = begin(planned)
    save(planned, plan, Edit(title=TITLE), before=Edit(title=""), version=1)
    save(planned, plan, Edit(purpose=PURPOSE), before=Edit(purpose=""), version=1)
    now = draft(planned, plan)
    assert (now.title, now.purpose) == (TITLE, PURPOSE)


def test_two_teachers_in_the_same_field_lose_nothing_and_both_texts_are_at_hand(planned: School):
    plan = begin(planned)
    save(planned, plan, Edit(purpose="Den enas text"), before=Edit(purpose=""), version=1)
    with pytest.raises(Conflict) as caught:
        save(planned, plan, Edit(purpose="Den andras text"), before=Edit(purpose=""), version=1)
    assert caught.value.current.purpose == "Den enas text"
    assert draft(planned, plan).purpose == "Den enas text"


def test_weeks_are_saved_one_by_one(planned: School):
    plan = begin(planned)
    one, other = (row.monday for row in draft(planned, plan).weeks[:2])
    save(planned, plan, Edit(weeks={one: "Algebra"}), before=Edit(weeks={one: ""}), version=1)
    save(planned, plan, Edit(weeks={other: "Prov"}), before=Edit(weeks={other: ""}), version=1)
    assert [row.text for row in draft(planned, plan).weeks[:2]] == ["Algebra", "Prov"]


def test_a_group_or_point_that_is_not_the_plans_to_choose_is_refused(planned: School):
    plan = begin(planned)
    for edit in (
        Edit(groups=frozenset([planned.class_7b])),
        Edit(contents=frozenset([uuid4()])),
        Edit(criteria=frozenset([uuid4()])),
    ):
        with pytest.raises(NotFound):
            save(planned, plan, edit, version=1)


def test_a_period_that_ends_before_it_starts_is_refused_at_its_field(planned: School):
    with pytest.raises(Invalid) as caught:
        save(planned, begin(planned), Edit(end=date(2026, 9, 1)), version=1)
    assert caught.value.field == "end"


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


def test_a_copy_has_the_same_words_in_the_next_free_weeks(planned: School):
    plan = filled(planned)
    publish(planned, plan)
    twin = run(service.copy_plan, planned.teacher, plan, key="copy-it-once")
    assert twin == run(service.copy_plan, planned.teacher, plan, key="copy-it-once")
    now = draft(planned, twin)
    assert (now.title, now.purpose, now.status, now.start) == (TITLE, PURPOSE, "draft", "2026-12-14")
    assert len(now.picked) == 2
    assert now.weeks[0].text == "Likhetstecknet"
    assert now.assessments[0].day == ""
    with pytest.raises(NotFound):
        run(service.copy_plan, planned.colleague, plan, key="copy-it-too")


def test_a_draft_is_put_away_and_taken_back_but_not_while_students_see_it(planned: School):
    plan = filled(planned)
    run(service.archive_plan, planned.teacher, plan)
    with pytest.raises(NotFound):
        draft(planned, plan)
    run(service.restore_plan, planned.teacher, plan)
    publish(planned, plan)
    with pytest.raises(Invalid):
        run(service.archive_plan, planned.teacher, plan)


def test_who_no_longer_teaches_the_group_no_longer_writes(planned: School):
    plan = filled(planned)
    elsewhere = replace(planned.teacher, person_id=planned.people["stranger"], workspace=Workspace.TEACHER)
    with pytest.raises(NotFound):
        draft(planned, plan, elsewhere)


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
