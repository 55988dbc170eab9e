"""Writing into the archive's folder: one writer at a time, whole files only, and errors a person can act on."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from tracker.errors import ArchiveError

LOCK_SECONDS = 5.0
_SYNC_THREADS = 16  # the disk takes their requests as one


@contextmanager
def writing(folder: Path, lock: str, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the lock file called `lock` of a folder, waiting `seconds` for whoever holds it.

    The lock is the operating system's: it ends with its process, so the file may stay and is never stale. Raises
    `ArchiveError` when the wait was in vain, and for whatever the system refuses to write.
    """
    path = folder / lock
    try:
        with FileLock(path, timeout=seconds):
            yield
    except Timeout as error:
        message = f"{folder} is being written by another tracker, which holds {path}: run the command again later"
        raise ArchiveError(message) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise ArchiveError(f"{error.filename or folder} cannot be written: {said}. {next_step(said)}") from error


def next_step(said: str) -> str:
    """Say what to do about what the system, or git, said when it failed."""
    if "No space left" in said or "quota" in said:
        return "Free some space, then run the command again"
    if "Read-only" in said or "Permission denied" in said or "not permitted" in said:
        return "Make the folder writable, then run the command again"
    return "Run `git fsck` in stories.git to see whether the archive is sound"


@contextmanager
def durable_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears as `path` when the block ends well, complete and on the disk."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.replace(path)
    sync([path.parent])


def sync(paths: Iterable[Path]) -> None:
    """Have files, and the names in folders, on the disk when this returns: together, far quicker than singly."""
    with ThreadPoolExecutor(_SYNC_THREADS) as pool:
        list(pool.map(_sync, paths))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
