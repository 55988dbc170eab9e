"""What a page states in titles, descriptions and structured data is read place by place."""

import json

import pytest

from tests.capture.newspaper import BODY, HEADLINE, STANDFIRST, print_page
from tracker.capture.extract import extract
from tracker.capture.page import parse_page
from tracker.capture.stated import find_stated
from tracker.core.stated import STATED_PLACES, Stated

WRONG = "Ferry to the outer islands cancelled until the end of March"


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def linked(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


HEADS: dict[str, tuple[str, list[Stated]]] = {
    "title": (f"<title>{WRONG}</title><title>Icon</title>", [Stated("title", WRONG)]),
    "description": (meta("Description", f" {WRONG}\n&amp; more"), [Stated("description", f"{WRONG}\n& more")]),
    "Open Graph": (meta("og:title", WRONG), [Stated("og:title", WRONG)]),
    "the first that says something": (
        meta("og:title", " ") + meta("og:title", WRONG) + meta("og:title", "x"), [Stated("og:title", WRONG)],
    ),
    "cards": (
        meta("twitter:description", "b") + meta("twitter:title", "a"),
        [Stated("twitter:title", "a"), Stated("twitter:description", "b")],
    ),
    "structured data": (
        linked(headline="a", alternativeHeadline=["b", "c"], description="d", articleBody="e\r\n\r\nf"),
        [
            Stated("json-ld:headline", "a"), Stated("json-ld:alternativeHeadline", "b"),
            Stated("json-ld:description", "d"), Stated("json-ld:articleBody", "e\n\nf"),
        ],
    ),
    "values that are no text": (linked(headline=7, description={"x": 1}, articleBody=None), []),
    "names that are no place": (meta("json-ld:headline ", WRONG) + meta("keywords", "ferry"), []),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_each_place_is_read(name: str) -> None:
    """Each place has the first text that the page has there, clean, in the order of all places."""
    head, found = HEADS[name]
    root = parse_page(f"<html><head>{head}</head><body><p>It sails.</p></body></html>")
    assert root is not None
    assert list(find_stated(root)) == found


def test_a_page_that_says_the_same_everywhere_states_nothing() -> None:
    """Title with the name of the site, description, structured data: all in the story's own words."""
    head = meta("description", BODY[0]) + linked(
        headline=HEADLINE, description=STANDFIRST, articleBody="\n".join(BODY)
    )
    assert extract(print_page(head=head)).facts.stated == ()


def test_what_the_page_states_otherwise_is_kept_with_its_facts() -> None:
    """A title that was forgotten, in every place that has it."""
    head = meta("twitter:title", WRONG) + linked(headline=WRONG, articleBody="\n".join((*BODY, "It has sunk.")))
    assert extract(print_page(head=head)).facts.stated == (
        Stated("twitter:title", WRONG),
        Stated("json-ld:headline", WRONG),
        Stated("json-ld:articleBody", "It has sunk."),
    )
    assert {"title", "og:title"} < set(STATED_PLACES)
