"""Teachers write, on both databases: who may, what is kept, what two of them do at once."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlmodel import select

from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.planning import service
from skolplattform.planning.library.service import copy_plan
from skolplattform.planning.service import Edit
from skolplattform.planning.tables import UnitPlan
from tests.planning.conftest import run
from tests.planning.plans import PURPOSE, TITLE, begin, draft, filled, publish, save
from tests.support.school import School


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
    assert (now.subject, now.years.sv, now.curriculum) == ("Matematik", "årskurs 7–9", "Lgr22")
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


def test_a_copy_has_the_same_words_in_the_next_free_weeks(planned: School):
    plan = filled(planned)
    publish(planned, plan)
    twin = run(copy_plan, planned.teacher, plan, key="copy-it-once")
    assert twin == run(copy_plan, planned.teacher, plan, key="copy-it-once")
    now = draft(planned, twin)
    assert (now.title, now.purpose, now.status, now.start) == (TITLE, PURPOSE, "draft", "2026-12-14")
    assert len(now.picked) == 2
    assert now.weeks[0].text == "Likhetstecknet"
    assert now.assessments[0].day == ""
    with pytest.raises(NotFound):
        run(copy_plan, planned.colleague, plan, key="copy-it-too")


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
