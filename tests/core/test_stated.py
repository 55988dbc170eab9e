"""What a page states beside its text is kept where the story does not say it itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.stated import MOST_KEPT, MOST_READ, STATED_PLACES, Stated, StatedPlace, unsaid
from tracker.core.story import Block, Story

HEADLINE = "Ferry pier gets a loan of $15m"
LEAD = "The council’s loan of $15m – the largest yet – was approved on Friday. It is to be repaid by 2040."
STORY = Story((Block("headline", HEADLINE), Block("paragraph", LEAD)))

# Where it is stated, what, and what is kept of that.
CASES: dict[str, tuple[StatedPlace, str, str]] = {
    "the headline": ("og:title", HEADLINE, ""),
    "the headline in capitals": ("twitter:title", HEADLINE.upper(), ""),
    "the headline and the site": ("title", f"{HEADLINE} | Skarvoy Courier", ""),
    "the site and the headline": ("json-ld:headline", f"Courier – {HEADLINE}", ""),
    "another title": ("title", "Loan of $1.5m for pier - Courier", "Loan of $1.5m for pier - Courier"),
    "another number": ("og:title", HEADLINE.replace("15", "1.5"), HEADLINE.replace("15", "1.5")),
    "a sentence in plain type": ("description", LEAD.replace("’", "'").replace("–", "-").partition(" It")[0], ""),
    "a sentence that breaks off": ("og:description", "The council’s loan of $15m – the largest…", ""),
    "a sentence that was": ("description", "It is to be repaid by 2030.", "It is to be repaid by 2030."),
    "one sentence of two": (
        "description", "It is to be repaid by 2040. It is to be paid in 2027.", "It is to be paid in 2027.",
    ),
    "a dash is no end of a title in a description": (
        "description", "The loan of $1.5m – the largest yet – was approved.",
        "The loan of $1.5m – the largest yet – was approved.",
    ),
    "paragraphs": ("json-ld:articleBody", f"{HEADLINE}\n\n{LEAD}\nIt rained", "It rained"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_only_what_the_story_does_not_say_is_kept(name: str) -> None:
    """Typography, case, the name of the site and an ellipsis make no difference; a number does."""
    place, text, kept = CASES[name]
    assert unsaid([Stated(place, text)], STORY) == ((Stated(place, kept),) if kept else ())


@given(st.lists(st.sampled_from(STATED_PLACES)), st.sampled_from(["A tug came.", "It sank.", HEADLINE]))
def test_places_come_in_their_order_and_once(places: list[StatedPlace], text: str) -> None:
    """However often and wherever something is stated, a place is there once, and what is kept is kept again."""
    kept = unsaid([Stated(place, text) for place in places], STORY)
    assert [each.place for each in kept] == [p for p in STATED_PLACES if p in places and text != HEADLINE]
    assert unsaid(kept, STORY) == kept


def test_a_page_cannot_make_a_version_large() -> None:
    """Of another text in the place of the story's own, the first sentences are kept."""
    (kept,) = unsaid([Stated("json-ld:articleBody", "The lamb was led to the ewe. " * MOST_READ)], STORY)
    assert MOST_KEPT / 2 < len(kept.text) < 2 * MOST_KEPT
    assert unsaid([Stated("description", "x" * MOST_READ)], STORY) == ()
