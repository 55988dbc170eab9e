"""Opening what commands work on: the archive, its index, and stories in files."""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.output import warn, with_progress

if TYPE_CHECKING:
    from tracker.archive.index import Index
    from tracker.archive.repository import Archive
    from tracker.archive.settings import Settings
    from tracker.capture.files import ReadResult


def open_archive(path: Path) -> "Archive":
    """Open the archive at a path, for a `with` statement."""
    from tracker.archive.repository import Archive

    return Archive.open(path, warn=warn)


def open_index(archive: "Archive", *, must_write: bool = False) -> "Index":
    """Open the index of an archive, brought up to date, for a `with` statement.

    Say so when it had to be replaced, or is only a copy, since the archive cannot be written; with `must_write` that
    is an error.
    """
    from tracker.archive.index import Index
    from tracker.archive.layout import INDEX

    had_index = (archive.path / INDEX).exists()
    index = Index(
        archive,
        follow=lambda branches: with_progress(branches, "Reading stories", len(branches)),
        must_write=must_write,
    )
    if not index.refreshed.is_written:
        is_fresh = index.refreshed.n_stories == 0
        how = "was read as it is" if is_fresh else "was brought up to date for this command alone"
        warn(f"{archive.path} cannot be written: its index {how}")
    elif had_index and index.refreshed.rebuilt:
        warn(f"the index was made anew: {index.refreshed.rebuilt}")
    return index


def read_config(path: Path | None) -> "Settings":
    """Read the settings for a command without an archive; without a file all is as it comes."""
    from tracker.archive.settings import Settings, read_settings

    return read_settings(path) if path else Settings()


def read_file(path: str, settings: "Settings", url: str | None = None) -> "ReadResult":
    """Read a story from a file; `-` is standard input, `url` the address of a page where it is known."""
    from tracker.capture.files import read_story

    stdin = sys.stdin.buffer if sys.stdin else io.BytesIO()
    return read_story(path, warn=warn, stdin=stdin, url=url, phrases=settings.phrases)
