"""Findings as rows of the index, and back: what is read equals what was written."""

import sqlite3
from collections.abc import Iterator

from tracker.archive.index_rows import Row
from tracker.archive.times import render_time
from tracker.core.analysis import Analysis
from tracker.core.finding import Finding


def finding_rows(branch: str, analysis: Analysis) -> Iterator[Row]:
    """Yield the rows of all findings of a story."""
    captured_at = {version.n: version.captured_at for version in analysis.versions}
    for finding in analysis.findings:
        at = captured_at[finding.version]
        assert at is not None
        yield {
            "branch": branch,
            "rule": finding.rule,
            "version": finding.version,
            "seen_at": render_time(at),
            "notice_id": finding.notice,
            "finding": finding.text,
        }


def parse_finding(row: sqlite3.Row) -> Finding:
    """Read a finding."""
    return Finding(row["rule"], row["version"], row["notice_id"], row["finding"])
