"""The index held against itself and against git: only damage is a fault.

An index that is missing, or behind git, or made by another version of `tracker` or with other settings, is brought up
to date by whatever opens it next.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from tracker.archive.index_file import Unusable, open_file, told
from tracker.archive.index_seals import find_broken
from tracker.archive.proof.fault import Fault, derived

Versions = Mapping[str, tuple[str, ...]]

_DAMAGED = "it was damaged"


def check_index(path: Path, settings: str, tips: Mapping[str, str], versions: Versions) -> Iterator[Fault]:
    """Check the index of an archive, made with settings of this digest, against its branches and their versions.

    Raises `Unusable` for an index that is to be made anew anyway.
    """
    try:
        index = open_file(path, settings)
        try:
            with told(path):
                yield from _check_file(index, path)
                yield from _check_rows(index, tips, versions)
        finally:
            index.close()
    except Unusable as error:
        if error.why != _DAMAGED:
            raise
        yield derived("reindex", f"{path} is damaged")


def _check_file(index: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Have SQLite check its structures, and each full text against what it is of."""
    for (said,) in index.execute("PRAGMA integrity_check(1)"):
        if said != "ok":
            yield derived("reindex", f"{path} is damaged: {said}")
    for (name,) in index.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'").fetchall():
        index.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    index.rollback()
    for branch in find_broken(index):
        yield _of(branch, "the index holds something else of it than was written")


def _check_rows(index: sqlite3.Connection, tips: Mapping[str, str], versions: Versions) -> Iterator[Fault]:
    """Check that the index has the versions that git has, of each story that it is up to date with."""
    for branch, tip in index.execute("SELECT branch, tip FROM stories").fetchall():
        rows = index.execute("SELECT commit_id FROM versions WHERE branch = ?", (branch,))
        held = {row[0] for row in rows}
        if tips.get(branch) == tip and held != {*versions[branch]}:
            yield _of(branch, "the index has other versions of it than git")


def _of(branch: str, what: str) -> Fault:
    fault = derived("reindex", what)
    return Fault(fault.what, fault.next_step, branch, fault.repair)
