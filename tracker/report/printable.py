"""Scraped text made safe to look at: what would act instead of being read is shown as a sign.

A terminal obeys control characters, and both terminals and browsers obey the characters that turn the direction
of writing. Neither may come from a story. They are shown as Unicode's own control pictures (`␛`) or as their
number in angle brackets. Only for printing: spans no longer fit afterwards.
"""

import re

# C0 and C1 controls but for tab and line end, the bidirectional controls, line separators, surrogates.
_ACTIVE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""Return a text in which no character acts.

    >>> printable("\x1b[31mred"), printable("a\u202eb")
    ('␛[31mred', 'a‹U+202E›b')
    """
    return _ACTIVE.sub(lambda match: _picture(ord(match[0])), text)


def _picture(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"


def show_space(text: str) -> str:
    """Make white space visible where it is all there is to see.

    >>> show_space(" "), show_space("a b")
    ('␣', 'a b')
    """
    if text.strip():
        return text
    return text.replace(" ", "␣").replace("\t", "⇥").replace("\n", "↵").replace("\u00a0", "⍽")
