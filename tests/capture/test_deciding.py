"""What is a version, and what is only seen: one fact more is a version, a wall or an error never is."""

import pytest
from hypothesis import given

from tests.capture.newspaper import BODY as FERRY
from tests.capture.newspaper import CAPTION, STANDFIRST, print_page
from tests.capture.newspaper import HEADLINE as FERRY_HEADLINE
from tests.core.strategies import stories
from tracker.capture.cuts import BROKEN_OFF, BY_PAYMENT, IN_A_SENTENCE, NOTHING
from tracker.capture.deciding import Decision, Known, decide
from tracker.capture.extract import Extract, extract
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
    return Extract(drop_volatile(parse_text(text)), PageFacts(language=language), "utf-8")


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


SHORT_NEWS = (
    "# Bank hit by an outage\n\nThe site of Orrin Savings is temporarily unavailable, a spokesman said on Monday, "
    "and customers were asked to try again later.\n",
    "# Access denied\n\nWalkers were turned back at Gannet Head on Monday after a fall of rocks.\n",
    "# Courier readers to pay\n\nReaders will have to subscribe to continue reading from May, the editor said.\n",
    "# Page not found\n\nThe page that was cut from the parish book in 1904 is lost for good, the vicar said on "
    "Friday, and nobody knows who drank what was paid for it.\n",
)


@pytest.mark.parametrize("text", SHORT_NEWS)
def test_a_brief_that_sounds_like_a_stub_is_a_story(text: str) -> None:
    """A few lines of news are a version, and so is what they become, also under the headline of a stub."""
    first = decide(None, page(text))
    assert first.kind == "version" and first.story is not None
    assert decide(Known(first.story), page(text.replace("Monday", "Sunday") + "\nMore follows.\n")).kind == "version"


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
    assert decide(KNOWN, page(TEXT[: TEXT.index(" The work costs")])).kind == "version"
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


# Whole pages of a newspaper, through extraction.


def read(html: str) -> Extract:
    return extract(html.encode(), url="https://courier.example/2031/05/ferry")


def known(html: str) -> Known:
    first = decide(None, read(html))
    assert first.story is not None
    return Known(first.story, "en-GB")


FERRY_PAGE = print_page()
OTHERWISE = {
    "other markup": FERRY_PAGE.replace("<p>", '<p class="text" data-n="1">').replace("story-body", "story-text"),
    "another template": FERRY_PAGE.replace("<main>", '<main><div class="layout">').replace(
        "</main>", "</div></main>"
    ),
    "an advert": print_page(
        inside='<div class="ad-slot"><p>Advertisement</p><p>Two boats for one at Lund’s.</p></div>'
    ),
    "an advert in the middle": FERRY_PAGE.replace(
        f"<p>{FERRY[3]}", f'<div class="advert"><p>Oars, half price, at Lund’s yard.</p></div><p>{FERRY[3]}'
    ),
    "a counter": print_page(inside="<p>1,204 comments</p>", beside="<span>3.1k shares</span>"),
    "a time from now": print_page(top="<p>Updated 5 minutes ago</p>", inside="<p>5 minutes ago</p>"),
    "related links": print_page(
        inside='<div class="related"><h3>Related</h3><ul><li><a href="/a">Lamb prices fall again</a></li></ul></div>'
        '<p>Read more: <a href="/b">The storm that took the landing stage away</a></p>'
    ),
    "a cookie notice": print_page(
        top='<div class="cookie-notice"><p>We and our 214 partners use cookies. Accept all or choose.</p></div>',
        inside='<div id="consent"><p>We use cookies to count who reads which story.</p></div>',
    ),
    "other teasers and comments": print_page(teaser="The lambs were sold on Monday.", comment="I was not there."),
    "a call for readers": print_page(inside='<div class="newsletter-signup"><p>The Courier in your inbox.</p></div>'),
}


@pytest.mark.parametrize("html", OTHERWISE.values(), ids=OTHERWISE)
def test_what_stands_around_a_story_is_no_version(html: str) -> None:
    """The same story on another page is unchanged, and first seen on that page it is the same story."""
    assert decide(known(FERRY_PAGE), read(html)).kind == "unchanged"
    assert known(html) == known(FERRY_PAGE)


