"""How the rows of `matrix.txt` about how far classes have come are asked."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from sqlmodel import Session

from skolplattform.assessment import queries, service
from skolplattform.assessment.service import CellChange
from skolplattform.core import modules
from skolplattform.core.actor import Actor
from skolplattform.planning.contract import CriteriaCatalogue
from skolplattform.planning.curriculum.loader import load_catalogue
from tests.support.school import School


def see_class(session: Session, actor: Actor, school: School, about: str) -> object:
    group = {"7a": school.class_7a, "7b": school.class_7b}[about]
    return queries.class_progress(session, actor, group)


def see_school(session: Session, actor: Actor, school: School, about: str) -> object:
    """Alva has a judgement that is shown; whose school's classes does the actor see?"""
    load_catalogue(session)
    catalogue = modules.get(CriteriaCatalogue)
    assert catalogue is not None
    criterion = catalogue.subject_criteria(session, [school.syllabus])[school.syllabus].criteria[0].id
    cell = CellChange(school.people["alva"], criterion, "C", "", 0)
    service.save_cells(session, school.teacher, school.activity, cells=[cell], key=uuid4().hex)
    service.publish(session, school.teacher, school.activity, key=uuid4().hex)
    return queries.school_progress(session, actor).classes


PROBES: dict[str, Callable[..., object]] = {
    "assessment.class_progress": see_class,
    "assessment.school_progress": see_school,
}
