"""Recording that is cut off: everything of a call is recorded, or nothing, and the next call just works.

A recording process is killed, with every git process it has started, at each step it takes: the steps are the files
it opens, renames and removes and the processes it starts, as the interpreter reports them.
"""

import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from filelock import FileLock

from tests.archive.samples import BRANCH, NOON, capture, fsck, git, hours
from tests.archive.steps import STEPS
from tracker.archive.names import branch_name
from tracker.archive.pages import Page
from tracker.archive.repository import Archive
from tracker.archive.runs import parse_run
from tracker.errors import ArchiveError

STRIDE = 1 if os.environ.get("TRACKER_SLOW") else 7
TIDES, FOG = "https://harbour-gazette.example/tides", "https://harbour-gazette.example/fog"
BEFORE = [capture("Nine.", 0), capture("High at noon.", 0, name=TIDES)]
CALL = [
    capture("Ten.", 1, page=Page(b"<p>Ten.", headers=())),
    capture("Eight.", -1),
    capture("Low at noon.", 1, name=TIDES, page=Page(b"<p>Low at noon.")),
    capture("Fog.", 1, name=FOG),
]
OLD_TEXTS = {BRANCH: ["Nine."], branch_name(TIDES): ["High at noon."]}
NEW_TEXTS = {
    BRANCH: ["Eight.", "Nine.", "Ten."],
    branch_name(TIDES): ["High at noon.", "Low at noon."],
    branch_name(FOG): ["Fog."],
}


