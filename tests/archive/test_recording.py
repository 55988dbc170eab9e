"""Recording into a real repository: what becomes a version, what git then holds, and what is read back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.archive.samples import BRANCH, NOON, URL, capture, fsck, git, hours, story
from tests.core.strategies import stories
from tracker.archive.meta import Meta
from tracker.archive.names import branch_name
from tracker.archive.pages import Page
from tracker.archive.plan import Capture, cut_into_runs
from tracker.archive.reading import History
from tracker.archive.repository import Archive
from tracker.archive.runs import Move, Observation, Recorded
from tracker.core.story import Block, Story
from tracker.errors import ArchiveError, InputError

FEW = settings().max_examples // 4  # each example makes an archive
OTHER = "https://harbour-gazette.example/tides"


def texts(archive: Archive, branch: str = BRANCH) -> list[str]:
    """The texts of a story's versions, as read back."""
    return [version.story.blocks[-1].text for version in archive.history(branch).versions]


def test_a_first_version(archive: Archive) -> None:
    """A capture becomes a commit on the story's own branch, and is read back as it was given."""
    given_ = capture("The gates open at nine.")
    (recorded,) = archive.record([given_], now=hours(1))
    assert recorded == Recorded(BRANCH, 1, git(archive.path, "rev-parse", BRANCH).strip(), NOON)
    history = archive.history(BRANCH)
    assert [(v.n, v.story, v.source, v.captured_at) for v in history.versions] == [
        (1, given_.story, recorded.commit, NOON)
    ]
    assert history.metas == (replace(given_.meta, content_digest=given_.story.digest),)


def test_what_plain_git_shows(archive: Archive) -> None:
    """Anyone with git can read a version: its files, its dates, its headline and its trailers."""
    archive.record([capture("The gates open at nine.")], now=hours(1))
    assert git(archive.path, "ls-tree", "--name-only", BRANCH).split() == ["meta.json", "story.md"]
    assert git(archive.path, "show", f"{BRANCH}:story.md") == "# Lock gates reopen\n\nThe gates open at nine.\n"
    shown = git(archive.path, "log", "-1", "--format=%an <%ae>|%aI|%cn|%cI|%s", BRANCH).strip()
    assert shown == (
        "tracker <tracker@localhost>|2031-05-04T12:00:00+00:00|tracker|2031-05-04T13:00:00+00:00|Lock gates reopen"
    )
    trailers = git(archive.path, "log", "-1", "--format=%(trailers:only)", BRANCH).strip().splitlines()
    assert trailers == [
        f"Url: {URL}",
        "Captured-At: 2031-05-04T12:00:00Z",
        f"Content-Digest: {capture('The gates open at nine.').story.digest}",
        "Versions: 1",
        "First-Captured-At: 2031-05-04T12:00:00Z",
    ]


def test_notices_are_trailers(archive: Archive) -> None:
    """What a version admits can be read in the log, a line each."""
    notices = ("Correction: It was nine.", "Clarification:\nVersions: 99")
    text = Story((Block("headline", "Lock gates reopen"), *(Block("notice", notice) for notice in notices)))
    archive.record([Capture(URL, text, Meta(captured_at=NOON))], now=NOON)
    shown = git(archive.path, "log", "-1", "--format=%(trailers:key=Notice,valueonly)", BRANCH).strip().splitlines()
    assert shown == ["Correction: It was nine.", "Clarification: Versions: 99"]


def test_the_same_text_again_adds_nothing(archive: Archive) -> None:
    """A capture with the text of the newest version is no version, and says so."""
    archive.record([capture("Nine.")], now=NOON)
    tip = git(archive.path, "rev-parse", BRANCH)
    assert archive.record([capture("Nine.", 5)], now=hours(5)) == (Recorded(BRANCH, 1, None, hours(5)),)
    assert git(archive.path, "rev-parse", BRANCH) == tip


def test_a_text_that_comes_back_is_a_version(archive: Archive) -> None:
    """A → B → A are three versions, in one call or in several."""
    archive.record([capture("Nine.", 0), capture("Ten.", 1), capture("Nine.", 2)], now=NOON)
    archive.record([capture("Ten.", 3)], now=NOON)
    assert texts(archive) == ["Nine.", "Ten.", "Nine.", "Ten."]


