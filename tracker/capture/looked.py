"""`reextracted`: which stories an extractor has looked at, so that the next time passes over them.

Most pages read as they did, and of these nothing is recorded. So a file in the archive's folder has a line for each
story: the file of pages that was not here, and where its branch stood. It is only ever added to, and begun anew by
another extractor. A file that is lost costs one more look, and so does a line that was cut off: each begins with the
line's end, so that it spoils no other.
"""

from collections.abc import Iterable
from pathlib import Path

from tracker.archive.page_files import is_page_file
from tracker.archive.shelf import Shelf
from tracker.capture.extractor import EXTRACTOR, extractor_version

LOOKED = "reextracted"
_NONE = "-"


class Looked:
    """The stories that this extractor has looked at."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOOKED
        self._head = f"{EXTRACTOR} {extractor_version()}"
        text = self._path.read_text("utf-8", "replace") if self._path.exists() else ""
        head, *lines = text.split("\n")
        self._is_ours = head == self._head
        rows = map(str.split, lines) if self._is_ours else ()
        self._known = {row[0]: (row[1], row[2]) for row in rows if len(row) == 3}

    def has(self, branch: str, tip: str, shelf: Shelf) -> bool:
        """Say whether a story that stands at `tip` was looked at, and nothing can be read that could not be then."""
        missing, stood = self._known.get(branch, ("", ""))
        return stood == tip and (missing == _NONE or not shelf.has(missing))

    def add(self, stories: Iterable[tuple[str, str, str | None]]) -> None:
        """Note stories, each with where it stands and the file that was not here."""
        lines = [
            f"\n{branch} {missing if missing and is_page_file(missing) else _NONE} {tip}"
            for branch, tip, missing in stories
        ]
        with self._path.open("a" if self._is_ours else "w", encoding="utf-8") as file:
            file.write("".join(lines if self._is_ours else [self._head, *lines]))
        self._is_ours = True
