"""A unit from the start page to the student's screen, in a real browser, with a budget of clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from skolplattform.core import clock, db
from skolplattform.core.actor import Workspace
from skolplattform.planning import queries, service
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.service import Edit
from tests.support import databases
from tests.support.school import SCHOOL_DAY
from tests.support.server import Server

pytestmark = pytest.mark.e2e

TITLE = "Ekvationer"
PURPOSE = "Du lär dig att teckna och lösa ekvationer."


@pytest.fixture
def plan(built_app: Server) -> Iterator[UUID]:
    """A draft of 7A's teacher that is ready to be published, put away afterwards."""
    school = built_app.school
    with _in_database_of(built_app), db.unit() as session:
        load_catalogue(session)
        where = {"group_id": school.class_7a, "syllabus_id": school.syllabus}
        plan_id = service.create_plan(session, school.teacher, **where, key=uuid4().hex)
        now = queries.plan_draft(session, school.teacher, plan_id)
        points = frozenset(UUID(point.id) for point in now.areas[0].points[:2])
        edit = Edit(title=TITLE, purpose=PURPOSE, contents=points, weeks={now.weeks[0].monday: "Balansmetoden"})
        service.save_draft(session, school.teacher, plan_id, before=Edit(), after=edit, version=now.version)
    yield plan_id
    with _in_database_of(built_app), db.unit() as session:
        service.withdraw_plan(session, school.teacher, plan_id)
        service.archive_plan(session, school.teacher, plan_id)


@contextmanager
def _in_database_of(server: Server) -> Iterator[None]:
    """This process uses the server's database, on the school's day, inside the block."""
    url = server.database_url
    with pytest.MonkeyPatch.context() as patch, databases.pointed_at(url, patch), clock.fixed(SCHOOL_DAY):
        yield


@pytest.fixture
def as_(built_app: Server, page: Page) -> Callable[[str, Workspace], Page]:
    """`as_("teacher", Workspace.TEACHER)`: the browser is that person's."""

    def sign_in(name: str, workspace: Workspace) -> Page:
        built_app.sign_in(page, built_app.school.people[name], workspace)
        return page

    return sign_in


ACTIONS = 25
"""What a teacher who has never seen the page may need to plan and publish a first unit."""


