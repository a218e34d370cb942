"""Tests and tasks are set, moved and taken away, on both databases: by whom, for whom, and how full it gets."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from skolplattform.core import clock, db
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, Change
from skolplattform.planning.set_work import queries, service
from skolplattform.planning.set_work.rules import DEFAULTS, Limits
from skolplattform.registry.tables import GroupMembership
from tests.planning import plans
from tests.planning.conftest import run, statements
from tests.planning.work_world import (
    SPANISH,
    SPANISH_7,
    TUESDAY,
    add_spanish,
    ahead,
    calendar,
    put,
    put_spanish,
    wanted,
    weighed,
)
from tests.support.school import School


@pytest.fixture
def languages(school: School) -> School:
    """The small school with Spanish across 7A and 7B."""
    with db.unit() as session:
        add_spanish(session, school)
    return school


def change(school: School, work, what, actor=None, version: int = 1) -> None:
    run(service.change_work, actor or school.teacher, work, wanted=what, version=version, key=uuid4().hex)


def test_it_is_read_by_those_it_is_for_and_their_guardians_and_nobody_else(school: School) -> None:
    put(school, wanted(school.class_7a))
    alva, bo = school.people["alva"], school.people["bo"]
    for actor in (school.student, school.guardian, school.other_guardian, school.teacher, school.principal):
        assert ahead(actor, alva) == ["Bråk"]
    assert ahead(school.classmate, bo) == ["Bråk"]
    assert ahead(school.foreign_guardian, school.people["dag"]) == []
    for actor in (school.foreign_guardian, school.classmate, school.colleague, school.administrator):
        with pytest.raises(NotFound):
            ahead(actor, alva)


def test_only_a_teacher_of_the_subject_and_group_sets_moves_or_takes_it_away(languages: School) -> None:
    school = languages
    for actor in (school.colleague, school.stranger):
        with pytest.raises(NotFound):
            put(school, wanted(school.class_7a), actor)
    for actor in (school.student, school.guardian, school.principal):
        with pytest.raises(Denied):
            put(school, wanted(school.class_7a), actor)
    with pytest.raises(NotFound):
        put(school, wanted(school.class_7a, school.class_7b))
    with pytest.raises(NotFound):
        put(school, wanted(school.class_7a), syllabus=SPANISH)
    work = put(school, wanted(school.class_7a))
    with pytest.raises(NotFound):
        change(school, work, wanted(school.class_7b), school.colleague)
    with pytest.raises(NotFound):
        run(service.take_away, school.colleague, work, version=1, key="take-0001")
    with pytest.raises(NotFound):
        change(school, work, wanted(school.class_7b))


def test_the_same_save_twice_is_one_test_and_one_entry_in_the_log(school: School) -> None:
    first, second = (put(school, wanted(school.class_7a), key="set-it-once") for _ in range(2))
    assert first == second
    assert ahead(school.student, school.people["alva"]) == ["Bråk"]
    with Session(db.engine()) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.verb == "planning.set_work")).all()
        topics = set(session.exec(select(Change.topic)).all())
    assert [(entry.detail["did"], entry.chain) for entry in entries] == [("set", school.unit)]
    assert {f"set_work:{school.unit}", f"student:{school.people['alva']}"} <= topics


def test_a_change_needs_the_version_that_was_seen(school: School) -> None:
    work = put(school, wanted(school.class_7a))
    change(school, work, wanted(school.class_7a, title="Procent", day=TUESDAY + timedelta(days=1)))
    with pytest.raises(Conflict) as caught:
        change(school, work, wanted(school.class_7a, title="Annat"))
    assert caught.value.current == 2
    assert ahead(school.student, school.people["alva"]) == ["Procent"]


def test_what_is_taken_away_is_gone_for_its_readers_and_can_come_back(school: School) -> None:
    work = put(school, wanted(school.class_7a))
    version = run(service.take_away, school.teacher, work, version=1, key="take-0002")
    assert run(service.take_away, school.teacher, work, version=1, key="take-0002") == version
    assert ahead(school.student, school.people["alva"]) == []
    assert weighed(school.teacher, school.class_7a).lines == ()
    with pytest.raises(NotFound):
        change(school, work, wanted(school.class_7a), version=version)
    run(service.bring_back, school.teacher, work, version=version, key="back-0001")
    assert ahead(school.student, school.people["alva"]) == ["Bråk"]


@pytest.mark.parametrize(
    ("what", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"kind": "exam"}, "kind"),
        ({"note": "x" * 1_001}, "note"),
        ({"day": date(2026, 11, 17)}, "day"),
        ({"day": date(2027, 8, 30)}, "day"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(school: School, what: dict, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        put(school, wanted(school.class_7a, **what))
    assert caught.value.field == field


def test_it_belongs_to_a_plan_that_its_readers_can_open_and_to_no_other(planned: School) -> None:
    plan = plans.filled(planned)
    with pytest.raises(NotFound):
        put(planned, wanted(planned.class_7a, plan_id=plan))
    plans.publish(planned, plan)
    put(planned, wanted(planned.class_7a, plan_id=plan))
    with db.reading() as session:
        (week,) = queries.coming(session, planned.student, planned.people["alva"]).weeks
        assert (week.lines[0].plan_id, week.lines[0].plan) == (str(plan), plans.TITLE)
    run(plans.service.withdraw_plan, planned.teacher, plan)
    with db.reading() as session:
        (week,) = queries.coming(session, planned.student, planned.people["alva"]).weeks
    assert week.lines[0].plan_id == ""


def test_the_warning_counts_over_subjects_that_share_students_and_forbids_nothing(languages: School) -> None:
    school = languages
    assert weighed(school.teacher, school.class_7a).is_clear
    put_spanish(school)
    found = weighed(school.teacher, school.class_7a)
    assert [(line.title, line.subject) for line in found.lines] == [("Glosor", "Spanska")]
    assert [said.sv for said in found.warnings] == ["1 av 3 elever får fler än 1 prov samma dag, som mest 2."]
    assert weighed(school.teacher, school.class_7a, kind="hand_in").is_clear
    assert weighed(school.teacher, school.class_7a, day=TUESDAY + timedelta(days=7)).lines == ()
    put(school, wanted(school.class_7a))
    assert ahead(school.student, school.people["alva"]) == ["Bråk", "Glosor"]


def test_moving_it_within_the_week_warns_of_the_others_only(languages: School) -> None:
    work = put(languages, wanted(languages.class_7a))
    assert weighed(languages.teacher, languages.class_7a, work=work).is_clear
    assert weighed(languages.teacher, languages.class_7a).warnings


def test_nobody_weighs_a_group_that_is_not_theirs(school: School) -> None:
    for actor in (school.colleague, school.stranger, school.student, school.principal):
        with pytest.raises(NotFound):
            weighed(actor, school.class_7a)
        with pytest.raises(NotFound):
            calendar(actor, school.class_7a)


def test_the_weeks_of_a_group_say_how_full_they_are_over_all_subjects(languages: School) -> None:
    school = languages
    put(school, wanted(school.class_7a))
    put_spanish(school)
    shown = calendar(school.teacher, school.class_7a)
    assert [(week.number, week.tests, week.level) for week in shown.weeks[:3]] == [
        ("47", 0, "empty"),
        ("48", 2, "over"),
        ("49", 0, "empty"),
    ]
    assert [(line.title, line.own) for line in shown.weeks[1].lines] == [("Bråk", True), ("Glosor", False)]
    assert shown.can_set
    with db.reading() as session:
        assert len(queries.group_calendar(session, school.teacher, school.class_7a, whole=True).weeks) == 31


def test_who_has_left_the_group_is_not_told_and_not_counted(languages: School) -> None:
    school = languages
    put(school, wanted(school.class_7a))
    put_spanish(school)
    with db.unit() as session:
        for member in session.exec(select(GroupMembership).where(GroupMembership.group_id == SPANISH_7)).all():
            member.end_date = TUESDAY - timedelta(days=1)
            session.add(member)
    assert ahead(school.student, school.people["alva"]) == ["Bråk"]
    assert calendar(school.teacher, school.class_7a).weeks[1].level == "room"


def test_a_head_decides_the_numbers_for_the_own_school_from_a_day(languages: School) -> None:
    school = languages
    put_spanish(school)
    today = clock.today()
    given = {"limits": Limits(2, 4, 6), "version": 0, "key": "limits-0001"}
    for actor in (school.other_principal, school.teacher, school.administrator):
        with pytest.raises(NotFound):
            run(service.decide_limits, actor, school.unit, valid_from=today, **given)
    with pytest.raises(Invalid):
        run(service.decide_limits, school.principal, school.unit, valid_from=today - timedelta(days=1), **given)
    run(service.decide_limits, school.principal, school.unit, valid_from=TUESDAY, **given)
    assert weighed(school.teacher, school.class_7a).is_clear
    assert weighed(school.teacher, school.class_7a, day=TUESDAY - timedelta(days=1)).is_clear
    with pytest.raises(Conflict):
        run(service.decide_limits, school.principal, school.unit, valid_from=TUESDAY, **(given | {"key": "other-01"}))
    with db.reading() as session:
        shown = queries.school_weeks(session, school.principal)
    assert (shown.tests_a_day, shown.version, len(shown.later)) == (str(DEFAULTS.tests_a_day), 1, 1)
    rows = {row.name: [week.tests for week in row.weeks[:2]] for row in shown.classes}
    assert rows == {"7A": [0, 1], "7B": [0, 1]}


@pytest.mark.parametrize("ask", ["calendar", "coming", "weighed", "school"])
def test_however_much_there_is_the_database_is_asked_as_often(languages: School, ask: str) -> None:
    school = languages
    asked = {
        "calendar": lambda: calendar(school.teacher, school.class_7a),
        "coming": lambda: ahead(school.student, school.people["alva"]),
        "weighed": lambda: weighed(school.teacher, school.class_7a),
        "school": lambda: run(queries.school_weeks, school.principal),
    }[ask]
    put_spanish(school)
    with statements() as few:
        asked()
    for number in range(6):
        put_spanish(school, title=f"Glosor {number}", day=TUESDAY + timedelta(days=number))
    with statements() as many:
        asked()
    assert len(many) == len(few) <= 12
