"""Plain text is taken at its word; Markdown loses its marks and nothing else."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.plaintext import parse_markdown, parse_text
from tracker.core.story import Block, Story, parse_story_md, render_story_md

LONG = (
    "The ferry company said on Tuesday that the route to the outer islands would stay closed until the end of May. "
)
OTHER = "Passengers who had booked before the storm may travel on any later sailing, a spokeswoman said, or ask. "


def kinds_and_texts(story: Story) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in story.blocks]


TEXTS = {
    "a first line with a mark is the headline": (
        "# Ferry. Cancelled.\nIt will not sail.",
        [("headline", "Ferry. Cancelled."), ("paragraph", "It will not sail.")],
    ),
    "a mark further down is text": ("It sails.\n\n# 4", [("paragraph", "It sails."), ("paragraph", "# 4")]),
    "a mark without words is text": ("#\n\nIt sails.", [("headline", "#"), ("paragraph", "It sails.")]),
    "a short first paragraph without a full stop is the headline": (
        "Ferry cancelled in U.S. waters\n\nIt will not sail.",
        [("headline", "Ferry cancelled in U.S. waters"), ("paragraph", "It will not sail.")],
    ),
    "a first sentence is no headline": (
        "The ferry is cancelled.\n\nIt will not sail.",
        [("paragraph", "The ferry is cancelled."), ("paragraph", "It will not sail.")],
    ),
    "a full stop inside quotation marks or brackets is one": (
        "(Corrects the port, not the ship.)\n\nIt sails.",
        [("paragraph", "(Corrects the port, not the ship.)"), ("paragraph", "It sails.")],
    ),
    "two sentences are no headline": (
        "It sank. Nobody drowned\n\nMore soon.",
        [("paragraph", "It sank. Nobody drowned"), ("paragraph", "More soon.")],
    ),
    "a Japanese full stop is one": ("船が沈んだ。\n\n続報", [("paragraph", "船が沈んだ。"), ("paragraph", "続報")]),
    "a first paragraph in brackets is no headline": (
        "(Corrects day in paragraph 3)\n\nIt will not sail.",
        [("paragraph", "(Corrects day in paragraph 3)"), ("paragraph", "It will not sail.")],
    ),
    "a long first paragraph is no headline": (
        "word " * 40 + "\n\nIt sails.",
        [("paragraph", ("word " * 40).strip()), ("paragraph", "It sails.")],
    ),
    "a first paragraph of two lines is no headline": (
        "By our\nreporter\n\nIt sails.",
        [("paragraph", "By our\nreporter"), ("paragraph", "It sails.")],
    ),
    "a text alone is a paragraph": ("Ferry cancelled", [("paragraph", "Ferry cancelled")]),
    "a hard-wrapped paragraph keeps its line ends": (
        "It will\nnot sail.\n \t\nNot today.",
        [("paragraph", "It will\nnot sail."), ("paragraph", "Not today.")],
    ),
    "long lines that follow each other are paragraphs": (
        f"Ferry cancelled\n{LONG}\nShort one.\n{OTHER}",
        [
            ("headline", "Ferry cancelled"),
            ("paragraph", LONG.strip()),
            ("paragraph", "Short one."),
            ("paragraph", OTHER.strip()),
        ],
    ),
    "one long line and no blank line": (
        f"Ferry cancelled\n{LONG}",
        [("headline", "Ferry cancelled"), ("paragraph", LONG.strip())],
    ),
    "long lines apart keep line ends inside paragraphs": (
        f"{LONG}\nAsk again.\n\n{OTHER}",
        [("paragraph", f"{LONG}\nAsk again."), ("paragraph", OTHER.strip())],
    ),
    "a blank line under the headline only": (
        f"Ferry cancelled\n\n{LONG}\n{OTHER}",
        [("headline", "Ferry cancelled"), ("paragraph", LONG.strip()), ("paragraph", OTHER.strip())],
    ),
    "Markdown marks are text": (
        "It *sails*.\n\n- one\n\n## two",
        [("paragraph", "It *sails*."), ("paragraph", "- one"), ("paragraph", "## two")],
    ),
    "byte order marks and control characters go": (
        "\ufeff# A\0\x01\x1bB\r\n\r\nC.",
        [("headline", "AB"), ("paragraph", "C.")],
    ),
    "every line end is one": (
        "A.\rB.\x85C.\u2028D.\r\n\r\nE.\u2029F.\fG.",
        [("paragraph", "A.\nB.\nC.\nD."), ("paragraph", "E."), ("paragraph", "F."), ("paragraph", "G.")],
    ),
    "tabs inside a paragraph stay": ("\tIt\tsails.", [("paragraph", "It\tsails.")]),
    "nothing": ("", []),
    "white space": (" \n\t\n\u00a0", []),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_plain_text(text: str, expected: list[tuple[str, str]]) -> None:
    """Blank lines, or line ends between long lines, separate paragraphs; the rest is kept as it is."""
    assert kinds_and_texts(parse_text(text)) == expected


MARKDOWN = {
    "headline and standfirst": (
        "# Bridge *opens*\n\n> What we\n> know.\n\nIt did.\n\n> “At last.”",
        [
            ("headline", "Bridge opens"),
            ("standfirst", "What we know."),
            ("paragraph", "It did."),
            ("paragraph", "“At last.”"),
        ],
    ),
    "an underlined headline": ("Bridge\n===\n\nIt did.", [("headline", "Bridge"), ("paragraph", "It did.")]),
    "a second headline is a subheading": (
        "# A\n\n# B\n\n### C",
        [("headline", "A"), ("subheading", "B"), ("subheading", "C")],
    ),
    "hard-wrapped lines are joined": (
        "It did\nopen.\n\nYes.",
        [("paragraph", "It did open."), ("paragraph", "Yes.")],
    ),
    "a hard break is a line end": ("It did  \nopen.", [("paragraph", "It did\nopen.")]),
    "every list item is a block": (
        "- one\n- *two*\n\n1. three\n\n   four\n   - five",
        [
            ("list_item", "one"),
            ("list_item", "two"),
            ("list_item", "three"),
            ("list_item", "four"),
            ("list_item", "five"),
        ],
    ),
    "a list without words": ("- \n- \n\nA.", [("paragraph", "A.")]),
    "links, entities and code lose their marks": (
        "See [the *plan*](https://example.org 'x'), `a_b` & R&amp;D <https://example.org>.",
        [("paragraph", "See the plan, a_b & R&D https://example.org.")],
    ),
    "an image is its caption, by title or by alternative text": (
        "![a gull](g.jpg)\n\nIt ![x](y.png 'The quay') sails.",
        [("caption", "a gull"), ("paragraph", "It  sails."), ("caption", "The quay")],
    ),
    "markup loses its tags": (
        "<div class='x'>\nIt <b>sails</b>.<!-- never -->\n</div>\n\nOr <i>not</i><br>today.",
        [("paragraph", "It sails."), ("paragraph", "Or not\ntoday.")],
    ),
    "indented text is a paragraph": ("A.\n\n    B *c*.", [("paragraph", "A."), ("paragraph", "B *c*.")]),
    "front matter gives the headline": (
        "---\nlayout: post\ntitle: 'Bridge: open'\n---\nIt did.",
        [("headline", "Bridge: open"), ("paragraph", "It did.")],
    ),
    "a headline in the text outranks front matter": (
        "---\ntitle: Old\n---\n# New\n\nIt did.",
        [("headline", "New"), ("paragraph", "It did.")],
    ),
    "empty front matter": ("---\n---\nIt did.", [("paragraph", "It did.")]),
    "a short first paragraph is the headline": (
        "Bridge opens\n\nIt did.",
        [("headline", "Bridge opens"), ("paragraph", "It did.")],
    ),
    "the markers of story.md": (
        "# A\n\n[caption] The quay.\n\n[notice] Correction: it sails.\n\n\\[notice] no",
        [
            ("headline", "A"),
            ("caption", "The quay."),
            ("notice", "Correction: it sails."),
            ("paragraph", "[notice] no"),
        ],
    ),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), MARKDOWN.values(), ids=MARKDOWN.keys())
def test_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    """The marks of Markdown become kinds of blocks; emphasis, links and hard wraps go."""
    assert kinds_and_texts(parse_markdown(text)) == expected


@given(
    st.text() | st.lists(st.sampled_from(["\n", "\r", "\f", "# ", "word.", "Word", LONG, OTHER, "\0"])).map("".join)
)
def test_no_text_is_lost(text: str) -> None:
    """Every character of a plain text is in a block, but white space, control characters and a headline's mark."""
    kept = Counter("".join(block.text for block in parse_text(text).blocks))
    given_ = Counter(char for char in text if unicodedata.category(char) not in ("Cc", "Cs", "Cf", "Cn"))
    lost = {char: n - kept[char] for char, n in given_.items() if not char.isspace() and n != kept[char]}
    assert lost in ({}, {"#": 1})


