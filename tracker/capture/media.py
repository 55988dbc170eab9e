"""What kind of file it is: plain text, Markdown, a page, or something that holds no text to read.

Content outranks the name: a page saved as `story.txt` is a page. Markdown is told by its name alone, because plain
text may use the same signs and means them literally.
"""

import re
from pathlib import PurePath
from typing import Literal

from tracker.capture.encoding import has_mark

Format = Literal["text", "markdown", "html"]

_MARKDOWN = (".md", ".markdown", ".mdown")
_HTML = (".html", ".htm", ".xhtml", ".shtml")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|h1|p)\b[^<]*>",
    re.IGNORECASE | re.DOTALL,
)

_SIGNATURES = (  # (offset, bytes, name)
    (0, b"%PDF-", "a PDF document"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (4, b"ftyp", "a video or photograph"),
    (0, b"PK\x03\x04", "a ZIP archive or office document"),
    (0, b"\xd0\xcf\x11\xe0", "an old office document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"7z\xbc\xaf", "a 7z archive"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"WARC/1.", "a web archive (WARC)"),
)
LOOKED_AT = 8_000  # bytes in which a NUL makes a file binary: git's own rule
MOST_CONTROLS = 0.1  # share of control characters above which bytes are no text
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b") | {127})


def find_format(text: str, name: str) -> Format:
    """Tell the format of a text that was read from a file of that name ("-" for none)."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _HTML or _PAGE.match(text):
        return "html"
    return "markdown" if suffix in _MARKDOWN else "text"


def name_binary(data: bytes) -> str | None:
    """Name what the bytes are when they are no text ("a PDF document"), else return None."""
    for offset, signature, name in _SIGNATURES:
        if data.startswith(signature, offset):
            return name
    if has_mark(data):
        return None
    n_controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data[:LOOKED_AT] or n_controls > MOST_CONTROLS * len(data):
        return "a binary file"
    return None
