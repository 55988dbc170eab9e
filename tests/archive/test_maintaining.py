"""Maintenance: an archive gets small and quick, and holds to the letter what it held before."""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.samples import NOON, capture, fsck, git, hours
from tests.archive.stories import capture_all
from tracker.archive.backlog import Backlog
from tracker.archive.deadline import TimeUp
from tracker.archive.packing import Pack, choose_packs
from tracker.archive.pages import Page
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError

STORY = "https://harbour-gazette.example/story"
NOTHING = Backlog(0, 0, 0, 0, 0)


def all_objects(archive: Archive) -> list[str]:
    """Every object that the archive holds, reachable or not."""
    return git(archive.path, "cat-file", "--batch-all-objects", "--batch-check").splitlines()


def branches(archive: Archive) -> str:
    return git(archive.path, "for-each-ref")


def packs(archive: Archive) -> set[str]:
    return {path.name for path in (archive.path / "stories.git/objects/pack").glob("*.pack")}


def age(folder: Path, at: datetime) -> None:
    """Have everything in a folder last written at a time."""
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (at.timestamp(),) * 2)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive with the sample histories, and a page."""
    archive.record(capture_all(), now=NOON)
    archive.record([capture("Nine.", page=Page(b"<p>Nine."))], now=hours(1))
    return archive


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_all_that_was_there_is_there(tmp_path: Path, object_format: str) -> None:
    """Branches end up in one file, objects in one pack, and both are what they were; git finds nothing wrong."""
    with Archive.init(tmp_path / "other", object_format) as archive:  # type: ignore[arg-type]
        archive.record(capture_all(), now=NOON)
        archive.record([capture("Nine.")], now=hours(1))
        objects, refs = all_objects(archive), branches(archive)
        done = archive.maintain(now=hours(2))
        assert done.before.n_refs == len(refs.splitlines()) and done.before.n_objects == len(objects)
        assert replace(done.after, n_bytes=0) == replace(NOTHING, n_packs=1) and done.broken_off == ()
        assert done.after.n_bytes < done.before.n_bytes
        assert (all_objects(archive), branches(archive)) == (objects, refs)
        assert fsck(archive.path) == "" and git(archive.path, "commit-graph", "verify") == ""


def test_a_second_time_changes_nothing(filled: Archive) -> None:
    """What is in order is left as it is, to the file."""

    def files() -> dict[Path, int]:
        return {path: path.stat().st_ino for path in (filled.path / "stories.git/objects").rglob("*")}

    filled.maintain(now=hours(2))
    before = files()
    done = filled.maintain(now=hours(3))
    assert (done.before, files()) == (done.after, before)


def test_recording_and_reading_go_on(filled: Archive) -> None:
    """Who had the archive open before goes on with it: reads from new packs, records on packed branches."""
    n = len(filled.stories())
    with Archive.open(filled.path) as other:
        other.maintain(now=hours(2))
    filled.record([capture("Ten.", 3), capture("Fog.", name=STORY)], now=hours(3))
    filled.maintain(now=hours(4))
    assert [len(filled.history(ref.branch).versions) for ref in filled.stories()].count(2) >= 2
    assert len(filled.stories()) == n + 1 and fsck(filled.path) == ""


def test_a_large_pack_is_left_in_peace(archive: Archive) -> None:
    """What a night brings is packed by itself, beside what years have brought."""
    archive.record([capture(random.Random(n).randbytes(9_000).hex(), n) for n in range(20)], now=NOON)
    archive.maintain(now=hours(1))
    (large,) = packs(archive)
    for n in range(30, 36):
        archive.record([capture(f"{n} o'clock.", n, name=STORY)], now=hours(n))
        archive.maintain(now=hours(n))
        assert large in packs(archive) and len(packs(archive)) <= 4
    assert fsck(archive.path) == ""


def test_versions_of_a_story_are_packed_as_what_differs(archive: Archive) -> None:
    """A version that came another night than the one before, among many stories, costs little beside a whole text."""
    rng = random.Random(3)
    texts = [rng.randbytes(3_000).hex() for _ in range(60)]
    for night in range(4):
        night_of = [capture(f"{text} {night}", night, name=f"{STORY}/{n}") for n, text in enumerate(texts)]
        archive.record(night_of, now=hours(night))
    archive.maintain(now=hours(9))
    (pack,) = (archive.path / "stories.git/objects/pack").glob("*.pack")
    assert pack.stat().st_size < 2 * 60 * 3_000 * 1.2  # of which a text takes 3 kB zipped, and there are 240


@given(st.lists(st.integers(1, 10_000)), st.integers(0, 1_000))
def test_packs_grow_by_the_double(sizes: list[int], n_loose: int) -> None:
    """Afterwards each pack has twice the bytes of all smaller ones, and none was packed without need."""
    chosen = [pack.n_bytes for pack in choose_packs([Pack(Path(), n) for n in sizes], n_loose)]
    kept = sorted(sizes)[len(chosen) :]
    assert sorted(chosen) == sorted(sizes)[: len(chosen)]
    smaller = sum(chosen) + n_loose
    for size in kept:
        assert size >= 2 * smaller
        smaller += size
    if chosen:
        assert chosen[-1] < 2 * (sum(chosen[:-1]) + n_loose)


# what is left, and whether it is removed at once, after an hour, or never
LEFTOVERS = [
    ("pending.part", "at once"),
    ("pages/20310504T120000Z.warc.gz.part", "at once"),
    ("stories.git/HEAD.lock", "at once"),
    ("stories.git/refs/heads/harbour-gazette.example/fog.lock", "at once"),
    ("stories.git/objects/info/commit-graphs/commit-graph-chain.lock", "at once"),
    ("stories.git/fast_import_crash_4711", "at once"),
    ("stories.git/objects/pack/pack-4711.idx", "at once"),
    ("stories.git.part/config", "later"),
    ("stories.git/objects/pack/tmp_pack_a1b2c3", "later"),
    ("stories.git/objects/pack/pack-4711.keep", "later"),
    ("stories.git/objects/4f/tmp_obj_a1b2c3", "later"),
    ("stories.git/objects/tmp_objdir-incoming-a1b2c3/4f/x", "later"),
    ("index.sqlite.part", "never"),
    ("index.sqlite.part-wal", "never"),
    ("pages/20310504T120000Z.warc.gz", "never"),
    ("stories.git/objects/pack/notes.txt", "never"),
    ("notes.txt", "never"),
]


@pytest.mark.parametrize(("n_hours", "removed"), [(0.9, {"at once"}), (1.1, {"at once", "later"})])
def test_leftovers(archive: Archive, n_hours: float, removed: set[str]) -> None:
    """What a killed run has left is removed; what somebody may be writing, or has put there, is not."""
    for left, _ in LEFTOVERS:
        path = archive.path / left
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    age(archive.path, NOON)
    n_due = sum(when != "never" for _, when in LEFTOVERS) if n_hours > 1 else 0
    before = archive.backlog(now=hours(n_hours))
    assert (before.n_leftovers, before.is_due) == (n_due, n_due > 0)
    done = archive.maintain(now=hours(n_hours))
    assert [left for left, when in LEFTOVERS if (archive.path / left).exists() == (when in removed)] == []
    assert (done.n_removed, done.after.n_leftovers) == (sum(when in removed for _, when in LEFTOVERS), 0)


@pytest.mark.parametrize(
    ("backlog", "is_due"),
    [
        (NOTHING, False),
        (replace(NOTHING, n_refs=2_000, n_objects=2_000, n_packs=20, n_bytes=10**12), False),
        (replace(NOTHING, n_refs=2_001), True),
        (replace(NOTHING, n_objects=2_001), True),
        (replace(NOTHING, n_packs=21), True),
        (replace(NOTHING, n_leftovers=1), True),
    ],
)
def test_when_it_is_due(backlog: Backlog, is_due: bool) -> None:
    """It is due when one thing has piled up; how much the archive holds has no part in it."""
    assert backlog.is_due == is_due


def write_stray(archive: Archive) -> str:
    """Leave an object that no branch reaches, as a run does that is killed early; return its id."""
    note = archive.path / "note"
    note.write_text("a stray text")
    return git(archive.path, "hash-object", "-w", str(note)).strip()


def test_what_no_branch_reaches_goes_after_an_hour(filled: Archive) -> None:
    """An object that a killed run has left is dropped once nobody can be about to use it."""
    objects = filled.path / "stories.git/objects"
    held = all_objects(filled)
    stray = write_stray(filled)
    age(objects, NOON)
    young = Path(shutil.copytree(filled.path, filled.path.parent / "young"))
    filled.maintain(now=hours(1.1))
    assert all_objects(filled) == held
    with Archive.open(young) as kept:
        kept.maintain(now=hours(0.9))
        assert [line for line in all_objects(kept) if line not in held] == [f"{stray} blob 12"]


@pytest.mark.parametrize("jump", [-100_000, 100_000], ids=["back", "forward"])
def test_a_clock_that_jumped_drops_nothing_that_counts(filled: Archive, jump: int) -> None:
    """Whatever the time is taken for, what a branch reaches stays."""
    refs, held = branches(filled), git(filled.path, "rev-list", "--all", "--objects")
    filled.maintain(now=hours(jump))
    assert (branches(filled), git(filled.path, "rev-list", "--all", "--objects")) == (refs, held)
    assert fsck(filled.path) == ""


def test_without_time_nothing_is_done(filled: Archive) -> None:
    """A limit that is reached at once leaves everything for the next time, and says what."""
    before = filled.backlog(now=hours(2))
    done = filled.maintain(now=hours(2), seconds=0)
    assert done.broken_off == (
        "Removing leftovers",
        "Packing branches",
        "Packing objects",
        "Writing the commit-graph",
    )
    assert done.before == done.after == before and fsck(filled.path) == ""


def test_git_is_ended_when_its_time_is_over(filled: Archive) -> None:
    """A command of git that takes too long is not waited for, and leaves no lock that stops the next one."""
    with pytest.raises(TimeUp, match="pack-refs"):
        filled.store.pour("pack-refs", "--all", seconds=0)
    done = filled.maintain(now=hours(2))
    assert (done.broken_off, done.after.n_refs) == ((), 0)
    assert not list((filled.path / "stories.git").rglob("*.lock"))


def test_each_step_is_told(filled: Archive) -> None:
    """Who watches hears of each step by name, while it is done."""
    told = list[str]()

    @contextmanager
    def watch(label: str) -> Iterator[None]:
        told.append(label)
        yield
        told.append("done")

    filled.maintain(now=hours(2), watch=watch)
    assert told[0] == "Removing leftovers" and told[1::2] == ["done"] * 4


def test_locks_of_a_killed_maintenance_stop_nobody(filled: Archive) -> None:
    """What git leaves when it is killed while it packs branches, and never removes itself, is put right."""
    for name in ("packed-refs.lock", "packed-refs.new"):
        (filled.path / "stories.git" / name).write_text("half")
    filled.record([capture("Ten.", 3)], now=hours(3))
    assert filled.maintain(now=hours(4)).after.n_refs == 0
    assert not list(filled.path.glob("stories.git/packed-refs.*"))


def test_readers_see_that_branches_were_packed(filled: Archive) -> None:
    """The file of packed branches is never taken for the one before: it is of a later second, whatever the clock."""
    packed = filled.path / "stories.git/packed-refs"
    filled.maintain(now=hours(2))
    os.utime(packed, (4_000_000_000, 4_000_000_000))
    filled.record([capture("Ten.", 3)], now=hours(3))
    filled.maintain(now=hours(4))
    assert packed.stat().st_mtime == 4_000_000_001


def test_one_at_a_time(filled: Archive) -> None:
    """Who maintains while another does is told so, and does not wait."""
    with FileLock(filled.path / "maintain.lock"), pytest.raises(ArchiveError, match=r"maintain\.lock"):
        filled.maintain(now=hours(2))
