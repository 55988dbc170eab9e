"""A flipped bit anywhere in what an archive keeps is found."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.proof.archives import LATER, proof
from tracker.archive.proof.repair import repair
from tracker.archive.proof.verify import verify
from tracker.archive.repository import Archive

KEPT = {
    "pack": "stories.git/objects/pack/*.pack",
    "index of a pack": "stories.git/objects/pack/*.idx",
    "bitmap": "stories.git/objects/pack/*.bitmap",
    "index of packs": "stories.git/objects/pack/multi-pack-index",
    "commit graph": "stories.git/objects/info/commit-graph",
    "loose object": "stories.git/objects/??/*",
    "packed refs": "stories.git/packed-refs",
    "ref of a story": "stories.git/refs/heads/*/*",
    "ref of a ledger": "stories.git/refs/heads/[rd]*s",
    "HEAD": "stories.git/HEAD",
    "pages": "pages/*.warc.gz",
}
REMADE = {"index of a pack", "bitmap", "index of packs", "commit graph", "HEAD"}


def flip(path: Path, position: int, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[position % len(data)] ^= 1 << bit
    path.chmod(0o644)
    path.write_bytes(data)


def said_of(path: Path) -> str:
    return " ".join(fault.what for fault in proof(path).faults)


def test_the_archive_is_sound_before(filled: Path) -> None:
    """Older versions that were joined, decisions, dropped pages and a file in cold storage are nothing wrong."""
    found = proof(filled)
    assert (found.faults, found.notes) == ((), ())
    assert (found.n_stories, found.n_versions, found.n_runs, found.n_pages, found.n_pruned) == (5, 13, 6, 5, 1)


@settings(max_examples=2 if not os.environ.get("TRACKER_SLOW") else 100, deadline=None)
@given(place=st.tuples(st.integers(0, 1 << 20), st.integers(0, 1 << 20), st.integers(0, 7)))
@pytest.mark.parametrize("kind", KEPT)
def test_a_flipped_bit_is_found(filled_once: Path, kind: str, place: tuple[int, int, int]) -> None:
    """Whichever bit it is; and where git derives the file, it is made anew."""
    with TemporaryDirectory() as folder:
        path = Path(shutil.copytree(filled_once, Path(folder) / "archive"))
        files = sorted(path.glob(KEPT[kind]))
        flip(files[place[0] % len(files)], *place[1:])
        with Archive.open(path) as archive:
            found = verify(archive, now=LATER)
            assert not found.is_sound
            if kind in REMADE:
                repair(archive, found.faults, pytest.fail)
                assert verify(archive, now=LATER).faults == ()


def dump(path: Path) -> list[str]:
    """All that an index holds, or why it cannot be read."""
    try:
        with sqlite3.connect(path) as index:
            return [*index.iterdump()]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def spots(path: Path, stride: int) -> Iterator[int]:
    return iter(range(3, path.stat().st_size, stride))


def test_a_flipped_bit_in_the_index_is_found(filled: Path) -> None:
    """Unless it is in space that nobody reads: then the index still says what it said. Making it anew mends it."""
    index = filled / "index.sqlite"
    whole, said = index.read_bytes(), dump(index)
    n_found = 0
    for position in spots(index, 397 if os.environ.get("TRACKER_SLOW") else 20011):
        flip(index, position, position % 8)
        with Archive.open(filled) as archive:
            found = verify(archive, now=LATER)
        n_found += not found.is_sound
        assert found.faults or found.notes or dump(index) == said
        index.write_bytes(whole)
    assert n_found


@pytest.mark.parametrize("words", ["2.4 million", "Fog kept", "paragraph"])
def test_a_changed_word_in_the_index_is_found(filled: Path, words: str) -> None:
    """Each place where the index has it; and the index is made anew."""
    index = filled / "index.sqlite"
    whole = index.read_bytes()
    position = whole.find(words.encode())
    n_found = 0
    while position >= 0:
        flip(index, position, 0)
        n_found += not proof(filled).is_sound
        index.write_bytes(whole)
        position = whole.find(words.encode(), position + 1)
    assert n_found
