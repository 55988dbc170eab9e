"""The decisions ledger: what editors decided about each story, a file a story on the branch `decisions`.

A file is canonical JSON, called like its story's branch, and holds the decisions in the order they were taken; they
are only ever added. Each review is a commit on top of the one before, so git tells who decided what, and when, and
the last id stands for all of it. Keys of later versions of the format are ignored.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from tracker.archive.commits import render_message
from tracker.archive.meta import parse_json, render_json
from tracker.archive.times import parse_time, render_time
from tracker.core.decision import CitedChange, CitedNotice, CitedWords, Decision

DECISIONS = "decisions"


def decisions_path(branch: str) -> str:
    """Return the path of the file of a story."""
    return f"{branch}.json"


def render_decisions(decisions: Iterable[Decision]) -> str:
    """Write the file of a story."""
    return render_json({"decisions": [decision_json(decision) for decision in decisions]})


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return a decision as plain values, without what it does not say."""
    values = {
        "id": decision.id,
        "kind": decision.kind,
        "by": decision.by,
        "at": render_time(decision.at),
        "notice": decision.notice and {"version": decision.notice.version, "text": decision.notice.text},
        "change": decision.change and _change_json(decision.change),
        "to": [_change_json(change) for change in decision.to],
        "undoes": decision.undoes,
    }
    return {key: value for key, value in values.items() if value}


def _change_json(change: CitedChange) -> dict[str, Any]:
    return {
        "old_version": change.old_version,
        "new_version": change.new_version,
        "kind": change.kind,
        "old": _words_json(change.old),
        "new": _words_json(change.new),
        "nth": change.nth,
    }


def _words_json(words: CitedWords | None) -> dict[str, Any] | None:
    return {"block": words.block, "start": words.start, "text": words.text} if words else None


def parse_decisions(text: str) -> tuple[Decision, ...]:
    """Read what `render_decisions` wrote. Raises `ValueError`."""
    try:
        return tuple(_parse_decision(row) for row in parse_json(text)["decisions"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the decisions are not as they were written: {error!r}") from error


def _parse_decision(row: Mapping[str, Any]) -> Decision:
    notice, change = row.get("notice"), row.get("change")
    return Decision(
        row["kind"],
        row["by"],
        parse_time(row["at"]),
        CitedNotice(notice["version"], notice["text"]) if notice else None,
        _parse_change(change) if change else None,
        tuple(_parse_change(each) for each in row.get("to", ())),
        row.get("undoes"),
    )


def _parse_change(row: Mapping[str, Any]) -> CitedChange:
    old, new = _parse_words(row["old"]), _parse_words(row["new"])
    return CitedChange(row["old_version"], row["new_version"], row["kind"], old, new, row["nth"])


def _parse_words(row: Mapping[str, Any] | None) -> CitedWords | None:
    return CitedWords(row["block"], row["start"], row["text"]) if row else None


def merge_decisions(ours: Sequence[Decision], theirs: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return what two machines decided about a story, each decision once, in order of time.

    What either decided stays in the order in which it was taken, also where its clock went back: the order is what
    makes a later word outrank an earlier one. The same comes of it whichever is called ours.
    """
    for one, other in ((ours, theirs), (theirs, ours)):
        if {*other} < {*one}:
            return tuple(one)
    n_common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))
    merged = heapq.merge(_in_time(ours[n_common:]), _in_time(theirs[n_common:]), key=lambda each: each[:2])
    return tuple(dict.fromkeys([*ours[:n_common], *(decision for *_, decision in merged)]))


def _in_time(decisions: Iterable[Decision]) -> Iterator[tuple[datetime, str, Decision]]:
    latest = datetime.min.replace(tzinfo=UTC)
    for decision in decisions:
        latest = max(latest, decision.at)
        yield latest, decision.id, decision


def review_message(decisions: Mapping[str, Iterable[Decision]], n_before: int, at: datetime) -> str:
    """Write the message of the commit of a review."""
    taken = [decision for each in decisions.values() for decision in each]
    names = dict.fromkeys(decision.by for decision in taken)
    subject = f"Review {n_before + 1}: {len(taken)} decided, by {', '.join(names)}"
    trailers = [("Review", str(n_before + 1)), ("Reviewed-At", render_time(at)), *(("Decided-By", n) for n in names)]
    return render_message(subject, [*trailers, *(("Story", branch) for branch in decisions)])
