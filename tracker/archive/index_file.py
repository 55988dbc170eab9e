"""The file of the index: opened only when it can be trusted, and replaced only by a whole one.

A file is trusted when this version of `tracker` made it, with the settings that hold now, and SQLite can read it.
Since an old file may be damaged in any way, a new one is made beside it and takes its place together with the log
that SQLite keeps for it.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tracker import __version__
from tracker.archive.index_schema import SCHEMA, SCHEMA_VERSION
from tracker.archive.writing import sync
from tracker.errors import ArchiveError, next_step

# what SQLite says of a file that is none of its own, that is broken, or that lacks what its version promises
_DAMAGE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


class Unusable(ArchiveError):
    """The index cannot be used as it is; `why` says so in words."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be used: {why}. `tracker reindex` makes it anew")
        self.why = why


def open_file(path: Path, settings: str) -> sqlite3.Connection:
    """Open an index that is there. Raises `Unusable` when it is not, or not to be trusted.

    `settings` is the digest of those that an analysis depends on.
    """
    if not path.exists():
        raise Unusable(path, "there was none")
    connection = _connect(path)
    try:
        with told(path):
            check(connection, path, settings)
    except Unusable:
        connection.close()
        raise
    return connection


def peek_stories(path: Path, columns: Iterable[str]) -> list[tuple[Any, ...]]:
    """Return these columns of the stories that an index holds; nothing where it cannot be read as it is."""
    select = f"SELECT {', '.join(columns)} FROM stories"  # noqa: S608 (names of our own)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            return connection.execute(select).fetchall() if version == SCHEMA_VERSION else []
    except sqlite3.DatabaseError:
        return []


def check(connection: sqlite3.Connection, path: Path, settings: str) -> None:
    """Raise `Unusable` for an index that is not to be trusted."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    about = [dict(row) for row in connection.execute("SELECT * FROM about")] if version else []
    if (version, [row["made_by"] for row in about]) != (SCHEMA_VERSION, [__version__]):
        raise Unusable(path, "another version of tracker made it")
    with closing(sqlite3.connect(":memory:")) as blank:
        if _tables(connection) != _tables(fill(blank, "")):
            raise Unusable(path, "it was damaged")
    if [row["settings"] for row in about] != [settings]:
        raise Unusable(path, "tracker.toml has other settings than it had then")


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return [tuple(row) for row in connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")]


def open_part(path: Path, settings: str) -> sqlite3.Connection:
    """Open an index in the making, which was perhaps cut off, or an empty one where that is not to be trusted."""
    try:
        return open_file(path, settings)
    except Unusable:
        return create_file(path, settings)


def create_file(path: Path, settings: str) -> sqlite3.Connection:
    """Make an empty index, in place of whatever is there."""
    _remove(path)
    connection = _connect(path)
    with told(path):
        return fill(connection, settings)


def fill(connection: sqlite3.Connection, settings: str) -> sqlite3.Connection:
    """Make the tables of an index; it notes the digest of the settings."""
    connection.executescript(SCHEMA)
    connection.execute("INSERT INTO about VALUES (?, ?)", (__version__, settings))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.commit()
    return connection


def put_in_place(part: Path, path: Path) -> None:
    """Put a new index, which nobody has open, in the place of an old one."""
    sync([part])
    _remove(path)  # with its log, which must never be taken for that of the new one
    part.replace(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    with told(path):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file into an error a person can act on."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # a text that is no UTF-8 is Python's finding, without a code: of a row, or of the very message
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _DAMAGE:
            raise Unusable(path, "it was damaged") from error
        step = next_step(str(error), "`tracker reindex` makes it anew")
        raise ArchiveError(f"{path} cannot be written: {error}. {step}") from error
