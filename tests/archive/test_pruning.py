"""Dropping old pages: whole files, on the ledger first, never a text, and whatever cuts it off is made up for."""

import json
import os
import shutil
import signal
import sys
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.archive.samples import BRANCH, NOON, capture, git, hours
from tests.archive.steps import STEPS
from tests.archive.test_interruptions import nth, start_child, wait_for
from tracker.archive.pages import Page
from tracker.archive.proof.repair import repair
from tracker.archive.proof.verify import verify
from tracker.archive.pruning import OldFile, find_old_files, list_files, write_pruning
from tracker.archive.repository import Archive

FIRST, SECOND, THIRD = (f"20310504T{hour}0000Z.warc.gz" for hour in (13, 15, 17))


@pytest.fixture
def paged(archive: Archive) -> Archive:
    """An archive with three files of pages: of noon and one, of two, of noon and four."""
    for at, pages in ((1, (0, 1)), (3, (2,)), (5, (0.5, 4))):
        captures = [capture(f"At {page}.", page, page=Page(b"<p>%d" % int(page * 10))) for page in pages]
        archive.record(captures, now=hours(at))
    archive.close()
    return archive


def find(archive: Archive, before: float) -> list[OldFile]:
    return find_old_files(list_files(archive.path / "pages"), hours(before), pytest.fail)


def names(archive: Archive) -> list[str]:
    return [path.name for path in list_files(archive.path / "pages")]


def texts(archive: Archive) -> list[str]:
    return [version.story.blocks[-1].text for version in archive.history(BRANCH).versions]


@pytest.mark.parametrize(
    ("before", "old"),
    [(0, []), (1, []), (1.01, [FIRST]), (2, [FIRST]), (3, [FIRST, SECOND]), (99, [FIRST, SECOND, THIRD])],
)
def test_a_file_is_old_when_all_of_it_is(paged: Archive, before: float, old: list[str]) -> None:
    """Its newest page counts, not the time at which it was recorded; a page of the very time is not older."""
    assert [each.file.file for each in find(paged, before)] == old


def test_what_is_dropped_is_on_record(paged: Archive) -> None:
    """The ledger names each file with its digest; texts and their meta stay; the archive is sound."""
    before = texts(paged)
    files = [each.file for each in find(paged, 3)]
    paged.drop_pages(files, now=hours(6))
    assert names(paged) == [THIRD] and texts(paged) == before
    run = next(paged.runs())
    assert (run.n, list(run.pruned), run.recorded, run.moves) == (4, files, (), ())
    assert [each.n_pages for each in files] == [2, 1]
    assert git(paged.path, "log", "-1", "--format=%s", "runs") == "Run 4: pages dropped: 3, files: 2\n"
    told = json.loads(git(paged.path, "show", "runs:run.json"))["pruned"]
    assert [set(row) for row in told] == [{"file", "digest", "n_pages"}] * 2
    found = verify(paged, now=NOON)
    assert (found.faults, found.n_pages, found.n_pruned) == ((), 5, 3)


def test_nothing_to_drop_is_no_run(paged: Archive) -> None:
    """The ledger is not written to for nothing."""
    paged.drop_pages([], now=hours(6))
    assert next(paged.runs()).n == 3 and len(names(paged)) == 3


def test_a_damaged_file_is_left_alone(paged: Archive) -> None:
    """That it is damaged must not go unseen."""
    path = paged.path / "pages" / FIRST
    path.write_bytes(path.read_bytes()[:200] + b"x" + path.read_bytes()[201:])
    warned: list[str] = []
    old = find_old_files(list_files(path.parent), hours(99), warned.append)
    assert [each.file.file for each in old] == [SECOND, THIRD]
    assert len(warned) == 1 and FIRST in warned[0] and "It is not dropped" in warned[0]


def test_another_file_of_the_same_name_is_not_dropped(paged: Archive) -> None:
    """A name may come back when the clock does; what is dropped is known by its digest."""
    paged.drop_pages([each.file for each in find(paged, 2)], now=hours(6))
    paged.record([capture("High at noon.", 8, page=Page(b"<p>new"))], now=hours(1))
    assert FIRST in names(paged)
    paged.drop_pages([], now=hours(9))
    assert FIRST in names(paged) and verify(paged, now=NOON).is_sound


def test_what_another_machine_dropped_stays_here(paged: Archive) -> None:
    """A ledger that was taken in may name our files; only what was being dropped here is removed."""
    theirs = [each.file for each in find(paged, 99)]
    with paged.settled():
        paged.conclude(write_pruning(paged.store, theirs, hours(6)))
    paged.drop_pages([], now=hours(7))
    assert names(paged) == [FIRST, SECOND, THIRD]
    assert verify(paged, now=NOON).is_sound


def drop(path: Path, step: int) -> None:
    """Drop all pages, killed at a step."""
    is_end = nth(step)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and is_end(event):
            os.killpg(0, signal.SIGKILL)

    with Archive.open(path) as archive:
        files = [each.file for each in find(archive, 99)]
        sys.addaudithook(watch)
        archive.drop_pages(files, now=hours(6))


@pytest.mark.parametrize("mend", ["prune", "repair"])
def test_killed_anywhere(paged: Archive, tmp_path: Path, mend: str) -> None:
    """Nothing is gone that is not on record; the next pruning, or a repair, finishes what was begun."""
    before = texts(paged)
    for step in count(1, 1 if os.environ.get("TRACKER_SLOW") else 11):
        path = Path(shutil.copytree(paged.path, tmp_path / f"copy{step}"))
        ended = wait_for(start_child(partial(drop, path, step)))
        with Archive.open(path) as archive:
            found = verify(archive, now=NOON)
            assert all(fault.repair for fault in found.faults) and texts(archive) == before
            if mend == "prune":
                archive.drop_pages([each.file for each in find(archive, 99)], now=hours(7))
                assert names(archive) == []
            else:
                repair(archive, found.faults, pytest.fail)
            assert verify(archive, now=NOON).faults == ()
            assert names(archive) in ([], [FIRST, SECOND, THIRD])
        if ended == 0:
            break
    assert step > 10
