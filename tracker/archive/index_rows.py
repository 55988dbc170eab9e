"""Core values as rows of the index, and back: what is read equals what was written."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from tracker.archive.commits import StoryRef
from tracker.archive.meta import Meta
from tracker.archive.times import parse_time, render_time
from tracker.core.analysis import Analysis, Version
from tracker.core.change import Change, Span
from tracker.core.notice import Claim, Event, Evidence, Interval, Link, Notice, Passage, Timing

Row = dict[str, Any]


def story_row(story: StoryRef) -> Row:
    """Return the row of a story."""
    return {
        "branch": story.branch,
        "site": story.branch.partition("/")[0],
        "headline": story.headline,
        "url": story.url,
        "n_versions": story.n_versions,
        "first_captured_at": render_time(story.first_captured_at),
        "last_captured_at": render_time(story.last_captured_at),
        "tip": story.tip,
    }


def version_row(branch: str, version: Version, meta: Meta) -> Row:
    """Return the row of a version; its text is that of its blocks, an empty line between them."""
    return {
        "branch": branch,
        "n": version.n,
        "captured_at": render_time(meta.captured_at),
        "headline": version.story.headline,
        "text": "\n\n".join(block.text for block in version.story.blocks),
        **{key: getattr(meta, key) for key in ("byline", "published", "modified", "language", "section")},
        "commit_id": version.source,
    }


def change_rows(branch: str, analysis: Analysis) -> Iterator[Row]:
    """Yield the rows of all changes of a story."""
    silent = set(analysis.silent)
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
                "facts": json.dumps(change.facts),
                "is_substantive": change.substantive,
                "is_silent": change.id in silent,
                "class": standings[change.id].kind if change.id in standings else None,
                "reason": standings[change.id].reason if change.id in standings else None,
                "hidden_by": change.hidden_by,
                **dict(zip(("harmless_by", "harmless_at"), harmless.get(change.id, (None, None)), strict=True)),
                **_span_columns("old", change.old),
                **_span_columns("new", change.new),
            }


def parse_change(row: sqlite3.Row) -> Change:
    """Read a change."""
    return Change(
        row["id"],
        row["kind"],
        _parse_span("old", row),
        _parse_span("new", row),
        tuple(json.loads(row["facts"])),
        bool(row["is_substantive"]),
        row["hidden_by"],
    )


def notice_row(branch: str, notice: Notice) -> Row:
    """Return the row of a notice."""
    return {
        "branch": branch,
        "id": notice.id,
        "first_version": notice.first_seen,
        "last_version": notice.last_seen,
        "kind": notice.kind,
        "date": notice.date.isoformat() if notice.date else None,
        "text": notice.text,
        "claims": json.dumps([asdict(claim) for claim in notice.claims], ensure_ascii=False),
        "status": notice.status,
        "reason": notice.reason,
        "block": notice.block,
        "label_start": notice.label[0],
        "label_end": notice.label[1],
        "passage_version": notice.passage.version if notice.passage else None,
        **_span_columns("passage", notice.passage.span if notice.passage else None),
        "own_changes": json.dumps(notice.changes),
        "n_remains": len(notice.remains),
        "remains": json.dumps([asdict(span) for span in notice.remains], ensure_ascii=False),
        "events": json.dumps([asdict(event) for event in notice.events]),
        "timing": json.dumps([each and each.seconds for each in (notice.timing.stood, notice.timing.waited)]),
        "rejected": json.dumps([_link_columns(link) for link in notice.rejected], ensure_ascii=False),
    }


def parse_notice(row: sqlite3.Row, links: tuple[Link, ...]) -> Notice:
    """Read a notice, given its links."""
    span = _parse_span("passage", row)
    return Notice(
        id=row["id"],
        first_seen=row["first_version"],
        last_seen=row["last_version"],
        block=row["block"],
        text=row["text"],
        kind=row["kind"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        claims=tuple(Claim(**claim) for claim in json.loads(row["claims"])),
        label=(row["label_start"], row["label_end"]),
        passage=Passage(row["passage_version"], span) if span else None,
        links=links,
        reason=row["reason"],
        changes=tuple(json.loads(row["own_changes"])),
        remains=tuple(Span(**span) for span in json.loads(row["remains"])),
        events=tuple(Event(**event) for event in json.loads(row["events"])),
        timing=Timing(*(_parse_interval(bounds) for bounds in json.loads(row["timing"]))),
        rejected=tuple(map(parse_link, json.loads(row["rejected"]))),
    )


def link_row(branch: str, notice: Notice, link: Link) -> Row:
    """Return the row of a link."""
    return {"branch": branch, "notice_id": notice.id, **_link_columns(link)}


def _link_columns(link: Link) -> Row:
    return {
        "change_id": link.change,
        "confidence": link.confidence,
        "evidence": json.dumps([asdict(evidence) for evidence in link.evidence]),
        "decided": link.decided,
        "decided_by": link.decided_by,
        "decided_at": render_time(link.decided_at) if link.decided_at else None,
    }


def parse_link(row: sqlite3.Row | Row) -> Link:
    """Read a link."""
    evidence = (
        Evidence(tuple(each["notice"]), each["side"], tuple(each["span"])) for each in json.loads(row["evidence"])
    )
    at = parse_time(row["decided_at"]) if row["decided_at"] else None
    return Link(row["change_id"], row["confidence"], tuple(evidence), row["decided"], row["decided_by"], at)


def _span_columns(side: str, span: Span | None) -> Row:
    values = (span.block, span.start, span.end, span.text) if span else (None,) * 4
    return dict(zip((f"{side}_{part}" for part in _SPAN), values, strict=True))


def _parse_span(side: str, row: sqlite3.Row) -> Span | None:
    block, start, end, text = (row[f"{side}_{part}"] for part in _SPAN)
    return None if block is None else Span(block, start, end, text)


def _parse_interval(bounds: list[float | None] | None) -> Interval | None:
    least, most = [None if bound is None else timedelta(seconds=bound) for bound in bounds or (None, None)]
    return None if least is None else Interval(least, most)


_SPAN = ("block", "start", "end", "text")
