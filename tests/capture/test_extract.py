"""A page becomes its story: the words as printed, the notices wherever they stand, nothing of what surrounds them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.newspaper import BODY, CAPTION, COMMENT, HEADLINE, STANDFIRST, TEASER, print_page
from tracker.capture.extract import extract
from tracker.core.story import Block, Story

STORY = (
    Block("headline", HEADLINE),
    Block("standfirst", STANDFIRST),
    Block("caption", CAPTION),
    *(Block("paragraph", text) for text in BODY),
)
SAYS = "An earlier version of this article misstated the number of pupils. It is 31, not 13."
NOTICE = f"Correction: {SAYS}"
OTHER = "An earlier version also misspelled the name of the harbour master."


def read(html: str) -> tuple[Block, ...]:
    return extract(html).story.blocks


def texts(html: str) -> list[str]:
    return [block.text for block in read(html)]


def test_a_page_without_a_notice() -> None:
    """Headline, standfirst, caption and paragraphs are kept in order; menus, teasers and comments are not."""
    assert read(print_page()) == STORY


PLACES = ["top", "inside", "beside", "below", "foot"]
FORMS = {
    "a paragraph": (f"<p>{NOTICE}</p>", [NOTICE]),
    "bare text in a box": (f"<div>{NOTICE}</div>", [NOTICE]),
    "an aside": (f"<aside><p>{NOTICE}</p></aside>", [NOTICE]),
    "a footer": (f"<footer><p>{NOTICE}</p></footer>", [NOTICE]),
    "small print": (f"<small>{NOTICE}</small>", [NOTICE]),
    "a box with a heading": (
        f"<div class='article__correction'><h4>Correction: 5 May</h4><p>{SAYS}</p></div>",
        ["Correction: 5 May", SAYS],
    ),
    "a box named by data": (f"<section data-component='corrections'><p>{SAYS}</p></section>", [SAYS]),
    "a label that only the style sheet keeps apart": (
        f"<div><b>Correction</b><span>{SAYS}</span></div>",
        [f"Correction {SAYS}"],
    ),
    "a label on its own line": (f"<p><b>Correction</b><br>{SAYS}</p>", [f"Correction\n{SAYS}"]),
    "two notices under the same heading": (
        f"<div class='errata'><h4>Correction</h4><p>{SAYS}</p><h4>Correction</h4><p>{OTHER}</p></div>",
        ["Correction", SAYS, "Correction", OTHER],
    ),
    "two notices in one box": (
        f"<div class='corrections'><p>{SAYS}</p><p>The name of the ship was wrong, too.</p></div>",
        [SAYS, "The name of the ship was wrong, too."],
    ),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("markup", "notice"), FORMS.values(), ids=FORMS.keys())
def test_a_notice_is_kept(markup: str, notice: list[str], place: str) -> None:
    """A notice is kept whole, with its label, wherever it stands on the page and whatever it stands in."""
    found = texts(print_page(**{place: markup}))  # type: ignore[arg-type]
    assert found[0] == HEADLINE
    assert [text for text in found if text in notice] == notice
    assert set(found) == {block.text for block in STORY} | set(notice)


def test_a_notice_keeps_its_place() -> None:
    """A notice above the article comes before the body, one below it after."""
    above = texts(print_page(top=f"<div>{NOTICE}</div>"))
    below = texts(print_page(foot=f"<div>{NOTICE}</div>"))
    assert above.index(NOTICE) < above.index(BODY[0])
    assert below.index(NOTICE) == len(below) - 1


def test_a_notice_set_apart_is_marked() -> None:
    """A notice outside the body, or in a box of its own, is a block of kind notice; a paragraph stays one."""
    kinds = {
        place: next(block.kind for block in read(html) if block.text == NOTICE)
        for place, html in {
            "foot": print_page(foot=f"<p>{NOTICE}</p>"),
            "box": print_page(inside=f"<div class='editors-note'><p>{NOTICE}</p></div>"),
            "body": print_page(inside=f"<p>{NOTICE}</p>"),
        }.items()
    }
    assert kinds == {"foot": "notice", "box": "notice", "body": "paragraph"}


TRAPS = {
    "the correction of a teased story": {"teaser": NOTICE},
    "a reader's comment": {"comment": NOTICE},
    "a sidebar": {"below": f"<div class='sidebar'><p>{NOTICE}</p></div>"},
    "a teaser without a telling name": {
        "below": f"<div><h3><a href='/2026/wool'>Wool mill to close after 90 years</a></h3><p>{NOTICE}</p></div>"
    },
    "a teaser that is one link": {"below": f"<a href='/2026/wool'><h3>Wool mill to close</h3><p>{NOTICE}</p></a>"},
    "another article on the page": {
        "below": f"<article><h2>Wool mill to close after 90 years</h2><p>{NOTICE}</p></article>"
    },
    "a hidden text": {"foot": f"<p style='display: none'>{NOTICE}</p><div hidden><p>{NOTICE}</p></div>"},
    "a script or a template": {"foot": f"<template><p>{NOTICE}</p></template><noscript>{NOTICE}</noscript>"},
    "a widget": {
        "beside": "<div class='suggest-correction'><p>Is something in this article wrong? It was misspelled?</p>"
        "<button>Send a correction</button></div>"
    },
    "a link to the corrections": {"foot": "<p><a href='/corrections'>Corrections and clarifications</a></p>"},
    "a policy": {
        "foot": "<div class='corrections'><p>We correct significant errors as soon as we can. "
        "Write to the readers’ editor.</p></div>"
    },
    "an empty statement": {
        "head": '<script type="application/ld+json">{"@type": "NewsArticle", '
        '"correction": {"@type": "CorrectionComment", "text": " "}}</script>'
    },
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())
def test_a_trap_is_no_notice(trap: dict[str, str]) -> None:
    """What speaks about another story, or about corrections in general, adds nothing to this one."""
    assert read(print_page(**trap)) == STORY  # type: ignore[arg-type]


def test_a_teased_correction_leaves_a_list_of_stories() -> None:
    """On a page of teasers, none of their corrections is a notice."""
    teasers = "".join(
        f"<li><h4><a href='/{n}'>Story number {n} of this long day</a></h4><p>{text}</p></li>"
        for n, text in enumerate([*BODY, NOTICE])
    )
    assert NOTICE not in texts(f"<html><body><main><ul class='list'>{teasers}</ul></main></body></html>")


STATED = '<script type="application/ld+json">{"@type": "NewsArticle", "correction": "%s"}</script>'


def test_a_notice_in_structured_data() -> None:
    """A correction that only JSON-LD states comes last, as a notice; one that is printed, too, is not repeated."""
    assert read(print_page(head=STATED % SAYS)) == (*STORY, Block("notice", SAYS))
    assert texts(print_page(head=STATED % SAYS, inside=f"<p>{NOTICE}</p>")).count(NOTICE) == 1
    assert SAYS not in texts(print_page(head=STATED % SAYS, inside=f"<p>{NOTICE}</p>"))


def test_text_in_structured_data_alone() -> None:
    """Where a script writes the page, the text is taken from the page's JSON-LD."""
    article = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n\n".join(BODY)})
    page = f'<html><head><script type="application/ld+json">{article}</script></head><body><div></div></body></html>'
    assert texts(page) == [HEADLINE, *BODY]