@given(
    st.text() | st.lists(st.sampled_from(["\n", "\r", "\f", "# ", "word.", "Word", LONG, OTHER, "\0"])).map("".join)
)
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    """A story written as plain text, with a marked headline and blank lines, reads back as it was."""
    story = parse_text(text)
    marks = {"headline": "# ", "paragraph": ""}
    assert parse_text("\n\n".join(marks[block.kind] + block.text for block in story.blocks)) == story


WORDS = st.lists(
    st.sampled_from(["Ferry", "sails", "again,", "12", "not", "[notice]", "*", "–", "“now”"]), min_size=1
).map(" ".join)
BLOCKS = st.builds(
    Block,
    st.sampled_from(["subheading", "paragraph", "list_item", "caption", "notice"]),
    WORDS.map(lambda text: "A " + text),
)


@given(st.lists(BLOCKS, min_size=1))
def test_story_md_reads_as_markdown(blocks: list[Block]) -> None:
    """What `story.md` says of ordinary words, read as Markdown, is the same story."""
    story = Story((Block("headline", "Ferry"), Block("standfirst", "It sails again."), *blocks))
    assert parse_markdown(render_story_md(story)) == story == parse_story_md(render_story_md(story))


@pytest.mark.parametrize("mark", ["[", "![", "*a ", "> ", "`", "<", "- a\n", "_a_"])
def test_marks_without_end_are_read(mark: str) -> None:
    """Markdown of thousands of unclosed marks is read like any other."""
    assert parse_markdown("Ferry.\n\n" + mark * 5_000).blocks[0] == Block("paragraph", "Ferry.")