def start_child(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own, the first of a group, and return its id."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setsid()
            work()
            status = 0
        finally:
            os._exit(status)
    return child


def wait_for(child: int) -> int:
    """Return how a child ended: its exit status, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def record_until(path: Path, is_step: Callable[[str], bool], act: Callable[[], object]) -> None:
    """Record, and act once at the step that `is_step` picks."""
    has_acted = False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal has_acted
        if event in STEPS and not has_acted and is_step(f"{event} {arguments[:2]}"):
            has_acted = True
            act()

    with Archive.open(path) as archive:
        sys.addaudithook(watch)
        archive.record(CALL, now=hours(2))


def send(sent: signal.Signals) -> Callable[[], None]:
    """Send a signal to the whole process group, as a terminal would."""
    return lambda: os.killpg(0, sent)


def nth(n: int) -> Callable[[str], bool]:
    """Pick the n-th step."""
    counter = count(1)
    return lambda _: next(counter) == n


def texts(archive: Archive) -> dict[str, list[str]]:
    return {
        ref.branch: [version.story.blocks[-1].text for version in archive.history(ref.branch).versions]
        for ref in archive.stories()
    }


def check_sound(archive: Archive) -> None:
    """Git finds nothing wrong, no page is missing, and the ledger names every version and no other."""
    assert fsck(archive.path) == ""
    histories = [archive.history(ref.branch) for ref in archive.stories()]
    named = {recorded.commit for run in archive.runs() for recorded in run.recorded if recorded.commit}
    assert {version.source for history in histories for version in history.versions} == named
    cited = {meta.page_file for history in histories for meta in history.metas if meta.page_file}
    assert cited <= {path.name for path in (archive.path / "pages").glob("*.warc.gz")}


@pytest.fixture
def recorded(archive: Archive) -> Archive:
    """An archive with a version of two stories."""
    archive.record(BEFORE, now=NOON)
    archive.close()  # its reading process is not for a child to share
    return archive


@pytest.mark.parametrize(
    ("sent", "stride"), [(signal.SIGKILL, STRIDE), (signal.SIGINT, 2 * STRIDE)], ids=["killed", "interrupted"]
)
def test_cut_off_at_any_step(recorded: Archive, tmp_path: Path, sent: signal.Signals, stride: int) -> None:
    """Wherever a recording is cut off, the archive is sound, and the next recording completes it."""
    for step in count(1, stride):
        path = Path(shutil.copytree(recorded.path, tmp_path / f"copy{step}"))
        ended = wait_for(start_child(partial(record_until, path, nth(step), send(sent))))
        with Archive.open(path) as archive:
            if not (path / "pending").exists():
                assert texts(archive) in (OLD_TEXTS, NEW_TEXTS)
                check_sound(archive)
            again = archive.record(CALL, now=hours(3))
            assert texts(archive) == NEW_TEXTS and [each.n for each in again] == [3, 1, 2, 1]
            check_sound(archive)
        if ended == 0:
            break
    assert step > 20


def moves_branches(step: str) -> bool:
    return "update-ref" in step


def test_a_move_that_was_cut_off_is_finished(recorded: Archive) -> None:
    """Branches moved in part, locks of a killed git, refs emptied by a power cut: the next call puts them right."""
    wait_for(start_child(partial(record_until, recorded.path, moves_branches, send(signal.SIGKILL))))
    assert texts(recorded) == OLD_TEXTS
    run = parse_run(git(recorded.path, "show", (recorded.path / "pending").read_text() + ":run.json"))
    heads = recorded.path / "stories.git" / "refs" / "heads"
    moved, hit, new = run.moves
    git(recorded.path, "update-ref", f"refs/heads/{moved.branch}", moved.new)
    (heads / hit.branch).write_bytes(b"")
    (heads / f"{hit.branch}.lock").touch()
    (heads / new.branch).touch()
    (heads.parents[1] / "HEAD.lock").touch()
    recorded.record([], now=hours(3))
    assert texts(recorded) == NEW_TEXTS
    assert [run.n for run in recorded.runs()] == [3, 2, 1]
    check_sound(recorded)


def test_a_pack_that_was_cut_off_is_written_again(archive: Archive) -> None:
    """The same pack as a killed git was about to complete can be written, to the byte."""
    night = [capture(f"{n}.", name=f"{FOG}/{n}") for n in range(40)]
    twin = Path(shutil.copytree(archive.path, archive.path.parent / "twin"))
    archive.record(night, now=NOON)
    packs = [path.name for path in archive.path.glob("stories.git/objects/pack/*.pack")]
    for name in packs:
        (twin / "stories.git/objects/pack" / name).with_suffix(".keep").write_text("fast-import")
    with Archive.open(twin) as again:
        again.record(night, now=NOON)
    assert [path.name for path in twin.glob("stories.git/objects/pack/*.pack")] == packs != []
    assert not list(twin.rglob("*.keep"))


def test_a_run_that_is_not_there_is_forgotten(recorded: Archive) -> None:
    """Where an older copy of the repository was put back, the run it does not know is not waited for."""
    (recorded.path / "pending").write_text("0123456789" * 4)
    recorded.record(CALL, now=hours(3))
    assert texts(recorded) == NEW_TEXTS and not (recorded.path / "pending").exists()


def test_a_branch_that_moved_meanwhile_stops_the_call(recorded: Archive) -> None:
    """When a branch is not where it was, nothing is recorded and nobody's commit is lost; the next call works."""
    push = partial(git, recorded.path, "update-ref", f"refs/heads/{branch_name(TIDES)}", BRANCH)
    assert wait_for(start_child(partial(record_until, recorded.path, moves_branches, push))) == 1
    pushed = {**OLD_TEXTS, branch_name(TIDES): ["Nine."]}
    assert texts(recorded) == pushed and not (recorded.path / "pending").exists()
    recorded.record(CALL, now=hours(3))
    assert texts(recorded) == {**NEW_TEXTS, branch_name(TIDES): ["Nine.", "Low at noon."]}
    assert fsck(recorded.path) == ""


def test_two_processes_at_once(recorded: Archive) -> None:
    """Two that record at the same time, one story together and one each, lose nothing and repeat nothing."""

    def work(who: int) -> None:
        with Archive.open(recorded.path, lock_seconds=60) as archive:
            for n in range(6):
                shared = capture(f"{who} at {n}.", 1 + 2 * n + who)
                archive.record([shared, capture(f"{n}.", n, name=f"{TIDES}/{who}")], now=hours(n))

    children = [start_child(partial(work, who)) for who in range(2)]
    assert [wait_for(child) for child in children] == [0, 0]
    found = texts(recorded)
    assert found[BRANCH] == ["Nine."] + [f"{who} at {n}." for n in range(6) for who in range(2)]
    assert [found[branch_name(f"{TIDES}/{who}")] for who in range(2)] == [[f"{n}." for n in range(6)]] * 2
    assert [run.n for run in recorded.runs()] == list(range(13, 0, -1))
    check_sound(recorded)


def test_a_lock_that_is_held_is_named(recorded: Archive) -> None:
    """Who waits in vain is told for what; reading needs no lock."""
    with Archive.open(recorded.path, lock_seconds=0) as other, FileLock(recorded.path / "lock"):
        with pytest.raises(ArchiveError, match=re.escape(str(recorded.path / "lock"))):
            other.record(CALL, now=hours(2))
        assert texts(other) == OLD_TEXTS


def test_who_waits_for_a_lock_says_so(recorded: Archive) -> None:
    """After a second it is told which lock is waited for, and once that is free the call goes on."""
    held = FileLock(recorded.path / "lock")
    told: list[str] = []

    def warn(message: str) -> None:
        told.append(message)
        held.release()

    held.acquire()
    with Archive.open(recorded.path, lock_seconds=30, warn=warn) as other:
        other.record(CALL, now=hours(2))
        assert texts(other) == NEW_TEXTS
    (message,) = told
    assert str(recorded.path / "lock") in message and "30 seconds" in message


def test_a_lock_file_that_was_left_behind_locks_nobody_out(recorded: Archive) -> None:
    """A lock ends with the process that held it; its file alone means nothing."""

    def die_with_the_lock() -> None:
        FileLock(recorded.path / "lock").acquire()
        os.kill(os.getpid(), signal.SIGKILL)

    assert wait_for(start_child(die_with_the_lock)) == -signal.SIGKILL
    assert (recorded.path / "lock").exists()
    with Archive.open(recorded.path, lock_seconds=0) as other:
        other.record(CALL, now=hours(2))
        assert texts(other) == NEW_TEXTS
