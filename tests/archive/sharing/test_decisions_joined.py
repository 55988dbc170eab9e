"""What two editors decided on two machines is known to both afterwards, and means what it meant."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.samples import NOON, git, hours
from tests.archive.sharing.hubs import Desks, refs
from tests.archive.stories import capture_all
from tests.archive.test_decisions import FARES, LAMP, judgement, rejection
from tracker.archive.decisions import merge_decisions
from tracker.core.decision import Decision, split_undone


@pytest.fixture
def reviewed(desks: Desks) -> Desks:
    """Two archives in step, with stories to decide about."""
    desks.one.record(capture_all(), now=NOON)
    desks.sync_both(NOON)
    return desks


def test_decisions_about_different_stories(reviewed: Desks) -> None:
    """Each archive has both, in a review that joins the two."""
    reviewed.one.decide({FARES: [rejection(reviewed.one)]}, now=hours(1))
    reviewed.two.decide({LAMP: [judgement(reviewed.two)]}, now=hours(2))
    reviewed.sync_both(hours(3))
    for archive in (reviewed.one, reviewed.two):
        assert [len(archive.decisions(branch)) for branch in (FARES, LAMP)] == [1, 1]
    assert git(reviewed.one.path, "log", "--format=%s", "decisions").splitlines() == [
        "Review 2: joined with those of another archive",
        "Review 1: 1 decided, by Ada Brandt",
        "Review 1: 1 decided, by Ada Brandt",
    ]
    assert [run.n for run in reviewed.one.runs()] == [1], "nothing was recorded"


def test_decisions_about_one_story(reviewed: Desks) -> None:
    """They stand in order of time, and what both decided alike stands once."""
    first, later = rejection(reviewed.one), replace(rejection(reviewed.one), at=hours(5), kind="confirm")
    reviewed.one.decide({FARES: [first, later]}, now=hours(5))
    between = Decision("undo", "Bo", hours(2), undoes=first.id)
    reviewed.two.decide({FARES: [first, between]}, now=hours(2))
    reviewed.sync_both(hours(6))
    assert reviewed.two.decisions(FARES) == (first, between, later)
    assert split_undone(reviewed.one.decisions(FARES))[0] == (later,)


def test_a_review_alone_makes_no_run(reviewed: Desks) -> None:
    """The other archive goes on to the review, and writes nothing of its own."""
    reviewed.one.decide({FARES: [rejection(reviewed.one)]}, now=hours(1))
    reviewed.sync(reviewed.one, hours(2))
    reviewed.sync(reviewed.two, hours(2))
    assert refs(reviewed.one.path) == refs(reviewed.two.path)


def word(n: int, at: int) -> Decision:
    """A decision that differs from others by its number."""
    return Decision("undo", "Ada", hours(at), undoes=f"{n:012}")


words = st.lists(st.builds(word, st.integers(0, 30), st.integers(0, 3)), max_size=6, unique=True)


@given(words, words, words)
def test_merging_keeps_the_order_of_each(before: list[Decision], one: list[Decision], other: list[Decision]) -> None:
    """Each decision is there once, those of each machine in their order, and it does not matter which is ours."""
    one = [*before, *(each for each in one if each not in before)]
    other = [*before, *(each for each in other if each not in one)]
    merged = merge_decisions(one, other)
    assert merged == merge_decisions(other, one)
    assert sorted(map(hash, merged)) == sorted(map(hash, {*one, *other}))
    for side in (one, other):
        assert [each for each in merged if each in side] == side
    assert merge_decisions(merged, one) == merged
