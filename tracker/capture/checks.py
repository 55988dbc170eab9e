"""The values of a nightly run: what is known of a story between runs, what came of a check, and the run itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

# new, changed: a version was recorded. unchanged: the text of the last one. seen: a page that is no version. gone:
# it is not there any more. failed: nothing could be told. list, list_failed: of what links to stories.
Seen = Literal["new", "changed", "unchanged", "seen", "gone", "failed", "list", "list_failed"]
SAME = "the same text"  # the reason of `unchanged`
VERSIONS: tuple[Seen, ...] = ("new", "changed")
THERE: tuple[Seen, ...] = (*VERSIONS, "unchanged")
FAILED: tuple[Seen, ...] = ("failed", "list_failed")


@dataclass(frozen=True, slots=True)
class StoryState:
    """What is known of a watched story; `outcome` and `reason` are of its last check, None before the first.

    `failing_since` and `gone_since` say when that began, where it still is so.
    """

    branch: str
    url: str
    source: str
    first_seen_at: datetime
    last_checked_at: datetime | None = None
    outcome: Seen | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    failing_since: datetime | None = None
    n_failures: int = 0
    gone_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What came of checking a story, or a list, which has no branch; `urls` are its addresses as they turned out."""

    url: str
    at: datetime
    outcome: Seen
    reason: str
    branch: str | None = None
    urls: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class RunState:
    """A run: when it began and ended, how (`killed` is told by the next), and how often what came of a check."""

    started_at: datetime
    ended_at: datetime | None = None
    ending: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failing:
    """A story or list that could not be checked the last `n_times`, since when, and why the last time."""

    url: str
    since: datetime
    n_times: int
    reason: str
