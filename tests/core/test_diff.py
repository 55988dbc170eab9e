"""The diff contract: it applies both ways, is the same everywhere, and cuts no word or number."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.core.strategies import edited_stories, stories
from tracker.core.change import Change, Revision, apply, invert
from tracker.core.compare import compare, compare_in_python
from tracker.core.diff import diff
from tracker.core.story import Block, Story
from tracker.core.words import split_words


def story(*paragraphs: str, headline: str = "") -> Story:
    head = (Block("headline", headline),) if headline else ()
    return Story((*head, *(Block("paragraph", text) for text in paragraphs)))


def edits(revision: Revision) -> list[tuple[str, str, str]]:
    return [(c.kind, c.old.text if c.old else "", c.new.text if c.new else "") for c in revision.changes]


def changes_of(old: str, new: str) -> tuple[Change, ...]:
    changes = diff(story(old), story(new)).changes
    assert changes
    return changes


FIRE = "The fire on Quay Street began at 9:15 p.m. and was out by dawn, the fire chief said."
FERRY = "Ferry passengers waited two hours while crews searched the lower car deck for smoke."
MAYOR = "Mayor Ida Brandt thanked the volunteers and promised a full report within a month."
LONG = story(FIRE, FERRY, MAYOR, headline="Fire halts ferry")


@given(edited_stories())
@example((story("a b"), story("a", "b")))
@example((story(FIRE, FERRY), story(f"{FIRE} {FERRY}")))
@example((Story(()), LONG))
def test_a_diff_applies_forward_and_back(pair: tuple[Story, Story]) -> None:
    """Applying the changes to the old gives the new, and inverting them leads back."""
    old, new = pair
    revision = diff(old, new)
    assert apply(old, revision) == new
    assert apply(new, invert(revision)) == old


@given(stories, stories)
def test_unrelated_stories_apply_too(old: Story, new: Story) -> None:
    """Nothing needs to be alike for the contract to hold."""
    assert apply(old, diff(old, new)) == new


@given(edited_stories())
def test_every_span_cites_the_words_it_carries_and_cuts_none(pair: tuple[Story, Story]) -> None:
    """Spans slice to their text and begin and end between tokens."""
    old, new = pair
    for change in diff(old, new).changes:
        for span, whole in ((change.old, old), (change.new, new)):
            if span is not None:
                text = whole.blocks[span.block].text
                edges = {0, *(token.end for token in split_words(text))}
                assert text[span.start : span.end] == span.text
                assert {span.start, span.end} <= edges


@given(edited_stories())
def test_a_changed_word_is_not_fused_with_its_unchanged_neighbours(pair: tuple[Story, Story]) -> None:
    """No change begins or ends with the same token on both sides."""
    for change in diff(*pair).changes:
        if change.kind == "replaced" and change.old and change.new:
            was, now = split_words(change.old.text), split_words(change.new.text)
            assert was[0].text != now[0].text
            assert was[-1].text != now[-1].text


@given(stories)
def test_a_story_does_not_differ_from_itself(same: Story) -> None:
    """Equal versions have no changes."""
    assert diff(same, same).changes == ()


def test_every_block_stands_in_exactly_one_row() -> None:
    """Rows partition the blocks of both sides."""
    new = story(MAYOR, FIRE.replace("9:15", "9:50"), "A new last paragraph about the inquiry.", headline="Ferry fire")
    rows = diff(LONG, new).rows
    assert sorted(b for row in rows for b in row.old) == list(range(4))
    assert sorted(b for row in rows for b in row.new) == list(range(4))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It cost $1.5m.", "It cost $15m.", [("replaced", "$1.5m", "$15m")]),
        ("toll of 12 dead", "toll of 15 dead", [("replaced", "12", "15")]),
        ("He won 2–1 at home", "He won 1–2 at home", [("replaced", "2–1", "1–2")]),
        ("about 1,000 people", "about 1.000 people", [("replaced", "1,000", "1.000")]),
        ("it had money", "it did not have money", [("replaced", "had", "did not have")]),
        ("the ability to pay", "the stability to pay", [("replaced", "ability", "stability")]),
        ("Nearly half, 46%, agree", "More than a third, 36%, agree",
         [("replaced", "Nearly half", "More than a third"), ("replaced", "46%", "36%")]),
        ("It rained. She left.", "It rained. He slept. She left.", [("inserted", "", "He slept. ")]),
        ("Let’s eat, children", "Let’s eat children", [("deleted", ",", "")]),
    ],
)  # fmt: skip
def test_changes_read_as_an_editor_would_mark_them(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    """The words that changed, whole, and no others."""
    assert edits(diff(story(old), story(new))) == expected


def test_a_moved_paragraph_is_moved_and_its_edit_is_told_apart() -> None:
    """A move cites whole blocks; the word edited on the way is a change of its own."""
    revision = diff(LONG, story(MAYOR.replace("month", "week"), FIRE, FERRY, headline="Fire halts ferry"))
    assert ("replaced", "month", "week") in edits(revision)
    assert [change.kind for change in revision.changes].count("moved") == 1


def test_a_split_paragraph_shows_only_the_break() -> None:
    """The white space that became a paragraph break, and nothing else."""
    revision = diff(story(f"{FIRE} {FERRY}", MAYOR), story(FIRE, FERRY, MAYOR))
    assert edits(revision) == [("split", " ", "")]
    assert [row.relation for row in revision.rows] == ["split", "same"]
    change = revision.changes[0]
    assert change.new is not None
    assert (change.new.block, change.new.start) == (1, 0)


def test_merged_paragraphs_show_only_the_break() -> None:
    """The mirror image of a split, with an edit inside told apart."""
    revision = diff(story(FIRE, FERRY, MAYOR), story(f"{FIRE} {FERRY.replace('two', 'three')}", MAYOR))
    assert edits(revision) == [("merged", "", " "), ("replaced", "two", "three")]


def test_a_rewritten_headline_is_replaced_not_deleted() -> None:
    """The headline goes with the headline even when no word was kept."""
    revision = diff(story(FIRE, headline="Fire halts ferry"), story(FIRE, headline="Hundreds stranded overnight"))
    assert edits(revision) == [("replaced", "Fire halts ferry", "Hundreds stranded overnight")]


def test_ids_count_changes_from_the_version_they_start_at() -> None:
    """The third version's second change is r3c2."""
    ids = [change.id for change in diff(story("a 1", "b 2"), story("a 3", "b 4"), 3, 4).changes]
    assert ids == ["r3c1", "r3c2"]


