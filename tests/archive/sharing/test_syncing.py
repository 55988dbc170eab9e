"""Two archives and a repository between them: both end with all that either recorded, and nothing is rewritten."""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.samples import BRANCH, NOON, URL, capture, git, hours, story
from tests.archive.sharing.hubs import Desks, check_ledger, check_sound, in_step, make_desks, make_hub, refs, texts
from tracker.archive.analysing import analyse_story
from tracker.archive.layout import ObjectFormat
from tracker.archive.meta import Meta
from tracker.archive.names import branch_name
from tracker.archive.plan import Capture
from tracker.archive.repository import Archive
from tracker.archive.sharing.remote import parse_remote
from tracker.archive.sharing.syncing import Synced, sync
from tracker.errors import ArchiveError, InputError

TIDES = "https://harbour-gazette.example/tides"
FOG = "https://harbour-gazette.example/fog"


def test_a_first_sync_fills_the_hub_and_a_second_archive(desks: Desks) -> None:
    """`init` and `sync` make a copy of an archive, with its ledger; there is nothing more to it."""
    desks.one.record([capture("Nine."), capture("Ten.", 1), capture("High.", name=TIDES)], now=hours(1))
    branches = (BRANCH, branch_name(TIDES))
    assert desks.sync(desks.one, hours(2)) == Synced((), (), branches, 0, ())
    assert desks.sync(desks.two, hours(2)) == Synced(branches, (), (), 3, ())
    assert in_step(desks.one.path, desks.two.path, desks.hub)
    assert texts(desks.two, BRANCH) == ["Nine.", "Ten."] and [run.n for run in desks.two.runs()] == [1]
    check_sound(desks.two)


def test_syncing_again_does_nothing(desks: Desks) -> None:
    """Where nothing is new nothing is written, however often that is asked for."""
    desks.one.record([capture("Nine.")], now=NOON)
    desks.sync_both(hours(1))
    before = refs(desks.one.path)
    for archive in (desks.one, desks.two):
        assert desks.sync(archive, hours(2)) == Synced((), (), (), 0, ())
    assert refs(desks.one.path) == before


@pytest.mark.parametrize("object_format", ["sha1", "sha256"] if os.environ.get("TRACKER_SLOW") else ["sha1"])
def test_two_machines_record_one_story(tmp_path: Path, object_format: ObjectFormat) -> None:
    """A history is what both captured, in order of time, and both read the same of it from then on."""
    desks = make_desks(tmp_path, object_format)
    desks.one.record([capture("Nine.", 0)], now=NOON)
    desks.sync_both(NOON)
    before = refs(desks.one.path)
    desks.one.record([capture("Ten.", 2), capture("Low.", 1, name=TIDES)], now=hours(2))
    desks.two.record([capture("Eleven.", 1), capture("Twelve.", 3), capture("Fog.", 3, name=FOG)], now=hours(3))
    desks.sync(desks.one, hours(4))
    synced = desks.sync(desks.two, hours(5))
    assert synced == Synced((branch_name(TIDES),), (BRANCH,), (branch_name(FOG), BRANCH), 2, ())
    desks.sync_both(hours(6))
    for archive in (desks.one, desks.two):
        assert texts(archive, BRANCH) == ["Nine.", "Eleven.", "Ten.", "Twelve."]
        assert git(archive.path, "merge-base", "--is-ancestor", before[BRANCH], BRANCH) == ""
        check_sound(archive)
        check_ledger(archive)
    assert git(desks.one.path, "show", f"{BRANCH}:story.md").endswith("Twelve.\n")
    desks.one.record([capture("Thirteen.", 4), capture("Ten.", 2)], now=hours(7))
    assert texts(desks.one, BRANCH) == ["Nine.", "Eleven.", "Ten.", "Twelve.", "Thirteen."]
    desks.sync_both(hours(8))
    desks.close()


def test_archives_that_began_apart(desks: Desks) -> None:
    """Two that recorded the same story before they ever met have nothing in common, and still lose nothing."""
    desks.one.record([capture("Nine.", 0), capture("Ten.", 2)], now=hours(2))
    desks.two.record([capture("Eight.", -1)], now=hours(1))
    desks.two.record([capture("Eleven.", 3)], now=hours(3))
    desks.sync_both(hours(4))
    assert texts(desks.one, BRANCH) == ["Eight.", "Nine.", "Ten.", "Eleven."]
    assert [(run.n, run.merged is None) for run in desks.one.runs()] == [(3, False), (2, True), (1, True), (1, True)]
    assert [run.started_at for run in desks.one.runs()] == [hours(4), hours(3), hours(2), hours(1)]
    check_sound(desks.one)
    check_ledger(desks.one)


