"""The one sender: once, by the chosen channel, again after a failure, another way at last, and over a dead process."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import col, select, update

from skolplattform.core import clock, db, modules, notify, outbox
from skolplattform.core.config import settings
from skolplattform.core.notify import Letter, Undelivered
from skolplattform.core.outbox import Notice
from skolplattform.core.tables import OutboxMessage
from skolplattform.i18n import LANGUAGES, text
from skolplattform.notices import rules, sender, service
from skolplattform.notices.sender import send_notices
from skolplattform.notices.tables import NoticeDelivery, WritingChoice
from skolplattform.registry.tables import Contact
from tests.notices.letters import in_file
from tests.support.school import School

KIND = "attendance.corrected"
SAME_DAY = "registry.break_glass"


def queue(school: School, who: str = "rut", kind: str = KIND, **payload: str) -> None:
    with db.unit() as session:
        outbox.queue(session, [Notice(kind, school.people[who], uuid4().hex, payload)])


def deliveries() -> list[tuple[str, str, int, str]]:
    with db.reading() as session:
        rows = session.exec(select(NoticeDelivery).order_by(col(NoticeDelivery.id))).all()
        return [(row.channel, row.state, row.attempts, row.last_error) for row in rows]


def addresses(school: School, who: str, **kinds: str) -> None:
    with db.unit() as session:
        session.exec(update(Contact).where(col(Contact.person_id) == school.people[who]).values(kind="address"))
        for kind, value in kinds.items():
            session.add(Contact(person_id=school.people[who], kind=kind, value=value, mobile=kind == "phone"))


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """Mail goes by a real target, that takes what it is given."""
    monkeypatch.setenv("SKOLPLATTFORM_NOTIFY_EMAIL_URL", "json://localhost:1/{email}")
    settings.cache_clear()
    taken: list[Letter] = []
    monkeypatch.setattr(notify, "send", taken.append)
    return taken


def test_the_same_thing_is_told_once(school: School, data_folder: Path):
    for _ in range(2):
        with db.unit() as session:
            outbox.queue(session, [Notice(KIND, school.people["rut"], "one thing")] * 2)
        send_notices()
    assert [line["to"] for line in in_file(data_folder)] == ["rut@hem.example"]


def test_a_person_is_told_by_the_channels_they_chose(school: School, data_folder: Path):
    addresses(school, "rut", email="rut@ny.example", phone="070-1740600")
    rut = school.guardian
    with db.unit() as session:
        version = service.choose(session, rut, KIND, rut.person_id, channel="sms", is_wanted=True, version=0)
        service.choose(session, rut, KIND, rut.person_id, channel="email", is_wanted=False, version=version)
    queue(school)
    send_notices()
    assert [(line["channel"], line["to"]) for line in in_file(data_folder)] == [("sms", "070-1740600")]


def test_who_wants_nothing_sent_is_told_in_the_platform_only(school: School, data_folder: Path):
    rut = school.guardian
    with db.unit() as session:
        service.choose(session, rut, KIND, rut.person_id, channel="email", is_wanted=False, version=0)
    queue(school)
    send_notices()
    assert in_file(data_folder) == []
    assert deliveries() == []


def test_a_target_that_refuses_is_tried_again_with_longer_waits_and_then_given_up(
    school: School, data_folder: Path, target, monkeypatch, frozen
):
    def refuse(_letter: Letter) -> None:
        raise Undelivered("the target refused")

    monkeypatch.setattr(notify, "send", refuse)
    queue(school)
    moment, tries = clock.now(), []
    for _ in range(rules.MOST_ATTEMPTS + 3):
        with frozen(moment):
            send_notices()
        tries.append(deliveries())
        moment += timedelta(hours=3)
    assert tries[0] == [("email", "waiting", 1, "the target refused")]
    assert tries[-1] == [("email", "failed", rules.MOST_ATTEMPTS, "the target refused")]


def test_after_a_failure_it_waits_before_it_tries_again(school: School, data_folder: Path, target, monkeypatch, frozen):
    taken: list[Letter] = []
    with monkeypatch.context() as broken:
        broken.setattr(notify, "send", lambda letter: (_ for _ in ()).throw(Undelivered("down")))
        queue(school)
        send_notices()
    monkeypatch.setattr(notify, "send", taken.append)
    send_notices()
    assert taken == []
    with frozen(clock.now() + timedelta(minutes=2)):
        send_notices()
    assert [letter.to for letter in taken] == ["rut@hem.example"]
    assert deliveries() == [("email", "sent", 1, "")]


def test_what_must_arrive_the_same_day_takes_another_way_when_the_first_is_shut(
    school: School, data_folder: Path, target, monkeypatch
):
    monkeypatch.setattr(rules, "MOST_ATTEMPTS", 1)
    monkeypatch.setattr(sender, "MOST_ATTEMPTS", 1)
    addresses(school, "tove", email="tove@hem.example", phone="070-1740605")
    monkeypatch.setattr(notify, "send", lambda letter: (_ for _ in ()).throw(Undelivered("down")))
    with db.unit() as session:
        session.add(OutboxMessage(**row(school, "tove")))
    send_notices()
    assert [(channel, state) for channel, state, *_ in deliveries()] == [("email", "failed"), ("sms", "sent")]
    assert [line["channel"] for line in in_file(data_folder)] == ["sms"]


def row(school: School, who: str) -> dict[str, object]:
    """A same-day notice that nobody asks about again, with mail as the only usual channel."""
    return {
        "kind": SAME_DAY,
        "recipient_id": school.people[who],
        "dedupe_key": "once",
        "payload": {},
        "created_at": clock.now(),
        "not_before": clock.now(),
    }


def test_in_the_evening_a_text_message_waits_for_the_morning(school: School, data_folder: Path, frozen):
    addresses(school, "rut", phone="070-1740600")
    evening = clock.at(clock.today(), datetime.min.time().replace(hour=21))
    with frozen(evening):
        queue(school, kind=SAME_DAY)
        send_notices()
    assert in_file(data_folder) == []
    with frozen(evening + timedelta(hours=10, minutes=1)):
        send_notices()
    assert [line["channel"] for line in in_file(data_folder)] == ["sms"]


def test_what_was_written_before_the_process_died_is_not_written_again(school: School, data_folder: Path, monkeypatch):
    queue(school)
    with monkeypatch.context() as dying:
        dying.setattr(sender, "_tick", lambda errors: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send_notices()
    assert deliveries() == [("email", "sending", 0, "")]
    send_notices()
    assert deliveries() == [("email", "sent", 0, "")]
    assert len(in_file(data_folder)) == 1


def test_what_was_claimed_and_not_written_before_the_process_died_is_written(
    school: School, data_folder: Path, monkeypatch
):
    queue(school)
    with monkeypatch.context() as dying:
        dying.setattr(notify, "to_file", lambda letters: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send_notices()
    data_folder.mkdir()
    (data_folder / notify.FILE).write_text('{"number": 1, "at": "2026-1', encoding="utf-8")
    send_notices()
    assert (data_folder / notify.FILE).read_text("utf-8").count("rut@hem.example") == 1
    assert deliveries() == [("email", "sent", 0, "")]


def test_what_is_corrected_while_it_is_on_its_way_is_corrected_to_the_person(
    school: School, data_folder: Path, target, monkeypatch
):
    queue(school, kind="attendance.unexcused_own")
    with db.reading() as session:
        (message,) = session.exec(select(OutboxMessage)).all()

    def corrected(_letter: Letter) -> None:
        with db.unit() as session:
            outbox.withdraw(session, col(OutboxMessage.id) == message.id)

    monkeypatch.setattr(notify, "send", corrected)
    monkeypatch.setattr("skolplattform.notices.plan._still_true", lambda session, found, kinds: {m.id for m in found})
    send_notices()
    with db.reading() as session:
        kinds = list(session.exec(select(OutboxMessage.kind).order_by(col(OutboxMessage.id))).all())
    assert kinds == ["attendance.unexcused_own", "attendance.corrected"]


def test_a_text_target_is_filled_in_and_a_closed_one_says_so(school: School, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SKOLPLATTFORM_NOTIFY_SMS_URL", "json://localhost:1/{phone}")
    settings.cache_clear()
    with pytest.raises(Undelivered, match="refused"):
        notify.send(Letter(1, "sms", "070-1740600", "t", "b"))


def written_to(school: School, who: str, *, language: str = "sv", daily: bool = False) -> None:
    with db.unit() as session:
        session.add(WritingChoice(person_id=school.people[who], language=language, daily=daily))


def test_a_letter_is_in_the_language_the_person_chose(school: School, data_folder: Path):
    written_to(school, "rut", language="en")
    queue(school, "rut")
    queue(school, "sten")
    send_notices()
    english, swedish = sorted(in_file(data_folder), key=lambda line: line["body"] > "L" and "Logga" in line["body"])
    assert "Log in" in english["body"] or "Sign in" in english["body"]
    assert "Logga in" in swedish["body"]


def test_a_day_is_one_mail_that_says_how_many_and_nothing_more(school: School, data_folder: Path):
    """What must arrive the same day does not wait; what was read here is not sent; what comes later is tomorrow's."""
    written_to(school, "rut", daily=True)
    for _ in range(3):
        queue(school, "rut", student=str(school.people["alva"]))
    queue(school, "rut", kind=SAME_DAY)
    send_notices()
    assert len(in_file(data_folder)) == 1
    with db.unit() as session:
        first = session.exec(
            select(OutboxMessage).where(OutboxMessage.kind == KIND).order_by(col(OutboxMessage.id))
        ).first()
        first.read_at = clock.now()
        session.add(first)
    evening = clock.at(school.day, rules.DAILY_AT)
    with clock.fixed(evening):
        send_notices()
        queue(school, "rut")
        send_notices()
    _, daily = in_file(data_folder)
    assert daily["body"].startswith("2 saker väntar på dig")
    assert "Alva" not in str(daily)
    with clock.fixed(evening + timedelta(days=1)):
        send_notices()
    assert in_file(data_folder)[-1]["body"].startswith("En sak väntar på dig")
    assert sorted(state for _, state, *_ in deliveries()) == ["cancelled", *["sent"] * 4]


def test_a_daily_mail_that_fails_is_tried_again_whole(school: School, data_folder: Path, target, monkeypatch):
    written_to(school, "rut", daily=True)
    for _ in range(2):
        queue(school, "rut")
    send_notices()

    def refuse(letter: Letter) -> None:
        raise Undelivered("busy")

    evening = clock.at(school.day, rules.DAILY_AT)
    monkeypatch.setattr(notify, "send", refuse)
    with clock.fixed(evening):
        send_notices()
    assert [(state, attempts) for _, state, attempts, _ in deliveries()] == [("waiting", 1)] * 2
    monkeypatch.setattr(notify, "send", target.append)
    with clock.fixed(evening + timedelta(minutes=5)):
        send_notices()
        send_notices()
    assert [letter.body[:1] for letter in target] == ["2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_has_room_for_a_name_or_a_reason(school: School, language: str):
    """Every kind's text, with nothing but the link filled in, is whole."""
    bodies = {kind.body for kind in modules.notice_kinds().values()}
    for key in (*bodies, "notices.out.title"):
        written = text(key, language, link="https://prov.example/aviseringar")
        assert "{" not in written
    assert "{" not in text("notices.out.daily", language, n=2, link="https://prov.example/aviseringar")
