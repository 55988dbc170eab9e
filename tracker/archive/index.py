"""`index.sqlite`: what is slow to work out of the stories again, and nothing git does not hold.

The index notes for each story which commit and which decisions it was made from. Refreshing reads only the stories of
which one is another now, one transaction each, so it can be cut off anywhere. A file that is missing, damaged or made
by another version of `tracker` or with other settings is made anew beside the old one and takes its place when it is
complete; where that was cut off, it goes on with the stories that are left. Who reads meanwhile reads the old one.
An archive that cannot be written is read all the same, from the index as it is or from a copy.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.archive.analysing import Analyse
from tracker.archive.answers import Answers
from tracker.archive.closing import Closing
from tracker.archive.index_copy import copy_file, create_copy, is_writable, open_unchanging
from tracker.archive.index_file import Unusable, create_file, open_file, open_part, put_in_place, told
from tracker.archive.index_rows import Row
from tracker.archive.index_seals import set_seal
from tracker.archive.layout import INDEX, METADATA
from tracker.archive.questions import render_metadata
from tracker.archive.repository import Archive
from tracker.archive.story_rows import story_tables
from tracker.archive.writing import durable_file
from tracker.core.history import analyse

Follow = Callable[[Sequence[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What bringing the index up to date took: the stories read, and why it was made anew, if it was.

    `is_written` says whether the next command finds it so; where the archive cannot be written, it does not.
    """

    n_stories: int
    rebuilt: str | None
    is_written: bool = True


class Index(Answers, Closing):
    """The index of an archive; close it, or use it as a context manager.

    `refreshed` says what opening it took.
    """

    def __init__(
        self, archive: Archive, analyse: Analyse = analyse, follow: Follow = iter, *, must_write: bool = False
    ) -> None:
        """Open the index and bring it up to date: a copy of it, where the archive cannot be written.

        The branches of the stories that are to be read pass through `follow`, which may tell of the progress. Raises
        `ArchiveError` when writing fails, with `must_write` also where there is nothing but a copy to be had.
        """
        self._archive = archive
        self._analyse = analyse
        self._follow = follow
        self._must_write = must_write
        super().__init__(archive.path / INDEX, sqlite3.connect(":memory:"))
        self.refreshed = self.refresh()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def refresh(self) -> Refreshed:
        """Read the stories that changed since the index was made, or all where it cannot be used."""
        if not self._must_write and not is_writable(self._path):
            return self._refresh_copy()
        with self._archive.locked("index.lock"):
            try:
                self._open()
                return Refreshed(self._update(), None)
            except Unusable as error:
                return Refreshed(self._rebuild(), error.why)

    def rebuild(self) -> Refreshed:
        """Make the index anew from all stories."""
        with self._archive.locked("index.lock"):
            return Refreshed(self._rebuild(), "it was asked for")

    def _refresh_copy(self) -> Refreshed:
        """Take the index as it is, and where it lacks anything, a copy of it that goes with this object."""
        self.close()
        digest, rebuilt = self._archive.settings.digest, None
        try:
            self._connection = open_unchanging(self._path, digest)
            if not any(self._find_outdated()):
                return Refreshed(0, None, is_written=False)
            self._connection = copy_file(self._connection)
        except Unusable as error:
            self._connection, rebuilt = create_copy(digest), error.why
        return Refreshed(self._update(), rebuilt, is_written=False)

    def _open(self) -> None:
        self.close()
        self._connection = open_file(self._path, self._archive.settings.digest)

    def _rebuild(self) -> int:
        self.close()
        part = self._path.with_name(f"{INDEX}.part")
        n_stories = self._complete(part)
        self.close()
        put_in_place(part, self._path)
        with durable_file(self._path.with_name(METADATA)) as file:
            file.write(render_metadata().encode())
        self._open()
        return n_stories

    def _complete(self, part: Path) -> int:
        """Read into a new file what it lacks, and count it."""
        digest = self._archive.settings.digest
        try:
            self._connection = open_part(part, digest)
            return self._update()
        except Unusable:
            self.close()
            self._connection = create_file(part, digest)
            return self._update()

    def _update(self) -> int:
        """Read the stories that stand elsewhere than the index says, drop those that are gone, and count both."""
        with told(self._path):
            gone, changed = self._find_outdated()
            for branch in gone:
                self._replace(branch, {})
            for branch in self._follow([*changed]):
                self._replace(branch, self._tables(branch, changed[branch]))
        return len(changed) + len(gone)

    def _find_outdated(self) -> tuple[Collection[str], Mapping[str, str | None]]:
        """Return the stories that are gone, and those that stand elsewhere, with what was decided about them."""
        with told(self._path):
            rows = self._connection.execute("SELECT branch, tip, decisions FROM stories")
            known = {row["branch"]: (row["tip"], row["decisions"]) for row in rows}
        decided = self._archive.decided()  # read first: what is decided meanwhile is found the next time
        tips = self._archive.tips()
        changed = [branch for branch, tip in tips.items() if known.get(branch) != (tip, decided.get(branch))]
        return known.keys() - tips.keys(), {branch: decided.get(branch) for branch in changed}

    def _tables(self, branch: str, decisions: str | None) -> Mapping[str, Iterable[Row]]:
        number = self._connection.execute("SELECT coalesce(max(number), 0) + 1 FROM stories").fetchone()[0]
        return story_tables(self._archive, branch, number, decisions, self._analyse)

    def _replace(self, branch: str, tables: Mapping[str, Iterable[Row]]) -> None:
        with self._connection:
            self._connection.execute("DELETE FROM stories WHERE branch = ?", (branch,))
            for table, rows in tables.items():
                for row in rows:
                    columns = f"({', '.join(row)}) VALUES ({', '.join(f':{column}' for column in row)})"
                    self._connection.execute(f"INSERT INTO {table} {columns}", row)
            if tables:
                set_seal(self._connection, branch)
