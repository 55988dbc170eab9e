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
from tracker.core.phrases.matcher import Found, Matcher, matcher_of
from tracker.core.phrases.phrase import Role
from tracker.core.places import find_place
from tracker.core.words import split_sentences

_LONGEST = 4000  # characters of a notice that are read
_LONGEST_READ = 1000  # characters of a statement that are read
_COMPLETE = -9  # the number of no statement: what was removed has no right value, whatever is said next
_LONGEST_STATEMENT = 300  # characters of a whole statement that may be a value
_CUES: tuple[Role, ...] = ("version", "this", "wrong", "formerly", "fixed", "corrects", "did", "hint", "also", "and")
_SELVES: tuple[Role, ...] = ("version", "this", "the", "pronoun")
_OPENERS: tuple[Role, ...] = (
    *(
        "version",
        "this",
        "the",
        "dated",
        "fixed",
        "corrects",
        "formerly",
        "wrong",
        "aim",
        "place",
        "clause",
        "also",
        "and",
    ),
    *("pronoun", "before"),
)
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_DOT = re.compile(r"\.\s")
_SEMICOLON = re.compile(r"[;；]\s")
_GAPS = (re.compile(r"[\s,:(]*"), re.compile(r"[\s,:(]*(?:\w{1,2}|the|our)\s"))
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
    """A claim in the making, last added to by statement `number`; `whole` is the statement the right value is of."""

    number: int
    wrong: Span | None = None
    right: Span | None = None
    about: Span | None = None
    where: str | None = None
    whole: Span | None = None


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
    cuts = {end for _, end in split_sentences(text[: len(folded)])} | {
        mark.end() for mark in _SEMICOLON.finditer(folded)
    }
    cuts |= {found.start for found in matcher.find("and", folded)}
    cuts |= {
        dot.start() + 1 for dot in _DOT.finditer(folded) if matcher.open("pronoun", folded, dot.end())
    }  # "Ariz. It is"
    for number, end in enumerate(sorted(cut for cut in cuts if cut > start)):
        yield _Statement(text, folded, matcher, number, start, min(end, start + _LONGEST_READ))
        start = end


def _read_statement(statement: _Statement, last: _Draft | None) -> list[_Draft]:
    """Read what a statement claims by its wording; without any, what it states beside a claim that lacks a value."""
    where = find_place(statement.words, statement.matcher)
    drafts = list(_read_contrasts(statement))
    is_cued = statement.matcher.has(statement.words, *_CUES)
    follows = last is not None and last.number == statement.number - 1 and not last.right
    if not drafts:
        roles: tuple[Role, ...] = ("truth", "removal", "claim") if is_cued else ("truth",)
        drafts = next(filter(None, (list(_read_template(statement, role)) for role in roles)), [])
    is_mute = is_cued or statement.matcher.has(statement.words, "regret")
    if not drafts and not is_mute and (follows or statement.number == 0):
        drafts = _take_whole(statement)
    if not drafts and is_cued and where:
        drafts = [_Draft(statement.number)]
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
        topic = _skip_opening(statement, (values[first][0], before[0])) or trim(
            statement.text, (before[1], values[first][1])
        )
        if role == "either" and statement.matcher.has(statement.folded[statement.start : before[0]], "wrong"):
            first, second = second, first
        spans = {first: before, second: after}
        yield _Draft(statement.number, spans["wrong"], spans["right"], topic)


def _read_template(statement: _Statement, role: Role) -> Iterator[_Draft]:
    """Read the first template of a role that matches and gives a value."""
    for template in _templates(statement.matcher, role):
        spans = _match(template, statement, statement.start, statement.end)
        values = {slot: _cut_value(statement, span) for slot, span in spans.items()}
        if any(values.values()):
            yield _make_draft(statement, values, _COMPLETE if role == "removal" else statement.number)
            return


def _make_draft(statement: _Statement, values: dict[str, Span | None], number: int) -> _Draft:
    """A `name` is the right value where it has a capital, else it is only what the notice is about."""
    name = values.get("name")
    if name:
        values["right" if _CAPITAL.search(statement.text, *name) else "about"] = name
    return _Draft(number, values.get("wrong"), values.get("right"), values.get("about"))


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
    whole = trim(statement.text, (statement.start, statement.end))
    if whole is None or whole[1] - whole[0] > _LONGEST_STATEMENT:
        return []
    return [_Draft(statement.number, right=_skip_opening(statement, whole) or whole, whole=whole)]


def _skip_opening(statement: _Statement, span: Span) -> Span | None:
    """Take off what only leads up to a statement, and what is left hanging at its end: "It is", "to show that"."""
    start, end = span
    while found := _find_opener(statement, start, end):
        start = found.end
    words = statement.folded[start:end].rstrip(" ,:")
    for found in reversed(statement.matcher.find("before", words)):
        if found.end < len(words):
            break
        words = words[: found.start].rstrip(" ,:")
    return trim(statement.text, (start, start + len(words)))


def _find_opener(statement: _Statement, start: int, end: int) -> Found | None:
    """Return the words that lead up at `start`, perhaps after an article."""
    places = {match.end() for gap in _GAPS if (match := gap.match(statement.folded, start, end))}
    opened = (statement.matcher.open(role, statement.folded, at) for at in sorted(places) for role in _OPENERS)
    return next((found for found in opened if found and found.end <= end), None)


def _join(last: Sequence[_Draft], new: _Draft) -> list[_Draft]:
    """Complete the last claim with what the statement beside it supplies, or begin another one."""
    for old in last:
        rights = new.right and not old.right and not (old.wrong and new.wrong)
        explains = old.whole and not (old.wrong or old.about) and not new.right  # the right value stood first
        if new.number == old.number + 1 and (rights or explains):
            right = old.right or new.right
            whole = old.whole or new.whole or (right if old.wrong else None)
            about, where = old.about or new.about, old.where or new.where
            return [_Draft(new.number, old.wrong or new.wrong, right, about, where, whole)]
    return [*last, new]


def _make_claim(text: str, draft: _Draft) -> Claim:
    """Narrow a wrong value and the statement that rights it to what differs."""
    wrong, right = draft.wrong, draft.right
    if wrong and draft.whole:
        narrowed = narrow(text, wrong, draft.whole)
        wrong, right = narrowed if narrowed != (wrong, draft.whole) else (wrong, right)
    words = [text[slice(*span)] if span else None for span in (wrong, right, draft.about)]
    return Claim(words[0], words[1], words[2], draft.where)


@lru_cache(maxsize=64)
def _templates(matcher: Matcher, role: Role) -> list[re.Pattern[str]]:
    """A value ends with its statement, at a bracket, a dash or another clause; in a contrast at any comma."""
    comma = r",\s|:" if role in _CONTRASTS else rf",\s{matcher.write('clause', has_groups=False)}"
    return matcher.templates(role, rf"(?:\s*[;；)\]】]|\s[—–-]\s|[，、]|:\s|{comma}|[.!?。\s]*$)")
