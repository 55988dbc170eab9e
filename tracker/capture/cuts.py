"""Texts that are cut off: by a wall, by a connection that broke, or by an extraction that found next to nothing.

An editor cuts a story too, but at the end of a sentence, and leaves a page that is whole. So a shorter text is cut
off where it is the beginning of the longer one and breaks off inside a sentence, where its page has no end, or where
an invitation to pay or to log in stands in place of the rest. Of a story that is new there is nothing to compare
with: there the invitation must say that there is more, or the text end in dots on a page for those who pay.
"""

from collections.abc import Sequence
from itertools import takewhile

from tracker.capture.stubs import SHORT, count_words, find_wall, is_invitation
from tracker.core.story import BlockKind, Story

CUT_OFF = 0.6  # of the words of the version before: what a wall leaves is less
LAST = 3  # blocks at the end of a text, where an invitation stands
NOTHING = "no text of the story can be found in the page"
BROKEN_OFF = "the page breaks off in the middle of the text"
IN_A_SENTENCE = "cut off in the middle of a sentence"
BY_PAYMENT = "cut off by a wall of payment"
_BESIDE: tuple[BlockKind, ...] = ("headline", "standfirst", "caption", "notice")
_DOTS = "….  "
_CLOSING = "”\"’'»“)]"
_ENDS = (".", "!", "?", ":", ";", "。", "！", "？")  # of a sentence


def find_cut(old: Story, new: Story, *, is_broken_off: bool = False, is_for_payers: bool = False) -> str | None:
    """Say how a story was cut off since an older version of it, or return None.

    `is_broken_off` says that the page has no end, `is_for_payers` that it states that it is for those who pay.
    """
    if _body(old) and not _body(new) and not any(block.kind == "notice" for block in new.blocks):
        return NOTHING
    if wall := _find_walled(old, new):
        return wall
    was, now = _body(old), _body(new)
    n_same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
    is_torn = n_same < min(len(was), len(now)) and _is_torn(was[n_same], now[n_same])
    others = now[n_same + is_torn :]
    if n_same == len(was) or set(others) & {*was} or _n_words(others) > _n_words(now) / 2:
        return None
    if is_torn:
        return IN_A_SENTENCE
    if is_broken_off and not others:
        return BROKEN_OFF
    return BY_PAYMENT if is_for_payers and n_same and _n_words(was[:n_same]) < CUT_OFF * _n_words(was) else None


def find_fragment(new: Story, *, is_broken_off: bool = False, is_for_payers: bool = False) -> str | None:
    """Say why a text that is seen for the first time is only the beginning of a story, or return None."""
    body = _body(new)
    if all(block.kind == "headline" for block in new.blocks):
        return NOTHING
    if is_broken_off and body and not body[-1].rstrip(_CLOSING).endswith(_ENDS):
        return BROKEN_OFF
    is_open = bool(body) and is_for_payers and body[-1].endswith(("…", "..."))
    is_short = _n_words([block.text for block in new.blocks]) < SHORT
    return BY_PAYMENT if is_short and (is_open or any(map(is_invitation, body[-LAST:]))) else None


def _find_walled(old: Story, new: Story) -> str | None:
    """Say so when a wall left only the beginning of the story: fewer words, nearly all old, and an invitation."""
    texts = [block.text for block in new.blocks if block.kind != "headline"]
    wall = find_wall(texts)
    if wall is None or find_wall([block.text for block in old.blocks]):
        return None
    before = {block.text for block in old.blocks}
    kept = [text for text in texts if any(text.rstrip("….") in whole for whole in before)]
    is_less = _n_words(kept) < CUT_OFF * _n_words([block.text for block in old.blocks if block.kind != "headline"])
    others = [text for text in texts if text not in kept and find_wall([text]) is None]
    return f"cut off by {wall}" if is_less and _n_words(others) <= _n_words(kept) else None


def _is_torn(old: str, new: str) -> bool:
    """Tell whether a paragraph is the beginning of another one and ends inside a sentence."""
    bare = new.rstrip(_DOTS)
    is_open = new.endswith(("…", "...")) or not new.rstrip(_CLOSING).endswith(_ENDS)
    return bool(bare) and is_open and len(bare) < len(old.rstrip(_DOTS)) and old.startswith(bare)


def _body(story: Story) -> list[str]:
    return [block.text for block in story.blocks if block.kind not in _BESIDE]


def _n_words(texts: Sequence[str]) -> int:
    return sum(map(count_words, texts))
