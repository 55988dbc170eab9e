"""Placing captures in a timeline: what is new, and which version each capture is or repeats."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.samples import hours
from tracker.archive.timeline import Point, place

# known versions, captures as (hour, text), and the timeline that must come of it
CASES = [
    ("a new text is a version", "A0", "B1", "A0 B1"),
    ("the same text later is none", "A0", "A1", "A0"),
    ("a text that comes back is a version each time", "A0", "B1 A2", "A0 B1 A2"),
    ("an older text is put before", "B5", "A1", "A1 B5"),
    ("the same text earlier is none", "B5", "B1", "B5"),
    ("an older text is put between", "A0 C5", "B3", "A0 B3 C5"),
    ("the text of the version before it is none", "A0 C5", "A3", "A0 C5"),
    ("the text of the version after it is none", "A0 C5", "C3", "A0 C5"),
    ("a text that was gone in between is a version", "A0 B1 C5", "A3", "A0 B1 A3 C5"),
    ("captures may come in any order", "", "C3 A1 B2", "A1 B2 C3"),
    ("of captures of one instant, the first given comes first", "A0", "C1 B1", "A0 C1 B1"),
    ("the same text twice at one instant is one version", "", "A1 A1", "A1"),
    ("also with another text of that instant between", "A1 B1", "A1", "A1 B1"),
    ("a text from before another of this instant is a version", "A0 B1", "A1", "A0 B1 A1"),
]


def points(text: str, *, new: bool) -> list[Point]:
    words = enumerate(text.split())
    return [Point(hours(int(word[1:])), word[0], n if new else f"known {n}") for n, word in words]


@pytest.mark.parametrize(("known", "new", "after"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_place(known: str, new: str, after: str) -> None:
    """A capture becomes a version unless a neighbour in time has its text."""
    line, versions = place(points(known, new=False), points(new, new=True))
    assert [(point.content_digest, point.captured_at) for point in line] == [
        (point.content_digest, point.captured_at) for point in points(after, new=True)
    ]
    assert [version.content_digest for version in versions] == [word[0] for word in new.split()]
    assert all(version in line for version in versions)


captures = st.lists(st.builds(Point, st.integers(0, 9).map(hours), st.sampled_from("ABC"), st.uuids().map(str)))


@given(captures)
def test_no_version_repeats_the_one_before(new: list[Point]) -> None:
    """In the order of time, two versions that follow each other differ."""
    line, versions = place([], new)
    assert [point.captured_at for point in line] == sorted(point.captured_at for point in line)
    assert all(one.content_digest != other.content_digest for one, other in pairwise(line))
    assert set(versions) == set(line)


@given(captures)
def test_placing_twice_adds_nothing(new: list[Point]) -> None:
    """Captures whose versions are there already add none, in any order."""
    line, _ = place([], new)
    again, _ = place(line, [replace(point, name=n) for n, point in enumerate(reversed(line))])
    assert again == line
