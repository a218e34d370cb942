"""A shared tablet: paired with a code, opened with a PIN for the door and nothing else, shut out from afar."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from reflex_base.config import get_config
from reflex_base.registry import RegistrationContext
from sqlmodel import Session, select

from skolplattform.accounts import rules as account_rules
from skolplattform.accounts import second_factor, sessions
from skolplattform.accounts import service as accounts
from skolplattform.accounts.pages.codes import CodesState
from skolplattform.accounts.tables import AuthSession, SecondFactor
from skolplattform.attendance import tablet_api
from skolplattform.attendance.pages.here import HereState
from skolplattform.attendance.queries.door import door
from skolplattform.attendance.service import presence, tablets
from skolplattform.attendance.tables import StaffPin, Tablet
from skolplattform.core import clock, db
from skolplattform.core.actor import Actor, Role, Workspace, system_actor
from skolplattform.core.errors import Conflict, Denied, Invalid, NotFound
from skolplattform.core.gate import guard_of
from skolplattform.core.permissions import SIGNED_IN
from skolplattform.registry.tables import Duty, Person, ProtectedGrant
from skolplattform.ui.cookies import tablet_cookie_name
from skolplattform.ui.gate import cookie_name
from skolplattform.ui.limits import Allowance, Buckets
from skolplattform.ui.routes import plain_http
from skolplattform.ui.wrapper import client_address
from tests.access.probes import PROBES
from tests.access.test_matrix import ROWS
from tests.attendance.care_world import Care, build_care
from tests.support.events import Pages
from tests.support.school import School

PIN = "480213"


@pytest.fixture
def here(school: School) -> Care:
    built = build_care(school)
    sessions.forget()
    with db.unit() as session:
        tablets.set_pin(session, built.staff(), pin=PIN)
    return built


def register(here: Care, actor: Actor | None = None, key: str = "tablet-key") -> tablets.Registered:
    with db.unit() as session:
        who = actor or here.school.administrator
        return tablets.register_tablet(session, who, here.school.unit, name="Myrans hall", key=key)


def pair(code: str) -> str | None:
    with db.unit() as session:
        return tablets.pair(session, code=code)


def paired(here: Care) -> str:
    secret = pair(register(here).code)
    assert secret is not None
    return secret


def enter(here: Care, secret: str, pin: str = PIN, person: UUID | None = None) -> str | None:
    with db.unit() as session:
        return tablets.enter_pin(session, secret=secret, person_id=person or here.staff().person_id, pin=pin)


def actor_of(secret: str) -> Actor | None:
    with db.reading() as session:
        found = session.get(AuthSession, account_rules.hash_secret(secret))
        identity = sessions.identity_of(session, found) if found else None
        return identity.actor if identity else None


def test_a_code_pairs_one_tablet_once_and_is_nowhere_in_the_database(here: Care):
    made = register(here)
    assert pair(made.code.lower()[:5] + "-" + made.code[5:]) is not None
    assert pair(made.code) is None
    with db.reading() as session:
        assert made.code not in str(session.exec(select(Tablet)).all())


def test_a_code_of_yesterday_pairs_nothing(here: Care, frozen):
    made = register(here)
    with frozen(clock.now() + timedelta(minutes=16)):
        assert pair(made.code) is None


def test_the_same_click_twice_makes_one_tablet_and_the_latest_code_counts(here: Care):
    first, second = register(here), register(here)
    assert first.tablet_id == second.tablet_id
    assert pair(first.code) is None
    assert pair(second.code) is not None


@pytest.mark.parametrize("who", ["principal", "teacher", "guardian", "central"])
def test_only_an_administrator_registers(here: Care, who: str):
    with pytest.raises(Denied):
        register(here, getattr(here.school, who))


def test_an_administrator_of_another_unit_registers_and_shuts_out_nothing(here: Care):
    stranger = here.school.actor("administrator", Workspace.ADMINISTRATOR, here.school.other_unit)
    made = register(here)
    with pytest.raises(NotFound):
        register(here, stranger, key="another-key")
    with pytest.raises(NotFound), db.unit() as session:
        tablets.revoke_tablet(session, stranger, made.tablet_id, version=1)
    with pytest.raises(Conflict), db.unit() as session:
        tablets.revoke_tablet(session, here.school.administrator, made.tablet_id, version=7)


def test_the_key_of_a_tablet_at_one_unit_makes_no_code_for_it_at_another(here: Care):
    register(here)
    moved = here.school.actor("administrator", Workspace.ADMINISTRATOR, here.school.unit, here.school.other_unit)
    with pytest.raises(Invalid), db.unit() as session:
        tablets.register_tablet(session, moved, here.school.other_unit, name="Hall", key="tablet-key")


def door_answers(count: int, *, address: str = "") -> list[str]:
    """Where the door leads when as many PINs are sent, each from a tablet that somebody made up."""
    web = TestClient(plain_http(), follow_redirects=False)
    sent = {"person_id": str(UUID(int=1)), "pin": "000001"}
    headers = {"x-forwarded-for": address} if address else {}
    return [
        web.post("/tablet/open", data=sent, headers=headers | {"cookie": f"{tablet_cookie_name()}={n:032}"}).headers[
            "location"
        ]
        for n in range(count)
    ]


@pytest.fixture
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new count of what has been asked, and no wait for the hash."""
    monkeypatch.setattr(tablet_api, "PLACES", Buckets(Allowance(6, 0.001)))
    monkeypatch.setattr(tablets, "enter_pin", lambda session, **given: None)