def test_many_stories_and_versions_in_one_call(archive: Archive) -> None:
    """A call takes captures of any stories in any order, and answers in that order."""
    given_ = [capture("b", 2), capture("x", 1, name=OTHER), capture("a", 1), capture("x", 2, name=OTHER)]
    recorded = archive.record(given_, now=hours(3))
    assert [(each.n, each.commit is not None) for each in recorded] == [(2, True), (1, True), (1, True), (1, False)]
    assert texts(archive) == ["a", "b"]
    assert {ref.branch: ref.n_versions for ref in archive.stories()} == {BRANCH: 2, branch_name(OTHER): 1}


def test_calls_go_on_from_each_other(archive: Archive) -> None:
    """The parent of a version is the tip of its branch, whoever recorded that."""
    for n in range(3):
        with Archive.open(archive.path) as other:
            other.record([capture(f"Version {n}.", n)], now=hours(n))
    assert texts(archive) == ["Version 0.", "Version 1.", "Version 2."]
    assert git(archive.path, "rev-list", "--count", BRANCH).strip() == "3"


# what is recorded first, what then, and the versions in order of time
BACKFILLS = [
    ("before the first", "c5", "a1", "a1 c5"),
    ("between", "a1 c5", "b3", "a1 b3 c5"),
    ("several, in any order", "c5", "b3 a1", "a1 b3 c5"),
    ("with newer ones", "c5", "a1 d6", "a1 c5 d6"),
    ("twice", "c5 e7", "d6", "c5 d6 e7"),
    ("the same text adds nothing", "a1 c5", "a3", "a1 c5"),
    ("a text that was gone in between", "a1 b2 c5", "a3", "a1 b2 a3 c5"),
    ("at the instant of the newest", "a1 c5", "b5", "a1 c5 b5"),
    ("all of it again", "a1 b3 c5", "a1 b3 c5", "a1 b3 c5"),
]


@pytest.mark.parametrize(
    ("first", "then", "after"), [row[1:] for row in BACKFILLS], ids=[row[0] for row in BACKFILLS]
)
def test_older_versions_are_joined(archive: Archive, first: str, then: str, after: str) -> None:
    """Older versions find their place in time, rewriting nothing and leaving the newest text in place."""

    def captures(words: str) -> list[Capture]:
        return [capture(word[0], int(word[1])) for word in words.split()]

    archive.record(captures(first), now=hours(10))
    before = git(archive.path, "rev-parse", BRANCH).strip()
    recorded = archive.record(captures(then), now=hours(11))
    expected = captures(after)
    history = archive.history(BRANCH)
    assert [version.story for version in history.versions] == [each.story for each in expected]
    assert [meta.captured_at for meta in history.metas] == [each.meta.captured_at for each in expected]
    assert [expected[each.n - 1].story for each in recorded] == [each.story for each in captures(then)]
    git(archive.path, "merge-base", "--is-ancestor", before, BRANCH)
    assert git(archive.path, "show", f"{BRANCH}:story.md").strip()[-1] == after[-2]
    (ref,) = archive.stories()
    times = [each.meta.captured_at for each in expected]
    assert (ref.n_versions, ref.first_captured_at, ref.last_captured_at) == (len(times), times[0], times[-1])
    archive.record([capture("z", 9)], now=hours(12))
    assert texts(archive) == [word[0] for word in after.split()] + ["z"]
    assert fsck(archive.path) == ""


calls = st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 6)), max_size=4), max_size=4)


@contextmanager
def new_archive() -> Iterator[Archive]:
    """An archive for one example."""
    with TemporaryDirectory() as folder, Archive.init(Path(folder)) as archive:
        yield archive


@settings(max_examples=FEW)
@given(calls)
@example([[("a", 3), ("c", 5)], [("b", 3)], [("a", 3), ("b", 3), ("c", 3)], [("b", 4)]])
def test_any_order_of_recording_gives_a_true_history(calls: list[list[tuple[str, int]]]) -> None:
    """Whatever is recorded in whatever order, the history is in order of time, repeats no text and loses none."""
    with new_archive() as archive:
        for call in calls:
            check_call(archive, [capture(text, at) for text, at in call])


def check_call(archive: Archive, captures: list[Capture]) -> None:
    """Record captures of one story; each has the version it was said to have, in a history that is in order."""
    recorded = archive.record(captures, now=NOON)
    history = archive.history(BRANCH) if archive.stories() else History(BRANCH, (), ())
    assert [history.versions[each.n - 1].story for each in recorded] == [each.story for each in captures]
    times = [meta.captured_at for meta in history.metas]
    assert times == sorted(times)
    assert all(one.story != other.story for one, other in pairwise(history.versions))
    for ref in archive.stories():
        assert (ref.n_versions, ref.first_captured_at, ref.last_captured_at) == (len(times), times[0], times[-1])


