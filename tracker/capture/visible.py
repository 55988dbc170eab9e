"""Text as a reader sees it on a page: white space collapsed, invisible signs gone.

Template changes come as other spaces, soft hyphens and zero-width signs; none of them is an edit. A fixed space stays
where it holds a number together, because there it says what is one word.
"""

import re
import unicodedata

LINE_BREAK = "\v"  # stands for <br> in text that is not clean yet

_INVISIBLE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_FIXED_SPACE = "\xa0\u2007\u2009\u202f"  # kept inside a number: 12 000
_LOOSE_SPACE = re.compile(rf"(?<!\d)[{_FIXED_SPACE}]|[{_FIXED_SPACE}](?!\d)")
_BREAK = re.compile(r" ?\v ?")
_SPACES = re.compile(rf"[^\S\v{_FIXED_SPACE}]+")


def clean(text: str) -> str:
    r"""Collapse white space and drop what is invisible; a `LINE_BREAK` becomes a newline.

    >>> clean(" It\u00a0cost\n 12\u00a0000 eu\u00adros. ")
    'It cost 12\xa0000 euros.'
    """
    text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = _LOOSE_SPACE.sub(" ", unicodedata.normalize("NFC", text))
    text = _SPACES.sub(" ", text)
    return _BREAK.sub("\n", text).strip()
