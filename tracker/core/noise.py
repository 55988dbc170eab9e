"""Which changes an editor need not see: typography and white space, each hidden by a rule that has a name.

The filter is fact-safe: it is asked last, it is told which facts a change touches, and it can hide only a change
that touches nothing but white space or punctuation. A comma, a full stop or a quotation mark is never hidden:
each can turn the meaning of a sentence. Nothing is thrown away: a hidden change keeps its place in the revision
and carries the name of the rule.
"""

import re
import unicodedata
from collections.abc import Callable, Set

from tracker.core.change import Fact

_SPACE = re.compile(r"[\s\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_DASH = re.compile(r"[–—―−‒]|(?<!-)--(?!-)")
_MARKS = str.maketrans({**dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‘’‚ʼ", "'"), "…": "..."})


def plain(text: str) -> str:
    """Write a text without typography: composed characters, plain apostrophes, dashes, dots and spaces.

    >>> print(plain("the mayor’s “plan” …"))
    the mayor's "plan" ...
    """
    if text.isascii() and text.isalnum():  # most words
        return text
    text = unicodedata.normalize("NFC", text).translate(_MARKS)
    return _SPACE.sub(" ", _DASH.sub("-", text))


# In this order; the first rule under which the two sides read alike gives its name.
_RULES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("white-space", lambda text: _SPACE.sub(" ", text).strip()),
    ("unicode-form", lambda text: unicodedata.normalize("NFC", text)),
    ("apostrophe-style", lambda text: re.sub("[‘’ʼ]", "'", text) if re.search(r"\w[‘’'ʼ]", text) else text),
    ("dash-style", lambda text: _DASH.sub("-", text)),
    ("ellipsis-style", lambda text: text.replace("…", "...").replace(". . .", "...")),
)


def hiding_rule(old: str, new: str, facts: Set[Fact]) -> str | None:
    """Return the name of the rule under which two wordings are the same, or None for a change to be shown.

    >>> hiding_rule("mayor's", "mayor’s", {"punctuation"})
    'apostrophe-style'
    >>> hiding_rule("$1.5m", "$15m", {"number"}) is None
    True
    """
    if not facts <= {"punctuation", "whitespace"}:
        return None
    return next((name for name, same in _RULES if same(old) == same(new)), None)
