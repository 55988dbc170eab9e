"""What is said of the pages that versions cite, wherever these lie and whoever recorded them."""

import shutil
from dataclasses import replace
from pathlib import Path

from tests.archive.proof.archives import TIDES, ids, proof, tides
from tests.archive.samples import NOON, git, hours
from tracker.archive.commits import join_message
from tracker.archive.pages import Exposure, Page, write_pages
from tracker.archive.proof.chain import Chain
from tracker.archive.proof.pages import check_pages
from tracker.archive.proof.story import Citation
from tracker.archive.repository import Archive
from tracker.archive.runs import Move, Run
from tracker.archive.scribe import Scribe
from tracker.archive.stream import open_stream

PAGE = Page(b"<p>Low at two.")


def test_pages_in_cold_storage_are_looked_at(filled: Path, tmp_path: Path) -> None:
    """They are found in the folder that the settings name, and damage is found there."""
    (filled / "pages").rename(tmp_path / "cold")
    assert {fault.branch for fault in proof(filled).faults} == {TIDES}
    (filled / "tracker.toml").write_text(f'pages.folders = ["{tmp_path / "cold"}"]')
    assert proof(filled).faults == ()
    path = sorted((tmp_path / "cold").iterdir())[0]
    path.write_bytes(path.read_bytes()[:-1])
    assert [fault.what.partition(" is not")[0] for fault in proof(filled).faults] == [str(path)]


def test_a_page_is_held_against_the_digest_of_its_version(tmp_path: Path) -> None:
    """Also where no run noted the digest of the file; a record that is not there, and a name that is no file's."""
    kept, (record,) = write_pages(tmp_path, NOON, [Exposure("https://a.example/b", NOON, PAGE)])
    right = Citation(TIDES, 1, kept.file, record, PAGE.digest)
    wrong = [
        (right, None),
        (replace(right, digest="sha256:0"), "is not the one that its digest stands for"),
        (replace(right, record="<urn:uuid:0>"), "the page of version 1 cannot be read in"),
        (replace(right, file="20300101T000000Z.warc.gz"), "is missing: there is no 20300101T000000Z.warc.gz"),
        (replace(right, file="../stories.git/HEAD"), "which is no file of pages"),
    ]
    for cited, said in wrong:
        faults = [*check_pages([tmp_path], cited.file, [cited], Chain())]
        assert [fault.branch for fault in faults] == ([TIDES] if said else []), faults
        assert all(said and said in fault.what for fault in faults)


def merge(path: Path) -> None:
    """Take in what was fetched from another machine: its version by a merge, its runs by a run with two parents."""
    ours, theirs, runs, their_runs = ids(path, TIDES, "refs/tracker/theirs", "runs", "refs/tracker/runs")
    with Archive.open(path) as archive, open_stream(archive.store) as stream:
        (head,) = [story for story in archive.stories() if story.branch == TIDES]
        message = join_message(head, 1, head.first_captured_at)
        mark = stream.commit(message, {}, [ours, theirs], authored_at=hours(21), committed_at=hours(21))
        move = Move(TIDES, ours, stream.ids([mark])[mark])
        run = Run(next(archive.runs()).n + 1, hours(21), runs, (), (), (move,), merged=their_runs)
        last = Scribe(stream, {}, hours(21)).write_run(run)
        commit = stream.ids([last])[last]
    git(path, "update-ref", f"refs/heads/{TIDES}", move.new)
    git(path, "update-ref", "refs/heads/runs", commit)


def test_two_machines_ledgers_are_one(filled: Path, tmp_path: Path) -> None:
    """Where another machine's runs were taken in, all parents count; files of pages of one name are two."""
    other = Path(shutil.copytree(filled, tmp_path / "other"))
    for path, text in ((filled, "High at noon."), (other, "High at one.")):
        with Archive.open(path) as archive:
            archive.record([tides(text, 20)], now=hours(20))
    noted = ids(other, "runs")
    git(filled, "fetch", "-q", str(other / "stories.git"), f"+{TIDES}:refs/tracker/theirs", "+runs:refs/tracker/runs")
    merge(filled)
    cold = (other / "pages").rename(tmp_path / "cold")
    (filled / "tracker.toml").write_text(f'pages.folders = ["{cold}"]')
    found = proof(filled, [*noted, *ids(filled, "runs^")])
    assert (found.faults, found.n_versions, found.n_runs) == ((), 15, 9)
    assert proof(other, ids(filled, "runs")).faults != ()
