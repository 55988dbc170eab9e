"""The branch `decisions`: nothing that was decided is ever lost, whoever else writes and wherever it is cut off."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from filelock import FileLock

from tests.archive.samples import NOON, capture, fsck, git, hours
from tests.archive.steps import STEPS
from tests.archive.stories import CORRECTED, SILENT, capture_all
from tests.archive.test_interruptions import nth, start_child, wait_for
from tracker.archive.agenda import to_review
from tracker.archive.analysing import analyse_story
from tracker.archive.decisions import parse_decisions, render_decisions
from tracker.archive.index import Index
from tracker.archive.names import branch_name
from tracker.archive.person import person_name
from tracker.archive.repository import Archive
from tracker.core.analysis import Analysis
from tracker.core.decision import Decision
from tracker.core.taking import take_decision
from tracker.errors import ArchiveError, InputError

FARES, LAMP = branch_name(CORRECTED), branch_name(SILENT)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive with the sample histories."""
    archive.record(capture_all(), now=NOON)
    return archive


def analysis(archive: Archive, branch: str) -> Analysis:
    return analyse_story(archive, archive.history(branch))


def rejection(archive: Archive) -> Decision:
    """Reject the link of the fares."""
    whole = analysis(archive, FARES)
    change = whole.notices[0].links[0].change
    return take_decision("reject", whole, by="Ada Brandt", at=NOON, notice="1", change=change)


def judgement(archive: Archive) -> Decision:
    """Judge the change of the lighthouse harmless."""
    whole = analysis(archive, LAMP)
    return take_decision("harmless", whole, by="Ada Brandt", at=NOON, change=whole.silent[0])


def test_a_review_is_a_commit_and_plain_git_reads_it(filled: Archive) -> None:
    """A canonical file a story, who decided as its author, and each review on top of the one before."""
    first, second = rejection(filled), judgement(filled)
    filled.decide({FARES: [first]}, now=hours(1))
    filled.decide({LAMP: [second]}, now=hours(2))
    assert git(filled.path, "log", "--format=%an %aI %s", "decisions").splitlines() == [
        "Ada Brandt 2031-05-04T14:00:00+00:00 Review 2: 1 decided, by Ada Brandt",
        "Ada Brandt 2031-05-04T13:00:00+00:00 Review 1: 1 decided, by Ada Brandt",
    ]
    assert git(filled.path, "ls-tree", "-r", "--name-only", "decisions").split() == [f"{FARES}.json", f"{LAMP}.json"]
    text = git(filled.path, "show", f"decisions:{FARES}.json")
    assert text == render_decisions([first]) and parse_decisions(text) == (first,)
    assert json.loads(text)["decisions"][0]["change"]["new"]["text"] == "14"
    assert (filled.decisions(FARES), filled.decisions(LAMP)) == ((first,), (second,))
    assert set(filled.decided()) == {FARES, LAMP}
    assert fsck(filled.path) == ""


def test_decisions_are_only_ever_added(filled: Archive) -> None:
    """A later review of the same story keeps what the earlier one said."""
    first = rejection(filled)
    taken_back = Decision("undo", "Bo", hours(1), undoes=first.id)
    filled.decide({FARES: [first]}, now=NOON)
    filled.decide({FARES: [taken_back]}, now=hours(1))
    assert filled.decisions(FARES) == (first, taken_back)
    assert analysis(filled, FARES).acknowledged


def test_an_archive_without_decisions_has_none(filled: Archive) -> None:
    """Nor does a story that there is not; a review of nothing writes nothing."""
    assert filled.decisions(FARES) == filled.decisions("no branch\n") == ()
    filled.decide({FARES: []}, now=NOON)
    assert filled.decided() == {}
    with pytest.raises(InputError, match="no story has the branch"):
        filled.decide({"x.example/y-0123456789": [rejection(filled)]}, now=NOON)


def test_a_file_that_tracker_did_not_write_is_named(filled: Archive) -> None:
    """What somebody pushed is not taken for a decision."""
    filled.decide({FARES: [rejection(filled)]}, now=NOON)
    for wrong in ('{"decisions": [{"kind": "burn"}]}', '{"decisions": 3}', "[]"):
        blob = _write(filled, wrong)
        git(filled.path, "update-ref", "refs/heads/decisions", blob)
        with Archive.open(filled.path) as again, pytest.raises(ArchiveError, match=re.escape(f"{FARES}.json")):
            again.decisions(FARES)


def _write(archive: Archive, text: str) -> str:
    """Commit a file in place of the decisions about the fares, and return the commit."""
    stream = f"commit refs/heads/x\ncommitter x <x@localhost> 0 +0000\ndata 0\nM 100644 inline {FARES}.json\n"
    command = ["git", "--git-dir", f"{archive.path}/stories.git", "fast-import", "--quiet", "--force"]
    subprocess.run(command, input=f"{stream}data {len(text)}\n{text}\ndone\n", check=True, text=True)
    return git(archive.path, "rev-parse", "x").strip()


