"""`notified.sqlite`: what each receiver was told, so that nothing is told twice.

A receiver is known by a digest of its address, for the address is a secret. From its first digest on it is told what
was captured from a day before that; what is older than a month is settled, so the file stays small. Items are noted
in a transaction that stays open while they are sent, and kept only if that went well: what was not delivered is sent
the next time. A run that is killed, or finds the disk full, in the moment after it has sent sends once more.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tracker.archive.closing import Closing
from tracker.archive.times import parse_time, render_time
from tracker.errors import ArchiveError, next_step
from tracker.report.alerts.items import Item

NOTIFIED = "notified.sqlite"
FIRST = timedelta(days=1)  # how far the first digest of a receiver looks back
KEPT = timedelta(days=30)  # how long what was captured, or comes from another machine, may still be told

_VERSION = 1
_SCHEMA = """
CREATE TABLE receivers (receiver TEXT PRIMARY KEY, since TEXT NOT NULL, is_new INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE told (
    receiver TEXT NOT NULL, item TEXT NOT NULL, at TEXT NOT NULL, fails TEXT, PRIMARY KEY (receiver, item)
) WITHOUT ROWID;
"""
_FORGET_RECEIVERS = "DELETE FROM receivers WHERE receiver NOT IN (SELECT value FROM json_each(?))"
_FORGET_TOLD = "DELETE FROM told WHERE receiver NOT IN (SELECT receiver FROM receivers) AND at < ?"


@dataclass(frozen=True, slots=True)
class Receiving:
    """How far a receiver is: what was captured `since` then may be told, except what is `told`.

    `fails` are the failures it was told of and not yet of their end: key, address, since when. `is_new` before its
    first digest.
    """

    since: datetime
    is_new: bool
    told: frozenset[str]
    fails: tuple[tuple[str, str, datetime], ...]


class Told(Closing):
    """The open memory of what was told; close it, or use it as a context manager."""

    def __init__(self, folder: Path, *, is_copy: bool = False) -> None:
        """Open the memory of an archive's folder, or make it; a damaged one is put aside.

        A copy forgets what is written to it. Raises `ArchiveError` when the folder cannot be written.
        """
        self._path = folder / NOTIFIED
        with self._said():
            self._connection = _copy(self._path) if is_copy else _open_or_replace(self._path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def receiving(self, receivers: Sequence[str], now: datetime) -> list[Receiving]:
        """Return how far each receiver is, all of which are named now; whoever is not is new when named again."""
        with self._said():
            self._connection.execute(_FORGET_RECEIVERS, (json.dumps(receivers),))
            self._connection.execute(_FORGET_TOLD, (render_time(now - KEPT),))
            return [self._receiving(receiver, render_time(now - FIRST)) for receiver in receivers]

    def _receiving(self, receiver: str, first: str) -> Receiving:
        execute = self._connection.execute
        execute("INSERT OR IGNORE INTO receivers VALUES (?, ?, 1)", (receiver, first))
        since, is_new = execute("SELECT since, is_new FROM receivers WHERE receiver = ?", (receiver,)).fetchone()
        told = execute("SELECT item, at, fails FROM told WHERE receiver = ?", (receiver,)).fetchall()
        fails = tuple((item, url, parse_time(at)) for item, at, url in told if url is not None)
        return Receiving(parse_time(since), bool(is_new), frozenset(item for item, _, _ in told), fails)

    @contextmanager
    def telling(self, receiver: str, items: Sequence[Item], now: datetime) -> Iterator[None]:
        """Note items as told to a receiver if the block, which tells them, ends well."""
        with self._said():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._note(receiver, items, render_time(now - KEPT))
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _note(self, receiver: str, items: Sequence[Item], settled: str) -> None:
        execute = self._connection.execute
        for item in items:
            if item.ends:
                execute("DELETE FROM told WHERE receiver = ? AND item = ?", (receiver, item.ends))
            else:
                row = (receiver, item.key, render_time(item.at), item.fails)
                execute("INSERT INTO told VALUES (?, ?, ?, ?)", row)
        execute("UPDATE receivers SET is_new = 0, since = max(since, ?) WHERE receiver = ?", (settled, receiver))
        execute("DELETE FROM told WHERE receiver = ? AND at < ? AND fails IS NULL", (receiver, settled))

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn what SQLite says into an error a person can act on."""
        try:
            yield
        except sqlite3.Error as error:
            step = next_step(str(error), "Make the folder writable, or move the file away to begin anew")
            raise ArchiveError(f"{self._path} cannot be written: {error}. {step}") from error


def _copy(path: Path) -> sqlite3.Connection:
    copy = _fill(sqlite3.connect(":memory:", isolation_level=None))
    if path.exists():
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.backup(copy)
    return copy


def _open_or_replace(path: Path) -> sqlite3.Connection:
    try:
        return _open(path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) not in (
            sqlite3.SQLITE_NOTADB,
            sqlite3.SQLITE_CORRUPT,
        ):
            raise
    path.replace(path.with_name(f"{NOTIFIED}.damaged"))
    return _open(path)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            _fill(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _fill(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {_VERSION};COMMIT;")
    return connection
