"""A warning is written, sent, read and confirmed, and ends; on both databases."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from skolplattform.assessment.risk import notices, queries, service
from skolplattform.assessment.risk.service import Words
from skolplattform.core import clock, db, readings
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.registry.tables import Enrolment, Person, Responsibility
from skolplattform.schedule.tables import ClosedDay
from tests.assessment.conftest import FIRST, SECOND
from tests.assessment.risk_world import WORDS, at_home, begun, confirm, end, seen, send, sent, waiting, written
from tests.assessment.test_cells import save
from tests.support.school import SCHOOL_DAY, School


def test_a_draft_begins_with_what_the_matrix_says_is_not_reached(school: School) -> None:
    save(school, ("alva", FIRST, "F", "", 0), ("alva", SECOND, "C", "", 0))
    view = seen(school.teacher, begun(school))
    assert [(one.name, one.picked) for one in view.criteria] == [
        ("Begrepp", True),
        ("Metodval", False),
        ("Resonemang", False),
    ]
    assert (view.grade, view.state, view.can_write) == ("E", "draft", True)
    assert view.criteria[0].wording == "Begrepp i stort"


def test_there_is_one_warning_for_a_student_subject_and_term(school: School) -> None:
    first = begun(school)
    assert begun(school) == first
    send(school, written(school, "alva"), version=2)
    assert begun(school) == first
    end(school, first)
    assert begun(school) != first


def test_nobody_but_its_teachers_knows_of_a_draft(school: School) -> None:
    warning = written(school)
    for actor in (school.principal, school.colleague, school.student_health):
        with pytest.raises(NotFound):
            seen(actor, warning)
    assert at_home(school.student) == at_home(school.guardian) == ()
    with db.reading() as session:
        assert session.exec(select(OutboxMessage)).all() == []


def test_what_is_sent_is_read_by_student_and_each_custodian_and_told_the_school(school: School) -> None:
    sent(school)
    for actor in (school.student, school.guardian, school.other_guardian):
        (shown,) = at_home(actor)
        assert (shown.subject, shown.grade, shown.missing) == ("Matematik", "E", WORDS.missing)
        assert [(one.name, one.wording) for one in shown.criteria] == [("Begrepp", "Begrepp i stort")]
    assert at_home(school.classmate) == at_home(school.foreign_guardian) == ()
    assert waiting(school, notices.HOME) == {"alva", "rut", "sten"}
    assert waiting(school, notices.SCHOOL) == {"principal"}, "the mentor sent it"


def test_what_goes_out_says_nothing_of_whom_or_what(school: School) -> None:
    sent(school)
    with db.reading() as session:
        messages = session.exec(select(OutboxMessage)).all()
    for message in messages:
        assert set(message.payload) == {"student", "unit", "warning"}
    assert all(kind.body == "notices.out.body" for kind in notices.KINDS)


def test_each_confirms_on_their_own_and_the_teacher_sees_who(school: School) -> None:
    warning = sent(school)
    confirm(school.guardian, warning)
    confirm(school.guardian, warning)
    read = {reader.name: reader.has_read for reader in seen(school.teacher, warning).readers}
    assert read == {"Alva Ask": False, "Rut Ask": True, "Sten Granit": False}
    assert at_home(school.guardian)[0].confirmed.sv
    assert not at_home(school.other_guardian)[0].confirmed.sv
    assert waiting(school, notices.HOME) == {"alva", "sten"}


def test_one_guardian_is_never_told_of_the_others_receipt(school: School) -> None:
    warning = sent(school)
    confirm(school.guardian, warning)
    assert "Rut" not in str(at_home(school.other_guardian))


@pytest.mark.parametrize("who", ["classmate", "foreign_guardian", "teacher", "principal", "colleague"])
def test_nobody_else_confirms(school: School, who: str) -> None:
    warning = sent(school)
    with pytest.raises(NotFound):
        confirm(getattr(school, who), warning)


def test_from_18_only_the_student_is_told(school: School) -> None:
    """R-C03."""
    with db.unit() as session:
        alva = session.get_one(Person, school.people["alva"])
        alva.birth_date = clock.today().replace(year=clock.today().year - 18)
        session.add(alva)
    warning = sent(school)
    assert waiting(school, notices.HOME) == {"alva"}
    assert at_home(school.guardian) == ()
    assert [reader.name for reader in seen(school.teacher, warning).readers] == ["Alva Ask"]


def test_a_withheld_relation_is_told_nothing(school: School) -> None:
    with db.unit() as session:
        sten = session.exec(select(Responsibility).where(Responsibility.adult_id == school.people["sten"])).one()
        sten.withheld = True
        session.add(sten)
    sent(school)
    assert waiting(school, notices.HOME) == {"alva", "rut"}


def test_what_was_sent_is_never_rewritten(school: School) -> None:
    warning = sent(school)
    with db.unit() as session, pytest.raises(NotFound):
        service.write_draft(session, school.teacher, warning, words=Words(missing="Annat"), version=3)
    with db.unit() as session, pytest.raises(NotFound):
        service.drop_draft(session, school.teacher, warning, version=3)
    send(school, warning, version=3)
    assert at_home(school.student)[0].missing == WORDS.missing


def test_of_two_writers_the_second_is_told(school: School) -> None:
    warning = written(school)
    with db.unit() as session, pytest.raises(Conflict) as clash:
        service.write_draft(session, school.teacher, warning, words=Words(), version=1)
    assert clash.value.current == 2


def test_a_criterion_of_another_subject_is_refused(school: School) -> None:
    with db.unit() as session, pytest.raises(Invalid):
        service.write_draft(session, school.teacher, begun(school), words=Words((str(uuid4()),)), version=1)


def test_a_draft_is_thrown_away(school: School) -> None:
    warning = written(school)
    with db.unit() as session:
        service.drop_draft(session, school.teacher, warning, version=2)
    with pytest.raises(NotFound):
        seen(school.teacher, warning)


def test_when_the_student_has_caught_up_home_is_told_and_nothing_waits(school: School) -> None:
    warning = sent(school)
    end(school, warning)
    (shown,) = at_home(school.guardian)
    assert (shown.ending, shown.ended_why) == ("caught_up", "Allt är inlämnat.")
    assert waiting(school, notices.HOME) == set()
    assert waiting(school, notices.ENDED) == {"alva", "rut", "sten"}
    with pytest.raises(NotFound):
        confirm(school.guardian, warning)


@pytest.mark.parametrize(("ending", "why", "field"), [("caught_up", " ", "why"), ("", "Klart", "ending")])
def test_it_ends_with_a_reason(school: School, ending: str, why: str, field: str) -> None:
    warning = sent(school)
    with pytest.raises(Invalid) as wrong:
        end(school, warning, ending=ending, why=why)
    assert wrong.value.field == field


def test_nobody_is_warned_where_no_grades_are_given(school: School) -> None:
    with db.unit() as session:
        row = session.exec(select(Enrolment).where(Enrolment.person_id == school.people["alva"])).one()
        row.school_year = 5
        session.add(row)
    with pytest.raises(Invalid) as wrong:
        begun(school)
    assert wrong.value.key == "risk.error.no_grades"
    with db.reading() as session:
        group = queries.warn_group(session, school.teacher, school.activity)
    assert [one.name for one in group.students] == ["Bo Björk", "Elev med skyddade uppgifter"]


def test_another_classes_student_is_nobody_to_warn(school: School) -> None:
    with pytest.raises(NotFound):
        begun(school, "dag")
    with pytest.raises(NotFound):
        begun(school, "alva", school.colleague)


def test_who_has_not_read_is_reminded_once_after_the_schools_days(school: School) -> None:
    warning = sent(school)
    confirm(school.guardian, warning)
    with db.unit() as session:
        session.add(
            ClosedDay(organisation_id=school.organiser, day=clock.today() + timedelta(days=2), kind="lov", name="Lov")
        )
    for days, told in ((7, 2), (8, 4), (9, 4)):
        with clock.fixed(SCHOOL_DAY + timedelta(days=days)), db.unit() as session:
            service.remind(session)
            rows = session.exec(select(OutboxMessage).where(OutboxMessage.kind == notices.HOME)).all()
            assert len([row for row in rows if row.withdrawn_at is None]) == told, days


def test_a_head_decides_when_the_school_reminds(school: School) -> None:
    today = clock.today()
    with db.unit() as session:
        service.decide_reminder(
            session, school.principal, school.unit, remind_after=2, valid_from=today, version=0, key=uuid4().hex
        )
    assert seen(school.teacher, sent(school)).remind_after == 2
    with db.unit() as session, pytest.raises(Conflict):
        service.decide_reminder(
            session, school.principal, school.unit, remind_after=3, valid_from=today, version=0, key=uuid4().hex
        )
    with db.unit() as session, pytest.raises(NotFound):
        service.decide_reminder(
            session, school.other_principal, school.unit, remind_after=3, valid_from=today, version=1, key=uuid4().hex
        )


def test_a_head_sees_classes_and_who_waits_and_no_draft(school: School) -> None:
    confirm(school.guardian, sent(school))
    written(school, "bo")
    with db.reading() as session:
        found = queries.warnings_of_school(session, school.principal, None)
    assert [(one.class_name, one.subject, one.warned, one.waiting) for one in found.counts] == [
        ("7A", "Matematik", 1, 1)
    ]
    assert [(one.student, one.confirmed, one.expected) for one in found.waiting] == [("Alva Ask", 1, 3)]
    with db.reading() as session, pytest.raises(NotFound):
        queries.warnings_of_school(session, school.principal, school.other_unit)


def test_staff_who_open_a_warning_stand_in_the_log(school: School) -> None:
    warning = sent(school)
    readings.forget()
    seen(school.principal, warning)
    with db.reading() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == "assessment.read_warnings")).all()[-1]
    assert (entry.actor_id, entry.subject_id) == (school.people["principal"], school.people["alva"])


def test_a_protected_student_is_masked_and_warned_all_the_same(school: School) -> None:
    warning = sent(school, "cleo")
    assert seen(school.teacher, warning).student == "Elev med skyddade uppgifter"
    assert at_home(school.actor("vera", Workspace.GUARDIAN))[0].student == "Cleo Cypress"
