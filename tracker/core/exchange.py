"""Exchanges: cutting a wrong value and a right one out of the statements they stand in.

"There are 15 members, not 13" sets a whole statement against a number. The right value is then the end of the
statement that has the shape of the wrong one: its number, its weekday, the words from the same first word on, or
what stands after the last "is", "to" or "in". Two statements ("Lou works for Fox News." "He works for Fox Business
Network.") are narrowed to the words in which they differ. Spans are half-open, in code points of one text.
"""

import re
from difflib import SequenceMatcher

from tracker.core.dates import MONTH, WEEKDAY
from tracker.core.numbers import read_number
from tracker.core.phrases.fold import fold
from tracker.core.phrases.matcher import Matcher
from tracker.core.trimming import Span, trim
from tracker.core.words import Token, split_words

_LONGEST_TAIL = 100  # characters: longer is a statement, not a value
_LONGEST_DIFFERENCE = 10  # words
_SHORTEST_ANCHOR = 4  # letters of a single word that two statements share
_MONTH_OR_DAY = re.compile(rf"(?:{MONTH}|{WEEKDAY})")


def take_tail(text: str, statement: Span, other: Span, matcher: Matcher) -> Span | None:
    """Return the end of a statement that stands against another value, or None when it is too long to be one."""
    words, others = _words(text, statement), _words(text, other)
    start, end = _take_number(words, others) or (_find_tail(text, statement, words, others, matcher), statement[1])
    tail = trim(text, (start, end))
    return tail if tail and tail[1] - tail[0] <= _LONGEST_TAIL else None


def _take_number(words: list[Token], others: list[Token]) -> Span | None:
    """Take the number that is most like the other one, with the word after it where both have the same one."""
    numbers, other = _find_numbers(words), _find_numbers(others)
    if not numbers or not other or other[0][0] or len(others) > other[0][1] + 1:
        return None
    unit, sign = [word.text for word in others[other[0][1] :]], others[0].text[0].isdigit()
    ranked = [
        (_texts(words[end : end + 1]) == unit, words[start].text[0].isdigit() == sign, start, end)
        for start, end in numbers
    ]
    has_unit, _, start, end = max(ranked)
    return words[start].start, words[end if has_unit and unit else end - 1].end


def _find_numbers(words: list[Token]) -> list[tuple[int, int]]:
    """Return the numbers, in digits or in words, as spans of words."""
    found: list[tuple[int, int]] = []
    for at in range(len(words)):
        number = read_number(words, at) if not found or at >= found[-1][1] else None
        if number:
            found.append((at, at + number[1]))
    return found


def _texts(words: list[Token]) -> list[str]:
    return [word.text for word in words]


def _find_tail(text: str, statement: Span, words: list[Token], others: list[Token], matcher: Matcher) -> int:
    """Where the tail begins: at the other's first word, after the last word that stands before values, at a day."""
    same = [token.start for token in words if others and token.text.lower() == others[0].text.lower()]
    stops = [f.end + statement[0] for f in matcher.find("before", fold(text[slice(*statement)]))]
    stops = [stop for stop in stops if trim(text, (stop, statement[1]))]
    days = [token.start for token in words if _MONTH_OR_DAY.fullmatch(token.text.lower())]
    is_day = len(others) == 1 and _MONTH_OR_DAY.fullmatch(others[0].text.lower())
    return same[-1] if same else stops[-1] if stops else days[-1] if days and is_day else statement[0]


def narrow(text: str, wrong: Span, right: Span) -> tuple[Span, Span]:
    """Narrow two statements to the words in which they differ; leave them whole where that is not plain.

    >>> text = "Lou works for Fox News. He works for Fox Business Network."
    >>> [text[a:b] for a, b in narrow(text, (0, 22), (24, 57))]
    ['Fox News', 'Fox Business Network']
    """
    old, new = _words(text, wrong), _words(text, right)
    numbers = [[token for token in side if token.kind == "number"] for side in (old, new)]
    if all(len(side) == 1 for side in numbers) and numbers[0][0].text != numbers[1][0].text:
        return (numbers[0][0].start, numbers[0][0].end), (numbers[1][0].start, numbers[1][0].end)
    i1, i2, j1, j2 = _find_difference(old, new)
    while i1 and j1 and old[i1 - 1].text == new[j1 - 1].text and not old[i1 - 1].text.islower():
        i1, j1 = i1 - 1, j1 - 1  # a name or a number stays whole
    if not (0 < i2 - i1 <= _LONGEST_DIFFERENCE and 0 < j2 - j1 <= _LONGEST_DIFFERENCE):
        return wrong, right
    return (old[i1].start, old[i2 - 1].end), (new[j1].start, new[j2 - 1].end)


def _find_difference(old: list[Token], new: list[Token]) -> tuple[int, int, int, int]:
    """Return where two statements differ after the first words they share; nothing when they begin too unlike."""
    was, now = ([token.text.lower() for token in side] for side in (old, new))
    codes = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    anchors = [n for n, (tag, a, b, _, _) in enumerate(codes) if tag == "equal" and _is_anchor(old[a:b])]
    replaced = [code for code in codes[anchors[0] :] if code[0] != "equal"] if anchors else []
    if not replaced or codes[anchors[0]][3] > 2:  # "He works …": at most a pronoun and an adverb stand before
        return 0, 0, 0, 0
    return replaced[0][1], replaced[-1][2], replaced[0][3], replaced[-1][4]


def _is_anchor(tokens: list[Token]) -> bool:
    return len(tokens) > 1 or any(len(token.text) >= _SHORTEST_ANCHOR for token in tokens)


def _words(text: str, span: Span) -> list[Token]:
    """The words of a span, with spans in the whole text."""
    tokens = split_words(text[span[0] : span[1]])
    return [Token(t.kind, t.start + span[0], t.end + span[0], t.text) for t in tokens if t.kind in ("word", "number")]
