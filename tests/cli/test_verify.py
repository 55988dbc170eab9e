"""`tracker verify` and `tracker prune-pages` on the command line: what is printed, as JSON, and the exit status."""

import json
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import URL, Demo
from tests.cli.runs import fsck, git, refused, start, told, tracker

PAGE = "<html><body><article><h1>Quay bridge opens</h1><p>The bridge cost {} crowns.</p></article></body></html>"


def record_pages(archive: Path) -> None:
    """Record a version of long ago and one of today, each from a page."""
    for price, at in ((12, "2024-05-01"), (13, datetime.now(UTC).date().isoformat())):
        page = PAGE.format(price).encode()
        tracker("record", f"{URL}-{price}", "-", "--at", at, "--archive", archive, given=page)


def test_a_sound_archive(bridge: Path) -> None:
    """How much was looked at, and what to note; status 0."""
    runs = git(bridge, "rev-parse", "runs").strip()
    assert tracker("verify", "--archive", bridge).stdout == (
        f"Sound: 3 versions of 1 story, 0 pages, 3 runs\nNote this: runs {runs}, 3 versions of 1 story\n"
    )
    assert told("verify", "--archive", bridge) == {
        "sound": True, "faults": [], "repaired": [], "runs": runs, "decisions": None,
        "notes": ["the index was not checked, since the next command makes it anew: there was none"],
        "n_stories": 1, "n_versions": 3, "n_runs": 3, "n_pages": 0, "n_pruned": 0,
    }  # fmt: skip


def test_the_demo_is_sound(demo: Demo) -> None:
    """With its index."""
    ended = tracker("verify", "--archive", demo.archive)
    assert ended.stdout.startswith("Sound: 108 versions of 25 stories") and ended.stderr == ""


def test_what_is_wrong_is_printed_by_story(bridge: Path) -> None:
    """Story, fault and next step, and status 1; as JSON too, and never on standard error."""
    (branch,) = [story["branch"] for story in told("list", "--archive", bridge)]
    tip = git(bridge, "rev-parse", branch).strip()
    git(bridge, "update-ref", f"refs/heads/{branch}", f"{tip}~1")
    (bridge / "index.sqlite").write_bytes(b"no index")
    ended = tracker("verify", "--archive", bridge, status=1)
    assert ended.stderr == ""
    assert ended.stdout == (
        f"The archive\n  {bridge}/index.sqlite is damaged\n    `tracker verify --repair` puts that right\n"
        f"{branch}\n  was put back to an older version: the ledger says that it stood at {tip}\n"
        f"    Put it there: git -C {bridge}/stories.git update-ref refs/heads/{branch} {tip}\n"
        "2 faults; `tracker verify --repair` puts 1 right\n"
    )
    found = json.loads(tracker("verify", "--archive", bridge, "--json", status=1).stdout)
    assert not found["sound"]
    assert [(fault["story"], fault["can_repair"]) for fault in found["faults"]] == [(None, True), (branch, False)]
    ended = tracker("verify", "--repair", "--archive", bridge, status=1)
    assert f"Repaired: {bridge}/index.sqlite is damaged" in ended.stdout and "puts 0 right" in ended.stdout
    git(bridge, "update-ref", f"refs/heads/{branch}", tip)
    assert tracker("verify", "--archive", bridge).stderr == ""


def test_repair_goes_on_until_nothing_is_left(bridge: Path) -> None:
    """Without its HEAD git knows no repository; with it again, the next fault is found and put right as well."""
    (bridge / "stories.git" / "HEAD").unlink()
    git_graph = bridge / "stories.git" / "objects" / "info" / "commit-graph"
    git_graph.write_bytes(b"no graph")
    ended = tracker("verify", "--repair", "--archive", bridge)
    assert ended.stdout.count("Repaired: ") == 2 and "Sound: 3 versions" in ended.stdout
    assert fsck(bridge) == ""


