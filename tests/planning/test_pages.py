"""The pages of planning, through the real gate and handlers: what a click does, and who is turned away."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from skolplattform.core import db
from skolplattform.core.actor import Workspace
from skolplattform.core.errors import NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning import queries, service
from skolplattform.planning.pages.child import ChildPlansState
from skolplattform.planning.pages.editor_state import EditorState
from skolplattform.planning.pages.overview import PlanningState
from skolplattform.planning.pages.published import PublishedState
from skolplattform.planning.pages.reader import PlansState
from skolplattform.planning.service import Edit
from skolplattform.schedule.tables import ActivityTeacher
from skolplattform.ui.shell_state import ShellState
from tests.planning.conftest import run
from tests.support.events import InProcessTab, Pages
from tests.support.school import School
from tests.support.sign_in import cookie

PURPOSE = "Du lär dig att lösa ekvationer."

Open = Callable[..., InProcessTab]


@pytest.fixture
def tab(planned: School, pages: Pages) -> Callable[[str, Workspace], InProcessTab]:
    """`tab("teacher", Workspace.TEACHER)`: a new tab of that person."""
    return lambda name, workspace: pages.tab(cookie(planned.people[name], workspace))


@pytest.fixture
def plan(planned: School) -> UUID:
    """A new draft of 7A's teacher."""
    where = {"group_id": planned.class_7a, "syllabus_id": planned.syllabus}
    return run(service.create_plan, planned.teacher, **where, key=uuid4().hex)


@pytest.fixture
def editor(tab: Open, plan: UUID) -> InProcessTab:
    """The draft in the teacher's editor."""
    opened = tab("teacher", Workspace.TEACHER)
    opened.open("/planering/[plan_id]", plan_id=str(plan))
    return opened


def write(editor: InProcessTab, plan: UUID, field: str, text: str, began: str = "") -> None:
    editor.call(EditorState.write, plan_id=str(plan), field=field, text=text, began=began)


def shown(editor: InProcessTab) -> dict:
    return editor.variable(EditorState, "plan")


def said(tab: InProcessTab) -> str:
    return tab.variable(ShellState, "message").said.sv


def test_a_teacher_begins_a_unit_and_is_taken_to_it(tab: Open, planned: School):
    page = tab("teacher", Workspace.TEACHER)
    page.open("/planering")
    teaching = page.variable(PlanningState, "overview").teachings[0]
    page.call(
        PlanningState.begin,
        group_id=teaching.group_id,
        syllabus_id=teaching.syllabus_id,
        key=page.variable(PlanningState, "key"),
    )
    assert any("redirect" in name for name in page.events())
    with db.reading() as session:
        assert len(queries.overview(session, planned.teacher).teachings[0].plans) == 1


def test_what_is_written_is_saved_with_its_time(editor: InProcessTab, plan: UUID, planned: School):
    write(editor, plan, "title", "Ekvationer")
    assert (shown(editor).title, shown(editor).edited_at, shown(editor).status) == ("Ekvationer", "10:15", "draft")
    week = shown(editor).weeks[0].monday
    editor.call(EditorState.write_week, plan_id=str(plan), monday=week, text="Likhetstecknet", began="")
    with db.reading() as session:
        saved = queries.plan_draft(session, planned.teacher, plan)
    assert (saved.title, saved.weeks[0].text) == ("Ekvationer", "Likhetstecknet")


def test_points_groups_and_weeks_are_chosen_one_by_one(editor: InProcessTab, plan: UUID):
    first, second = (point.id for point in shown(editor).areas[0].points[:2])
    for point in (first, second):
        editor.call(EditorState.pick, plan_id=str(plan), kind="contents", chosen=point, picked=True)
    editor.call(EditorState.pick, plan_id=str(plan), kind="contents", chosen=first, picked=False)
    editor.call(EditorState.move, plan_id=str(plan), edge="end", day="2026-12-04")
    assert [point.id for point in shown(editor).picked] == [second]
    assert [row.number for row in shown(editor).weeks] == ["47", "48", "49"]