def test_a_revision_refuses_another_text() -> None:
    """Applying a revision to a text it was not made for is an error, not a wrong text."""
    with pytest.raises(ValueError, match="does not fit"):
        apply(story("quite another text"), diff(story("toll of 12"), story("toll of 15")))


@pytest.mark.parametrize("size", [400, 30_000])
def test_long_rewritten_blocks_are_compared_with_bounded_work(size: int) -> None:
    """Two long blocks without a common sentence end in a diff that applies."""
    old = story(" ".join(f"old{n % 97} and{n}." for n in range(size)))
    new = story(" ".join(f"New{n % 89} or{n}." for n in range(size)))
    assert apply(old, diff(old, new)) == new


def test_the_same_texts_give_the_same_revision_in_another_process() -> None:
    """No order of a set or dictionary shows in the result."""
    code = (
        "from tests.core.test_diff import LONG, story, FIRE, MAYOR\n"
        "from tracker.core.diff import diff\n"
        "print(diff(LONG, story(MAYOR, FIRE.replace('dawn', 'noon'), 'And more of it came later.')))"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(results) == 1


@given(st.text("abc"), st.text("abc"))
def test_the_cpp_port_gives_the_same_diff(a: str, b: str) -> None:
    """With it or without it, a story has the same revisions."""
    pytest.importorskip("fast_diff_match_patch")
    assert compare(a, b) == compare_in_python(a, b)
