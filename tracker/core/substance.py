"""Changes of substance: a fact replaced or taken away, or news that was added. Each with its reason.

News is what a reader gains: sentences, paragraphs and details that were added, a number where there was none, a
count or a time that moves on, an answer to a request for comment, a text that makes room for newer text.
A fact that was *exchanged* for another, or taken away with nothing in its place, is not news. Of the rules for
replaced words the first that has something to say is heard.
"""

import re
from collections.abc import Callable, Mapping

from tracker.core.figures import judge_number
from tracker.core.noise import plain
from tracker.core.one_sided import judge_added, judge_taken
from tracker.core.verdict import FEW, NO_COMMENT, STAMP, Revised, Verdict, is_qualified, pair, quoted
from tracker.core.wordings import Exchange, Wording

_LABEL = re.compile(r"\W*(?:[A-Z]{4,}[- ])+\d*-?")  # UPDATE 2-, CORRECTED-
_CREDIT = re.compile(
    r"\b(?:contributed (?:to|reporting)|additional reporting|reported from|reporting by|edited by)\b", re.IGNORECASE
)


def judge_substance(exchange: Exchange, revised: Revised) -> Verdict:
    """Return whether a change is news, silent or a trim, and why."""
    if _is_blank(exchange.old):
        return judge_added(exchange)
    if _is_blank(exchange.new):
        return judge_taken(exchange, revised)
    return _judge_replaced(exchange, revised)


def _is_blank(side: Wording) -> bool:
    return not any(map(str.isalnum, side.text))


def _judge_replaced(exchange: Exchange, revised: Revised) -> Verdict:
    for rule in _REPLACED:
        if found := rule(exchange, revised):
            return found
    return "silent", f"the wording changed: {pair(exchange)}"


def _stamped(exchange: Exchange, revised: Revised) -> Verdict | None:
    is_stamp = STAMP.search(exchange.new.block) and "number" in exchange.change.facts
    return ("news", "a time stamp moved on") if is_stamp else None


def _credited(exchange: Exchange, revised: Revised) -> Verdict | None:
    is_label = _LABEL.match(exchange.new.block)
    if is_label and exchange.new.start < is_label.end():
        return "minor", "the label of the headline changed"
    return ("minor", "the credit line changed") if _CREDIT.search(exchange.new.block) else None


def _answered(exchange: Exchange, revised: Revised) -> Verdict | None:
    is_answered = NO_COMMENT.search(plain(exchange.old.text).casefold())
    return ("news", "a request for comment was answered") if is_answered else None


def _negated(exchange: Exchange, revised: Revised) -> Verdict | None:
    differs = exchange.old.n_negations != exchange.new.n_negations
    return ("silent", f"a negation changed: {pair(exchange)}") if differs else None


def _rewritten(exchange: Exchange, revised: Revised) -> Verdict | None:
    is_kept = {"quotation", "negation"} & set(exchange.change.facts)
    return ("news", "rewritten with most of its paragraph") if exchange.is_rewritten and not is_kept else None


def _dated(exchange: Exchange, revised: Revised) -> Verdict | None:
    if "date" not in exchange.change.facts:
        return None
    return "silent", f"the date or time changed: {pair(exchange)}"


def _quoted_otherwise(exchange: Exchange, revised: Revised) -> Verdict | None:
    if "quotation" not in exchange.change.facts:
        return None
    return "silent", f"the words of a quotation changed: {pair(exchange)}"


def _named(exchange: Exchange, revised: Revised) -> Verdict | None:
    if "name" not in exchange.change.facts:
        return None
    was, now = _names(exchange.old, exchange.gone), _names(exchange.new, exchange.come)
    if not was:
        return ("news", f"a name was added: {pair(exchange)}") if now else None
    return "silent", f"{'the name changed' if now else 'a name was taken away'}: {pair(exchange)}"


def _names(side: Wording, keys: Mapping[str, int]) -> list[str]:
    """The names that only this side says; the capital of a word that begins a sentence makes no name."""
    names = [term for term in side.terms if term.kind == "name" and keys.get(term.key)]
    starts = not side.block[: side.start].strip() or side.block[: side.start].rstrip(' ”"’»)“‘«(').endswith(
        (".", "!", "?", ":")
    )
    if starts and names and names[0].start == 0 and (len(side.terms) == 1 or side.terms[1].kind != "name"):
        follows = side.block[side.end :].lstrip()[:1]
        names = names if len(side.terms) == 1 and follows.isupper() else names[1:]
    return [term.key for term in names]


def _said(exchange: Exchange, revised: Revised) -> Verdict | None:
    if "attribution" not in exchange.change.facts:
        return None
    return "silent", f"the attribution changed: {pair(exchange)}"


def _trimmed(exchange: Exchange, revised: Revised) -> Verdict | None:
    was, now = (is_qualified(plain(side.text)) for side in (exchange.old, exchange.new))
    if was != now and not (exchange.gone and exchange.come):
        return "silent", f"a qualification was {'taken away' if was else 'added'}: {pair(exchange)}"
    if exchange.come and not exchange.gone:
        return "news", f"words were added: {quoted(exchange.new)}"
    if not exchange.come and len(exchange.gone) < FEW:
        return "minor", f"trimmed by a few words: {quoted(exchange.old)}"
    return None


_REPLACED: tuple[Callable[[Exchange, Revised], Verdict | None], ...] = (
    _stamped,
    _credited,
    _answered,
    _negated,
    _rewritten,
    judge_number,
    _dated,
    _quoted_otherwise,
    _named,
    _said,
    _trimmed,
)