def test_ways_to_show_what_one_can_come_and_go(editor: InProcessTab, plan: UUID):
    for _ in range(2):
        editor.call(EditorState.add_show, plan_id=str(plan))
    first, second = shown(editor).assessments
    about = {"plan_id": str(plan), "row": second.id}
    editor.call(EditorState.write_show, **about, field="title", text="Prov", began="")
    editor.call(EditorState.write_show, **about, field="day", text="2026-12-15", began="")
    editor.call(EditorState.write_show, **about, field="day", text="inte en dag", began="2026-12-15")
    editor.call(EditorState.remove_show, plan_id=str(plan), row=first.id)
    assert [(row.title, row.day) for row in shown(editor).assessments] == [("Prov", "2026-12-15")]


def test_what_is_missing_is_said_at_each_field(editor: InProcessTab, plan: UUID):
    editor.call(EditorState.publish, plan_id=str(plan))
    assert list(editor.variable(EditorState, "errors")) == ["title", "purpose"]
    assert shown(editor).status == "draft"


def test_what_is_missing_stays_said_while_the_last_letters_are_saved_again(editor: InProcessTab, plan: UUID):
    write(editor, plan, "purpose", PURPOSE)
    editor.call(EditorState.publish, plan_id=str(plan))
    write(editor, plan, "purpose", PURPOSE)
    assert list(editor.variable(EditorState, "errors")) == ["title"]
    write(editor, plan, "title", "Ekvationer")
    assert editor.variable(EditorState, "errors") == {}


def test_publishing_is_one_click_and_can_be_undone(editor: InProcessTab, plan: UUID, tab: Open):
    write(editor, plan, "title", "Ekvationer")
    write(editor, plan, "purpose", PURPOSE)
    editor.call(EditorState.publish, plan_id=str(plan))
    assert said(editor) == "Publicerad för 7A"
    assert editor.variable(ShellState, "message").can_undo
    student = tab("alva", Workspace.STUDENT)
    student.open("/planeringar")
    assert [unit.title for unit in student.variable(PlansState, "units").now] == ["Ekvationer"]
    student.open("/planeringar/[plan_id]", plan_id=str(plan))
    assert student.variable(PublishedState, "plan").purpose == PURPOSE
    editor.call(EditorState.undo)
    assert (said(editor), shown(editor).status) == ("Publiceringen är ångrad", "draft")
    student.open("/planeringar/[plan_id]", plan_id=str(plan))
    assert student.variable(PublishedState, "missing")


def test_the_preview_is_what_students_then_read(editor: InProcessTab, plan: UUID, planned: School):
    write(editor, plan, "title", "Ekvationer")
    write(editor, plan, "purpose", PURPOSE)
    editor.call(EditorState.show_as, plan_id=str(plan), reader="student")
    before = editor.variable(EditorState, "shown")
    editor.call(EditorState.publish, plan_id=str(plan))
    with db.reading() as session:
        after = queries.published_plan(session, planned.student, plan)
    assert (before.title, before.purpose, before.groups) == (after.title, after.purpose, after.groups)


def test_that_one_looked_as_a_reader_is_in_the_log_and_changes_nothing(
    editor: InProcessTab, plan: UUID, planned: School
):
    before = shown(editor)
    for reader in ("student", "guardian"):
        editor.call(EditorState.show_as, plan_id=str(plan), reader=reader)
        assert editor.variable(EditorState, "shown_as") == reader
    editor.call(EditorState.show_as, plan_id=str(plan), reader="principal")
    with db.reading() as session:
        looks = session.exec(select(AuditEntry).where(AuditEntry.verb == "planning.preview")).all()
    assert [look.detail["as"] for look in looks] == ["student", "guardian"]
    assert shown(editor) == before


