"""Statements: what one sentence of a notice gives of a claim, by its wording.

A contrast ("June 20, not May") gives both values. The templates of the tables give one of them, or only the topic.
A statement without any such words is the right value itself, where the one before it lacks one, or where it stands
first: "Correction: Only six towns have a coroner."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.core.exchange import take_tail
from tracker.core.labels import find_label
from tracker.core.phrases.matcher import Matcher
from tracker.core.phrases.phrase import Role
from tracker.core.places import find_place
from tracker.core.trimming import Span, cut_value, skip_opening, trim
from tracker.core.words import split_sentences

_LONGEST = 1000  # characters of a statement that are read
_LONGEST_VALUE = 300  # characters of a whole statement that may be a value
_COMPLETE = -9  # the number of no statement: what was removed has no right value, whatever is said next
_CUES: tuple[Role, ...] = (
    "version", "this", "wrong", "formerly", "fixed", "corrects", "did", "hint", "recalls", "also", "and",
)  # fmt: skip
_CONTRASTS: tuple[Role, ...] = ("contrast", "either")
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_DOT = re.compile(r"\.\s")
_SEMICOLON = re.compile(r"[;；]\s")


@dataclass(frozen=True, slots=True)
class Statement:
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

    def has(self, *roles: Role) -> bool:
        """Tell whether the statement has a wording of one of the roles."""
        return self.matcher.has(self.words, *roles)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making, last added to by statement `number`; `whole` is the statement the right value is of."""

    number: int
    wrong: Span | None = None
    right: Span | None = None
    about: Span | None = None
    where: str | None = None
    whole: Span | None = None


def split_statements(text: str, folded: str, matcher: Matcher) -> Iterator[Statement]:
    """Yield the statements of a notice after its label: sentences, cut at semicolons and between two purposes."""
    label = find_label(folded, 0, matcher)
    start = label.end if label else 0
    cuts = {end for _, end in split_sentences(text[: len(folded)])}
    cuts |= {mark.end() for mark in _SEMICOLON.finditer(folded)}
    cuts |= {found.start for found in matcher.find("and", folded)}
    # "the race is in Tempe, Ariz. It is in Glendale": an abbreviation, and yet the end of a sentence
    cuts |= {dot.start() + 1 for dot in _DOT.finditer(folded) if matcher.open("pronoun", folded, dot.end())}
    for number, end in enumerate(sorted(cut for cut in cuts if cut > start)):
        yield Statement(text, folded, matcher, number, start, min(end, start + _LONGEST))
        start = end


def read_statement(statement: Statement, lacks_right: bool) -> list[Draft]:
    """Return what a statement claims; `lacks_right` tells that the claim beside it has no right value yet."""
    is_cued = statement.has(*_CUES)
    drafts = list(dict.fromkeys(_read_contrasts(statement))) or list(_read_templates(statement, is_cued))
    where = find_place(statement.words, statement.matcher)
    if (
        not drafts
        and not is_cued
        and not statement.has("regret", "courtesy")
        and (lacks_right or statement.number == 0)
    ):
        drafts = _take_whole(statement)
    if not drafts and is_cued and where:
        drafts = [Draft(statement.number)]
    return [replace(draft, where=where) for draft in drafts]


def has_contrast(folded: str, matcher: Matcher) -> bool:
    """Tell whether a folded text sets one value against another: "on Friday, not Saturday"."""
    return any(template.search(folded[:_LONGEST]) for template in _templates(matcher, "contrast"))


def _read_contrasts(statement: Statement) -> Iterator[Draft]:
    for role in _CONTRASTS:
        for template in _templates(statement.matcher, role):
            start = statement.start
            while start < statement.end and (values := _match(template, statement, start)):
                yield from _read_contrast(statement, values, role)
                start = max(end for _, end in values.values())


