"""What has come of each watch so far: the stories it led to, and its last check.

All of it is read from the state of the nightly run, which this never writes: an archive that cannot be written is
told of as well, and a state that is not there, or cannot be read, tells of nothing.
"""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.archive.names import identity
from tracker.archive.times import parse_time
from tracker.capture.schedule import is_retired
from tracker.capture.state_file import read_only
from tracker.capture.watching import CaptureSettings, Watch


@dataclass(frozen=True, slots=True)
class Watched:
    """A watch with what has come of it; `checked_at`, `outcome` and `reason` are of its last check.

    `n_stories` were first seen through it, and of these `n_retired` are so old that they are checked no more.
    `failing_since` and `gone_since` say when that began, where it still is so.
    """

    watch: Watch
    n_stories: int = 0
    n_retired: int = 0
    checked_at: datetime | None = None
    outcome: str | None = None
    reason: str | None = None
    failing_since: datetime | None = None
    n_failures: int = 0
    gone_since: datetime | None = None


def read_watched(folder: Path, settings: CaptureSettings, now: datetime) -> tuple[Watched, ...]:
    """Return what has come of each watch of an archive, in the order of its settings."""
    try:
        with closing(read_only(folder)) as state:
            return _read(state, settings, now)
    except sqlite3.DatabaseError:
        return tuple(map(Watched, settings.watch))


_LISTS = "SELECT *, NULL AS gone_since FROM lists"
_STORY = "SELECT stories.* FROM aliases JOIN stories USING (branch) WHERE identity = ?"


def _read(state: sqlite3.Connection, settings: CaptureSettings, now: datetime) -> tuple[Watched, ...]:
    lists = {row["url"]: row for row in state.execute(_LISTS)}
    found, retired = Counter[str](), Counter[str]()
    for row in state.execute("SELECT source, url, first_seen_at, last_checked_at FROM stories"):
        found[row["source"]] += 1
        retired[row["source"]] += _is_retired(row, settings, now)
    told = []
    for watch in settings.watch:
        if watch.kind == "story":  # it may be known by another address, and through another watch
            story = state.execute(_STORY, (identity(watch.url),)).fetchone()
            n_retired = int(story is not None and _is_retired(story, settings, now))
            told.append(Watched(watch, int(story is not None), n_retired, **_last_check(story)))
        else:
            told.append(Watched(watch, found[watch.url], retired[watch.url], **_last_check(lists.get(watch.url))))
    return tuple(told)


def _is_retired(row: sqlite3.Row, settings: CaptureSettings, now: datetime) -> bool:
    checked = row["last_checked_at"]
    schedule = settings.rules_for(row["url"]).schedule
    return is_retired(parse_time(row["first_seen_at"]), checked and parse_time(checked), now, schedule)


def _last_check(row: sqlite3.Row | None) -> dict[str, Any]:
    """Return the fields that tell of the last check; none before the first."""
    if row is None or row["last_checked_at"] is None:
        return {}
    return {
        "checked_at": parse_time(row["last_checked_at"]),
        "outcome": row["outcome"],
        "reason": row["reason"],
        "failing_since": row["failing_since"] and parse_time(row["failing_since"]),
        "n_failures": row["n_failures"],
        "gone_since": row["gone_since"] and parse_time(row["gone_since"]),
    }