class Clicks:
    """Clicks, counted."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, target) -> None:
        target.click()
        self.made += 1


def test_a_draft_is_published_in_three_clicks_from_the_start_page_and_undone_in_one(as_, plan: UUID) -> None:
    page, click = as_("teacher", Workspace.TEACHER), Clicks()
    page.goto("/min-dag")
    click(page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Planering"))
    click(page.get_by_role("link", name=TITLE))
    click(page.get_by_role("button", name="Publicera för 7A"))
    expect(page.locator("#status")).to_contain_text("Publicerad för 7A")
    assert click.made == 3
    as_("alva", Workspace.STUDENT)
    page.goto(f"/planeringar/{plan}")
    expect(page.get_by_text(PURPOSE)).to_be_visible()
    as_("teacher", Workspace.TEACHER)
    page.goto(f"/planering/{plan}")
    page.get_by_role("button", name="Mer om planeringen").click()
    page.get_by_role("button", name="Sluta visa för elever").click()
    expect(page.get_by_role("button", name="Publicera för 7A")).to_be_visible()


def test_a_newcomer_plans_and_publishes_a_first_unit_within_the_budget(as_, built_app: Server) -> None:
    """Every click and every field that is written in is an action."""
    school = built_app.school
    with _in_database_of(built_app), db.unit() as session:
        load_catalogue(session)
    page, act = as_("colleague", Workspace.TEACHER), Clicks()

    def fill(field, text: str) -> None:
        field.fill(text)
        field.blur()
        act.made += 1

    page.goto("/min-dag")
    act(page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Planering"))
    act(page.get_by_role("button", name="Ny planering för 7B Matematik"))
    fill(page.get_by_label("Rubrik"), "Procent")
    fill(page.locator("#purpose"), "Du lär dig att räkna med procent.")
    fill(page.get_by_label("Sök i kursplanen"), "procent")
    point = page.get_by_role("checkbox", name="Procent", exact=False).first
    act(point)
    expect(page.get_by_role("button", name="Ta bort").first).to_be_visible()
    fill(page.locator(".weeks input").first, "Procent av ett tal")
    act(page.get_by_role("button", name="Visa som elev"))
    expect(page.get_by_role("dialog").get_by_text("Du lär dig att räkna med procent.")).to_be_visible()
    act(page.get_by_role("dialog").get_by_role("button", name="Stäng"))
    act(page.get_by_role("button", name="Publicera för 7B"))
    expect(page.locator("#status")).to_contain_text("Publicerad för 7B")
    assert act.made <= ACTIONS
    plan = UUID(page.url.rsplit("/", 1)[1])
    as_("dag", Workspace.STUDENT)
    page.goto(f"/planeringar/{plan}")
    expect(page.get_by_text("Procent av ett tal")).to_be_visible()
    with _in_database_of(built_app), db.unit() as session:
        service.withdraw_plan(session, school.colleague, plan)
        service.archive_plan(session, school.colleague, plan)


def test_publishing_is_undone_from_the_message(as_, plan: UUID) -> None:
    page = as_("teacher", Workspace.TEACHER)
    page.goto(f"/planering/{plan}")
    page.get_by_role("button", name="Publicera för 7A").click()
    page.locator("#status").get_by_role("button", name="Ångra").click()
    expect(page.locator("#status")).to_contain_text("Publiceringen är ångrad")
    expect(page.get_by_role("button", name="Publicera för 7A")).to_be_visible()


def test_what_is_typed_is_saved_a_second_later_and_is_there_after_a_reload(as_, plan: UUID) -> None:
    page = as_("teacher", Workspace.TEACHER)
    page.goto(f"/planering/{plan}")
    field = page.locator("#purpose")
    field.press("End")
    field.press_sequentially(" Och kontrollera svaret.")
    expect(page.locator("#saved")).to_contain_text("Utkast sparat")
    page.wait_for_timeout(1_800)
    page.reload()
    expect(page.locator("#purpose")).to_have_value(f"{PURPOSE} Och kontrollera svaret.")


def test_what_is_saved_elsewhere_comes_in_beside_what_one_is_writing(as_, plan: UUID, built_app: Server) -> None:
    page = as_("teacher", Workspace.TEACHER)
    page.goto(f"/planering/{plan}")
    page.locator("#purpose").press("End")
    page.locator("#purpose").press_sequentially(" Och kontrollera.")
    with _in_database_of(built_app), db.unit() as session:
        edit = Edit(title="Ekvationer och olikheter")
        service.save_draft(session, built_app.school.teacher, plan, before=Edit(title=TITLE), after=edit, version=0)
    expect(page.locator("#title")).to_have_value("Ekvationer och olikheter")
    expect(page.locator("#purpose")).to_have_value(f"{PURPOSE} Och kontrollera.")
    expect(page.locator(".clash")).to_have_count(0)


def test_a_picked_point_is_in_the_plan_and_in_what_the_student_would_see(as_, plan: UUID) -> None:
    page = as_("teacher", Workspace.TEACHER)
    page.goto(f"/planering/{plan}")
    page.get_by_label("Sök i kursplanen").fill("lösa ekvationer")
    point = "Metoder för att lösa ekvationer, även grafiskt"
    page.get_by_role("checkbox", name=point).click()
    expect(page.get_by_role("checkbox", name=point)).to_be_checked()
    expect(page.get_by_role("button", name=f"Ta bort {point}")).to_be_visible()
    page.get_by_role("button", name="Visa som elev").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(point)).to_be_visible()
    expect(sheet.get_by_text("Balansmetoden")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_a_unit_is_moved_by_the_arrow_keys_and_its_new_weeks_are_told(as_, plan: UUID, built_app: Server) -> None:
    page = as_("teacher", Workspace.TEACHER)
    page.goto(f"/tidslinje/{built_app.school.class_7a}/{built_app.school.syllabus}")
    bar = page.get_by_role("button", name=f"{TITLE}, v. 47–50, Utkast")
    bar.press("ArrowRight")
    expect(page.get_by_role("status").filter(has_text=f"{TITLE}: v. 48–51")).to_be_attached()
    expect(page.locator("#status")).to_contain_text(f"{TITLE} ligger nu v. 48–51")
    page.locator("#status").get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("button", name=f"{TITLE}, v. 47–50, Utkast")).to_be_visible()
    box = page.get_by_role("button", name=f"{TITLE}, v. 47–50, Utkast").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 3 / 4, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    expect(page.locator("#status")).to_contain_text(f"{TITLE} ligger nu v. 48–51")


def test_an_unfinished_plan_says_what_is_missing_at_the_field(as_, plan: UUID) -> None:
    page = as_("teacher", Workspace.TEACHER)
    page.goto(f"/planering/{plan}")
    page.get_by_label("Rubrik").fill("")
    page.get_by_role("button", name="Publicera för 7A").click()
    expect(page.get_by_label("Rubrik")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("alert").get_by_role("link", name="Skriv en rubrik").click()
    expect(page.get_by_label("Rubrik")).to_be_focused()


def test_an_editor_and_what_the_student_will_see_are_accessible_and_fit(as_, plan: UUID, every_look) -> None:
    page = as_("teacher", Workspace.TEACHER)
    page.goto(f"/planering/{plan}")
    expect(page.get_by_text("Kursplanen").first).to_be_visible()
    every_look(page)
    page.get_by_role("button", name="Visa som elev").click()
    expect(page.get_by_role("dialog").get_by_text(PURPOSE)).to_be_visible()
    every_look(page)


def test_what_is_published_is_on_the_students_open_page_within_two_seconds(
    as_, plan: UUID, browser: Browser, built_app: Server
) -> None:
    context = browser.new_context(base_url=built_app.url, locale="sv-SE")
    student = context.new_page()
    built_app.sign_in(student, built_app.school.people["alva"], Workspace.STUDENT)
    student.goto("/planeringar")
    expect(student.locator("h1")).to_be_visible()
    expect(student.locator("[aria-busy=true]")).to_have_count(0)
    expect(student.get_by_text(TITLE)).to_have_count(0)
    page = as_("teacher", Workspace.TEACHER)
    page.goto(f"/planering/{plan}")
    page.get_by_role("button", name="Publicera för 7A").click()
    expect(page.locator("#status")).to_contain_text("Publicerad")
    expect(student.get_by_text(TITLE)).to_be_visible(timeout=2_000)
    context.close()
