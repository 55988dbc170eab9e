"""What is to be reviewed and what was decided, as plain values for a script."""

from typing import Any

from tracker.archive.agenda import Item
from tracker.archive.analysing import analyse_story
from tracker.archive.decisions import decision_json
from tracker.archive.ledgers import Revised
from tracker.archive.repository import Archive
from tracker.core.decision import Decision, split_undone
from tracker.core.notice import Link, Notice
from tracker.report.contract import change_json, evidence_json


def review_json(archive: Archive, branch: str | None, items: tuple[Item, ...]) -> dict[str, Any]:
    """Return what is to be reviewed, and what was decided, as plain values."""
    branches = [branch] if branch else list(archive.decided())
    return {
        "to_review": [_item_json(item) for item in items],
        "decisions": [row for each in branches for row in _decisions_json(archive, each)],
    }


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "subject": item.subject,
        "branch": item.branch,
        "headline": item.headline,
        "notice": item.notice.id if item.notice else None,
        "text": item.notice.text if item.notice else None,
        "confidence": round(item.link.confidence, 4) if item.link else None,
        "evidence": _evidence_json(item.notice, item.link) if item.notice and item.link else None,
        "reason": item.reason,
        "change": _revised_json(item.revised) if item.revised else None,
    }


def _evidence_json(notice: Notice, link: Link) -> list[dict[str, Any]]:
    """Return what a link rests on, each with the words of the notice."""
    return [{**evidence_json(each), "text": notice.text[slice(*each.notice)]} for each in link.evidence]


def _revised_json(revised: Revised) -> dict[str, Any]:
    return {"from": revised.old, "to": revised.new, **change_json(revised.change)}


def _decisions_json(archive: Archive, branch: str) -> list[dict[str, Any]]:
    """Return the decisions about a story, each with what has become of it: it stands, was taken back, or is stale."""
    decisions = archive.decisions(branch)
    stale = {each.id for each in analyse_story(archive, archive.history(branch)).stale} if decisions else set()
    undone = {each.id for each in split_undone(decisions)[1]}

    def status(decision: Decision) -> str:
        return "stale" if decision.id in stale else "taken back" if decision.id in undone else "stands"

    return [{"branch": branch, "status": status(each), **decision_json(each)} for each in decisions]