def test_made_up_tablets_are_no_way_round_the_allowance(here: Care, quick_hash: None):
    answers = door_answers(8)
    assert answers[5].endswith("fel=pin")
    assert {answer.rpartition("=")[2] for answer in answers[6:]} == {"many"}


def test_behind_a_proxy_everybody_has_an_allowance_of_their_own(
    here: Care, quick_hash: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(get_config(), "trusted_proxy_hops", 1)
    assert door_answers(8, address="192.0.2.1")[-1].endswith("fel=many")
    assert door_answers(1, address="192.0.2.2")[-1].endswith("fel=pin")


def test_an_address_that_one_says_oneself_is_not_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(get_config(), "trusted_proxy_hops", 1)
    said = [(b"x-forwarded-for", b"203.0.113.9"), (b"host", b"x"), (b"x-forwarded-for", b"192.0.2.1")]
    assert client_address({"headers": said, "client": ("10.0.0.1", 1)}) == "192.0.2.1"


def test_a_pin_opens_a_session_that_is_the_door_of_the_unit_and_nothing_else(here: Care):
    opened = enter(here, paired(here))
    assert opened is not None
    actor = actor_of(opened)
    assert actor is not None
    assert (actor.roles, actor.units) == ({Role.TABLET}, {here.school.unit})
    assert (actor.workspace, actor.loa) == (Workspace.TABLET, 1)
    with pytest.raises(Denied), db.unit() as session:
        accounts.switch_workspace(session, opened, Workspace.TEACHER)


@pytest.mark.parametrize(("data", "about"), [row[:2] for row in ROWS])
def test_a_tablet_reaches_nothing_of_the_matrix_but_the_door_and_the_list(school: School, data: str, about: str):
    actor = school.actor("teacher", Workspace.TABLET, school.unit, loa=1)
    with Session(db.engine()) as session:
        try:
            got = PROBES[data](session, actor, school, about)
        except NotFound:
            got = None
        session.rollback()
    allowed = {"care.door", "care.evacuation"}
    assert (bool(got) and got not in (".", "m")) == (data in allowed)


@pytest.mark.parametrize("pin", ["000000", "", "48021", "4802133", "480214", "١٢٣٤٥٦"])
def test_a_wrong_pin_opens_nothing(here: Care, pin: str):
    assert enter(here, paired(here), pin) is None


def test_five_wrong_pins_shut_the_person_out_for_a_quarter_of_an_hour(here: Care, frozen):
    secret = paired(here)
    for _ in range(5):
        assert enter(here, secret, "111222") is None
    assert enter(here, secret) is None
    with frozen(clock.now() + timedelta(minutes=16)):
        assert enter(here, secret) is not None
    with db.reading() as session:
        assert session.exec(select(StaffPin.failed_attempts)).one() == 0


@pytest.mark.parametrize("pin", ["123456", "654321", "777777", "12345", "1234567", "abcdef", "４８０２１３"])
def test_a_pin_that_everybody_guesses_is_refused(here: Care, pin: str):
    with pytest.raises(Invalid), db.unit() as session:
        tablets.set_pin(session, here.staff(), pin=pin)


def test_the_pin_is_worth_nothing_without_the_tablet_or_at_another_unit(here: Care):
    assert enter(here, "x" * 43) is None
    with db.unit() as session:
        tablets.set_pin(session, here.staff("gun"), pin=PIN)
    assert enter(here, paired(here), person=here.staff("gun").person_id) is None


def test_protected_staff_do_not_stand_on_the_tablet(here: Care):
    with db.unit() as session:
        session.get_one(Person, here.staff().person_id).security_marking = "Sekretessmarkering"
    assert enter(here, paired(here)) is None


def test_whose_account_is_shut_opens_no_tablet(here: Care):
    command, person = system_actor("command line"), here.staff().person_id
    with db.unit() as session:
        accounts.create_account(session, command, person, username="dora", password="regn över Ekbacken")
    secret = paired(here)
    opened = enter(here, secret)
    assert opened is not None
    with db.unit() as session:
        accounts.lock_account(session, command, "dora")
    assert actor_of(opened) is None
    assert enter(here, secret) is None
    with db.unit() as session:
        accounts.unlock_account(session, command, "dora")
    assert enter(here, secret) is not None


def test_a_lost_tablet_is_shut_out_with_whoever_is_signed_in(here: Care):
    made = register(here)
    secret = pair(made.code)
    assert secret is not None
    opened = enter(here, secret)
    assert opened is not None
    with db.unit() as session:
        tablets.revoke_tablet(session, here.school.administrator, made.tablet_id, version=2)
    assert actor_of(opened) is None
    assert enter(here, secret) is None


def test_the_session_ends_with_the_duty_and_after_ten_idle_minutes(here: Care, frozen):
    opened = enter(here, paired(here))
    assert opened is not None
    with frozen(clock.now() + timedelta(minutes=10)):
        assert actor_of(opened) is None
    with db.unit() as session:
        for duty in session.exec(select(Duty).where(Duty.person_id == here.staff().person_id)).all():
            duty.end_date = here.school.day - timedelta(days=1)
    assert actor_of(opened) is None


def test_a_tablet_masks_the_protected_also_from_somebody_with_a_grant(here: Care):
    opened = enter(here, paired(here))
    assert opened is not None
    actor = actor_of(opened)
    assert actor is not None
    with db.unit() as session:
        presence.note(session, actor, here.child("pia"), way=presence.Way.IN, key="tablet-note")
    with db.unit() as session:
        grant = {"subject_id": here.child("pia"), "grantee_id": actor.person_id, "granted_by": actor.person_id}
        days = {"start_date": here.school.day, "end_date": here.school.day}
        session.add(ProtectedGrant(**grant, **days, reason="test"))
    with db.reading() as session:
        assert "Pia" not in str(door(session, actor, None))
        assert "Pia" in str(door(session, here.staff(), None))


def test_the_gate_lets_a_tablet_call_the_door_and_refuses_everything_else(here: Care, pages: Pages):
    opened = enter(here, paired(here))
    tab = pages.tab(f"{cookie_name()}={opened}")
    tab.open("/har-nu")
    assert tab.variable(HereState, "door").name == "Ekbackens skola"
    open_to_tablet = {
        guard.right.name
        for registered in RegistrationContext.get().event_handlers.values()
        if (guard := guard_of(registered.handler.fn)) and Role.TABLET in guard.right.roles
    }
    assert open_to_tablet <= {"attendance.note_presence", "attendance.evacuate", SIGNED_IN.name}


def test_a_pin_makes_no_second_factor_for_the_person_who_typed_it(here: Care, pages: Pages):
    """Else whoever has seen six digits makes an authenticator app of the teacher's."""
    opened = enter(here, paired(here))
    assert opened is not None
    tab = pages.tab(f"{cookie_name()}={opened}")
    tab.open("/konto/kodapp")
    tab.call(CodesState.begin)
    assert CodesState.get_full_name() not in tab.state() or not tab.variable(CodesState, "key")
    actor = actor_of(opened)
    assert actor is not None
    for act in (second_factor.begin, partial(second_factor.confirm, code="0"), partial(second_factor.prove, code="0")):
        with pytest.raises(Denied), db.unit() as session:
            act(session, actor)
    with db.reading() as session:
        assert session.exec(select(SecondFactor)).all() == []
