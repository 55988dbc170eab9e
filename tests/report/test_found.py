"""What a search found, as a terminal shows it."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.core.found import Found, Hit, Match, Seen
from tracker.report.found import quote_match, render_found

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
LONG = " ".join(["word"] * 40)


def seen(n: int) -> Seen:
    return Seen(n, NOON + timedelta(days=n))


def hit(versions: tuple[int, ...], n_versions: int, *matches: Match) -> Hit:
    gone = seen(versions[-1] + 1) if versions[-1] < n_versions else None
    first, last = seen(versions[0]), seen(versions[-1])
    return Hit("quay.example/toll", "A \x1btoll", None, n_versions, versions, first, last, gone, matches)


def match(text: str, *marks: tuple[int, int], kind: str = "paragraph", versions: tuple[int, ...] = (1,)) -> Match:
    return Match(kind, text, marks, versions)


# the versions found, of how many, and what is said of them
LIVES: dict[tuple[tuple[int, ...], int], str] = {
    ((1,), 1): "there at the first capture, 5 May 2031, 12:00 UTC",
    ((1, 2, 3), 3): "there at the first capture, 5 May 2031, 12:00 UTC; still in version 3",
    ((3,), 3): "first seen in version 3, 7 May 2031, 12:00 UTC",
    ((2, 3), 5): "first seen in version 2, 6 May 2031, 12:00 UTC; gone in version 4, 8 May 2031, 12:00 UTC",
    ((1, 3, 4), 4): "there at the first capture, 5 May 2031, 12:00 UTC; in versions 1, 3 to 4; still in version 4",
}


@pytest.mark.parametrize(("versions", "n_versions"), LIVES)
def test_versions_are_told(versions: tuple[int, ...], n_versions: int) -> None:
    """When words came, whether they are still there, and when they were gone."""
    printed = render_found(Found((hit(versions, n_versions),), 1, True), color=False, width=120)
    assert printed.splitlines()[2].strip() == LIVES[versions, n_versions]


def test_a_passage_names_its_versions_unless_it_is_in_all() -> None:
    """What always stood there needs no numbers; a notice has the name of its kind."""
    told = hit((1, 2), 2, match("A toll.", (2, 6), versions=(1, 2)), match("A toll.", (2, 6), kind="correction"))
    lines = render_found(Found((told,), 1, True), color=False).splitlines()
    assert [line.strip() for line in lines[3:]] == ["paragraph", "A «toll».", "Correction, version 1", "A «toll»."]


# the stories there are, whether that is exact, and what is said first and last
COUNTS = {
    (1, True): ("1 story", None),
    (1201, True): ("1,201 stories", "⋯ and 1,200 more"),
    (1201, False): ("at most 1,201 stories", "⋯ and at most 1,200 more"),
}


@pytest.mark.parametrize("count", COUNTS)
def test_stories_are_counted(count: tuple[int, bool]) -> None:
    """How many there are comes first, what is left out last."""
    first, last = COUNTS[count]
    lines = render_found(Found((hit((1,), 1),), *count), color=False).splitlines()
    assert lines[0] == first and (lines[-1].startswith("⋯"), lines[-1])[last is not None] in (False, last)


def test_nothing_is_said_in_words() -> None:
    """An empty result is no empty page."""
    assert render_found(Found((), 0, True), color=False) == "No story has it\n"


def test_more_passages_than_fit_are_counted() -> None:
    """Three are shown of a story."""
    told = hit((1,), 1, *[match("A toll.", (2, 6))] * 5)
    assert render_found(Found((told,), 1, True), color=False).endswith("⋯ and 2 passages more\n")


def test_nothing_in_a_text_acts() -> None:
    """Escape sequences of a story do not reach the terminal; hits are coloured where it wants colour."""
    told = Found((hit((1,), 1, match("A \x1b[31mtoll.", (7, 11))),), 1, True)
    assert "\x1b" not in render_found(told, color=False)
    assert "\x1b[33;1;4mtoll\x1b[0m" in render_found(told, color=True)


@pytest.mark.parametrize(
    ("text", "marks", "shown"),
    [
        ("A toll.", [(2, 6)], "A <toll>."),
        (f"{LONG} toll {LONG}", [(200, 204)], f"…{' '.join(['word'] * 11)} <toll> {' '.join(['word'] * 11)}…"),
        (f"toll {LONG} {LONG} toll", [(0, 4), (405, 409)], None),
        ("東京都港区", [(0, 2), (3, 5)], "<東京>都<港区>"),
        (
            "toll " * 9,
            [(n, n + 4) for n in range(0, 45, 5)],
            "<toll> <toll> <toll> <toll> <toll> toll toll toll toll ",
        ),
        (f"{LONG} {LONG}", [], None),
    ],
)
def test_what_stands_around(text: str, marks: list[tuple[int, int]], shown: str | None) -> None:
    """A little on each side, cut at the ends of words; all of what is short."""
    words = list(quote_match(match(text, *marks)))
    told = "".join(f"<{each.text}>" if each.look == "marked" else each.text for each in words)
    assert told == shown if shown else len(told) < 260 and "…" in told
