"""A limit on the size of files (`ulimit -f`), reached in the middle of any command.

The command runs in a child process with the limit; what Python, git and SQLite make of it differs, and each has to
end in a message with the next step, nothing lost, and a next command that works.
"""

import os
import resource
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import URL
from tests.cli.runs import NOTICED, fsck, told, tracker
from tracker.cli import main

PAGE = f"<html><body><article><h1>Quay bridge opens</h1><p>{'The bridge cost 21 million crowns. ' * 90}</p></article>"
# a command, and limits in bytes, the last of which the ordinary suite tries
LIMITS = [
    (["record", URL, "page.html", "--at", "2031-06-01"], [0, 100, 300]),
    (["record", URL, "page.txt", "--at", "2031-06-01"], [0, 100]),
    (["review", "quay-bridge-3", "--notice", "1", "--change", "r1c1", "--confirm", "--as", "Ada Brandt"], [0, 120]),
    (["maintain"], [0, 150, 1_000]),
    (["reindex"], [0, 100, 10_000, 100_000]),
    (["corrections"], [0, 100, 10_000]),
    (["prune-pages", "--older-than", "1d", "--yes"], [0, 100]),
    (["report", "--out", "report"], [0, 2_000]),
    (["init", "--archive", "other"], [0, 40, 300]),
]


def run_limited(n_bytes: int, folder: Path, arguments: list[str]) -> tuple[int, str]:
    """Run a command in a folder with a limit on the size of files; return its status and what it says is wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.chdir(folder)
        sys.stdout = sys.stderr = os.fdopen(writing, "w")
        resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes))
        os._exit(run_here(arguments))
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def run_here(arguments: list[str]) -> int:
    """Run a command in this process and return its status."""
    try:
        main(arguments, prog_name="tracker")
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        sys.stdout.flush()
    return 70


@pytest.fixture(scope="module")
def paged_once(bridge_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive, an old page in it, and two files to record."""
    folder = tmp_path_factory.mktemp("limits")
    archive = Path(shutil.copytree(bridge_once, folder / "archive"))
    old = PAGE.replace("21", "20").encode()
    tracker("record", f"{URL}-old", "-", "--at", "2024-05-01", "--archive", archive, given=old)
    (folder / "page.html").write_text(PAGE)
    (folder / "page.txt").write_text(f"{NOTICED}\nA ferry runs until then.\n")
    return folder


CASES = [
    pytest.param(command, n, id=f"{' '.join(command[:3])}, {n} bytes")
    for command, limits in LIMITS
    for n in (limits if os.environ.get("TRACKER_SLOW") else limits[-1:])
]


@pytest.mark.parametrize(("command", "limit"), CASES)
def test_a_file_that_gets_too_large(paged_once: Path, tmp_path: Path, command: list[str], limit: int) -> None:
    """The message says what to do, the archive holds what it held, and without the limit all goes well."""
    folder = Path(shutil.copytree(paged_once, tmp_path / "here"))
    archive = folder / "archive"
    before = told("list", "--archive", archive)
    status, said = run_limited(limit, folder, command)
    assert status == 1 and "Error: " in said and "ulimit -f" in said
    assert "Traceback" not in said and "bug in tracker" not in said
    assert told("list", "--archive", archive) == before and fsck(archive) == ""
    status, said = run_limited(resource.RLIM_INFINITY, folder, command)
    assert status == 0, said
    tracker("maintain", "--archive", archive)
    found = told("verify", "--repair", "--archive", archive)
    assert found["sound"] and found["repaired"] == []
