"""Changes of substance: a fact replaced or taken away, or news that was added. Each with its reason.

News is what a reader gains: sentences, paragraphs and details that were added, a number where there was none, a
count or a time that moves on as a story develops, an answer to a request for comment, a text that makes room for newer
text. A fact that was *exchanged* for another, or taken away with nothing in its place, is not news.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from tracker.core.noise import plain
from tracker.core.wordings import Exchange, Wording

SubstanceClass = Literal["minor", "news", "silent"]
MOST_QUOTED = 60  # characters of a reason's quotation
ROUNDING = 10  # percent by which "nearly 80" and "79" may differ
FEW = 3  # terms; fewer, with no fact among them, are a trim

_LIVING = re.compile(
    r"\b(?:this (?:is a )?(?:breaking|developing)|(?:story|article|post|report) (?:has been|will be|is being) updated"
    r"|will (?:update|be updat)\w*|check back|more to come|more details? to follow|stay tuned|we'll update)\b"
)
_NO_COMMENT = re.compile(
    r"\b(?:(?:did|do|does|has|have|had|could|was|were)(?: not|n't) (?:immediately |yet |be |respond|return|comment|reach|avail)"
    r"|(?:declined|refused) to (?:comment|say|answer)|no comment|request for comment|reached for comment)"
)
_STAMP = re.compile(r"^\W*(?:last )?(?:updated|posted|published|modified|as of)\b.{0,60}\d", re.IGNORECASE)
_TOLL = re.compile(
    r"\b(?:dead|deaths?|died|killed|dying|injur\w*|wounded|hurt|missing|hospitali[sz]ed|cases|infect\w*|arrest\w*|detained"
    r"|evacuat\w*|rescued|displaced|homeless|without power|victims?|bodies|toll|burn\w*|tested positive|votes? counted"
    r"|precincts|acres|hectares)\b",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|some|close to|more than|over|at least|less than|fewer than"
    r"|under|up to|as many as|just)\b"
)
_DOUBT = re.compile(
    r"\b(?:alleged\w*|reportedly|apparently|perhaps|possibl[ey]|probably|suspected|purported\w*|accused|so-called"
    r"|may|might|could)\b"
)
_SCOPE = re.compile(r"\b(?:at least|at most|up to|only|first|all|most|every|nearly all)\b")
_LABEL = re.compile(r"\W*(?:[A-Z]{4,}[- ])+\d*-?")  # UPDATE 2-, CORRECTED-
_ITEM = re.compile(r"\d+\s?[.)/:]")
_CREDIT = re.compile(
    r"\b(?:contributed (?:to|reporting)|additional reporting|reported from|reporting by|edited by)\b", re.IGNORECASE
)
_PERCENT = re.compile(r"%|\bper ?cent", re.IGNORECASE)
_CLOCK = {"noon": 12, "midnight": 0}
_MORE = re.compile(r"\b(?:more than|over|at least)\b")
_MARKET = re.compile(r"\b(?:points|dow|nasdaq|s&p|ftse|dax|nikkei|index|futures)\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"\b(?:first|only|last|oldest|youngest|largest|biggest|smallest|highest|lowest|best|worst)\b"
)


@dataclass(frozen=True, slots=True)
class Revised:
    """What else the revision of a change did: how many whole sentences or paragraphs came and how many went."""

    n_came: int
    n_went: int


def judge_substance(exchange: Exchange, revised: Revised) -> tuple[SubstanceClass, str]:
    """Return whether a change is news, silent or a trim, and why."""
    if _is_blank(exchange.old):
        return _judge_added(exchange)
    if _is_blank(exchange.new):
        return _judge_taken(exchange, revised)
    return _judge_replaced(exchange, revised)


def _is_blank(side: Wording) -> bool:
    return not any(map(str.isalnum, side.text))


def _judge_added(exchange: Exchange) -> tuple[SubstanceClass, str]:
    new, facts = exchange.new, exchange.change.facts
    if new.is_whole or exchange.change.old is None:
        return "news", "a paragraph was added" if exchange.change.old is None else "a sentence was added"
    if not any(map(str.isalnum, new.text + exchange.old.text)):
        return _judge_marks(exchange)
    if new.n_negations and _is_short(new):
        return "silent", f"a negation was added: {quoted(new)}"
    if "quotation" in facts and not new.n_marks:
        return "silent", f"words were added to a quotation: {quoted(new)}"
    if _DOUBT.search(new.text.casefold()) and _is_short(new):
        return "silent", f"a qualification was added: {quoted(new)}"
    if _is_short(new) and not _has_name(exchange) and _narrows(exchange):
        return "silent", f"a claim was narrowed: {quoted(new)}"
    return "news", f"words were added: {quoted(new)}"


def _judge_marks(exchange: Exchange) -> tuple[SubstanceClass, str]:
    if exchange.new.n_marks == exchange.old.n_marks:
        return "minor", "only signs changed"
    if exchange.marks_beside and abs(exchange.new.n_marks - exchange.old.n_marks) == 1:
        return "minor", "the mark belongs to the change beside it"
    verb = "added" if exchange.new.n_marks else "removed"
    return "silent", f"quotation marks were {verb}"


def _is_qualified(text: str) -> bool:
    return bool(_DOUBT.search(text) or _SCOPE.search(text))


def _is_short(side: Wording) -> bool:
    return len(side.terms) <= FEW


def _has_name(exchange: Exchange) -> bool:
    return bool({"name", "number", "date"} & set(exchange.change.facts))


def _narrows(exchange: Exchange) -> bool:
    """A word was put in soon after a superlative: `the first woman elected`."""
    before = exchange.new.block[max(0, exchange.new.start - 25) : exchange.new.start]
    starts_anew = re.match(r"\s*(?:and|or|who|which|that|[^\w\s])", exchange.new.text)
    return bool(_SUPERLATIVE.search(before.casefold())) and not re.search(r"[.,;:!?]", before) and not starts_anew


def _judge_taken(exchange: Exchange, revised: Revised) -> tuple[SubstanceClass, str]:
    old, facts = exchange.old, exchange.change.facts
    text = plain(old.text).casefold()
    if not any(map(str.isalnum, old.text + exchange.new.text)):
        return _judge_marks(exchange)
    if _LIVING.search(text) or _STAMP.search(old.text):
        return "minor", "a line about the updating of the story was removed"
    if old.is_whole or exchange.change.new is None:
        return _judge_whole(exchange, text, revised)
    touched = [fact for fact in facts if fact in _FACT_WORDS]
    if touched:
        return "silent", f"{_FACT_WORDS[touched[0]]} was taken away: {quoted(old)}"
    if _is_qualified(text):
        return "silent", f"a qualification was taken away: {quoted(old)}"
    if len(exchange.gone) < FEW:
        return "minor", f"trimmed by a few words: {quoted(old)}"
    return "silent", f"words were taken away: {quoted(old)}"


_FACT_WORDS = {
    "number": "a number",
    "date": "a date",
    "name": "a name",
    "negation": "a negation",
    "attribution": "who said it",
    "quotation": "a part of a quotation",
}


def _judge_whole(exchange: Exchange, text: str, revised: Revised) -> tuple[SubstanceClass, str]:
    what = "a paragraph" if exchange.change.new is None else "a sentence"
    if _NO_COMMENT.search(text):
        return "news", f"{what} about an unanswered request for comment was removed"
    if revised.n_came or revised.n_went > MANY_WENT:
        return "news", f"{what} made way for newer text"
    told = [
        fact
        for fact in ("quotation", "negation", "number", "name", "date", "attribution")
        if fact in exchange.change.facts
    ]
    if not told:
        return "minor", f"{what} without a fact was taken away"
    return "silent", f"{what} with {_WITH[told[0]]} was taken away"


MANY_WENT = 3  # whole sentences or paragraphs; more are a cut of the story, not the removal of a fact
_WITH = {
    "quotation": "a quotation",
    "negation": "a denial",
    "number": "a number",
    "name": "a name",
    "date": "a date",
    "attribution": "an attribution",
}


def _judge_replaced(exchange: Exchange, revised: Revised) -> tuple[SubstanceClass, str]:
    for rule in _REPLACED:
        if found := rule(exchange, revised):
            return found
    return "silent", f"the wording changed: {pair(exchange)}"


Finding = tuple[SubstanceClass, str] | None


def _stamped(exchange: Exchange, revised: Revised) -> Finding:
    return (
        ("news", "a time stamp moved on")
        if _STAMP.search(exchange.new.block) and "number" in exchange.change.facts
        else None
    )


def _answered(exchange: Exchange, revised: Revised) -> Finding:
    is_answered = _NO_COMMENT.search(plain(exchange.old.text).casefold())
    return ("news", "a request for comment was answered") if is_answered else None


def _negated(exchange: Exchange, revised: Revised) -> Finding:
    differs = exchange.old.n_negations != exchange.new.n_negations
    return ("silent", f"a negation changed: {pair(exchange)}") if differs else None


def _numbered(exchange: Exchange, revised: Revised) -> Finding:
    if not {"number", "date"} & set(exchange.change.facts) and exchange.old.values == exchange.new.values:
        return None
    old, new = exchange.old, exchange.new
    was, now = _figures(old), _figures(new)
    if not was and not now:
        return None
    if not was and "date" in exchange.change.facts and exchange.gone & _CLOCK.keys():
        return None
    if not was:
        return "news", f"a number was added: {pair(exchange)}"
    if not now:
        return "silent", f"a number was taken away: {pair(exchange)}"
    if was == now and old.currencies == new.currencies:
        return None
    if _ITEM.match(new.block) and new.start == 0:
        return "minor", "an item was numbered anew"
    if len(old.values) == len(new.values) == 1:
        a, b = _amounts(old, new)
        if a == b and _is_share(old) == _is_share(new):
            return "minor", f"the same number, written otherwise: {pair(exchange)}"
        if _is_rounded(old, a, b):
            return "news", f"a number was made exact: {pair(exchange)}"
        if revised.n_came and ((b > a and _TOLL.search(_nearby(new))) or _MARKET.search(_nearby(new))):
            return "news", f"a count moved on: {pair(exchange)}"
    return "silent", f"the number changed: {pair(exchange)}"


def _figures(side: Wording) -> list[str]:
    return sorted(key for key in side.keys.elements() if any(map(str.isdigit, key)) and not key.startswith("@"))


def _nearby(side: Wording) -> str:
    return side.block[max(0, side.start - 40) : side.end + 40]


def _amounts(old: Wording, new: Wording) -> tuple[Fraction, Fraction]:
    """The two values; a fraction beside a percentage as one."""
    a, b = old.values[0], new.values[0]
    if 0 < a < 1 < b <= 100 and _PERCENT.search(new.text + new.block[new.end : new.end + 9]):
        return 100 * a, b
    if 0 < b < 1 < a <= 100 and _PERCENT.search(old.text + old.block[old.end : old.end + 9]):
        return a, 100 * b
    return a, b


def _is_share(side: Wording) -> bool:
    return bool(_PERCENT.search(side.text + side.block[side.end : side.end + 9])) or 0 < side.values[0] < 1


def _is_rounded(old: Wording, a: Fraction, b: Fraction) -> bool:
    """`nearly 80` became `79`, `more than 40` became `45`: a rounded number was made exact."""
    text = plain(old.text).casefold()
    is_near = abs(a - b) * 100 <= ROUNDING * max(abs(a), abs(b))
    return (is_near and bool(_ROUGH.search(text))) or (a < b <= 2 * a and bool(_MORE.search(text)))


def _dated(exchange: Exchange, revised: Revised) -> Finding:
    if "date" not in exchange.change.facts:
        return None
    return "silent", f"the date or time changed: {pair(exchange)}"


def _quoted_otherwise(exchange: Exchange, revised: Revised) -> Finding:
    if "quotation" not in exchange.change.facts:
        return None
    return "silent", f"the words of a quotation changed: {pair(exchange)}"


def _named(exchange: Exchange, revised: Revised) -> Finding:
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


def _trimmed(exchange: Exchange, revised: Revised) -> Finding:
    was, now = (_is_qualified(plain(side.text).casefold()) for side in (exchange.old, exchange.new))
    if was != now and not (exchange.gone and exchange.come):
        return "silent", f"a qualification was {'taken away' if was else 'added'}: {pair(exchange)}"
    if exchange.come and not exchange.gone:
        return "news", f"words were added: {quoted(exchange.new)}"
    if not exchange.come and len(exchange.gone) < FEW:
        return "minor", f"trimmed by a few words: {quoted(exchange.old)}"
    return None


def _rewritten(exchange: Exchange, revised: Revised) -> Finding:
    is_kept = {"quotation", "negation"} & set(exchange.change.facts)
    return ("news", "rewritten with most of its paragraph") if exchange.is_rewritten and not is_kept else None


def _credited(exchange: Exchange, revised: Revised) -> Finding:
    is_label = _LABEL.match(exchange.new.block)
    if is_label and exchange.new.start < is_label.end():
        return "minor", "the label of the headline changed"
    return ("minor", "the credit line changed") if _CREDIT.search(exchange.new.block) else None


def _said(exchange: Exchange, revised: Revised) -> Finding:
    if "attribution" not in exchange.change.facts:
        return None
    return "silent", f"the attribution changed: {pair(exchange)}"


_REPLACED: tuple[Callable[[Exchange, Revised], Finding], ...] = (
    _stamped,
    _credited,
    _answered,
    _negated,
    _rewritten,
    _numbered,
    _dated,
    _quoted_otherwise,
    _named,
    _said,
    _trimmed,
)


def pair(exchange: Exchange) -> str:
    """Write an exchange in a reason: `34 → 43`."""
    return f"{quoted(exchange.old)} → {quoted(exchange.new)}"


def quoted(side: Wording) -> str:
    """Write a side in a reason, cut where it is long."""
    text = " ".join(side.text.split())
    return text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1].rstrip() + "…"
