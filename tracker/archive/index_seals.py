"""Seals: a digest of all that the index holds of a story, noted with it.

SQLite checks the shape of its file, not the words in it, and to work all of them out again for a comparison would
take as long as the index took to make. What is read back from under a seal is what was written.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping

SEALS = """
CREATE TABLE seals (branch TEXT PRIMARY KEY REFERENCES stories ON DELETE CASCADE, digest TEXT NOT NULL);
"""


# the rows of a story, by its branch or, where a table has none, by its number
_OF_BRANCH = "SELECT * FROM {} WHERE branch = ?"
_OF_NUMBER = """
SELECT t.* FROM stories AS s JOIN {} AS t ON t.number BETWEEN s.number << 32 AND (s.number + 1 << 32) - 1
WHERE s.branch = ?
"""


def set_seal(index: sqlite3.Connection, branch: str) -> None:
    """Note the digest of what the index holds of a story."""
    index.execute("INSERT OR REPLACE INTO seals VALUES (?, ?)", (branch, _digest(index, _tables(index), branch)))


def find_broken(index: sqlite3.Connection) -> Iterator[str]:
    """Yield the stories of which the index holds something else than was written."""
    tables = _tables(index)
    sealed = dict(tuple(row) for row in index.execute("SELECT branch, digest FROM seals"))
    named = [table for table, select in tables.items() if select == _OF_BRANCH.format(table)]
    held = {row[0] for table in named for row in index.execute(f"SELECT DISTINCT branch FROM {table}")}  # noqa: S608
    for branch in sorted(sealed.keys() | held, key=str):  # a damaged one need not be text
        if sealed.get(branch) != _digest(index, tables, branch):
            yield str(branch)


def _tables(index: sqlite3.Connection) -> dict[str, str]:
    """Return the tables that hold something of a story, by name, with what selects its rows."""
    tables = index.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'seals' ORDER BY name")
    columns = {
        row[0]: {column[0] for column in index.execute("SELECT name FROM pragma_table_info(?)", (row[0],))}
        for row in tables.fetchall()
    }
    of_branch = {table: _OF_BRANCH.format(table) for table, names in columns.items() if "branch" in names}
    of_number = {table: _OF_NUMBER.format(table) for table, names in columns.items() if "number" in names}
    return of_number | of_branch


def _digest(index: sqlite3.Connection, tables: Mapping[str, str], branch: str) -> str:
    digest = hashlib.sha256()
    for table, select in tables.items():
        rows = index.execute(select, (branch,))
        digest.update(repr((table, sorted(repr(tuple(row)) for row in rows))).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()