def _read_contrast(statement: Statement, values: dict[str, Span], role: Role) -> Iterator[Draft]:
    """Cut the value before the sign out of its statement; the one after it is whole."""
    text, folded, matcher = statement.text, statement.folded, statement.matcher
    first, second = sorted(values, key=lambda slot: values[slot])
    (start, end), after = values[first], cut_value(text, folded, values[second], matcher)
    before = after and take_tail(text, (start, end), after, matcher)
    if before and after and not statement.has("courtesy"):
        topic = skip_opening(text, folded, (start, before[0]), matcher) or trim(text, (before[1], end))
        if role == "either" and matcher.has(folded[statement.start : before[0]], "wrong"):
            first, second = second, first
        spans = {first: before, second: after}
        yield Draft(statement.number, spans["wrong"], spans["right"], topic)


def _read_templates(statement: Statement, is_cued: bool) -> Iterator[Draft]:
    """Read the first template that gives a value; those but the truth need words that speak of the text."""
    roles: tuple[Role, ...] = ("truth", "removal", "claim") if is_cued else ("truth",)
    read = (
        (role, *_read_template(template, statement))
        for role in roles
        for template in _templates(statement.matcher, role)
    )
    found = [each for each in read if each[2]]
    for role, at, values in found[:1]:
        yield _make_draft(
            statement, _outer(at, values, found[1:]), _COMPLETE if role == "removal" else statement.number
        )


def _outer(at: int, values: dict[str, Span], others: list[tuple[Role, int, dict[str, Span]]]) -> dict[str, Span]:
    """Return the topic that a wrong value is part of: "misstated the share of voters who said no" gives none."""
    topics = [each for _, start, each in others if start < each.get("about", (0, 0))[0] < at]
    return topics[0] if topics and values.keys() == {"wrong"} else values


def _read_template(template: re.Pattern[str], statement: Statement) -> tuple[int, dict[str, Span]]:
    """Return where a template first matches with values, and these, if any."""
    at = statement.start
    while match := template.search(statement.folded[at : statement.end]):
        spans = {slot: (match.start(slot) + at, match.end(slot) + at) for slot in match.groupdict()}
        values = {slot: _cut(slot, span, statement) for slot, span in spans.items()}
        if given := {slot: value for slot, value in values.items() if value}:
            return match.start() + at, given
        first = min(start for start, _ in spans.values())  # there may be another inside the value that was none
        at = first if first > match.start() + at else max(end for _, end in spans.values())
    return at, {}


def _cut(slot: str, span: Span, statement: Statement) -> Span | None:
    """Cut a value; none for a topic that begins with a preposition, like "in the process"."""
    value = cut_value(statement.text, statement.folded, span, statement.matcher)
    is_place = value and slot == "about" and statement.matcher.open("before", statement.folded, value[0])
    return None if is_place else value


def _make_draft(statement: Statement, values: dict[str, Span], number: int) -> Draft:
    """A `name` is the right value where it has a capital, else it is only what the notice is about."""
    name = values.get("name")
    if name:
        values["right" if _CAPITAL.search(statement.text, *name) else "about"] = name
    return Draft(number, values.get("wrong"), values.get("right"), values.get("about"))


def _take_whole(statement: Statement) -> list[Draft]:
    whole = trim(statement.text, (statement.start, statement.end))
    if whole is None or whole[1] - whole[0] > _LONGEST_VALUE:
        return []
    value = skip_opening(statement.text, statement.folded, whole, statement.matcher)
    return [Draft(statement.number, right=value or whole, whole=whole)]


def _match(template: re.Pattern[str], statement: Statement, start: int) -> dict[str, Span]:
    """Return the spans of the values where a template matches the statement from `start`, or none."""
    match = template.search(statement.folded[start : statement.end])
    return {slot: (match.start(slot) + start, match.end(slot) + start) for slot in match.groupdict()} if match else {}


@lru_cache(maxsize=64)
def _templates(matcher: Matcher, role: Role) -> list[re.Pattern[str]]:
    """A value ends with its statement, at a bracket, a dash or another clause; in a contrast at any comma."""
    comma = r",\s|:" if role in _CONTRASTS else rf",\s{matcher.write('clause', has_groups=False)}"
    return matcher.templates(role, rf"(?:\s*[;；)\]】]|\s[—–-]\s|[，、]|:\s|{comma}|[.!?。\s]*$)")
