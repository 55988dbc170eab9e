"""Hand-made analyses: a story is written as a redline, and its versions, rows and changes are read off it.

A row's text marks its changes: `[-old-]`, `{+new+}`, `[-old-]{+new+}`, `[/]` where a paragraph is split and `[_]`
where two are merged. What is known of each change follows in order, as words: facts, `silent`, `by:` a rule that
hides it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from tracker.core.analysis import Analysis, Version
from tracker.core.change import BREAK, FACTS, Change, ChangeKind, Relation, Revision, Row, Span
from tracker.core.notice import Claim, Evidence, Link, Notice, NoticeKind, Passage
from tracker.core.story import Block, BlockKind, Story

BEGIN = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)
NOW = datetime(2026, 3, 20, 6, 0, tzinfo=UTC)
_MARKUP = re.compile(r"\[-(.*?)-\](?:\{\+(.*?)\+\})?|\{\+(.*?)\+\}|\[/\]|\[_\]", re.DOTALL)


@dataclass(frozen=True)
class Draft:
    """One row of a redline; `was` is the index of its old block where that is not simply the next one."""

    text: str
    notes: tuple[str, ...] = ()
    kind: BlockKind = "paragraph"
    was: int | None = None


def row(text: str, *notes: str, kind: BlockKind = "paragraph", was: int | None = None) -> Draft:
    """Write a row; each note is what is known of one change, in order."""
    return Draft(text, notes, kind, was)


@dataclass
class Tale:
    """An analysis in the making."""

    versions: list[Version] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def tell(*revisions: tuple[Draft, ...], notices: tuple[Notice, ...] = ()) -> Analysis:
    """Make an analysis of redlines, each of which starts from the text the one before ends with."""
    tale = Tale()
    for drafts in revisions:
        _add_revision(tale, drafts)
    return Analysis(tuple(tale.versions), tuple(tale.revisions), notices, tuple(tale.silent))


def tell_once(*drafts: Draft, notices: tuple[Notice, ...] = ()) -> Analysis:
    """Make an analysis of one version."""
    story = Story(tuple(Block(draft.kind, draft.text) for draft in drafts))
    return Analysis((_version(1, story),), (), notices, ())


def noticed(
    text: str,
    kind: NoticeKind = "correction",
    *,
    seen: tuple[int, int],
    block: int,
    claims: tuple[Claim, ...] = (),
    links: tuple[Link, ...] = (),
    passage: Passage | None = None,
    reason: str | None = None,
    changes: tuple[str, ...] = (),
    number: int = 1,
) -> Notice:
    """Make a notice; its label is what stands before a colon."""
    label = (0, text.find(":") + 1)
    day = date(2026, 3, 5)
    return Notice(f"n{number}", *seen, block, text, kind, day, claims, label, passage, links, reason, changes)


def passage_of(analysis: Analysis, version: int, block: int, words: str) -> Passage:
    """Cite words of a version as a passage."""
    text = analysis.versions[version - 1].story.blocks[block].text
    start = text.index(words)
    return Passage(version, Span(block, start, start + len(words), words))


def link_to(analysis: Analysis, change_id: str, confidence: float, notice: str, *words: str) -> Link:
    """Link a notice's text to a change, with each of the words that stand on both as evidence."""
    _, change = analysis.change(change_id)
    sides: tuple[tuple[Literal["old", "new"], Span | None], ...] = (("old", change.old), ("new", change.new))
    evidence = []
    for word in words:
        at = notice.index(word)
        for side, span in sides:
            if span and word in span.text:
                start = span.start + span.text.index(word)
                evidence.append(Evidence((at, at + len(word)), side, (start, start + len(word))))
    return Link(change_id, confidence, tuple(evidence))


def with_notices(analysis: Analysis, *notices: Notice) -> Analysis:
    """Give an analysis its notices, numbered in order."""
    numbered = (replace(notice, id=f"n{number}") for number, notice in enumerate(notices, 1))
    return replace(analysis, notices=tuple(numbered))


def _version(n: int, story: Story) -> Version:
    return Version(n, story, f"{n}.md", BEGIN + timedelta(days=n - 1))


def _add_revision(tale: Tale, drafts: tuple[Draft, ...]) -> None:
    old_n = max(len(tale.versions), 1)
    reader = _Reader(old_n)
    for draft in _with_places(drafts):
        reader.read(draft)
    old = Story(tuple(block for _, block in sorted(reader.old.items())))
    if tale.versions:
        assert tale.versions[-1].story == old, "a redline starts from the text the one before ends with"
    else:
        tale.versions.append(_version(1, old))
    tale.versions.append(_version(old_n + 1, Story(tuple(reader.new))))
    tale.revisions.append(Revision(old_n, old_n + 1, tuple(reader.rows), tuple(reader.changes)))
    tale.silent += reader.silent


