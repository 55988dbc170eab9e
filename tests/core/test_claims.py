"""Claims give a notice's own words: what was wrong, what is right, what it is about, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.claims import read_claims
from tracker.core.exchange import narrow
from tracker.core.notice import Claim
from tracker.core.trimming import trim

READ = {
    "contrast": (
        "Correction: The debt is $15.8 trillion, not $15.7 trillion.",
        [("$15.7 trillion", "$15.8 trillion", "The debt", None)],
    ),
    "contrast of a number and more": ("There are 15 members, not 13.", [("13", "15", "members", None)]),
    "contrast in words": ("Nine people were hurt, not eight.", [("eight", "Nine", "people were hurt", None)]),
    "contrast of a day and a date": (
        "This story has been corrected to show the ferry moved its opening to June 20, not May.",
        [("May", "June 20", "the ferry moved its opening", None)],
    ),
    "contrast without a word before": (
        "The band first played Tuesday, not Thursday.",
        [("Thursday", "Tuesday", "The band first played", None)],
    ),
    "contrast from the same first word": (
        "She left the Bank of Wales, not the Bank of Kent.",
        [("the Bank of Kent", "the Bank of Wales", "left", None)],
    ),
    "contrast with a dash": ("It is artificial intelligence — not computer science, a broader field.", [
        ("computer science", "artificial intelligence", None, None),
    ]),
    "contrast the other way round": (
        "The lawyer works not for the widow but for the bank.",
        [("for the widow", "for the bank", None, None)],
    ),
    "two contrasts": (
        "Ono is 47, not 74, and lives in Dover, not Deal.",
        [("74", "47", "Ono", None), ("Deal", "Dover", "and lives", None)],
    ),
    "instead of, as it should be": ("It is a heron instead of a crane.", [("a crane", "a heron", None, None)]),
    "instead of, as it was": (
        "This story wrongly said Tuesday instead of Thursday.",
        [("Tuesday", "Thursday", None, None)],
    ),
    "from and to": ("The toll was changed from 24% to 42%.", [("24%", "42%", None, None)]),
    "misidentified as": (
        "An earlier version of this story misidentified the mayor as Ann Lind. She is Anna Lind.",
        [("Ann Lind", "Anna Lind", "the mayor", None)],
    ),
    "misattributed to": (
        "This article misattributed a remark on tides to Ono.",
        [("Ono", None, "a remark on tides", None)],
    ),
    "said, and the next sentence": (
        "This story originally stated that Lou Ono works for Fox Ferries. He works for Fox Boat Hire.",
        [("Fox Ferries", "Fox Boat Hire", None, None)],
    ),
    "said, and one number each": (
        "An earlier version inaccurately said that the club has 2,480 members this year. It has 2,408.",
        [("2,480", "2,408", None, None)],
    ),
    "said, and two statements too unlike to narrow": (
        "An earlier version of this story said the pier burned down. Firefighters saved all but the roof.",
        [("the pier burned down", "Firefighters saved all but the roof", None, None)],
    ),
    "said in quotation marks": (
        "An earlier version of this story said “the pier is gone”.",
        [("the pier is gone", None, None, None)],
    ),
    "the right value first": (
        "Correction: Only four of six villages have a midwife. An earlier version of this story said there were two.",
        [("there were two", "Only four of six villages have a midwife", None, None)],
    ),
    "topic, and the next sentence": (
        "This story misstated the number of galleries. There are 12.",
        [(None, "12", "number of galleries", None)],
    ),
    "topic alone": (
        "An earlier version of this article misstated the ages of her children.",
        [(None, None, "ages of her children", None)],
    ),
    "topic before the verb": (
        "Correction: The rate of growth in the second quarter has been corrected.",
        [(None, None, "The rate of growth in the second quarter", None)],
    ),
    "regret is no value": (
        "This story misstated the number of galleries. We regret the error.",
        [(None, None, "number of galleries", None)],
    ),
    "spelling": ("This story misspelled Councillor Wrexham’s surname.", [(None, "Councillor Wrexham", None, None)]),
    "spelling of": ("The spelling of Wrexham has been corrected.", [(None, "Wrexham", None, None)]),
    "misspelled as": ("This story misspelled Smyth as Smith.", [("Smith", "Smyth", None, None)]),
    "the surname is": ("This story misspelled a name. The surname is Smyth.", [(None, "Smyth", "a name", None)]),
    "the correct number is": (
        "This story misstated the toll. The correct number is 36%.",
        [(None, "36%", "toll", None)],
    ),
    "now shows": (
        "This post has been updated to reflect that the vote is not binding.",
        [(None, "the vote is not binding", None, None)],
    ),
    "a reference to": (
        "This story has been updated to reflect that Ono’s talk of “several months” was a reference to the repairs.",
        [(None, "the repairs", "Ono’s talk of “several months”", None)],
    ),
    "removal": (
        "This article was amended to remove an incorrect reference to the mayor of Dover. He was away.",
        [("the mayor of Dover", None, None, None)],
    ),
    "addition and correction": (
        "This story was updated to include the mayor’s answer and to correct the age of the driver.",
        [(None, "the mayor’s answer", None, None), (None, None, "age of the driver", None)],
    ),
    "wire": ("(Corrects paragraph 4 to say million, not billion)", [("billion", "million", None, "paragraph 4")]),
    "ordinal paragraph": ("(Corrects 7th paragraph to show the lock is Ono’s)", [
        (None, "the lock is Ono’s", None, "paragraph 7"),
    ]),
    "paragraph in words": ("(Corrects third paragraph)", [(None, None, "third paragraph", "paragraph 3")]),
    "headline": (
        "The headline on an earlier version of this story said nine people died. Eight people died.",
        [("nine people died", "Eight people died", None, "headline")],
    ),
    "caption": ("A caption with this article misnamed the dog.", [(None, None, "dog", "caption")]),
    "several corrections": (
        "Correction: This story misstated the toll. It is 12. It also misnamed the pier. It is West Pier.",
        [(None, "12", "toll", None), (None, "West Pier", "pier", None)],
    ),
    "an abbreviation before the next sentence": (
        "This article originally said the fair is in Salem, Ore. It is in Albany, Ore.",
        [("Salem", "Albany", None, None)],
    ),
    "vague": ("This story has been updated.", []),
    "German": (
        "Korrektur: In einer früheren Version dieses Artikels hieß es, das Museum habe 14 Säle. Es sind 12.",
        [("14", "12", None, None)],
    ),
    "French": (
        "Rectificatif : une première version de cet article indiquait par erreur que le pont datait de 1904. "
        "Il date de 1914.",
        [("1904", "1914", None, None)],
    ),
    "Spanish": ("Corrección: la feria abre en junio, y no en julio.", [("en julio", "en junio", "feria abre", None)]),
    "Polish": ("Sprostowanie: most ma 400 metrów, a nie 40 metrów.", [("40 metrów", "400 metrów", "most", None)]),
    "Japanese": ("【訂正】「佐藤」とあるのは「佐東」の誤りでした。", [("佐藤", "佐東", None, None)]),
    "Chinese": ("更正：本文将市长姓名误写为“李明”，应为“黎明”。", [("李明", "黎明", None, None)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "claims"), READ.values(), ids=READ)
def test_what_a_notice_claims(text: str, claims: list[tuple[str | None, str | None, str | None, str | None]]) -> None:
    """Each wording gives the values it names, and no others."""
    assert read_claims(text) == tuple(Claim(*claim) for claim in claims)


@given(
    st.lists(
        st.sampled_from([*"ab .,;“”()\n", "not", "misstated", "said that", "12", "It is", "年", "İ"]), max_size=40
    )
)
def test_values_are_words_of_the_notice(pieces: list[str]) -> None:
    """Whatever the text, every value stands in it verbatim."""
    text = " ".join(pieces)
    for claim in read_claims(text):
        assert all(value in text and value.strip() for value in (claim.wrong, claim.right, claim.about) if value)


def test_a_hostile_notice_is_read_in_bounded_work() -> None:
    """Only the beginning of a very long notice is read, however many contrasts it piles up."""
    assert len(read_claims("It is x, not y, " * 100_000)) <= len(read_claims("It is x, not y, " * 1_000))


@given(st.text(), st.integers(0, 9), st.integers(0, 9))
def test_trimming_twice_is_trimming_once(text: str, a: int, b: int) -> None:
    """A trimmed span lies inside the span, is not empty, and stays as it is."""
    span = trim(text, (min(a, len(text)), min(a + b, len(text))))
    if span:
        assert trim(text, span) == span
        assert span[0] < span[1]


def test_unlike_statements_are_left_whole() -> None:
    """Two statements that share no word are not cut."""
    text = "The pier burned. Everybody swam home."
    assert narrow(text, (0, 15), (17, 36)) == ((0, 15), (17, 36))