@pytest.mark.parametrize("who", ["colleague", "stranger", "principal", "student", "guardian"])
def test_nobody_but_its_teachers_previews_a_plan(plan: UUID, planned: School, who: str):
    with pytest.raises(NotFound), db.unit() as session:
        service.preview_plan(session, getattr(planned, who), plan, reader="student")


def test_of_two_texts_both_are_shown_and_either_can_be_kept(editor: InProcessTab, plan: UUID, planned: School):
    choices = ((EditorState.keep_mine, "Mitt 1"), (EditorState.take_theirs, "Deras"))
    for number, (choice, kept) in enumerate(choices, start=1):
        with db.reading() as session:
            now = queries.plan_draft(session, planned.teacher, plan)
        run(
            service.save_draft,
            planned.teacher,
            plan,
            before=Edit(purpose=now.purpose),
            after=Edit(purpose="Deras"),
            version=now.version,
        )
        write(editor, plan, "purpose", f"Mitt {number}", began=now.purpose)
        clash = editor.variable(EditorState, "clash")
        assert (clash.mine, clash.theirs, clash.field) == (f"Mitt {number}", "Deras", "purpose")
        editor.call(choice, **({"plan_id": str(plan)} if choice == EditorState.keep_mine else {}))
        with db.reading() as session:
            assert queries.plan_draft(session, planned.teacher, plan).purpose == kept
        editor.open("/planering/[plan_id]", plan_id=str(plan))


@pytest.fixture
def theirs(editor: InProcessTab, tab: Open, plan: UUID, planned: School) -> InProcessTab:
    """The same draft, open with Kim, who teaches 7A mathematics as well."""
    with db.unit() as session:
        session.add(ActivityTeacher(activity_id=planned.activity, duty_id=planned.duties["colleague"]))
    opened = tab("colleague", Workspace.TEACHER)
    opened.open("/planering/[plan_id]", plan_id=str(plan))
    return opened


def test_a_colleagues_words_come_in_where_one_has_written_nothing(
    editor: InProcessTab, theirs: InProcessTab, plan: UUID
):
    week = shown(editor).weeks[0].monday
    write(theirs, plan, "title", "Ekvationer")
    theirs.call(EditorState.write_week, plan_id=str(plan), monday=week, text="Likhetstecknet", began="")
    editor.call(EditorState.refresh)
    assert (shown(editor).title, shown(editor).weeks[0].text) == ("Ekvationer", "Likhetstecknet")
    news = editor.variable(EditorState, "news")
    assert set(news) == {"title", week}
    assert len(set(news.values())) == 1
    write(editor, plan, "title", "Ekvationer och olikheter", began="Ekvationer")
    assert set(editor.variable(EditorState, "news")) == {week}
    assert editor.variable(EditorState, "clash").field == ""


def test_what_one_was_writing_when_a_colleague_saved_stands_beside_theirs(
    editor: InProcessTab, theirs: InProcessTab, plan: UUID
):
    """The page has read the colleague's words already; the field has not taken them in, for it had others."""
    editor.call(EditorState.add_show, plan_id=str(plan))
    theirs.call(EditorState.refresh)
    row = shown(editor).assessments[0].id
    theirs.call(EditorState.write_show, plan_id=str(plan), row=row, field="title", text="Prov", began="")
    editor.call(EditorState.refresh)
    editor.call(EditorState.write_show, plan_id=str(plan), row=row, field="title", text="Redovisning", began="")
    clash = editor.variable(EditorState, "clash")
    assert (clash.mine, clash.theirs) == ("Redovisning", "Prov")
    editor.call(EditorState.keep_mine, plan_id=str(plan))
    editor.call(EditorState.write_show, plan_id=str(plan), row=row, field="note", text="I grupp", began="")
    theirs.call(EditorState.refresh)
    assert [(one.title, one.note) for one in shown(theirs).assessments] == [("Redovisning", "I grupp")]


