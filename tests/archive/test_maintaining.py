"""Maintenance makes an archive smaller and quicker, and changes nothing that anybody can read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.archive.samples import URL, capture, fsck, git, hours
from tracker.archive.maintaining import MAINTAIN_LOCK
from tracker.archive.packing import Pack, choose_packs
from tracker.archive.pages import Page
from tracker.archive.repository import Archive
from tracker.archive.writing import writing
from tracker.errors import ArchiveError

NAMES = [f"{URL}-{n}" for n in range(4)]


@pytest.fixture
def full(archive: Archive) -> Archive:
    """An archive of four stories, recorded in six runs, with pages and a version that came late."""
    for n in range(5):
        archive.record([capture(f"Version {n}.", n, name=name, page=Page(b"<p>")) for name in NAMES], now=hours(n))
    archive.record([capture("The first.", -1, name=NAMES[0])], now=hours(9))
    return archive


def resolve(archive: Archive, name: str) -> str:
    """The commit that a branch stands at."""
    return git(archive.path, "rev-parse", name).strip()


def told(archive: Archive) -> list[object]:
    """All that can be read of an archive."""
    stories = archive.stories()
    return [stories, [archive.history(story.branch) for story in stories], list(archive.runs())]


def test_nothing_that_is_read_changes(full: Archive) -> None:
    """Every story, version, page and run is as before; branches and objects lie in one file each."""
    before, pages = told(full), sorted((full.path / "pages").iterdir())
    done = full.maintain(now=hours(10))
    assert told(full) == before and sorted((full.path / "pages").iterdir()) == pages
    assert fsck(full.path) == ""
    assert (done.before.n_refs, done.after.n_refs) == (5, 0)
    assert done.before.n_packs + done.before.n_objects > 1 == done.after.n_packs
    assert done.after.n_objects == 0 and done.after.n_bytes < done.before.n_bytes


def test_maintaining_twice_is_maintaining_once(full: Archive) -> None:
    """What has been done need not be done again, and recording goes on from there."""
    full.maintain(now=hours(10))
    files = sorted(path.name for path in (full.path / "stories.git" / "objects" / "pack").iterdir())
    again = full.maintain(now=hours(10))
    assert again.before == again.after
    assert sorted(path.name for path in (full.path / "stories.git" / "objects" / "pack").iterdir()) == files
    full.record([capture("One more.", 20, name=NAMES[0])], now=hours(11))
    assert len(full.history(full.find(NAMES[0]).branch).versions) == 7


def test_leftovers_of_killed_runs_go_and_those_of_others_stay_for_an_hour(full: Archive) -> None:
    """Locks and crash reports go at once; objects in the making may be those of a push that is under way."""
    store = full.path / "stories.git"
    own = [store / "fast_import_crash_7", store / "refs/heads/runs.lock", full.path / "pages/x.warc.gz.part"]
    others = [store / "objects/pack/tmp_pack_1", store / "objects/tmp_obj_2"]
    for path in (*own, *others):
        path.write_bytes(b"half")
        os.utime(path, times=(hours(10).timestamp(),) * 2)
    assert full.backlog(now=hours(10)).is_due
    full.maintain(now=hours(10))
    assert [path.exists() for path in (*own, *others)] == [False] * 3 + [True] * 2
    full.maintain(now=hours(10) + timedelta(hours=1, seconds=1))
    assert not any(path.exists() for path in others)


def test_a_loose_object_that_no_branch_reaches_stays_for_an_hour(full: Archive, tmp_path: Path) -> None:
    """Somebody may be about to name it; once it is in a pack it stays in any case."""
    (tmp_path / "text").write_text("on its way")
    name = git(full.path, "hash-object", "-w", str(tmp_path / "text")).strip()
    path = full.path / "stories.git" / "objects" / name[:2] / name[2:]
    os.utime(path, times=(hours(10).timestamp(),) * 2)
    full.maintain(now=hours(10))
    assert git(full.path, "cat-file", "-t", name).strip() == "blob"


def test_a_limit_of_time_leaves_all_whole(full: Archive) -> None:
    """What there is no time for is told, and nothing of it is done by half."""
    before = told(full)
    done = full.maintain(now=hours(10), seconds=0)
    assert "Packing objects" in done.broken_off and "Packing branches" in done.broken_off
    assert told(full) == before and fsck(full.path) == ""
    assert not full.maintain(now=hours(10)).broken_off


def test_a_run_that_was_cut_off_is_finished_first(full: Archive) -> None:
    """The branches of a pending run are moved before anything is packed or pruned."""
    tip = resolve(full, "runs")
    full.record([capture("Pending.", 30, name=NAMES[1])], now=hours(31))
    pending = resolve(full, "runs")
    branch = full.find(NAMES[1]).branch
    moved = resolve(full, branch)
    git(full.path, "update-ref", "refs/heads/runs", tip)
    git(full.path, "update-ref", f"refs/heads/{branch}", f"{moved}~1")
    (full.path / "pending").write_text(pending)
    full.close()
    full.maintain(now=hours(40))
    assert (resolve(full, "runs"), resolve(full, branch)) == (pending, moved)
    assert not (full.path / "pending").exists()


def test_one_maintains_at_a_time_and_recording_need_not_wait(full: Archive) -> None:
    """A second maintenance says that there is one; the lock is not that of recording."""
    with writing(full.path, MAINTAIN_LOCK):
        full.record([capture("Meanwhile.", 30, name=NAMES[0])], now=hours(31))
        with pytest.raises(ArchiveError, match=MAINTAIN_LOCK):
            full.maintain(now=hours(32))


def test_steps_are_told_while_they_are_done(full: Archive) -> None:
    """Whoever watches hears each step begin and end."""
    heard = []

    @contextmanager
    def watch(label: str) -> Iterator[None]:
        heard.append(label)
        yield
        heard.append(f"{label}: done")

    full.maintain(now=hours(10), watch=watch)
    assert heard[:2] == ["Removing leftovers", "Removing leftovers: done"] and len(heard) == 8


@pytest.mark.parametrize(
    ("sizes", "n_loose", "chosen"),
    [
        ((), 5, []),
        ((100,), 1, []),  # large enough by itself
        ((9, 5, 100), 1, [5, 9]),  # the small ones together, the large one in peace
        ((40, 12, 3), 1, []),  # each twice as large as all smaller ones
        ((8, 4, 3), 3, [3, 4, 8]),
    ],
)
def test_which_packs_become_one(sizes: tuple[int, ...], n_loose: int, chosen: list[int]) -> None:
    """A pack stays while it has at least twice the bytes of all smaller ones together."""
    packs = [Pack(Path(str(n)), size) for n, size in enumerate(sizes)]
    assert [pack.n_bytes for pack in choose_packs(packs, n_loose)] == chosen


def test_a_clone_of_a_maintained_archive_is_whole(full: Archive, tmp_path: Path) -> None:
    """Plain git reads what was packed here."""
    full.maintain(now=hours(10))
    git(full.path, "clone", "-q", "--mirror", str(full.path / "stories.git"), str(tmp_path / "copy" / "stories.git"))
    count = ("rev-list", "--all", "--count")
    assert git(tmp_path / "copy", *count) == git(full.path, *count)