def test_the_index_follows_the_decisions(filled: Archive) -> None:
    """Only the story that was decided about is read again, and the ledgers say what the editor said."""
    first, second = rejection(filled), judgement(filled)
    with Index(filled) as index:
        assert {item.subject for item in to_review(index.corrections(), ("link", "silent"))} == {"link", "silent"}
        filled.decide({FARES: [first], LAMP: [second]}, now=NOON)
        assert index.refresh().n_stories == 2
        assert index.refresh().n_stories == 0
        entries = index.corrections()
        assert LAMP not in {entry.branch for entry in entries}
        told = next(entry for entry in entries if entry.branch == FARES and entry.notice)
        assert told.ledger == "orphan" and told.notice == analysis(filled, FARES).notices[0]
        filled.decide({FARES: [Decision("undo", "Ada", NOON, undoes=first.id)]}, now=NOON)
        assert index.refresh().n_stories == 1
        assert any(entry.ledger == "acknowledged" for entry in index.corrections())


def test_decisions_survive_a_further_version(filled: Archive) -> None:
    """What was decided of earlier versions holds when another is recorded."""
    filled.decide({LAMP: [judgement(filled)]}, now=NOON)
    filled.record([capture("The lamp is lit.", 30, name=SILENT)], now=hours(30))
    whole = analysis(filled, LAMP)
    assert len(whole.versions) == 3 and whole.stale == () and len(whole.harmless) == 1


def decide_until(path: Path, decision: Decision, step: int) -> None:
    """Decide, and be killed with all that was started at one of the steps this takes."""
    is_step, has_acted = nth(step), False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal has_acted
        if event in STEPS and not has_acted and is_step(event):
            has_acted = True
            os.killpg(0, signal.SIGKILL)

    with Archive.open(path) as archive:
        sys.addaudithook(watch)
        archive.decide({FARES: [decision]}, now=hours(1))


def test_cut_off_at_any_step(filled: Archive, tmp_path: Path) -> None:
    """Wherever a review is killed while it is saved, the archive is whole, and saving it again completes it."""
    before, decision = judgement(filled), rejection(filled)
    filled.decide({LAMP: [before]}, now=NOON)
    filled.close()  # its reading process is not for a child to share
    for step in count(1, 1 if os.environ.get("TRACKER_SLOW") else 5):
        path = Path(shutil.copytree(filled.path, tmp_path / f"copy{step}"))
        ended = wait_for(start_child(partial(decide_until, path, decision, step)))
        with Archive.open(path) as archive:
            assert archive.decisions(FARES) in ((), (decision,))
            assert archive.decisions(LAMP) == (before,)
            assert fsck(path) == ""
            archive.decide({FARES: [decision]}, now=hours(2))
            assert set(archive.decisions(FARES)) == {decision}
        if ended == 0:
            break
    assert step > 5


def test_a_lock_that_a_killed_git_left_is_cleared(filled: Archive) -> None:
    """The next review is saved all the same."""
    (filled.path / "stories.git" / "refs" / "heads" / "decisions.lock").touch()
    filled.decide({FARES: [rejection(filled)]}, now=NOON)
    assert len(filled.decisions(FARES)) == 1


def test_two_reviewers_at_once_lose_nothing(filled: Archive) -> None:
    """Each adds to what the other has decided meanwhile, of the same story too."""
    shared, own = rejection(filled), judgement(filled)
    filled.close()

    def work(who: int) -> None:
        with Archive.open(filled.path, lock_seconds=60) as archive:
            for n in range(5):
                each = (replace(decision, by=f"{who}", at=hours(n)) for decision in (shared, own))
                archive.decide(dict(zip((FARES, LAMP), ([one] for one in each), strict=True)), now=hours(n))

    children = [start_child(partial(work, who)) for who in range(2)]
    assert [wait_for(child) for child in children] == [0, 0]
    for branch in (FARES, LAMP):
        found = {(decision.by, decision.at) for decision in filled.decisions(branch)}
        assert found == {(str(who), hours(n)) for who in range(2) for n in range(5)}
    assert git(filled.path, "rev-list", "--count", "decisions") == "10\n"
    assert fsck(filled.path) == ""


def test_a_lock_that_is_held_is_named(filled: Archive) -> None:
    """Who waits in vain is told for what, and nothing is written."""
    decision = rejection(filled)
    with Archive.open(filled.path, lock_seconds=0) as other, FileLock(filled.path / "lock"):
        with pytest.raises(ArchiveError, match=re.escape(str(filled.path / "lock"))):
            other.decide({FARES: [decision]}, now=NOON)
        assert other.decisions(FARES) == ()


def test_who_decides_is_the_one_git_knows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A given name comes first, then git's, then that of the log-in; a name is one line."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = Ada Brandt\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert person_name() == "Ada Brandt"
    assert person_name(" Bo\n Holt ") == "Bo Holt"
    settings.write_text("")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LOGNAME", "night-desk")
    assert person_name() == "night-desk"
    with pytest.raises(InputError, match="--as NAME"):
        person_name(" ")
