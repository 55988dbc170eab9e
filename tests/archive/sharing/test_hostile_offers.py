"""What a remote offers that `tracker` did not write: it is left alone with a word, and nothing else is lost by it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.archive.samples import BRANCH, NOON, capture, fsck, git, hours, story
from tests.archive.sharing.hubs import Desks, check_sound, copy_desks, make_desks, refs, texts
from tests.archive.stories import capture_all
from tests.archive.test_decisions import FARES, rejection
from tracker.archive.commits import version_message
from tracker.archive.meta import Meta, render_meta
from tracker.archive.names import branch_name
from tracker.archive.sharing.offer import parse_offer
from tracker.core.story import render_story_md
from tracker.errors import ArchiveError

TIDES = branch_name("https://harbour-gazette.example/tides")
PERSON = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@y", "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@y"}


def plumb(hub: Path, *arguments: str, given: str = "") -> str:
    """Run git in the hub as anybody can who may push there."""
    command = ["git", "--git-dir", str(hub), *arguments]
    ended = subprocess.run(command, input=given, env=os.environ | PERSON, check=True, capture_output=True, text=True)
    return ended.stdout.strip()


def commit(hub: Path, branch: str, message: str, files: dict[str, str], parents: tuple[str, ...] = ()) -> str:
    """Put a commit with these files on a branch of the hub, whatever was there."""
    blobs = {path: plumb(hub, "hash-object", "-w", "--stdin", given=text) for path, text in files.items()}
    tree = plumb(hub, "mktree", given="".join(f"100644 blob {blob}\t{path}\n" for path, blob in blobs.items()))
    made = plumb(hub, "commit-tree", tree, *(word for each in parents for word in ("-p", each)), given=message)
    plumb(hub, "update-ref", f"refs/heads/{branch}", made)
    return made


TEXT = story("Low at noon.", headline="Tides")
META = Meta(captured_at=NOON, content_digest=TEXT.digest)
FILES = {"story.md": render_story_md(TEXT), "meta.json": render_meta(META)}
MESSAGE = version_message(TEXT, META, 1, NOON)

# A message and files for the branch of a story, and what is said of them.
STORIES = [
    ("a commit of somebody's", "Mine\n", FILES, "was not written by tracker"),
    ("a count that is too high", MESSAGE.replace("Versions: 1", "Versions: 99"), FILES, "leads to 99 versions"),
    ("a count that is no number", MESSAGE.replace("Versions: 1", "Versions: many"), FILES, "not written by tracker"),
    (
        "another first time",
        MESSAGE.replace("First-Captured-At: 2031", "First-Captured-At: 2001"),
        FILES,
        "other times",
    ),
    ("no version at all", MESSAGE + "Joins: 1\n", FILES, "leads to 0"),
    ("another text", MESSAGE, FILES | {"story.md": "# Tides\n\nHigh.\n"}, "the one that its digest stands for"),
    (
        "another time",
        MESSAGE,
        FILES | {"meta.json": FILES["meta.json"].replace("2031", "2030")},
        "another capture time",
    ),
    ("no text", MESSAGE, {"meta.json": FILES["meta.json"]}, "lacks"),
    ("a text that is none", MESSAGE, FILES | {"story.md": "cut short"}, "cut short"),
    ("meta that is none", MESSAGE, FILES | {"meta.json": "[]"}, "no object"),
    ("a binary", MESSAGE, FILES | {"meta.json": '{"captured_at": 3}'}, "wrong type"),
]


@pytest.fixture(scope="module")
def synced_once(tmp_path_factory: pytest.TempPathFactory) -> Desks:
    """Two archives and a hub that are in step."""
    desks = make_desks(tmp_path_factory.mktemp("synced"))
    desks.one.record([*capture_all(), capture("Nine.")], now=NOON)
    desks.one.decide({FARES: [rejection(desks.one)]}, now=hours(1))
    desks.sync_both(hours(1))
    desks.close()
    return desks


@pytest.fixture
def synced(synced_once: Desks, tmp_path: Path) -> Desks:
    """A copy of them, to change at will."""
    return copy_desks(synced_once, tmp_path / "synced")


def test_stories_that_tracker_did_not_write(desks: Desks) -> None:
    """Each is refused with the reason; what else there is is taken, and what we have is sent."""
    desks.one.record([capture("Nine.")], now=NOON)
    desks.sync(desks.one, NOON)
    branches = {what: branch_name(what) for what, *_ in STORIES}
    for what, message, files, _ in STORIES:
        commit(desks.hub, branches[what], message, files)
    desks.two.record([capture("Ten.", 1)], now=hours(1))
    synced = desks.sync(desks.two, hours(2))
    said = {each.branch: each.why for each in synced.refused}
    assert {what for what, _, _, why in STORIES if why not in said.get(branches[what], "")} == set()
    assert len(said) == len(STORIES) and (synced.joined, synced.sent) == ((BRANCH,), (BRANCH,))
    assert refs(desks.two.path).keys() == {BRANCH, "runs"}
    check_sound(desks.two)


def test_what_is_right_is_not_refused(desks: Desks) -> None:
    """The story that the wrong ones are made from is taken in, and a run of ours names what no run named."""
    made = commit(desks.hub, TIDES, MESSAGE, FILES)
    synced = desks.sync(desks.two, hours(2))
    assert (synced.received, synced.refused) == ((TIDES,), ())
    (run,) = desks.two.runs()
    assert [(each.branch, each.n, each.commit, each.captured_at) for each in run.recorded] == [(TIDES, 1, made, NOON)]
    check_sound(desks.two)


def test_a_refused_branch_is_not_overwritten(synced: Desks) -> None:
    """Where the hub holds nonsense in place of a story that we have, ours stays ours, and theirs theirs."""
    theirs = commit(synced.hub, BRANCH, "Mine\n", FILES)
    synced.two.record([capture("Ten.", 1), capture("Low.", name="tides")], now=hours(1))
    done = synced.sync(synced.two, hours(2))
    assert [each.branch for each in done.refused] == [BRANCH] and done.sent == (branch_name("tides"),)
    assert refs(synced.hub)[BRANCH] == theirs and texts(synced.two, BRANCH) == ["Nine.", "Ten."]


def test_a_branch_that_was_rewritten_is_joined(synced: Desks) -> None:
    """A branch that lost its history in the hub is one more beginning of the story: no version of either is lost."""
    text = story("Eight.")
    meta = Meta(captured_at=hours(-1), content_digest=text.digest)
    files = {"story.md": render_story_md(text), "meta.json": render_meta(meta)}
    commit(synced.hub, BRANCH, version_message(text, meta, 1, hours(-1)), files)
    assert synced.sync(synced.two, hours(2)).joined == (BRANCH,)
    assert texts(synced.two, BRANCH) == ["Eight.", "Nine."]
    synced.sync_both(hours(3))
    check_sound(synced.one)


def test_a_branch_that_was_put_back_or_dropped_is_sent_again(synced: Desks) -> None:
    """What the hub forgot it is given again."""
    synced.one.record([capture("Ten.", 1)], now=hours(1))
    before = refs(synced.hub)
    synced.sync(synced.one, hours(2))
    plumb(synced.hub, "update-ref", f"refs/heads/{BRANCH}", before[BRANCH])
    plumb(synced.hub, "update-ref", "-d", "refs/heads/runs")
    assert synced.sync(synced.one, hours(3)).sent == (BRANCH,)
    assert refs(synced.hub) == refs(synced.one.path)


def run_json(**changed: object) -> str:
    """A run that nobody made, with some of it changed."""
    run = {
        "n": 1,
        "started_at": "2031-01-01T00:00:00Z",
        "previous": None,
        "recorded": [],
        "observations": [],
        "moves": [],
    }
    return json.dumps(run | changed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no JSON", "not written by tracker"),
        (run_json(n=7), "tells of another run"),
        (run_json(previous="0" * 40), "tells of another run"),
        (run_json(moves=[{"branch": "../../x", "old": None, "new": "0" * 40}]), "no branch of an archive"),
        (run_json(moves=[{"branch": 7, "old": None, "new": "0" * 40}]), "wrong type"),
    ],
    ids=["no JSON", "another number", "other parents", "a path for a branch", "a number for a branch"],
)
def test_a_ledger_of_runs_that_tracker_did_not_write(desks: Desks, text: str, said: str) -> None:
    """Without a ledger nothing can be taken in: the sync ends with the reason, and all is as it was."""
    desks.two.record([capture("Nine.")], now=NOON)
    commit(desks.hub, "runs", "Run 1\n\nRun: 1\n", {"run.json": text})
    before = refs(desks.two.path), refs(desks.hub)
    with pytest.raises(ArchiveError, match=said):
        desks.sync(desks.two, hours(1))
    assert (refs(desks.two.path), refs(desks.hub)) == before


@pytest.mark.parametrize(
    ("message", "files"),
    [
        ("Review 9\n\nReview: 9\n", {"notes.json": '{"decisions": []}'}),
        ("Review 9\n\nReview: 9\n", {f"{FARES.rpartition('/')[2]}.json": "{}"}),
        ("Mine\n", {}),
    ],
    ids=["no branch of a story", "no decisions", "no number"],
)
def test_decisions_that_tracker_did_not_write(synced: Desks, message: str, files: dict[str, str]) -> None:
    """They are refused, and our own stay; the rest is synced."""
    tip = refs(synced.hub)["decisions"]
    commit(synced.hub, "decisions", message, files, (tip,))
    synced.two.record([capture("Ten.", 1)], now=hours(1))
    done = synced.sync(synced.two, hours(2))
    assert [each.branch for each in done.refused] == ["decisions"] and done.sent == (BRANCH,)
    assert len(synced.two.decisions(FARES)) == 1


def test_decisions_that_were_left_out_stay(synced: Desks) -> None:
    """A review that goes on from ours without what we decided takes nothing back."""
    commit(synced.hub, "decisions", "Review 2\n\nReview: 2\n", {}, (refs(synced.hub)["decisions"],))
    assert synced.sync(synced.two, hours(2)).refused == ()
    assert len(synced.two.decisions(FARES)) == 1
    synced.sync_both(hours(3))
    assert len(synced.one.decisions(FARES)) == 1


def test_objects_that_git_would_not_make(synced: Desks) -> None:
    """What git finds wrong with an object stops the sync, and nothing of it is taken in."""
    tree = plumb(synced.hub, "rev-parse", f"{BRANCH}^{{tree}}")
    wrong = f"tree {tree}\nauthor x <x@y 1 +0000\ncommitter x <x@y> 1 +0000\n\n{MESSAGE}"
    made = plumb(synced.hub, "hash-object", "-w", "-t", "commit", "--literally", "--stdin", given=wrong)
    plumb(synced.hub, "update-ref", f"refs/heads/{TIDES}", made)
    before = refs(synced.two.path)
    with pytest.raises(ArchiveError, match=r"(?s)cannot be synced with.*fsck"):
        synced.sync(synced.two, hours(2))
    assert refs(synced.two.path) == before and fsck(synced.two.path) == ""


STRANGE = [
    "main",
    "Example.com/story-0123456789",
    "runs/story-0123456789",
    "decisions/story-0123456789",
    "a.lock/story-0123456789",
    "-x/story-0123456789",
    "a..b/story-0123456789",
    "a/b/story-0123456789",
    "a/story-0123456789^{commit}",
    f"{'a' * 200}/story-0123456789",
    "a/../../HEAD",
    "",
]


@pytest.mark.parametrize("branch", STRANGE, ids=ascii)
def test_names_that_are_no_branches_are_not_seen(branch: str) -> None:
    """What a remote lists that no archive would hold is left out before anything is done with it."""
    assert parse_offer([f"{'0' * 40}\trefs/heads/{branch}", "x\trefs/heads/runs", "nonsense"]).tips == {}


def test_a_branch_in_place_of_a_ledger_harms_nobody(desks: Desks) -> None:
    """A hub whose `runs` is a folder of branches cannot take a ledger, and says so; our archive stays whole."""
    made = commit(desks.hub, "x", MESSAGE, FILES)
    plumb(desks.hub, "update-ref", "refs/heads/runs/story-0123456789", made)
    desks.one.record([capture("Nine.")], now=NOON)
    with pytest.raises(ArchiveError, match="did not take"):
        desks.sync(desks.one, hours(1))
    assert git(desks.one.path, "branch", "--list", "runs*").split() == ["*", "runs"]


@pytest.mark.skipif(not os.environ.get("TRACKER_SLOW"), reason="writes 260 MB: `make test-slow` does it")
def test_a_blob_of_any_size_is_not_read(desks: Desks) -> None:
    """A text that is larger than any of ours is refused before it is in memory."""
    big = desks.hub / "big"
    with big.open("wb") as file:
        file.truncate(260 * 1024 * 1024)
    blob = plumb(desks.hub, "hash-object", "-w", str(big))
    tree = plumb(desks.hub, "mktree", given=f"100644 blob {blob}\tstory.md\n100644 blob {blob}\tmeta.json\n")
    made = plumb(desks.hub, "commit-tree", tree, given=MESSAGE)
    plumb(desks.hub, "update-ref", f"refs/heads/{TIDES}", made)
    (refused,) = desks.sync(desks.two, hours(1)).refused
    assert "too large" in refused.why
