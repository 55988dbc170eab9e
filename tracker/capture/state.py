"""`state.sqlite`: what a nightly run has to remember of each watched story until the next one.

When a story was first seen and last checked, what came of it, since when it fails or is gone, and the validators of
its last answer; the same of each list; and the run that is not ended yet. Nothing here is evidence: a state that was
lost costs one more check of everything, never a version.

A story is known by the branch of the address it was first seen at, and by every other address that turned out to be
the same story. What a batch of checks gave is written in one transaction, after the archive has it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tracker.archive.names import branch_name, identity
from tracker.archive.times import parse_time, render_time
from tracker.errors import ArchiveError

STATE = "state.sqlite"
_VERSION = 1
_SCHEMA = """
CREATE TABLE stories (
    branch TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL,
    first_seen_at TEXT NOT NULL, last_checked_at TEXT, outcome TEXT, reason TEXT,
    etag TEXT, last_modified TEXT, failing_since TEXT, n_failures INTEGER NOT NULL DEFAULT 0, gone_since TEXT
) WITHOUT ROWID;
CREATE TABLE aliases (
    identity TEXT PRIMARY KEY, branch TEXT NOT NULL REFERENCES stories ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;
CREATE INDEX aliases_by_branch ON aliases (branch);
CREATE TABLE lists (
    url TEXT PRIMARY KEY, last_checked_at TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
    etag TEXT, last_modified TEXT, failing_since TEXT, n_failures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE runs (started_at TEXT PRIMARY KEY, ended_at TEXT) WITHOUT ROWID;
"""
_PAGE = 500  # stories read at a time: while they are gone through, others may be written


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
    outcome: str | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    failing_since: datetime | None = None
    n_failures: int = 0
    gone_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What came of checking a story, or a list, which has no branch; `urls` are its addresses as they turned out.

    `is_failure` says that nothing could be told, `is_gone` that the story is no longer there.
    """

    url: str
    at: datetime
    outcome: str
    reason: str
    branch: str | None = None
    urls: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    is_failure: bool = False
    is_gone: bool = False


class State:
    """The open state of an archive; close it, or use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        """Open the state in an archive's folder, or make it; one that cannot be used is put aside and made anew."""
        path = folder / STATE
        try:
            self._connection = _open(path)
        except sqlite3.DatabaseError:
            path.replace(path.with_name(f"{STATE}.damaged"))
            self._connection = _open(path)
        except OSError as error:
            raise ArchiveError(f"{path} cannot be written: {error.strerror}. Make the folder writable") from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, url: str, source: str, now: datetime) -> str:
        """Note a story seen at an address, and return its branch; one that is known stays as it is."""
        if known := self.branch_of([url]):
            return known
        branch = branch_name(url)
        with self._connection:
            self._connection.execute(
                "INSERT OR IGNORE INTO stories (branch, url, source, first_seen_at) VALUES (?, ?, ?, ?)",
                (branch, url, source, render_time(now)),
            )
            self._add_aliases(branch, [url])
        return branch

    def branch_of(self, urls: Iterable[str]) -> str | None:
        """Return the branch of the first of these addresses that is known."""
        for url in urls:
            row = self._connection.execute(
                "SELECT branch FROM aliases WHERE identity = ?", (identity(url),)
            ).fetchone()
            if row:
                return str(row["branch"])
        return None

    def story(self, branch: str) -> StoryState | None:
        """Return what is known of a story."""
        row = self._connection.execute("SELECT * FROM stories WHERE branch = ?", (branch,)).fetchone()
        return _story(row) if row else None

    def stories(self) -> Iterator[StoryState]:
        """Yield all stories, in order of branch; stories may be noted meanwhile."""
        last = ""
        while rows := self._connection.execute(
            "SELECT * FROM stories WHERE branch > ? ORDER BY branch LIMIT ?", (last, _PAGE)
        ).fetchall():
            yield from map(_story, rows)
            last = rows[-1]["branch"]

    def list_validators(self, url: str) -> tuple[str | None, str | None]:
        """Return the ETag and the Last-Modified of a list's last answer."""
        row = self._connection.execute("SELECT etag, last_modified FROM lists WHERE url = ?", (url,)).fetchone()
        return (row["etag"], row["last_modified"]) if row else (None, None)

    def note(self, checks: Iterable[Check]) -> None:
        """Write down what came of some checks: all of it or nothing."""
        with self._connection:
            for check in checks:
                if check.branch is None:
                    self._note_list(check)
                else:
                    self._note_story(check, check.branch)

    def join(self, branch: str, other: str) -> None:
        """Let one story go on as another: its addresses lead there, and it is no longer checked by itself."""
        with self._connection:
            self._connection.execute("UPDATE aliases SET branch = ? WHERE branch = ?", (other, branch))
            self._connection.execute("DELETE FROM stories WHERE branch = ?", (branch,))

    def forget(self, source: str) -> int:
        """Drop the stories that were only seen through a watch that is no more, and return how many these were."""
        with self._connection:
            return self._connection.execute("DELETE FROM stories WHERE source = ?", (source,)).rowcount

    def begin_run(self, now: datetime) -> datetime:
        """Begin a run, or go on with the one that was cut off; return when it began."""
        row = self._connection.execute("SELECT max(started_at) AS at FROM runs WHERE ended_at IS NULL").fetchone()
        if row["at"]:
            return parse_time(row["at"])
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO runs VALUES (?, NULL)", (render_time(now),))
        return now

    def end_run(self, now: datetime) -> None:
        """End the run that is open, and forget those before it."""
        with self._connection:
            self._connection.execute("DELETE FROM runs WHERE ended_at IS NOT NULL")
            self._connection.execute("UPDATE runs SET ended_at = ?", (render_time(now),))

    def _add_aliases(self, branch: str, urls: Iterable[str]) -> None:
        rows = [(identity(url), branch) for url in urls]
        self._connection.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?)", rows)

    def _note_story(self, check: Check, branch: str) -> None:
        self._connection.execute(
            """UPDATE stories SET last_checked_at = :at, outcome = :outcome, reason = :reason,
            etag = CASE WHEN :is_failure OR :is_gone THEN etag ELSE :etag END,
            last_modified = CASE WHEN :is_failure OR :is_gone THEN last_modified ELSE :last_modified END,
            failing_since = CASE WHEN :is_failure THEN coalesce(failing_since, :at) END,
            n_failures = CASE WHEN :is_failure THEN n_failures + 1 ELSE 0 END,
            gone_since = CASE WHEN :is_gone THEN coalesce(gone_since, :at) WHEN :is_failure THEN gone_since END
            WHERE branch = :branch""",
            {**_row(check), "branch": branch},
        )
        self._add_aliases(branch, check.urls)

    def _note_list(self, check: Check) -> None:
        self._connection.execute(
            """INSERT INTO lists VALUES (:url, :at, :outcome, :reason, :etag, :last_modified,
            CASE WHEN :is_failure THEN :at END, :is_failure)
            ON CONFLICT (url) DO UPDATE SET last_checked_at = :at, outcome = :outcome, reason = :reason,
            etag = CASE WHEN :is_failure THEN etag ELSE :etag END,
            last_modified = CASE WHEN :is_failure THEN last_modified ELSE :last_modified END,
            failing_since = CASE WHEN :is_failure THEN coalesce(failing_since, :at) END,
            n_failures = CASE WHEN :is_failure THEN n_failures + 1 ELSE 0 END""",
            _row(check),
        )

    def failing(self) -> tuple[tuple[str, datetime, int, str], ...]:
        """Return what fails, longest first: the address, since when, how often in a row, and why."""
        rows = self._connection.execute(
            """SELECT url, failing_since, n_failures, reason FROM stories WHERE failing_since IS NOT NULL
            UNION ALL SELECT url, failing_since, n_failures, reason FROM lists WHERE failing_since IS NOT NULL
            ORDER BY failing_since, url"""
        )
        return tuple((row[0], parse_time(row[1]), row[2], row[3]) for row in rows)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"version {version}")
        if version == 0:
            connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {_VERSION};COMMIT;")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _row(check: Check) -> dict[str, Any]:
    values = {
        field.name: getattr(check, field.name) for field in fields(check) if field.name not in ("urls", "branch")
    }
    return {**values, "at": render_time(check.at)}


def _story(row: sqlite3.Row) -> StoryState:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118  # a Row is no mapping
    times = {key: parse_time(value) for key, value in values.items() if key.endswith(("_at", "_since")) and value}
    return StoryState(**{**values, **times})
