r"""Plain text and Markdown read as a story.

Plain text is taken at its word. A paragraph is what stands between blank lines, and its text is kept as it is,
also its inner line ends; nothing is lost but control characters and white space around a paragraph. Where a
file's long lines follow each other without blank lines, every line is a paragraph. A first line `# …` is the
headline; so is a short first paragraph without a full stop, when another follows.

Markdown is CommonMark, read by markdown-it. Marks of emphasis and links go, hard-wrapped lines are joined, and the
markers of `story.md` (`[caption] `, `[notice] `) are understood. The exact reader of `story.md` is
`tracker.core.story.parse_story_md`.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.core.story import MARKERS, Block, BlockKind, Story
from tracker.core.words import split_sentences

if TYPE_CHECKING:
    from markdown_it.token import Token

LONG_LINE = 100  # mail and editors wrap at 72 to 100; three of four printed paragraphs are longer
LONGEST_HEADLINE = 160  # in 360 published headlines one was longer

_UNSEEN = re.compile("[\0-\x08\x0e-\x1b\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")  # no page or feed can hold them
_LINE_END = re.compile("\r\n|[\r\v\x1c\x1d\x1e\x85\u2028]")
_PARAGRAPH_END = re.compile("[\f\u2029]")
_BLANK_LINE = re.compile(r"\n\s*\n")
_OPENERS = ("(", "[", "（", "【")  # of a wire's notice: "(Corrects paragraph 3)"
_CLOSERS = "”’\"'»)]* "


def parse_text(text: str) -> Story:
    r"""Read plain text as a story.

    >>> [(block.kind, block.text) for block in parse_text("# Bridge opens\n\nIt opened\nat last.").blocks]
    [('headline', 'Bridge opens'), ('paragraph', 'It opened\nat last.')]
    """
    lines = _plain_lines(text).strip()
    paragraphs = _split_paragraphs(lines)
    first = lines.partition("\n")[0].rstrip()
    marked = first.removeprefix("# ").strip() if first.startswith("# ") else ""
    if marked:
        # The headline may stand right above the text: it ends with its line.
        below = paragraphs[0].removeprefix(first).strip()
        return _story(marked, [below, *paragraphs[1:]] if below else paragraphs[1:])
    if len(paragraphs) > 1 and _reads_as_headline(paragraphs[0]):
        return _story(paragraphs[0], paragraphs[1:])
    return _story("", paragraphs)


def _story(headline: str, paragraphs: list[str]) -> Story:
    head = (Block("headline", headline),) if headline else ()
    return Story(head + tuple(Block("paragraph", text) for text in paragraphs))


def _plain_lines(text: str) -> str:
    """Write every line end as one newline, every paragraph end as an empty line, and drop what is unseen."""
    return _PARAGRAPH_END.sub("\n\n", _LINE_END.sub("\n", _UNSEEN.sub("", text)))


def _split_paragraphs(text: str) -> list[str]:
    parts = text.split("\n") if _lines_are_paragraphs(text) else _BLANK_LINE.split(text)
    return [part.strip() for part in parts if part.strip()]


def _lines_are_paragraphs(text: str) -> bool:
    """Tell whether line ends separate the paragraphs: more long lines follow each other with no blank line
    between them than with one, or there is a long line and no blank line at all."""
    apart = together = 0
    seen_long = seen_blank = False
    for line in text.strip().split("\n"):
        if not line.strip():
            seen_blank = True
        elif len(line) > LONG_LINE:
            apart += seen_long and seen_blank
            together += seen_long and not seen_blank
            seen_long, seen_blank = True, False
    return together > apart or (seen_long and not _BLANK_LINE.search(text.strip()))


def _reads_as_headline(text: str) -> bool:
    if len(text) > LONGEST_HEADLINE or "\n" in text or text.startswith(_OPENERS):
        return False
    ends = (text[start:end].rstrip(_CLOSERS) for start, end in split_sentences(text))
    return not any(end.endswith((".", "。")) for end in ends)


def parse_markdown(text: str) -> Story:
    r"""Read Markdown as a story: the first `# ` is the headline, `> ` under it the standfirst, every list item a
    block, an image a caption; YAML front matter gives a headline (`title:`) where the text has none.

    >>> [(block.kind, block.text) for block in parse_markdown("# A\n\n> Why *B*\n\n- one\n- two").blocks]
    [('headline', 'A'), ('standfirst', 'Why B'), ('list_item', 'one'), ('list_item', 'two')]
    """
    title, body = _split_front_matter(_plain_lines(text))
    blocks = list(_markdown_blocks(body))
    if any(block.kind == "headline" for block in blocks):
        return Story(tuple(blocks))
    if title:
        return Story((Block("headline", title), *blocks))
    if len(blocks) > 1 and blocks[0].kind == "paragraph" and _reads_as_headline(blocks[0].text):
        blocks[0] = Block("headline", blocks[0].text)
    return Story(tuple(blocks))


_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*(['\"]?)(.+?)\1[ \t]*$", re.MULTILINE)


def _split_front_matter(text: str) -> tuple[str, str]:
    """Return the title that the front matter gives, or "", and the text after it."""
    matter = _FRONT_MATTER.match(text)
    if not matter:
        return "", text
    title = _TITLE.search(matter[1] or "")
    return (title[2].strip() if title else ""), text[matter.end() :]


def _markdown_blocks(text: str) -> Iterator[Block]:
    """Yield the blocks; only the first `# ` is the headline, and only a quotation right under it the standfirst."""
    from markdown_it import MarkdownIt  # 60 ms

    within: list[str] = []
    above: BlockKind | None = None
    has_headline = False
    for token in MarkdownIt("commonmark").parse(text):
        if token.nesting:
            within = [*within, token.tag] if token.nesting > 0 else within[:-1]
        for kind, words in _token_blocks(token, within):
            if kind == "headline" and has_headline:
                kind = "subheading"
            if kind == "paragraph" and "blockquote" in within and above in ("headline", "standfirst"):
                kind = "standfirst"
            if words.strip():
                has_headline, above = has_headline or kind == "headline", kind
                yield Block(kind, words.strip())


def _token_blocks(token: "Token", within: list[str]) -> Iterator[tuple[BlockKind, str]]:
    if token.type == "inline":
        children = token.children or []
        kind, marker = _inline_kind(token.content, within)
        yield kind, "".join(map(_inline_text, children)).removeprefix(marker)
        for image in (child for child in children if child.type == "image"):
            yield "caption", str(image.attrs.get("title") or image.content)
    else:
        yield "paragraph", _HTML_TAG.sub("", token.content) if token.type == "html_block" else token.content


_HTML_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_KINDS: dict[str, BlockKind] = {
    "h1": "headline",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "subheading"),
    "li": "list_item",
}


def _inline_kind(source: str, within: list[str]) -> tuple[BlockKind, str]:
    """Return the kind of a block and the marker of `story.md` that gave it, or ""."""
    for kind in ("caption", "notice"):
        if source.startswith(MARKERS[kind]):
            return kind, MARKERS[kind]
    return next((_KINDS[tag] for tag in reversed(within) if tag in _KINDS), "paragraph"), ""


def _inline_text(token: "Token") -> str:
    if token.type == "html_inline":
        return "\n" if token.content.lower().startswith("<br") else ""
    return {"softbreak": " ", "hardbreak": "\n", "image": ""}.get(token.type, token.content)
