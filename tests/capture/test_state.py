"""What a nightly run remembers of its stories until the next one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tracker.capture.checks import Check, Failing, RunState, StoryState
from tracker.capture.state import State
from tracker.capture.state_file import STATE
from tracker.errors import ArchiveError

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
URL = "https://courier.example/2026/bridge"
FEED = "https://courier.example/rss.xml"
NIGHT = timedelta(days=1)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    """The state of an empty folder."""
    with State(tmp_path) as state:
        yield state


def check(branch: str, nights: int = 0, **values: object) -> Check:
    given = {"outcome": "unchanged", "reason": "200 OK", "etag": '"1"', "urls": (URL,), **values}
    return Check(URL, NOW + nights * NIGHT, branch=branch, **given)  # type: ignore[arg-type]


def test_a_story_is_known_by_every_spelling_of_its_address(state: State) -> None:
    """Mobile and AMP twins and tracking parameters are one story, seen first where it was seen first."""
    (branch,) = state.add([URL], FEED, NOW)
    assert state.add(["https://m.courier.example/2026/bridge/amp?utm_source=x"], "other", NOW + NIGHT) == []
    assert list(state.stories()) == [StoryState(branch, URL, "other", NOW)]


def test_an_address_that_turned_out_to_be_the_same_leads_to_the_story(state: State) -> None:
    """A canonical link or a redirect becomes an alias, and never takes the story of another."""
    branch, other = state.add([URL, f"{URL}-2"], FEED, NOW)
    state.note([check(branch, urls=(URL, f"{URL}-renamed", f"{URL}-2"))])
    assert state.branch_of(f"{URL}-renamed") == branch
    assert state.branch_of(f"{URL}-2") == other
    state.join(other, branch)
    assert state.branch_of(f"{URL}-2") == branch
    assert [story.branch for story in state.stories()] == [branch]


def test_what_fails_is_told_since_when(state: State) -> None:
    """A failure keeps the validators and when it began; the next success ends it."""
    (branch,) = state.add([URL], FEED, NOW)
    state.note([check(branch)])
    for night in (1, 2):
        state.note([check(branch, night, outcome="failed", reason="timeout", etag=None)])
    story = state.story(branch)
    assert story is not None
    assert (story.failing_since, story.n_failures, story.etag) == (NOW + NIGHT, 2, '"1"')
    assert state.failing() == (Failing(URL, NOW + NIGHT, 2, "timeout"),)
    state.note([check(branch, 3)])
    assert state.failing() == ()


def test_what_is_gone_stays_gone_through_failures_until_it_is_back(state: State) -> None:
    """A night without an answer says nothing about a story that was gone."""
    (branch,) = state.add([URL], FEED, NOW)
    seen = []
    for night, outcome in enumerate(["gone", "failed", "gone", "unchanged"]):
        state.note([check(branch, night, outcome=outcome)])
        story = state.story(branch)
        seen.append(story.gone_since if story else None)
    assert seen == [NOW, NOW, NOW, None]


def test_lists_have_a_state_too(state: State) -> None:
    """The validators of a feed are those of its last answer, and it may fail."""
    assert state.list_validators(FEED) == (None, None)
    state.note([Check(FEED, NOW, "list", "200 OK", etag='"f"', last_modified="Tue")])
    state.note([Check(FEED, NOW + NIGHT, "list_failed", "reset")])
    assert state.list_validators(FEED) == ('"f"', "Tue")
    assert state.failing() == (Failing(FEED, NOW + NIGHT, 1, "reset"),)


def test_checks_are_noted_together_or_not_at_all(state: State) -> None:
    """A batch that cannot be written leaves nothing of itself."""
    (branch,) = state.add([URL], FEED, NOW)
    with pytest.raises(ArchiveError, match="cannot be written"):
        state.note([check(branch), Check(FEED, NOW, None, "")])  # type: ignore[arg-type]
    story = state.story(branch)
    assert story is not None and story.last_checked_at is None


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    """The next run takes its start and its counts, until it is ended."""
    with State(tmp_path) as state:
        (branch,) = state.add([URL], FEED, NOW)
        assert state.begin_run(NOW) == RunState(NOW)
        state.note([check(branch), Check(FEED, NOW, "list", "200 OK")])
    with State(tmp_path) as state:
        assert state.begin_run(NOW + timedelta(hours=2)) == RunState(NOW, counts={"unchanged": 1, "list": 1})
        state.note([check(branch)])
        state.end_run(NOW + timedelta(hours=3), "done")
        assert state.begin_run(NOW + NIGHT) == RunState(NOW + NIGHT)
        assert state.runs()[1] == RunState(NOW, NOW + timedelta(hours=3), "done", {"unchanged": 2, "list": 1})


@pytest.mark.parametrize("later", [NIGHT, -NIGHT], ids=["the night after", "after the clock was put back"])
def test_a_run_that_was_cut_off_long_ago_is_over(state: State, later: timedelta) -> None:
    """What it had checked is due again, so a new run begins, and the old one is told as killed."""
    state.begin_run(NOW)
    assert state.begin_run(NOW + later) == RunState(NOW + later)
    assert {run.started_at: run.ending for run in state.runs()} == {NOW: "killed", NOW + later: None}


def test_runs_of_long_ago_are_forgotten(state: State) -> None:
    """Two months of nights are remembered."""
    for night in range(70):
        state.begin_run(NOW + night * NIGHT)
        state.end_run(NOW + night * NIGHT, "done")
    assert [run.started_at for run in state.runs()] == [NOW + night * NIGHT for night in range(69, 9, -1)]


def test_stories_are_gone_through_as_they_were(state: State) -> None:
    """Any number is read a part at a time, those first that wait longest; what is noted meanwhile changes nothing."""
    branches = state.add([f"{URL}-{n}" for n in range(1100)], FEED, NOW)
    state.note([check(branch) for branch in branches[:100]])
    stories, seen = state.stories(), []
    state.add([URL], FEED, NOW)
    for story in stories:
        seen.append(story.branch)
        state.note([check(story.branch)])
    assert seen == [*sorted(branches[100:]), *sorted(branches[:100])]


def test_a_state_that_was_lost_is_filled_again(state: State) -> None:
    """A story is known by all its addresses, and when it was checked."""
    assert state.is_empty()
    story = StoryState("courier.example/bridge-0123456789", URL, FEED, NOW, NOW + NIGHT)
    state.restore([story], [(f"{URL}-new", story.branch)])
    assert not state.is_empty() and list(state.stories()) == [story]
    assert state.branch_of(f"{URL}-new") == state.branch_of(URL) == story.branch


def test_the_stories_of_a_watch_are_forgotten_with_it(state: State) -> None:
    """What was seen through a list goes with it, its addresses too; other stories stay."""
    state.add([URL], FEED, NOW)
    (other,) = state.add([f"{URL}-2"], "other", NOW)
    assert state.forget(FEED) == 1
    assert [story.branch for story in state.stories()] == [other]
    assert state.branch_of(URL) is None


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b""], ids=["noise", "nothing"])
def test_a_state_that_cannot_be_used_is_put_aside(tmp_path: Path, damage: bytes) -> None:
    """A damaged file costs one more check of everything, and no run."""
    (tmp_path / STATE).write_bytes(damage)
    with State(tmp_path) as state:
        assert list(state.stories()) == []
        assert len(state.add([URL], FEED, NOW)) == 1
