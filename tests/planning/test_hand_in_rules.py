"""What may be handed in, until when, and what it is then: the rules, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.core.errors import Invalid
from skolplattform.planning.hand_in import rules
from skolplattform.planning.hand_in.rules import Outcome, Passage, State
from skolplattform.planning.set_work.rules import Takes

DUE = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
ON_TIME, LATE = DUE, DUE + timedelta(seconds=1)
TEXT, LINK, FILES = Takes(text=True), Takes(link=True), Takes(files=True)


@pytest.mark.parametrize(
    ("state", "at", "late_allowed", "becomes"),
    [
        (State.NONE, ON_TIME, False, State.HANDED_IN),
        (State.DRAFT, ON_TIME, False, State.HANDED_IN),
        (State.DRAFT, LATE, True, State.LATE),
        (State.RETURNED, LATE, False, State.HANDED_IN),
    ],
)
def test_what_is_handed_in_is_on_time_or_late(state, at, late_allowed, becomes) -> None:
    assert rules.can_hand_in(state, at, DUE, late_allowed=late_allowed)
    assert rules.handed_in(state, at, DUE, late_allowed=late_allowed) is becomes


@pytest.mark.parametrize(
    ("state", "at"),
    [(State.HANDED_IN, ON_TIME), (State.LATE, ON_TIME), (State.APPROVED, ON_TIME), (State.DRAFT, LATE)],
)
def test_what_cannot_be_handed_in_is_refused(state, at) -> None:
    assert not rules.can_hand_in(state, at, DUE, late_allowed=False)
    with pytest.raises(Invalid):
        rules.handed_in(state, at, DUE, late_allowed=False)


def test_it_is_taken_back_until_the_time_is_out_and_is_then_what_it_was() -> None:
    assert rules.taken_back(State.HANDED_IN, ON_TIME, DUE, was_returned=False) is State.DRAFT
    assert rules.taken_back(State.HANDED_IN, ON_TIME, DUE, was_returned=True) is State.RETURNED
    for state, at in ((State.HANDED_IN, LATE), (State.APPROVED, ON_TIME), (State.RETURNED, ON_TIME)):
        with pytest.raises(Invalid):
            rules.taken_back(state, at, DUE, was_returned=False)


def test_an_answer_ends_the_waiting_and_says_something_when_more_is_asked_for() -> None:
    assert rules.answered(State.LATE, Outcome.APPROVE, words="", comments=0) is State.APPROVED
    assert rules.answered(State.HANDED_IN, Outcome.RETURN, words="Mer!", comments=0) is State.RETURNED
    assert rules.answered(State.HANDED_IN, Outcome.RETURN, words="", comments=1) is State.RETURNED
    with pytest.raises(Invalid):
        rules.answered(State.HANDED_IN, Outcome.RETURN, words=" ", comments=0)
    for state in set(State) - rules.WAITING:
        with pytest.raises(Invalid):
            rules.answered(state, Outcome.APPROVE, words="", comments=0)


def test_every_state_has_its_place_in_the_pile() -> None:
    assert set(rules.PILE) == set(State)


@pytest.mark.parametrize(
    ("takes", "contents"),
    [
        (TEXT, {"text": " \n", "link": "https://a.se", "files": 2}),
        (LINK, {"text": "Hej", "link": " ", "files": 2}),
        (FILES, {"text": "Hej", "link": "https://a.se", "files": 0}),
        (LINK, {"text": "", "link": "http://a.se", "files": 0}),
        (TEXT, {"text": "x" * 20_001, "link": "", "files": 0}),
    ],
)
def test_what_is_not_asked_for_is_nothing_to_hand_in(takes, contents) -> None:
    with pytest.raises(Invalid):
        rules.checked_contents(takes, **contents)


def test_one_thing_of_what_is_asked_for_is_enough() -> None:
    rules.checked_contents(Takes(text=True, files=True, link=True), text="", link="", files=1)
    rules.checked_contents(TEXT, text="Hej", link="javascript:alert(1)", files=0)


@pytest.mark.parametrize(
    "link", ["https://docs.example.se/d/1?x=%C3%A5#del", "https://a.se:8443/", "https://xn--kr-yia.se/"]
)
def test_a_link_to_the_web_is_taken(link: str) -> None:
    assert rules.checked_link(f" {link} ") == link


@pytest.mark.parametrize(
    "link",
    [
        "http://a.se",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//a.se",
        "a.se",
        "https://",
        "https://localhost/",
        "https://user:secret@a.se/",
        "https://a.se@b.se/",
        "https://a.se/\u202egpj.exe",
        "https://a.se/ x",
        'https://a.se/"onmouseover=x',
        "https://a.se/\\x",
        "https://a.se:port/",
        "https://[::1/",
        "https://a.se/" + "x" * 500,
        "java\nscript:alert(1)",
    ],
)
def test_anything_else_is_no_link(link: str) -> None:
    with pytest.raises(Invalid) as caught:
        rules.checked_link(link)
    assert caught.value.field == "link"


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-3, 65), st.integers(-3, 65)), max_size=6))
def test_a_text_cut_by_comments_is_still_the_text(text: str, places: list[tuple[int, int]]) -> None:
    cuts = rules.stretches(text, [Passage(first, after) for first, after in places])
    assert "".join(cut.text for cut in cuts) == text


def test_a_comment_marks_its_words_and_two_may_lie_over_each_other() -> None:
    cuts = rules.stretches("Hej på dig", [Passage(4, 10), Passage(7, 10)])
    assert [(cut.text, cut.comments) for cut in cuts] == [("Hej ", ()), ("på ", (1,)), ("dig", (1, 2))]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 9), (3, 4)])
def test_a_passage_is_a_part_of_the_text_with_words_in_it(start: int, end: int) -> None:
    with pytest.raises(Invalid):
        rules.checked_passage("Hej du", start, end)
