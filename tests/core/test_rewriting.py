"""When edits are joined: a rewritten stretch is one change, a row of corrections stays a row of corrections."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.core.change import apply, invert
from tracker.core.compare import Edit, find_gaps
from tracker.core.diff import diff
from tracker.core.edits import find_edits
from tracker.core.lexicon import FUNCTION_WORDS
from tracker.core.rewriting import swallow_islands
from tracker.core.story import Block, Story
from tracker.core.words import Token, split_words

OLD = ["harbour", "ferries", "timetable", "quay", "crane", "warehouse", "tide"]
NEW = [
    "council voted down every offer",
    "residents cheered that bitter verdict",
    "lawyers filed two hasty appeals",
    "judges read both thick files",
    "nobody slept before dawn broke",
    "reporters waited outside gate twelve",
    "clerks typed until midnight struck",
]


def row(n: int, island: str = " of ", islands: dict[int, str] | None = None) -> tuple[str, str]:
    """Two texts with n edits, each a word that became five; between them stand islands that both texts have."""
    between = [(islands or {}).get(at, island) for at in range(n - 1)]
    old, new = (
        "".join(f"{text}{gap}" for text, gap in zip(texts[:n], [*between, ""], strict=True)) for texts in (OLD, NEW)
    )
    return old, new


def edits(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[a:b], new[c:d]) for a, b, c, d in find_edits(old, new)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(row(5), 1, id="a row long enough is a rewritten stretch"),
        pytest.param(row(4), 4, id="a shorter row is several edits"),
        pytest.param(row(7, ". "), 1, id="the end of a sentence is no common ground either"),
        pytest.param(row(5, islands={1: " of and the "}), 1, id="three small words in a row are an island"),
        pytest.param(row(5, islands={1: " of and the in "}), 5, id="four small words in a row are common ground"),
        pytest.param(row(5, islands={1: " of bridge "}), 5, id="a word of content that was kept is common ground"),
        pytest.param(row(5, islands={1: " of 12 "}), 5, id="so is a number"),
        pytest.param(row(5, islands={1: " in May "}), 5, id="so is a month that is spelt like a small word"),
        pytest.param(row(5, islands={1: " the US "}), 5, id="so is a name that is spelt like a small word"),
        pytest.param(row(5, islands={1: ' of "'}), 5, id="so is a quotation mark"),
        pytest.param(row(7, islands={4: " of bridge "}), 3, id="common ground ends a stretch"),
    ],
)  # fmt: skip
def test_a_rewritten_stretch_is_one_edit(texts: tuple[str, str], expected: int) -> None:
    """Long rows are joined over islands of small words, and over nothing else."""
    assert len(edits(*texts)) == expected


def test_small_corrections_in_a_row_stand_for_themselves() -> None:
    """Five names put right in a list are five edits, as each may be what a notice is about."""
    old = "They are Jon and Bil, Ann and Kat of the Sue."
    new = "They are John and Bill, Anne and Kate of the Susan."
    pairs = [("Jon", "John"), ("Bil", "Bill"), ("Ann", "Anne"), ("Kat", "Kate"), ("Sue", "Susan")]
    assert edits(old, new) == pairs


def test_a_small_correction_beside_a_rewritten_stretch_stands_for_itself() -> None:
    """The stretch ends with its last large edit; the word put right after it keeps its own change."""
    old, new = row(5)
    found = edits(f"{old} of Smith", f"{new} of Smyth")
    assert found == [(old, new), ("Smith", "Smyth")]


def test_a_row_that_keeps_as_much_as_it_changes_is_no_stretch() -> None:
    """Small edits between large ones are not drawn in where the islands outweigh what changed."""
    old = "harbour of the Jon and the Bil of the Ann and the Kat of the Sue and the tide"
    new = f"{NEW[0]} of the John and the Bill of the Anne and the Kate of the Susan and the {NEW[1]}"
    assert len(edits(old, new)) == 7


def test_a_stretch_does_not_reach_over_a_new_paragraph() -> None:
    """Where a rewritten block was also split, the split stays a change of its own, and all applies."""
    old, new = row(6)
    first, second = new.split(" outside ")
    before = "Nobody who was at Saltmarsh that evening has forgotten how long the smoke hung over its roofs"
    after = "by noon every hotel along Saltmarsh esplanade had sold its last bed to families fleeing inland"
    one = Story((Block("paragraph", f"{before} {old} {after}"),))
    two = Story((Block("paragraph", f"{before} {first}"), Block("paragraph", f"outside {second} {after}")))
    revision = diff(one, two)
    assert [change.kind for change in revision.changes].count("split") == 1
    assert len(revision.changes) > 5
    assert apply(one, revision) == two


ISLANDS = st.sampled_from([" of ", " the ", ", ", ". The ", " and, in ", " of 12 ", " “", " Brandt ", " "])
WORDS = st.lists(st.sampled_from([*OLD, *" ".join(NEW).split(), "9:15", "$1.5m", "U.S.", "not"]), max_size=5)
REWRITES = st.lists(st.tuples(WORDS.map(" ".join), WORDS.map(" ".join), ISLANDS), min_size=1, max_size=14).map(
    lambda parts: ("".join(old + gap for old, _, gap in parts), "".join(new + gap for _, new, gap in parts))
)


@given(REWRITES)
@example(row(7))
def test_a_rewrite_applies_both_ways_and_cuts_no_word(texts: tuple[str, str]) -> None:
    """However edits are joined, the changes lead there and back, and begin and end between tokens."""
    old, new = (Story((Block("headline", text.strip() or "x"),)) for text in texts)
    revision = diff(old, new)
    assert apply(old, revision) == new
    assert apply(new, invert(revision)) == old
    for change in revision.changes:
        for span, whole in ((change.old, old), (change.new, new)):
            assert span is not None
            assert {span.start, span.end} <= {0, *(token.end for token in split_words(whole.blocks[0].text))}


@given(REWRITES)
@example(row(7))
def test_only_small_words_are_swallowed(texts: tuple[str, str]) -> None:
    """What was kept before and is drawn in is a small word or punctuation: no fact, no quotation mark."""
    a, b = map(split_words, texts)
    before = list(find_gaps([token.text for token in a], [token.text for token in b]))
    after = swallow_islands(before, a, b)
    for token in _kept(a, before) - _kept(a, after):
        assert token.kind in ("space", "sign") or token.text.casefold() in FUNCTION_WORDS
        assert token.text not in '“”"'
    assert all(left.old_end <= right.old_start for left, right in pairwise(after))


def _kept(tokens: tuple[Token, ...], edits: list[Edit]) -> set[Token]:
    changed = {n for edit in edits for n in range(edit.old_start, edit.old_end)}
    return {token for n, token in enumerate(tokens) if n not in changed}
