"""The sides of a change: no token that says a fact is passed over, and quotations end where they end."""

import pytest
from hypothesis import given

from tests.core.strategies import texts
from tracker.core.change import Span
from tracker.core.facts import READERS
from tracker.core.lexicon import DAYS, MONTHS, NEGATIONS, NUMBER_WORDS, PERIODS, SAYING
from tracker.core.sides import MARKS, is_quoted, read_side
from tracker.core.story import Block, Story
from tracker.core.words import split_words

TELLING = sorted(
    {*DAYS, *MONTHS, *NEGATIONS, *NUMBER_WORDS, *PERIODS, *SAYING, *MARKS, "Brandt", "4th", "COVID-19", "won’t"}
)


def test_the_words_of_the_tables_are_telling() -> None:
    """No word that some kind of fact knows is passed over, however it is written."""
    for word in TELLING:
        assert_reads_all(f"two {word} of it")
        assert_reads_all(f"two {word.capitalize()} of it")


@given(texts)
def test_tokens_that_are_passed_over_say_no_fact(text: str) -> None:
    """Each kind of fact reads the same from the telling tokens as from all tokens."""
    assert_reads_all(text)


def assert_reads_all(text: str) -> None:
    side = read_side(Span(0, 0, len(text), text), Story((Block("paragraph", text),)))
    whole = side._replace(telling=list(split_words(text)))
    for fact, read in READERS.items():
        assert list(read(side)) == list(read(whole)), (fact, text)


@pytest.mark.parametrize(
    ("text", "is_inside"),
    [
        ("He said “we |lost| badly” then.", True),
        ("He said “we lost badly” |then|.", False),
        ("He said „wir |verlieren|“ dann.", True),
        ("Er sagte „nein“, |dann| ging er.", False),
        ("He said “a 'bad' |day|” then.", True),
        ("He said “it is a |mess| and left it at that.", True),
        ("He said |“we| lost” then.", False),
        ("He said ” and |then| left.", False),
        ('He "won", she "|lost|".', True),
        ('He "won", |she| "lost".', False),
    ],
)
def test_words_are_quoted_between_the_mark_that_opens_and_the_one_that_closes(text: str, is_inside: bool) -> None:
    """A change is quoted when a mark opened before it and its partner, if there is one, comes after."""
    before, words, after = text.split("|")
    story = Story((Block("paragraph", before + words + after),))
    side = read_side(Span(0, len(before), len(before) + len(words), words), story)
    assert is_quoted(side) is is_inside