def test_any_number_of_captures_is_cut_into_runs(archive: Archive) -> None:
    """A thousand captures make a run, or 50 MB of them; a story may go on from one run into the next."""
    many = (capture(f"Version {n}.", n, name=(URL, OTHER)[n % 2]) for n in range(1201))
    recorded = list(archive.record_all(many, now=NOON))
    assert [len(run.recorded) for run in archive.runs()] == [201, 1000]
    assert [each.n for each in recorded] == [n // 2 + 1 for n in range(1201)]
    assert texts(archive)[-2:] == ["Version 1198.", "Version 1200."]
    large = Page(bytes(20_000_000))
    assert list(map(len, cut_into_runs([capture("x", page=large)] * 5))) == [2, 2, 1]
    assert list(cut_into_runs([])) == []


def test_a_run_that_fails_leaves_those_before_it(archive: Archive) -> None:
    """Each run is recorded before its first answer comes, whatever becomes of the next."""

    def captures() -> Iterator[Capture]:
        yield from (capture(f"Version {n}.", n) for n in range(1000))
        yield capture("The last one.", 1000)
        raise InputError("the rest cannot be read")

    with pytest.raises(InputError, match="the rest"):
        list(archive.record_all(captures(), now=NOON))
    assert len(texts(archive)) == 1000
    next(archive.record_all([capture("Another.", 1000)], now=NOON))
    assert texts(archive)[-1] == "Another."


def test_the_ledger_names_each_run(archive: Archive) -> None:
    """Every call adds a run: what was recorded, what was the same, what was only seen, and the branches moved."""
    (first,) = archive.record([capture("Nine.")], now=hours(1))
    seen = Observation(OTHER, hours(2), "404 Not Found")
    (same,) = archive.record([capture("Nine.", 2)], now=hours(2), observations=[seen])
    archive.record([], now=hours(3))
    runs = list(archive.runs())
    assert [(run.n, run.started_at) for run in runs] == [(3, hours(3)), (2, hours(2)), (1, hours(1))]
    assert [run.n_new for run in runs] == [0, 0, 1]
    assert runs[1].recorded == (same,) and runs[1].observations == (seen,)
    assert runs[2].moves == (Move(BRANCH, None, first.commit or ""),)
    assert git(archive.path, "rev-list", "--count", "runs").strip() == "3"
    assert [run.previous for run in runs][:2] == git(archive.path, "rev-list", "runs").split()[1:]


hostile = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=FEW)
@given(st.lists(st.tuples(hostile.filter(str.strip), hostile, stories.filter(lambda s: s.blocks)), max_size=20))
def test_anything_is_read_back(rows: list[tuple[str, str, Story]]) -> None:
    """Any text under any name comes back as it was, and git finds nothing wrong with it."""
    captures = [
        Capture(f"{n} {name}", text, Meta(captured_at=hours(n), url=url, name=name))
        for n, (name, url, text) in enumerate(rows)
    ]
    with new_archive() as archive:
        for given_, recorded in zip(captures, archive.record(captures, now=NOON), strict=True):
            history = archive.history(recorded.branch)
            assert [version.story for version in history.versions] == [given_.story]
            assert history.metas == (replace(given_.meta, content_digest=given_.story.digest),)
        assert fsck(archive.path) == ""


STREAMS = [
    "data 5\nxxxxx\ndone\n",
    "\ndone\n",
    "reset refs/heads/runs\nfrom 0000000000000000000000000000000000000000\n",
    "M 100644 inline evil.md\ndata 0\n",
    "# Not a headline",
    "\\",
    "a\rb\r\nc",
]


def test_text_cannot_become_commands(archive: Archive) -> None:
    """Lines that mean something to git fast-import stay text."""
    captures = [
        Capture(f"story {n}", story(text.strip()), Meta(captured_at=NOON, name=text, byline=text))
        for n, text in enumerate(STREAMS)
    ]
    archive.record(captures, now=NOON)
    assert [ref.n_versions for ref in archive.stories()] == [1] * len(STREAMS)
    for given_ in captures:
        assert archive.history(given_.branch).versions[0].story == given_.story
    assert fsck(archive.path) == ""


