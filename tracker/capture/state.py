"""`state.sqlite`: what a nightly run has to remember of each watched story until the next one.

When a story was first seen and last checked, what came of it, since when it fails or is gone, and the validators of
its last answer; the same of each list; and the run that is not ended yet. Nothing here is evidence: a state that was
lost costs one more check of everything, never a version.

A story is known by the branch of the address it was first seen at, and by every other address that turned out to be
the same story. What a batch of checks gave is written in one transaction, after the archive has it.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tracker.archive.closing import Closing
from tracker.archive.names import branch_name, identity
from tracker.archive.times import render_time, to_utc
from tracker.capture.checks import Check, Failing, RunState, StoryState
from tracker.capture.state_file import (
    STATE,
    check_row,
    open_state,
    parse_run,
    parse_story,
    read_failing,
    read_runs,
)
from tracker.errors import ArchiveError, next_step

_PAGE = 500  # stories read at a time
_RUNS = 60  # that are remembered
_RESUME = timedelta(hours=12)  # after which a run that was cut off is not gone on with: the next night's is due


class State(Closing):
    """The open state of an archive; close it, or use it as a context manager."""

    def __init__(self, folder: Path) -> None:
        """Open the state in an archive's folder, or make it; one that is damaged is put aside and made anew.

        Raises `ArchiveError` when the folder cannot be written, here as in all that writes.
        """
        self._path = path = folder / STATE
        try:
            self._connection = open_state(path)
        except sqlite3.OperationalError as error:
            raise _unwritable(path, error) from error
        except sqlite3.DatabaseError:  # it is damaged, or of a later version
            path.replace(path.with_name(f"{STATE}.damaged"))
            self._connection = open_state(path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, links: Iterable[str], source: str | None, now: datetime) -> list[str]:
        """Note the stories at some addresses, as a list shows them; return the branches of those that are new.

        `source` is the list that showed a story last; without one, each is watched by itself.
        """
        new = []
        with self._writing():
            for url in links:
                shown_by = source or url
                if known := self.branch_of(url):
                    self._connection.execute(
                        "UPDATE stories SET source = ? WHERE branch = ? AND source != ?", (shown_by, known, shown_by)
                    )
                else:
                    new.append(branch_name(url))
                    self._insert(StoryState(new[-1], url, shown_by, now))
        return new

    def restore(self, stories: Iterable[StoryState], aliases: Iterable[tuple[str, str]]) -> None:
        """Fill a state that was lost with stories, and with further addresses, each with its branch."""
        with self._writing():
            for story in stories:
                self._insert(story)
            for url, branch in aliases:
                self._add_aliases(branch, [url])

    def branch_of(self, url: str) -> str | None:
        """Return the branch of the story that an address leads to, if it is known."""
        question = "SELECT branch FROM aliases WHERE identity = ?"
        row = self._connection.execute(question, (identity(url),)).fetchone()
        return row["branch"] if row else None

    def story(self, branch: str) -> StoryState | None:
        """Return what is known of a story."""
        row = self._connection.execute("SELECT * FROM stories WHERE branch = ?", (branch,)).fetchone()
        return parse_story(row) if row else None

    def stories(self) -> Iterator[StoryState]:
        """Yield all stories as they are now, those that wait longest first; others may be noted meanwhile."""
        connection = open_state(self._path)  # one of its own sees nothing of what is written from now on
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
        with self._writing():
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
        with self._writing():
            self._connection.execute("UPDATE aliases SET branch = ? WHERE branch = ?", (other, branch))
            self._connection.execute("DELETE FROM stories WHERE branch = ?", (branch,))

    def forget(self, source: str) -> int:
        """Drop the stories that were only seen through a watch that is no more, and return how many these were."""
        with self._writing():
            return self._connection.execute("DELETE FROM stories WHERE source = ?", (source,)).rowcount

    def begin_run(self, now: datetime) -> RunState:
        """Begin a run, or go on with the one that was cut off less than half a day ago."""
        if run := self._open_run():
            if timedelta(0) <= now - run.started_at < _RESUME:
                return run
            self.end_run(now, "killed")
        with self._writing():
            self._connection.execute("INSERT OR REPLACE INTO runs VALUES (?, NULL, NULL, '{}')", (render_time(now),))
        return RunState(to_utc(now))

    def end_run(self, now: datetime, ending: str) -> None:
        """End the run that is open, and forget those of long ago."""
        with self._writing():
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

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Write all of it or nothing. Raises `ArchiveError` with what a person can do about it."""
        try:
            with self._connection:
                yield
        except sqlite3.Error as error:
            raise _unwritable(self._path, error) from error

    def _open_run(self) -> RunState | None:
        row = self._connection.execute("SELECT * FROM runs WHERE ended_at IS NULL").fetchone()
        return parse_run(row) if row else None

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
            {**check_row(check), "branch": branch},
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
            check_row(check),
        )
        return is_again is None


def _read_on(connection: sqlite3.Connection, rows: sqlite3.Cursor, first: list[sqlite3.Row]) -> Iterator[StoryState]:
    try:
        while first:
            yield from map(parse_story, first)
            first = rows.fetchmany()
    finally:
        connection.close()


def _unwritable(path: Path, error: sqlite3.Error) -> ArchiveError:
    step = next_step(str(error), "Make the folder writable, then run the command again")
    return ArchiveError(f"{path} cannot be written: {error}. {step}")
