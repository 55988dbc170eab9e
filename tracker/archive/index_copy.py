"""The index of an archive that cannot be written: read as it is, or brought up to date in a copy.

The copy goes with its connection; SQLite keeps it in memory while it is small, and then in a file of its own among
the temporary ones.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.archive.index_file import Unusable, check, fill, told


def is_writable(path: Path) -> bool:
    """Say whether an index can be written, and made where there is none."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def open_unchanging(path: Path, settings: str) -> sqlite3.Connection:
    """Open an index that nobody can write. Raises `Unusable` when it is not there, not whole or not to be trusted."""
    if not path.exists():
        raise Unusable(path, "there was none")
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:  # of a command that was killed; it is taken in by writing
        raise Unusable(path, "it was cut off")
    connection = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        with told(path):
            check(connection, path, settings)
    except Unusable:
        connection.close()
        raise
    return connection


def copy_file(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of an index, which is closed."""
    copy = _connect()
    with closing(connection):
        connection.backup(copy)
    return copy


def create_copy(settings: str) -> sqlite3.Connection:
    """Make an empty index."""
    return fill(_connect(), settings)


def _connect() -> sqlite3.Connection:
    connection = sqlite3.connect("")
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
