"""`tracker sync`, `export` and `import` as they are used: what is said, in words and in JSON, and how they end."""

import json
import shutil
from pathlib import Path

import pytest

from tests.archive.sharing.hubs import in_step, make_hub, refs
from tests.archive.sharing.test_hostile_offers import FILES, MESSAGE, TIDES, commit
from tests.cli.conftest import URL
from tests.cli.runs import NEW, refused, told, tracker

FERRY = "Ferry stops\n\nThe ferry at Quay stops for a week.\n"


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """An empty repository to sync with."""
    return make_hub(tmp_path / "hub.git")


@pytest.fixture
def other(bridge: Path, tmp_path: Path) -> Path:
    """A copy of the archive, on another machine."""
    return Path(shutil.copytree(bridge, tmp_path / "other"))


def test_a_night_on_two_machines(bridge: Path, other: Path, hub: Path) -> None:
    """Each is told what came, what was put together, and what went; a script gets the same."""
    branch = told("log", URL, "--archive", bridge)["branch"]
    tracker("record", URL, "-", "--at", "2031-05-04", "--archive", bridge, given=f"{NEW}\nIt rained.\n")
    tracker("record", URL, "-", "--at", "2031-05-05", "--archive", other, given=f"{NEW}\nIt snowed.\n")
    tracker("record", "ferry", "-", "--at", "2031-05-05", "--archive", other, given=FERRY)
    assert tracker("sync", hub, "--archive", bridge).stdout == "Sent: 1 story\n"
    planned = tracker("sync", hub, "--dry-run", "--archive", other).stdout
    assert planned == (
        f"To receive: 1 version of 1 story\nTo join with what was recorded here: {branch}\nTo send: 2 stories\n"
    )
    assert tracker("sync", hub, "--archive", other).stdout == (
        f"Received: 1 version of 1 story\nJoined with what was recorded here: {branch}\nSent: 2 stories\n"
    )
    ferry = told("list", "--archive", other)[0]["branch"]
    assert ferry.startswith("local/ferry-")
    assert told("sync", hub, "--archive", bridge) == {
        "remote": str(hub), "received": sorted([ferry, branch]), "joined": [], "sent": [], "n_versions": 2,
        "refused": [],
    }  # fmt: skip
    assert tracker("sync", hub, "--archive", bridge).stdout == "Nothing new, here or there\n"
    assert in_step(bridge, other, hub)
    assert len(told("log", URL, "--archive", bridge)["versions"]) == 5


def test_the_same_text_twice_is_told_as_no_change(bridge: Path, other: Path, hub: Path) -> None:
    """Where both machines captured it, each command that reads the story copes with it."""
    for day, archive in ((4, bridge), (5, other)):
        tracker("record", URL, "-", "--at", f"2031-05-0{day}", "--archive", archive, given=f"{NEW}\nIt rained.\n")
    for archive in (bridge, other):
        tracker("sync", hub, "--archive", archive)
    rows = told("log", URL, "--archive", other)["versions"]
    assert [row["n_changes"] > 0 for row in rows][3:] == [True, False]
    assert "24 hours later · no change" in tracker("diff", URL, "4", "5", "--archive", other).stdout
    for command in (["corrections"], ["report", "--out", other / "report"], ["show", URL], ["list"]):
        assert tracker(*command, "--archive", other).stdout


def test_an_empty_archive_takes_all(bridge: Path, hub: Path, tmp_path: Path) -> None:
    """`init` and `sync` are all it takes on a new machine."""
    tracker("sync", hub, "--archive", bridge)
    tracker("init", "--archive", tmp_path / "new")
    assert tracker("sync", hub, "--archive", tmp_path / "new").stdout == "Received: 3 versions of 1 story\n"
    assert told("log", URL, "--archive", tmp_path / "new") == told("log", URL, "--archive", bridge)
    assert told("corrections", "--archive", tmp_path / "new") == told("corrections", "--archive", bridge)


@pytest.mark.parametrize("remote", ["ext::sh -c touch% x", "http://news.example/x.git", "nowhere/at/all"])
def test_what_is_no_remote(bridge: Path, remote: str) -> None:
    """It is named, with what can be."""
    said = refused("sync", remote, "--archive", bridge)
    assert remote in said and ("name a folder" in said or "git init --bare" in said)


def test_an_option_is_no_remote(bridge: Path) -> None:
    """What looks like an option is one to the command line, and behind `--` still none to git."""
    tracker("sync", "-u", "--archive", bridge, status=2)
    assert "'-u' is no remote" in refused("sync", "--archive", bridge, "--", "-u")


def test_a_refused_branch_is_an_error_that_costs_nothing_else(bridge: Path, hub: Path) -> None:
    """Everything else is synced and told, then the branch is named and the status is 1."""
    commit(hub, TIDES, MESSAGE.replace("Versions: 1", "Versions: 9"), FILES)
    ended = tracker("sync", hub, "--archive", bridge, status=1)
    assert ended.stdout == "Sent: 1 story\n"
    assert f"left alone, see who wrote them; the others were taken in:\n  {TIDES}: " in ended.stderr
    ended = tracker("sync", hub, "--archive", bridge, "--json", status=1)
    assert json.loads(ended.stdout)["refused"][0]["branch"] == TIDES


def test_a_story_is_given_away(bridge: Path, empty_two: Path, tmp_path: Path) -> None:
    """What one archive exports another imports; again, it has all of it already."""
    out = tmp_path / "out"
    branch = told("log", URL, "--archive", bridge)["branch"]
    assert tracker("export", "quay", "--out", out, "--archive", bridge).stdout == f"{out} holds {branch}\n"
    said = tracker("import", out / "story.bundle", "--archive", empty_two).stdout
    assert said == f"Imported 3 versions of {branch}\n"
    assert refs(empty_two)[branch] == refs(bridge)[branch]
    again = tracker("import", out / "story.bundle", "--archive", empty_two).stdout
    assert again == "Nothing new: the archive has all of it\n"
    assert told("import", out / "story.bundle", "--archive", bridge) == {
        "branches": [],
        "n_versions": 0,
        "refused": [],
    }


@pytest.fixture
def empty_two(tmp_path: Path) -> Path:
    """An archive without a story, beside the one with the bridge."""
    tracker("init", "--archive", tmp_path / "two")
    return tmp_path / "two"


def test_what_cannot_be_exported_or_imported(bridge: Path, tmp_path: Path) -> None:
    """A folder in use, a story that is not there, a file that is no bundle: each is named."""
    assert "name a new folder" in refused("export", "quay", "--out", bridge, "--archive", bridge)
    assert "no story is called" in refused("export", "nothing", "--out", tmp_path / "x", "--archive", bridge)
    assert not (tmp_path / "x").exists()
    assert "is no git bundle" in refused("import", bridge / "README.txt", "--archive", bridge)
    assert told("export", "quay", "--out", tmp_path / "x", "--archive", bridge)["files"][-1] == "story.bundle"
