"""The file `state.sqlite`: its tables, how it is opened, and its rows as values."""

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from tracker.archive.times import parse_time, render_time
from tracker.capture.checks import FAILED, Check, Failing, RunState, StoryState

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
    return tuple(map(parse_run, state.execute("SELECT * FROM runs ORDER BY started_at DESC")))


def read_failing(state: sqlite3.Connection) -> tuple[Failing, ...]:
    """Return what fails, longest first."""
    rows = state.execute(
        """SELECT url, failing_since, n_failures, reason FROM stories WHERE failing_since IS NOT NULL
        UNION ALL SELECT url, failing_since, n_failures, reason FROM lists WHERE failing_since IS NOT NULL
        ORDER BY failing_since, url"""
    )
    return tuple(Failing(url, parse_time(since), n, reason) for url, since, n, reason in rows)


def open_state(path: Path) -> sqlite3.Connection:
    """Open the file, or make it. Raises `sqlite3.DatabaseError` for one that is damaged or of a later version."""
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


def check_row(check: Check) -> dict[str, Any]:
    """Return the values of a check as the statements name them."""
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


def parse_story(row: sqlite3.Row) -> StoryState:
    """Read a row of `stories`."""
    values = {key: row[key] for key in row.keys()}  # noqa: SIM118  # a Row is no mapping
    times = {key: parse_time(value) for key, value in values.items() if key.endswith(("_at", "_since")) and value}
    return StoryState(**{**values, **times})


def parse_run(row: sqlite3.Row) -> RunState:
    """Read a row of `runs`."""
    started_at, ended_at, ending, counts = row
    return RunState(parse_time(started_at), parse_time(ended_at) if ended_at else None, ending, json.loads(counts))