def test_one_who_goes_on_writing_while_a_save_is_on_its_way_does_not_meet_oneself(editor: InProcessTab, plan: UUID):
    write(editor, plan, "purpose", "Du lär")
    editor.call(EditorState.refresh)
    write(editor, plan, "purpose", "Du lär dig", began="")
    assert (shown(editor).purpose, editor.variable(EditorState, "clash").field) == ("Du lär dig", "")


def test_a_choice_beside_another_teachers_choice_keeps_both(editor: InProcessTab, plan: UUID, planned: School):
    mine, theirs = (point.id for point in shown(editor).areas[0].points[:2])
    run(
        service.save_draft,
        planned.teacher,
        plan,
        before=Edit(contents=frozenset()),
        after=Edit(contents=frozenset([UUID(theirs)])),
        version=shown(editor).version,
    )
    editor.call(EditorState.pick, plan_id=str(plan), kind="contents", chosen=mine, picked=True)
    assert {point.id for point in shown(editor).picked} == {mine, theirs}


def test_a_tab_that_forgot_what_it_saw_writes_over_nothing(planned: School, pages: Pages, plan: UUID):
    run(service.save_draft, planned.teacher, plan, before=Edit(), after=Edit(purpose="Det som står"), version=1)
    fresh = pages.tab(cookie(planned.people["teacher"], Workspace.TEACHER))
    fresh.open("/planering")
    write(fresh, plan, "purpose", "Annat")
    assert fresh.variable(EditorState, "clash").theirs == "Det som står"


def test_a_draft_that_is_removed_by_mistake_comes_back(editor: InProcessTab, plan: UUID):
    editor.call(EditorState.archive, plan_id=str(plan))
    assert editor.variable(EditorState, "missing")
    editor.call(EditorState.undo)
    assert not editor.variable(EditorState, "missing")


def test_words_find_their_points(editor: InProcessTab):
    editor.call(EditorState.seek, words="EKVATION lösa")
    found = [point.text for area in editor.variable(EditorState, "areas") for point in area.points]
    assert found
    assert all("ekvation" in text.casefold() for text in found)


def test_a_guardian_opens_the_own_childs_plans_and_no_other_childs(tab: Open, planned: School, editor, plan: UUID):
    write(editor, plan, "title", "Ekvationer")
    write(editor, plan, "purpose", PURPOSE)
    editor.call(EditorState.publish, plan_id=str(plan))
    page = tab("rut", Workspace.GUARDIAN)
    page.open("/barn/[child_id]/planeringar", child_id=str(planned.people["alva"]))
    assert page.variable(ChildPlansState, "name") == "Alva Ask"
    assert [unit.title for unit in page.variable(ChildPlansState, "units").now] == ["Ekvationer"]
    page.open("/barn/[child_id]/planeringar", child_id=str(planned.people["bo"]))
    assert page.variable(ChildPlansState, "missing")
    assert page.variable(ChildPlansState, "name") == ""


@pytest.mark.parametrize(
    ("name", "workspace"),
    [("alva", Workspace.STUDENT), ("rut", Workspace.GUARDIAN), ("principal", Workspace.PRINCIPAL)],
)
def test_who_does_not_teach_changes_nothing(tab: Open, plan: UUID, planned: School, name: str, workspace: Workspace):
    page = tab(name, workspace)
    page.open("/planeringar")
    page.call(EditorState.write, plan_id=str(plan), field="title", text="Annat", began="")
    page.call(EditorState.publish, plan_id=str(plan))
    with db.reading() as session:
        assert queries.plan_draft(session, planned.teacher, plan).title == ""


def test_a_colleague_of_another_class_sees_and_changes_nothing(tab: Open, plan: UUID, planned: School):
    page = tab("colleague", Workspace.TEACHER)
    page.open("/planering/[plan_id]", plan_id=str(plan))
    assert page.variable(EditorState, "missing")
    write(page, plan, "title", "Annat")
    with db.reading() as session:
        assert queries.plan_draft(session, planned.teacher, plan).title == ""