def test_the_run_that_joins_tells_what_moved(desks: Desks) -> None:
    """The ledger says from where to where each branch went, and which ledger was taken in."""
    desks.one.record([capture("Nine.")], now=NOON)
    desks.two.record([capture("Ten.", 1), capture("Low.", name=TIDES)], now=hours(1))
    desks.sync(desks.one, hours(2))
    before, theirs = refs(desks.two.path), refs(desks.one.path)
    desks.sync(desks.two, hours(2))
    run = next(desks.two.runs())
    after = refs(desks.two.path)
    assert [(move.branch, move.old, move.new) for move in run.moves] == [(BRANCH, before[BRANCH], after[BRANCH])]
    assert (run.previous, run.merged, run.recorded) == (before["runs"], theirs["runs"], ())
    assert git(desks.two.path, "log", "-1", "--format=%s", "runs") == (
        "Run 2: joined with another archive, 1 branches moved\n"
    )


def test_one_machine_that_only_reads_writes_no_runs(desks: Desks) -> None:
    """An archive that recorded nothing of its own takes over the other's ledger as it is."""
    for n in range(3):
        desks.one.record([capture(f"{n}.", n)], now=hours(n))
        desks.sync(desks.one, hours(n))
        desks.sync(desks.two, hours(n))
        assert refs(desks.two.path) == refs(desks.one.path)
    assert [run.n for run in desks.two.runs()] == [3, 2, 1]


def test_the_same_text_captured_by_both_stays_two_versions(desks: Desks) -> None:
    """Both captures were made, so both are kept; nothing changed between them, and all that reads them says so."""
    desks.one.record([capture("Nine.", 0), capture("Ten.", 2)], now=hours(2))
    desks.two.record([capture("Nine.", 1), capture("Ten.", 2)], now=hours(2))
    desks.sync_both(hours(3))
    assert texts(desks.one, BRANCH) == ["Nine.", "Nine.", "Ten.", "Ten."]
    revisions = analyse_story(desks.one, desks.one.history(BRANCH)).revisions
    assert [len(revision.changes) > 0 for revision in revisions] == [False, True, False]
    assert [each.commit for each in desks.one.record([capture("Nine.", 0.5), capture("Ten.", 5)], now=hours(5))] == [
        None, None,
    ]  # fmt: skip
    check_sound(desks.one)


def test_the_names_that_either_knew_a_story_by_stay(desks: Desks) -> None:
    """A story is found by the aliases that one machine saw, also where the newest version is the other's."""
    alias = "https://live.harbour-gazette.example/gates"
    seen = Capture(URL, story("Nine."), Meta(captured_at=NOON, url=URL, aliases=(alias,), name="Gates"))
    desks.one.record([seen], now=NOON)
    desks.two.record([capture("Ten.", 1)], now=hours(1))
    desks.sync_both(hours(2))
    assert {desks.two.find(name).branch for name in (alias, "gates", URL)} == {BRANCH}


def test_a_dry_run_changes_nothing(desks: Desks) -> None:
    """It says what would be received, joined and sent, and no branch moves here or there."""
    desks.one.record([capture("Nine."), capture("High.", name=TIDES)], now=NOON)
    desks.two.record([capture("Ten.", 1), capture("Fog.", name=FOG)], now=hours(1))
    desks.sync(desks.one, hours(2))
    before = refs(desks.two.path), refs(desks.hub)
    dry = desks.sync(desks.two, hours(2), is_dry=True)
    assert (refs(desks.two.path), refs(desks.hub)) == before
    assert desks.sync(desks.two, hours(2)) == dry


def test_branches_that_are_no_stories_stay_at_home(desks: Desks) -> None:
    """Other people's branches in either repository are neither sent nor taken."""
    desks.one.record([capture("Nine.")], now=NOON)
    git(desks.one.path, "branch", "notes", BRANCH)
    desks.sync(desks.one, hours(1))
    subprocess.run(["git", "--git-dir", str(desks.hub), "branch", "main", BRANCH], check=True)
    desks.sync(desks.two, hours(1))
    assert "notes" not in refs(desks.hub)
    assert refs(desks.two.path).keys() == {BRANCH, "runs"}


def test_what_is_recorded_while_it_syncs_is_not_waited_for(desks: Desks) -> None:
    """The lock is not held while git talks to the remote: what is recorded then goes with the next sync."""
    desks.two.record([capture("Nine.")], now=NOON)
    desks.sync(desks.two, NOON)
    with Archive.open(desks.one.path, lock_seconds=0) as other:
        desks.sync(desks.one, hours(1), step=lambda: other.record([capture("Ten.", 1)], now=hours(1)))
    assert texts(desks.one, BRANCH) == ["Nine.", "Ten."]
    desks.sync_both(hours(2))
    check_sound(desks.two)


