"""Writing into the archive's folder: one writer at a time, whole files only, and errors a person can act on."""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from tracker.errors import ArchiveError, BusyError, next_step

LOCK_SECONDS = 60.0  # a nightly run waits for a person's command, or for branches to be packed, rather than fail
_PATIENCE = 1.0  # seconds after which whoever waits is told for what
_MEND = "Mend that, then run the command again"
_SYNC_THREADS = 16  # the disk takes their requests as one


@contextmanager
def writing(
    folder: Path, lock: str, seconds: float = LOCK_SECONDS, warn: Callable[[str], object] = warnings.warn
) -> Iterator[None]:
    """Hold the lock file called `lock` of a folder, waiting `seconds` for whoever holds it.

    The lock is the operating system's: it ends with its process, so the file may stay and is never stale. A wait of
    more than a second is told to `warn`. Raises `ArchiveError` when it was in vain, and for whatever the system
    refuses to write.
    """
    path = folder / lock
    try:
        with _acquire(FileLock(path), seconds, warn):
            yield
    except Timeout as error:
        message = f"{folder} is being written by another tracker, which holds {path}: run the command again later"
        raise BusyError(message) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise ArchiveError(
            f"{error.filename or folder} cannot be written: {said}. {next_step(said, _MEND)}"
        ) from error


def _acquire(lock: FileLock, seconds: float, warn: Callable[[str], object]) -> AbstractContextManager[object]:
    try:
        return lock.acquire(timeout=min(seconds, _PATIENCE))
    except Timeout:
        if seconds <= _PATIENCE:
            raise
    warn(f"waiting for another tracker, which holds {lock.lock_file}: for {seconds:.0f} seconds at most")
    return lock.acquire(timeout=seconds - _PATIENCE)


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
    """Have files, and the names in folders, on the disk when this returns: together, far quicker than singly.

    What somebody else has removed meanwhile need not be there.
    """
    with ThreadPoolExecutor(_SYNC_THREADS) as pool:
        list(pool.map(_sync, paths))


def _sync(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
