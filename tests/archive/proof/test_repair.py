"""What is derived is made anew, and what is going on is left alone."""

import hashlib
import os
import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.proof.archives import LATER, TIDES, ids, proof, tides
from tests.archive.proof.forging import move
from tests.archive.samples import fsck, git, hours
from tracker.archive.index import Index
from tracker.archive.index_seals import set_seal
from tracker.archive.proof.repair import repair
from tracker.archive.proof.verify import verify
from tracker.archive.repository import Archive

FOG = "tide-tables.example/fog-d42f35de5d"


def cut_off(path: Path) -> None:
    """Leave an archive as a recording leaves it that is killed before it moves any branch."""
    before = {branch: ids(path, branch)[0] for branch in (TIDES, "runs")}
    with Archive.open(path) as archive:
        archive.record([tides("High at noon.", 20)], now=hours(20))
    (path / "pending").write_text(ids(path, "runs")[0])
    for branch, tip in before.items():
        move(path, branch, tip)


def undrop(path: Path) -> None:
    """Leave an archive as a pruning leaves it that is killed before it removes the files."""
    kept = path / "pages" / "20310505T020000Z.warc.gz"
    held = kept.read_bytes()
    with Archive.open(path) as archive:
        archive.drop_pages([file for run in archive.runs() for file in run.kept if file.file == kept.name], now=LATER)
    kept.write_bytes(held)
    (path / "dropping").write_text(f"{kept.name}\n")


def leave(name: str) -> Callable[[Path], None]:
    """Leave a file behind, as a killed process does, long ago."""

    def work(path: Path) -> None:
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).touch()
        os.utime(path / name, (0, 0))

    return work


def other_graph(path: Path) -> None:
    """Put the commit graph of other commits there: whole, and wrong."""
    made = git(path, "rev-parse", f"{FOG}~1").strip()
    graph = path / "stories.git" / "objects" / "info" / "commit-graph"
    graph.unlink()
    subprocess.run(
        ["git", "--git-dir", str(path / "stories.git"), "commit-graph", "write", "--stdin-commits"],
        input=made, text=True, check=True,
    )  # fmt: skip
    data = bytearray(graph.read_bytes())
    place = data.find(bytes.fromhex(made), data.find(bytes.fromhex(made)))
    data[place + 1] ^= 1  # another commit than any there is, under a digest that is right
    data[-20:] = hashlib.sha1(data[:-20]).digest()
    graph.chmod(0o644)
    graph.write_bytes(data)


def forge_index(path: Path) -> None:
    """Have the index name another commit, under a seal that is right."""
    with sqlite3.connect(path / "index.sqlite") as index:
        index.execute("UPDATE versions SET commit_id = ? WHERE branch = ? AND n = 1", ("0" * 40, FOG))
        set_seal(index, FOG)


DERIVED: list[tuple[str, Callable[[Path], object], str]] = [
    ("a run that was cut off", cut_off, "a run was cut off"),
    ("a pruning that was cut off", undrop, "was dropped, says the ledger, and is still there"),
    ("a page half written", leave("pages/20310505T020000Z.warc.gz.part"), "left by a run that was killed"),
    ("an archive half made", leave("stories.git.part"), "left by a run that was killed"),
    ("a lock of a branch", leave(f"stories.git/refs/heads/{FOG}.lock"), "left by a run that was killed"),
    ("a lock of refs", leave("stories.git/packed-refs.lock"), "left by a run that was killed"),
    ("a pack half written", leave("stories.git/objects/pack/tmp_pack_a1b2c3"), "left by a run that was killed"),
    ("an object half written", leave("stories.git/objects/aa/tmp_obj_a1b2c3"), "left by a run that was killed"),
    ("an index that is none", lambda p: (p / "index.sqlite").write_text("gone"), "index.sqlite is damaged"),
    ("an index of other versions", forge_index, "the index has other versions of it than git"),
    ("a commit graph of other commits", other_graph, "commit-graph is not what its repository holds"),
    ("HEAD lost", lambda p: (p / "stories.git/HEAD").unlink(), "does not name the branch of the runs"),
]


@pytest.mark.parametrize(("damage", "said"), [pytest.param(*row[1:], id=row[0]) for row in DERIVED])
def test_what_is_derived_is_repaired(filled: Path, damage: Callable[[Path], object], said: str) -> None:
    """It is the only fault there is, and after the repair there is none."""
    damage(filled)
    with Archive.open(filled) as archive:
        (fault,) = verify(archive, now=LATER).faults
        assert re.search(said, fault.what) and "--repair" in fault.next_step
        assert repair(archive, [fault], pytest.fail) == (fault,)
        assert verify(archive, now=LATER).faults == ()
    assert fsck(filled) == ""


def test_what_is_going_on_is_no_leftover(filled: Path) -> None:
    """A file that somebody may be writing at this moment is left alone."""
    path = filled / "stories.git" / "objects" / "pack" / "tmp_pack_now"
    path.touch()
    os.utime(path, (LATER.timestamp() - 60, LATER.timestamp() - 60))
    assert proof(filled).is_sound


def test_an_index_behind_git_is_no_fault(filled: Path) -> None:
    """The next command brings it up to date; nothing is read from it until then."""
    with Archive.open(filled) as archive:
        archive.record([tides("High at noon.", 20)], now=hours(20))
    assert proof(filled).is_sound
    (filled / "tracker.toml").write_text("house.no-euphemism = true")
    assert [note.partition(",")[0] for note in proof(filled).notes] == ["the index was not checked"]
    with Archive.open(filled) as archive:
        Index(archive).close()
    assert proof(filled).notes == ()
