"""Where things lie in an archive's folder, and how an empty archive is made.

An archive is a folder with a `stories.git` that says it is one. That repository is made under another name and
renamed last, so a folder either holds a whole archive or none.
"""

import shutil
from pathlib import Path
from typing import Literal

from tracker.archive.store import Store
from tracker.archive.writing import durable_file, sync, writing
from tracker.errors import ArchiveError

ObjectFormat = Literal["sha1", "sha256"]

STORIES, PAGES, INDEX, METADATA = "stories.git", "pages", "index.sqlite", "datasette.json"
FORMAT = "1"  # of the archive; a tracker of a later one would know how to read this

_README = """\
This folder is an archive of news stories, kept by `tracker`.

stories.git   every version of every story: a branch a story, a commit a version. Plain git reads it:
              git -C stories.git log -p <branch>
pages/        the pages as they were served, as WARC files
index.sqlite  what was worked out from the stories; `tracker reindex` makes it anew, with datasette.json beside it

stories.git and pages/ belong together. Change them through `tracker` alone.
"""


def check_format(folder: Path) -> None:
    """Raise `ArchiveError` where a folder is no archive, or one of a later format."""
    found = _format(folder)
    if found is None:
        raise ArchiveError(f"{folder} is no archive: `tracker init` makes one there, `--archive` names another")
    if found != FORMAT:
        raise ArchiveError(f"{folder} is an archive of format {found}: it takes a later tracker to open it")


def _format(folder: Path) -> str | None:
    return Store(folder / STORIES).setting("tracker.format")


def create(folder: Path, object_format: ObjectFormat) -> None:
    """Make an archive in a folder, unless it is one. Raises `ArchiveError` when other things have its names."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"{folder} cannot be made a folder: {error.strerror}. Name another") from error
    with writing(folder, "lock"):
        if _format(folder) is None:
            _refuse_others(folder)
            _create(folder, object_format)


def _refuse_others(folder: Path) -> None:
    for name in (STORIES, PAGES, INDEX):
        if (folder / name).exists():
            raise ArchiveError(f"{folder} has a {name} that is no archive's: name another folder, or move it away")


def _create(folder: Path, object_format: ObjectFormat) -> None:
    part = folder / f"{STORIES}.part"
    if part.exists():  # left by an `init` that was killed
        shutil.rmtree(part)
    store = Store(part)
    store.create(object_format, {"tracker.format": FORMAT})
    if not (folder / "README.txt").exists():
        with durable_file(folder / "README.txt") as file:
            file.write(_README.encode())
    part.rename(folder / STORIES)
    sync([folder])
