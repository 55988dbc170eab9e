"""Notices and their links as rows of the index, and back: what is read equals what was written."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from tracker.archive.index_rows import Row, parse_span, seen_at, span_columns
from tracker.archive.passage_rows import first_number, parted, render_numbers
from tracker.archive.times import parse_time, render_time
from tracker.core.analysis import Analysis
from tracker.core.notice import Claim, Event, Evidence, Interval, Link, Notice, Passage, Remain, Timing


def notice_rows(branch: str, analysis: Analysis, story: int) -> Iterator[Row]:
    """Yield the rows of all notices of a story, whose number is `story`."""
    versions = {version.n: version for version in analysis.versions}
    for number, notice in enumerate(analysis.notices, first_number(story)):
        seen = {
            "seen_at": seen_at(versions[notice.first_seen]),
            "versions": render_numbers(_carriers(notice, versions)),
        }
        yield {**_notice_row(branch, notice), **seen, "number": number}


def _carriers(notice: Notice, versions: Iterable[int]) -> list[int]:
    """Return the numbers of the versions that carry a notice, which may have been removed and put back."""
    events = {event.version: event.kind for event in notice.events if event.kind in ("removed", "put back")}
    carriers, is_there = [], True
    for n in versions:
        is_there = events[n] == "put back" if n in events else is_there
        carriers += [n] if is_there and notice.first_seen <= n <= notice.last_seen else []
    return carriers


def _notice_row(branch: str, notice: Notice) -> Row:
    return {
        "branch": branch,
        "id": notice.id,
        "first_version": notice.first_seen,
        "last_version": notice.last_seen,
        "kind": notice.kind,
        "date": notice.date.isoformat() if notice.date else None,
        "text": notice.text,
        "parted": parted(notice.text),
        "claims": json.dumps([asdict(claim) for claim in notice.claims], ensure_ascii=False),
        "status": notice.status,
        "reason": notice.reason,
        "block": notice.block,
        "label_start": notice.label[0],
        "label_end": notice.label[1],
        "passage_version": notice.passage.version if notice.passage else None,
        **span_columns("passage", notice.passage.span if notice.passage else None),
        "own_changes": json.dumps(notice.changes),
        "n_remains": len(notice.remains),
        "remains": json.dumps([asdict(each) for each in notice.remains], ensure_ascii=False),
        "events": json.dumps([asdict(event) for event in notice.events]),
        "timing": json.dumps([each and each.seconds for each in (notice.timing.stood, notice.timing.waited)]),
        "rejected": json.dumps([_link_columns(link) for link in notice.rejected], ensure_ascii=False),
        "uncaptured_by": notice.uncaptured_by,
    }


def parse_notice(row: sqlite3.Row, links: tuple[Link, ...]) -> Notice:
    """Read a notice, given its links."""
    span = parse_span("passage", row)
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
        remains=tuple(map(_parse_remain, json.loads(row["remains"]))),
        events=tuple(Event(**event) for event in json.loads(row["events"])),
        timing=Timing(*(_parse_interval(bounds) for bounds in json.loads(row["timing"]))),
        rejected=tuple(map(parse_link, json.loads(row["rejected"]))),
        uncaptured_by=row["uncaptured_by"],
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


def _parse_remain(values: dict[str, Any]) -> Remain:
    return Remain(**{**values, "places": tuple(values["places"])})


def _parse_interval(bounds: list[float | None] | None) -> Interval | None:
    least, most = [None if bound is None else timedelta(seconds=bound) for bound in bounds or (None, None)]
    return None if least is None else Interval(least, most)
