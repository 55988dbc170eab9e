"""A disk that is full, or cannot be written: a message with the next step, nothing lost, and reading goes on."""

import os
import random
import re
import resource
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tests.archive.jobs import JOBS, Job, check_sound, commits
from tests.archive.samples import NOON, capture, hours
from tests.archive.stories import HISTORIES, capture_all
from tests.archive.test_interruptions import start_child, wait_for
from tracker.archive.index import Index, Refreshed
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError, TrackerError

IS_SLOW = bool(os.environ.get("TRACKER_SLOW"))
BLOCK = 4096


def fill_up(disk: Path, n_blocks: int) -> Path:
    """Leave so many blocks of a disk free, and return the file that takes the rest."""
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    ballast.write_bytes(bytes(free - n_blocks * BLOCK))
    return ballast


@pytest.mark.parametrize("n", range(15 if IS_SLOW else 1))
@pytest.mark.parametrize("job", JOBS if IS_SLOW else JOBS[1:5], ids=lambda job: job.name)
def test_full_at_any_point(job: Job, n: int, rich_once: Path, small_disk: Path) -> None:
    """Whatever the last byte was written for, what was reported is there, and all of it with space again."""
    path = Path(shutil.copytree(rich_once, small_disk / "archive"))
    before, done = commits(path), list[str]()
    ballast = fill_up(small_disk, random.Random(f"{job.name} {n}").randint(0, 60))
    try:
        job.work(path, done.append)
    except TrackerError as error:
        assert re.search("Free some space|No space left", str(error))
    assert before <= commits(path)
    assert not [*path.rglob("fast_import_crash_*"), *path.glob("pages/*.part")]
    ballast.unlink()
    job.work(path, done.append)
    assert [each for each in done if not job.is_done(path, each)] == []
    check_sound(path, before)


@pytest.mark.parametrize("n_bytes", range(0, 60_000, 4_000) if IS_SLOW else [8_000])
@pytest.mark.parametrize("job", JOBS if IS_SLOW else JOBS[1:5:3], ids=lambda job: job.name)
def test_a_limit_on_the_size_of_files(job: Job, n_bytes: int, rich_once: Path, tmp_path: Path) -> None:
    """What the system refuses to write is an error of ours, and costs nothing that was there."""
    path = Path(shutil.copytree(rich_once, tmp_path / "archive"))
    before = commits(path)

    def work_limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, resource.RLIM_INFINITY))
        try:
            job.work(path, lambda done: None)
        except TrackerError:
            return

    assert wait_for(start_child(work_limited)) == 0
    assert before <= commits(path)
    job.work(path, lambda done: None)
    check_sound(path, before)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def test_a_read_only_disk(small_disk: Path) -> None:
    """What cannot be written can still be read, and each way of writing says what is wrong."""
    with Archive.init(small_disk / "archive") as archive:
        archive.record(capture_all(), now=NOON)
    remount(small_disk, "ro")
    with Archive.open(small_disk / "archive") as archive:
        for write in (
            partial(archive.record, [capture("Ten.", 1)], now=hours(1)),
            partial(archive.maintain, now=hours(1)),
            partial(archive.drop_pages, [], now=hours(1)),
            partial(Index, archive, must_write=True),
        ):
            with pytest.raises(ArchiveError, match="Make the folder writable"):
                write()
        assert len(archive.stories()) == len(HISTORIES)
    with pytest.raises(ArchiveError, match="other cannot be made"):
        Archive.init(small_disk / "other")


AS_IT_IS = Refreshed(0, None, is_written=False)
ANEW = partial(Refreshed, len(HISTORIES), is_written=False)


@pytest.mark.parametrize(
    ("state", "refreshed"),
    [
        ("fresh", AS_IT_IS),
        ("behind", Refreshed(1, None, is_written=False)),
        ("missing", ANEW("there was none")),
        ("cut off", ANEW("it was cut off")),
        ("damaged", ANEW("it was damaged")),
    ],
)
def test_an_index_that_cannot_be_written(small_disk: Path, state: str, refreshed: Refreshed) -> None:
    """It is read as it is, or as it would be if it could be written; the archive stays to the byte what it was."""
    with Archive.init(small_disk / "archive") as archive:
        archive.record(capture_all(), now=NOON)
        index = archive.path / "index.sqlite"
        if state != "missing":
            Index(archive).close()
        if state == "behind":
            archive.record([capture("It rained.", 30, name=next(iter(HISTORIES)))], now=hours(30))
        if state == "cut off":
            index.with_name("index.sqlite-wal").write_bytes(b"half")
        if state == "damaged":
            index.write_bytes(b"none")
        remount(small_disk, "ro")
        files = {path: path.read_bytes() for path in archive.path.iterdir() if path.is_file()}
        with Index(archive) as read:
            assert read.refreshed == refreshed
            entries = read.corrections()
        assert {path: path.read_bytes() for path in archive.path.iterdir() if path.is_file()} == files
        remount(small_disk, "rw")
        with Index(archive) as written:
            assert written.refreshed.is_written and written.corrections() == entries != ()
