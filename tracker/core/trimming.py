"""Trimming: taking off a value what is not part of it.

White space and marks at both ends; words that only lead up to a statement ("It is", "to show that") or are left
hanging when a value is cut off its end ("moved its opening to"); and what is said about the value rather than by it
("… has been corrected"). Spans are half-open, in code points of one text; `folded` is that text, folded.
"""

import re

from tracker.core.phrases.matcher import Found, Matcher
from tracker.core.phrases.phrase import Role

Span = tuple[int, int]
_EDGE = " \t\n,;:“”\"„«»'‘’「」『』《》()（）[]【】*•—–-"
_PARTNERS = (("“", "”"), ("„", "“"), ("«", "»"), ("「", "」"), ("『", "』"), ("(", ")"), ("[", "]"))
_STOPS = ".!?。！？、，"
_ABBREVIATION = re.compile(r"\b\w\.\w\.$")  # "U.S."
_TEXTS: tuple[Role, ...] = ("version", "this", "the", "dated", "place", "pronoun")
_DEEDS: tuple[Role, ...] = ("fixed", "corrects", "formerly", "wrong", "aim", "clause", "also", "and", "before")
_STOPPERS: tuple[Role, ...] = ("fixed", "aside", "version")
_SELVES: tuple[Role, ...] = ("version", "this", "the", "pronoun")
_GAPS = (re.compile(r"[\s,:(]*"), re.compile(r"[\s,:(]*(?:\w{1,2}|the|our)\s"))  # perhaps with an article
_LAST_ARTICLE = re.compile(r"\s*\b(?:an?|the)$")
_ARTICLE = 4  # characters that may stand before "story" in "the story"


def trim(text: str, span: Span) -> Span | None:
    """Take white space and marks off both ends of a span; None when nothing is left.

    A mark whose partner stands inside stays.

    >>> trim("is “Smyth”.", (2, 11)), trim("in “May” (or June).", (3, 19))
    ((4, 9), (3, 18))
    """
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE + _STOPS and not _ABBREVIATION.search(text, start, end):
        end -= 1
    return _keep_partners(text, span, start, end) if start < end else None


def _keep_partners(text: str, span: Span, start: int, end: int) -> Span:
    words = text[start:end]
    for opening, closing in _PARTNERS:
        if words.count(opening) > words.count(closing) and text[end : span[1]].startswith(closing):
            end += 1
        if words.count(closing) > words.count(opening) and text[span[0] : start].endswith(opening):
            start -= 1
    return start, end


def skip_opening(text: str, folded: str, span: Span, matcher: Matcher) -> Span | None:
    """Take off what only leads up to a statement, and what is left hanging at its end; None when nothing is left."""
    start, end = span
    while found := _find_opener(folded, start, end, matcher):
        start = found.end
    return trim(text, (start, _before_hanging(folded, (start, end), matcher)))


def _before_hanging(folded: str, span: Span, matcher: Matcher) -> int:
    """Where a span ends without the words that are left hanging at its end."""
    start, end = span
    words = _LAST_ARTICLE.sub("", folded[start:end].rstrip(" ,:"))
    for found in reversed(matcher.find("before", words)):
        if found.end < len(words):
            break
        words = words[: found.start].rstrip(" ,:")
    return start + len(words)


def _find_opener(folded: str, start: int, end: int, matcher: Matcher) -> Found | None:
    places = sorted({match.end() for gap in _GAPS if (match := gap.match(folded, start, end))})
    opened = (matcher.open(role, folded, at) for at in places for role in (*_TEXTS, *_DEEDS))
    return next((found for found in opened if found and found.end <= end), None)


def cut_value(text: str, folded: str, span: Span, matcher: Matcher) -> Span | None:
    """End a value before "has been corrected", "as first published" or "in an earlier version".

    None for one that is but "this story" or "it".
    """
    start, end = span
    stops = [found.start for role in _STOPPERS for found in matcher.find(role, folded[start:end])]
    end = start + min(stops, default=end - start)
    value = trim(text, (start, _before_hanging(folded, (start, end), matcher) if stops else end))
    words = folded[slice(*value)] if value else ""
    selves = [found for role in _SELVES for found in matcher.find(role, words)]
    return None if any(len(words) - (found.end - found.start) <= _ARTICLE for found in selves) else value
