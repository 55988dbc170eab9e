"""The words in which reports speak: counts, times, places, kinds and how sure a link is.

One table for each, in English, independent of locale and time zone: the same analysis is told in the same words
everywhere, in pages, feed and terminal.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from tracker.core.notice import Decided, Link, NoticeKind, Status
from tracker.core.stated import StatedPlace
from tracker.core.story import BlockKind, Story

KIND_NAMES: dict[NoticeKind, str] = {
    "correction": "Correction",
    "clarification": "Clarification",
    "update": "Update",
    "editors_note": "Editor’s note",
    "retraction": "Retraction",
    "refile": "Refiled",
}
STATUS_NAMES: dict[Status, str] = {
    "linked": "tied to its words",
    "passage": "passage found, no change captured",
    "unlinked": "not tied to any words",
}
BLOCK_NAMES: dict[BlockKind, str] = {
    "headline": "headline",
    "standfirst": "standfirst",
    "subheading": "subheading",
    "paragraph": "paragraph",
    "list_item": "list item",
    "caption": "caption",
    "notice": "notice",
}
STATED_NAMES: dict[StatedPlace, str] = {
    "title": "title",
    "description": "description",
    "og:title": "title",
    "og:description": "description",
    "twitter:title": "title",
    "twitter:description": "description",
    "json-ld:headline": "headline",
    "json-ld:alternativeHeadline": "second headline",
    "json-ld:description": "description",
    "json-ld:articleBody": "copy of the text",
}
DECIDED_NAMES: dict[Decided, str] = {"confirmed": "confirmed", "by hand": "tied by hand", "rejected": "rejected"}
# The lower bound of each degree; a confidence is the share of such links that are right.
CERTAINTIES: tuple[tuple[float, str], ...] = (
    (0.95, "almost certain"),
    (0.85, "very likely"),
    (0.7, "likely"),
    (0.5, "plausible"),
    (0.0, "uncertain"),
)
MONTHS = (
    "January February March April May June July August September October November December"
).split()  # strftime would ask the locale


def certainty(confidence: float) -> str:
    """Say a confidence in words and as a whole percentage, never as 100.

    >>> certainty(0.934)
    'very likely, 93 %'
    """
    words = next(words for least, words in CERTAINTIES if confidence >= least)
    return f"{words}, {min(round(confidence * 100), 99)} %"


def signed(said: str, by: str | None, at: datetime | None) -> str:
    """Say who decided something and when.

    >>> signed("judged harmless", "Ada", datetime(2031, 3, 3, 12, tzinfo=UTC))
    'judged harmless by Ada, 3 March 2031'
    """
    return f"{said} by {by}" + (f", {day(at.astimezone(UTC))}" if at else "")


def assurance(link: Link) -> str:
    """Say who vouches for a link, or took it away: an editor, or else how sure the machine is."""
    if link.decided is None:
        return certainty(link.confidence)
    return signed(DECIDED_NAMES[link.decided], link.decided_by, link.decided_at)


def count(n: int, noun: str, plural: str | None = None) -> str:
    """Say a number of things.

    >>> count(1, "change"), count(1200, "change"), count(2, "story", "stories")
    ('1 change', '1,200 changes', '2 stories')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def day(value: date) -> str:
    """Write a date as a reader does: `23 July 2023`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(at: datetime | None) -> str:
    """Write an instant in UTC to the minute: `23 July 2023, 14:05 UTC`; None is an unknown time."""
    if at is None:
        return "time not known"
    at = at.astimezone(UTC)
    return f"{day(at)}, {at:%H:%M} UTC"


def lag(old: datetime | None, new: datetime | None) -> str | None:
    """Say how long after `old` `new` came, in one unit; None where that is not known or not positive.

    >>> lag(datetime(2024, 5, 1, 6, tzinfo=UTC), datetime(2024, 5, 3, 8, tzinfo=UTC))
    '2 days later'
    """
    if old is None or new is None or new <= old:
        return None
    passed = new - old
    for unit, size in (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1))):
        if passed >= (2 * size if unit == "day" else size):
            return f"{count(round(passed / size), unit)} later"
    return "within a minute"


def places(story: Story) -> tuple[str, ...]:
    """Name each block of a story by its kind, counted where there are several of a kind.

    >>> from tracker.core.story import Block
    >>> places(Story((Block("headline", "A"), Block("paragraph", "B"))))
    ('headline', 'paragraph 1')
    """
    total = Counter(block.kind for block in story.blocks)
    seen = Counter[BlockKind]()
    names = []
    for block in story.blocks:
        seen[block.kind] += 1
        is_only = total[block.kind] == 1 and block.kind != "paragraph"
        names.append(BLOCK_NAMES[block.kind] + ("" if is_only else f" {seen[block.kind]}"))
    return tuple(names)


def stated_place(places: Sequence[StatedPlace]) -> str:
    """Name the places in which a page states the same words, by what the first of them is and who reads them.

    >>> stated_place(["description", "og:description"])
    'page’s description for search engines and social media'
    """
    is_social = [place.startswith(("og:", "twitter:")) for place in places]
    readers = ["search engines"] * (not all(is_social)) + ["social media"] * any(is_social)
    return f"page’s {STATED_NAMES[places[0]]} for {' and '.join(readers)}"
