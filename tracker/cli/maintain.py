"""`tracker maintain`: keep the archive small and quick."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, progress, warn

if TYPE_CHECKING:
    from tracker.archive.maintaining import Maintained


@click.command("maintain", short_help="Keep the archive small and quick.")
@click.option("--if-due", is_flag=True, help="Do nothing unless so much has piled up that it can be felt.")
@click.option("--seconds", metavar="N", type=click.FloatRange(0), help="Take so long at most; do the rest next time.")
@archive_option
@json_option
def command(if_due: bool, seconds: float | None, archive_path: Path, as_json: bool) -> None:
    """Keep the archive small and quick: pack branches and objects, and remove what killed runs have left.

    Nothing that was recorded is touched. It can be stopped at any moment, and nobody has to wait for it for long.

    \b
    Examples:  tracker maintain
               tracker maintain --if-due --seconds 600
    """
    now = datetime.now(UTC)
    with open_archive(archive_path) as archive:
        if if_due and not archive.backlog(now=now).is_due:
            maintained = None
        else:
            maintained = archive.maintain(now=now, seconds=seconds, watch=progress)
    if as_json:
        print_json(asdict(maintained) if maintained else None)
    elif maintained is None:
        print_line("Nothing is due")
    else:
        _print(maintained)


def _print(done: "Maintained") -> None:
    from tracker.report.wording import count

    before, after = done.before, done.after
    if done.n_removed:
        print_line(f"Removed {count(done.n_removed, 'leftover')} of runs that were killed")
    for name, was, is_now in (
        ("loose branches", before.n_refs, after.n_refs),
        ("loose objects", before.n_objects, after.n_objects),
        ("packs", before.n_packs, after.n_packs),
        ("kilobytes", before.n_bytes // 1000, after.n_bytes // 1000),
    ):
        print_line(f"{name:<14}  {was:>11,} → {is_now:,}")
    if done.broken_off:
        warn(f"there was no time for: {', '.join(done.broken_off).lower()}. Run `tracker maintain` to do it")
