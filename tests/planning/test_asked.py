"""What teachers are asked to write says why, and is counted for their principal without a draft being read (OWN-16)."""

from __future__ import annotations

import pytest

from skolplattform.core import clock, db, modules
from skolplattform.core.actor import Workspace
from skolplattform.core.asked import AskedForm, Basis
from skolplattform.core.errors import Denied
from skolplattform.i18n import both
from skolplattform.planning import rules
from skolplattform.planning.asked import PLAN, WORK
from skolplattform.planning.pages.asked import AskedState, asked_of_school
from tests.planning.plans import begin, filled
from tests.planning.work_world import put, wanted
from tests.support.events import Pages
from tests.support.school import School
from tests.support.sign_in import cookie

FORMS = modules.asked_forms()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_field_has_a_name_and_only_law_a_paragraph(form: AskedForm) -> None:
    assert all(both(field.label).sv and both(field.label).en for field in form.fields)
    assert all(bool(field.source) == (field.basis == Basis.LAW) for field in form.fields)
    assert len({field.name for field in form.fields}) == len(form.fields)


def test_what_must_be_there_before_a_plan_is_published_is_never_called_optional() -> None:
    today = clock.today()
    faults = rules.publishing_faults(title="", purpose="", groups=(), start=today, end=today)
    assert {PLAN.field(fault.field).basis for fault in faults} == {Basis.LOCAL}


def counted(school: School, form: AskedForm) -> tuple[int, dict[str, int]]:
    half = rules.half_year(clock.today())
    with db.reading() as session:
        found = form.filled(session, school.principal.units, half.first, half.last)
    return found.forms, dict(found.fields)


def test_a_field_is_counted_where_it_says_something(planned: School) -> None:
    filled(planned)
    begin(planned)
    once = {"title": 1, "purpose": 1, "groups": 2, "contents": 1, "weeks": 1, "show": 1, "aspects": 1}
    assert counted(planned, PLAN) == (2, once)
    put(planned, wanted(planned.class_7a))
    assert counted(planned, WORK) == (1, {"note": 0, "takes": 0, "plan": 0})


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_school_that_has_written_nothing_is_counted_too(planned: School, form: AskedForm) -> None:
    forms, fields = counted(planned, form)
    assert (forms, sum(fields.values())) == (0, 0)


def test_a_principal_sees_the_forms_and_nobody_else_does(planned: School, pages: Pages) -> None:
    filled(planned)
    page = pages.tab(cookie(planned.people["principal"], Workspace.PRINCIPAL))
    page.open("/dokumentation")
    shown = page.variable(AskedState, "shown")
    plan = shown.forms[[form.title.sv for form in shown.forms].index("Planering")]
    assert (plan.forms, plan.law, plan.local, plan.optional) == (1, 0, 5, 4)
    assert (plan.fields[0].label.sv, plan.fields[0].basis.sv, plan.fields[0].share) == ("Rubrik", "Lokalt beslut", 100)
    assert shown.law == sum(form.law for form in shown.forms) > 0
    with db.reading() as session, pytest.raises(Denied):
        asked_of_school(session, planned.teacher)
