"""Förskola: two homes side by side, the door on two tablets, who picks up, the holiday's question."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from skolplattform.attendance import service as reports
from skolplattform.attendance.queries import care as care_queries
from skolplattform.attendance.queries import door as doors
from skolplattform.attendance.queries import evacuation, needs
from skolplattform.attendance.queries.homes import merged_days
from skolplattform.attendance.rules.care import Agreement, Span, Week
from skolplattform.attendance.rules.entitlement import Ground
from skolplattform.attendance.rules.presence import Way
from skolplattform.attendance.service import care, holiday, pickup, presence
from skolplattform.attendance.tables import CareSchedule, Passage, Presence
from skolplattform.attendance.today import Today
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.tables import AuditEntry, OutboxMessage
from skolplattform.registry.tables import Duty, Enrolment, Person, Responsibility
from skolplattform.registry.views import PROTECTED_NAME
from tests.attendance.care_world import Care, build_care
from tests.support.school import School

DAY = (Span(time(7, 30), time(16)),)
WEEK: Week = (*[DAY] * 5, None, None)
AWAY: Week = (None,) * 7


@pytest.fixture
def here(school: School) -> Care:
    return build_care(school)


def save(here: Care, actor: Actor, *weeks: Week, children: tuple[str, ...] = ("nils",), **more: object) -> None:
    asked = {"valid_from": here.school.day, "valid_until": None, "ground": Ground.WORK, "version": 0} | more
    with db.unit() as session:
        ids = [here.child(name) for name in children]
        care.save_weeks(session, actor, child_ids=ids, weeks=weeks, **{"key": uuid4().hex} | asked)


def day_of(here: Care, day: date, name: str = "nils"):
    with db.reading() as session:
        return merged_days(session, [here.child(name)], day, day)[here.child(name)][day]


def note(here: Care, actor: Actor, name: str, way: Way, key: str = "") -> bool:
    with db.unit() as session:
        return presence.note(session, actor, here.child(name), way=way, key=key or uuid4().hex)


def door(here: Care, actor: Actor | None = None):
    with db.reading() as session:
        return doors.door(session, actor or here.staff(), None)


def test_each_home_writes_its_own_weeks_and_the_other_stays_as_it_was(here: Care):
    rut, sten = here.school.guardian, here.school.other_guardian
    save(here, rut, WEEK, AWAY)
    save(here, sten, AWAY, WEEK)
    assert {day_of(here, here.school.day + timedelta(days=7 * n)).agreement for n in range(4)} == {Agreement.ONE}
    save(here, sten, WEEK, version=1)
    assert day_of(here, here.school.day).agreement is Agreement.AGREED
    with db.reading() as session:
        rows = session.exec(select(CareSchedule).where(CareSchedule.home_id == rut.person_id)).all()
    assert [(row.version, len(row.weeks)) for row in rows] == [(1, 2)]


def test_hours_are_not_written_beyond_the_age_of_the_place(here: Care):
    """R-T09: fritidshem until the spring of the year the child turns 13."""
    rut, nils = here.school.guardian, here.child("nils")
    with db.unit() as session:
        place = session.exec(select(Enrolment).where(Enrolment.person_id == nils)).one()
        child = session.get_one(Person, nils)
        place.school_type, child.birth_date = "FTH", date(2014, 2, 3)
        session.add_all([place, child])
    with pytest.raises(Invalid) as refused:
        save(here, rut, WEEK, valid_from=date(2027, 8, 1))
    assert (refused.value.field, refused.value.key) == ("valid_from", "care.error.age")
    save(here, rut, WEEK, valid_from=date(2027, 6, 1))


def test_new_weeks_end_the_former_the_day_before(here: Care):
    rut, start = here.school.guardian, here.school.day
    save(here, rut, WEEK)
    save(here, rut, ((), *AWAY[1:]), valid_from=start + timedelta(days=5))
    assert day_of(here, start + timedelta(days=1)).spans == DAY
    assert day_of(here, start + timedelta(days=5)).spans == ()
    with db.reading() as session:
        ends = session.exec(select(CareSchedule.valid_until).order_by(col(CareSchedule.valid_from))).all()
    assert list(ends) == [start + timedelta(days=4), None]


def test_weeks_are_copied_to_a_sibling_in_one_step(here: Care):
    save(here, here.school.guardian, WEEK, children=("nils", "moa"))
    assert day_of(here, here.school.day, "moa").spans == DAY


def test_an_old_window_does_not_write_over_a_new(here: Care):
    save(here, here.school.guardian, WEEK)
    with pytest.raises(Conflict):
        save(here, here.school.guardian, (*AWAY[:6], DAY))
    save(here, here.school.guardian, (*AWAY[:6], DAY), version=1)
    assert day_of(here, here.school.day).agreement is Agreement.GAP


def test_the_same_save_sent_twice_is_saved_once(here: Care):
    for _ in range(2):
        save(here, here.school.guardian, WEEK, key="same-save")
    with db.reading() as session:
        assert [row.version for row in session.exec(select(CareSchedule)).all()] == [1]


@pytest.mark.parametrize("child", ["moa", "pia"])
def test_nobody_writes_for_a_child_that_is_not_theirs(here: Care, child: str):
    with pytest.raises(NotFound):
        save(here, here.school.other_guardian, WEEK, children=("nils", child))
    assert day_of(here, here.school.day).agreement is Agreement.GAP


def test_what_somebody_without_custody_once_wrote_counts_no_more_r_c02(here: Care):
    save(here, here.school.other_guardian, WEEK)
    with db.unit() as session:
        relation = session.exec(
            select(Responsibility).where(
                Responsibility.adult_id == here.school.people["sten"], Responsibility.child_id == here.child("nils")
            )
        ).one()
        relation.withheld = True
    assert day_of(here, here.school.day).agreement is Agreement.GAP


def test_a_change_is_for_one_day_and_can_be_taken_back(here: Care):
    rut, day = here.school.guardian, here.school.day + timedelta(days=1)
    save(here, rut, WEEK, children=("nils", "moa"))

    def change(spans: tuple[Span, ...] | None) -> None:
        with db.unit() as session:
            ids = [here.child("nils")]
            care.change_day(session, rut, child_ids=ids, day=day, spans=spans, key=uuid4().hex)

    change(())
    assert day_of(here, day).spans == ()
    assert day_of(here, day, "moa").spans == DAY
    change((Span(time(9), time(12)),))
    assert day_of(here, day).spans == (Span(time(9), time(12)),)
    change(None)
    assert day_of(here, day).spans == DAY


def test_in_and_out_and_who_noted_it(here: Care):
    assert note(here, here.staff(), "nils", Way.IN)
    assert [card.name for card in door(here).here] == ["Nils Kvist"]
    assert note(here, here.staff(), "nils", Way.OUT)
    assert door(here).total_here == 0
    with db.reading() as session:
        passages = session.exec(select(Passage).order_by(col(Passage.id))).all()
        seen = session.exec(select(AuditEntry.verb).where(AuditEntry.subject_id == here.child("nils"))).all()
    assert [(p.way, p.noted_by) for p in passages] == [(way, here.staff().person_id) for way in ("in", "out")]
    assert {"attendance.note_in", "attendance.note_out"} <= set(seen)


def test_two_tablets_note_a_child_once(here: Care):
    assert note(here, here.staff(), "nils", Way.IN)
    assert not note(here, here.school.principal, "nils", Way.IN)
    for _ in range(2):
        note(here, here.staff(), "nils", Way.OUT, key="one-tap-twice")
    with db.reading() as session:
        assert len(session.exec(select(Passage)).all()) == 2
        assert session.exec(select(Presence.version)).one() == 3


def test_a_slip_of_the_hand_is_taken_back_and_stays_to_be_seen(here: Care, frozen):
    note(here, here.staff(), "nils", Way.IN, key="slip-of-hand")

    def take_back(actor: Actor) -> None:
        with db.unit() as session:
            presence.take_back(session, actor, here.child("nils"), key="slip-of-hand")

    with frozen(clock.now() + timedelta(minutes=11)), pytest.raises(Conflict):
        take_back(here.staff())
    with pytest.raises(NotFound):
        take_back(here.school.principal)
    take_back(here.staff())
    assert door(here).total_here == 0
    with pytest.raises(Conflict):
        take_back(here.staff())
    with db.reading() as session:
        assert session.exec(select(Passage.void_by)).one() == here.staff().person_id


@pytest.mark.parametrize("who", ["teacher", "stranger", "other_principal"])
def test_only_those_of_the_unit_stand_at_its_door(here: Care, who: str):
    with pytest.raises(NotFound):
        note(here, getattr(here.school, who), "nils", Way.IN)
    with pytest.raises(NotFound):
        door(here, getattr(here.school, who))
    with pytest.raises(Denied):
        note(here, here.school.guardian, "nils", Way.IN)


def test_the_other_units_staff_and_one_whose_duty_is_over_reach_nobody(here: Care):
    with pytest.raises(NotFound):
        note(here, here.staff("gun"), "nils", Way.IN)
    with db.unit() as session:
        for duty in session.exec(select(Duty).where(Duty.person_id == here.staff().person_id)).all():
            duty.end_date = here.school.day - timedelta(days=1)
    with pytest.raises(NotFound):
        note(here, here.staff(), "nils", Way.IN)


def test_the_door_says_late_away_and_expected_and_masks_the_protected(here: Care):
    save(here, here.school.guardian, WEEK, children=("nils", "moa"))
    with db.unit() as session:
        reports.report_absence(
            session,
            here.school.guardian,
            student_ids=[here.child("moa")],
            first=here.school.day,
            last=here.school.day,
            key=uuid4().hex,
        )
    found = door(here)
    assert [(card.name, card.state) for card in found.coming] == [("Nils Kvist", "late")]
    rest = {card.state: card.name for card in found.rest}
    assert rest["away"] == "Moa Kvist"
    assert "Pia" not in str(found)
    assert [(part.name, part.here, part.of) for part in found.parts] == [("Myran", 0, 3)]


def name_person(here: Care, actor: Actor, *, shared: bool = False, **more: object) -> UUID:
    asked = {"name": "Mormor Inga", "first_day": here.school.day, "last_day": None, "shared": shared} | more
    with db.unit() as session:
        return pickup.name_pickup(session, actor, here.child("nils"), **asked, key=uuid4().hex)


def seen_by(here: Care, actor: Actor) -> list[str]:
    with db.reading() as session:
        return [one.name for one in care_queries.pickers(session, actor, here.child("nils"), here.school.day)]


def test_the_other_guardian_never_sees_who_picks_up_unless_shared_r_c05(here: Care):
    rut, sten = here.school.guardian, here.school.other_guardian
    hidden, shared = name_person(here, rut), name_person(here, rut, shared=True, name="Farfar Olle")
    assert seen_by(here, rut) == ["Rut Ask", "Farfar Olle", "Mormor Inga"]
    assert seen_by(here, sten) == ["Sten Granit", "Farfar Olle"]
    say = {"day": here.school.day, "key": uuid4().hex}
    with pytest.raises(NotFound), db.unit() as session:
        pickup.say_pickup(session, sten, here.child("nils"), person_id=hidden, **say)
    with db.unit() as session:
        pickup.say_pickup(session, rut, here.child("nils"), person_id=hidden, **say)
    with db.unit() as session:
        pickup.say_pickup(session, sten, here.child("nils"), person_id=shared, **say | {"key": uuid4().hex})
    with db.reading() as session:
        assert "Mormor" not in str(care_queries.care_page(session, sten, here.child("nils")))
        assert "Mormor" not in str(care_queries.care_children(session, sten))
    note(here, here.staff(), "nils", Way.IN)
    assert door(here).here[0].picked_up.sv == "Hämtas av Mormor Inga, Farfar Olle"


def test_a_person_who_is_withdrawn_or_out_of_date_picks_up_no_more(here: Care):
    rut = here.school.guardian
    person = name_person(here, rut, last_day=here.school.day)
    with pytest.raises(NotFound), db.unit() as session:
        pickup.say_pickup(
            session,
            rut,
            here.child("nils"),
            day=here.school.day + timedelta(days=1),
            person_id=person,
            key=uuid4().hex,
        )
    with pytest.raises(NotFound), db.unit() as session:
        pickup.withdraw_pickup(session, here.school.other_guardian, person, version=1)
    with db.unit() as session:
        pickup.withdraw_pickup(session, rut, person, version=1)
    assert seen_by(here, rut) == ["Rut Ask"]


def test_who_has_no_custody_any_more_sends_nobody_to_the_door_r_c02(here: Care):
    sten = here.school.other_guardian
    grandfather = name_person(here, sten, name="Farfar Olle")
    with db.unit() as session:
        say = {"day": here.school.day, "key": uuid4().hex}
        pickup.say_pickup(session, sten, here.child("nils"), person_id=grandfather, **say)
    note(here, here.staff(), "nils", Way.IN)
    assert door(here).here[0].picked_up.sv == "Hämtas av Farfar Olle"
    with db.unit() as session:
        found = select(Responsibility).where(
            Responsibility.adult_id == sten.person_id, Responsibility.child_id == here.child("nils")
        )
        session.exec(found).one().withheld = True
    assert door(here).here[0].picked_up.sv == ""


def ask(here: Care, **more: object) -> UUID:
    first = here.school.day + timedelta(days=40)
    asked = {"name": "Jullovet", "first_day": first, "last_day": first + timedelta(days=4)}
    asked |= {"deadline": here.school.day + timedelta(days=10)} | more
    with db.unit() as session:
        return holiday.ask_need(session, here.staff(), here.school.unit, **asked, key=uuid4().hex)


def test_a_holiday_is_asked_about_answered_by_each_home_followed_and_reminded(here: Care):
    need = ask(here)
    with db.reading() as session:
        told = session.exec(select(OutboxMessage.recipient_id)).all()
        assert set(told) == {here.school.people[name] for name in ("rut", "sten", "vera")}
        days = needs.need_days(session, here.school.guardian, need, here.child("nils"))
    day = date.fromisoformat(days[0].day)
    with db.unit() as session:
        holiday.answer_need(
            session,
            here.school.guardian,
            need,
            here.child("nils"),
            days={day: Span(time(9), time(11))},
            version=0,
            key=uuid4().hex,
        )
    with db.reading() as session:
        _, followed = needs.unit_needs(session, here.staff(), None)
        _, half_hours = needs.staffing(session, here.staff(), None, day)
    assert (followed[0].need.answered, followed[0].need.of, followed[0].days[0][1]) == (1, 3, 1)
    assert followed[0].silent == (PROTECTED_NAME, "Moa Kvist")
    assert sum(half.children for half in half_hours) == 4
    with db.unit() as session:
        assert holiday.remind_need(session, here.staff(), need, version=1) == 2
    with pytest.raises(Conflict), db.unit() as session:
        holiday.remind_need(session, here.staff(), need, version=1)


@pytest.mark.parametrize("change", [{"name": " "}, {"deadline": date(2020, 1, 1)}, {"last_day": date(2026, 11, 19)}])
def test_a_question_that_cannot_be_is_said_at_its_field(here: Care, change: dict[str, object]):
    with pytest.raises(Invalid) as caught:
        ask(here, **change)
    assert caught.value.field in change


def test_the_list_for_an_evacuation_has_children_pupils_unknown_and_staff(here: Care):
    note(here, here.staff(), "nils", Way.IN)
    note(here, here.staff(), "pia", Way.IN)
    with db.reading() as session:
        found = evacuation.evacuation(session, here.school.principal, None)
    assert {row.name for row in found.here} == {"Nils Kvist", PROTECTED_NAME}
    assert {row.name for row in found.unknown} == {"Alva Ask", "Bo Björk", PROTECTED_NAME, "Dag Dunört"}
    assert "Hilda Hav" in {row.name for row in found.staff}
    with pytest.raises(NotFound), db.reading() as session:
        evacuation.evacuation(session, here.school.principal, here.school.other_unit)


def test_here_now_stands_only_in_the_menu_of_those_who_stand_at_the_door(here: Care):
    with db.reading() as session:
        assert Today().reached_by(session, here.staff()) == {"/har-nu"}
        assert Today().reached_by(session, here.school.teacher) == set()
        assert Today().reached_by(session, here.school.guardian) == set()