def test_against_what_was_noted(bridge: Path) -> None:
    """The printed id is what `--against` takes; a ledger that no longer leads there is status 1."""
    printed = tracker("verify", "--archive", bridge).stdout
    noted = re.findall(r"Note this: runs (\w+)", printed)[0]
    tracker("record", URL, "-", "--at", "2031-05-09", "--archive", bridge, given="Quay bridge shut\n\nA week.\n")
    assert tracker("verify", "--against", noted, "--archive", bridge).exit_code == 0
    ended = tracker("verify", "--against", "0" * 40, "--against", noted, "--archive", bridge, status=1)
    assert f"the ledgers do not lead to {'0' * 40}" in ended.stdout and noted not in ended.stdout
    assert "give all 40 or 64 digits" in refused("verify", "--against", noted[:12], "--archive", bridge)


def test_an_archive_of_long_digests(tmp_path: Path) -> None:
    """Recorded, read, decided about, pruned and verified, git names everything by SHA-256."""
    archive = tmp_path / "archive"
    tracker("init", "--object-format", "sha256", "--archive", archive)
    record_pages(archive)
    for day, price in enumerate((12, 21), 1):
        text = f"Quay fares\n\nThe fare at Quay is {price} crowns.\n"
        tracker("record", "fares", "-", "--at", f"2025-05-0{day}", "--archive", archive, given=text)
    tracker("review", "fares", "--change", "r1c1", "--harmless", "--as", "Ada Brandt", "--archive", archive)
    tracker("prune-pages", "--older-than", "1y", "--yes", "--archive", archive)
    found = told("verify", "--archive", archive)
    assert found["sound"] and (found["n_versions"], found["n_pages"], found["n_pruned"]) == (4, 2, 1)
    assert len(found["runs"]) == len(found["decisions"]) == 64
    assert tracker("verify", "--against", found["decisions"], "--archive", archive).exit_code == 0
    assert "Quay" in tracker("log", "fares", "--archive", archive).stdout


def test_old_pages_are_dropped_when_it_is_confirmed(empty: Path) -> None:
    """What would be dropped is shown first; a dry run and a no drop nothing; the ledger knows what was dropped."""
    record_pages(empty)
    command = ("prune-pages", "--older-than", "6m", "--archive", empty)
    shown = tracker(*command, "--dry-run").stdout
    assert re.fullmatch(
        r"\d{8}T\d{6}Z\.warc\.gz  2024-05-01T00:00:00Z  1 page\n"
        r"1 file with 1 page, 0\.0 MB, all from before .*Z\nNothing was dropped\n",
        shown,
    )
    assert tracker(*command, given="n\n").stdout.endswith("Nothing was dropped\n")
    assert len(list((empty / "pages").iterdir())) == 2
    assert tracker(*command, given="y\n").stdout.endswith("Dropped, and written down in the ledger\n")
    assert len(list((empty / "pages").iterdir())) == 1
    assert "2 pages, 1 of them dropped" in tracker("verify", "--archive", empty).stdout
    assert tracker(*command).stdout.startswith("No file, all from before ")


def test_dropping_as_json(empty: Path) -> None:
    """Each file with digest, size and newest page; `dropped` says whether it was done."""
    record_pages(empty)
    command = ("prune-pages", "--older-than", "90d", "--archive", empty)
    planned, done = told(*command, "--dry-run"), told(*command, "--yes")
    assert (planned["dropped"], done["dropped"]) == (False, True)
    assert planned["files"] == done["files"] and len(done["files"]) == 1
    assert set(done["files"][0]) == {"file", "digest", "n_pages", "n_bytes", "newest_at"}
    before = datetime.fromisoformat(done["before"])
    assert timedelta(days=89) < datetime.now(UTC) - before < timedelta(days=91)


def test_without_anybody_to_ask_nothing_is_dropped(empty: Path) -> None:
    """Cron has to say `--yes`."""
    record_pages(empty)
    with start("prune-pages", "--older-than", "1w", "--archive", empty, stdin=subprocess.DEVNULL) as process:
        _, said = process.communicate()
    assert process.returncode == 1 and "`--yes` drops without asking" in said
    assert len(list((empty / "pages").iterdir())) == 2


@pytest.mark.parametrize("age", ["1", "y", "-1y", "1.5y", "1 fortnight", "", "9999y"])
def test_an_age_is_a_number_and_a_unit(empty: Path, age: str) -> None:
    """What is no age drops nothing."""
    assert "2y, 18m, 6w or 90d" in refused("prune-pages", f"--older-than={age}", "--archive", empty) or age == "9999y"
