"""The JSON contract of `tracker compare --json`: an analysis as plain values, key by key in the contract's order.

Spans are half-open, in code points of the text of their block; versions count from 1; blocks count from 0. `stated`
is what the page of a version says in titles, descriptions and structured data and the story does not, a text a place.
What remains wrong (`remains`) stands in a block of the last version, or, where that is null, in the text that is
stated in each of `places`. What the contract does not name (rows, labels, capture times) is left out, so that the
output stays stable.
"""

from datetime import datetime
from typing import Any

from tracker.core.analysis import Analysis, Version
from tracker.core.change import Change, Revision, Span
from tracker.core.decision import Harmless
from tracker.core.finding import Finding
from tracker.core.found import Found, Hit, Seen
from tracker.core.headline_tests import HeadlineTest
from tracker.core.notice import Claim, Event, Evidence, Interval, Link, Notice, Passage, Remain
from tracker.core.standing import Standing

Json = dict[str, Any]


def compare_json(analysis: Analysis) -> Json:
    """Return an analysis in the shape of the contract, ready for `json.dumps`."""
    return {
        "versions": [_version(version) for version in analysis.versions],
        "revisions": [_revision(revision) for revision in analysis.revisions],
        "notices": [notice_json(notice) for notice in analysis.notices],
        "silent": list(analysis.silent),
        "harmless": [harmless_json(harmless) for harmless in analysis.harmless],
        "standings": [_standing(standing) for standing in analysis.standings],
        "findings": [finding_json(finding) for finding in analysis.findings],
        "headline_tests": [headline_test_json(test) for test in analysis.headline_tests],
    }


def _standing(standing: Standing) -> Json:
    told = {"change": standing.change, "class": standing.kind, "reason": standing.reason}
    return told | {"notice": standing.notice}


def found_json(found: Found) -> Json:
    """Return what a search found: the stories on the page, and how many there are in all."""
    return {
        "n_stories": found.n_stories,
        "is_exact": found.is_exact,
        "stories": [_hit(hit) for hit in found.hits],
    }


def _hit(hit: Hit) -> Json:
    return {
        "branch": hit.branch,
        "url": hit.url,
        "headline": hit.headline,
        "n_versions": hit.n_versions,
        "versions": list(hit.versions),
        "first_seen": _seen(hit.first),
        "last_seen": _seen(hit.last),
        "gone": _seen(hit.gone) if hit.gone else None,
        "matches": [
            {
                "kind": match.kind,
                "text": match.text,
                "marks": [list(mark) for mark in match.marks],
                "versions": list(match.versions),
            }
            for match in hit.matches
        ],
    }


def _seen(seen: Seen) -> Json:
    return {"n": seen.n, "captured_at": _instant(seen.captured_at)}


def harmless_json(harmless: Harmless) -> Json:
    """Return what an editor judged harmless, who did so and when."""
    return {"change": harmless.change, "by": harmless.by, "at": _instant(harmless.at)}


def finding_json(finding: Finding) -> Json:
    """Return what a house rule found, in the shape of the contract."""
    return {"rule": finding.rule, "version": finding.version, "notice": finding.notice, "text": finding.text}


def headline_test_json(test: HeadlineTest) -> Json:
    """Return a headline test, in the shape of the contract."""
    wordings = [
        {"headline": each.headline, "standfirst": each.standfirst, "n_times": each.n_times}
        | {"versions": list(each.versions)}
        for each in test.wordings
    ]
    return {"first": test.first, "last": test.last, "wordings": wordings, "changes": list(test.changes)}


def _instant(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def _version(version: Version) -> Json:
    blocks = [{"kind": block.kind, "text": block.text} for block in version.story.blocks]
    stated = {each.place: each.text for each in version.stated}
    return {"n": version.n, "source": version.source, "blocks": blocks, "stated": stated}


def _revision(revision: Revision) -> Json:
    changes = [change_json(change) for change in revision.changes]
    return {"from": revision.old, "to": revision.new, "changes": changes}


def change_json(change: Change) -> Json:
    """Return a change in the shape of the contract."""
    return {
        "id": change.id,
        "kind": change.kind,
        "old": _span(change.old),
        "new": _span(change.new),
        "facts": list(change.facts),
        "substantive": change.substantive,
        "hidden_by": change.hidden_by,
    }


def _span(span: Span | None) -> Json | None:
    if span is None:
        return None
    return {"block": span.block, "start": span.start, "end": span.end, "text": span.text}


def notice_json(notice: Notice) -> Json:
    """Return a notice in the shape of the contract."""
    return {
        "id": notice.id,
        "version": notice.version,
        "first_seen": notice.first_seen,
        "last_seen": notice.last_seen,
        "block": notice.block,
        "text": notice.text,
        "kind": notice.kind,
        "date": notice.date.isoformat() if notice.date else None,
        "claims": [claim_json(claim) for claim in notice.claims],
        "passage": _passage(notice.passage),
        "links": [_link(link) for link in notice.links],
        "status": notice.status,
        "reason": notice.reason,
        "rejected": [_link(link) for link in notice.rejected],
        "uncaptured_by": notice.uncaptured_by,
        "remains": [_remain(remain) for remain in notice.remains],
        "events": [_event(event) for event in notice.events],
        "timing": {"stood": _interval(notice.timing.stood), "waited": _interval(notice.timing.waited)},
    }


def _remain(remain: Remain) -> Json:
    words = {"block": remain.block, "start": remain.start, "end": remain.end, "text": remain.text}
    return words | {"places": list(remain.places)}


def _event(event: Event) -> Json:
    told = {"version": event.version, "event": event.kind.replace(" ", "_")}
    return told | {"from": event.was, "to": event.now, "downgrade": event.is_downgrade}


def _interval(interval: Interval | None) -> Json | None:
    if interval is None:
        return None
    least, most = interval.seconds
    return {"at_least": least, "at_most": most}


def claim_json(claim: Claim) -> Json:
    """Return a claim in the shape of the contract."""
    return {"wrong": claim.wrong, "right": claim.right, "about": claim.about, "where": claim.where}


def _passage(passage: Passage | None) -> Json | None:
    if passage is None:
        return None
    span = passage.span
    return {
        "version": passage.version,
        "block": span.block,
        "start": span.start,
        "end": span.end,
        "text": span.text,
    }


def _link(link: Link) -> Json:
    evidence = [evidence_json(evidence) for evidence in link.evidence]
    return {
        "change": link.change,
        "confidence": round(link.confidence, 4),
        "evidence": evidence,
        "decided": link.decided,
        "decided_by": link.decided_by,
        "decided_at": _instant(link.decided_at),
    }


def evidence_json(evidence: Evidence) -> Json:
    """Return what matches between a notice and a change, in the shape of the contract."""
    return {"notice": list(evidence.notice), "side": evidence.side, "span": list(evidence.span)}
