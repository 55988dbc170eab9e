"""Two readings of a text, both one character for one: folded for matching, and with its quotations blanked.

`fold` takes away what newspapers vary and wordings do not: capitals, curly apostrophes, odd spaces and hyphens.
`blank_quotations` hides what stands inside quotation marks, so that words a newsroom quotes are never taken for
its own. A quotation that is never closed runs to the end, as when it goes on in the next paragraph. Single quotation
marks are blanked only where they open after a space and close before one; an apostrophe is none.
"""

import re

_PLAIN = str.maketrans("’‘ʼ´`‐‑\u00a0\u202f\u2009\u3000", "'''''--    ")
BLANK = "\x01"
_QUOTATION = re.compile(
    r"“[^”]*(?:”|$)|„[^“”]*(?:[“”]|$)|”[^”]*”|»[^«»]*«|«[^»]*(?:»|$)|「[^」]*(?:」|$)|『[^』]*(?:』|$)"
    r'|(?<!\d)"[^"]*"|^"[^"]*$|(?<!\w)‘[^‘’]*(?:’(?=\w)[^‘’]*)*’(?!\w)'
)


def fold(text: str) -> str:
    """Return the text in small letters with plain apostrophes, hyphens and spaces, of the same length.

    >>> fold("EDITOR’S NOTE")
    "editor's note"
    """
    small = text.lower()
    if len(small) != len(text):  # one letter, the Turkish İ, is longer when small
        small = "".join(letter.lower()[0] for letter in text)
    return small.translate(_PLAIN)


def blank_quotations(text: str) -> str:
    """Replace every quotation, marks included, by as many blanks.

    >>> blank_quotations("She said “no”.").replace(BLANK, "_")
    'She said ____.'
    """
    return _QUOTATION.sub(lambda quotation: BLANK * len(quotation[0]), text)
