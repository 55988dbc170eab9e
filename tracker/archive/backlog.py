"""What has piled up in an archive and slows it down: branches and objects in files of their own, packs, leftovers.

It is read from the names of files alone. Maintenance is due when there is so much of anything that it can be felt.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.archive.leftovers import find_leftovers
from tracker.archive.store import Store
from tracker.archive.walking import stat_of, walk

# Listing 100,000 branches took 1.1 s with a file for each, 0.13 s from one file. Git looks for an object in one pack
# after the other. It takes 6,700 loose objects for many itself; a run of 2,000 stories leaves none, but a pack.
_MANY_REFS, _MANY_OBJECTS, _MANY_PACKS = 2_000, 2_000, 20


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many branches and objects have files of their own, and how many packs and leftovers there are.

    `n_bytes` is what all files of git take on the disk.
    """

    n_refs: int
    n_objects: int
    n_packs: int
    n_leftovers: int
    n_bytes: int

    @property
    def is_due(self) -> bool:
        """Whether there is so much of anything that maintenance pays."""
        is_much = self.n_refs > _MANY_REFS or self.n_objects > _MANY_OBJECTS or self.n_packs > _MANY_PACKS
        return is_much or self.n_leftovers > 0


def read_backlog(folder: Path, store: Store, now: datetime) -> Backlog:
    """Count what has piled up in an archive; at `now`, what others wrote an hour ago is left over."""
    return Backlog(
        n_refs=sum(entry.is_file() for entry in walk(store.git_dir / "refs")),
        n_objects=len(store.list_loose()),
        n_packs=sum(entry.name.endswith(".pack") for entry in walk(store.git_dir / "objects" / "pack")),
        n_leftovers=sum(1 for _ in find_leftovers(folder, now)),
        n_bytes=sum(_size(entry) for entry in walk(store.git_dir)),
    )


def _size(entry: os.DirEntry[str]) -> int:
    """Return the bytes that a file takes on the disk; a folder, and what has gone meanwhile, takes none."""
    found = stat_of(entry.path) if entry.is_file() else None
    return found.st_blocks * 512 if found else 0
