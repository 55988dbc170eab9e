"""Words are carried to where they stand in a later version."""

from hypothesis import given
from hypothesis import strategies as st

from tests.core.strategies import edited_stories
from tests.core.test_diff import FERRY, FIRE, MAYOR, story
from tracker.core.change import Span
from tracker.core.diff import diff
from tracker.core.story import Story
from tracker.core.trace import trace, trace_block


def carried(old: Story, new: Story, words: str) -> str | None:
    block, text = next((n, b.text) for n, b in enumerate(old.blocks) if words in b.text)
    start = text.index(words)
    span = trace(Span(block, start, start + len(words), words), {1: old, 2: new}, (diff(old, new),))
    return span.text if span else None


def test_unchanged_words_are_found_after_edits_before_them() -> None:
    """An insertion in front shifts the words, a moved paragraph takes them along."""
    assert carried(story(FIRE, FERRY), story(f"Reportedly, {FIRE}", FERRY), "Quay Street") == "Quay Street"
    assert carried(story(FIRE, FERRY, MAYOR), story(MAYOR, FIRE, FERRY), "Ida Brandt") == "Ida Brandt"


def test_replaced_words_are_carried_to_what_replaced_them() -> None:
    """9:15 became 9:50: following the one leads to the other."""
    assert carried(story(FIRE), story(FIRE.replace("9:15", "9:50")), "9:15") == "9:50"


def test_words_of_a_deleted_paragraph_are_lost() -> None:
    """There is nowhere to lead a reader."""
    assert carried(story(FIRE, FERRY), story(FIRE), "Ferry passengers") is None


def test_words_are_followed_through_a_split_and_a_merge() -> None:
    """A paragraph break does not lose the words behind it."""
    assert carried(story(f"{FIRE} {FERRY}"), story(FIRE, FERRY), "car deck") == "car deck"
    assert carried(story(FIRE, FERRY), story(f"{FIRE} {FERRY}"), "car deck") == "car deck"


@given(edited_stories(), st.data())
def test_a_traced_span_cites_the_new_text(pair: tuple[Story, Story], data: st.DataObject) -> None:
    """Wherever a span is carried, it slices to what it claims, in the block its block became."""
    old, new = pair
    if not old.blocks:
        return
    block = data.draw(st.integers(0, len(old.blocks) - 1))
    text = old.blocks[block].text
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    revision = diff(old, new)
    span = trace(Span(block, start, end, text[start:end]), {1: old, 2: new}, (revision,))
    assert (span is None) == (trace_block(block, (revision,)) is None)
    if span is not None:
        assert new.blocks[span.block].text[span.start : span.end] == span.text
