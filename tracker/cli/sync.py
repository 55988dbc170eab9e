"""`tracker sync`: share the archive with others."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, progress
from tracker.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.archive.sharing.syncing import Synced
    from tracker.archive.sharing.taking import Refused


@click.command("sync", short_help="Share the archive with other machines.")
@click.argument("remote")
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what would be done.")
@archive_option
@json_option
def command(remote: str, is_dry: bool, archive_path: Path, as_json: bool) -> None:
    """Take in what a REMOTE has, and send it what it lacks: stories, the ledger of runs, and decisions.

    REMOTE is a git repository: a folder, an ssh:// or https:// address, or host:folder. `git init --bare` makes one.
    What two machines recorded of one story is put together; nothing is rewritten or dropped, here or there. Pages
    are not shared. Keys come from ssh, passwords for https from ~/.netrc; nothing is asked.

    \b
    Examples:  tracker sync /mnt/desk/stories.git
               tracker sync ssh://git@desk.example/srv/stories.git --dry-run
    """
    from tracker.archive.sharing.remote import parse_remote
    from tracker.archive.sharing.syncing import sync

    with open_archive(archive_path) as archive, progress("Syncing") as step:
        where = parse_remote(remote)
        synced = sync(archive, where, now=datetime.now(UTC), step=step, is_dry=is_dry)
    if as_json:
        print_json(_row(where.name, synced))
    else:
        _print(synced, is_dry)
    check_refused(where.name, synced.refused)


def _row(name: str, synced: "Synced") -> dict[str, object]:
    return {
        "remote": name,
        "received": [*synced.received],
        "joined": [*synced.joined],
        "sent": [*synced.sent],
        "n_versions": synced.n_versions,
        "refused": refused_rows(synced.refused),
    }


def _print(synced: "Synced", is_dry: bool) -> None:
    from tracker.report.wording import count

    receive, join, send = ("To receive", "To join", "To send") if is_dry else ("Received", "Joined", "Sent")
    if moved := (*synced.received, *synced.joined):
        print_line(f"{receive}: {count(synced.n_versions, 'version')} of {count(len(moved), 'story', 'stories')}")
    for branch in synced.joined:
        print_line(f"{join} with what was recorded here: {branch}")
    if synced.sent:
        print_line(f"{send}: {count(len(synced.sent), 'story', 'stories')}")
    if not moved and not synced.sent:
        print_line("Nothing new, here or there")


def refused_rows(refused: "Sequence[Refused]") -> list[dict[str, str]]:
    """Return the branches that were refused, for a script."""
    return [{"branch": each.branch, "why": each.why} for each in refused]


def check_refused(name: str, refused: "Sequence[Refused]") -> None:
    """Raise `ArchiveError` where a branch was refused; all others were taken in by then."""
    if refused:
        lines = [f"  {each.branch}: {each.why}" for each in refused[:10]]
        more = [f"  and {len(refused) - 10} more"] if len(refused) > 10 else []
        told = f"{name} has branches that were left alone, see who wrote them; the others were taken in:"
        raise ArchiveError("\n".join([told, *lines, *more]))
