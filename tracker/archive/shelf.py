"""Pages of many files, in any order: to find one, a file is gone through once, not for each of its pages.

Stories are read one after the other, and the pages of each lie in the files of many nights. So where each record of
a file begins is noted when the first of its pages is asked for. The notes go with the shelf; SQLite keeps them in
memory while they are few, and then in a file of its own among the temporary ones.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tracker.archive.closing import Closing
from tracker.archive.page_files import find_files, find_records, read_page, read_pages
from tracker.archive.pages import Page
from tracker.errors import ArchiveError


class Shelf(Closing):
    """The pages in some folders; close it, or use it as a context manager."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._notes = sqlite3.connect("")
        self._notes.execute("CREATE TABLE begins (record TEXT, path TEXT, start INTEGER, PRIMARY KEY (record, path))")
        self._known: set[Path] = set()

    def close(self) -> None:
        """Drop the notes."""
        self._notes.close()

    def has(self, file: str) -> bool:
        """Say whether a file of pages is in any of the folders."""
        return bool(find_files(self._folders, file))

    def read(self, file: str, record: str) -> Page:
        """Return the page that a version cites. Raises `ArchiveError` when it is not there, or damaged."""
        for path in find_files(self._folders, file):
            if path not in self._known:
                self._note(path)
            question = "SELECT start FROM begins WHERE record = ? AND path = ?"
            if row := self._notes.execute(question, (record, str(path))).fetchone():
                for stored in read_pages(path, row[0]):
                    return stored.page
        return read_page(self._folders, file, record)  # it tells what is wrong

    def _note(self, path: Path) -> None:
        self._known.add(path)
        with self._notes, suppress(ArchiveError):  # what is damaged is told of each page that it cost
            for record, start in find_records(path):
                self._notes.execute("INSERT OR IGNORE INTO begins VALUES (?, ?, ?)", (record, str(path), start))
