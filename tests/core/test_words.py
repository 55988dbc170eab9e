"""Tokens join back to the text, and numbers and words stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.words import split_sentences, split_words


@given(st.text())
def test_tokens_join_back_to_the_text(text: str) -> None:
    """No character is lost or doubled, and spans cite what they claim."""
    tokens = split_words(text)
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(st.text("abUS .,’'-–2$%m\n修é_“") | st.text(), st.data())
def test_a_part_of_a_text_has_the_tokens_that_the_text_has_there(text: str, data: st.DataObject) -> None:
    """What is cut between tokens is cut into the same ones again, of the same kinds."""
    tokens = split_words(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(tokens))] * 2)))
    part = split_words("".join(token.text for token in tokens[start:end]))
    assert [(token.kind, token.text) for token in part] == [(token.kind, token.text) for token in tokens[start:end]]


@pytest.mark.parametrize(
    "word",
    ["$1.5m", "1,991", "24%", "24 %", "9:15", "2–1", "21st", "£2bn", "3/4", "2020-21", "Smith’s", "O'Brien",
     "counter-offensive", "U.S.", "13-year-old", "COVID-19", "Mi5", "naïve", "12’000", "5€", "a.m."],
)  # fmt: skip
def test_a_word_or_number_is_one_token(word: str) -> None:
    """No change can ever begin or end inside one of these."""
    assert [token.text for token in split_words(f"so {word} there")] == ["so", " ", word, " ", "there"]


@pytest.mark.parametrize("text", ["“yes”", "'yes'", "(yes)", "yes—", "‘yes’"])
def test_quotation_marks_and_dashes_are_tokens_of_their_own(text: str) -> None:
    """A quotation mark is never glued to the word it encloses."""
    assert "yes" in [token.text for token in split_words(text)]


def test_scripts_without_spaces_are_cut_by_character() -> None:
    """Chinese and Japanese have a word a character, Latin words inside stay whole."""
    assert [token.text for token in split_words("修正しましたECDSA署名")] == [*"修正しました", "ECDSA", *"署名"]


@given(st.text())
def test_sentences_are_ordered_and_lose_only_white_space(text: str) -> None:
    """What stands between two sentences is white space."""
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    gaps = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    assert all(not text[a:b].strip() for a, b in gaps)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Ng won. He smiled.", ["Mr. Ng won.", "He smiled."]),
        ("On Sept. 14 Sen. Joy A. Cole voted no. Why?", ["On Sept. 14 Sen. Joy A. Cole voted no.", "Why?"]),
        ("It is held in Tempe, Ariz. It is not far.", ["It is held in Tempe, Ariz.", "It is not far."]),
        ("It is for me. See No. 5.", ["It is for me.", "See No. 5."]),
        ("“We won.” She left!", ["“We won.”", "She left!"]),
        ("It fell 1.5 percent. then it rose.", ["It fell 1.5 percent. then it rose."]),
        ("これは。それは。", ["これは。", "それは。"]),
        ("No end", ["No end"]),
    ],
)  # fmt: skip
def test_an_abbreviation_ends_no_sentence(text: str, sentences: list[str]) -> None:
    """Titles, months, states and initials keep their full stop inside the sentence."""
    assert [text[a:b] for a, b in split_sentences(text)] == sentences
