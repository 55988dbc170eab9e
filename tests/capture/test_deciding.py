"""What is a version, and what is only seen: one fact more is a version, a wall or an error never is."""

import pytest
from hypothesis import given

from tests.core.strategies import stories
from tracker.capture.deciding import Decision, Known, decide
from tracker.capture.extract import Extract
from tracker.capture.facts import PageFacts
from tracker.capture.stubs import STUBS, find_stub
from tracker.capture.volatile import drop_volatile, is_volatile
from tracker.core.plaintext import parse_text
from tracker.core.story import Block, Story

HEADLINE = "# Gale tears the roof off the Orrin ferry terminal"
BODY = (
    "The toll rose to 12 on Tuesday, police said. The oldest of the dead, Ida Brandt, was 34 and had worked on the",
    "ferry since 1987. Orrin won the match that evening 2–1, before 1,000 people, none of whom had heard of it.",
    "“We will rebuild,” said the mayor, “whatever it costs.” The work costs $1.5m. The council votes on 4 May, and",
    "the terminal stays closed for 3 days. The gale reached the pier at 09:15. Let us eat, children, said a teacher.",
    "Crews from four counties cleared the road by noon, and the harbour office asked owners to move their boats. The",
    "next ferry is expected on Friday, if the wind drops, with room for the cars that have waited on the island.",
)
TEXT = "\n\n".join((HEADLINE, *(f"{a} {b}" for a, b in zip(BODY[::2], BODY[1::2], strict=True)))) + "\n"


def page(text: str, language: str | None = None) -> Extract:
    return Extract(parse_text(text), PageFacts(language=language), "utf-8")


KNOWN = Known(parse_text(TEXT), "en")

FACTS = {
    "a toll": ("12 on", "15 on"),
    "an age": ("was 34", "was 43"),
    "a year": ("1987", "1978"),
    "a score": ("2–1", "1–2"),
    "a sum": ("$1.5m", "$15m"),
    "a separator": ("1,000", "1.000"),
    "a comma that flips the meaning": ("eat, children", "eat children"),
    "a date": ("4 May", "14 May"),
    "a period": ("3 days", "3 months"),
    "a time of day": ("09:15", "21:15"),
    "quotation marks": ("“We will rebuild,”", "We will rebuild,"),
    "an update": ("drops, with", "drops. Updated to correct the name of the pier. With"),
}


@pytest.mark.parametrize(("old", "new"), FACTS.values(), ids=FACTS)
def test_one_fact_more_is_a_version(old: str, new: str) -> None:
    """However small the change is, a reader reads another fact."""
    assert old in TEXT
    assert decide(KNOWN, page(TEXT.replace(old, new))).kind == "version"


def test_the_same_text_is_no_version_whatever_stands_around_it() -> None:
    """Counters, relative times, adverts and pointers come and go."""
    around = f"{TEXT}\n\nUpdated 5 minutes ago\n\nAdvertisement\n\n1,204 comments\n\nMost read\n"
    assert decide(KNOWN, page(around)) == Decision("unchanged", "the same text")
    first = decide(None, page(around))
    assert (first.kind, first.story) == ("version", KNOWN.story)


VOLATILE = {
    "5 minutes ago": "The gale began 5 minutes ago",
    "Last updated: 2 hours ago": "Last updated: 2 May 2026",
    "vor 3 Stunden": "vor 3 Stunden sank die Fähre",
    "il y a 5 minutes": "il y a 5 morts",
    "1.2k shares": "1,200 shares were sold",
    "12 comments": "12 comments were deleted by the mayor",
    "Advertisement": "Advertisement banned",
    "Story continues below advertisement": "The story continues",
    "4 min read": "4 min late",
    "Related articles": "Related articles of the treaty",
}


@pytest.mark.parametrize(("volatile", "kept"), VOLATILE.items(), ids=VOLATILE)
def test_a_block_is_volatile_as_a_whole_or_not_at_all(volatile: str, kept: str) -> None:
    """What says something else stays, and so does every notice, headline and standfirst."""
    assert is_volatile(Block("paragraph", volatile))
    assert not is_volatile(Block("paragraph", kept))
    assert not is_volatile(Block("notice", volatile)) and not is_volatile(Block("headline", volatile))


