"""What a search finds, as values: stories, the versions of them that a query fits, and the words it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Seen:
    """A version and when it was captured."""

    n: int
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a story that were looked for: `marks` are their spans in `text`, `versions` those that carry it.

    `kind` is that of the block, or of the notice.
    """

    kind: str
    text: str
    marks: tuple[tuple[int, int], ...]
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found, with the versions that the query fits; `gone` is the one after the last of them.

    `matches` are the passages of these versions with words of the query, the latest first.
    """

    branch: str
    headline: str
    url: str | None
    n_versions: int
    versions: tuple[int, ...]
    first: Seen
    last: Seen
    gone: Seen | None
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The first stories that were found, and how many there are in all: `n_stories`, or at most as many."""

    hits: tuple[Hit, ...]
    n_stories: int
    is_exact: bool


def find_runs(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the runs of rising numbers, each as its first and its last.

    >>> find_runs([1, 2, 3, 5])
    ((1, 3), (5, 5))
    """
    runs = (list(run) for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]))
    return tuple((run[0][1], run[-1][1]) for run in runs)
