"""The name beside the brand."""

from sqlmodel import Session

from skolplattform.registry.place import PlaceOfPerson
from skolplattform.ui.contract import Place
from tests.support.school import School

PLACE = PlaceOfPerson()


def test_the_frame_finds_it() -> None:
    assert isinstance(PLACE, Place)


def test_staff_see_their_school(school: School, session: Session) -> None:
    assert PLACE.place_of(session, school.teacher) == "Ekbackens skola"


def test_a_student_sees_the_own_school(school: School, session: Session) -> None:
    assert PLACE.place_of(session, school.student) == "Ekbackens skola"


def test_a_guardian_of_children_at_several_schools_sees_none(school: School, session: Session) -> None:
    assert PLACE.place_of(session, school.guardian) == ""


def test_central_staff_see_the_organiser(school: School, session: Session) -> None:
    assert PLACE.place_of(session, school.central) != "Ekbackens skola"
