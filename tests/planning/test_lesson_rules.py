"""The rules of lesson plans: how they move along, and what a teacher's lines mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolplattform.planning.lesson_plans import rules, words
from skolplattform.planning.lesson_plans.rules import Fixed, Lesson, Plan

NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def at(number: int) -> datetime:
    """The start of lesson `number`; 0 and below have begun."""
    return NOW + number * DAY - timedelta(hours=1)


def lesson(number: int, *, holds: bool = True, day: int | None = None) -> Lesson:
    return Lesson(UUID(int=1_000 + number), at(number if day is None else day), holds)


def plan(number: int, on: int | None, **facts: bool) -> Plan:
    """Plan `number`, put on lesson `on`; None: it waits."""
    place = UUID(int=1_000 + on) if on is not None else None
    return Plan(UUID(int=number), place, at(on if on is not None else number), **facts)


def places(moves: rules.Moves) -> dict[int, int | None]:
    return {plan.int: lesson.int - 1_000 if lesson else None for plan, lesson in moves.items()}


def standing(plans: list[Plan], moves: rules.Moves, lessons: list[Lesson]) -> list[Plan]:
    """The plans after the moves."""
    begins = {one.id: one.starts_at for one in lessons}
    found = []
    for one in plans:
        to = moves.get(one.id, one.lesson_id)
        found.append(Plan(one.id, to, begins.get(to, one.stands_at), one.pinned, one.taught) if to else
                     Plan(one.id, None, one.stands_at, one.pinned, one.taught))  # fmt: skip
    return found


def test_a_lesson_that_falls_away_sends_its_plan_to_the_next_and_pushes_only_to_the_first_gap() -> None:
    lessons = [lesson(1, holds=False), lesson(2), lesson(3), lesson(4), lesson(5)]
    plans = [plan(1, 1), plan(2, 2), plan(3, 4), plan(4, 5)]
    assert places(rules.moved_along(plans, lessons, NOW)) == {1: 2, 2: 3}


def test_a_lesson_that_changes_places_with_another_leaves_the_plans_in_order() -> None:
    lessons = [lesson(1, day=3), lesson(2)]
    assert places(rules.moved_along([plan(1, 1), plan(2, 2)], lessons, NOW)) == {1: 2, 2: 1}


def test_what_is_pinned_stays_and_the_others_pass_it() -> None:
    lessons = [lesson(1, holds=False), lesson(2), lesson(3), lesson(4)]
    plans = [plan(1, 1), plan(2, 2, pinned=True), plan(3, 3)]
    assert places(rules.moved_along(plans, lessons, NOW)) == {1: 3, 3: 4}


def test_what_was_planned_for_a_lesson_that_has_been_stays_there_done_or_not() -> None:
    lessons = [lesson(-1), lesson(0), lesson(1)]
    assert rules.moved_along([plan(1, -1, taught=True), plan(2, 0), plan(3, 1)], lessons, NOW) == {}


def test_the_plan_of_a_lesson_that_was_cancelled_yesterday_comes_next() -> None:
    lessons = [lesson(-1, holds=False), lesson(1), lesson(2)]
    assert places(rules.moved_along([plan(1, -1), plan(2, 1)], lessons, NOW)) == {1: 1, 2: 2}


def test_the_last_plan_waits_when_the_term_has_no_more_lessons() -> None:
    lessons = [lesson(1, holds=False), lesson(2)]
    assert places(rules.moved_along([plan(1, 1), plan(2, 2)], lessons, NOW)) == {1: 2, 2: None}


def test_one_later_pushes_those_behind_until_a_free_lesson() -> None:
    lessons = [lesson(n) for n in range(1, 6)]
    plans = [plan(1, 1), plan(2, 2), plan(3, 3), plan(4, 5)]
    assert places(rules.shifted(plans, lessons, UUID(int=2), NOW)) == {2: 3, 3: 4}


def test_up_and_down_change_places_with_the_neighbour_and_jump_what_is_pinned() -> None:
    lessons = [lesson(n) for n in range(1, 4)]
    plans = [plan(1, 1), plan(2, 2, pinned=True), plan(3, 3)]
    assert places(rules.swapped(plans, lessons, UUID(int=1), 1, NOW)) == {1: 3, 3: 1}
    assert places(rules.swapped(plans[:1], lessons, UUID(int=1), 1, NOW)) == {1: 2}


@pytest.mark.parametrize("stuck", [plan(1, 1, pinned=True), plan(1, 1, taught=True), plan(1, 0), plan(1, None)])
def test_what_is_fixed_is_not_moved_by_hand_either(stuck: Plan) -> None:
    lessons = [lesson(n) for n in range(3)]
    with pytest.raises(Fixed):
        rules.shifted([stuck], lessons, stuck.id, NOW)
    with pytest.raises(Fixed):
        rules.swapped([stuck], lessons, stuck.id, 1, NOW)


def test_nothing_goes_before_the_first_lesson_or_after_the_last() -> None:
    with pytest.raises(Fixed):
        rules.swapped([plan(1, 1)], [lesson(1)], UUID(int=1), -1, NOW)
    with pytest.raises(Fixed):
        rules.swapped([plan(1, 1)], [lesson(1)], UUID(int=1), 1, NOW)


def test_a_plan_that_waits_is_put_on_the_first_free_lesson() -> None:
    lessons = [lesson(1), lesson(2, holds=False), lesson(3)]
    plans = [plan(1, 1), plan(2, None)]
    assert places(rules.put_in_place(plans, lessons, UUID(int=2), NOW)) == {2: 3}
    with pytest.raises(Fixed):
        rules.put_in_place(plans, lessons[:2], UUID(int=2), NOW)


def test_undo_puts_all_back_and_lets_the_one_without_a_lesson_wait() -> None:
    lessons = [lesson(1, holds=False), lesson(2), lesson(3)]
    plans = [plan(1, 1), plan(2, 2)]
    after = rules.moved_along(plans, lessons, NOW)
    before = {one.id: one.lesson_id for one in plans}
    back = rules.taken_back(before, after, standing(plans, after, lessons), lessons)
    assert places(back) == {1: None, 2: 2}
    settled = standing(standing(plans, after, lessons), back, lessons)
    assert rules.moved_along(settled, lessons, NOW) == {}


def test_undo_is_refused_when_somebody_has_moved_or_taught_since() -> None:
    lessons = [lesson(n) for n in range(1, 5)]
    before, after = {UUID(int=1): lesson(1).id}, {UUID(int=1): lesson(2).id}
    for now in ([plan(1, 3)], [plan(1, 2, taught=True)], [], [plan(1, 2), plan(2, 1)]):
        with pytest.raises(Fixed):
            rules.taken_back(before, after, now, lessons)


@st.composite
def timetables(draw: st.DrawFn) -> tuple[list[Plan], list[Lesson]]:
    """Up to a dozen lessons, some of which have fallen away or changed their day, with plans on some of them."""
    count = draw(st.integers(1, 12))
    days = draw(st.permutations(range(-3, count - 3)))
    falls = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    lessons = [lesson(n - 3, holds=not falls[n], day=days[n] if draw(st.booleans()) else None) for n in range(count)]
    chosen = draw(st.sets(st.integers(-3, count - 4)))
    plans = [plan(n + 10, n, pinned=draw(st.booleans()), taught=draw(st.booleans()) and n <= 0) for n in sorted(chosen)]
    return plans, lessons


@given(timetables())
def test_moving_along_keeps_what_it_promises(found: tuple[list[Plan], list[Lesson]]) -> None:
    plans, lessons = found
    moves = rules.moved_along(plans, lessons, NOW)
    after = standing(plans, moves, lessons)
    known = {one.id: one for one in lessons}
    placed = [one for one in after if one.lesson_id]
    assert len({one.lesson_id for one in placed}) == len(placed), "two plans on one lesson"
    assert all(not one.taught and not one.pinned for one in plans if one.id in moves), "what is fixed has moved"
    moved = [known[lesson_id] for lesson_id in moves.values() if lesson_id]
    assert all(one.holds and one.starts_at > NOW for one in moved), "a plan on a lesson that is not to come"
    free = [one for one in plans if not (one.pinned or one.taught)]
    coming = {one.id for one in after if one.lesson_id and known[one.lesson_id].holds}
    order = [known[one.lesson_id].starts_at for one in standing(free, moves, lessons)
             if one.id in coming and one.lesson_id and known[one.lesson_id].starts_at > NOW]  # fmt: skip
    assert order == sorted(order), "the order is not kept"
    assert rules.moved_along(after, lessons, NOW) == {}, "a second look moves something"
    everything_holds = [Lesson(one.id, at(one.id.int - 1_000)) for one in lessons]
    assert rules.moved_along(plans, everything_holds, NOW) == {}, "plans move though nothing has changed"


@given(st.lists(st.text(min_size=1, max_size=20)), st.lists(st.text(max_size=20)))
def test_a_tick_is_never_on_a_line_that_is_not_there(before: list[str], after: list[str]) -> None:
    old, new = "\n".join(before), "\n".join(after)
    kept = words.still_done(old, new, words.keys_of(old))
    assert set(kept) <= set(words.keys_of(new))
    assert words.still_done(new, new, words.keys_of(new)) == words.keys_of(new)


@pytest.mark.parametrize(
    ("line", "text", "minutes"),
    [
        ("Genomgång 10 min", "Genomgång", 10),
        ("Öva i par, 25 minuter.", "Öva i par", 25),
        ("Läs s. 34", "Läs s. 34", 0),
        ("Samling (5 min)", "Samling", 5),
        ("10 min", "10 min", 0),
    ],
)
def test_minutes_stand_last_in_a_step(line: str, text: str, minutes: int) -> None:
    step = words.steps_of(line)[0]
    assert (step.text, step.minutes) == (text, minutes)


def test_a_mended_line_keeps_its_tick_and_a_moved_one_too() -> None:
    assert words.still_done("Genomgång\nÖva", "Genomgång av bråk\nÖva", ["Genomgång"]) == ["Genomgång av bråk"]
    assert words.still_done("A\nB", "B\nA\nC", ["A"]) == ["A"]
    assert words.still_done("A\nB", "B\nA", ["A"]) == ["A"]


def test_the_same_line_twice_is_two_steps() -> None:
    steps = words.steps_of("Paus\nÖva\nPaus", ["Paus"])
    assert [(step.key, step.done) for step in steps] == [("Paus", True), ("Öva", False), ("Paus#2", False)]


def test_what_is_left_comes_first_and_once() -> None:
    left = words.left_of("A\nB\nC", ["A"])
    assert words.carried_first(left, "B\nD") == "C\nB\nD"


@pytest.mark.parametrize(
    ("line", "text", "href"),
    [
        ("Film om bråk: https://urplay.se/1", "Film om bråk", "https://urplay.se/1"),
        ("https://urplay.se/1", "urplay.se/1", "https://urplay.se/1"),
        ("Läroboken s. 34", "Läroboken s. 34", ""),
        ("javascript:alert(1)", "javascript:alert(1)", ""),
        ("http://osäker.se", "http://osäker.se", ""),
    ],
)
def test_only_an_https_address_becomes_a_link(line: str, text: str, href: str) -> None:
    assert words.material_of(line) == (words.Material(text, href),)
