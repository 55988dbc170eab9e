"""Seals: a digest of all that the index holds of a story, noted with it.

SQLite checks the shape of its file, not the words in it, and to work all of them out again for a comparison would
take as long as the index took to make. What is read back from under a seal is what was written.
"""

import hashlib
import sqlite3
from collections.abc import Iterator

SEALS = """
CREATE TABLE seals (branch TEXT PRIMARY KEY REFERENCES stories ON DELETE CASCADE, digest TEXT NOT NULL);
"""


def set_seal(index: sqlite3.Connection, branch: str) -> None:
    """Note the digest of what the index holds of a story."""
    index.execute("INSERT OR REPLACE INTO seals VALUES (?, ?)", (branch, _digest(index, _tables(index), branch)))


def find_broken(index: sqlite3.Connection) -> Iterator[str]:
    """Yield the stories of which the index holds something else than was written."""
    tables = _tables(index)
    sealed = dict(tuple(row) for row in index.execute("SELECT branch, digest FROM seals"))
    held = {row[0] for table in tables for row in index.execute(f"SELECT DISTINCT branch FROM {table}")}  # noqa: S608
    for branch in sorted(sealed.keys() | held, key=str):  # a damaged one need not be text
        if sealed.get(branch) != _digest(index, tables, branch):
            yield str(branch)


def _tables(index: sqlite3.Connection) -> tuple[str, ...]:
    """Return the tables that hold something of a story, by name."""
    rows = index.execute(
        "SELECT name FROM sqlite_master AS t WHERE type = 'table' AND name <> 'seals' "
        "AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'branch') ORDER BY name"
    )
    return tuple(row[0] for row in rows)


def _digest(index: sqlite3.Connection, tables: tuple[str, ...], branch: str) -> str:
    digest = hashlib.sha256()
    for table in tables:
        rows = index.execute(f"SELECT * FROM {table} WHERE branch = ?", (branch,))  # noqa: S608
        digest.update(repr((table, sorted(repr(tuple(row)) for row in rows))).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()