SECOND_HALF = tuple(f"{text} So it was in year {n}, the chronicle of the parish says." for n, text in enumerate(BODY))


def test_a_body_in_two_halves() -> None:
    """What stands in a second container like the first, behind an advert, is the story as well."""
    half = "".join(f"<p>{text}</p>" for text in SECOND_HALF)
    page = print_page(beside=f"<div class='ad'>Advertisement</div><div class='story-body'>{half}</div>")
    assert texts(page) == [*(block.text for block in STORY), *SECOND_HALF]


def test_kinds_of_blocks() -> None:
    """Subheadings, list items and captions inside the body keep their kinds."""
    markup = "<h2>What the islanders say</h2><ul><li>They want a bridge.</li><li>They want it soon.</li></ul>"
    figure = (
        "<figure><img src='/a.jpg'><figcaption>The quay at Northend, seen from the mail boat</figcaption></figure>"
    )
    blocks = read(print_page(inside=markup + figure))
    assert blocks[len(STORY) :] == (
        Block("subheading", "What the islanders say"),
        Block("list_item", "They want a bridge."),
        Block("list_item", "They want it soon."),
        Block("caption", "The quay at Northend, seen from the mail boat"),
    )


def test_the_headline_as_printed_outranks_the_stated_one() -> None:
    """The headline is the one a reader sees; the stated one is used where the page shows none."""
    page = print_page().replace(
        f'content="{HEADLINE}"', 'content="Ferry to the islands cancelled until May, says company"'
    )
    assert extract(page).story.headline == HEADLINE
    assert extract(page).facts.headline == "Ferry to the islands cancelled until May, says company"
    assert extract(page.replace("<h1>", "<b>").replace("</h1>", "</b>")).story.headline.startswith(
        "Ferry to the islands"
    )


