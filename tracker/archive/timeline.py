"""Where new captures stand among the versions of a story, and which of them say nothing new.

A history is ordered by capture time, not by the order of recording. A capture becomes a version unless a neighbour
in that order has the same text: the same text again adds nothing, whether it was captured later or is now found to
have been there earlier, while A → B → A are three versions. Captures of the same instant keep the order in which
they were recorded.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Point:
    """A text at a time: a version there is, named by its commit, or a capture, named by its place in the call."""

    captured_at: datetime
    content_digest: str
    name: str | int


def place(known: Iterable[Point], new: Iterable[Point]) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return the timeline with the new points that say something new, and for each new point its version.

    `known` is in order of time; `new` comes in any order. The version of a point is itself when it was added, else
    the neighbour with the same text.

    >>> at = datetime.min
    >>> place([Point(at, "A", "c1")], [Point(at, "A", 0), Point(at, "B", 1)])[1][0].name
    'c1'
    """
    line = list(known)
    versions: dict[str | int, Point] = {}
    for point in sorted(new := tuple(new), key=lambda point: point.captured_at):
        at = bisect_right(line, point.captured_at, key=lambda known: known.captured_at)
        same = [other for other in line[max(at - 1, 0) : at + 1] if other.content_digest == point.content_digest]
        if not same:
            line.insert(at, point)
        versions[point.name] = same[0] if same else point
    return tuple(line), tuple(versions[point.name] for point in new)
