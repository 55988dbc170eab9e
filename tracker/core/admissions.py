"""Admissions: the sentences in which a newsroom says that this very text was wrong or was altered.

An admission is mostly a pair: words that mean this text ("an earlier version of this story", "this story") and words
that say what was wrong or was done ("misstated", "has been corrected"). The first stand before the second with no
other statement begun between them, or the second is tied to the first: "was misspelled in an earlier version of
this story". Words that may mean something else ("the story", "we", "an article on Tuesday") make a hint, and a hint
is an admission only in its place.

Quotations are blanked before, so that nobody else's words are taken for the newsroom's.
"""

import re
from functools import cached_property

from tracker.core.phrases.fold import blank_quotations, fold
from tracker.core.phrases.matcher import Found, Matcher
from tracker.core.phrases.phrase import Role
from tracker.core.words import split_sentences

Pairs = tuple[tuple[Role, tuple[Role, ...], int], ...]
# The words for the text, the words for the deed, and the characters that may stand between them: "This story about
# the mayor's boats, …, originally misstated".
ADMISSIONS: Pairs = (
    ("version", ("wrong", "said", "formerly", "fixed", "corrects"), 200),
    ("this", ("wrong", "formerly", "fixed", "corrects"), 200),
)
HINTS: Pairs = (("dated", ("wrong",), 250),)
REMARKS: Pairs = (("the", ("wrong", "formerly", "fixed", "corrects"), 80), ("dated", ("wrong", "said", "fixed"), 250))
_TIED = ("wrong", "fixed")
_NEAR = 8  # characters: "corrigido nesta reportagem", "a été corrigé dans cet article"
_COMMA = re.compile(r",\s(?:\w{1,3}\s){0,2}$")  # with an article and a preposition


class Reading:
    """A text as it is searched: `folded` has its length, small letters and no quotations. Read once, kept."""

    def __init__(self, text: str, matcher: Matcher) -> None:
        """Nothing is searched before it is asked for."""
        self.text, self.matcher = text, matcher
        self._found: dict[Role, list[Found]] = {}

    @cached_property
    def plain(self) -> str:
        """The text as the wordings of the tables are written."""
        return fold(self.text)

    @cached_property
    def folded(self) -> str:
        """The same with its quotations blanked."""
        return blank_quotations(self.plain)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The spans of the sentences."""
        return split_sentences(self.text)

    def find(self, role: Role, start: int, end: int) -> list[Found]:
        """Return the wordings of a role inside a span."""
        if role not in self._found:
            self._found[role] = self.matcher.find(role, self.folded)
        return [found for found in self._found[role] if start <= found.start and found.end <= end]


def find_admission(reading: Reading, start: int, end: int, pairs: Pairs, whole: Role) -> tuple[Found, ...]:
    """Return the words that make an admission in the first sentence of a span that has one; or nothing.

    An admission is one of `pairs`, or a wording with the role `whole`.
    """
    for a, b in reading.sentences:
        if a < end and b > start:
            a, b = max(a, start), min(b, end)
            found = reading.find(whole, a, b)[:1] or _find_pair(reading, a, b, pairs)
            if found:
                return tuple(found)
    return ()


def _find_pair(reading: Reading, start: int, end: int, pairs: Pairs) -> list[Found]:
    for own, roles, reach in pairs:
        for subject in reading.find(own, start, end):
            for role in roles:
                for deed in reading.find(role, start, end):
                    if _belong(reading, subject, deed, reach):
                        return [subject, deed]
    return []


def _belong(reading: Reading, subject: Found, deed: Found, reach: int) -> bool:
    is_same = subject.phrase.lang == deed.phrase.lang
    return is_same and (_follows(reading, subject, deed, reach) or _is_tied(reading, subject, deed))


def _follows(reading: Reading, subject: Found, deed: Found, reach: int) -> bool:
    near = 0 <= deed.start - subject.end <= reach
    is_plain = subject.phrase.role in ("version", "dated") or deed.phrase.role == "corrects"
    return near and (is_plain or not reading.find("clause", subject.end, deed.start))


def _is_tied(reading: Reading, subject: Found, deed: Found) -> bool:
    """The deed stands first: "was misspelled in this story", "Because of an editing error, an article on Sunday"."""
    if deed.phrase.role not in _TIED or deed.end > subject.start or subject.phrase.role == "the":
        return False
    is_near = subject.phrase.role == "version" or subject.start - deed.end <= _NEAR
    if is_near or _COMMA.search(reading.folded, deed.end, subject.start):
        return True
    ties = reading.find("tie", deed.start, subject.start)
    return any(not reading.folded[tie.end : subject.start].strip() for tie in ties)
