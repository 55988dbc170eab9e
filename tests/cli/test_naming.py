"""How a story is named on the command line."""

from pathlib import Path

import pytest

from tests.cli.runs import OLD, refused, told, tracker

BRIDGE = "https://quay-herald.example/2031/quay-bridge-opens"
STATUE = "https://quay-herald.example/2031/statue-of-the-mayor"


@pytest.fixture
def archive(empty: Path) -> Path:
    """Three stories: two of a site, and one with a name in words."""
    for story in (BRIDGE, STATUE, "Harbour dues"):
        tracker("record", story, "-", "--at", "2031-05-01", "--archive", empty, given=f"{story}\n\n{OLD}")
    return empty


def recorded(archive: Path, *arguments: str) -> str:
    """Record a new text and return the branch it went to."""
    path = archive.parent / "new.txt"
    path.write_text(f"Recorded as {arguments[0]} today\n\n{OLD}")
    branch: str = told("record", arguments[0], path, *arguments[1:], "--archive", archive)["branch"]
    return branch


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        (BRIDGE, "quay-bridge-opens"),
        ("http://www.quay-herald.example/2031/quay-bridge-opens/?utm_source=mail", "quay-bridge-opens"),
        ("quay-herald.example/2031/quay-bridge-opens", "quay-bridge-opens"),
        ("bridge", "quay-bridge-opens"),
        ("STATUE", "statue-of-the-mayor"),
        ("2031/statue", "statue-of-the-mayor"),
        ("harbour dues", "harbour-dues"),
        ("dues", "harbour-dues"),
    ],
)
def test_a_story_is_found_by_any_of_its_names(archive: Path, name: str, slug: str) -> None:
    """A URL in any spelling, a name, or a part that no other story has, for reading and for recording alike."""
    branch = told("log", name, "--archive", archive)["branch"]
    assert branch.partition("/")[2].startswith(slug)
    assert told("log", branch, "--archive", archive)["branch"] == branch
    assert recorded(archive, name) == branch
    assert len(told("log", branch, "--archive", archive)["versions"]) == 2
    assert len(told("list", "--archive", archive)) == 3


def test_a_story_keeps_its_names_when_it_is_recorded_by_a_part(archive: Path) -> None:
    """The part that was typed does not become a name of the story, and its URL stays."""
    branch = recorded(archive, "bridge")
    (story,) = (each for each in told("list", "--archive", archive) if each["branch"] == branch)
    assert story["url"] == BRIDGE
    recorded(archive, "dues")
    assert told("log", "Harbour dues", "--archive", archive)["branch"].startswith("local/harbour-dues-")


@pytest.mark.parametrize(
    "name", ["https://quay-herald.example/2031/quay-bridge", "quay-herald.example/2031/quay-bridge", "market hall"]
)
def test_a_url_or_name_that_no_story_has_is_a_new_story(archive: Path, name: str) -> None:
    """A whole URL is never taken for a part of another one."""
    branch = recorded(archive, name)
    assert len(told("log", branch, "--archive", archive)["versions"]) == 1
    assert len(told("list", "--archive", archive)) == 4
    assert recorded(archive, name, "--at", "2031-05-02") == branch


def test_a_url_without_its_scheme_is_kept_as_a_url(empty: Path) -> None:
    """What was pasted without `https://` is listed with it."""
    recorded(empty, "quay-herald.example/2031/quay-bridge")
    assert told("list", "--archive", empty)[0]["url"] == "https://quay-herald.example/2031/quay-bridge"


def test_the_url_of_a_named_story_is_a_name_too(archive: Path) -> None:
    """With `--url`, a name in words and the address mean the same story, whichever came first."""
    branch = recorded(archive, "market hall", "--url", "https://quay-herald.example/market")
    assert recorded(archive, "https://quay-herald.example/market") == branch
    known = told("log", BRIDGE, "--archive", archive)["branch"]
    assert recorded(archive, "the bridge story", "--url", BRIDGE) == known


def test_an_ambiguous_part_lists_the_candidates(archive: Path) -> None:
    """A part that several stories have is answered with their branches; recording offers a new story as well."""
    for command in (["log", "2031"], ["record", "2031", "-"]):
        said = refused(*command, "--archive", archive, given=OLD)
        assert "2 stories match '2031'" in said
        assert "quay-bridge-opens-" in said and "statue-of-the-mayor-" in said
        assert ("--new" in said) == (command[0] == "record")


def test_new_makes_a_story_of_a_part(archive: Path) -> None:
    """`--new` takes a part of a name for a name of its own, and refuses one that a story has."""
    assert recorded(archive, "bridge", "--new").startswith("local/bridge-")
    assert "is called that already" in refused("record", BRIDGE, "-", "--new", "--archive", archive, given=OLD)
    assert recorded(archive, "bridge").startswith("local/bridge-"), "an exact name goes before a part"
