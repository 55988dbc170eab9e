"""The digest as text: what acts in a chat, in a mail or in a terminal does not, and it stays short."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.report.alerts.digest import MOST, inert, render_digest
from tracker.report.alerts.items import Item
from tracker.report.alerts.receivers import Topic

AT = datetime(2031, 5, 3, 2, tzinfo=UTC)
REPORT = "https://desk.example/report/"
PLACE = "stories/courier.example__bridge.html#notice-n1"
ACTING = {
    "markup": ("<script>alert(1)</script>", "<script"),
    "a mention of everyone": ("@everyone look", "@everyone"),
    "a mention of a channel": ("<!channel> look", "<!"),
    "a mention of a person": ("<@U123> and @ada", "@ada"),
    "a room": ("wake @room", "@room"),
    "a link of Markdown": ("[our report](https://evil.example)", "]("),
    "a link by reference": ("[our report][1] [1]: evil.example", "]["),
    "a link of Slack": ("<https://evil.example|our report>", "<https"),
    "an address": ("see https://evil.example/", "https://"),
    "an address without a scheme": ("see WWW.evil.example", "WWW."),
    "a mail address": ("write to ada@evil.example", "@evil"),
    "what hides words": ("it is ||not|| true", "||"),
    "a line of its own": ("one\n• Correction: forged", "\n"),
    "another end of a line": ("one\u2028two\x85three", "\u2028"),
    "a turn of the direction": ("a\u202eb", "\u202e"),
    "a terminal's colour": ("\x1b[31mred", "\x1b"),
}


@pytest.mark.parametrize(("text", "acts"), ACTING.values(), ids=ACTING)
def test_nothing_acts(text: str, acts: str) -> None:
    """Whatever would act is broken or another sign; the words are still there to be read."""
    assert acts in text and acts not in inert(text)
    words = re.findall(r"\w+", text.replace("\x1b", "").replace("\u202e", " "))
    assert all(word.strip("\u200b") in inert(text) for word in words)


@given(st.text())
def test_text_is_one_line_and_inert_text_stays_as_it_is(text: str) -> None:
    """However a text is made, it has no line end, no bracket of markup, no live mention or address."""
    once = inert(text)
    assert len(once.splitlines()) <= 1 and not re.search(r"[<>]|@(?!\u200b)|://", once)
    assert inert(once) == once


def items(n_items: int, topic: Topic = "corrections", n: int = 1) -> list[Item]:
    return [Item(topic, f"{k}", AT, f"Correction: story {k}", ("a < b",), PLACE, n) for k in range(n_items)]


def test_a_digest_is_headed_by_its_counts() -> None:
    """Topics in their order, with their counts; each item with its words and its place in the report."""
    failure = Item("failures", "f", AT, "courier.example/rss.xml fails")
    digest = render_digest([failure, *items(1), *items(1, "silent", n=3)], report=REPORT)
    assert digest.title == "1 correction, 3 silent changes, 1 failure"
    assert digest.text == (
        f"Corrections (1)\n\n• Correction: story 0\n  a ‹ b\n  {REPORT}{PLACE}\n\n"
        f"Silent changes (3)\n\n• Correction: story 0\n  a ‹ b\n  {REPORT}{PLACE}\n\n"
        "Failures (1)\n\n• courier.example/rss.xml fails"
    )


def test_without_a_report_there_is_no_link() -> None:
    """What is not served cannot be linked."""
    text = render_digest(items(MOST + 3), report=None, n_left_out=2).text
    assert "https:" not in text and "\n\nand 3 more\n\n" in text


def test_a_digest_is_bounded() -> None:
    """So many items of a topic are told and the others counted, with where to read them."""
    text = render_digest(items(MOST + 1200, n=2), report=REPORT).text
    assert text.count("•") == MOST
    assert text.endswith(f"\n\nand 2,400 more: {REPORT}corrections.html")


def test_a_receiver_that_takes_little_gets_less() -> None:
    """Fewer items, and in the end only their number, rather than a message that is refused."""
    few = render_digest(items(8), report=REPORT, longest=700).text
    assert len(few) <= 700 and 0 < few.count("•") < 8 and "more: https://" in few
    assert render_digest(items(8), report=REPORT, longest=100).text == (
        f"Corrections (8)\n\n8 in all: {REPORT}corrections.html"
    )


def test_long_words_are_shortened() -> None:
    """A story cannot fill the message by itself."""
    long = Item("orphans", "k", AT, "word " * 10_000, ("line " * 10_000,))
    assert len(render_digest([long], report=REPORT).text) < 800


def test_the_first_digest_says_what_it_leaves_out() -> None:
    """What is older is counted, and can be read in the report."""
    text = render_digest(items(1), report=REPORT, n_left_out=1234).text
    assert text.endswith(f"1,234 older entries are not told of: {REPORT}corrections.html")