def test_somebody_else_is_quicker(desks: Desks, tmp_path: Path) -> None:
    """Where the hub moved between looking and sending, it is looked at again, and nothing is forced."""
    hub = make_hub(tmp_path / "quick.git")
    remote = parse_remote(str(hub))
    desks.two.record([capture("Nine.")], now=NOON)
    sync(desks.two, remote, now=NOON)
    desks.one.record([capture("Ten.", 1)], now=hours(1))
    taken: list[object] = []

    def be_quicker() -> None:
        if not taken:
            taken.append(desks.two.record([capture("Eleven.", 2)], now=hours(2)))
            sync(desks.two, remote, now=hours(2))

    synced = sync(desks.one, remote, now=hours(3), step=be_quicker)
    assert (synced.joined, synced.n_versions) == ((BRANCH,), 2)
    assert texts(desks.one, BRANCH) == ["Nine.", "Ten.", "Eleven."] and in_step(desks.one.path, hub)
    check_sound(desks.one)


def test_a_hub_that_never_takes_anything(desks: Desks) -> None:
    """A hub that refuses what is sent ends the sync with its own words; what it has was taken in."""
    desks.two.record([capture("Nine.")], now=NOON)
    desks.sync(desks.two, NOON)
    hook = desks.hub / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho We are closed.\nexit 1\n")
    hook.chmod(0o755)
    desks.one.record([capture("Ten.", 1)], now=hours(1))
    with pytest.raises(ArchiveError, match=r"(?s)did not take.*We are closed.*run the command again"):
        desks.sync(desks.one, hours(2))
    assert texts(desks.one, BRANCH) == ["Nine.", "Ten."]


def test_two_object_formats_do_not_mix(tmp_path: Path, desks: Desks) -> None:
    """A hub of the other format is told of, with the command that makes the right one, filled or empty."""
    desks.one.record([capture("Nine.")], now=NOON)
    hub = make_hub(tmp_path / "sha256.git", "sha256")
    for _ in range(2):
        with pytest.raises(ArchiveError, match="--object-format=sha1"):
            sync(desks.one, parse_remote(str(hub)), now=NOON)
        with Archive.init(tmp_path / "other", "sha256") as other:
            other.record([capture("Ten.")], now=NOON)
            sync(other, parse_remote(str(hub)), now=NOON)


def test_a_folder_that_is_no_repository(tmp_path: Path, desks: Desks) -> None:
    """It is named, with the command that makes it one; so is one that is not there."""
    with pytest.raises(ArchiveError, match="git init --bare"):
        sync(desks.one, parse_remote(str(tmp_path)), now=NOON)
    with pytest.raises(InputError, match="git init --bare"):
        parse_remote(str(tmp_path / "nowhere"))


def test_an_archive_can_be_the_remote(desks: Desks) -> None:
    """The folder of another archive stands for the repository in it."""
    desks.one.record([capture("Nine.")], now=NOON)
    desks.two.record([capture("Ten.", 1)], now=hours(1))
    sync(desks.one, parse_remote(str(desks.two.path)), now=hours(2))
    assert in_step(desks.one.path, desks.two.path)
    check_sound(desks.two)


@pytest.mark.skipif(not os.environ.get("TRACKER_SLOW"), reason="syncs 18 times: `make test-slow` does it")
def test_three_machines_and_two_hubs(desks: Desks, tmp_path: Path) -> None:
    """Whatever way the same versions come, they come once."""
    with Archive.init(tmp_path / "three") as three:
        hubs = [parse_remote(str(make_hub(tmp_path / f"hub{n}.git"))) for n in range(2)]
        desks.one.record([capture("Nine.")], now=NOON)
        desks.two.record([capture("Ten.", 1)], now=hours(1))
        three.record([capture("Eleven.", 2)], now=hours(2))
        ways = [(archive, hub) for archive in (desks.one, desks.two, three) for hub in hubs]
        for n, (archive, hub) in enumerate([*ways, *reversed(ways), *ways]):
            sync(archive, hub, now=hours(3 + n))
        assert in_step(desks.one.path, desks.two.path, three.path)
        assert texts(three, BRANCH) == ["Nine.", "Ten.", "Eleven."]
        check_sound(three)
        check_ledger(three)


acts = st.lists(
    st.tuples(
        st.integers(0, 1), st.none() | st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 5))
    ),
    max_size=8,
)


@settings(max_examples=settings().max_examples // 20)
@given(acts)
def test_whatever_is_recorded_where_both_have_it_all(acts: list[tuple[int, tuple[str, str, int] | None]]) -> None:
    """Recording and syncing in any order: in the end both archives are the same, and no version is lost."""
    with TemporaryDirectory() as name:
        desks = make_desks(Path(name))
        recorded: dict[str, list[str]] = {}
        for n, (who, what) in enumerate(acts):
            archive = (desks.one, desks.two)[who]
            if what is None:
                desks.sync(archive, hours(n))
                continue
            story_name, text, at = what
            (made,) = archive.record([capture(text, at, name=f"https://e.example/{story_name}")], now=hours(n))
            if made.commit:
                recorded.setdefault(made.branch, []).append(made.commit)
        desks.sync_both(hours(20))
        for branch, commits in recorded.items():
            assert sorted(v.source for v in desks.two.history(branch).versions) == sorted(commits)
        check_sound(desks.one)
        if recorded:
            check_ledger(desks.two)
        desks.close()
