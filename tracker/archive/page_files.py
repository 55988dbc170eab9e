"""Reading pages back: by the file and the record that `meta.json` cites, or all of a file.

A file is looked for in the archive's `pages/`, then in the folders that `tracker.toml` lists, where old files may
have been moved to. What a version cites may come from anybody who pushed it: a name leads to a file only where it has
the form that the archive gives. Record headers are warcio's to read; the status line and headers of a page are split
off here, since warcio leaves them in where an address is no `http:`.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from tracker.archive.pages import Page
from tracker.archive.times import parse_time
from tracker.errors import ArchiveError

_NAME = re.compile(r"\d{8}T\d{6}Z(?:-\d+)?\.warc\.gz")


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as a file holds it, with the id of its record and when it was captured."""

    record: str
    captured_at: datetime
    page: Page


def is_page_file(name: str) -> bool:
    """Say whether a name is one that the archive gives to files of pages."""
    return _NAME.fullmatch(name) is not None


def find_files(folders: Sequence[Path], file: str) -> tuple[Path, ...]:
    """Return where a file of pages lies: nowhere, in one of the folders, or in several."""
    return tuple(path for folder in folders if is_page_file(file) and (path := folder / file).is_file())


def read_page(folders: Sequence[Path], file: str, record: str) -> Page:
    """Return the page that a version cites. Raises `ArchiveError` when it is not there, or damaged."""
    if not is_page_file(file):
        raise ArchiveError(f"{file!r:.80} is no file of pages: `tracker verify` looks for what else is wrong")
    for path in find_files(folders, file):
        for stored in read_pages(path):
            if stored.record == record:
                return stored.page
    raise ArchiveError(
        f"{folders[0] / file} does not hold the page {record:.80}: it was dropped, or moved. "
        "`tracker verify` tells which; a folder it was moved to belongs into tracker.toml, under [pages] folders"
    )


def read_pages(path: Path, start: int = 0) -> Iterator[StoredPage]:
    """Yield the pages of a file, from a record on that begins at byte `start`. Raises `ArchiveError` for damage."""
    with _told(path), path.open("rb") as file:
        file.seek(start)
        for record in ArchiveIterator(file, no_record_parse=True):
            if record.rec_type in ("response", "resource"):
                yield _stored(record)


def find_records(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the id of each page's record in a file, and the byte where it begins. Raises `ArchiveError`."""
    with _told(path), path.open("rb") as file:
        records = ArchiveIterator(file, no_record_parse=True)
        for record in records:
            if record.rec_type in ("response", "resource"):
                yield record.rec_headers.get_header("WARC-Record-ID") or "", records.get_record_offset()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what goes wrong with a file of pages into an error a person can act on."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}. Make it readable") from error
    except Exception as error:  # of damaged bytes warcio raises whatever it trips over
        raise ArchiveError(f"{path} is damaged: put a copy in its place ({type(error).__name__}: {error})") from error


def _stored(record: ArcWarcRecord) -> StoredPage:
    name, date, media_type = (
        record.rec_headers.get_header(key) or "" for key in ("WARC-Record-ID", "WARC-Date", "Content-Type")
    )
    block: bytes = record.raw_stream.read()
    page = _parse_response(block) if record.rec_type == "response" else Page(block, media_type=media_type)
    return StoredPage(name, parse_time(date), page)


def _parse_response(block: bytes) -> Page:
    """Split a response into its status, its headers and its body; no line of a header is ever empty."""
    head, _, body = block.partition(b"\r\n\r\n")
    status, *lines = head.decode("ascii").split("\r\n")
    headers = tuple((name, value) for name, _, value in (line.partition(": ") for line in lines))
    return Page(body, headers, status.removeprefix("HTTP/1.1 "))
