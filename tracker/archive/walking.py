"""Looking through folders in which others work: what goes meanwhile is left out."""

import os
from collections.abc import Iterator
from pathlib import Path


def walk(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Yield all files and folders below a folder, which need not be there; links are not followed."""
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except FileNotFoundError:
        return
    for entry in found:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path)


def stat_of(path: str | Path) -> os.stat_result | None:
    """Return what the system knows of a file or folder, None when it has gone."""
    try:
        return Path(path).stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
