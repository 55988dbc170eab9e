"""Stories, versions and changes as rows of the index, and back: what is read equals what was written."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from tracker.archive.commits import StoryRef
from tracker.archive.meta import Meta, stated_json
from tracker.archive.times import render_time
from tracker.core.analysis import Analysis, Version
from tracker.core.change import Change, Span
from tracker.core.standing import Standing
from tracker.core.story import BlockKind

Row = dict[str, Any]


def story_row(story: StoryRef, number: int = 0, decisions: str | None = None) -> Row:
    """Return the row of a story; `decisions` is the id of what was decided about it."""
    return {
        "branch": story.branch,
        "site": story.branch.partition("/")[0],
        "headline": story.headline,
        "url": story.url,
        "n_versions": story.n_versions,
        "first_captured_at": render_time(story.first_captured_at),
        "last_captured_at": render_time(story.last_captured_at),
        "tip": story.tip,
        "decisions": decisions,
        "number": number,
    }


def version_row(branch: str, version: Version, meta: Meta, blocks: str) -> Row:
    """Return the row of a version; `blocks` lists its passages."""
    return {
        "branch": branch,
        "n": version.n,
        "captured_at": render_time(meta.captured_at),
        "headline": version.story.headline,
        "blocks": blocks,
        **{key: getattr(meta, key) for key in ("byline", "published", "modified", "language", "section")},
        "stated": json.dumps(stated_json(version.stated), ensure_ascii=False),
        "commit_id": version.source,
    }


def change_rows(branch: str, analysis: Analysis) -> Iterator[Row]:
    """Yield the rows of all changes of a story."""
    versions = {version.n: version for version in analysis.versions}
    ranks = {change: rank for rank, change in enumerate(analysis.silent)}
    standings = {standing.change: standing for standing in analysis.standings}
    harmless = {each.change: (each.by, render_time(each.at)) for each in analysis.harmless}
    for revision in analysis.revisions:
        for change in revision.changes:
            yield {
                "branch": branch,
                "id": change.id,
                "old_version": revision.old,
                "new_version": revision.new,
                "kind": change.kind,
                "seen_at": seen_at(versions[revision.new]),
                "place": _place(change, versions[revision.old], versions[revision.new]),
                "facts": json.dumps(change.facts),
                "is_substantive": change.substantive,
                "is_silent": change.id in ranks,
                "silent_rank": ranks.get(change.id),
                **_standing_columns(standings.get(change.id)),
                "hidden_by": change.hidden_by,
                **dict(zip(("harmless_by", "harmless_at"), harmless.get(change.id, (None, None)), strict=True)),
                **span_columns("old", change.old),
                **span_columns("new", change.new),
            }


def _standing_columns(standing: Standing | None) -> Row:
    values = (standing.kind, standing.reason, standing.notice) if standing else (None, None, None)
    return dict(zip(("class", "reason", "notice_id"), values, strict=True))


def seen_at(version: Version) -> str:
    """Return when a version was captured."""
    assert version.captured_at is not None
    return render_time(version.captured_at)


def _place(change: Change, old: Version, new: Version) -> BlockKind:
    """Return the kind of the block a change is in: in the new text, where it has a place there."""
    side, version = (change.new, new) if change.new else (change.old, old)
    assert side is not None
    return version.story.blocks[side.block].kind


def parse_change(row: sqlite3.Row) -> Change:
    """Read a change."""
    return Change(
        row["id"],
        row["kind"],
        parse_span("old", row),
        parse_span("new", row),
        tuple(json.loads(row["facts"])),
        bool(row["is_substantive"]),
        row["hidden_by"],
    )


def span_columns(side: str, span: Span | None) -> Row:
    """Return the columns of a span; their names begin with `side`."""
    values = (span.block, span.start, span.end, span.text) if span else (None,) * 4
    return dict(zip((f"{side}_{part}" for part in _SPAN), values, strict=True))


def parse_span(side: str, row: sqlite3.Row) -> Span | None:
    """Read a span, None where there is none."""
    block, start, end, text = (row[f"{side}_{part}"] for part in _SPAN)
    return None if block is None else Span(block, start, end, text)


_SPAN = ("block", "start", "end", "text")
