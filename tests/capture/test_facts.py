"""What a page states about its story is read as stated, and nothing is guessed."""

import json
from typing import Any

import pytest

from tracker.capture.facts import PageFacts, find_facts, find_stated_text
from tracker.capture.page import parse_page

URL = "https://courier.example/news/2026/ferry?utm_source=x"


def read(head: str, url: str | None = URL) -> PageFacts:
    root = parse_page(f"<html><head>{head}</head><body><p>It sails.</p></body></html>")
    assert root is not None
    return find_facts(root, url)


def script(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def linked(**fields: object) -> str:
    return script({"@type": "NewsArticle", **fields})


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing stated": ("", {}),
    "the canonical address, made absolute": (
        "<link rel=canonical href='/news/2026/ferry'>",
        {"url": "https://courier.example/news/2026/ferry"},
    ),
    "an address that is none": ("<link rel=canonical href='javascript:alert(1)'>", {}),
    "JSON-LD before Open Graph": (
        meta("og:title", "Ferry!") + linked(headline="Ferry &amp; bridge", description="It sails."),
        {"headline": "Ferry & bridge", "standfirst": "It sails."},
    ),
    "Open Graph before the title": (
        "<title>Ferry | Courier</title>" + meta("og:title", "Ferry"),
        {"headline": "Ferry"},
    ),
    "authors": (
        linked(author=[{"@type": "Person", "name": "Rosa Bell"}, "Ivo Lenz", {"name": "Rosa Bell"}, {}]),
        {"bylines": ("Rosa Bell", "Ivo Lenz")},
    ),
    "an author who is an address": (
        meta("article:author", "https://x.example/bell") + meta("author", "R. Bell"),
        {"bylines": ("R. Bell",)},
    ),
    "authors marked up in the text": (
        "</head><body><p>By <a rel=author href=/bell>Rosa Bell</a> and <span itemprop=author>by Ivo Lenz</span></p>"
        "<div class=comments><b itemprop=author>gull7</b></div>",
        {"bylines": ("Rosa Bell", "Ivo Lenz")},
    ),
    "times marked up in the text": (
        "</head><body><time itemprop=datePublished datetime=2026-05-03>Sunday</time>"
        "<time itemprop=dateModified datetime=2026-05-04T09:00Z>yesterday</time>",
        {"published": "2026-05-03", "modified": "2026-05-04T09:00:00+00:00"},
    ),
    "times in UTC": (
        linked(datePublished="2026-05-03T14:00:00+02:00", dateModified="2026-05-03T15:30:00.123Z"),
        {"published": "2026-05-03T12:00:00+00:00", "modified": "2026-05-03T15:30:00+00:00"},
    ),
    "a date, and a time without a zone": (
        linked(datePublished="2026-05-03") + meta("article:modified_time", "2026-05-04 09:00"),
        {"published": "2026-05-03", "modified": "2026-05-04T09:00:00"},
    ),
    "dates in words or out of range": (linked(datePublished="3 May", dateModified="0001-01-01T00:00:00+23:00"), {}),
    "section and pictures": (
        linked(articleSection=["Islands", "News"], image=[{"url": "/a.jpg"}, "/b.jpg"]) + meta("og:image", "/a.jpg"),
        {"section": "Islands", "images": ("https://courier.example/a.jpg", "https://courier.example/b.jpg")},
    ),
    "corrections": (
        linked(correction=[{"@type": "CorrectionComment", "text": "It was nine."}, "It was Northend.", {"text": ""}]),
        {"corrections": ("It was nine.", "It was Northend.")},
    ),
    "a correction that is an address": (linked(correction="https://courier.example/corrections"), {}),
    "another story on the page": (
        linked() + linked(headline="Lambs", correction="It was ewes."),
        {},
    ),
    "a story in a graph": (
        script({"@graph": [{"@type": "WebPage"}, {"@type": ["Report", "NewsArticle"], "headline": "Ferry"}]}),
        {"headline": "Ferry"},
    ),
    "a list of stories": (
        script({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Lambs"}]}),
        {},
    ),
    "broken JSON": ('<script type="application/ld+json">{"headline": </script>', {}),
    "JSON of the wrong shape": (
        '<script type="application/ld+json">["NewsArticle", 5, null, {"@type": 7}]</script>',
        {},
    ),
    "values of the wrong shape": (linked(headline=5, author={"name": ["x"]}, image=None, correction=[[1]]), {}),
    "half of a sign": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A\\ud800B"}</script>',
        {"headline": "AB"},
    ),
}


@pytest.mark.parametrize(("head", "facts"), CASES.values(), ids=CASES.keys())
def test_facts(head: str, facts: dict[str, Any]) -> None:
    """Each fact comes from the statement that is trusted most; what is not stated is None."""
    assert read(head) == PageFacts(**{"url": URL, **facts})


def test_language() -> None:
    """The language is that of the document, as a tag."""
    root = parse_page("<html lang='en-GB'><head><meta property='og:locale' content='fr_FR'></head><p>x</html>")
    assert root is not None
    assert find_facts(root).language == "en-GB"
    assert read(meta("og:locale", "nb_NO")).language == "nb-NO"


def test_stated_text() -> None:
    """The text of the story in JSON-LD keeps its line ends."""
    root = parse_page(linked(articleBody="It sails.\n\nIt sinks."))
    assert root is not None
    assert find_stated_text(root) == "It sails.\n\nIt sinks."
