"""After a run: tell each receiver what it was not told yet.

One digest a receiver, of what was captured since it began to be told: notices, silent changes, and what began to fail
or is over. Receivers do not depend on each other: what one of them missed is kept for the next time, for it alone.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tracker.archive.answers import Answers
from tracker.archive.repository import Archive
from tracker.archive.settings import SETTINGS
from tracker.capture.checks import Failing
from tracker.capture.state_file import read_failing, read_only
from tracker.errors import InputError, TrackerError
from tracker.report.alerts.digest import Digest, render_digest
from tracker.report.alerts.items import LEDGERS, Item, find_items, recovered
from tracker.report.alerts.receivers import NotifySettings, read_notify_settings
from tracker.report.alerts.sending import Receiver, Undelivered, make_receiver
from tracker.report.alerts.told import Receiving, Told

Outcome = Literal["sent", "failed", "nothing", "due"]  # due: what a dry run would have sent
LOCK = "notify.lock"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of one receiver, which is named without its secrets.

    `items` are those of the `digest`, `n_left_out` the older things that a first digest does not tell; `reason` says
    why it failed.
    """

    receiver: str
    outcome: Outcome
    items: tuple[Item, ...] = ()
    digest: Digest | None = None
    n_left_out: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Notified:
    """What came of all receivers, in the order of the settings."""

    deliveries: tuple[Delivery, ...] = ()

    @property
    def failed(self) -> tuple[Delivery, ...]:
        """The receivers that were not reached."""
        return tuple(each for each in self.deliveries if each.outcome == "failed")


def notify(archive: Archive, index: Answers, now: datetime, warn: Callable[[str], object]) -> Notified:
    """Tell all receivers what they were not told yet; what goes wrong is said to `warn`, and the run goes on."""
    try:
        notified = send_digests(archive, index, now)
    except TrackerError as error:
        warn(f"nobody was notified: {error}")
        return Notified()
    for each in notified.failed:
        warn(f"{each.receiver} was not notified: {each.reason}. The next time it is told all the same")
    return notified


def send_digests(archive: Archive, index: Answers, now: datetime, *, is_dry: bool = False) -> Notified:
    """Send each receiver its digest; in a dry run nothing is sent or remembered.

    Raises `InputError` for settings that name nobody or cannot be read, `ArchiveError` when what was told cannot be
    written down. A receiver that is not reached raises nothing.
    """
    settings = read_notify_settings(archive.path)
    if not settings.urls:
        raise InputError(f"{archive.path / SETTINGS} names nobody to notify: write urls = [...] below [notify]")
    receivers = [make_receiver(url) for url in settings.urls]
    with archive.quiet(LOCK), Told(archive.path, is_copy=is_dry) as told:
        known = told.receiving([receiver.id for receiver in receivers], now)
        entries = index.corrections(*LEDGERS.values(), since=min(each.since for each in known))
        failing = _read_failing(archive)
        items = [item for item in find_items(entries, failing) if item.topic in settings.tell]
        deliveries = []
        for receiver, receiving in zip(receivers, known, strict=True):
            due = _due(items, receiving, failing, settings, now)
            n_left_out = _count_older(index, failing, receiving, settings) if receiving.is_new else 0
            digest = render_digest(due, report=settings.report, n_left_out=n_left_out, longest=receiver.longest)
            reason = _deliver(told, receiver, due, digest, now) if due and not is_dry else None
            outcome: Outcome = "nothing" if not due else "due" if is_dry else "failed" if reason else "sent"
            deliveries.append(Delivery(receiver.name, outcome, due, digest if due else None, n_left_out, reason))
    return Notified(tuple(deliveries))


def _read_failing(archive: Archive) -> tuple[Failing, ...]:
    """Return what the nightly runs could not check; nothing before the first."""
    try:
        with closing(read_only(archive.path)) as state:
            return read_failing(state)
    except sqlite3.DatabaseError:
        return ()


def _due(
    items: Sequence[Item], receiving: Receiving, failing: Sequence[Failing], settings: NotifySettings, now: datetime
) -> tuple[Item, ...]:
    """Return what a receiver is to be told: what is new to it, and which failures are over."""
    new = [item for item in items if item.at >= receiving.since and item.key not in receiving.told]
    still = {each.url for each in failing}
    over = [recovered(key, url, since, now) for key, url, since in receiving.fails if url not in still]
    return (*new, *(over if "failures" in settings.tell else ()))


def _count_older(index: Answers, failing: Sequence[Failing], receiving: Receiving, settings: NotifySettings) -> int:
    """Count what a receiver that is new is not told, for it is older than that."""
    counts, newer = (index.ledger_page((), 0, since=since).counts for since in (None, receiving.since))
    told_of = [ledger for topic, ledger in LEDGERS.items() if topic in settings.tell]
    n_failing = sum(each.since < receiving.since for each in failing) if "failures" in settings.tell else 0
    return sum(counts[ledger] - newer[ledger] for ledger in told_of) + n_failing


def _deliver(told: Told, receiver: Receiver, items: Sequence[Item], digest: Digest, now: datetime) -> str | None:
    """Send a digest and note what it told; return why it was not delivered, if it was not."""
    try:
        with told.telling(receiver.id, items, now):
            receiver.send(digest)
    except Undelivered as error:
        return str(error)
    return None