@given(stories)
def test_dropping_twice_is_dropping_once(story: Story) -> None:
    """What is left holds nothing volatile."""
    once = drop_volatile(story)
    assert drop_volatile(once) == once


WALLS = {
    "a page that asks whether a person reads it": (
        "# courier.example\n\nVerify you are human by completing the action below. This may take a few seconds.\n",
        "# Town hall tests a CAPTCHA\n\nThe town hall asks everyone who books a grave to prove that no robot does. "
        "The clerk said the queue for plots had been gamed by brokers from three counties since the spring.\n",
    ),
    "a page that refuses access": (
        "# Access denied\n\nYou don't have permission to access this page. Incident ID 771.\n",
        "# Walkers denied access to the cliff\n\nWalkers were turned back at Gannet Head on Monday after a fall of "
        "rocks. The county said the path would be mended by June, and that dogs had found nobody below.\n",
    ),
    "a wall of consent": (
        "# Your choice\n\nWe and our 214 partners store cookies on your device.\n\nAccept all\n",
        "# Baker drops cookies\n\nThe bakery in Orrin will sell no more cookies from Friday. Its owner said that "
        "nobody could accept the price of butter, and that she would bake bread as long as there was flour.\n",
    ),
    "a wall of payment": (
        "# Gale tears the roof off\n\nThe toll rose to 12.\n\nSubscribe to continue reading. Already a subscriber? "
        "Log in.\n",
        "# Paper asks readers to pay\n\nThe Courier will ask its readers to pay from May. The editor said that those "
        "who cannot would be given the paper for nothing, and that no story on the weather would cost a penny.\n",
    ),
    "a login page": (
        "# Welcome back\n\nSign in to continue. Forgot your password?\n",
        "# Sign in the harbour\n\nA sign in the harbour warns of seals. The harbour office put it up after a seal "
        "took a sandwich from the hand of a councillor, who said that she bore it no grudge at all.\n",
    ),
    "an error page": (
        "# Page not found\n\nThe page you are looking for may have moved.\n",
        "# Missing page found\n\nA page that was cut from the parish book in 1904 was found in a drawer on Tuesday. "
        "It names the man who sold the bell, and the pub in which he drank what he got for it, the vicar said.\n",
    ),
}


@pytest.mark.parametrize("kind", STUBS)
def test_a_page_that_stands_in_for_a_story_is_no_version(kind: str) -> None:
    """It is told what it is, takes the place of nothing, and a short story about the same is a story."""
    wall, story = WALLS[kind]
    assert find_stub(parse_text(wall)) == kind
    assert decide(KNOWN, page(wall)) == decide(None, page(wall)) == Decision("observed", kind)
    assert decide(None, page(story)).kind == "version"


def test_a_page_without_a_story_is_only_seen() -> None:
    """Nothing is recorded of it."""
    assert decide(KNOWN, Extract(Story(()), PageFacts(), "utf-8")).kind == "observed"


CUT = f"{TEXT[:400].rpartition(' ')[0]}…\n\nThis article is for subscribers only.\n"


def test_a_story_cut_off_by_a_wall_takes_the_place_of_nothing() -> None:
    """What a wall leaves is no edit; what an editor leaves is one, and so is what an editor adds to it."""
    assert decide(KNOWN, page(CUT)) == Decision("observed", "cut off by a wall of payment")
    assert decide(KNOWN, page(TEXT[:400])).kind == "version"
    new = (
        "The ferry will not sail this year, the council said on Wednesday night after a vote that took two hours. "
        * 3
    )
    assert decide(KNOWN, page(f"{TEXT[:300]}\n\n{new}\n\nAlready a subscriber?\n")).kind == "version"


OTHER = (
    "# Choir wins the county prize\n\nA choir of eleven postmen sang a hymn by their founder in Thornegate on Sunday "
    "and was given a silver cup. Judges praised its basses. It meets in a sorting office after the last delivery.\n"
)


def test_another_story_at_the_address_is_only_seen() -> None:
    """An address that was given to another story, or that answers in another language, changes nothing."""
    assert decide(KNOWN, page(OTHER, "en")).reason == "another story at the same address"
    assert "another language" in decide(KNOWN, page(OTHER, "de-DE")).reason
    rewritten = f"{HEADLINE}\n\n{OTHER.partition('# Choir wins the county prize')[2]}"
    assert decide(KNOWN, page(rewritten)).kind == "version"
