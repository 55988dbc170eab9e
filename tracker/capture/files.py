"""Files as a person names them, read as stories: plain text, Markdown or HTML, from a path or standard input.

What it is, is told by the content first and the name second (`media`). A file that cannot be a story ends in an
`InputError` that names it and the next step: missing, unreadable, empty, binary, too large, without text. A doubt
about its encoding is told through `warn`, once. trafilatura is only imported for a page.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from tracker.capture.encoding import Decoded, decode_text
from tracker.capture.facts import PageFacts
from tracker.capture.media import Format, find_format, name_binary
from tracker.core.phrases import PHRASES
from tracker.core.phrases.phrase import Phrase
from tracker.core.plaintext import parse_markdown, parse_text
from tracker.core.story import Story, parse_story_md
from tracker.errors import InputError

MAX_PAGE = (
    5_000_000  # bytes; the largest of 130 real pages has 630,000, and the worst of this size take half a minute
)
MAX_TEXT = 2_000_000  # bytes; as much as five novels


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A story and what it was read from.

    `source` is the name for messages and reports, `data` the bytes as they were, `facts` what a page states beside
    its text (empty for text and Markdown).
    """

    source: str
    format: Format
    story: Story
    facts: PageFacts
    data: bytes
    encoding: str


def read_story(
    path: str,
    *,
    warn: Callable[[str], None],
    stdin: BinaryIO,
    url: str | None = None,
    phrases: tuple[Phrase, ...] = PHRASES,
) -> ReadResult:
    """Read a file ("-" is standard input) as a story; `url` is the address of a page, where it is known.

    `phrases` are the wordings by which the notices of a page are told from what else stands around the story.
    `warn` is called with a sentence when the text was read with a doubt. Raises `InputError`.
    """
    source = "standard input" if path == "-" else path
    data = _read_bytes(path, source, stdin)
    _refuse(data, source)
    decoded = decode_text(data)
    format_ = find_format(decoded.text, path)
    if format_ == "html":
        story, facts, decoded = _read_page(data, url, phrases)
    else:
        story, facts = _read_text(data, decoded.text, path, source, format_), PageFacts()
    if not story.blocks:
        raise InputError(f"{source} {_WITHOUT_TEXT[format_]}")
    if decoded.doubt:
        warn(f"{source} {decoded.doubt}")
    return ReadResult(source, format_, story, facts, data, decoded.encoding)


_WITHOUT_TEXT: dict[Format, str] = {
    "text": "holds nothing but white space: save the story's text in it",
    "markdown": "holds no text: save the story's text in it",
    "html": "holds no story that can be found: if a script writes its text, save the page from a browser",
}


def _read_bytes(path: str, source: str, stdin: BinaryIO) -> bytes:
    """Read a file, or a little more than the largest that is allowed."""
    try:
        if path == "-":
            return stdin.read(MAX_PAGE + 1)
        with Path(path).open("rb") as file:
            return file.read(MAX_PAGE + 1)
    except FileNotFoundError:
        raise InputError(f"{source} does not exist: check the name and the folder") from None
    except IsADirectoryError:
        raise InputError(f"{source} is a directory: name a file in it") from None
    except PermissionError:
        raise InputError(f"{source} may not be read: change its permissions (chmod u+r)") from None
    except (OSError, ValueError) as error:  # ValueError: a name with NUL
        raise InputError(f"{source!r} cannot be read ({error}): check the name and the disk") from error


def _refuse(data: bytes, source: str) -> None:
    """Raise `InputError` for bytes that cannot be a story, whatever they are called."""
    if not data:
        raise InputError(f"{source} is empty: save the story's text in it")
    kind = name_binary(data)
    if kind:
        raise InputError(f"{source} is {kind}: save its text as plain text, Markdown or HTML")
    if len(data) > MAX_PAGE:
        raise InputError(f"{source} has more than {MAX_PAGE // 10**6} MB: cut the story out of it")


def _read_page(data: bytes, url: str | None, phrases: tuple[Phrase, ...]) -> tuple[Story, PageFacts, Decoded]:
    from tracker.capture.extract import extract  # imports lxml

    page = extract(data, url=url, phrases=phrases)
    return page.story, page.facts, Decoded("", page.encoding, page.doubt)


def _read_text(data: bytes, text: str, path: str, source: str, format_: Format) -> Story:
    if len(data) > MAX_TEXT:
        raise InputError(f"{source} has more than {MAX_TEXT // 10**6} MB of text: cut the story out of it")
    if format_ == "text":
        return parse_text(text)
    if PurePath(path).name == "story.md":  # as it lies in the archive
        with suppress(ValueError):
            return parse_story_md(text)
    return parse_markdown(text)
