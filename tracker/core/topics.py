"""What kind of fact a notice says was wrong, and what kind of fact a change exchanged.

A third of all notices give no value ("misstated the cost of the bridge"): they name a kind, and the changed words
have to be of that kind. `topic_table` lists the kinds: the words by which a notice names one, and a test for the
words that a change took away or put in, where they stand. A narrow kind (an age, a year, a US state) is a strong
sign; a wide one (a number, a name) is a weak one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.core.terms import Term

AROUND = 24  # characters on each side that tell what a value is a value of

# "the height of the tower and how long it stood": two topics; "the name of the bar and grill" is one
_NEXT = re.compile(r"(?:,|\band\b|\bor\b|;)\s+(?=(?:the|a|an|his|her|its|their|how|when|where|who|what)\b)")


@dataclass(frozen=True, slots=True)
class Changed:
    """The changed words of one side: `text` casefolded, their terms, and the casefolded words before and after."""

    text: str
    terms: Sequence[Term]
    before: str = ""
    after: str = ""

    @property
    def around(self) -> str:
        """The words with those that stand close to them."""
        return f"{self.before}{self.text}{self.after}"


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of fact: `named_by` finds it in a notice, `fits` says whether changed words are of it."""

    name: str
    named_by: re.Pattern[str]
    fits: Callable[[Changed], bool]
    is_narrow: bool


def find_topics(text: str, topics: Sequence[Topic]) -> frozenset[str]:
    """Return the names of the topics that a text names: in each of its parts the head, not what qualifies it.

    >>> from tracker.core.topic_table import TOPICS
    >>> sorted(find_topics("the name of the company", TOPICS))
    ['name']
    """
    return frozenset(name for part in _NEXT.split(text.casefold()) for name in _find_heads(part, topics))


def _find_heads(part: str, topics: Sequence[Topic]) -> Iterator[str]:
    found = [(match.start(), topic.name) for topic in topics if (match := topic.named_by.search(part))]
    first = min(found, default=(0, ""))[0]
    yield from (name for start, name in found if start == first)


def fitting_topics(changed: Changed, topics: Sequence[Topic]) -> frozenset[str]:
    """Return the names of the topics that changed words are of."""
    return frozenset(topic.name for topic in topics if topic.fits(changed))
