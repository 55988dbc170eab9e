"""`tracker maintain`: what it says, when there is something to do and when there is not."""

from pathlib import Path

from tests.cli.runs import fsck, told, tracker


def test_it_says_what_it_took(bridge: Path) -> None:
    """Each thing that piles up is counted before and after; the archive holds what it held."""
    (bridge / "stories.git" / "fast_import_crash_4711").touch()
    stories = told("list", "--archive", bridge)
    said = tracker("maintain", "--archive", bridge).stdout.splitlines()
    assert said[0] == "Removed 1 leftover of runs that were killed"
    assert [line.split()[:2] for line in said[1:3]] == [["loose", "branches"], ["loose", "objects"]]
    assert [line.partition("→")[2].strip() for line in said[1:4]] == ["0", "0", "1"]
    assert told("list", "--archive", bridge) == stories and fsck(bridge) == ""


def test_in_json(bridge: Path) -> None:
    """A script is told the same, and what there was no time for."""
    done = told("maintain", "--archive", bridge, "--seconds", "0")
    assert done["before"] == done["after"] and len(done["broken_off"]) == 4
    done = told("maintain", "--archive", bridge)
    assert done["before"]["n_refs"] == 2 and done["after"]["n_refs"] == 0 and done["broken_off"] == []


def test_without_time_it_says_so(bridge: Path) -> None:
    """What was left undone is named, with how to do it."""
    said = tracker("maintain", "--archive", bridge, "--seconds", "0").stderr
    assert said.startswith("Note: there was no time for: removing leftovers, packing branches")
    assert said.endswith("Run `tracker maintain` to do it\n")


def test_only_when_it_is_due(bridge: Path) -> None:
    """A small archive is left alone."""
    assert tracker("maintain", "--if-due", "--archive", bridge).stdout == "Nothing is due\n"
    assert told("maintain", "--if-due", "--archive", bridge) is None