def test_early_and_late_times(archive: Archive) -> None:
    """Capture times that git cannot date, before 1970, are kept all the same."""
    times = [NOON.replace(year=year) for year in (1931, 1969, 2199)]
    archive.record([Capture(URL, story(f"As of {at.year}."), Meta(captured_at=at)) for at in times], now=NOON)
    assert [version.captured_at for version in archive.history(BRANCH).versions] == times
    assert fsck(archive.path) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [("", story("x")), (" \n", story("x")), (URL, Story(())), (URL, Story((Block("paragraph", "half \ud83d"),)))],
    ids=["no name", "blank name", "no text", "half a character"],
)
def test_what_cannot_be_recorded_is_refused_at_once(name: str, text: Story) -> None:
    """A capture that could not be written is refused before anything is."""
    with pytest.raises(InputError):
        Capture(name, text, Meta(captured_at=NOON))


def test_a_sha256_archive(tmp_path: Path) -> None:
    """The object format is a choice at `init`, and changes nothing else."""
    with Archive.init(tmp_path / "archive", object_format="sha256") as archive:
        archive.record([capture("c", 5)], now=NOON)
        (recorded,) = archive.record([capture("a", 1)], now=NOON)
        assert recorded.commit and len(recorded.commit) == 64
        assert texts(archive) == ["a", "c"]
        assert [run.n for run in archive.runs()] == [2, 1]
        assert fsck(archive.path) == ""


@pytest.mark.parametrize("branch", ["runs", "nowhere.example/x-0123456789", "x\ny", "HEAD", BRANCH + "^{commit}"])
def test_no_such_story(archive: Archive, branch: str) -> None:
    """Asking for a story that is not there names it, and the next step."""
    archive.record([capture("Nine.")], now=NOON)
    with pytest.raises(InputError, match="tracker list"):
        archive.history(branch)


def test_a_foreign_commit_is_named(archive: Archive) -> None:
    """A commit that somebody else put on a story's branch is an error that names it."""
    archive.record([capture("Nine.")], now=NOON)
    tree = git(archive.path, "rev-parse", f"{BRANCH}^{{tree}}").strip()
    person = ("-c", "user.name=Somebody", "-c", "user.email=somebody@harbour-gazette.example")
    commit = git(archive.path, *person, "commit-tree", tree, "-m", "Mine").strip()
    git(archive.path, "update-ref", f"refs/heads/{BRANCH}", commit)
    with pytest.raises(ArchiveError, match=commit):
        archive.stories()
    with pytest.raises(ArchiveError, match=commit):
        archive.record([capture("Ten.", 1)], now=NOON)
    archive.record([capture("High.", name=OTHER)], now=NOON)
    assert archive.find(OTHER).branch == branch_name(OTHER), "a story is found by its name without a look at others"


def test_versions_of_a_story_share_their_room(archive: Archive) -> None:
    """What a text has in common with the version before is kept once, before any maintenance."""
    noise = Random(7).randbytes(5000).hex()
    archive.record([capture(f"{noise} {n}", n) for n in range(50)], now=NOON)
    (pack,) = (archive.path / "stories.git/objects/pack").glob("*.pack")
    assert pack.stat().st_size < 2 * 5000 + 50 * 1000


def test_a_damaged_object_is_an_error(archive: Archive) -> None:
    """Where git cannot read what it holds, the archive says so, and goes on with what is whole."""
    archive.record([capture("Nine."), capture("High.", name=OTHER)], now=NOON)
    broken = git(archive.path, "rev-parse", f"{BRANCH}:story.md").strip()
    loose = archive.path / "stories.git" / "objects" / broken[:2] / broken[2:]
    loose.chmod(0o644)
    loose.write_bytes(loose.read_bytes()[:20])
    with pytest.raises(ArchiveError, match="git fsck"):
        archive.history(BRANCH)
    assert texts(archive, branch_name(OTHER)) == ["High."]
    loose.unlink()
    with pytest.raises(ArchiveError, match="git fsck"):
        archive.history(BRANCH)


def test_other_branches_are_left_alone(archive: Archive) -> None:
    """A branch that is no story and no ledger is neither listed nor touched."""
    archive.record([capture("Nine.")], now=NOON)
    git(archive.path, "branch", "notes", BRANCH)
    assert [ref.branch for ref in archive.stories()] == [BRANCH]
