"""story.md is lossless and readable."""

import pytest
from hypothesis import given

from tests.core.strategies import stories
from tracker.core.story import Block, Story, parse_story_md, render_story_md

STORY = Story(
    (
        Block("headline", "Bridge to reopen in May"),
        Block("standfirst", "The crossing has been shut since the flood."),
        Block("subheading", "Costs"),
        Block("paragraph", "Repairs cost $1.5m."),
        Block("list_item", "new piers"),
        Block("caption", "The bridge last week."),
        Block("notice", "Correction: it was $1.5m, not $15m."),
    )
)
STORY_MD = """\
# Bridge to reopen in May

> The crossing has been shut since the flood.

## Costs

Repairs cost $1.5m.

- new piers

[caption] The bridge last week.

[notice] Correction: it was $1.5m, not $15m.
"""


def test_every_kind_of_block_has_a_readable_form() -> None:
    """A story is written as Markdown that a person can read."""
    assert render_story_md(STORY) == STORY_MD


@given(stories)
def test_story_md_is_lossless(story: Story) -> None:
    """Whatever the text, reading what was written gives the story back."""
    assert parse_story_md(render_story_md(story)) == story


@pytest.mark.parametrize("text", ["# cut short", "one\ntwo\n", "one\n\n\n\ntwo\n"])
def test_what_was_never_written_is_refused(text: str) -> None:
    """A damaged story.md is an error, never another story."""
    with pytest.raises(ValueError, match=r"story\.md|stripped"):
        parse_story_md(text)


@pytest.mark.parametrize("text", ["", " ", " a", "a\n", "a\0b"])
def test_a_block_holds_stripped_text(text: str) -> None:
    """An empty, unstripped or binary block cannot be made."""
    with pytest.raises(ValueError, match="stripped"):
        Block("paragraph", text)


def test_equal_text_has_equal_digest() -> None:
    """The digest depends on kinds and words alone."""
    assert STORY.digest == Story(STORY.blocks).digest
    assert STORY.digest != Story(STORY.blocks[1:]).digest
    assert STORY.digest.startswith("sha256:")


def test_the_headline_is_the_first_headline_block() -> None:
    """A story without a headline has an empty one."""
    assert STORY.headline == "Bridge to reopen in May"
    assert Story(()).headline == ""
