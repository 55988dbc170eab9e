"""`state.sqlite`: what a nightly run has to remember of each watched story until the next one.

When a story was first seen and last checked, what came of it, since when it fails or is gone, and the validators of
its last answer; the same of each list; and the run that is not ended yet. Nothing here is evidence: a state that was
lost costs one more check of everything, never a version.

A story is known by the branch of the address it was first seen at, and by every other address that turned out to be
the same story. What a batch of checks gave is written in one transaction, after the archive has it.
"""

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tracker.archive.names import branch_name, identity
from tracker.archive.times import parse_time, render_time, to_utc
from tracker.capture.checks import FAILED, Check, Failing, RunState, StoryState
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
CREATE INDEX stories_by_check ON stories (last_checked_at, branch);
CREATE INDEX aliases_by_branch ON aliases (branch);
CREATE TABLE lists (
    url TEXT PRIMARY KEY, last_checked_at TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
    etag TEXT, last_modified TEXT, failing_since TEXT, n_failures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE runs (
    started_at TEXT PRIMARY KEY, ended_at TEXT, ending TEXT, counts TEXT NOT NULL
) WITHOUT ROWID;
"""
_PAGE = 500  # stories read at a time
_RUNS = 60  # that are remembered
_RESUME = timedelta(hours=12)  # after which a run that was cut off is not gone on with: the next night's is due


class State:
    """The open state of an archive; close it, or use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        """Open the state in an archive's folder, or make it; one that cannot be used is put aside and made anew."""
        self._path = path = folder / STATE
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

    def add(self, links: Iterable[str], source: str, now: datetime) -> list[str]:
        """Note the stories at some addresses, as a list shows them; return the branches of those that are new.

        `source` is the list that showed a story last.
        """
        new = []
        with self._connection:
            for url in links:
                if known := self.branch_of([url]):
                    self._connection.execute(
                        "UPDATE stories SET source = ? WHERE branch = ? AND source != ?", (source, known, source)
                    )
                else:
                    new.append(branch_name(url))
                    self._insert(StoryState(new[-1], url, source, now))
        return new

    def restore(self, stories: Iterable[StoryState], aliases: Iterable[tuple[str, str]]) -> None:
        """Fill a state that was lost with stories, and with further addresses, each with its branch."""
        with self._connection:
            for story in stories:
                self._insert(story)
            for url, branch in aliases:
                self._add_aliases(branch, [url])

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
        """Yield all stories as they are now, those that wait longest first; others may be noted meanwhile."""
        connection = _open(self._path)  # one of its own sees nothing of what is written from now on
        connection.execute("BEGIN")
        rows = connection.execute("SELECT * FROM stories ORDER BY last_checked_at, branch")
        rows.arraysize = _PAGE
        first = rows.fetchmany()
        return _read_on(connection, rows, first)

    def is_empty(self) -> bool:
        """Say whether no story is known yet."""
        return self._connection.execute("SELECT 1 FROM stories LIMIT 1").fetchone() is None

    def list_validators(self, url: str) -> tuple[str | None, str | None]:
        """Return the ETag and the Last-Modified of a list's last answer."""
        row = self._connection.execute("SELECT etag, last_modified FROM lists WHERE url = ?", (url,)).fetchone()
        return (row["etag"], row["last_modified"]) if row else (None, None)

    def note(self, checks: Iterable[Check]) -> None:
        """Write down what came of some checks, and count it to the open run: all of it or nothing."""
        with self._connection:
            run = self._open_run()
            counts = Counter(run.counts if run else {})
            for check in checks:
                if check.branch is not None:
                    self._note_story(check, check.branch)
                    counts[check.outcome] += 1
                elif self._note_list(check, run.started_at if run else check.at):
                    counts[check.outcome] += 1
            self._connection.execute("UPDATE runs SET counts = ? WHERE ended_at IS NULL", (json.dumps(counts),))

    def join(self, branch: str, other: str) -> None:
        """Let one story go on as another: its addresses lead there, and it is no longer checked by itself."""
        with self._connection:
            self._connection.execute("UPDATE aliases SET branch = ? WHERE branch = ?", (other, branch))
            self._connection.execute("DELETE FROM stories WHERE branch = ?", (branch,))

    def forget(self, source: str) -> int:
        """Drop the stories that were only seen through a watch that is no more, and return how many these were."""
        with self._connection:
            return self._connection.execute("DELETE FROM stories WHERE source = ?", (source,)).rowcount

    def begin_run(self, now: datetime) -> RunState:
        """Begin a run, or go on with the one that was cut off less than half a day ago."""
        if run := self._open_run():
            if timedelta(0) <= now - run.started_at < _RESUME:
                return run
            self.end_run(now, "killed")
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO runs VALUES (?, NULL, NULL, '{}')", (render_time(now),))
        return RunState(to_utc(now))

    def end_run(self, now: datetime, ending: str) -> None:
        """End the run that is open, and forget those of long ago."""
        with self._connection:
            self._connection.execute(
                "UPDATE runs SET ended_at = ?, ending = ? WHERE ended_at IS NULL", (render_time(now), ending)
            )
            self._connection.execute(
                "DELETE FROM runs WHERE started_at NOT IN (SELECT started_at FROM runs ORDER BY 1 DESC LIMIT ?)",
                (_RUNS,),
            )

    def runs(self) -> tuple[RunState, ...]:
        """Return the last runs, newest first."""
        return read_runs(self._connection)

    def failing(self) -> tuple[Failing, ...]:
        """Return what fails, longest first."""
        return read_failing(self._connection)

    def _open_run(self) -> RunState | None:
        row = self._connection.execute("SELECT * FROM runs WHERE ended_at IS NULL").fetchone()
        return _run(row) if row else None

    def _insert(self, story: StoryState) -> None:
        at = render_time(story.last_checked_at) if story.last_checked_at else None
        self._connection.execute(
            "INSERT OR IGNORE INTO stories (branch, url, source, first_seen_at, last_checked_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (story.branch, story.url, story.source, render_time(story.first_seen_at), at),
        )
        self._add_aliases(story.branch, [story.url])

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

    def _note_list(self, check: Check, begun: datetime) -> bool:
        """Note the check of a list; say whether it is the first since then: a run that goes on reads lists again."""
        is_again = self._connection.execute(
            "SELECT 1 FROM lists WHERE url = ? AND last_checked_at >= ?", (check.url, render_time(begun))
        ).fetchone()
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
        return is_again is None


def read_only(folder: Path) -> sqlite3.Connection:
    """Open the state of an archive to look at it; an archive that cannot be written can be looked at too.

    Raises `sqlite3.DatabaseError` where there is none, or none that can be read.
    """
    path = folder / STATE
    how = "mode=ro" if os.access(folder, os.W_OK) else "immutable=1"  # SQLite's log can only be read beside its index
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def read_runs(state: sqlite3.Connection) -> tuple[RunState, ...]:
    """Return the last runs, newest first."""
    return tuple(map(_run, state.execute("SELECT * FROM runs ORDER BY started_at DESC")))


def read_failing(state: sqlite3.Connection) -> tuple[Failing, ...]:
    """Return what fails, longest first."""
    rows = state.execute(
        """SELECT url, failing_since, n_failures, reason FROM stories WHERE failing_since IS NOT NULL
        UNION ALL SELECT url, failing_since, n_failures, reason FROM lists WHERE failing_since IS NOT NULL
        ORDER BY failing_since, url"""
    )
    return tuple(Failing(url, parse_time(since), n, reason) for url, since, n, reason in rows)


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


def _read_on(connection: sqlite3.Connection, rows: sqlite3.Cursor, first: list[sqlite3.Row]) -> Iterator[StoryState]:
    try:
        while first:
            yield from map(_story, first)
            first = rows.fetchmany()
    finally:
        connection.close()


def _row(check: Check) -> dict[str, Any]:
    return {
        "url": check.url,
        "at": render_time(check.at),
        "outcome": check.outcome,
        "reason": check.reason,
        "etag": check.etag,
        "last_modified": check.last_modified,
        "is_failure": check.outcome in FAILED,
        "is_gone": check.outcome == "gone",
    }


def _story(row: sqlite3.Row) -> StoryState:
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118  # a Row is no mapping
    times = {key: parse_time(value) for key, value in values.items() if key.endswith(("_at", "_since")) and value}
    return StoryState(**{**values, **times})


def _run(row: sqlite3.Row) -> RunState:
    started_at, ended_at, ending, counts = row
    return RunState(parse_time(started_at), parse_time(ended_at) if ended_at else None, ending, json.loads(counts))
