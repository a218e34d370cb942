"""Class councils (GEN-07): everybody proposes, the teacher or the secretary writes, approved minutes are frozen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import OutboxMessage
from skolplattform.planning.influence import queries, rules, service
from skolplattform.planning.influence.tables import CouncilEdition
from skolplattform.planning.influence.views import CouncilShown
from skolplattform.planning.pages.council import CouncilState
from skolplattform.planning.pages.council_child import ChildCouncilsState
from skolplattform.planning.pages.council_school import CouncilsState
from skolplattform.planning.pages.influence import InfluenceState
from skolplattform.registry.tables import GroupMembership
from tests.planning.conftest import run
from tests.planning.log_world import key
from tests.support.events import Pages
from tests.support.school import SCHOOL_DAY, School
from tests.support.sign_in import cookie

NAMES = st.sampled_from(["Alva Ask", "Bo Berg", "Åsa-Lena Öst", "D'Arc", "X"])


@given(
    st.lists(NAMES, max_size=4), st.text(alphabet="abo åÅ.,", max_size=20), st.text(alphabet="abo åÅ.,", max_size=20)
)
def test_no_name_of_another_child_is_left_however_it_is_written(known, before, after) -> None:
    for name in known:
        for said in (name, name.upper(), name.lower(), f"{name}s"):
            words = rules.without_names(f"{before} {said} {after}", known, "en elev").casefold().split()
            parts = [part.casefold() for one in known for part in one.split() if len(part) > 1]
            assert not {word.strip(".,") for word in words} & set(parts)


def test_a_genitive_stays_one_and_a_full_name_is_one_student() -> None:
    told = rules.without_names("Bo Bergs förslag, och bo höll med. Bollen!", ["Bo Berg"], "en elev")
    assert told == "en elevs förslag, och en elev höll med. Bollen!"


def called(school: School, days: int = 0) -> UUID:
    return run(service.call_council, school.teacher, school.class_7a, day=school.day + timedelta(days=days), key=key())


def seen(actor: Actor, council: UUID) -> CouncilShown:
    with db.reading() as session:
        return queries.council(session, actor, council)


def propose(actor: Actor, council: UUID, title: str = "Bollarna på rasten") -> UUID:
    run(service.propose, actor, council, title=title, key=key())
    return UUID(seen(actor, council).points[-1].id)


def write(actor: Actor, point: UUID, text: str, was: str = "", version: int = 1) -> None:
    run(service.write_minutes, actor, point, was=was, text=text, version=version)


def decide(actor: Actor, council: UUID, text: str, who: UUID | None = None) -> None:
    run(service.decide, actor, council, text=text, responsible_id=who, due=None, key=key())


def approve(school: School, council: UUID) -> None:
    version = seen(school.teacher, council).version
    run(service.approve, school.teacher, council, version=version, key=key())


def test_students_propose_and_take_back_their_own_and_only_who_may_write_the_minutes(database, school: School) -> None:
    council = called(school)
    mine, theirs = propose(school.student, council), propose(school.classmate, council, "Salladsbordet")
    with pytest.raises(NotFound):
        run(service.take_back_point, school.student, theirs, key=key())
    for late in (lambda: write(school.student, mine, "Hej"), lambda: decide(school.student, council, "Hej")):
        with pytest.raises(NotFound):
            late()
    with pytest.raises(Denied):
        run(service.appoint, school.student, council, student_id=school.people["alva"], key=key())
    with pytest.raises(NotFound):
        run(service.appoint, school.teacher, council, student_id=school.people["dag"], key=key())
    run(service.appoint, school.teacher, council, student_id=school.people["alva"], key=key())
    write(school.student, mine, "Vi pratade om bollarna")
    decide(school.student, council, "Fråga rektorn", school.people["bo"])
    with pytest.raises(Conflict) as clash:
        write(school.teacher, mine, "Något annat")
    assert clash.value.current == "Vi pratade om bollarna"
    with pytest.raises(Invalid):
        run(service.take_back_point, school.student, mine, key=key())
    run(service.take_back_point, school.classmate, theirs, key=key())
    found = seen(school.classmate, council)
    assert [point.minutes for point in found.points] == ["Vi pratade om bollarna"]
    assert [(one.text, one.who) for one in found.decisions] == [("Fråga rektorn", "Bo Björk")]


def test_approved_minutes_stand_word_for_word_and_a_correction_is_a_new_edition(database, school: School) -> None:
    council = called(school)
    with pytest.raises(Invalid):
        approve(school, council)
    point = propose(school.student, council)
    stale = seen(school.teacher, council).version
    write(school.teacher, point, "Första lydelsen")
    with pytest.raises(Conflict):
        run(service.approve, school.teacher, council, version=stale, key=key())
    approve(school, council)
    for late in (
        lambda: write(school.teacher, point, "Ändrat", "Första lydelsen", 2),
        lambda: propose(school.student, council),
        lambda: decide(school.teacher, council, "Hej"),
    ):
        with pytest.raises(Invalid):
            late()
    run(service.correct, school.teacher, council, key=key())
    write(school.teacher, point, "Andra lydelsen", "Första lydelsen", 2)
    assert [one.minutes for one in seen(school.student, council).points] == ["Andra lydelsen"]
    assert [one.minutes for one in seen(school.principal, council).points] == ["Första lydelsen"]
    approve(school, council)
    assert [one.minutes for one in seen(school.principal, council).points] == ["Andra lydelsen"]
    with db.reading() as session:
        first = session.get_one(CouncilEdition, (council, 1))
        assert first.body["points"][0]["minutes"] == "Första lydelsen"


def test_what_is_not_done_is_on_the_table_of_the_next_council(database, school: School) -> None:
    before = called(school)
    decide(school.teacher, before, "Fråga rektorn")
    approve(school, before)
    coming = called(school, 7)
    (left,) = seen(school.student, coming).carried
    assert (left.text, left.of) == ("Fråga rektorn", school.day.isoformat())
    with pytest.raises(Denied):
        run(service.tick_decision, school.student, UUID(left.id), key=key())
    with pytest.raises(NotFound):
        run(service.tick_decision, school.colleague, UUID(left.id), key=key())
    run(service.tick_decision, school.teacher, UUID(left.id), key=key())
    assert seen(school.student, coming).carried == ()
    assert seen(school.student, before).decisions[0].is_done


def test_the_head_reads_approved_minutes_of_the_own_school_and_others_nothing(database, school: School) -> None:
    council = called(school)
    propose(school.student, council)
    with pytest.raises(NotFound):
        seen(school.principal, council)
    approve(school, council)
    assert seen(school.principal, council).points
    dag = school.actor("dag", Workspace.STUDENT, loa=2)
    for other in (school.other_principal, school.colleague, school.stranger, dag):
        with pytest.raises(NotFound):
            seen(other, council)
    with pytest.raises(Denied):
        seen(school.guardian, council)
    with db.reading() as session, pytest.raises(Denied):
        queries.councils(session, school.guardian)
    with pytest.raises(NotFound):
        run(service.call_council, school.colleague, school.class_7a, day=school.day, key=key())
    with pytest.raises(Denied):
        run(service.propose, school.principal, council, title="Hej", key=key())


def test_at_home_no_other_child_is_named(database, school: School) -> None:
    council = called(school)
    propose(school.classmate, council, "Bos förslag")
    write(school.teacher, propose(school.student, council, "Mitt"), "Alva och Bo Björk tog upp det. Cleo höll med.")
    decide(school.teacher, council, "Bo frågar", school.people["bo"])
    with db.reading() as session:
        assert queries.minutes_at_home(session, school.guardian, school.people["alva"])[1] == ()
    approve(school, council)
    with db.reading() as session:
        _, (found,) = queries.minutes_at_home(session, school.guardian, school.people["alva"])
        with pytest.raises(NotFound):
            queries.minutes_at_home(session, school.foreign_guardian, school.people["alva"])
    first, second = found.points
    assert (first.title, first.by) == ("en elevs förslag", "en elev")
    assert second.by.startswith("Alva")
    assert second.minutes == "Alva och en elev tog upp det. en elev höll med."
    assert [(one.text, one.who) for one in found.decisions] == [("en elev frågar", "en elev")]


def corrected(school: School) -> UUID:
    """Minutes that were approved, corrected and approved again."""
    council = called(school)
    point = propose(school.classmate, council, "Bos förslag")
    write(school.teacher, point, "Bo fick fel")
    approve(school, council)
    run(service.correct, school.teacher, council, key=key())
    write(school.teacher, point, "Bo fick rätt", "Bo fick fel", 2)
    approve(school, council)
    return council


def test_an_earlier_edition_is_read_by_who_reads_the_council_and_at_home_without_names(
    database, school: School
) -> None:
    council = corrected(school)
    for reader in (school.teacher, school.student, school.principal):
        (older,) = seen(reader, council).earlier
        assert (older.number, older.points[0].minutes, older.points[0].by) == (1, "Bo fick fel", "Bo Björk")
        assert all((older.by, older.day, older.time))
    with db.reading() as session:
        _, (found,) = queries.minutes_at_home(session, school.guardian, school.people["alva"])
    (older,) = found.earlier
    assert (older.points[0].title, older.points[0].minutes) == ("en elevs förslag", "en elev fick fel")
    assert (older.points[0].by, found.points[0].minutes) == ("en elev", "en elev fick rätt")
    run(service.correct, school.teacher, council, key=key())
    assert [one.number for one in seen(school.student, council).earlier] == [2, 1]
    assert [one.number for one in seen(school.principal, council).earlier] == [1]


def test_half_of_a_double_name_is_a_name_too() -> None:
    assert rules.without_names("Lena och Åsas förslag", ["Åsa-Lena Öst"], "en elev") == "en elev och en elevs förslag"


def test_home_reads_the_councils_of_the_days_when_the_child_was_in_the_group(database, school: School) -> None:
    before, after = called(school), called(school, 7)
    for council in (before, after):
        propose(school.student, council)
        approve(school, council)
    with db.unit() as session:
        (place,) = session.exec(
            select(GroupMembership).where(
                GroupMembership.group_id == school.class_7a, GroupMembership.person_id == school.people["alva"]
            )
        )
        place.end_date = school.day + timedelta(days=6)
        session.add(place)
    with db.reading() as session:
        _, found = queries.minutes_at_home(session, school.guardian, school.people["alva"])
    assert [one.id for one in found] == [str(before)]


def test_a_head_reads_no_decision_that_is_being_corrected(database, school: School) -> None:
    before, coming = called(school), called(school, 7)
    propose(school.student, coming)
    decide(school.teacher, before, "Fråga rektorn")
    for council in (before, coming):
        approve(school, council)
    assert [one.text for one in seen(school.principal, coming).carried] == ["Fråga rektorn"]
    run(service.correct, school.teacher, before, key=key())
    decide(school.teacher, before, "Inte färdigt")
    assert seen(school.principal, coming).carried == ()
    assert len(seen(school.teacher, coming).carried) == 2


@pytest.fixture
def tab(school: School, pages: Pages) -> Callable:
    return lambda name, workspace: pages.tab(cookie(school.people[name], workspace))


def test_a_council_from_the_call_to_the_minutes_at_home(tab, school: School) -> None:
    teacher, alva = tab("teacher", Workspace.TEACHER), tab("alva", Workspace.STUDENT)
    teacher.open("/inflytande")
    teacher.call(InfluenceState.call, form_data={"group": str(school.class_7a), "closes_on": "2026-11-20"})
    (line,) = teacher.variable(InfluenceState, "councils").lines
    alva.open("/inflytande")
    alva.call(InfluenceState.turn_councils, number=1)
    assert [one.id for one in alva.variable(InfluenceState, "councils").lines] == [line.id]
    for page in (teacher, alva):
        page.open("/klassrad/[council_id]", council_id=line.id)
    alva.call(CouncilState.propose, form_data={"title": " "})
    assert list(alva.variable(CouncilState, "errors")) == ["title"]
    for title in ("Bollarna", "Salladen"):
        alva.call(CouncilState.propose, form_data={"title": title})
    alva.call(CouncilState.take_back, item_id=alva.variable(CouncilState, "shown").points[1].id)
    teacher.call(CouncilState.refresh)
    teacher.call(CouncilState.appoint, form_data={"secretary": str(school.people["alva"])})
    alva.call(CouncilState.refresh)
    (point,) = alva.variable(CouncilState, "shown").points
    alva.call(CouncilState.write, point_id=point.id, text="Vi pratade")
    teacher.call(CouncilState.write, point_id=point.id, text="Läraren skrev")
    assert teacher.variable(CouncilState, "clash").theirs == "Vi pratade"
    teacher.call(CouncilState.take_theirs)
    alva.call(CouncilState.write, point_id=point.id, text="Vi pratade länge")
    teacher.call(CouncilState.write, point_id=point.id, text="Läraren skrev")
    teacher.call(CouncilState.keep_mine)
    alva.call(CouncilState.decide, form_data={"text": "Fråga rektorn", "responsible": "everybody", "due": ""})
    teacher.call(CouncilState.refresh)
    made = teacher.variable(CouncilState, "shown").decisions[0]
    teacher.call(CouncilState.tick, item_id=made.id)
    assert not teacher.variable(CouncilState, "shown").decisions[0].who


def test_approved_minutes_reach_the_heads_list_and_home(tab, school: School) -> None:
    council = called(school)
    write(school.teacher, propose(school.student, council), "Läraren skrev")
    teacher = tab("teacher", Workspace.TEACHER)
    teacher.open("/klassrad/[council_id]", council_id=str(council))
    teacher.call(CouncilState.approve, key=teacher.variable(CouncilState, "key"))
    assert not teacher.variable(CouncilState, "shown").is_open
    head, home = tab("principal", Workspace.PRINCIPAL), tab("rut", Workspace.GUARDIAN)
    head.open("/klassrad")
    head.call(CouncilsState.turn, number=1)
    assert [one.id for one in head.variable(CouncilsState, "shown").lines] == [str(council)]
    home.open("/barn/[child_id]/klassrad", child_id=str(school.people["alva"]))
    (found,) = home.variable(ChildCouncilsState, "councils")
    assert found.points[0].minutes == "Läraren skrev"
    home.open("/barn/[child_id]/klassrad", child_id=str(school.people["bo"]))
    assert home.variable(ChildCouncilsState, "missing")
    teacher.call(CouncilState.correct, key=teacher.variable(CouncilState, "key"))
    assert teacher.variable(CouncilState, "shown").is_open


def test_the_pages_of_class_and_home_tell_what_the_minutes_said_before(tab, school: School) -> None:
    council = corrected(school)
    alva, home = tab("alva", Workspace.STUDENT), tab("rut", Workspace.GUARDIAN)
    alva.open("/klassrad/[council_id]", council_id=str(council))
    (older,) = alva.variable(CouncilState, "shown").earlier
    assert older.points[0].minutes == "Bo fick fel"
    home.open("/barn/[child_id]/klassrad", child_id=str(school.people["alva"]))
    (found,) = home.variable(ChildCouncilsState, "councils")
    assert found.earlier[0].points[0].minutes == "en elev fick fel"


def test_a_council_is_called_today_or_later(database, school: School) -> None:
    with clock.fixed(SCHOOL_DAY), pytest.raises(Invalid):
        called(school, -1)


def bell(kind: str) -> list[OutboxMessage]:
    with db.reading() as session:
        which = OutboxMessage.kind == kind, col(OutboxMessage.withdrawn_at).is_(None)
        return list(session.exec(select(OutboxMessage).where(*which).order_by(OutboxMessage.id)).all())


def test_class_and_homes_are_told_of_approved_minutes_once_and_the_class_not_while_they_are_corrected(
    database, school: School
) -> None:
    council = called(school)
    propose(school.student, council)
    approve(school, council)
    in_class = {school.people[name] for name in ("alva", "bo", "cleo")}
    assert {one.recipient_id for one in bell("planning.minutes")} == in_class
    homes = bell("planning.minutes_at_home")
    assert {one.recipient_id for one in homes} == {school.people[name] for name in ("rut", "sten", "tove", "vera")}
    assert {tuple(one.payload) for one in homes} == {("student",)}
    run(service.correct, school.teacher, council, key=key())
    assert bell("planning.minutes") == []
    approve(school, council)
    assert {one.recipient_id for one in bell("planning.minutes")} == in_class
    assert len(bell("planning.minutes_at_home")) == 2 * len(homes), "a correction is an edition of its own"
