"""From bytes to text, without trusting what the bytes say of themselves.

A byte order mark is believed first. Then text that is valid UTF-8 is UTF-8, whatever is declared: no other encoding
of real prose passes that test by accident. A plain text that is neither is Windows-1252. A page that is neither is
read as declared (by the server, then in its own head), when its bytes allow that; then as what they look like.
Every reading that is a guess, or that lost a byte, carries a `doubt` for a person to read.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and what is doubtful about that, or None."""

    text: str
    encoding: str
    doubt: str | None = None


_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages mean by a label, after the WHATWG Encoding Standard; the keys are Python's own names. A label that is
# not here is not believed: Python knows "encodings" that run over the text (unicode_escape) or are none (hex).
_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1", "cp1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **dict.fromkeys(("euc_kr", "cp949"), "cp949"),
    **dict.fromkeys(("shift_jis", "cp932"), "cp932"),
    **dict.fromkeys(("iso8859-9", "cp1254"), "cp1254"),
    **dict.fromkeys(("tis-620", "iso8859-11", "cp874"), "cp874"),
    **{name: name for name in ("utf-8", "big5", "big5hkscs", "euc_jp", "iso2022_jp", "koi8-r", "koi8-u")},
    **{f"cp125{n}": f"cp125{n}" for n in (0, 1, 3, 5, 6, 7, 8)},
    **{f"iso8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
HEAD = 4096  # bytes in which a page declares itself; the standard says 1,024, servers prepend comments
FEW = 0.05  # share of unreadable bytes among all that are not ASCII: up to it a page is damaged, above it misdeclared


def find_charset(headers: Iterable[tuple[str, str]]) -> str | None:
    """Return the encoding that the headers of an answer name.

    >>> find_charset([("Content-Type", 'text/html; Charset="ISO-8859-1"')])
    'iso-8859-1'
    """
    message = Message()
    message["Content-Type"] = next((value for name, value in headers if name.lower() == "content-type"), "")
    return message.get_content_charset()


def has_mark(data: bytes) -> bool:
    """Tell whether the bytes begin with a byte order mark."""
    return data.startswith(tuple(mark for mark, _ in _MARKS))


def decode_text(data: bytes) -> Decoded:
    """Read the bytes of a plain text: by their mark, as UTF-8, else as Windows-1252 or Latin-1, with a doubt."""
    marked = _decode_marked(data) or _decode_strictly(data, "utf-8")
    if marked:
        return marked
    guess = _decode_strictly(data, "cp1252") or Decoded(data.decode("latin-1"), "latin-1")
    name = {"cp1252": "Windows-1252", "latin-1": "Latin-1"}[guess.encoding]
    return Decoded(guess.text, guess.encoding, f"is not UTF-8, read as {name}; save it as UTF-8 to be sure")


def decode_page(data: bytes, declared: str | None = None) -> Decoded:
    """Read the bytes of a page; `declared` is the charset that the server named."""
    marked = _decode_marked(data)
    if marked:
        return marked
    labels = [label for label in (declared, _find_label(data)) if label]
    encodings = [meant for label in labels if (meant := _find_encoding(label))]
    if not data.isascii():
        encodings.insert(0, "utf-8")
    for encoding in [*encodings, "utf-8"]:
        decoded = _decode_strictly(data, encoding)
        if decoded:
            return decoded
    return _decode_damaged(data, encodings)


def _decode_marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            doubt = f"is damaged {encoding.upper()}" if "\ufffd" in text else None
            return Decoded(text, encoding, doubt)
    return None


def _decode_strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _find_label(data: bytes) -> str | None:
    match = _DECLARED.search(data[:HEAD])
    return match[1].decode("ascii") if match else None


def _find_encoding(label: str) -> str | None:
    try:
        return _MEANT.get(codecs.lookup(label.strip()).name)
    except (LookupError, ValueError):  # an unknown name; a name with NUL or non-ASCII signs
        return None


def _decode_damaged(data: bytes, encodings: list[str]) -> Decoded:
    """Read a page as the first encoding that loses next to nothing, else as what its bytes look like."""
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        n_foreign = sum(not char.isascii() for char in text)
        if text.count("\ufffd") <= FEW * n_foreign:
            return Decoded(text, encoding, f"has bytes that are not {encoding.upper()}; they are shown as \ufffd")
    return _guess(data)


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data))
    if not matches:
        return Decoded(data.decode("latin-1"), "latin-1", "is in no encoding that is known, read as Latin-1")
    # Western text often fits several code pages equally well; then it is the one that the Web falls back to.
    best = min(matches, key=lambda match: (match.chaos, -match.coherence, match.encoding != "cp1252"))
    return Decoded(str(best), best.encoding, f"declares no encoding that fits, read as {best.encoding}")


# A lead byte of UTF-8 followed by a continuation byte, both read as Windows-1252: "Ã©", "â€™", "Ð¶".
_TWICE = re.compile(
    "[\xc2-\xf4][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)


def repair_twice_encoded(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 and encoded again, line by line and only where that is certain.

    >>> repair_twice_encoded("It’s the cafÃ© owner’s") == repair_twice_encoded("It’s the café owner’s")
    True
    """
    if not _TWICE.search(text):
        return text
    from ftfy import TextFixerConfig, fix_encoding

    certain = TextFixerConfig(restore_byte_a0=False, replace_lossy_sequences=False, fix_c1_controls=False)
    lines = text.splitlines(keepends=True)
    return "".join(fix_encoding(line, certain) if _TWICE.search(line) else line for line in lines)
