"""Numbers that changed: a replaced value, or a count that moves on, a rounding, a list numbered anew.

A count moves on where the words around it tell a toll and it rose, or tell a market, in a revision that brought whole
sentences; anywhere else another number is a replaced fact. Numbers are compared by value, with their unit.
"""

import re
from fractions import Fraction

from tracker.core.noise import plain
from tracker.core.verdict import Revised, Verdict, pair
from tracker.core.wordings import Exchange, Wording

SHARE_ROUNDING = 2  # percent by which "two-thirds" and "67 percent" may differ
ROUNDING = 10  # percent by which "nearly 80" and "79" may differ
_TOLL = re.compile(
    r"\b(?:dead|deaths?|died|killed|dying|injur\w*|wounded|hurt|missing|hospitali[sz]ed|cases|infect\w*|arrest\w*"
    r"|detained|evacuat\w*|rescued|displaced|homeless|without power|victims?|bodies|toll|burn\w*|tested positive"
    r"|votes? counted|precincts|acres|hectares)\b",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|some|close to|more than|over|at least|less than"
    r"|fewer than|under|up to|as many as|just)\b"
)
_ITEM = re.compile(r"\d+\s?[.)/:]")
_PERCENT = re.compile(r"%|\bper ?cent", re.IGNORECASE)
_CLOCK = frozenset({"noon", "midnight"})
_MORE = re.compile(r"\b(?:more than|over|at least)\b")
_MARKET = re.compile(r"\b(?:points|dow|nasdaq|s&p|ftse|dax|nikkei|index|futures)\b", re.IGNORECASE)


def judge_number(exchange: Exchange, revised: Revised) -> Verdict | None:
    """Return what is to be said of the numbers of an exchange, or None where they are the same."""
    if not {"number", "date"} & set(exchange.change.facts) and exchange.old.values == exchange.new.values:
        return None
    old, new = exchange.old, exchange.new
    was, now = _figures(old), _figures(new)
    if not was and not now:
        return None
    if not was and "date" in exchange.change.facts and exchange.gone.keys() & _CLOCK:
        return None
    if not was:
        return "news", f"a number was added: {pair(exchange)}"
    if not now:
        return "silent", f"a number was taken away: {pair(exchange)}"
    if was == now:
        return None if is_same_unit(old, new) else ("silent", f"the number or its unit changed: {pair(exchange)}")
    if _ITEM.match(new.block) and new.start == 0:
        return "minor", "an item was numbered anew"
    if len(old.values) == len(new.values) == 1:
        a, b = _amounts(old, new)
        if (a, b) != (old.values[0], new.values[0]) and abs(a - b) * 100 <= SHARE_ROUNDING * b:
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


def is_same_unit(old: Wording, new: Wording) -> bool:
    """Tell whether numbers keep their currency, their percent sign, and the reading of their separators.

    `1,000` and `1.000` are one number in one country and two in another.
    """
    percents = [bool(_PERCENT.search(side.text + side.block[side.end : side.end + 9])) for side in (old, new)]
    was, now = (re.findall(r"\d[\d.,]*\d", side.text) for side in (old, new))
    swapped = any(
        a != b and re.sub(r"[.,]", "", a) == re.sub(r"[.,]", "", b) and "." in a + b
        for a, b in zip(was, now, strict=False)
    )
    return old.currencies == new.currencies and percents[0] == percents[1] and not swapped


def _is_rounded(old: Wording, a: Fraction, b: Fraction) -> bool:
    """`nearly 80` became `79`, `more than 40` became `45`: a rounded number was made exact."""
    text = plain(old.text).casefold()
    is_near = abs(a - b) * 100 <= ROUNDING * max(abs(a), abs(b))
    return (is_near and bool(_ROUGH.search(text))) or (a < b <= 2 * a and bool(_MORE.search(text)))
