"""Dropping old pages: whole files of `pages/`, on record.

What is dropped is written down in the ledger first, as a run that names each file with its digest; then the files
are removed. Should the machine stop in between, the file `dropping` has the names, and the next time finishes it. The
ledger alone removes nothing: it may come from another machine, which dropped files of its own. A file that is damaged
is left alone: that it was must not go unseen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.archive.layout import PAGES
from tracker.archive.page_files import is_page_file, read_pages
from tracker.archive.pages import file_digest
from tracker.archive.reading import read_decided_tip, read_last_run
from tracker.archive.runs import PageFile, Run
from tracker.archive.scribe import Scribe
from tracker.archive.store import Store
from tracker.archive.stream import open_stream
from tracker.archive.writing import durable_file, sync
from tracker.errors import ArchiveError

DROPPING = "dropping"


@dataclass(frozen=True, slots=True)
class OldFile:
    """A file of pages that may be dropped: its size in bytes, and when its newest page was captured."""

    file: PageFile
    n_bytes: int
    newest_at: datetime


def list_files(folder: Path) -> list[Path]:
    """Return the files of pages in a folder, by name."""
    return sorted(path for path in folder.glob("*") if is_page_file(path.name) and path.is_file())


def find_old_files(paths: Iterable[Path], before: datetime, warn: Callable[[str], object]) -> list[OldFile]:
    """Return the files all of which was captured before a time; warn of those that are damaged."""
    found = []
    for path in paths:
        try:
            found.append(_old_file(path, before))
        except ArchiveError as error:
            warn(f"{error}. It is not dropped")
    return [old for old in found if old]


def _old_file(path: Path, before: datetime) -> OldFile | None:
    times = []
    for stored in read_pages(path):
        times.append(stored.captured_at)
        if stored.captured_at >= before:
            return None
    if not times:
        return None
    return OldFile(PageFile(path.name, file_digest(path), len(times)), path.stat().st_size, max(times))


def write_pruning(store: Store, files: Sequence[PageFile], now: datetime) -> str:
    """Write the run that says which files are dropped, and return its commit."""
    previous, n_runs = read_last_run(store)
    run = Run(n_runs + 1, now, previous, (), (), (), pruned=tuple(files), decided=read_decided_tip(store))
    with open_stream(store) as stream:
        mark = Scribe(stream, {}, now).write_run(run)
        return stream.ids([mark])[mark]


def write_names(note: Path, files: Iterable[PageFile]) -> None:
    """Note, for who goes on after a cut-off, which files are being dropped."""
    with durable_file(note) as file:
        file.write("".join(f"{each.file}\n" for each in files).encode())


def find_dropped(archive: Path, pruned: Iterable[PageFile]) -> list[Path]:
    """Return the files that were being dropped here, that the ledger says were dropped, and that are still there."""
    note = archive / DROPPING
    begun = set(note.read_text("utf-8").splitlines()) if note.exists() else set()
    return [
        path
        for each in pruned
        if each.file in begun
        and is_page_file(each.file)
        and (path := archive / PAGES / each.file).is_file()
        and file_digest(path) == each.digest
    ]


def remove_files(paths: Sequence[Path]) -> None:
    """Remove files that the ledger says were dropped, for good when this returns."""
    for path in paths:
        path.unlink(missing_ok=True)
    sync({path.parent for path in paths})
