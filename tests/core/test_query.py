"""What is typed into a search: a plain syntax in which nothing is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.query import MOST_TERMS, Query, Term, parse_query, part_words
from tracker.core.words import split_words
from tracker.errors import InputError

# what is typed: what must be there, the groups of which one will do, and what must not
TYPED: dict[str, tuple[list[list[str]], list[str]]] = {
    "toll": ([["toll"]], []),
    "toll  bridge": ([["toll"], ["bridge"]], []),
    '"several months"': ([["several months"]], []),
    "“several months” toll": ([["several months"], ["toll"]], []),
    "„mehrere Monate“ «plusieurs mois»": ([["mehrere Monate"], ["plusieurs mois"]], []),
    '"several months': ([["several months"]], []),
    "toll OR fare bridge": ([["toll", "fare"], ["bridge"]], []),
    'toll OR "the fare" OR fee': ([["toll", "the fare", "fee"]], []),
    "toll AND bridge": ([["toll"], ["bridge"]], []),
    "toll -ferry": ([["toll"]], ["ferry"]),
    'toll -"the ferry" −quay': ([["toll"]], ["the ferry", "quay"]),
    "counter-offensive": ([["counter-offensive"]], []),
    "toll - ferry": ([["toll"], ["ferry"]], []),
    "build*": ([["build*"]], []),
    "OR toll OR": ([["toll"]], []),
    "toll OR -ferry fare": ([["toll"], ["fare"]], ["ferry"]),
    "toll or fare": ([["toll"], ["or"], ["fare"]], []),
    '"OR"': ([["OR"]], []),
    "(toll) NEAR(bridge, 2)": ([["toll"], ["NEAR"], ["bridge,"], ["2"]], []),
    "headline:toll ^bridge": ([["headline:toll"], ["^bridge"]], []),
    "東京 火災": ([["東京"], ["火災"]], []),
}


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_is_understood(typed: str) -> None:
    """Words, phrases, alternatives and what is unwanted are told apart; all other signs are part of a word."""
    wanted, unwanted = TYPED[typed]
    query = parse_query(typed)
    assert [[term.text for term in group] for group in query.wanted] == wanted
    assert [term.text for term in query.unwanted] == unwanted


def test_a_star_lets_a_word_go_on() -> None:
    """Only at the end of a word; inside quotation marks it is a sign like any other."""
    query = parse_query('build* *ing "per day*"')
    assert query == Query(((Term("build*", True),), (Term("*ing"),), (Term("per day*"),)))


@pytest.mark.parametrize("typed", ["", " ", '""', '"', "-", "-toll", "AND", "OR OR", "!?", "()", "- -", "😀", "\0"])
def test_a_query_without_a_word_is_refused(typed: str) -> None:
    """Whoever looks for nothing is told what to write."""
    with pytest.raises(InputError, match="no word to look for"):
        parse_query(typed)


def test_a_query_has_an_end() -> None:
    """A page that was pasted by mistake is refused with a word about it."""
    parse_query("word " * MOST_TERMS)
    with pytest.raises(InputError, match="more than 64 words"):
        parse_query("word " * MOST_TERMS + "-word")


@given(st.text())
def test_no_query_is_wrong(typed: str) -> None:
    """Whatever is typed is a query of words, or is refused because it has none."""
    try:
        query = parse_query(typed)
    except InputError:
        return
    assert query.terms and all(any(map(str.isalnum, term.text)) for term in (*query.terms, *query.unwanted))


@given(st.text(alphabet="AIé 東京日かなไทย,.\u200b"))
def test_parted_words_say_the_same(text: str) -> None:
    """Only zero-width spaces come in, and every character of a script without spaces stands between two."""
    parted = part_words(text)
    assert parted.replace("\u200b", "") == text.replace("\u200b", "")
    assert part_words(text.replace("\u200b", "")).replace("\u200b", "") == text.replace("\u200b", "")
    alone = {token.text for token in split_words(text) if token.kind == "word" and token.text in "東京日かなไทย"}
    pieces = {piece for run in parted.split() for piece in run.split("\u200b")}
    assert alone <= pieces