def test_a_section_name_is_no_headline() -> None:
    """A heading of two words that name a section is not taken for the headline."""
    assert extract(print_page(top="<h1>Island news</h1>")).story.headline == HEADLINE


def test_short_pages() -> None:
    """A page of two sentences is a story, too."""
    page = (
        f"<html><body><h1>Ferry cancelled</h1><p>It will not sail.</p><footer><p>{NOTICE}</p></footer></body></html>"
    )
    assert texts(page) == ["Ferry cancelled", "It will not sail.", NOTICE]


WITHOUT_STORY = [
    "",
    " \n",
    "<!-- nothing -->",
    "<html></html>",
    "<script>alert(1)</script>",
    "<svg><text>x</text></svg>",
]


@pytest.mark.parametrize("page", WITHOUT_STORY)
def test_a_page_without_a_story(page: str) -> None:
    """A page without text gives an empty story, not an error."""
    assert extract(page).story == Story(())


HOSTILE = {
    "deeply nested boxes": "<div>" * 50_000 + "<p>Deep down.</p>",
    "deeply nested inline elements": print_page(inside="<p>" + "<b><i>" * 5_000 + "x"),
    "deeply nested tables": "<table><tr><td>" * 1_000 + "x",
    "deeply nested JSON": print_page(head=f'<script type="application/ld+json">{"[" * 100_000}</script>'),
    "an unclosed attribute": print_page(inside="<a href='" * 1_000),
    "thousands of paragraphs": print_page(body=tuple(f"Paragraph {n} says so." for n in range(5_000))),
    "broken references": print_page(inside="<p>&#xD800;&#0;&#x110000;&bogus; \ud800</p>"),
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages(page: str) -> None:
    """Nesting, size and broken signs end in a story that can be stored, or in none."""
    assert extract(page).story.digest


TAGS = [
    "<p>",
    "</p>",
    "<div class='correction'>",
    "</div>",
    "<article>",
    "<aside>",
    "<h1>",
    "<li>",
    "<br>",
    "<a href='/x'>",
]
TAGS += [
    "</a>",
    "<table><tr><td>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<del>",
    "<figure><figcaption>",
    "&nbsp;",
    "\v",
]


@given(st.lists(st.sampled_from([*TAGS, *BODY, NOTICE, " ", "x"]) | st.text(max_size=8), max_size=30).map("".join))
def test_any_markup_is_read_the_same_twice(markup: str) -> None:
    """Whatever the markup, reading it ends in a story, and reading it again in the same."""
    assert extract(markup) == extract(markup)


def test_bytes_are_decoded() -> None:
    """A page in another encoding than UTF-8 reads like the same page in UTF-8, by the server's word or its own."""
    page = print_page()
    expected = extract(page).story
    assert extract(page.encode()).story == expected
    assert extract(page.replace('charset="utf-8"', 'charset="windows-1252"').encode("cp1252")).story == expected
    assert (
        extract(page.replace('<meta charset="utf-8">', "").encode("cp1252"), charset="windows-1252").story == expected
    )
    assert extract(page.encode("utf-16")).story == expected


def test_the_surroundings_are_there() -> None:
    """The page that these tests print does carry a teaser and a comment to be left out."""
    assert TEASER in print_page() and COMMENT in print_page()
