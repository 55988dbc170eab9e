"""Citing a change or a notice by content, and finding in another analysis what was cited.

`find_change(cite_change(id, analysis), analysis) == id` for every change, and so for notices. What is found has the
very words, in blocks of the very text, between the versions that were cited or between others that lie between
them; a further version or another machine changes nothing about that. Where nothing fits, nothing is found: a
decision is never moved to something that only looks like its subject.
"""

import hashlib
from collections.abc import Iterator

from tracker.core.analysis import Analysis
from tracker.core.change import Change, Revision, Span
from tracker.core.decision import CitedChange, CitedNotice, CitedWords
from tracker.core.notice import Notice
from tracker.core.story import Story
from tracker.core.trace import trace_block


def cite_change(change_id: str, analysis: Analysis) -> CitedChange:
    """Cite a change by content. Raises `KeyError` for an id that is not there."""
    revision, change = analysis.change(change_id)
    alike = _alike(_cite(change, revision, analysis), revision, analysis)
    nth = next(n for n, each in enumerate(alike) if each.id == change_id)
    return _cite(change, revision, analysis, nth)


def _cite(change: Change, revision: Revision, analysis: Analysis, nth: int = 0) -> CitedChange:
    old, new = (_version_story(n, analysis) for n in (revision.old, revision.new))
    return CitedChange(old[0], new[0], change.kind, _words(change.old, old[1]), _words(change.new, new[1]), nth)


def _version_story(n: int, analysis: Analysis) -> tuple[str, Story]:
    return next((version.source, version.story) for version in analysis.versions if version.n == n)


def _words(span: Span | None, story: Story) -> CitedWords | None:
    if span is None:
        return None
    digest = hashlib.sha256(story.blocks[span.block].text.encode("utf-8", "backslashreplace")).hexdigest()
    return CitedWords(f"sha256:{digest}", span.start, span.text)


def _alike(cited: CitedChange, revision: Revision, analysis: Analysis) -> Iterator[Change]:
    """Yield the changes of a revision with the cited words in blocks of the cited text."""
    old, new = (_version_story(n, analysis)[1] for n in (revision.old, revision.new))
    for change in revision.changes:
        has_words = (_text(change.old), _text(change.new)) == (_text(cited.old), _text(cited.new))
        if change.kind != cited.kind or not has_words:  # most haven't: few blocks are digested
            continue
        if (_words(change.old, old), _words(change.new, new)) == (cited.old, cited.new):
            yield change


def _text(words: Span | CitedWords | None) -> str | None:
    return words.text if words else None


def find_change(cited: CitedChange, analysis: Analysis) -> str | None:
    """Return the id of the change that was cited, or None where no change is that one."""
    places = {version.source: version.n for version in analysis.versions}
    first, last = places.get(cited.old_version), places.get(cited.new_version)
    if first is None or last is None:
        return None
    between = (revision for revision in analysis.revisions if first <= revision.old and revision.new <= last)
    found = [alike for alike in (tuple(_alike(cited, revision, analysis)) for revision in between) if alike]
    return found[0][cited.nth].id if len(found) == 1 and cited.nth < len(found[0]) else None


def cite_notice(notice: Notice, analysis: Analysis) -> CitedNotice:
    """Cite a notice by its words in the last version that carries it."""
    return CitedNotice(_version_story(notice.last_seen, analysis)[0], notice.text)


def find_notice(cited: CitedNotice, analysis: Analysis) -> str | None:
    """Return the id of the notice that was cited, also where it was moved or reworded since; or None."""
    n = next((version.n for version in analysis.versions if version.source == cited.version), None)
    if n is None:
        return None
    alive = [notice for notice in analysis.notices if notice.first_seen <= n <= notice.last_seen]
    same = [notice for notice in alive if notice.text == cited.text]
    found = same or [notice for notice in alive if _came_from(notice, n, cited.text, analysis)]
    return found[0].id if len(found) == 1 else None


def _came_from(notice: Notice, n: int, text: str, analysis: Analysis) -> bool:
    """Whether the block of a notice is what became of a block of version `n` with this text in it."""
    revisions = [r for r in analysis.revisions if n <= r.old and r.new <= notice.last_seen]
    blocks = _version_story(n, analysis)[1].blocks
    return any(
        text in block.text and trace_block(index, revisions) == notice.block for index, block in enumerate(blocks)
    )
