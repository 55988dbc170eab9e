"""What killed runs leave behind: harmless but for the space, and for locks that keep git waiting in vain.

Only what is older than an hour counts, since somebody may be pushing into the repository at this moment.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tracker.archive.layout import PAGES, STORIES
from tracker.archive.proof.fault import Fault, derived

_PATTERNS = (
    "*.part",
    f"{PAGES}/*.part",
    f"{STORIES}/*.lock",
    f"{STORIES}/refs/**/*.lock",
    f"{STORIES}/fast_import_crash_*",
    f"{STORIES}/objects/*/tmp_*",
    f"{STORIES}/objects/tmp_*",
    f"{STORIES}/objects/info/**/*.lock",
    f"{STORIES}/objects/pack/*.lock",
)
_AGE = timedelta(hours=1)


def check_leftovers(archive: Path, now: datetime) -> Iterator[Fault]:
    """Look for files of runs that were killed."""
    oldest = (now - _AGE).timestamp()
    for path in sorted({path for pattern in _PATTERNS for path in archive.glob(pattern)}):
        if _written_at(path) < oldest:
            yield derived("remove", f"{path} was left by a run that was killed", path)


def _written_at(path: Path) -> float:
    """Return when a file was written to; one that has gone meanwhile is new."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def remove(path: Path) -> None:
    """Remove a file, or a folder with what is in it."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
