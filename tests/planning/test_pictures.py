"""Pictures in the learning log: judged by content, told about, and hidden at once where consent is missing."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlmodel import select

from skolplattform.core import db, files
from skolplattform.core.errors import Conflict, Invalid, NotFound
from skolplattform.core.tables import AuditEntry
from skolplattform.planning.learning_log import queries, service
from skolplattform.planning.learning_log.tables import LogEntry
from skolplattform.planning.pictures import rules
from skolplattform.planning.pictures.service import Told
from skolplattform.planning.pictures.tables import Picture, PicturePerson
from tests.planning.conftest import run
from tests.planning.log_world import draft, key, opened, show
from tests.planning.picture_world import add, drawn, is_given, looked_at, photo, tell
from tests.registry.consent_world import agree, answer
from tests.support.school import School

PEOPLE = st.sets(st.integers(0, 6))


@given(PEOPLE, PEOPLE)
def test_one_person_without_consent_hides_a_picture(people, pictured) -> None:
    assert rules.is_hidden(people=people, pictured=pictured) == (not people <= pictured)


@given(PEOPLE, st.booleans())
def test_it_is_said_who_is_seen_or_that_nobody_is(people, nobody) -> None:
    fits = bool(people) != nobody
    try:
        rules.require_known(people=people, nobody=nobody)
    except Invalid:
        assert not fits
    else:
        assert fits


def test_a_picture_is_drawn_anew_for_a_screen_without_what_the_camera_wrote() -> None:
    place = Image.Exif()
    place[0x010F] = "Kamera"
    place.get_ifd(0x8825)[1] = "N"
    kept = files.judged_picture(photo(exif=place), "x.jpg")
    with Image.open(io.BytesIO(kept.data)) as image:
        assert (max(image.size), dict(image.getexif())) == (files.SCREEN_SIDE, {})


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", b"hej", b"<svg/>", b"\xff\xd8\xff\xe0 nej"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        files.judged_picture(data, "x.jpg")


def test_only_who_writes_sees_a_picture_before_it_is_told_about(data_folder, school: School) -> None:
    agree(school, "bo")
    entry = draft(school, school.student)
    picture = add(school.student, entry)
    assert [is_given(one, picture) for one in (school.student, school.teacher, school.guardian)] == [True, False, False]
    with pytest.raises(Invalid, match="untold"):
        show(school.student, entry)
    tell(school, school.student, entry, picture, "alva", "bo")
    show(school.student, entry)
    readers = (school.student, school.teacher, school.guardian, school.other_guardian)
    assert all(is_given(one, picture) for one in readers)
    others = (school.classmate, school.colleague, school.stranger, school.foreign_guardian)
    assert not any(is_given(one, picture) for one in others)
    assert looked_at(school.guardian, school.people["alva"]) == ["En pizza"]


def test_who_has_not_consented_cannot_be_in_a_picture_and_a_protected_person_never(data_folder, school: School) -> None:
    agree(school, "alva")
    entry = draft(school, school.student)
    picture = add(school.student, entry)
    for name in ("bo", "cleo"):
        with pytest.raises(Invalid, match="consent"):
            tell(school, school.student, entry, picture, "alva", name)
    with pytest.raises(NotFound):
        tell(school, school.student, entry, picture, "dag")
    assert not drawn(school.student, entry, picture).is_told


def test_ones_own_home_needs_no_consent_to_see_ones_own_child(data_folder, school: School) -> None:
    entry = draft(school, school.student)
    picture = add(school.student, entry)
    tell(school, school.student, entry, picture, "alva")
    show(school.student, entry)
    assert is_given(school.guardian, picture)


def test_a_withdrawn_consent_hides_what_was_shown_from_everybody_at_once(data_folder, school: School) -> None:
    agree(school, "bo")
    entry = draft(school, school.student)
    picture = add(school.student, entry)
    tell(school, school.student, entry, picture, "alva", "bo")
    show(school.student, entry)
    answer(school, "tove", "bo", gives=False)
    readers = (school.student, school.teacher, school.guardian)
    assert not any(is_given(one, picture) for one in readers)
    assert looked_at(school.guardian, school.people["alva"]) == []
    run(service.hide_entry, school.student, entry, version=opened(school.student, entry).version, key=key())
    assert drawn(school.student, entry, picture).is_hidden
    with pytest.raises(Invalid, match="consent"):
        show(school.student, entry)
    run(service.remove_picture, school.student, entry, picture)
    show(school.student, entry)
    answer(school, "tove", "bo")


def test_protected_classmates_are_not_among_those_to_choose(data_folder, school: School) -> None:
    entry = draft(school, school.student)
    assert [one.name for one in opened(school.student, entry).people] == ["Alva Ask", "Bo Björk"]


def test_of_two_devices_the_second_sees_what_the_first_said(data_folder, school: School) -> None:
    entry = draft(school, school.student)
    picture = add(school.student, entry)
    told = Told("En pizza", frozenset(), nobody=True)
    run(service.tell_picture, school.student, entry, picture, told=told, version=1)
    with pytest.raises(Conflict):
        run(service.tell_picture, school.student, entry, picture, told=told, version=1)


def test_an_entry_takes_so_many_pictures_and_a_repeated_upload_is_one(data_folder, school: School) -> None:
    entry, file = draft(school, school.student), files.judged_picture(photo(size=(9, 9)), "x.jpg")
    one = uuid4().hex
    first, again = (run(service.add_picture, school.student, entry, file=file, key=one) for _ in range(2))
    assert first == again
    for _ in range(rules.MOST_PICTURES - 1):
        add(school.student, entry)
    with pytest.raises(Invalid, match="most"):
        add(school.student, entry)


def test_nobody_puts_pictures_in_anothers_entry_nor_in_one_that_is_shown(data_folder, school: School) -> None:
    entry = draft(school, school.student)
    picture = add(school.student, entry)
    with pytest.raises(NotFound):
        add(school.classmate, entry)
    with pytest.raises(NotFound):
        run(service.remove_picture, school.classmate, entry, picture)
    tell(school, school.student, entry, picture)
    show(school.student, entry)
    with pytest.raises(Invalid):
        add(school.student, entry)
    with pytest.raises(Invalid):
        run(service.remove_picture, school.student, entry, picture)


def test_to_look_at_a_picture_of_others_is_a_reading_about_them(data_folder, school: School) -> None:
    entry = draft(school, school.student)
    picture = add(school.student, entry)
    tell(school, school.student, entry, picture, "alva")
    show(school.student, entry)
    with db.unit() as session:
        queries.picture_file(session, school.guardian, picture)
    with db.reading() as session:
        read = session.exec(select(AuditEntry).where(AuditEntry.entity == "picture")).all()
    assert [(one.actor_id, one.subject_id) for one in read] == [(school.people["rut"], school.people["alva"])]


def test_a_draft_is_thrown_away_with_its_pictures_unless_a_teacher_has_answered(data_folder, school: School) -> None:
    entry = draft(school, school.student)
    picture = add(school.student, entry)
    tell(school, school.student, entry, picture, "alva")
    show(school.student, entry)
    version = opened(school.student, entry).version
    with pytest.raises(Invalid):
        run(service.delete_entry, school.student, entry, version=version, key=key())
    run(service.hide_entry, school.student, entry, version=version, key=key())
    version = opened(school.student, entry).version
    with pytest.raises(NotFound):
        run(service.delete_entry, school.classmate, entry, version=version, key=key())
    run(service.delete_entry, school.student, entry, version=version, key=key())
    with db.reading() as session:
        assert not [row for table in (LogEntry, Picture, PicturePerson) for row in session.exec(select(table)).all()]
    answered = draft(school, school.student)
    show(school.student, answered)
    run(service.comment_on, school.teacher, answered, text="Bra", key=key())
    version = opened(school.student, answered).version
    run(service.hide_entry, school.student, answered, version=version, key=key())
    assert not opened(school.student, answered).may_delete
    with pytest.raises(Invalid, match="commented"):
        run(service.delete_entry, school.student, answered, version=version + 1, key=key())
