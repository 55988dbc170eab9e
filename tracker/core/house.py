"""House rules: checks that a newsroom switches on, of how its notices are worded and its pages dated.

Each rule is a function that says in a sentence for an editor what is wrong, or None. A rule speaks only when it can
know: a notice that no change is linked to replaced nothing, and where a page gives no `dateModified` none was
forgotten.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from dateutil.parser import isoparse

from tracker.core.analysis import Analysis
from tracker.core.cases import SOFT_KINDS, Case, make_cases
from tracker.core.change import Revision, Span
from tracker.core.finding import Finding, RuleName
from tracker.core.phrases import PHRASES
from tracker.core.phrases.phrase import Phrase, Role

_SOFT_ROLES: tuple[Role, ...] = ("fixed", "purpose", "corrects", "did", "aim")
_LONGEST = 60  # characters of what a sentence quotes


def _label_must_say_correction(case: Case) -> str | None:
    if not case.admits_error or case.says_correction:
        return None
    called = f"its label says {_quote(case.label)}" if case.label else "it has no label"
    return f"The notice admits an error, but {called}: it must say Correction."


def _says_wrong_and_right(case: Case) -> str | None:
    if not case.is_correction:
        return None
    wrong, right = (any(getattr(claim, side) for claim in case.notice.claims) for side in ("wrong", "right"))
    if wrong and not right:
        return None if case.removes else "The notice says what was wrong, but not what is right."
    if right and not wrong:
        return "The notice says what is right, but not what was wrong."
    return None if right else "The notice says neither what was wrong nor what is right."


def _no_euphemism(case: Case) -> str | None:
    words = _soft_words(case)
    if case.admits_error or not case.replaced or not words:
        return None
    old, new = case.replaced[0].old, case.replaced[0].new
    return f"The notice says {_quote(words)}, but it replaced a fact: {_quote(old)} by {_quote(new)}."


def _soft_words(case: Case) -> str:
    """The first words that play the alteration down, of the text or else of the label."""
    soft = (found for found in case.find(*_SOFT_ROLES) if found.phrase.kind in SOFT_KINDS)
    label = case.label if case.named and case.named.kind in SOFT_KINDS else ""
    return next((case.notice.text[found.start : found.end] for found in soft), label)


def _must_say_where(case: Case) -> str | None:
    if not case.is_correction or any(claim.where for claim in case.notice.claims):
        return None
    return "The notice does not say where the error stood: in which paragraph, in the headline or the caption."


# The rules about a notice; the other one is about two versions.
_NOTICE_RULES: Mapping[RuleName, Callable[[Case], str | None]] = {
    "label-must-say-correction": _label_must_say_correction,
    "says-wrong-and-right": _says_wrong_and_right,
    "no-euphemism": _no_euphemism,
    "must-say-where": _must_say_where,
}


def _date_modified_moved(revision: Revision, old: str | None, new: str | None) -> str | None:
    """A change that the noise filter hides need not move the date, but may."""
    if old is None or new is None:
        return None
    has_moved = _read_time(old) != _read_time(new)
    if not has_moved and any(change.substantive and not change.hidden_by for change in revision.changes):
        return f"The text changed in substance, but the page's dateModified stayed {_quote(new)}."
    if has_moved and not revision.changes:
        return f"The page's dateModified moved from {_quote(old)} to {_quote(new)}, but the text did not change."
    return None


def judge(analysis: Analysis, rules: Collection[RuleName], phrases: tuple[Phrase, ...] = PHRASES) -> Analysis:
    """Return an analysis with the findings of the rules that are on: of the notices in order, then of the versions.

    `phrases` are the wordings that the notices were found by.
    """
    of_notices = [name for name in _NOTICE_RULES if name in rules]
    findings = [*_judge_notices(analysis, of_notices, phrases)] if of_notices else []
    findings += _judge_dates(analysis) if "date-modified-moved" in rules else []
    return replace(analysis, findings=tuple(findings))


def _judge_notices(analysis: Analysis, rules: Sequence[RuleName], phrases: tuple[Phrase, ...]) -> Iterator[Finding]:
    for case in make_cases(analysis, phrases):
        for rule in rules:
            if text := _NOTICE_RULES[rule](case):
                yield Finding(rule, case.notice.first_seen, case.notice.id, text)


def _judge_dates(analysis: Analysis) -> Iterator[Finding]:
    modified = {version.n: version.modified for version in analysis.versions}
    for revision in analysis.revisions:
        if text := _date_modified_moved(revision, modified[revision.old], modified[revision.new]):
            yield Finding("date-modified-moved", revision.new, None, text)


def _read_time(text: str) -> datetime | str:
    """One instant may be written in several ways; what is no time is compared as it is written."""
    try:
        at = isoparse(text)
    except ValueError:
        return text
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _quote(words: str | Span | None) -> str:
    text = " ".join((words if isinstance(words, str) else words.text if words else "").split())
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + '…'}”"
