"""Which story a person means, by branch, URL, name or a part of them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.archive.samples import BRANCH, NOON, URL, capture, story
from tracker.archive.commits import StoryRef, one_line
from tracker.archive.find import find_exact
from tracker.archive.meta import Meta
from tracker.archive.names import branch_name
from tracker.archive.plan import Capture
from tracker.archive.repository import Archive
from tracker.errors import InputError

LOCKS = "https://harbour-gazette.example/locks"
OLD = "https://harbour-gazette.example/2030/lock-gates-to-reopen"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of a few stories, one of them with an alias, one without a URL."""
    with Archive.init(tmp_path_factory.mktemp("find") / "archive") as archive:
        aliased = capture("Nine.")
        aliased = replace(aliased, meta=replace(aliased.meta, aliases=(OLD,)))
        named = Capture("Harbour master", story("She retires."), Meta(captured_at=NOON, name="Harbour master"))
        many = [capture(f"{n}.", name=f"https://tide-tables.example/{n}") for n in range(12)]
        archive.record([aliased, capture("Locks.", name=LOCKS), named, *many], now=NOON)
        yield archive


EXACT = [
    (BRANCH, BRANCH),
    (URL, BRANCH),
    ("http://harbour-gazette.example/2031/05/04/lock-gates-reopen/?utm_source=mail#top", BRANCH),
    ("harbour-gazette.example/2031/05/04/lock-gates-reopen", BRANCH),
    (OLD, BRANCH),
    (OLD.replace("https://", "http://www."), BRANCH),
    (LOCKS, branch_name(LOCKS)),
    ("harbour MASTER", branch_name("Harbour master")),
]
PARTS = [("gates-reopen", BRANCH), ("LOCK-GATES", BRANCH), ("/2031/", BRANCH), ("/locks", branch_name(LOCKS))]


@pytest.mark.parametrize(("name", "branch"), EXACT + PARTS)
def test_a_story_is_found(archive: Archive, name: str, branch: str) -> None:
    """An exact name in any spelling, or a part that only one story has, is enough."""
    assert archive.find(name).branch == branch


@pytest.mark.parametrize(("name", "branch"), EXACT)
def test_a_new_capture_joins_the_story_so_called(archive: Archive, name: str, branch: str) -> None:
    """A capture under any exact name of a story belongs to that story."""
    found = find_exact(archive.stories(), name)
    assert found is not None and found.branch == branch


@pytest.mark.parametrize("name", ["gates-reopen", "https://harbour-gazette.example/new"])
def test_a_new_name_is_a_new_story(archive: Archive, name: str) -> None:
    """A part of a name is not enough to record under: that would be another story."""
    assert find_exact(archive.stories(), name) is None


beginnings = st.sampled_from(
    ["", "http://", "https://www.", "HTTPS://m.", "tide-tables.example/", "http://LOCKS.example/"]
)
endings = st.text(st.sampled_from("abAB.:/?&=%20 wm-é[]@#"), max_size=14)


@given(beginnings, endings)
@example("http://", "%A")
def test_a_story_is_found_by_any_name_it_was_given(beginning: str, ending: str) -> None:
    """Whatever a story's address looks like, it is found by that, under whatever branch it is kept."""
    url = one_line(beginning + ending)
    kept = StoryRef(BRANCH, "", "Locks", url, (), None, 1, NOON, NOON, "")
    assert find_exact([kept], url) == (kept if url else None)


def test_an_ambiguous_name_lists_the_candidates(archive: Archive) -> None:
    """Up to ten candidates are named, and how many more there are."""
    with pytest.raises(InputError) as caught:
        archive.find("tide-tables")
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("12 stories match 'tide-tables'")
    assert len(lines) == 12 and lines[-1].strip() == "and 2 more"
    with pytest.raises(InputError) as caught:
        archive.find("lock")
    assert sorted(line.strip() for line in str(caught.value).splitlines()[1:]) == sorted([BRANCH, branch_name(LOCKS)])


@pytest.mark.parametrize("name", ["lighthouse", "", " ", "Lock gates reopen", "runs", "\x00", "\ud800", "x" * 10_000])
def test_no_story_says_how_to_see_them(archive: Archive, name: str) -> None:
    """A name that no story has is answered with the next step; a headline is no name."""
    with pytest.raises(InputError, match="tracker list") as caught:
        archive.find(name)
    assert len(str(caught.value)) < 400
