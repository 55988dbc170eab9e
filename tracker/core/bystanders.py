"""Bystanders: notices that stand in a story but are about another one.

Media pages quote the notices of others, sidebars show the corrections of the day. Three signs tell: the block before
announces a quotation ("The Gazette added this correction:"); the block is a post of a social network, signed with
its handle; or the notice names people and places of which the rest of the story knows none, nor any number of it.
Of 122 real notices read, none fails the last test in its own story; the quoted ones nearly all fail it elsewhere.
Journals publish a correction as an article of its own, whose headline says so and names the one that it corrects.
"""

import re

from tracker.core.admissions import Reading
from tracker.core.story import Story

_FEWEST_NAMES = 2
_SHORTEST_STORY = 600  # characters: less tells nothing about what a story does not mention
_NAME = re.compile(r"(?<=[\w,;)’'] )[A-Z][^\W\d_]{2,}(?:(?: (?:of|the))? [A-Z][^\W\d_]{2,})*")  # not at a beginning
_NUMBER = re.compile(r"\d[\d.,]*\d")
_SIGNATURE = re.compile(r"[—–-] .{1,80}\(@\w+\)")
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul "
    "Aug Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)


_ERRATUM = re.compile(
    r"(?:(?:author|publisher)(?: ?['’]s)? correction|errat(?:um|a)|corrigend(?:um|a)|retraction note|addendum)"
    r"(?: (?:to|for)\b|\s*[:–—-])\s*\S",
    re.IGNORECASE,
)


def is_erratum(headline: str) -> bool:
    """Tell whether a headline is that of a correction which is an article of its own, about another one.

    >>> is_erratum("Author Correction: A warmer battery"), is_erratum("Correction: Ferry fire story")
    (True, False)
    """
    return _ERRATUM.match(headline) is not None


def is_about_another(story: Story, index: int, text: str) -> bool:
    """Tell whether a notice names people and places, and block `index` is the only one that knows any of them."""
    names = {name for name in _NAME.findall(text) if not _CALENDAR.issuperset(name.split())}
    if len(names) < _FEWEST_NAMES:
        return False
    rest = "\n".join(block.text for number, block in enumerate(story.blocks) if number != index)
    known = {word for name in names for word in name.split()}.union(_NUMBER.findall(text))
    return len(rest) >= _SHORTEST_STORY and not any(word in rest for word in known)


def tells_what_was_removed(reading: Reading) -> bool:
    """Tell whether a notice says what this text no longer has: its names are looked for in vain."""
    return any(one.search(reading.folded) for one in reading.matcher.templates("removal", "$|[.,;]"))


def is_posted(text: str) -> bool:
    """Tell whether a text is a post of a social network, signed with a handle.

    >>> is_posted("CORRECTION: It was the bus. — Ann Lind (@annlind) May 3, 2026")
    True
    """
    return _SIGNATURE.search(text) is not None


def announces_quotation(reading: Reading) -> bool:
    """Tell whether a block ends by announcing words that are somebody else's."""
    text = reading.text
    return (
        text.endswith((":", "："))
        and bool(reading.find("intro", 0, len(text)))
        and not reading.find("this", 0, len(text))
    )
