"""Guardians are told the same day (R-A02): once, without a name, and only while it is true."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import select

from skolplattform.attendance import jobs, service
from skolplattform.attendance.contract import AbsentMinutes
from skolplattform.core import clock, db, notify
from skolplattform.core import jobs as runner
from skolplattform.core.config import settings
from skolplattform.core.modules import Job
from skolplattform.core.notify import Undelivered
from skolplattform.core.tables import OutboxMessage
from tests.support.school import School


@pytest.fixture
def folder(school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SKOLPLATTFORM_DATA_DIR", str(tmp_path / "files"))
    settings.cache_clear()
    return tmp_path / "files"


def report(school: School, version: int = 0, **named: AbsentMinutes) -> int:
    marks = {school.people[name]: named.get(name, AbsentMinutes()) for name in ("alva", "bo", "cleo")}
    with db.unit() as session:
        return service.report_lesson(
            session, school.teacher, school.lesson, marks=marks, version=version, key=uuid4().hex
        ).version


def sent(folder: Path) -> list[dict]:
    file = folder / notify.FILE
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def messages() -> list[OutboxMessage]:
    with db.reading() as session:
        return list(session.exec(select(OutboxMessage)).all())


def test_nothing_unexcused_is_left_without_a_delivered_notice(school: School, folder: Path, frozen):
    report(school, alva=AbsentMinutes(invalid=60), bo=AbsentMinutes(invalid=20))
    with frozen(clock.now() + timedelta(minutes=3)):
        jobs.send_absence_notices()
        jobs.send_absence_notices()
    assert sorted(line["to"] for line in sent(folder)) == ["rut@hem.example", "sten@hem.example", "tove@hem.example"]
    assert all(message.sent_at for message in messages())


def test_a_notice_holds_a_link_and_no_name(school: School, folder: Path, frozen):
    report(school, alva=AbsentMinutes(invalid=60))
    with frozen(clock.now() + timedelta(minutes=3)):
        jobs.send_absence_notices()
    for line in sent(folder):
        assert f"/barn/{school.people['alva']}" in line["body"]
        assert "Alva" not in line["title"] + line["body"]
        assert "Ask" not in line["title"] + line["body"]


def test_a_slip_of_the_hand_that_is_corrected_is_never_sent(school: School, folder: Path, frozen):
    version = report(school, alva=AbsentMinutes(invalid=60))
    jobs.send_absence_notices()
    report(school, version)
    with frozen(clock.now() + timedelta(minutes=3)):
        jobs.send_absence_notices()
    assert sent(folder) == []
    assert all(message.sent_at for message in messages())


def test_a_target_that_refuses_is_tried_again_later(school: School, folder: Path, frozen, monkeypatch):
    report(school, bo=AbsentMinutes(invalid=60))

    def refuse(*_words):
        raise Undelivered("the target refused")

    later = clock.now() + timedelta(minutes=3)
    with monkeypatch.context() as broken, frozen(later):
        broken.setattr(jobs, "send", refuse)
        jobs.send_absence_notices()
    (message,) = messages()
    assert (message.sent_at, message.attempts, message.last_error) == (None, 1, "the target refused")
    with frozen(later + timedelta(minutes=1)):
        jobs.send_absence_notices()
    assert sent(folder) == []
    with frozen(later + timedelta(minutes=6)):
        jobs.send_absence_notices()
    assert [line["to"] for line in sent(folder)] == ["tove@hem.example"]


def test_a_target_for_text_messages_needs_a_number(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SKOLPLATTFORM_NOTIFY_URL", "json://localhost:1/{phone}")
    settings.cache_clear()
    with pytest.raises(Undelivered, match="no address"):
        notify.send(notify.Address(email="a@b.example"), "t", "b")
    with pytest.raises(Undelivered, match="refused"):
        notify.send(notify.Address(phone="070-1740600"), "t", "b")


def test_a_job_is_run_by_one_worker_at_a_time(folder: Path):
    inside: list[bool] = []
    job = Job("test.outer", lambda: inside.append(runner.run(Job("test.outer", lambda: None, 1))), 1)
    assert runner.run(job)
    assert inside == [False]
