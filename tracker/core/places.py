"""Places: where a notice says the error stood, in one English word a place, or "paragraph 4".

The place is the id of the row that names it, after its hyphen: "en-headline" and "de-headline" both say `headline`.
A paragraph is told with its number as the notice gives it, which is often off by a few.
"""

import re

from tracker.core.phrases.matcher import Matcher

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_CARDINALS = "one two three four five six seven eight nine ten".split()


def find_place(folded: str, matcher: Matcher) -> str | None:
    """Return the first place that a folded statement names, or None."""
    found = next(iter(matcher.find("place", folded)), None)
    if found is None:
        return None
    place = found.phrase.id.split("-", 1)[1]
    return _number_paragraph(folded[found.start : found.end]) if place == "paragraph" else place


def _number_paragraph(words: str) -> str:
    digits = re.search(r"\d+", words)
    named = (names.index(word) + 1 for word in words.split() for names in (_ORDINALS, _CARDINALS) if word in names)
    number = digits[0] if digits else next(named, None)
    return f"paragraph {number}" if number else "paragraph"
