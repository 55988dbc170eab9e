"""What killed runs leave behind: harmless but for the space, and for locks that git waits for in vain.

What nobody has written to for an hour is left over. Under the archive's lock no other `tracker` writes, so whatever
it or its git had begun is left over at once; but git that somebody else runs may be at work, on a push or a fetch. An
index in the making is no leftover: the next command goes on from there.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tracker.archive.walking import stat_of, walk

GRACE = timedelta(hours=1)
# paths below the archive, of files and folders
_OWN = re.compile(
    r"""pending\.part | pages/[^/]+\.part
    | stories\.git/ (?: (?!packed-refs)[^/]+ | refs/.+ | objects/info/.+ )\.lock
    | stories\.git/fast_import_crash_[^/]+""",
    re.VERBOSE,
)
_ANYBODYS = re.compile(
    r"""(?!index\.sqlite)[^/]+\.part
    | stories\.git/packed-refs\.(?:lock|new)
    | stories\.git/objects/ (?: (?:[^/]+/)?tmp_[^/]+ | pack/[^/]+\.(?:lock|keep) )""",
    re.VERBOSE,
)
_PART_OF_PACK = re.compile(r"(stories\.git/objects/pack/pack-[^/]+)\.(?:idx|rev|bitmap)")


def find_leftovers(folder: Path, now: datetime, *, is_locked: bool = False) -> Iterator[Path]:
    """Yield the files and folders in an archive that killed runs have left; `is_locked` if its lock is held."""
    oldest = (now - GRACE).timestamp()
    for entry in walk(folder):
        path = entry.path[len(f"{folder}/") :]
        is_own = bool(_OWN.fullmatch(path)) or _lacks_pack(folder, path)
        if (is_own or _ANYBODYS.fullmatch(path)) and ((is_locked and is_own) or _is_older(entry.path, oldest)):
            yield Path(entry.path)


def _lacks_pack(folder: Path, path: str) -> bool:
    """Say whether something belongs to a pack that is not there: packs appear first, and are removed first."""
    match = _PART_OF_PACK.fullmatch(path)
    return match is not None and stat_of(folder / f"{match[1]}.pack") is None


def _is_older(path: str, seconds: float) -> bool:
    found = stat_of(path)
    return found is not None and found.st_mtime < seconds


def remove(path: Path) -> None:
    """Remove a file, or a folder with what is in it."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
