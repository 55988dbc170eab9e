"""`tracker snapshot`: the nightly run."""

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive, open_index
from tracker.cli.options import archive_option, json_option, parse_shard, parse_span, run_options
from tracker.cli.output import print_json, print_line, progress, warn, with_progress
from tracker.errors import ArchiveError, BusyError, TrackerError

if TYPE_CHECKING:
    from tracker.archive.repository import Archive
    from tracker.capture.snapshot import Shard, Snapshot

LOCK, LOG = "snapshot.lock", "snapshot.log"
INTERRUPTED = 130
_TIME = timedelta(minutes=5)  # that each part of the tidying after a run may take


@click.command("snapshot", short_help="Check what is watched, and record what is new.")
@run_options
@click.option("--notify", "is_told", is_flag=True, help="Afterwards send a digest, as `tracker notify` does.")
@archive_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, max_time: str | None, shard: str | None, is_told: bool, archive_path: Path, as_json: bool
) -> None:
    """Check all that is watched and due, record what is new, and say in a line what happened.

    What is watched stands in tracker.toml; `tracker watch list` shows it. A run that was killed is gone on with by
    the next one; while one is under way, a second says so and does nothing. The log is snapshot.log, in the
    archive's folder.

    \b
    Examples:  tracker snapshot
               tracker snapshot --max-time 2h --json
               tracker snapshot --shard 2/8
    """
    now = datetime.now(UTC)
    deadline = now + parse_span(max_time) if max_time else None
    with open_archive(archive_path) as archive:
        done = _run(archive, now, deadline, parse_shard(shard or "1/1"))
        if done is None:
            return
        if done.ending == "done":
            _tidy(archive)
        if is_told:
            _notify(archive)
    if as_json:
        print_json(_as_json(done))
    else:
        print_line(say(done))
    if done.is_blind:
        warn(f"nothing could be checked: `tracker status` says why, and {archive_path / LOG} in detail")
    if done.ending == "interrupted" or done.is_blind:
        ctx.exit(INTERRUPTED if done.ending == "interrupted" else 1)


def _run(archive: "Archive", now: datetime, deadline: datetime | None, shard: "Shard") -> "Snapshot | None":
    """Take a snapshot; None while another one is under way."""
    from tracker.archive.writing import writing
    from tracker.capture.fetching import make_rules
    from tracker.capture.snapshot import snapshot
    from tracker.capture.watching import read_capture_settings

    settings = read_capture_settings(archive.path)
    with ExitStack() as stack:
        try:
            stack.enter_context(writing(archive.path, LOCK, 0))
        except BusyError:
            path = archive.path / LOCK
            warn(f"another snapshot of {archive.path} is under way, which holds {path}: this one does nothing")
            return None
        step = stack.enter_context(progress("Checking"))
        return snapshot(
            archive,
            settings,
            make_rules(settings),
            now=now,
            deadline=deadline,
            shard=shard,
            log=archive.path / LOG,
            step=step,
        )


def _tidy(archive: "Archive") -> None:
    """Read pages again that an older extractor read, and keep the archive small and quick, where that is due.

    Either has its time; that it cannot be done must not cost a night.
    """
    from tracker.capture.reextract import reextract

    now = datetime.now(UTC)
    try:
        reextract(archive, now=now, follow=lambda stories: _in_time(with_progress(stories, "Reading", len(stories))))
        if archive.backlog(now=now).is_due:
            archive.maintain(now=now, seconds=_TIME.total_seconds(), watch=progress)
    except ArchiveError as error:
        warn(f"the archive was not maintained: {error}")


def _in_time(stories: Iterable[str]) -> Iterator[str]:
    """Yield stories until the time is up; the others are for the next night."""
    until = time.monotonic() + _TIME.total_seconds()
    return takewhile(lambda _: time.monotonic() < until, stories)


def _notify(archive: "Archive") -> None:
    """Send the digests; whatever goes wrong is told, and nothing of the night is lost."""
    from tracker.report.alerts.notify import notify

    try:
        with open_index(archive) as index, progress("Notifying"):
            notify(archive, index, datetime.now(UTC), warn)
    except TrackerError as error:
        warn(f"nobody was notified: {error}")


def say(done: "Snapshot") -> str:
    """Say in a line what a run did."""
    from tracker.report.snapshots import say_run

    how = {"done": "", "deadline": ", and stopped when its time was up", "interrupted": ", and was stopped"}
    resumed = " (begun by a run that was cut off)" if done.is_resumed else ""
    return say_run(done.run) + resumed + how[done.ending]


def _as_json(done: "Snapshot") -> dict[str, object]:
    from tracker.report.snapshots import run_json

    return {**run_json(done.run), "ending": done.ending, "is_resumed": done.is_resumed}
