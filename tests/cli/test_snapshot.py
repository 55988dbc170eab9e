"""`tracker snapshot` and `tracker status` as cron and an editor run them."""

import json
from pathlib import Path
from subprocess import Popen

import pytest
from filelock import FileLock

from tests.capture.newsroom import Newsroom
from tests.capture.nights import Story
from tests.cli.runs import refused, start, told, tracker

CAPTURE = '[capture]\ndelay = 0\nallow-private = ["127.0.0.1"]\n'
REFUSED = "redirected to an address that begins with 'file': only http and https are fetched"


def finish(process: "Popen[str]") -> tuple[int, str, str]:
    """Wait for a command: its status, and what it printed on either stream."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_a_night(empty: Path) -> None:
    """A line on standard output tells it; `tracker status` tells what changed and what fails since when."""
    with Newsroom() as newsroom:
        urls = [newsroom.publish(f"/2026/storm-{n}", str(Story(n))) for n in (1, 2)]
        (empty / "tracker.toml").write_text(CAPTURE)
        for url in urls:
            tracker("watch", "add", url, "--archive", empty)
        status, said, beside = finish(start("snapshot", "--archive", empty))
        assert (status, beside) == (0, "")
        assert said.startswith("Checked 2 stories in ") and said.endswith(": 2 new\n") and said.count("\n") == 1
        newsroom.publish("/2026/storm-1", str(Story(1, toll=15)))
        newsroom.redirect("/2026/storm-2", "file:///etc/passwd")
        status, said, beside = finish(start("snapshot", "--archive", empty, "--json"))
    counts = json.loads(said)["counts"]
    assert (status, beside, counts["changed"], counts["failed"], counts["gone"]) == (0, "", 1, 1, 0)
    lines = tracker("status", "--archive", empty).stdout.splitlines()
    assert lines[0].endswith(": 1 changed, 1 failed") and lines[1].endswith(": 2 new")
    assert lines[3] == "1 address fails" and lines[4].startswith(f"  {urls[1]}: {REFUSED}; since ")
    assert any(line.endswith("@2  Wexcombe ferry shut after storm number 1") for line in lines)
    assert any(line.startswith("  What these changes mean: tracker corrections --since 20") for line in lines)
    answer = told("status", "--archive", empty)
    assert [run["counts"]["new"] for run in answer["runs"]] == [0, 2]
    assert [each["url"] for each in answer["failing"]] == [urls[1]]
    assert answer["versions"][-1]["n"] == 2
    assert [each["reason"] for each in answer["observations"]] == [f"failed: {REFUSED}"]


def test_nothing_can_be_checked(empty: Path) -> None:
    """Then, and only then, the status is 1, and it is said where to look."""
    tracker("watch", "add", "http://127.0.0.1:9/storm", "--archive", empty)
    status, said, beside = finish(start("snapshot", "--archive", empty))
    assert status == 1 and said.endswith(": 1 failed\n")
    assert beside.startswith("Note: nothing could be checked: `tracker status` says why")
    assert "127.0.0.1 is not a public address" in tracker("status", "--archive", empty).stdout
    assert "127.0.0.1 is not a public address" in (empty / "snapshot.log").read_text("utf-8")


def test_one_at_a_time(empty: Path) -> None:
    """The second says so and does nothing, which is no error: cron need not mail it to anybody."""
    with FileLock(empty / "snapshot.lock"):
        ended = tracker("snapshot", "--archive", empty)
    assert ended.stdout == "" and ended.stderr.startswith("Note: another snapshot of ")


def test_nothing_is_watched(empty: Path) -> None:
    """The error says how to watch something."""
    assert "`tracker watch add URL`" in refused("snapshot", "--archive", empty)


@pytest.mark.parametrize("option", ["--max-time=soon", "--shard=3/2", "--shard=0/2"])
def test_what_is_no_time_or_share(empty: Path, option: str) -> None:
    """A wrong command line, and nothing is done."""
    tracker("snapshot", option, "--archive", empty, status=2)


def test_before_the_first_run(empty: Path) -> None:
    """There is nothing to tell, and it is said what to do."""
    ended = tracker("status", "--archive", empty)
    assert (ended.stdout, ended.stderr) == ("", "No run yet: `tracker snapshot` is the first.\n")
    assert told("status", "--archive", empty) == {"runs": [], "failing": [], "versions": [], "observations": []}