LINES = {
    "a toll": "The toll rose to 12 on Tuesday.",
    "an age": "The oldest, Ida Brandt, was 34.",
    "a year": "It has sailed since 1987.",
    "a score": "Orrin won 2–1 that evening.",
    "a sum": "The work costs $1.5m.",
    "a separator": "It seats 1,000 people.",
    "a comma that flips the meaning": "Let us eat, children.",
    "a date": "The council votes on 4 May.",
    "a period": "It stays closed for 3 days.",
    "a time of day": "The gale came at 09:15.",
    "quotation marks": "“We will rebuild,” said the mayor.",
    "an update": "The cat drops, with a rope.",
}
PLACES = {
    "the headline": lambda line: FERRY_PAGE.replace(f"<h1>{FERRY_HEADLINE}", f"<h1>{line}"),
    "the standfirst": lambda line: FERRY_PAGE.replace(f'standfirst">{STANDFIRST}', f'standfirst">{line}'),
    "a caption": lambda line: FERRY_PAGE.replace(CAPTION, line),
    "a paragraph": lambda line: print_page(body=(*FERRY[:3], f"{FERRY[3]} {line}", *FERRY[4:])),
    "a short paragraph": lambda line: print_page(body=(*FERRY[:3], line, *FERRY[3:])),
    "the last line": lambda line: print_page(body=(*FERRY, line)),
    "a subheading": lambda line: print_page(
        body=FERRY[:3], inside=f"<h2>{line}</h2><p>{'</p><p>'.join(FERRY[3:])}</p>"
    ),
    "a list": lambda line: print_page(inside=f"<ul><li>Boats: two</li><li>{line}</li></ul>"),
    "a table": lambda line: print_page(
        inside=f"<table><tr><th>Boat</th><th>What</th></tr><tr><td>Marigold</td><td>{line}</td></tr></table>"
    ),
    "a block without a tag of its own": lambda line: print_page(inside=f"<div>{line}</div>"),
    "a quotation": lambda line: print_page(inside=f"<blockquote><p>{line}</p></blockquote>"),
    "beside a time from now": lambda line: print_page(
        inside=f"<p>Updated 5 minutes ago</p><p>{line}</p><p>Advertisement</p>"
    ),
    "before a time from now": lambda line: print_page(inside=f"<p>{line} Updated 5 minutes ago</p>"),
    "a notice": lambda line: print_page(foot=f"<p>An earlier version of this article misstated a fact. {line}</p>"),
}


@pytest.mark.parametrize("place", PLACES)
def test_one_fact_more_is_a_version_wherever_it_stands(place: str) -> None:
    """Each of twelve changes of one fact, in every kind of place that a page has for the words of a story."""
    for name, (old, new) in FACTS.items():
        before, after = (PLACES[place](line) for line in (LINES[name], LINES[name].replace(old, new)))
        assert before != after
        assert decide(known(before), read(after)).kind == "version", name


