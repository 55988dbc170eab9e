"""Dropped commits, rewritten branches, edited ledgers: each is done to a real archive, and each is found."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.proof.archives import LAMP, LATER, TIDES, ids, proof, tides
from tests.archive.proof.forging import commit, drop_object, given, move
from tests.archive.samples import git, hours
from tracker.archive.proof.verify import verify
from tracker.archive.repository import Archive
from tracker.errors import InputError

FOG = "tide-tables.example/fog-d42f35de5d"
STRANGER = "tide-tables.example/stranger-0123456789"


def edit_run(n_back: int, edit: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    """Edit a run, so many before the last, and chain those after it anew: what a forger of the ledger has to do."""

    def work(path: Path) -> None:
        chain = git(path, "rev-list", "--reverse", f"-{n_back + 1}", "runs").split()
        (parent,) = ids(path, f"{chain[0]}^")
        for place, each in enumerate(chain):
            run = json.loads(git(path, "show", f"{each}:run.json"))
            run["previous"] = parent
            if place == 0:
                edit(run)
            text = json.dumps(run, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
            parent = commit(path, each, [parent], {"run.json": text})
        move(path, "runs", parent)

    return work


def rewrite_tip(branch: str, files: dict[str, str]) -> Callable[[Path], None]:
    """Put another last commit on a branch, with other files."""

    def work(path: Path) -> None:
        move(path, branch, commit(path, branch, git(path, "rev-parse", f"{branch}^@").split(), files))

    return work


def drop_run(path: Path) -> None:
    """Take a run out of the middle of the chain."""
    after, last = ids(path, "runs~1", "runs")
    move(path, "runs", commit(path, last, ids(path, f"{after}^"), {}))


def merge_stranger(path: Path) -> None:
    """Join a version to a story that no run has recorded, keeping what is there."""
    stray = commit(path, FOG, [], {})
    move(path, FOG, commit(path, FOG, [*ids(path, FOG), stray], {}))


def lose_page(path: Path) -> None:
    next((path / "pages").glob("20310505T020000Z.warc.gz")).unlink()


def swap_pages(path: Path) -> None:
    """Put one file of pages in the place of another."""
    one, other = sorted((path / "pages").glob("*.warc.gz"))
    shutil.copy(one, other)


def stray_decision(path: Path) -> None:
    """Add a review with a file whose name would be two requests to git."""
    blob = ids(path, f"decisions:{LAMP}.json")[0]
    tree = given(path, git(path, "ls-tree", "-z", "decisions") + f"100644 blob {blob}\ta\nb\0", "mktree", "-z")
    message = git(path, "log", "-1", "--format=%B", "decisions")
    move(path, "decisions", given(path, message, "commit-tree", "-p", ids(path, "decisions")[0], tree))


# what is done; what is said of it, and of which story
DAMAGE: list[tuple[str, Callable[[Path], object], str, str | None]] = [
    ("a deleted branch", lambda p: git(p, "branch", "-q", "-D", FOG), "branch is gone: the ledger says", FOG),
    ("a branch put back", lambda p: move(p, TIDES, f"{TIDES}~1"), "put back to an older version", TIDES),
    ("a branch rewritten", rewrite_tip(FOG, {"story.md": "# Fog\n\nNone.\n"}), "was rewritten", FOG),
    ("a branch on another's commits", lambda p: move(p, FOG, LAMP), "was rewritten", FOG),
    ("a version added by hand", lambda p: move(p, FOG, commit(p, FOG, ids(p, FOG), {})), "no run in the ledger", FOG),
    ("a version joined by hand", merge_stranger, "which no run in the ledger recorded", FOG),
    ("a story added by hand", lambda p: move(p, STRANGER, commit(p, FOG, [], {})), "no run in the ledger", STRANGER),
    ("a branch that is no story", lambda p: move(p, "topic", FOG), "topic is neither a story nor a ledger", None),
    ("a branch with a hostile name", lambda p: move(p, "a;touch${IFS}x", FOG), "the branch a;touch", None),
    ("a hostile name", edit_run(1, lambda run: run.update(decided="HEAD\nHEAD")), "no branch or no", None),
    ("a hostile move", edit_run(3, lambda run: run["moves"][0].update(branch="a b")), "no branch or", None),  # type: ignore[index]
    ("a file of no story's decisions", stray_decision, r"no story's: 'a\\nb'", None),
    ("a dropped commit", lambda p: drop_object(p, ids(p, f"{TIDES}~1")[0]), "cannot all be reached", TIDES),
    ("a dropped text", lambda p: drop_object(p, ids(p, f"{LAMP}:story.md")[0]), "version 2: .* lacks", LAMP),
    ("a dropped run", lambda p: drop_object(p, ids(p, "runs~2")[0]), "ledger of runs cannot be read", None),
    ("the ledger deleted", lambda p: git(p, "update-ref", "-d", "refs/heads/runs"), "no run .* recorded it", LAMP),
    ("the ledger put back", lambda p: move(p, "runs", "runs~3"), "which no run in the ledger recorded", TIDES),
    ("a run taken out", drop_run, "was edited: its commit has another runs before it", None),
    ("a version not named", edit_run(3, lambda run: run["recorded"].pop()), "is named by no run", TIDES),  # type: ignore[attr-defined]
    ("a move not named", edit_run(2, lambda run: run.update(moves=[])), "which no run in the ledger", TIDES),
    ("a version too many", edit_run(3, lambda run: run["recorded"][0].update(commit="0" * 40)), "none of its", TIDES),  # type: ignore[index]
    ("another time", edit_run(3, lambda run: run["recorded"][0].update(captured_at="2031-05-04T00:00:00Z")),  # type: ignore[index]
     "captured at another time", TIDES),
    ("another number", edit_run(1, lambda run: run.update(n=9)), "its commit has another number", None),
    ("another start", edit_run(0, lambda run: run.update(started_at="2031-05-04T00:00:00Z")), "another time", None),
    ("a run that is none", edit_run(1, lambda run: run.pop("recorded")), "ledger of runs cannot be read", None),
    ("a dropped file not named", edit_run(1, lambda run: run.pop("pruned")), "page of version . is missing", TIDES),
    ("decisions deleted", lambda p: git(p, "branch", "-q", "-D", "decisions"), "run 6 noted the review", None),
    ("decisions put back", lambda p: move(p, "decisions", "decisions~1"), "decisions are missing: run 6", None),
    ("decisions that are none", rewrite_tip("decisions", {}), "decisions are missing", None),
    ("a file of pages lost", lose_page, "page of version . is missing", TIDES),
    ("a file of pages changed", swap_pages, "is not the file that was written", None),
    ("a page in another's place", swap_pages, "page of version . cannot be read in", TIDES),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "said", "branch"), [pytest.param(*row[1:], id=row[0]) for row in DAMAGE])
def test_damage_is_found(filled: Path, damage: Callable[[Path], object], said: str, branch: str | None) -> None:
    """What was done is said of the story that it was done to, with a next step, and nothing of it is repaired."""
    damage(filled)
    found = proof(filled).faults
    assert [fault for fault in found if fault.branch == branch and re.search(said, fault.what, re.DOTALL)], found
    assert all(fault.next_step and (fault.repair is None or fault.branch) for fault in found)


def test_what_is_said_to_be_done_works(filled: Path) -> None:
    """A branch that was put back or deleted is where it was after the command that the fault names."""
    tip = ids(filled, TIDES, FOG)
    git(filled, "branch", "-q", "-D", FOG)
    move(filled, TIDES, f"{TIDES}~1")
    for fault in proof(filled).faults:
        assert fault.next_step.startswith("Put it there: git -C")
        subprocess.run(fault.next_step.removeprefix("Put it there: ").split(), check=True)
    assert ids(filled, TIDES, FOG) == tip and proof(filled).is_sound


def test_a_noted_id_proves_what_was_there(filled: Path) -> None:
    """Ids of runs and reviews noted at any time are led to, today and after more was recorded."""
    noted = [*git(filled, "rev-list", "runs").split(), *git(filled, "rev-list", "decisions").split()]
    with Archive.open(filled) as archive:
        archive.record([tides("High at noon.", 20)], now=hours(20))
    assert proof(filled, noted).is_sound


def test_a_noted_id_finds_a_ledger_that_was_forged_well(filled: Path) -> None:
    """An edit that nothing else contradicts, an observation here, or the loss of the last run, is found with it."""
    noted, before = ids(filled, "runs", "runs~1")
    edit_run(1, lambda run: run.update(observations=[]))(filled)
    move(filled, "runs", commit(filled, "runs", ids(filled, "runs^"), {}))
    assert proof(filled).is_sound
    (fault,) = proof(filled, [noted]).faults
    assert noted in fault.what and fault.repair is None
    move(filled, "runs", before)
    assert proof(filled).is_sound and not proof(filled, [noted]).is_sound
    move(filled, "runs", noted)
    assert proof(filled, [noted]).is_sound


@pytest.mark.parametrize("given", ["runs", "abc123", "--all", "g" * 40, "a" * 41])
def test_a_part_of_an_id_proves_nothing(filled: Path, given: str) -> None:
    """Only whole ids are taken."""
    with pytest.raises(InputError, match="no id of a run"):
        proof(filled, [given])


def test_an_archive_without_a_run_is_sound(tmp_path: Path) -> None:
    """There is nothing in it, and nothing wrong with it."""
    with Archive.init(tmp_path / "archive") as archive:
        found = verify(archive, now=LATER)
    assert (found.faults, found.runs, found.n_stories) == ((), None, 0)
