"""Older versions and unreliable clocks: a history is in order of capture, whatever the commits are dated."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.samples import BRANCH, capture, fsck, git, hours
from tests.archive.sharing.hubs import check_sound
from tests.archive.test_recording import new_archive
from tracker.archive.repository import Archive

YEAR = 24 * 365
# when each recording was made, and when what it recorded was captured, in hours after noon
CLOCKS = [
    ("each at its time", [1, 2, 3], [1, 2, 3]),
    ("the clock went back", [30, 20, 10], [1, 2, 3]),
    ("the clock went back, and older ones came", [30, 20, 10], [3, 2, 1]),
    ("all in one second", [5, 5, 5], [1, 2, 3]),
    ("all in one second, the newest first", [5, 5, 5], [3, 2, 1]),
    ("the clock is years ahead", [50 * YEAR, 1, 2], [1, 2, 3]),
    ("the clock is years ahead, and an older one comes", [1, 50 * YEAR, 2], [2, 1, 3]),
    ("captured in the future", [0, 0, 0], [40 * YEAR, 1, 41 * YEAR]),
    ("before git knows of dates", [-100 * YEAR, -90 * YEAR, 0], [-80 * YEAR, -100 * YEAR, -90 * YEAR]),
    ("in between, again and again", [1, 2, 3, 4, 5], [10, 2, 6, 4, 8]),
]


def name(at: int) -> str:
    """A text that tells when it was captured."""
    return f"As of {at}."


@pytest.mark.parametrize(("nows", "times"), [row[1:] for row in CLOCKS], ids=[row[0] for row in CLOCKS])
def test_the_order_is_that_of_capture(archive: Archive, nows: list[int], times: list[int]) -> None:
    """Nothing is rewritten, and the branch shows the newest text, whichever way the clock went."""
    for now, at in zip(nows, times, strict=True):
        before = git(archive.path, "for-each-ref", "--format=%(objectname)", f"refs/heads/{BRANCH}").strip()
        (recorded,) = archive.record([capture(name(at), at)], now=hours(now))
        assert recorded.n == sorted(times[: times.index(at) + 1]).index(at) + 1
        if before:
            git(archive.path, "merge-base", "--is-ancestor", before, BRANCH)
    history = archive.history(BRANCH)
    assert [version.captured_at for version in history.versions] == [hours(at) for at in sorted(times)]
    assert [version.story.blocks[-1].text for version in history.versions] == [name(at) for at in sorted(times)]
    assert git(archive.path, "show", f"{BRANCH}:story.md").endswith(f"{name(max(times))}\n")
    assert len(list(archive.runs())) == len(nows)
    check_sound(archive)


@settings(max_examples=settings().max_examples // 13)
@given(st.lists(st.tuples(st.integers(-5, 5), st.lists(st.integers(-9, 9), max_size=3)), max_size=5))
def test_any_clock_and_any_order(calls: list[tuple[int, list[int]]]) -> None:
    """What is recorded is in the history once, in order of capture, and the ledger names each version."""
    with new_archive() as archive:
        for now, times in calls:
            archive.record([capture(name(at), at) for at in times], now=hours(now * YEAR))
        told = sorted({at for _, times in calls for at in times})
        if told:
            assert [meta.captured_at for meta in archive.history(BRANCH).metas] == [hours(at) for at in told]
        assert fsck(archive.path) == "" and [run.n for run in archive.runs()] == [*range(len(calls), 0, -1)]
        if calls:
            check_sound(archive)


def test_a_clock_that_goes_back_between_runs_keeps_their_order(archive: Archive) -> None:
    """Runs follow each other as they were made, not as they are dated."""
    for now in (9, 3, 6):
        archive.record([], now=hours(now))
    assert [(run.n, run.started_at) for run in archive.runs()] == [(3, hours(6)), (2, hours(3)), (1, hours(9))]
