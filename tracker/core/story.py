"""A story's text: blocks in reading order, and `story.md`, their lossless and readable form.

A `Block` is one printed unit (a headline, a paragraph, a caption …). Its text is what a reader sees, as one
string; it is never empty and never starts or ends with white space. A `Story` is a tuple of blocks. It knows no
URL, date or byline: those belong to the page it was read from.

`story.md` is Markdown that a person can read and `git diff` can show, one block a paragraph, and it is lossless:
`parse_story_md(render_story_md(story)) == story` for every story. The backslash is its only escape.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal, get_args

BlockKind = Literal["headline", "standfirst", "subheading", "paragraph", "list_item", "caption", "notice"]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)


@dataclass(frozen=True, slots=True)
class Block:
    """One printed unit of a story; `text` is stripped, not empty and without NUL, else `ValueError`."""

    kind: BlockKind
    text: str

    def __post_init__(self) -> None:
        if not self.text or self.text != self.text.strip() or "\0" in self.text:
            raise ValueError(f"a block's text is stripped, not empty and without NUL: {self.text!r:.60}")


@dataclass(frozen=True, slots=True)
class Story:
    """The blocks of a story in reading order."""

    blocks: tuple[Block, ...]

    @property
    def headline(self) -> str:
        """Return the text of the first headline block, or "".

        >>> Story((Block("headline", "Bridge opens"), Block("paragraph", "It did."))).headline
        'Bridge opens'
        """
        return next((block.text for block in self.blocks if block.kind == "headline"), "")

    @property
    def digest(self) -> str:
        """Return the SHA-256 of `story.md`, as `sha256:` and 64 hexadecimal digits: equal text, equal digest."""
        return "sha256:" + hashlib.sha256(render_story_md(self).encode()).hexdigest()


# A paragraph has no marker. Order matters only for reading: no marker is a prefix of another.
MARKERS: dict[BlockKind, str] = {
    "headline": "# ",
    "subheading": "## ",
    "standfirst": "> ",
    "list_item": "- ",
    "caption": "[caption] ",
    "notice": "[notice] ",
}


def render_story_md(story: Story) -> str:
    r"""Write a story as `story.md`: a marker for each kind but the paragraph, an empty line between blocks.

    >>> render_story_md(Story((Block("headline", "A"), Block("paragraph", "# 1 hit"))))
    '# A\n\n\\# 1 hit\n'
    """
    return "\n\n".join(_render_block(block) for block in story.blocks) + "\n" if story.blocks else ""


def _render_block(block: Block) -> str:
    text = block.text.replace("\\", "\\\\").replace("\n", "\\\n")
    if block.kind != "paragraph":
        return MARKERS[block.kind] + text
    return "\\" + text if text.startswith(tuple(MARKERS.values())) else text


def parse_story_md(text: str) -> Story:
    r"""Read what `render_story_md` wrote.

    A backslash makes the next character, also a line end, part of the text. Raises `ValueError` for text that
    `render_story_md` cannot have written.

    >>> parse_story_md('# A\n\n\\# 1 hit\n').blocks[1]
    Block(kind='paragraph', text='# 1 hit')
    """
    return Story(tuple(_parse_block(raw) for raw in _split_blocks(text)))


def _split_blocks(text: str) -> list[str]:
    """Cut at empty lines; an escaped line end is not a line end."""
    if not text:
        return []
    if not text.endswith("\n"):
        raise ValueError("story.md does not end with a line end: it was cut short")
    raws, start, at = [], 0, 0
    while (at := _next_plain_newline(text, at)) < len(text) - 1:
        if text[at + 1] != "\n":
            raise ValueError(f"story.md has a bare line end at character {at}")
        raws.append(text[start:at])
        start = at = at + 2
    return [*raws, text[start:-1]]


_INSIDE = re.compile(r"[^\\\n]*(?:\\.[^\\\n]*)*", re.DOTALL)  # 40 times as fast as a loop over the characters


def _next_plain_newline(text: str, at: int) -> int:
    inside = _INSIDE.match(text, at)
    if inside is None or inside.end() >= len(text):
        raise ValueError("story.md ends inside a block: it was cut short")
    return inside.end()


def _parse_block(raw: str) -> Block:
    for kind, marker in MARKERS.items():
        if raw.startswith(marker):
            return Block(kind, _unescape(raw.removeprefix(marker)))
    return Block("paragraph", _unescape(raw))


def _unescape(raw: str) -> str:
    parts = raw.split("\\\\")  # an even run of backslashes first, then the single ones
    return "\\".join(part.replace("\\", "") for part in parts)
