"""Searching on the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import URL, Demo
from tests.cli.runs import refused, told, tracker


def test_words_are_found_with_their_versions(bridge: Path) -> None:
    """A story is told once, with the versions that carry the words and the words marked."""
    gone = "there at the first capture, 1 May 2031, 02:00 UTC; gone in version 2, 2 May 2031, 02:00 UTC"
    kept = "there at the first capture, 1 May 2031, 02:00 UTC; in versions 1, 3; still in version 3"
    for words, seen in ((["cost 12 million"], gone), (["12", "mayor"], kept)):
        printed = " ".join(tracker("search", *words, "--archive", bridge).stdout.split())
        assert printed.startswith("1 story • Quay bridge opens") and seen in printed
    assert "«12»" in printed and "«mayor»" in printed


# the arguments after the shell, and the versions found
ARGUMENTS: dict[tuple[str, ...], list[int]] = {
    ("cost 12 million",): [1],
    ("million cost",): [],
    ("million", "cost"): [1, 2, 3],
    ('"cost 12" OR misstated',): [1, 3],
    ("cost -notice -misstated",): [1, 2],
    ("21 million", "misstated"): [3],
    ("misst*",): [3],
    ("cost OR", "nothing"): [1, 2, 3],
}


@pytest.mark.parametrize("words", ARGUMENTS, ids=" | ".join)
def test_arguments_are_words_or_phrases(bridge: Path, words: tuple[str, ...]) -> None:
    """Several plain words in one argument are a phrase; with signs of its own, an argument is a query."""
    stories = told("search", *words, "--archive", bridge)["stories"]
    assert [story["versions"] for story in stories] == ([ARGUMENTS[words]] if ARGUMENTS[words] else [])


def test_json_tells_all(bridge: Path) -> None:
    """Stories, versions, when they were seen, and the spans of the words in their texts."""
    found = told("search", "21 million crowns", "--since", "2031-05-02", "--archive", bridge)
    assert (found["n_stories"], found["is_exact"]) == (1, True)
    (story,) = found["stories"]
    assert (story["url"], story["n_versions"], story["versions"]) == (URL, 3, [2, 3])
    assert story["first_seen"] == {"n": 2, "captured_at": "2031-05-02T02:00:00Z"}
    assert (story["last_seen"]["n"], story["gone"]) == (3, None)
    assert [m["text"][a:b] for m in story["matches"] for a, b in m["marks"]] == ["21 million crowns"] * 2


def test_notices_alone(bridge: Path) -> None:
    """The words of notices can be searched without those of stories."""
    assert told("search", "Monday", "--notices", "--archive", bridge)["stories"] == []
    (story,) = told("search", "misstated", "--notices", "--archive", bridge)["stories"]
    assert [match["kind"] for match in story["matches"]] == ["correction"]


def test_a_page_has_a_limit(demo: Demo) -> None:
    """As many stories as are asked for, and the number of the rest; a site narrows it."""
    printed = tracker("search", "the", "--limit", "2", "--archive", demo.archive).stdout
    assert printed.count("•") == 2
    n_stories = told("search", "the", "--archive", demo.archive)["n_stories"]
    assert f"⋯ and {n_stories - 2} more" in printed
    site = told("search", "the", "--archive", demo.archive)["stories"][0]["branch"].partition("/")[0]
    assert told("search", "the", "--site", site, "--archive", demo.archive)["n_stories"] < n_stories


@pytest.mark.parametrize("typed", ['"', "AND", "!!", "( )", ""])
def test_a_query_without_a_word_is_refused(bridge: Path, typed: str) -> None:
    """The message says what to write."""
    assert "names no word to look for" in refused("search", typed, "--archive", bridge)


@pytest.mark.parametrize("typed", ['a"b', "NEAR(a b", "text:a", "a*b ^c", "'; DROP TABLE stories", "\\"])
def test_hostile_queries_are_words(bridge: Path, typed: str) -> None:
    """What means something to the database is looked for, or finds nothing."""
    if typed == "\\":
        refused("search", typed, "--archive", bridge)
    else:
        assert told("search", typed, "--archive", bridge)["stories"] == []


def test_nothing_found_is_no_error(empty: Path) -> None:
    """The answer is in words, and empty in JSON."""
    assert tracker("search", "toll", "--archive", empty).stdout == "No story has it\n"
    assert told("search", "toll", "--archive", empty) == {"n_stories": 0, "is_exact": True, "stories": []}
