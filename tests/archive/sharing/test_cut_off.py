"""Syncing and importing that is cut off: nothing is lost on any side, and doing it again completes it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.archive.samples import BRANCH, NOON, capture, fsck, git, hours
from tests.archive.sharing.hubs import Desks, check_sound, copy_desks, make_desks, texts
from tests.archive.steps import STEPS
from tests.archive.stories import CORRECTED, capture_all
from tests.archive.test_decisions import rejection
from tests.archive.test_interruptions import nth, send, start_child, wait_for
from tracker.archive.names import branch_name
from tracker.archive.repository import Archive
from tracker.archive.sharing.bundles import import_bundle, write_bundle
from tracker.core.decision import Decision
from tracker.errors import ArchiveError

# `make test-slow` cuts off at every step and in both ways, the ordinary tests at some.
IS_SLOW = bool(os.environ.get("TRACKER_SLOW"))
STRIDE = 1 if IS_SLOW else 31
SIGNALS = [signal.SIGKILL, signal.SIGINT] if IS_SLOW else [signal.SIGKILL]
FARES = branch_name(CORRECTED)
UNDONE = Decision("undo", "Bo", hours(9), undoes="0123456789ab")


@pytest.fixture(scope="module")
def apart_once(tmp_path_factory: pytest.TempPathFactory) -> Desks:
    """Two archives that both went on with a story and its decisions, one of which has told the hub."""
    desks = make_desks(tmp_path_factory.mktemp("apart"))
    desks.one.record(capture_all(), now=NOON)
    desks.sync_both(hours(1))
    desks.one.record([capture("Ten.", 2), capture("Fares.", 30, name=CORRECTED)], now=hours(2))
    desks.two.record([capture("Nine.", 1), capture("More.", 31, name=CORRECTED)], now=hours(3))
    desks.one.decide({FARES: [rejection(desks.one)]}, now=hours(4))
    desks.two.decide({FARES: [UNDONE]}, now=hours(5))
    desks.sync(desks.one, hours(6))
    desks.close()
    return desks


@pytest.fixture
def apart(apart_once: Desks, tmp_path: Path) -> Desks:
    """A copy of them, to change at will."""
    return copy_desks(apart_once, tmp_path / "desks")


def cut_off(work: Callable[[], object], is_step: Callable[[str], bool], act: Callable[[], object]) -> None:
    """Do some work, and act once at the step that `is_step` picks."""
    has_acted = False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal has_acted
        if event in STEPS and not has_acted and is_step(f"{event} {arguments[:2]}"):
            has_acted = True
            act()

    signal.signal(signal.SIGINT, signal.default_int_handler)  # which is not set where pytest runs in the background
    sys.addaudithook(watch)
    work()


def check_complete(desks: Desks) -> None:
    """Both archives and the hub have all versions and decisions."""
    assert texts(desks.one, BRANCH) == ["Nine.", "Ten."]
    assert texts(desks.two, FARES)[-2:] == ["Fares.", "More."]
    assert {decision.kind for decision in desks.two.decisions(FARES)} == {"reject", "undo"}
    for archive in (desks.one, desks.two):
        check_sound(archive)
    assert subprocess.run(["git", "--git-dir", str(desks.hub), "fsck", "--strict"], capture_output=True).stderr == b""


@pytest.mark.parametrize("sent", SIGNALS, ids=lambda sent: sent.name)
def test_a_sync_that_is_cut_off(apart: Desks, tmp_path: Path, sent: signal.Signals) -> None:
    """Wherever it is cut off, with every git it has started, the next sync of both leaves nothing missing."""
    for step in count(1, STRIDE):
        desks = copy_desks(apart, tmp_path / f"copy{step}")
        work = partial(desks.sync, desks.two, hours(7))
        ended = wait_for(start_child(partial(cut_off, work, nth(step), send(sent))))
        if not (desks.two.path / "pending").exists():
            check_sound(desks.two)
        desks.two.record([], now=hours(8))
        check_sound(desks.two)
        desks.sync_both(hours(9))
        check_complete(desks)
        desks.close()
        if ended == 0:
            break
    assert step > 20


def test_a_move_that_was_cut_off_is_finished_before_a_review(apart: Desks) -> None:
    """What a killed sync was about to move is moved first, so that a review goes on from it."""
    work = partial(apart.sync, apart.two, hours(7))
    step = start_child(partial(cut_off, work, lambda step: "update-ref" in step, send(signal.SIGKILL)))
    assert wait_for(step) == -signal.SIGKILL and (apart.two.path / "pending").exists()
    apart.two.decide({FARES: [Decision("undo", "Ada", hours(8), undoes="ba9876543210")]}, now=hours(8))
    assert len(apart.two.decisions(FARES)) == 3 and texts(apart.two, BRANCH) == ["Nine.", "Ten."]
    apart.sync_both(hours(9))
    check_complete(apart)


def test_a_hub_that_is_killed_while_it_takes_branches(apart: Desks) -> None:
    """Locks that a killed git left in the hub are named; without them the next sync sends what it could not."""
    hook = apart.hub / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\n[ "$1" = prepared ] && kill -9 $PPID\nexit 0\n')
    hook.chmod(0o755)
    with pytest.raises(ArchiveError, match="cannot be synced with"):
        apart.sync(apart.two, hours(7))
    hook.unlink()
    check_sound(apart.two)
    locks = list(apart.hub.rglob("*.lock"))
    assert locks
    with pytest.raises(ArchiveError, match=r"(?s)did not take what was sent.*\.lock.*File exists"):
        apart.sync(apart.two, hours(8))
    for lock in locks:
        lock.unlink()
    apart.sync_both(hours(9))
    check_complete(apart)


def test_an_import_that_is_cut_off(apart: Desks, tmp_path: Path) -> None:
    """The story is there with all its versions, or as it was; importing again completes it."""
    bundle = tmp_path / "story.bundle"
    write_bundle(apart.one.store, FARES, bundle)
    for step in count(1, STRIDE):
        path = Path(shutil.copytree(apart.two.path, tmp_path / f"copy{step}"))
        with Archive.open(path) as archive:
            before = texts(archive, FARES)
            work = partial(import_bundle, archive, bundle, now=hours(7))
            archive.close()
            ended = wait_for(start_child(partial(cut_off, work, nth(step), send(signal.SIGKILL))))
            assert texts(archive, FARES) in (before, [*before[:-1], "Fares.", "More."])
            import_bundle(archive, bundle, now=hours(8))
            assert texts(archive, FARES)[-2:] == ["Fares.", "More."] and fsck(path) == ""
            check_sound(archive)
            assert git(path, "log", "-1", "--format=%s", "runs").startswith("Run 3: 1 new")
        if ended == 0:
            break
    assert step > 10
