"""A snapshot that is cut off, by a kill, a signal or its own limit of time, and the one that goes on with it."""

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.archive.samples import git
from tests.capture import newsroom as ways
from tests.capture.newsroom import Newsroom
from tests.capture.nights import FIRST, Desk, Story, feed, finish
from tracker.archive.names import branch_name
from tracker.archive.repository import Archive
from tracker.archive.sharing.remote import parse_remote
from tracker.archive.sharing.syncing import sync
from tracker.capture.state import State
from tracker.capture.state_file import STATE

IS_SLOW = bool(os.environ.get("TRACKER_SLOW"))
STORIES = [Story(n) for n in range(1, 25)]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    """A newsroom with two dozen stories in a feed."""
    with Newsroom() as newsroom:
        publish(newsroom)
        yield newsroom


def publish(newsroom: Newsroom, *, toll: int = 12, n: int = 0) -> None:
    """Publish all stories, the first `n` with another toll."""
    urls = [
        newsroom.publish(f"/2026/storm-{each.number}", str(replace(each, toll=toll) if each.number <= n else each))
        for each in STORIES
    ]
    newsroom.publish("/rss.xml", feed(urls))


def desk_for(newsroom: Newsroom, folder: Path) -> Desk:
    """An archive that watches the feed."""
    desk = Desk(folder)
    desk.add(feed=newsroom.url("/rss.xml"))
    return desk


def test_a_run_that_is_killed_is_gone_on_with(newsroom: Newsroom, tmp_path: Path) -> None:
    """Wherever it was killed: no version is lost, none is there twice, and the summary is that of one whole night."""
    desk = desk_for(newsroom, tmp_path / "archive")
    n_steps = desk.snapshot(0, batch=7, n_steps=True)["n_steps"]
    rng = random.Random(2026)
    for night in range(1, 21 if IS_SLOW else 2):
        publish(newsroom, toll=12 + night, n=9)
        desk.kill(night, rng.randint(n_steps // 3, n_steps), batch=7, is_alone=rng.random() < 0.5)
        counts = desk.snapshot(night + 0.01, batch=7)
        assert counts == {"list": counts["list"], "changed": 9, "unchanged": 15, "ending": "done", "is_resumed": True}
        assert sorted(desk.n_versions().values()) == [1] * 15 + [1 + night] * 9
        assert desk.fsck() == ""


def test_the_time_is_up_and_the_state_is_lost(newsroom: Newsroom, tmp_path: Path) -> None:
    """What is left is what the next run begins with. A state that is lost costs a check of everything, and no
    version: stories that have left the feed are watched on too."""
    desk = desk_for(newsroom, tmp_path / "archive")
    if IS_SLOW:
        assert desk.snapshot(0, seconds=-1) == {"ending": "deadline", "is_resumed": False}
    assert desk.snapshot(1) == {"list": 1, "new": 24, "ending": "done", "is_resumed": False}
    for path in desk.folder.glob(f"{STATE}*"):
        path.unlink()
    publish(newsroom, toll=15, n=1)
    newsroom.publish("/rss.xml", feed([]))
    counts = desk.snapshot(2)
    assert (counts["changed"], counts["unchanged"], counts.get("new")) == (1, 23, None)


@pytest.mark.skipif(not IS_SLOW, reason="takes two snapshots more: `make test-slow` does it")
def test_an_archive_that_cannot_be_written_ends_it(newsroom: Newsroom, tmp_path: Path) -> None:
    """The error says why; once there is room, the next run goes on, and has all of it."""
    desk = desk_for(newsroom, tmp_path / "archive")
    noise = random.Random(1).randbytes(150_000).hex()
    for n in range(1, 4):
        newsroom.publish(f"/2026/storm-{n}", str(replace(STORIES[n - 1], clutter=f"<!-- {noise} -->")))
    process = desk.start(0, batch=2, n_bytes=100_000)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1 and b"ArchiveError" in said and b"File too large" in said
    assert desk.snapshot(0.01) == {"list": 1, "new": 24, "ending": "done", "is_resumed": True}
    assert desk.fsck() == ""


def test_a_signal_ends_it_in_order(newsroom: Newsroom, tmp_path: Path) -> None:
    """What was fetched is recorded, and the next run goes on; what it had checked is not asked for again."""
    desk = desk_for(newsroom, tmp_path / "archive")
    story = newsroom.pages["/2026/storm-24"]
    newsroom.misbehave("/2026/storm-24", ways.hold)
    process = desk.start(0)
    assert newsroom.arrived.wait(60)
    process.send_signal(signal.SIGTERM)
    newsroom.released.set()
    first = finish(process)
    assert first["ending"] == "interrupted"
    newsroom.pages["/2026/storm-24"] = story
    newsroom.requests.clear()
    second = desk.snapshot(0.01)
    assert second == {"list": 1, "new": 23, "seen": 1, "ending": "done", "is_resumed": True}
    assert newsroom.paths().count("/2026/storm-1") == 0


def test_a_story_that_cannot_be_read_stops_no_other(newsroom: Newsroom, tmp_path: Path) -> None:
    """What is wrong with it in the archive is told of it, and all others are checked."""
    desk = desk_for(newsroom, tmp_path / "archive")
    git(desk.folder, "update-ref", f"refs/heads/{branch_name(newsroom.url('/2026/storm-7'))}", stray(desk.folder))
    with State(desk.folder) as state:
        state.add([newsroom.url("/2026/storm-1")], newsroom.url("/rss.xml"), FIRST)
    assert desk.snapshot(0) == {"list": 1, "failed": 1, "new": 23, "ending": "done", "is_resumed": False}
    (reason,) = desk.observed(0).popitem()[1]
    assert reason.startswith("failed: ArchiveError: ") and "was not written by tracker" in reason


def stray(archive: Path) -> str:
    """Write a commit that is no version."""
    tree = git(archive, "hash-object", "-w", "-t", "tree", os.devnull).strip()
    return git(archive, "-c", "user.name=A", "-c", "user.email=a@b", "commit-tree", tree, "-m", "stray").strip()


def test_shards_share_the_stories(newsroom: Newsroom, tmp_path: Path) -> None:
    """Two machines take a share each, the same every night; put together all is there, and nothing is joined."""
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)
    desks = [desk_for(newsroom, tmp_path / f"archive-{k}") for k in (1, 2)]
    shares, joined = [], []
    for night in range(2 if IS_SLOW else 1):
        for k, desk in enumerate(desks, 1):
            desk.snapshot(night, shard=(k, 2))
            shares.append(set(desk.n_versions()))
            with Archive.open(desk.folder) as archive:
                synced = sync(archive, parse_remote(str(remote)), now=FIRST + timedelta(days=night, hours=k))
                joined += [*synced.joined, *synced.refused]
    everything = {newsroom.url(f"/2026/storm-{n}") for n in range(1, 25)}
    assert min(map(len, shares[:2])) > 6 and not shares[0] & shares[1] and joined == []
    assert desks[1].n_versions() == dict.fromkeys(everything, 1)
