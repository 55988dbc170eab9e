"""`tracker maintain` on the command line: what is printed, as JSON, when it is due, and who else is at it."""

import os
from pathlib import Path

from filelock import FileLock

from tests.cli.conftest import URL
from tests.cli.runs import fsck, git, refused, told, tracker


def answers(archive: Path) -> list[str]:
    """What an editor is told of an archive: its stories, a story, the ledgers."""
    commands = (["list"], ["log", "quay"], ["show", "quay"], ["corrections"], ["search", "bridge"])
    return [tracker(*command, "--archive", archive).stdout for command in commands]


def test_what_is_printed(bridge: Path) -> None:
    """What there was and what there is; branches and objects in files of their own are packed."""
    (bridge / "stories.git" / "fast_import_crash_4711").touch()
    ended = tracker("maintain", "--archive", bridge)
    removed, *rows = ended.stdout.splitlines()
    assert removed == "Removed 1 leftover of runs that were killed"
    assert [row.split()[:2] for row in rows[:3]] == [["loose", "branches"], ["loose", "objects"], ["packs", "0"]]
    assert [row.rpartition(" → ")[2] for row in rows[:3]] == ["0", "0", "1"]
    assert ended.stderr == "" and fsck(bridge) == ""


def test_nothing_reads_differently_afterwards(bridge: Path) -> None:
    """Every answer, the history and the ids of all commits are to the letter what they were, and it is sound."""
    before, commits = answers(bridge), git(bridge, "for-each-ref")
    runs = told("verify", "--archive", bridge)["runs"]
    tracker("maintain", "--archive", bridge)
    assert (answers(bridge), git(bridge, "for-each-ref")) == (before, commits)
    assert tracker("verify", "--against", runs, "--archive", bridge).stdout.startswith("Sound: 3 versions of 1 story")
    tracker("record", URL, "-", "--at", "2031-05-09", "--archive", bridge, given="Quay bridge shut\n\nA week.\n")
    assert told("list", "--archive", bridge)[0]["n_versions"] == 4


def test_as_json(bridge: Path) -> None:
    """The figures before and after; a second time they are the same."""
    done, again = (told("maintain", "--archive", bridge) for _ in range(2))
    assert set(done) == {"before", "after", "n_removed", "broken_off"}
    assert done["before"]["n_refs"] == 2 and done["before"]["n_objects"] > 10
    assert [done["after"][key] for key in ("n_refs", "n_objects", "n_packs", "n_leftovers")] == [0, 0, 1, 0]
    assert again["before"] == again["after"] == done["after"]


def test_when_nothing_is_due(bridge: Path) -> None:
    """A small archive is left alone; a leftover of long ago is enough to have it done."""
    command = ("maintain", "--if-due", "--archive", bridge)
    assert tracker(*command).stdout == "Nothing is due\n"
    assert told(*command) is None
    left = bridge / "stories.git" / "objects" / "pack" / "tmp_pack_a1b2c3"
    left.touch()
    os.utime(left, (0, 0))
    assert tracker(*command).stdout.startswith("Removed 1 leftover")
    assert not left.exists() and tracker(*command).stdout == "Nothing is due\n"


def test_without_time(bridge: Path) -> None:
    """Each step that was left for the next time is named, and everything is as it was."""
    before = git(bridge, "count-objects", "-v")
    ended = tracker("maintain", "--seconds", "0", "--archive", bridge)
    assert ended.stderr == (
        "Note: there was no time for: removing leftovers, packing branches, packing objects, writing the "
        "commit-graph. Run `tracker maintain` to do it\n"
    )
    assert git(bridge, "count-objects", "-v") == before and fsck(bridge) == ""


def test_one_at_a_time(bridge: Path) -> None:
    """The second of two says so at once; who records meanwhile need not wait."""
    with FileLock(bridge / "maintain.lock"):
        said = refused("maintain", "--archive", bridge)
        assert str(bridge / "maintain.lock") in said and "run the command again later" in said
        tracker("record", URL, "-", "--at", "2031-05-09", "--archive", bridge, given="Quay bridge shut\n\nA week.\n")
    tracker("maintain", "--archive", bridge)


def test_a_run_that_was_cut_off_is_finished_first(bridge: Path) -> None:
    """Versions that were written, but not yet on their branch, are brought there, never dropped as loose ends."""
    (branch,) = [story["branch"] for story in told("list", "--archive", bridge)]
    stood = {name: git(bridge, "rev-parse", name).strip() for name in (branch, "runs")}
    tracker("record", URL, "-", "--at", "2031-05-09", "--archive", bridge, given="Quay bridge shut\n\nA week.\n")
    (bridge / "pending").write_text(git(bridge, "rev-parse", "runs").strip())
    for name, commit in stood.items():
        git(bridge, "update-ref", f"refs/heads/{name}", commit)
    for path in (bridge / "stories.git" / "objects").rglob("*"):
        os.utime(path, (0, 0))
    tracker("maintain", "--archive", bridge)
    assert told("list", "--archive", bridge)[0]["n_versions"] == 4 and not (bridge / "pending").exists()
    assert told("verify", "--archive", bridge)["sound"]


def test_what_is_no_number_of_seconds(bridge: Path) -> None:
    """A wrong command line, and nothing is done."""
    for seconds in ("-1", "soon"):
        tracker("maintain", f"--seconds={seconds}", "--archive", bridge, status=2)
