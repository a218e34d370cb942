"""Teachers give each other plans: shared, found, copied with their origin, taken back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from skolplattform.core import db
from skolplattform.core.actor import Actor, Workspace
from skolplattform.core.errors import Invalid, NotFound
from skolplattform.planning.curriculum.tables import CoreContent
from skolplattform.planning.library import queries, rules, service
from skolplattform.planning.library.queries import Sought
from skolplattform.planning.library.rules import Reach, Wording
from skolplattform.planning.library.views import Found, Origin
from skolplattform.planning.pages.editor_library import EditorLibraryState
from skolplattform.planning.pages.library import LibraryState
from skolplattform.planning.service import Edit
from skolplattform.planning.tables import UnitPlanContent
from skolplattform.ui.shell_state import ShellState
from tests.planning.conftest import run
from tests.planning.plans import PURPOSE, TITLE, draft, filled, publish, save
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

POINT = Wording(uuid4(), "Algebra", "Metoder för att lösa ekvationer, även grafiskt.")
Open = Callable[[str, str], InProcessTab]


def test_the_same_point_is_kept_one_in_nearly_the_same_words_is_found_and_others_are_told() -> None:
    alike = Wording(uuid4(), "Algebra", "Metoder för att lösa ekvationer, även grafiskt och digitalt")
    other = Wording(uuid4(), "Algebra", "Innebörden av variabelbegreppet")
    assert rules.rematch([POINT], [other, POINT]).kept == {POINT.id}
    assert rules.rematch([POINT], [other, alike]).kept == {alike.id}
    assert rules.rematch([POINT, other], [alike]) == rules.Rematch(frozenset(filter(None, [alike.id])), (other,))
    assert rules.rematch([POINT], []).missing == (POINT,)


@given(st.text(), st.text())
def test_likeness_goes_both_ways_and_is_whole_with_itself(one: str, other: str) -> None:
    assert rules.likeness(one, other) == rules.likeness(other, one)
    assert 0 <= rules.likeness(one, other) <= 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Alva redovisar", ("Alva",)),
        ("Björks uppgift", ("Björk",)),
        ("En björk i parken", ()),
        ("Alvarna på Öland", ()),
        ("Alva Ask och Bo", ("Alva", "Ask", "Bo")),
    ],
)
def test_names_are_found_as_words_of_their_own(text: str, found: tuple[str, ...]) -> None:
    assert rules.names_in([text], {"Alva", "Ask", "Bo", "Björk"}) == found


def share(school: School, plan: UUID, reach: Reach = Reach.SCHOOL, *, no_student: bool = False) -> None:
    run(service.share_plan, school.teacher, plan, reach=reach, no_student=no_student)


def found(school: School, actor: Actor, **sought: object) -> list[Found]:
    with db.reading() as session:
        return list(queries.library(session, actor, Sought(**sought)).found)  # type: ignore[arg-type]


def origin(school: School, actor: Actor, plan: UUID) -> Origin:
    with db.reading() as session:
        return queries.origin_of(session, actor, plan)


@pytest.fixture
def shared(planned: School) -> UUID:
    """A plan of 7A that is shared with the school."""
    plan = filled(planned)
    publish(planned, plan)
    share(planned, plan)
    return plan


def test_the_school_finds_what_is_shared_with_it_the_city_what_is_shared_with_the_city(
    planned: School, shared: UUID
) -> None:
    assert [one.title for one in found(planned, planned.colleague)] == [TITLE]
    assert found(planned, planned.stranger, where="city") == []
    share(planned, shared, Reach.CITY)
    assert [(one.title, one.school, one.author) for one in found(planned, planned.stranger, where="city")] == [
        (TITLE, "Ekbackens skola", "Lena Lönn")
    ]
    assert found(planned, planned.stranger) == []
    run(service.stop_sharing, planned.teacher, shared)
    assert found(planned, planned.stranger, where="city") == found(planned, planned.colleague) == []


def test_one_searches_by_subject_stage_and_words_in_any_order(planned: School, shared: UUID) -> None:
    one = found(planned, planned.colleague)[0]
    for sought in ({"subject": one.subject}, {"stage": one.years}, {"words": "LÖSA ekvationer"}, {"words": "likhets"}):
        assert [line.id for line in found(planned, planned.colleague, **sought)] == [one.id]
    for sought in ({"subject": "Slöjd"}, {"stage": "1–3"}, {"words": "ekvationer slöjd"}, {"words": "%"}):
        assert found(planned, planned.colleague, **sought) == ([one] if sought == {"words": "%"} else [])


def test_a_copy_of_what_was_shared_has_the_frozen_words_and_remembers_where_they_come_from(
    planned: School, shared: UUID
) -> None:
    save(planned, shared, Edit(title="Senare ord"), version=draft(planned, shared).version)
    one = found(planned, planned.colleague)[0]
    where = {"group_id": planned.class_7b, "syllabus_id": planned.syllabus}
    twin = run(service.copy_shared, planned.colleague, UUID(one.id), **where, key="copy-shared-1")
    assert twin == run(service.copy_shared, planned.colleague, UUID(one.id), **where, key="copy-shared-1")
    now = draft(planned, twin, planned.colleague)
    assert (now.title, now.purpose, now.group_names, now.status) == (TITLE, PURPOSE, "7B", "draft")
    assert (len(now.picked), sum(aspect.picked for aspect in now.aspects)) == (2, 1)
    said = origin(planned, planned.colleague, twin)
    assert (said.title, said.author, said.school, said.edition, said.missing) == (
        TITLE,
        "Lena Lönn",
        "Ekbackens skola",
        "1",
        (),
    )
    with pytest.raises(NotFound):
        run(
            service.copy_shared,
            planned.colleague,
            UUID(one.id),
            **where | {"group_id": planned.class_7a},
            key="copy-s-2",
        )


def test_what_the_groups_curriculum_has_not_is_told(planned: School) -> None:
    plan = filled(planned)
    with db.unit() as session:
        old = session.exec(
            select(CoreContent)
            .join(UnitPlanContent)
            .where(UnitPlanContent.plan_id == plan)
            .order_by(col(CoreContent.id))
        ).first()
        assert old is not None
        old.withdrawn = True
        session.add(old)
        words = f"{old.area}: {old.text}"
    twin = run(service.copy_plan, planned.teacher, plan, key="copy-withdrawn")
    assert origin(planned, planned.teacher, twin).missing == (words,)
    assert len(draft(planned, twin).picked) == 1


def test_what_names_a_student_is_not_shared(planned: School) -> None:
    plan = filled(planned)
    with pytest.raises(Invalid) as unpublished:
        share(planned, plan)
    assert unpublished.value.key == "plans.error.not_published"
    save(planned, plan, Edit(purpose="Alva redovisar"), version=draft(planned, plan).version)
    publish(planned, plan)
    with pytest.raises(service.NamesFound) as named:
        share(planned, plan)
    assert named.value.params["names"] == "Alva"
    share(planned, plan, no_student=True)
    assert len(found(planned, planned.colleague)) == 1
    save(planned, plan, Edit(purpose="Alva Ask redovisar"), version=draft(planned, plan).version)
    publish(planned, plan)
    with pytest.raises(Invalid) as whole:
        share(planned, plan, no_student=True)
    assert whole.value.key == "plans.error.whole_names"


@pytest.fixture
def tab(planned: School, pages: Pages) -> Open:
    def opened(name: str, route: str) -> InProcessTab:
        page = pages.tab(cookie(planned.people[name], Workspace.TEACHER))
        page.open(route)
        return page

    return opened


def test_a_colleague_finds_reads_and_copies(planned: School, shared: UUID, tab: Open) -> None:
    page = tab("colleague", "/planeringsbibliotek")
    page.call(LibraryState.narrow, field="words", value="ekvationer")
    one = page.variable(LibraryState, "shown").found[0]
    page.call(LibraryState.look, kind=one.kind, source_id=one.id)
    assert page.variable(LibraryState, "plan").purpose == PURPOSE
    assert page.variable(LibraryState, "target") == f"{planned.class_7b}/{planned.syllabus}"
    page.call(LibraryState.copy_plan, kind=one.kind, source_id=one.id, key=page.variable(LibraryState, "key"))
    assert page.variable(ShellState, "message").said.sv == "Kopierad till ditt utkast"
    page.call(LibraryState.look_in, where="own")
    assert [one.title for one in page.variable(LibraryState, "shown").found] == [TITLE]
    page.call(LibraryState.turn, number=9)
    assert page.variable(LibraryState, "shown").number == 1


def test_a_teacher_shares_from_the_editor_vouches_for_a_name_and_stops(planned: School, pages: Pages) -> None:
    plan = filled(planned)
    save(planned, plan, Edit(purpose="Alva redovisar"), version=draft(planned, plan).version)
    publish(planned, plan)
    page = pages.tab(cookie(planned.people["teacher"], Workspace.TEACHER))
    page.open("/planering/[plan_id]", plan_id=str(plan))
    page.call(EditorLibraryState.look, plan_id=str(plan))
    page.call(EditorLibraryState.aim, reach="city")
    page.call(EditorLibraryState.share, plan_id=str(plan), reach="city", no_student=False)
    assert "Alva" in page.variable(EditorLibraryState, "errors")["reach"].sv
    assert page.variable(EditorLibraryState, "asks_names")
    page.call(EditorLibraryState.vouch, no_student=True)
    page.call(EditorLibraryState.share, plan_id=str(plan), reach="city", no_student=True)
    assert page.variable(EditorLibraryState, "sharing").reach == "city"
    page.call(EditorLibraryState.stop, plan_id=str(plan))
    assert page.variable(EditorLibraryState, "sharing").reach == ""