def print_stub(title: str, *lines: str) -> str:
    """Print a page that has no story, with the frame of its site."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return (
        f"<html lang='en'><head><title>{title} | Wexcombe Courier</title></head><body><header><a href='/'>Courier</a>"
        f"</header><main><h1>{title}</h1>{body}</main><footer><p>© Wexcombe Courier Ltd.</p></footer></body></html>"
    )


PERSON, REFUSED, CONSENT, LOGIN, PAYMENT, ERROR = STUBS
STUB_PAGES = {
    "a CAPTCHA": (print_stub("Are you a robot?", "Click the box below to go on.", "Allow scripts in it."), PERSON),
    "a challenge": (print_stub("Just a moment...", "Checking your browser before you go on."), PERSON),
    "an interruption": (
        print_stub(
            "Pardon Our Interruption", "Something about your browser made us think you were a bot, as happens."
        ),
        PERSON,
    ),
    "a block page": (
        print_stub("Access Denied", "You don't have permission to see this page on the server."),
        REFUSED,
    ),
    "a closed region": (
        print_stub(
            "451: Unavailable for legal reasons",
            "You come from a region whose laws our owners have not read, and therefore access cannot be granted to "
            "you at this time, for which they ask you to forgive them as they forgive you.",
        ),
        REFUSED,
    ),
    "a consent wall": (
        print_stub("Before you continue", "We and our 214 partners store cookies.", "Accept all"),
        CONSENT,
    ),
    "a login page": (print_stub("Sign in", "Sign in to continue.", "Forgot your password?"), LOGIN),
    "a paywall": (print_stub("Subscribe", "Subscribe to continue reading the Courier.", "Cancel at will."), PAYMENT),
    "a soft 404": (print_stub("Oops!", "We can’t find the page you want."), ERROR),
    "a soft 404 with the stories of the day": (
        print_stub("Page not found", "We could not find that page.", *FERRY),
        ERROR,
    ),
    "a throttle": (
        print_stub("Too many requests", "Please slow down and try again later, when it is quieter."),
        ERROR,
    ),
    "a repair": (
        print_stub("We’ll be back soon", "We are performing some maintenance. It will not take long."),
        ERROR,
    ),
}


@pytest.mark.parametrize(("html", "kind"), STUB_PAGES.values(), ids=STUB_PAGES)
def test_a_page_without_the_story_is_told_apart(html: str, kind: str) -> None:
    """It takes the place of no story, neither of one that is known nor of one that is new."""
    assert decide(known(FERRY_PAGE), read(html)) == decide(None, read(html)) == Decision("observed", kind)


SHORTER = f"{FERRY[1].partition(', the older')[0]}."
RETRACTION = "Retraction: This story is withdrawn. We regret the error."
WALL = '<div class="paywall"><h2>Go on for £1</h2><a href="/pay">Subscribe now</a></div>'
# Id, page, what is said of it where the story is known, and where it is not: None for a version.
CUTS: list[tuple[str, str, str | None, str | None]] = [
    ("by a wall", print_page(body=(*FERRY[:2], "To continue reading, subscribe or log in.")), BY_PAYMENT, BY_PAYMENT),
    ("by a wall, in dots", print_page(body=(FERRY[0], f"{FERRY[1][:60]}…"), below=WALL), IN_A_SENTENCE, BY_PAYMENT),
    ("by a wall, at a full stop", print_page(body=FERRY[:2], below=WALL), BY_PAYMENT, None),
    (
        "by a wall that only machines read of",
        print_page(
            body=FERRY[:2],
            head='<script type="application/ld+json">{"@type": "Article", "isAccessibleForFree": "False"}</script>',
        ),
        BY_PAYMENT,
        None,
    ),
    ("in a sentence", print_page(body=(*FERRY[:3], FERRY[3][:50])), IN_A_SENTENCE, None),
    ("with its page, in a sentence", FERRY_PAGE.partition(FERRY[4][30:])[0], IN_A_SENTENCE, BROKEN_OFF),
    ("with its page, between paragraphs", FERRY_PAGE.partition(f"<p>{FERRY[4]}")[0], BROKEN_OFF, None),
    ("down to its headline", print_page(body=()), NOTHING, None),
    ("by its editor", print_page(body=FERRY[:4]), None, None),
    ("by its editor, by half", print_page(body=FERRY[:2]), None, None),
    ("by its editor, in a paragraph", print_page(body=(FERRY[0], SHORTER)), None, None),
    ("in the middle", print_page(body=(*FERRY[:2], *FERRY[4:])), None, None),
    ("in another language", FERRY_PAGE.replace('lang="en-GB"', 'lang="en-US"').replace("six", "seven"), None, None),
    ("for its retraction", print_page(body=(), inside=f"<p>{RETRACTION}</p>"), None, None),
]


@pytest.mark.parametrize(("html", "cut", "fragment"), [case[1:] for case in CUTS], ids=[case[0] for case in CUTS])
def test_a_text_that_was_cut_off_is_told_from_one_that_was_cut(
    html: str, cut: str | None, fragment: str | None
) -> None:
    """What is left of a story by accident or by a wall is only seen; what an editor leaves of it is a version."""
    for decision, reason in ((decide(known(FERRY_PAGE), read(html)), cut), (decide(None, read(html)), fragment)):
        assert (decision.kind, decision.reason) == (("observed", reason) if reason else ("version", decision.reason))


def test_another_story_or_language_on_a_whole_page_is_only_seen() -> None:
    """Whatever the frame of the site has in common."""
    choir = OTHER.split("\n\n")
    other = print_stub(choir[0].removeprefix("# "), *choir[1:])
    assert decide(known(FERRY_PAGE), read(other)).reason == "another story at the same address"
    german = print_stub("Fähre fällt bis Ende Mai aus", "Die Fähre fährt nicht vor Ende Mai, hieß es am Montag.")
    translated = decide(known(FERRY_PAGE), read(german.replace("lang='en'", "lang='de'")))
    assert translated == Decision("observed", "the story in another language (de, not en)")


NUMBERS = {
    "404 homes lost in the fire at Hallow Bay": "At least 404 homes burned down at Hallow Bay.",
    "500 people march in Wexcombe": "Some 500 people marched against the closure of the ferry.",
    "Ferry shut after storm number 404": "The ferry of Saltmarsh stays shut until May.",
    "Toy duck recalled": "The wooden duck is no longer available in shops, the maker said on Monday.",
}


@pytest.mark.parametrize(("headline", "text"), NUMBERS.items(), ids=NUMBERS)
def test_a_number_is_no_error(headline: str, text: str) -> None:
    """A brief of two lines that has the number of an error page among its own is a story."""
    html = f"<html><body><main><article><h1>{headline}</h1><p>{text}</p></article></main></body></html>"
    assert decide(None, extract(html, url="https://courier.example/brief")).kind == "version"
