"""Words that were only added, or only taken away.

What was added is news, unless a few words turn what stands there: a negation, a doubt, words in a quotation, a limit
to a superlative. What was taken away is silent when a fact went with it, and a trim when none did. A sentence or
paragraph that made way for newer text, or went in a cut of the whole story, is news as well.
"""

import re

from tracker.core.noise import plain
from tracker.core.verdict import FEW, NO_COMMENT, STAMP, Revised, Verdict, is_doubted, is_qualified, quoted
from tracker.core.wordings import Exchange, Wording

MANY_WENT = 3  # whole sentences or paragraphs; more are a cut of the story, not the removal of a fact
_LIVING = re.compile(
    r"\b(?:this (?:is a )?(?:breaking|developing)|(?:story|article|post|report) (?:has been|will be|is being) updated"
    r"|will (?:update|be updat)\w*|check back|more to come|more details? to follow|stay tuned|we'll update)\b"
)
_SUPERLATIVE = re.compile(
    r"\b(?:first|only|last|oldest|youngest|largest|biggest|smallest|highest|lowest|best|worst)\b"
)
_FACT_WORDS = {
    "number": "a number",
    "date": "a date",
    "name": "a name",
    "negation": "a negation",
    "attribution": "who said it",
    "quotation": "a part of a quotation",
}
_WITH = {  # the gravest first
    "quotation": "a quotation",
    "negation": "a denial",
    "number": "a number",
    "name": "a name",
    "date": "a date",
    "attribution": "an attribution",
}


def judge_added(exchange: Exchange) -> Verdict:
    """Return what is to be said of words that were only added."""
    new, facts = exchange.new, exchange.change.facts
    if new.is_whole or exchange.change.old is None:
        return "news", "a paragraph was added" if exchange.change.old is None else "a sentence was added"
    if not any(map(str.isalnum, new.text + exchange.old.text)):
        return _judge_marks(exchange)
    if new.n_negations and _is_short(new):
        return "silent", f"a negation was added: {quoted(new)}"
    if "quotation" in facts and not new.n_marks:
        return "silent", f"words were added to a quotation: {quoted(new)}"
    if is_doubted(new.text) and _is_short(new):
        return "silent", f"a qualification was added: {quoted(new)}"
    if _is_short(new) and not _has_name(exchange) and _narrows(exchange):
        return "silent", f"a claim was narrowed: {quoted(new)}"
    return "news", f"words were added: {quoted(new)}"


def _judge_marks(exchange: Exchange) -> Verdict:
    if exchange.new.n_marks == exchange.old.n_marks:
        return "minor", "only signs changed"
    if exchange.marks_beside and abs(exchange.new.n_marks - exchange.old.n_marks) == 1:
        return "minor", "the mark belongs to the change beside it"
    verb = "added" if exchange.new.n_marks else "removed"
    return "silent", f"quotation marks were {verb}"


def _is_short(side: Wording) -> bool:
    return len(side.terms) <= FEW


def _has_name(exchange: Exchange) -> bool:
    return bool({"name", "number", "date"} & set(exchange.change.facts))


def _narrows(exchange: Exchange) -> bool:
    """A word was put in soon after a superlative: `the first woman elected`."""
    before = exchange.new.block[max(0, exchange.new.start - 25) : exchange.new.start]
    starts_anew = re.match(r"\s*(?:and|or|who|which|that|[^\w\s])", exchange.new.text)
    return bool(_SUPERLATIVE.search(before.casefold())) and not re.search(r"[.,;:!?]", before) and not starts_anew


def judge_taken(exchange: Exchange, revised: Revised) -> Verdict:
    """Return what is to be said of words that were only taken away."""
    old, facts = exchange.old, exchange.change.facts
    text = plain(old.text).casefold()
    if not any(map(str.isalnum, old.text + exchange.new.text)):
        return _judge_marks(exchange)
    if _LIVING.search(text) or STAMP.search(old.text):
        return "minor", "a line about the updating of the story was removed"
    if old.is_whole or exchange.change.new is None:
        return _judge_whole(exchange, text, revised)
    if is_doubted(old.text) and _is_short(old):
        return "silent", f"a qualification was taken away: {quoted(old)}"
    touched = [fact for fact in facts if fact in _FACT_WORDS]
    if touched:
        return "silent", f"{_FACT_WORDS[touched[0]]} was taken away: {quoted(old)}"
    if is_qualified(plain(old.text)):
        return "silent", f"a qualification was taken away: {quoted(old)}"
    if len(exchange.gone) < FEW:
        return "minor", f"trimmed by a few words: {quoted(old)}"
    return "silent", f"words were taken away: {quoted(old)}"


def _judge_whole(exchange: Exchange, text: str, revised: Revised) -> Verdict:
    what = "a paragraph" if exchange.change.new is None else "a sentence"
    if NO_COMMENT.search(text):
        return "news", f"{what} about an unanswered request for comment was removed"
    if revised.n_came or revised.n_went > MANY_WENT:
        return "news", f"{what} made way for newer text"
    told = [fact for fact in _WITH if fact in exchange.change.facts]
    if not told:
        return "minor", f"{what} without a fact was taken away"
    return "silent", f"{what} with {_WITH[told[0]]} was taken away"
