"""`tracker status`: how the nightly runs are doing."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, progress

if TYPE_CHECKING:
    from tracker.capture.checks import Failing
    from tracker.capture.status import Status

_RUNS = 7


@click.command("status", short_help="Say how the nightly runs are doing.")
@click.option(
    "--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True, help="Print so many of each."
)
@archive_option
@json_option
def command(limit: int, archive_path: Path, as_json: bool) -> None:
    """Say what the last runs did, what keeps failing and since when, and what the last run found.

    In JSON, all of it. `tracker corrections --since TIME` tells what the changes mean.

    \b
    Examples:  tracker status
               tracker status --json
    """
    from tracker.capture.status import read_status

    with open_archive(archive_path) as archive, progress("Reading runs"):
        status = read_status(archive)
    if as_json:
        print_json(_as_json(status))
        return
    for line in _lines(status, limit):
        print_line(line)
    if not status.runs:
        click.echo("No run yet: `tracker snapshot` is the first.", err=True)


def _lines(status: "Status", limit: int) -> Iterator[str]:
    from tracker.archive.times import render_time
    from tracker.capture.checks import SAME
    from tracker.report.snapshots import group_failing, say_run
    from tracker.report.wording import count, moment

    for run in status.runs[:_RUNS]:
        how = {"done": "", None: " (under way, or cut off)"}.get(run.ending, f" ({run.ending})")
        yield f"{moment(run.started_at)}: {say_run(run)}{how}"
    title = f"{count(len(status.failing), 'address fails', 'addresses fail')}"
    yield from _section(title, list(map(_say_failing, group_failing(status.failing))), limit)
    versions = [f"{recorded.branch}@{recorded.n}  {headline}" for recorded, headline in status.versions]
    yield from _section(f"{count(len(versions), 'version')} recorded in the last run", versions, limit)
    if versions:
        since = render_time(status.runs[0].started_at)
        yield f"  What these changes mean: tracker corrections --since {since}"
    seen = [f"{each.name}: {each.reason}" for each in status.observations if each.reason != SAME]
    yield from _section("Seen in the last run, for the first time or again", seen, limit)


def _say_failing(group: "Sequence[Failing]") -> str:
    from tracker.archive.names import host_of
    from tracker.report.wording import count, moment

    first = group[0]
    what = first.url if len(group) == 1 else f"{host_of(first.url)}, {len(group):,} addresses"
    times = count(max(each.n_times for each in group), "time")
    return f"{what}: {first.reason}; since {moment(first.since)}, {times} in a row"


def _section(title: str, lines: list[str], limit: int) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines[:limit])
        yield from [f"  … and {len(lines) - limit:,} more"] if len(lines) > limit else []


def _as_json(status: "Status") -> dict[str, object]:
    from tracker.archive.times import render_time
    from tracker.report.snapshots import run_json

    return {
        "runs": [run_json(run) for run in status.runs],
        "failing": [
            {"url": each.url, "since": render_time(each.since), "n_times": each.n_times, "reason": each.reason}
            for each in status.failing
        ],
        "versions": [
            {
                "branch": each.branch,
                "n": each.n,
                "commit": each.commit,
                "captured_at": render_time(each.captured_at),
                "headline": headline,
            }
            for each, headline in status.versions
        ],
        "observations": [
            {"branch": each.name, "reason": each.reason, "seen_at": render_time(each.seen_at)}
            for each in status.observations
        ],
    }
