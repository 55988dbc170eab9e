"""Ctrl-C in the middle: exit status 130, a sentence, nothing lost or half-written, and the next command just works.

The command runs in a child process that sends itself the signal at a chosen step, with every process it has started,
as a terminal does. Steps are the files it opens, renames and removes and the processes it starts, as the interpreter
reports them.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.archive.steps import STEPS
from tests.archive.test_interruptions import nth
from tests.cli.conftest import URL, Demo
from tests.cli.runs import NEW, fsck, git, start, told, tracker
from tracker.cli import main

STOPPED = "\nStopped. What was recorded until here is kept, and nothing is half-written.\n"


def run_until(is_end: Callable[[str], bool], log: Path, *arguments: str | Path) -> tuple[int, str]:
    """Run a command that is interrupted at the first step that `is_end` picks; return its status and what it said."""
    child = os.fork()
    if child == 0:
        os.setsid()
        sys.stdout = sys.stderr = log.open("w")
        os._exit(run_here(is_end, [str(argument) for argument in arguments]))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, log.read_text()


def run_here(is_end: Callable[[str], bool], arguments: list[str]) -> int:
    """Run a command in this process, with the signal to come, and return its status."""
    sent = False

    def watch(event: str, details: tuple[object, ...]) -> None:
        nonlocal sent
        if event in STEPS and not sent and is_end(f"{event} {details[:2]}"):
            sent = True
            os.killpg(0, signal.SIGINT)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.addaudithook(watch)
    try:
        main(arguments, prog_name="tracker")
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        sys.stdout.flush()
    return 70


def n_versions(archive: Path) -> int:
    """The number of versions of the one story there is."""
    (story,) = told("list", "--archive", archive)
    n: int = story["n_versions"]
    return n


def test_recording_can_be_stopped_anywhere(bridge_once: Path, tmp_path: Path) -> None:
    """The version is recorded or it is not; git finds nothing wrong, and recording it again leaves it there once."""
    page = tmp_path / "page.txt"
    page.write_text(f"{NEW}\nA ferry runs until then.\n")
    n_stopped = 0
    for step in count(2, 6):
        archive = Path(shutil.copytree(bridge_once, tmp_path / str(step)))
        command = ("record", URL, page, "--at", "2031-06-01", "--archive", archive)
        status, said = run_until(nth(step), tmp_path / "log", *command)
        assert fsck(archive) == ""
        assert n_versions(archive) in (3, 4)
        tracker(*command)
        assert n_versions(archive) == 4
        assert fsck(archive) == ""
        if status == 0:
            break
        assert (status, said) == (130, STOPPED)
        n_stopped += 1
    assert n_stopped > 3


@pytest.mark.parametrize("place", ["corrections.html", "feed.xml", "index.html", "stories"])
def test_a_report_that_is_stopped_leaves_whole_pages(bridge: Path, tmp_path: Path, place: str) -> None:
    """Every file there is complete, none is left over, and the next report is the whole of it."""
    out = tmp_path / "report"
    command = ("report", "--out", out, "--archive", bridge)
    status, said = run_until(lambda step: "os.rename" in step and place in step, tmp_path / "log", *command)
    assert (status, said) == (130, STOPPED)
    files = [path for path in out.rglob("*") if path.is_file()]
    assert not [path for path in files if path.name.startswith(".")]
    assert all(path.read_text("utf-8").rstrip().endswith(("</html>", "</feed>")) for path in files)
    tracker(*command)
    assert len([path for path in out.rglob("*") if path.is_file()]) == 4


def test_the_demo_can_be_stopped_and_started_again(demo: Demo, tmp_path: Path) -> None:
    """Stopped while recording, then while reading, then while writing the report, it completes in the end."""
    out = tmp_path / "demo"
    for place in ("fast-import", "index.sqlite", "report/stories"):
        status, said = run_until(lambda step, place=place: place in step, tmp_path / "log", "demo", "--out", out)  # type: ignore[misc]
        assert status == 130 and said.endswith(STOPPED) and "Traceback" not in said
        assert fsck(out / "archive") == ""
    assert tracker("demo", "--out", out).stdout.count("\n") == demo.printed.count("\n")
    assert told("list", "--archive", out / "archive") == told("list", "--archive", demo.archive)
    assert git(out / "archive", "rev-list", "--count", "runs") == "3\n"


def test_waiting_for_input_can_be_stopped(bridge: Path, tmp_path: Path) -> None:
    """A command that waits for a page that does not come ends at once, as a process of its own."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # the pipe opens when the command has begun to read
    with start("record", URL, pipe, "--archive", bridge) as process, pipe.open("w"):
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert (process.returncode, said) == (130, STOPPED)
    assert n_versions(bridge) == 3
