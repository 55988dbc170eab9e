"""What there is to tell: notices, versions that changed in silence, and what keeps failing, each under a lasting key.

A key says what an item is about and nothing of how it was analysed: the story, the time its version was captured, and
of several notices of that version which one. So another linker, an editor's decision, or an older version that turns
up later make no new item, and a notice that is tied to a change later on is the one that was told. The silent changes
of one version are one item, for where one ends and the next begins is the analysis' affair.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from urllib.parse import quote

from tracker.archive.ledgers import Entry, Ledger
from tracker.archive.times import render_time
from tracker.capture.checks import Failing
from tracker.core.notice import Notice
from tracker.report.alerts.receivers import Topic
from tracker.report.anchors import anchor, page_name
from tracker.report.excerpts import shorten
from tracker.report.wording import KIND_NAMES, count, moment

LEDGERS: Mapping[Topic, Ledger] = {"corrections": "acknowledged", "silent": "silent", "orphans": "orphan"}
MOST_CHANGES = 3  # of one version that are quoted
PATIENCE = 2  # failures in a row: one night without an answer is no news

_LONGEST_VALUE = 90  # characters of a changed value


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tell of a time: a title and lines of text, which may be hostile, and its place in the report.

    `n` is how many things it counts for. `fails` is the address that fails, `ends` the key of a failure that is over.
    """

    topic: Topic
    key: str
    at: datetime
    title: str
    lines: tuple[str, ...] = ()
    place: str | None = None
    n: int = 1
    fails: str | None = None
    ends: str | None = None


def find_items(entries: Iterable[Entry], failing: Iterable[Failing]) -> tuple[Item, ...]:
    """Return an item for each notice, each version with silent changes, and each lasting failure; newest first.

    The entries are those of all `LEDGERS`, from a time on: of a version all or none.
    """
    by_version = sorted(entries, key=lambda entry: (-entry.captured_at.timestamp(), entry.branch))
    found: list[Item] = []
    for _, group in groupby(by_version, key=attrgetter("captured_at", "branch")):
        of_version = [*group]
        noticed = [entry for entry in of_version if entry.ledger != "silent"]
        noticed.sort(key=lambda entry: _number(entry.notice))
        found += [_notice_item(entry, number) for number, entry in enumerate(noticed, 1)]
        found += _silent_items([entry for entry in of_version if entry.ledger == "silent"])
    return (*found, *map(_failure_item, (each for each in failing if each.n_times >= PATIENCE)))


def recovered(key: str, url: str, since: datetime, now: datetime) -> Item:
    """Return the item that tells that a failure, which was told of, is over."""
    title = f"{_bare(url)} no longer fails; it had since {moment(since)}"
    return Item("failures", f"over {key}", now, title, ends=key)


def _notice_item(entry: Entry, number: int) -> Item:
    notice = entry.notice
    assert notice is not None
    values = (f"{claim.wrong} → {claim.right}" for claim in notice.claims if claim.wrong and claim.right)
    lines = [notice.text, *(value for value in values if len(value) <= _LONGEST_VALUE)]
    if notice.remains:
        lines.append(f"Not complete: the wrong value still stands in {count(len(notice.remains), 'place')}")
    if entry.ledger == "orphan" and notice.reason:
        lines.append(f"Why no change: {notice.reason}")
    return Item(
        "orphans" if entry.ledger == "orphan" else "corrections",
        f"notice {number} {render_time(entry.captured_at)} {entry.branch}",
        entry.captured_at,
        f"{KIND_NAMES[notice.kind]}: {entry.headline}",
        tuple(lines),
        _place(entry, anchor("notice", notice.id)),
    )


def _silent_items(entries: list[Entry]) -> Iterator[Item]:
    """Yield the one item of a version's silent changes, if it has any."""
    if not entries:
        return
    first = entries[0]
    changes = list(dict.fromkeys(map(_change_line, entries)))
    lines = changes[:MOST_CHANGES]
    if (n_left := len(changes) - MOST_CHANGES) > 0:
        lines.append(f"and {count(n_left, 'more change')}")
    yield Item(
        "silent",
        f"silent {render_time(first.captured_at)} {first.branch}",
        first.captured_at,
        f"{count(len(entries), 'silent change')}: {first.headline}",
        tuple(lines),
        _place(first, anchor("silent", first.changes[0].change.id)),
        n=len(entries),
    )


def _change_line(entry: Entry) -> str:
    change = entry.changes[0].change
    old, new = (shorten(span.text.strip(), _LONGEST_VALUE) if span else "" for span in (change.old, change.new))
    why = (entry.reason or "").partition(": ")[0]
    words = f"{old} → {new}" if old and new else f"taken out: {old}" if old else f"put in: {new}"
    return f"{why}: {words}" if why else words


def _failure_item(failing: Failing) -> Item:
    title = f"{_bare(failing.url)} fails since {moment(failing.since)}, {count(failing.n_times, 'time')} in a row"
    key = f"fails {render_time(failing.since)} {failing.url}"
    return Item("failures", key, failing.since, title, tuple(filter(None, [failing.reason])), fails=failing.url)


def _place(entry: Entry, fragment: str) -> str:
    return f"stories/{quote(page_name(entry.branch))}#{fragment}"


def _bare(url: str) -> str:
    return url.partition("://")[2] or url


def _number(notice: Notice | None) -> int:
    assert notice is not None
    return int(notice.id.removeprefix("n"))
