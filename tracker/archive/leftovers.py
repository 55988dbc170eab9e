"""What killed runs leave behind: harmless but for the space, and for locks that git waits for in vain.

Under the archive's lock no other `tracker` writes, so whatever it or its git had begun is left over. Git that
somebody else runs may be at work at this moment, on a push or a fetch: its objects and packs in the making are left
over when nobody has written to them for an hour. An index in the making is none: the next one goes on from there.
"""

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tracker.archive.layout import PAGES, STORIES

GRACE = timedelta(hours=1)
_OWN = (
    "pending.part",
    f"{PAGES}/*.part",
    f"{STORIES}/*.lock",
    f"{STORIES}/refs/**/*.lock",
    f"{STORIES}/objects/info/**/*.lock",
    f"{STORIES}/fast_import_crash_*",
)
_ANYBODYS = tuple(f"{STORIES}/objects/{place}" for place in ("tmp_*", "??/tmp_*", "pack/tmp_*", "pack/*.keep"))


def find_leftovers(folder: Path, now: datetime) -> Iterator[Path]:
    """Yield the files and folders in an archive that killed runs have left."""
    yield from (path for pattern in _OWN for path in folder.glob(pattern))
    oldest = (now - GRACE).timestamp()
    for path in (path for pattern in _ANYBODYS for path in folder.glob(pattern)):
        if _written_at(path) < oldest:
            yield path
    # packs are written before what belongs to them, and removed before it
    for suffix in (".idx", ".rev", ".bitmap"):
        for path in (folder / STORIES / "objects" / "pack").glob(f"pack-*{suffix}"):
            if not path.with_suffix(".pack").exists():
                yield path


def _written_at(path: Path) -> float:
    """Return when a file was written to; one that has gone meanwhile is new."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def remove(paths: Iterable[Path]) -> int:
    """Remove files and folders, and count them."""
    n = 0
    for path in paths:
        n += 1
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return n
