"""Where new captures stand among the versions of a story, and which of them say nothing new.

A history is ordered by capture time, not by the order of recording. A capture becomes a version unless a neighbour
in that order has the same text: the same text again adds nothing, whether it was captured later or is now found to
have been there earlier, while A → B → A are three versions. Captures of one instant keep the order in which they
were recorded, and a text is one version of that instant, so recording everything again adds nothing.
"""

from bisect import bisect_left, bisect_right
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
    the one with the same text beside it.

    >>> at = datetime.min
    >>> place([Point(at, "A", "c1")], [Point(at, "A", 0), Point(at, "B", 1)])[1][0].name
    'c1'
    """
    line = list(known)
    versions: dict[str | int, Point] = {}
    for point in sorted(new := tuple(new), key=_time):
        start = bisect_left(line, point.captured_at, key=_time)
        end = bisect_right(line, point.captured_at, key=_time)
        near = line[max(min(start, end - 1), 0) : end + 1]
        same = [other for other in near if other.content_digest == point.content_digest]
        if not same:
            line.insert(end, point)
        versions[point.name] = same[0] if same else point
    return tuple(line), tuple(versions[point.name] for point in new)


def _time(point: Point) -> datetime:
    return point.captured_at
