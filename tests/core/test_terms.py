"""Equal meanings have equal keys, and only those."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.terms import find_terms

SAME = [
    ("1,991", "1991"),
    ("24 percent", "24%"),
    ("five hundred and sixty-seven", "567"),
    ("$15.8 trillion", "15,800,000,000,000"),
    ("Sept. 14", "September 14"),
    ("14 September", "Sept. 14"),
    ("4 mai", "May 4"),
    ("a third", "one third"),
    ("1.234,5", "1,234.5"),
    ("€2bn", "2 billion"),
    ("increase", "increased"),
    ("counter-offensive", "counteroffensive"),
    ("Smith’s", "Smith"),
    ("a dozen", "twelve"),
    ("15-member", "15 members"),
    ("two million three hundred thousand", "2.3 million"),
]
DIFFERENT = [
    ("ability", "stability"),
    ("$1.5m", "$15m"),
    ("1,000", "1.0"),
    ("$21 million", "$21 billion"),
    ("Sept. 14", "Sept. 4"),
    ("2–1", "21"),
    ("9:15", "9.15"),
    ("counter", "counteroffensive"),
    ("COVID-19", "19"),
    ("may", "May 4"),
    ("not", "now"),
]


def keys(text: str) -> list[str]:
    return [term.key for term in find_terms(text)]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_meaning_has_one_key(a: str, b: str) -> None:
    """However a newsroom writes a value, the notice and the text meet."""
    assert keys(a) == keys(b)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_two_meanings_have_two_keys(a: str, b: str) -> None:
    """A near miss is not a match."""
    assert not set(keys(a)) & set(keys(b))


@given(st.text())
def test_terms_are_in_order_and_inside_the_text(text: str) -> None:
    """Every term cites words of the text, none twice."""
    terms = find_terms(text)
    edges = [edge for term in terms for edge in (term.start, term.end)]
    assert edges == sorted(edges)
    assert all(text[term.start : term.end].strip() for term in terms)
