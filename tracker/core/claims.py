"""Claims: what a notice says was wrong, what is right, what it is about, and where it stood.

A notice is read statement by statement. A contrast ("June 20, not May") gives both values; other wordings give one
of them, or only the topic ("misstated the number of galleries"), and the statement beside it supplies what is
missing ("There are 12."). Every value is the notice's own words, verbatim. Nothing is inferred: what a notice does
not say is None.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.core.exchange import Span, narrow, take_tail, trim
from tracker.core.labels import find_label
from tracker.core.notice import Claim
from tracker.core.phrases.fold import fold
from tracker.core.phrases.matcher import Matcher, matcher_of
from tracker.core.phrases.phrase import Role
from tracker.core.places import find_place
from tracker.core.words import split_sentences

_LONGEST = 4000  # characters of a notice that are read
_LONGEST_STATEMENT = 300  # characters of a whole statement that may be a value
_CUES: tuple[Role, ...] = ("version", "this", "wrong", "formerly", "fixed", "corrects", "did", "hint", "also")
_SELVES: tuple[Role, ...] = ("version", "this", "the", "pronoun")
_OPENERS: tuple[Role, ...] = (
    *("version", "this", "the", "dated", "fixed", "corrects", "formerly", "wrong", "aim", "place", "clause", "also"),
    *("pronoun", "before"),
)
_CONTRASTS: tuple[Role, ...] = ("contrast", "either")
_ARTICLE = 4  # characters that may stand before "story" in "the story"


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence of a notice, or a part before or after a semicolon: the `number`-th, from 0."""

    text: str
    folded: str
    matcher: Matcher
    number: int
    start: int
    end: int

    @property
    def words(self) -> str:
        """The folded words of the statement."""
        return self.folded[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A claim in the making, last added to by the statement `number`; `is_said` when a value is a whole statement."""

    number: int
    wrong: Span | None = None
    right: Span | None = None
    about: Span | None = None
    where: str | None = None
    is_said: bool = False


def read_claims(text: str, matcher: Matcher | None = None) -> tuple[Claim, ...]:
    """Return the claims of a notice in order; its label is passed over.

    >>> read_claims("Correction: It is $15.8 trillion, not $15.7 trillion.")
    (Claim(wrong='$15.7 trillion', right='$15.8 trillion', about=None, where=None),)
    """
    folded = fold(text[:_LONGEST])
    matcher = matcher or matcher_of([text])
    drafts: list[_Draft] = []
    for statement in _split_statements(text, folded, matcher):
        for draft in _read_statement(statement, drafts[-1] if drafts else None):
            drafts[-1:] = _join(drafts[-1:], draft)
    return tuple(_make_claim(text, draft) for draft in drafts)


def _split_statements(text: str, folded: str, matcher: Matcher) -> Iterator[_Statement]:
    label = find_label(folded, 0, matcher)
    start = label.end if label else 0
    ends = sorted(
        {end for _, end in split_sentences(folded)} | {mark.end() for mark in re.finditer(r"[;；]\s", folded)}
    )
    for number, end in enumerate(end for end in ends if end > start):
        yield _Statement(text, folded, matcher, number, start, end)
        start = end


def _read_statement(statement: _Statement, last: _Draft | None) -> list[_Draft]:
    """Read what a statement claims by its wording; without any, what it states beside a claim that lacks a value."""
    where = find_place(statement.words, statement.matcher)
    drafts = list(_read_contrasts(statement))
    is_cued = statement.matcher.has(statement.words, *_CUES)
    follows = last is not None and last.number == statement.number - 1 and not last.right
    if not drafts and (is_cued or follows):
        drafts = [draft for draft in _read_templates(statement) if is_cued or draft.right]
    is_mute = is_cued or statement.matcher.has(statement.words, "regret")
    if not drafts and not is_mute and (follows or statement.number == 0):
        drafts = _take_whole(statement)
    return [replace(draft, where=where) for draft in drafts]


def _read_contrasts(statement: _Statement) -> Iterator[_Draft]:
    for role in _CONTRASTS:
        for template in _templates(statement.matcher, role):
            start = statement.start
            while start < statement.end and (values := _match(template, statement, start, statement.end)):
                yield from _read_contrast(statement, values, role)
                start = max(end for _, end in values.values())


def _read_contrast(statement: _Statement, values: dict[str, Span], role: Role) -> Iterator[_Draft]:
    """Cut the value before the sign out of its statement; the one after it is whole."""
    first, second = sorted(values, key=lambda slot: values[slot])
    after = trim(statement.text, values[second])
    before = after and take_tail(statement.text, values[first], after, statement.matcher)
    if before and after:
        topic = _skip_opening(statement, (values[first][0], before[0]))
        if role == "either" and statement.matcher.has(statement.folded[statement.start : before[0]], "wrong"):
            first, second = second, first
        spans = {first: before, second: after}
        yield _Draft(statement.number, spans["wrong"], spans["right"], topic)


def _read_templates(statement: _Statement) -> Iterator[_Draft]:
    """Read the first template that matches, and those that match what stands before it."""
    end = statement.end
    for template in _templates(statement.matcher, "claim"):
        spans = _match(template, statement, statement.start, end)
        values = {slot: _cut_value(statement, span) for slot, span in spans.items()}
        if any(values.values()):
            end = min(start for start, _ in spans.values())
            yield _Draft(statement.number, values.get("wrong"), values.get("right"), values.get("about"))


def _match(template: re.Pattern[str], statement: _Statement, start: int, end: int) -> dict[str, Span]:
    """Return the spans of the values where a template matches a part of a statement; nothing where it does not."""
    match = template.search(statement.folded[start:end])
    return {slot: (match.start(slot) + start, match.end(slot) + start) for slot in match.groupdict()} if match else {}


def _cut_value(statement: _Statement, span: Span) -> Span | None:
    """End a value before "has been corrected", and drop one that is but "this story" or "it"."""
    start, end = span
    fixed = statement.matcher.find("fixed", statement.folded[start:end])
    value = trim(statement.text, (start, start + fixed[0].start if fixed else end))
    words = statement.folded[slice(*value)] if value else ""
    selves = [found for role in _SELVES for found in statement.matcher.find(role, words)]
    return None if any(len(words) - (found.end - found.start) <= _ARTICLE for found in selves) else value


def _take_whole(statement: _Statement) -> list[_Draft]:
    value = _skip_opening(statement, (statement.start, statement.end))
    if value is None or value[1] - value[0] > _LONGEST_STATEMENT:
        return []
    return [_Draft(statement.number, right=value, is_said=True)]


def _skip_opening(statement: _Statement, span: Span) -> Span | None:
    """Take off what only leads up to a statement, and what is left hanging at its end: "It is", "to show that"."""
    start, end = span
    while start < end:
        start += len(statement.folded[start:end]) - len(statement.folded[start:end].lstrip(" ,:"))
        opened = (statement.matcher.open(role, statement.folded, start) for role in _OPENERS)
        found = next((found for found in opened if found and found.end <= end), None)
        if not found:
            break
        start = found.end
    hanging = [f for f in statement.matcher.find("before", statement.folded[start:end].rstrip()) if f.end]
    while hanging and hanging[-1].end >= len(statement.folded[start:end].rstrip()):
        end = start + hanging.pop().start
    return trim(statement.text, (start, end))


def _join(last: Sequence[_Draft], new: _Draft) -> list[_Draft]:
    """Complete the last claim with what the statement beside it supplies, or begin another one."""
    for old in last:
        is_beside = new.number - old.number <= 1 and (new.number > old.number)
        if (
            is_beside
            and not (old.wrong and new.wrong)
            and not (old.right and new.right)
            and (new.right or old.is_said)
        ):
            return [
                _Draft(
                    new.number,
                    old.wrong or new.wrong,
                    old.right or new.right,
                    old.about or new.about,
                    old.where or new.where,
                    bool(old.wrong) or old.is_said,
                )
            ]
    return [*last, new]


def _make_claim(text: str, draft: _Draft) -> Claim:
    wrong, right = draft.wrong, draft.right
    if wrong and right and draft.is_said:
        wrong, right = narrow(text, wrong, right)
    words = [text[slice(*span)] if span else None for span in (wrong, right, draft.about)]
    return Claim(words[0], words[1], words[2], draft.where)


@lru_cache(maxsize=64)
def _templates(matcher: Matcher, role: Role) -> list[re.Pattern[str]]:
    """A value ends with its statement, at a bracket, a dash or another clause; in a contrast at any comma."""
    comma = r",\s|:" if role in _CONTRASTS else rf",\s{matcher.write('clause', has_groups=False)}"
    also = rf"\s{matcher.write('also', has_groups=False)}"
    return matcher.templates(role, rf"(?:\s*[;；)\]】]|\s[—–-]\s|{comma}|{also}|[.!?。\s]*$)")
