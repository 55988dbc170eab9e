"""Packing: the loose objects and the small packs into one, time and again, and never all of them at once.

A pack stays as it is while it has at least twice the bytes of all smaller ones together. So there are few packs, an
object is packed a handful of times in its life, and the large old packs are left in peace.

Git keeps an object as what differs from one that is alike, and takes those for alike that have the same name; here
all files have one of two names. So it is told a name that stands for the story: 8,000 versions of 2,000 stories took
18.2 MB as git packs them by itself, in 4.8 s, and take 8.9 MB, in 2.6 s. It also tries again what earlier packs hold
whole, which were written before there was anything alike.

Nothing is dropped, whether a branch reaches it or not: what the old packs hold is in the new one, and that is on the
disk before they go. No bitmap is written: it speeds up clones of everything, which are rare.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile

from tracker.archive.commits import parse_commit
from tracker.archive.deadline import Deadline
from tracker.archive.store import Store
from tracker.archive.walking import stat_of
from tracker.archive.writing import sync

_FACTOR = 2
_SUFFIXES = (".pack", ".rev", ".bitmap", ".idx")  # removed in this order: what a cut-off leaves is plainly no pack


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack and its bytes."""

    path: Path
    n_bytes: int


def choose_packs(packs: Iterable[Pack], n_loose: int) -> list[Pack]:
    """Return the fewest packs to make one of, with `n_loose` bytes of loose objects, so that none is too small.

    >>> [pack.n_bytes for pack in choose_packs([Pack(Path(), n) for n in (100, 9, 5)], 1)]
    [5, 9]
    """
    ordered = sorted(packs, key=lambda pack: (pack.n_bytes, pack.path))
    n_chosen, smaller = 0, n_loose
    for n, pack in enumerate(ordered, 1):
        if pack.n_bytes < _FACTOR * smaller:
            n_chosen = n
        smaller += pack.n_bytes
    return ordered[:n_chosen]


def pack_objects(store: Store, deadline: Deadline) -> None:
    """Pack what is loose and what is in packs that are too small. Raises `ArchiveError` when git fails, `TimeUp`."""
    folder = store.git_dir / "objects" / "pack"
    loose = store.list_loose()
    packs = choose_packs(_list_packs(folder), sum(found.st_size for path in loose if (found := stat_of(path))))
    if loose or packs:
        made = _pack(store, loose, packs, folder / "pack", deadline)
        sync([folder])
        (folder / "multi-pack-index").unlink(missing_ok=True)  # somebody else's: it would miss the old packs
        _remove(pack.path for pack in packs if pack.path.stem != f"pack-{made}")
        store.pour("prune-packed", "--quiet", seconds=deadline.seconds)


def _list_packs(folder: Path) -> list[Pack]:
    """Return the packs that are whole, and that nobody wants kept as they are."""
    paths = [path.with_suffix(".pack") for path in folder.glob("pack-*.idx")]
    return [Pack(path, path.stat().st_size) for path in paths if not path.with_suffix(".keep").exists()]


def _pack(store: Store, loose: Sequence[Path], packs: Sequence[Pack], base: Path, deadline: Deadline) -> str:
    """Write a pack of objects, beside those they are in, and return the end of its name."""

    def ids() -> Iterator[bytes]:
        yield from (f"{path.parent.name}{path.name}\n".encode() for path in loose)
        for pack in packs:
            yield from _ids_in(store, pack, deadline)

    lines = chain(_name_objects(store, ids(), deadline), ids())  # of two lines for an object, git takes the first
    (made,) = _answers(
        store, lines, deadline, "pack-objects", "--quiet", "--no-reuse-delta", "--delta-base-offset", str(base)
    )
    return made.decode().strip()


def _ids_in(store: Store, pack: Pack, deadline: Deadline) -> Iterator[bytes]:
    with pack.path.with_suffix(".idx").open("rb") as index, TemporaryFile() as shown:
        store.pour("show-index", given=index, into=shown, seconds=deadline.seconds)
        for line in shown:
            yield line.split()[1] + b"\n"


def _name_objects(store: Store, ids: Iterable[bytes], deadline: Deadline) -> Iterator[bytes]:
    """Yield the commits of stories among some objects, their trees and files, with names that stand for the story."""
    answers = _answers(store, ids, deadline, "cat-file", "--buffer", "--batch-check=%(objecttype) %(objectname)")
    commits = (line.split()[1].decode() for line in answers if line.startswith(b"commit "))
    lines = chain.from_iterable(_name_parts(store, commit) for commit in commits)
    for line in _answers(store, lines, deadline, "cat-file", "--buffer", "--batch-check=%(objectname) %(rest)"):
        if not line.endswith(b" missing\n"):
            yield line


def _name_parts(store: Store, commit_id: str) -> Iterator[bytes]:
    """Yield the parts of a version with names that sort by story first: git looks at the last letters first."""
    raw = next(store.read([commit_id]))
    commit = raw and parse_commit(raw.id, raw.data)
    known_as = commit and (commit.get("Url") or commit.get("Name"))
    if known_as:
        story = hashlib.sha256(known_as.encode()).hexdigest()[:10]
        for part, kind in (("", "c"), ("^{tree}", "t"), (":story.md", "s"), (":meta.json", "m")):
            yield f"{commit_id}{part} {kind}{story}\n".encode()


def _answers(store: Store, lines: Iterable[bytes], deadline: Deadline, *command: str) -> Iterator[bytes]:
    """Give lines to a git command and yield the lines it answers; files are between them, so that neither waits."""
    with TemporaryFile() as given, TemporaryFile() as answers:
        given.writelines(lines)
        store.pour(*command, given=given, into=answers, seconds=deadline.seconds)
        yield from answers


def _remove(packs: Iterable[Path]) -> None:
    for path in packs:
        for suffix in _SUFFIXES:
            path.with_suffix(suffix).unlink(missing_ok=True)
