"""A page is cut into the blocks that a reader sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.capture.page import find_hints, parse_page, split_page
from tracker.capture.visible import LINE_BREAK, clean

BLOCKS = {
    "block elements and loose text": ("<div>a<p>b</p>c</div>", ["a", "b", "c"]),
    "inline elements": ("<p>It <b>sails</b> <a href=/x>to<i>day</i></a>.</p>", ["It sails today."]),
    "one line break is a line end": ("<p>Correction:<br>\n It sails.</p>", ["Correction:\nIt sails."]),
    "two line breaks end a block": (
        "It sails.<br><br>\nIt sinks.<br> <br/>So it goes.",
        ["It sails.", "It sinks.", "So it goes."],
    ),
    "a row of a table is a block": ("<table><tr><th>Year<td>12<tr><td>a<td>b</table>", ["Year 12", "a b"]),
    "white space collapses": ("<p>\n\tIt\n  sails. </p>", ["It sails."]),
    "scripts and controls": (
        "<p>It<script>x</script> sails<button>Share</button>.<style>p{}</style></p><select><option>a</select>",
        ["It sails."],
    ),
    "struck-out words": ("<p>At <del>10</del><ins>9</ins> <s>or not</s>.</p>", ["At 9 ."]),
    "words only a style sheet keeps apart": (
        "<p><b>Correction</b><span>It sails.</span><i>Photo</i></p>",
        ["Correction It sails. Photo"],
    ),
    "words that belong together": ("<p>Mc<b>Donald</b>, <span>T</span>he U.<i>S.</i></p>", ["McDonald, The U.S."]),
    "comments": ("<p>It <!-- never -->sails.</p>", ["It sails."]),
    "ruby": ("<p><ruby>島<rp>(</rp><rt>しま</rt><rp>)</rp></ruby></p>", ["島(しま)"]),
}


@pytest.mark.parametrize(("markup", "texts"), BLOCKS.values(), ids=BLOCKS.keys())
def test_blocks(markup: str, texts: list[str]) -> None:
    """Blocks are what a browser would print as one."""
    root = parse_page(markup)
    assert root is not None
    assert [block.text for block in split_page(root)] == texts


KINDS = {
    "a heading": ("<h3>A</h3>", "subheading"),
    "a list item": ("<ul><li>A</ul>", "list_item"),
    "a list item's only paragraph": ("<ul><li><p>A</ul>", "list_item"),
    "one of two paragraphs in a list item": ("<ul><li><p>A<p>B</ul>", "paragraph"),
    "a caption": ("<figure><figcaption><p>A</p></figcaption></figure>", "caption"),
    "a caption by name": ("<div class=imageCaption><span>A</span></div>", "caption"),
    "a quotation": ("<blockquote><p>A</blockquote>", "paragraph"),
}


@pytest.mark.parametrize(("markup", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kinds(markup: str, kind: str) -> None:
    """The kind of a block follows from its markup."""
    root = parse_page(markup)
    assert root is not None
    assert split_page(root)[0].kind == kind


def test_link_share() -> None:
    """A block knows how much of it is linked."""
    root = parse_page(
        "<p><a href=/x>Read on</a></p><p>It sails <a href=/x>today</a></p><p>It <a name=x>sails</a></p>"
    )
    assert root is not None
    assert [round(block.link_share, 1) for block in split_page(root)] == [1.0, 0.4, 0.0]


HINTS = {
    "class and id, in words": (
        '<p class="ArticleNote_body-x" id="editors-note">',
        "article note body x editors note",
    ),
    "data attributes": (
        '<p data-component="corrections" data-url="/story/corrections-a/">',
        "component corrections url",
    ),
    "what the story is filed under": ('<p class="tag-prison-corrections category_errata story">', "story"),
    "nothing": ("<p>", ""),
}


@pytest.mark.parametrize(("markup", "hints"), HINTS.values(), ids=HINTS.keys())
def test_hints(markup: str, hints: str) -> None:
    """The names that markup gives an element are read as words."""
    root = parse_page(markup + "x")
    assert root is not None
    assert find_hints(split_page(root)[0].element) == hints


CLEAN = {
    "spaces of any kind": ("a\u00a0b\u2003c\n d", "a b c d"),
    "a fixed space inside a number": ("12\u00a0000 or 1\u202f000\u00a0km", "12\u00a0000 or 1\u202f000 km"),
    "soft hyphens and zero-width signs": ("is\u00adland\u200b\ufeff", "island"),
    "a line break": (f"a {LINE_BREAK} b", "a\nb"),
    "letters and their accents": ("cafe\u0301", "café"),
}


@pytest.mark.parametrize(("text", "cleaned"), CLEAN.values(), ids=CLEAN.keys())
def test_clean(text: str, cleaned: str) -> None:
    """White space collapses, invisible signs go."""
    assert clean(text) == cleaned


@given(st.text())
def test_cleaning_twice_is_once(text: str) -> None:
    """A clean text, its line ends written as line breaks, is clean."""
    once = clean(text)
    assert clean(once.replace("\n", LINE_BREAK)) == once