def _with_places(drafts: tuple[Draft, ...]) -> Iterator[Draft]:
    """Give each row the index of its first old block."""
    taken = {draft.was for draft in drafts if draft.was is not None}
    at = 0
    for draft in drafts:
        while at in taken:
            at += 1
        if draft.was is not None or (draft.text.startswith("{+") and _old(draft.text) == ""):
            yield draft
        else:
            yield replace(draft, was=at)
            at += _old(draft.text).count(BREAK) + 1


def _old(text: str) -> str:
    return _MARKUP.sub(lambda m: BREAK if m[0] == "[_]" else " " if m[0] == "[/]" else m[1] or "", text)


def _new(text: str) -> str:
    return _MARKUP.sub(lambda m: BREAK if m[0] == "[/]" else " " if m[0] == "[_]" else m[2] or m[3] or "", text)


class _Reader:
    """Reads rows into blocks, rows and changes."""

    def __init__(self, old_n: int) -> None:
        self.old_n = old_n
        self.old: dict[int, Block] = {}
        self.new: list[Block] = []
        self.rows: list[Row] = []
        self.changes: list[Change] = []
        self.silent: list[str] = []

    def read(self, draft: Draft) -> None:
        olds = _old(draft.text).split(BREAK) if draft.was is not None else []
        news = _new(draft.text).split(BREAK) if _new(draft.text) else []
        old_at, new_at = draft.was or 0, len(self.new)
        self.old.update({old_at + k: Block(draft.kind, text) for k, text in enumerate(olds)})
        self.new += (Block(draft.kind, text) for text in news)
        old_ids, new_ids = (tuple(range(at, at + len(s))) for at, s in ((old_at, olds), (new_at, news)))
        notes = list(draft.notes)
        relation = _relation(draft, olds, news, is_moved=bool(notes) and notes[0] == "moved")
        kinds = (draft.kind,)
        self.rows.append(Row(relation, old_ids, new_ids, kinds * len(olds), kinds * len(news)))
        if relation == "moved":
            notes.pop(0)
            self._add("moved", Span(old_at, 0, len(olds[0]), olds[0]), Span(new_at, 0, len(news[0]), news[0]), "")
        self._read_changes(draft.text, old_at, new_at, relation, notes)

    def _read_changes(self, text: str, old_block: int, new_block: int, relation: Relation, notes: list[str]) -> None:
        old_at = new_at = at = 0
        for match in _MARKUP.finditer(text):
            same = match.start() - at
            old_at, new_at, at = old_at + same, new_at + same, match.end()
            was, now = _old(match[0]), _new(match[0])
            note = notes.pop(0) if notes else ""
            kind: ChangeKind = "replaced" if was and now else "deleted" if was else "inserted"
            old: Span | None = Span(old_block, old_at, old_at + len(was), was)
            new: Span | None = Span(new_block, new_at, new_at + len(now), now)
            if match[0] == "[/]":
                kind, new = "split", Span(new_block + 1, 0, 0, "")
                new_block, new_at, now = new_block + 1, 0, ""
            elif match[0] == "[_]":
                kind, old = "merged", Span(old_block + 1, 0, 0, "")
                old_block, old_at, was = old_block + 1, 0, ""
            if relation in ("inserted", "deleted"):
                old, new = (None, new) if relation == "inserted" else (old, None)
            self._add(kind, old, new, note)
            old_at, new_at = old_at + len(was), new_at + len(now)

    def _add(self, kind: ChangeKind, old: Span | None, new: Span | None, note: str) -> None:
        words = note.split()
        change_id = f"r{self.old_n}c{len(self.changes) + 1}"
        facts = tuple(fact for fact in FACTS if fact in words)
        rule = next((word.removeprefix("by:") for word in words if word.startswith("by:")), None)
        self.changes.append(Change(change_id, kind, old, new, facts, bool(facts), rule))
        if "silent" in words:
            self.silent.append(change_id)


def _relation(draft: Draft, olds: list[str], news: list[str], *, is_moved: bool) -> Relation:
    if is_moved:
        return "moved"
    if not olds or not news:
        return "deleted" if olds else "inserted"
    if len(olds) != len(news):
        return "split" if len(news) > len(olds) else "merged"
    return "same" if draft.text == _old(draft.text) else "edited"
