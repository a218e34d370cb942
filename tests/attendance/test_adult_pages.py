"""The pages of adult education and of a supervisor's link, in this process; the link's door over HTTP."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from skolplattform.attendance import training_api
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.attendance.pages.activity import ActivityState
from skolplattform.attendance.pages.own_activity import OwnActivityState
from skolplattform.attendance.pages.supervisor import SupervisorState
from skolplattform.attendance.pages.workplace import WorkplaceState
from skolplattform.attendance.pages.workplaces import WorkplacesState
from skolplattform.attendance.tables import AbsenceCase, WorkplaceDay
from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.ui import routes
from skolplattform.ui.cookies import link_cookie_name
from skolplattform.ui.limits import Allowance, Buckets
from skolplattform.ui.shell_state import ShellState
from skolplattform.workspaces.pages.student_hours import HoursState
from tests.attendance.adult_world import MINUTES, Adults, build_adults
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie


@pytest.fixture
def adults(school: School) -> Adults:
    return build_adults(school)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(training_api, "PLACES", Buckets(Allowance(5, 0)))
    with TestClient(routes.plain_http(), base_url="http://localhost:3000", follow_redirects=False) as client:
        yield client


def teacher(pages: Pages, adults: Adults) -> InProcessTab:
    return pages.tab(cookie(adults.school.people["teacher"], Workspace.TEACHER))


def days() -> list[int]:
    with db.reading() as session:
        return [row.minutes for row in session.exec(select(WorkplaceDay)).all()]


def test_a_teacher_sees_the_group_and_follows_up(adults: Adults, pages: Pages):
    for week in range(5):
        adults.report(week, babak=AbsentMinutes(invalid=MINUTES))
    tab = teacher(pages, adults)
    tab.open("/aktivitet")
    shown = tab.variable(ActivityState, "shown")
    assert (shown.name, shown.late, shown.can_follow, shown.can_export) == ("SFI B", 1, True, False)
    tab.call(ActivityState.choose_period, first=shown.periods[1][0])
    assert tab.variable(ActivityState, "shown").period == shown.periods[1][0]
    tab.call(ActivityState.follow, student_id=str(adults.student("babak")))
    with db.reading() as session:
        assert session.exec(select(AbsenceCase.student_id)).all() == [adults.student("babak")]


def test_the_menu_offers_the_pages_to_those_who_have_use_for_them(adults: Adults, pages: Pages):
    offered = {}
    for name, workspace in (
        ("teacher", Workspace.TEACHER),
        ("colleague", Workspace.TEACHER),
        ("principal", Workspace.PRINCIPAL),
        ("other_principal", Workspace.PRINCIPAL),
        ("amal", Workspace.STUDENT),
        ("alva", Workspace.STUDENT),
    ):
        tab = pages.tab(cookie(adults.school.people[name], workspace))
        tab.open("/hjalp")
        offered[name] = tab.variable(ShellState, "reached")
    staff, own, nothing = ["/aktivitet"], ["/min-aktivitet"], []
    assert list(offered.values()) == [staff, nothing, staff, nothing, own, nothing]


def test_a_student_sees_the_own_hours(adults: Adults, pages: Pages):
    adults.report(0)
    tab = pages.tab(cookie(adults.student("amal"), Workspace.STUDENT, loa=2))
    tab.open("/min-aktivitet")
    assert tab.variable(OwnActivityState, "periods")[0].taken.sv == "3 h"


def test_an_adults_start_page_tells_the_hours_and_a_pupils_does_not(adults: Adults, pages: Pages):
    adults.report(0)
    told = {}
    for who in ("amal", "alva"):
        person = adults.student(who) if who == "amal" else adults.school.people[who]
        tab = pages.tab(cookie(person, Workspace.STUDENT, loa=2))
        tab.open("/idag")
        told[who] = tab.variable(HoursState, "hours").taken.sv
    assert told == {"amal": "3 h", "alva": ""}


def test_from_a_new_place_to_a_confirmed_day(adults: Adults, pages: Pages, door: TestClient):
    tab = teacher(pages, adults)
    tab.open("/arbetsplatser")
    form = {"student": str(adults.student("amal")), "workplace": "Ekhaga bageri", "supervisor": ""}
    form |= {"first": "2026-11-16", "last": "2026-11-20", "weekdays-0": "on", "day_minutes": "480"}
    tab.call(WorkplacesState.arrange, form_data=form)
    assert set(tab.variable(WorkplacesState, "errors")) == {"supervisor"}
    tab.call(WorkplacesState.arrange, form_data=form | {"supervisor": "Sara"})
    tab.open("/arbetsplatser")
    (row,) = tab.variable(WorkplacesState, "rows")
    tab.open(f"/arbetsplatser/{row.id}", training_id=row.id)
    tab.call(WorkplaceState.make_link, version=1)
    address = tab.variable(WorkplaceState, "link")
    opened = door.get(address[address.index("/handledarlank") :])
    assert (opened.status_code, opened.headers["location"]) == (303, "/handledare")
    assert "httponly" in opened.headers["set-cookie"].lower()
    supervisor = pages.tab(f"{link_cookie_name()}={opened.cookies[link_cookie_name()]}")
    supervisor.open("/handledare")
    assert supervisor.variable(SupervisorState, "shown").given == "Amal"
    supervisor.call(SupervisorState.confirm, form_data={"day": "2026-11-18", "minutes": "450", "version": "0"})
    assert days() == [450]
    tab.call(WorkplaceState.refresh)
    assert tab.variable(WorkplaceState, "shown").total.sv == "7,5 h"
    tab.open(f"/arbetsplatser/{row.id}", training_id=row.id)
    assert tab.variable(WorkplaceState, "link") == "", "the address is shown once"
    shown = supervisor.state()[SupervisorState.get_full_name()]
    assert address[-20:] not in str(shown), "the page itself is never sent the secret"


def test_without_the_cookie_the_page_and_its_handler_are_empty(adults: Adults, pages: Pages):
    adults.link(adults.arrange())
    for header in ("", f"{link_cookie_name()}={'x' * 43}", cookie(adults.student("babak"), Workspace.STUDENT, loa=2)):
        tab = pages.tab(header)
        tab.open("/handledare")
        shown = tab.variable(SupervisorState, "shown")
        assert (shown.given, shown.rows, tab.variable(SupervisorState, "fault")) == ("", (), "link")
        tab.call(SupervisorState.confirm, form_data={"day": "2026-11-18", "minutes": "450", "version": "0"})
    assert days() == []


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"day": "2026-11-18", "minutes": "450"},
        {"day": "18 nov", "minutes": "450", "version": "0"},
        {"day": "2026-11-18", "minutes": "1e3", "version": "0"},
        {"day": "2026-11-18", "minutes": "٤٥٠", "version": "0"},
        {"day": "2026-11-18", "minutes": "450", "version": "-1"},
        {"day": "2026-11-18", "minutes": "450", "version": "0", "student_id": "x" * 200},
    ],
)
def test_nonsense_changes_nothing(adults: Adults, pages: Pages, form: dict[str, str]):
    secret = adults.link(adults.arrange())
    tab = pages.tab(f"{link_cookie_name()}={secret}")
    tab.open("/handledare")
    tab.call(SupervisorState.confirm, form_data=form)
    assert days() == []
    assert tab.variable(ShellState, "message").kind == "stop"


def test_the_door_gives_one_answer_and_shuts_after_too_many_tries(adults: Adults, door: TestClient):
    secret = adults.link(adults.arrange())
    tries = [door.get(f"/handledarlank/{'x' * 43}") for _ in range(5)]
    assert {one.headers["location"] for one in tries} == {"/handledare?fel=link"}
    assert all("set-cookie" not in one.headers for one in tries)
    shut = door.get(f"/handledarlank/{secret}")
    assert (shut.headers["location"], "set-cookie" in shut.headers) == ("/handledare?fel=many", False)
