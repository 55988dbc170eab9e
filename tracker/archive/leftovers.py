"""What killed runs leave behind: harmless but for the space, and for locks that git waits for in vain.

What nobody has written to for an hour is left over. Under the archive's lock no other `tracker` writes, so whatever
it or its git had begun is left over at once; but git that somebody else runs may be at work, on a push or a fetch. An
index in the making is no leftover: the next command goes on from there.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tracker.archive.layout import INDEX, PAGES, STORIES

GRACE = timedelta(hours=1)
_OWN = (
    "pending.part",
    f"{PAGES}/*.part",
    f"{STORIES}/*.lock",
    f"{STORIES}/refs/**/*.lock",
    f"{STORIES}/objects/info/**/*.lock",
    f"{STORIES}/fast_import_crash_*",
)
_ANYBODYS = (
    "*.part",
    f"{STORIES}/objects/tmp_*",
    f"{STORIES}/objects/??/tmp_*",
    f"{STORIES}/objects/pack/tmp_*",
    f"{STORIES}/objects/pack/*.lock",
    f"{STORIES}/objects/pack/*.keep",
)


def find_leftovers(folder: Path, now: datetime, *, is_locked: bool = False) -> Iterator[Path]:
    """Yield the files and folders in an archive that killed runs have left; `is_locked` if its lock is held."""
    oldest = (now - GRACE).timestamp()
    own = {*_glob(folder, *_OWN), *_find_parts_of_packs(folder)}
    for path in sorted({*own, *_glob(folder, *_ANYBODYS)}):
        if (is_locked and path in own) or _written_at(path) < oldest:
            yield path


def _glob(folder: Path, *patterns: str) -> Iterator[Path]:
    found = (path for pattern in patterns for path in folder.glob(pattern))
    return (path for path in found if not path.name.startswith(f"{INDEX}.part"))


def _find_parts_of_packs(folder: Path) -> Iterator[Path]:
    """Yield what belongs to a pack that is not there: packs appear first, and are removed first."""
    for suffix in (".idx", ".rev", ".bitmap"):
        for path in folder.glob(f"{STORIES}/objects/pack/pack-*{suffix}"):
            if not path.with_suffix(".pack").exists():
                yield path


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
