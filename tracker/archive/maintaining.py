"""Maintenance: what keeps an archive small and quick.

Four steps: leftovers of killed runs are removed, branches are packed into one file, objects into few packs, and git's
commit-graph is brought up to date. Each step leaves the archive whole at every moment, whatever kills it, and what it
has done need not be done again. No version, page, run or decision is touched, nor anything that a branch reaches.

One maintains at a time. The first two steps need the archive's lock and hold it for seconds; the long ones do not, so
that nobody who records has to wait for them. A step that reaches a limit of time is broken off.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.archive.backlog import Backlog, read_backlog
from tracker.archive.deadline import Deadline, TimeUp
from tracker.archive.leftovers import GRACE, find_leftovers, remove
from tracker.archive.packing import pack_objects
from tracker.archive.store import Store
from tracker.archive.writing import sync
from tracker.errors import ArchiveError

MAINTAIN_LOCK = "maintain.lock"
LOCKED_SECONDS = 30.0  # for which others wait at most; packing 100,000 branches took 9
_PACK_REFS = ("-c", "core.fsync=reference", "-c", "core.packedRefsTimeout=2000", "pack-refs", "--all")
_WRITE_GRAPH = ("commit-graph", "write", "--reachable", "--split", "--no-progress")
Settled = Callable[[], AbstractContextManager[None]]
Watch = Callable[[str], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Maintained:
    """What an archive was like before maintenance and is like after it.

    `n_removed` leftovers were removed; for the steps that were `broken_off` there was no time.
    """

    before: Backlog
    after: Backlog
    n_removed: int
    broken_off: tuple[str, ...]


def maintain(
    folder: Path, store: Store, settled: Settled, now: datetime, seconds: float | None, watch: Watch
) -> Maintained:
    """Maintain an archive for so many seconds at most; `settled` holds its lock, with no run left to be finished."""
    before, deadline = read_backlog(folder, store, now), Deadline(seconds)
    removed, broken_off = list[Path](), list[str]()
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Removing leftovers", lambda: removed.extend(_remove_leftovers(folder, store, settled, now, deadline))),
        ("Packing branches", lambda: _pack_refs(store, settled, deadline)),
        ("Packing objects", lambda: pack_objects(store, deadline)),
        ("Writing the commit-graph", lambda: store.pour(*_WRITE_GRAPH, seconds=deadline.seconds)),
    )
    for label, step in steps:
        try:
            with watch(label):
                step()
        except TimeUp:
            broken_off.append(label)
    return Maintained(before, read_backlog(folder, store, now), len(removed), tuple(broken_off))


def _remove_leftovers(folder: Path, store: Store, settled: Settled, now: datetime, deadline: Deadline) -> list[Path]:
    """Remove leftovers and return them, and drop loose objects that no branch has reached for an hour."""
    oldest = max(0, int((now - GRACE).timestamp()))
    with settled():
        leftovers = list(find_leftovers(folder, now, is_locked=True))
        for path in leftovers:
            remove(path)
        store.pour("prune", f"--expire=@{oldest} +0000", seconds=deadline.within(LOCKED_SECONDS))
    return leftovers


def _pack_refs(store: Store, settled: Settled, deadline: Deadline) -> None:
    """Write all branches into one file, and remove their own files when that is on the disk."""
    packed = store.git_dir / "packed-refs"
    with settled():
        written_at = packed.stat().st_mtime if packed.exists() else 0
        try:
            store.pour(*_PACK_REFS, "--no-prune", seconds=deadline.within(LOCKED_SECONDS))
        except ArchiveError:
            # nobody else packs branches: a lock git has waited for in vain was left by a killed git
            for suffix in (".lock", ".new"):
                packed.with_suffix(suffix).unlink(missing_ok=True)
            store.pour(*_PACK_REFS, "--no-prune", seconds=deadline.within(LOCKED_SECONDS))
        sync([store.git_dir])
        store.pour(*_PACK_REFS, "--prune", seconds=deadline.within(LOCKED_SECONDS))
        if int(packed.stat().st_mtime) <= int(written_at):
            # who reads already knows the file by its number, size and second, of which each may be the same again
            os.utime(packed, (written_at + 1, written_at + 1))
