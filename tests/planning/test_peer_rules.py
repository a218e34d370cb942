"""Who reads whose work: fair however many there are, when somebody comes later and when somebody is away."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.core.errors import Invalid
from skolplattform.planning.peer_response import rules
from skolplattform.planning.peer_response.rules import Pair, dealt

classes = st.integers(2, 30).map(lambda size: [UUID(int=number) for number in range(1, size + 1)])
eaches = st.integers(rules.FEWEST, rules.MOST)


def given_by(pairs: frozenset[Pair]) -> Counter[UUID]:
    return Counter(pair.giver for pair in pairs)


def got_by(pairs: frozenset[Pair]) -> Counter[UUID]:
    return Counter(pair.writer for pair in pairs)


@given(classes, eaches)
def test_everybody_gives_and_gets_equally_many_and_nobody_their_own(order: list[UUID], each: int) -> None:
    pairs = dealt(order, order, each)
    many = min(each, len(order) - 1)
    assert all(pair.giver != pair.writer for pair in pairs)
    assert given_by(pairs) == got_by(pairs) == dict.fromkeys(order, many)


@given(classes, eaches, st.data())
def test_who_hands_in_later_gives_and_gets_as_the_others(order: list[UUID], each: int, data: st.DataObject) -> None:
    before = dealt(order, order, each)
    late = UUID(int=99)
    after = dealt([*order, late], [*order, late], each, loose=before)
    many = min(each, len(order))
    assert all(pair.giver != pair.writer for pair in after)
    assert set(got_by(after).values()) == set(given_by(after).values()) == {many}
    moved = before - after
    assert len(moved) <= many, "no more is moved than the new one needs"
    begun = frozenset(data.draw(st.sets(st.sampled_from(sorted(before)))))
    kept = dealt([*order, late], [*order, late], each, fixed=begun, loose=before - begun)
    assert begun <= kept, "what is begun stays with who began it"
    assert all(got_by(kept)[one] >= got_by(before)[one] for one in order)
    assert max(given_by(kept).values()) <= each + rules.ONE_MORE


@given(classes, eaches, st.data())
def test_when_somebody_is_away_their_classmates_share_what_waited(
    order: list[UUID], each: int, data: st.DataObject
) -> None:
    before = dealt(order, order, each)
    away = data.draw(st.sampled_from(order))
    here = [one for one in order if one != away]
    left = frozenset(pair for pair in before if pair.giver != away)
    after = dealt(order, here, each, loose=left)
    assert away not in given_by(after)
    assert max(given_by(after).values()) <= each + rules.ONE_MORE
    if len(order) > 2 * each + 1:
        assert set(got_by(after).values()) == {each}
    assert all(pair.giver != pair.writer for pair in after)


@given(classes, eaches, st.data())
def test_whatever_stands_is_kept_and_never_dealt_twice(order: list[UUID], each: int, data: st.DataObject) -> None:
    everything = [Pair(giver, writer) for giver in order for writer in order if giver != writer]
    sent = frozenset(data.draw(st.sets(st.sampled_from(everything), max_size=20)))
    here = data.draw(st.sets(st.sampled_from(order)))
    after = dealt(order, here, each, fixed=sent)
    assert sent <= after
    assert {pair.giver for pair in after - sent} <= here
    assert all(pair.giver != pair.writer for pair in after)
    most = each + rules.ONE_MORE
    assert all(count <= max(most, given_by(sent)[giver]) for giver, count in given_by(after).items())
    assert all(count <= max(each, got_by(sent)[writer]) for writer, count in got_by(after).items())


def test_one_alone_reads_nothing() -> None:
    assert dealt([UUID(int=1)], [UUID(int=1)], 2) == frozenset()


def test_what_is_asked_is_between_one_and_six_sentences_without_doubles() -> None:
    assert rules.checked_questions(["Resonemang"], "Vad förstod du?\n\nResonemang\n") == (
        "Resonemang",
        "Vad förstod du?",
    )
    for wrong in ("", " \n ", "\n".join(str(n) for n in range(7)), "x" * 301):
        with pytest.raises(Invalid) as told:
            rules.checked_questions([], wrong)
        assert told.value.field == "questions"


@pytest.mark.parametrize("each", [0, 4, -1])
def test_one_to_three_responses_are_asked_of_each(each: int) -> None:
    with pytest.raises(Invalid):
        rules.checked_each(each)


def test_a_response_says_both_what_works_and_a_next_step() -> None:
    assert rules.checked_words("works", " Bra! ") == "Bra!"
    for wrong in ("  ", "x" * 2_001):
        with pytest.raises(Invalid) as told:
            rules.checked_words("next_step", wrong)
        assert told.value.field == "next_step"
    with pytest.raises(Invalid):
        rules.checked_reason(" ")
