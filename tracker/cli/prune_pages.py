"""`tracker prune-pages`: drop old pages, on record."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option, parse_age
from tracker.cli.output import print_json, print_line, warn, with_progress
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.archive.pruning import OldFile
    from tracker.archive.repository import Archive


@click.command("prune-pages", short_help="Drop the pages of long ago, never texts.")
@click.option(
    "--older-than", "age", metavar="AGE", required=True, help="2y, 18m, 6w or 90d: years, months, weeks, days."
)
@click.option("--dry-run", is_flag=True, help="Only show what would be dropped.")
@click.option("--yes", is_flag=True, help="Drop without asking.")
@archive_option
@json_option
def command(age: str, dry_run: bool, yes: bool, archive_path: Path, as_json: bool) -> None:
    """Drop stored pages: the files of pages/ of which every page was captured longer ago than AGE.

    Texts, their history and the digests of the pages stay. What is dropped is first written down in the ledger of
    runs, file by file, so that it is never taken for a loss. To keep old pages elsewhere, move their files instead,
    and name the folder in tracker.toml, under [pages] folders.

    \b
    Examples:  tracker prune-pages --older-than 1y --dry-run
               tracker prune-pages --older-than 18m --yes
    """
    now = datetime.now(UTC)
    before = parse_age(age, now)
    with open_archive(archive_path) as archive:
        old = _find(archive, before)
        if not as_json:
            _print(old, before)
        is_done = not dry_run and (yes or not old or _confirm())
        if is_done:
            archive.drop_pages([each.file for each in old], now=now)
    if as_json:
        print_json({"before": _written(before), "dropped": is_done, "files": [_as_json(each) for each in old]})
    elif old:
        print_line("Dropped, and written down in the ledger" if is_done else "Nothing was dropped")


def _find(archive: "Archive", before: datetime) -> "list[OldFile]":
    from tracker.archive.layout import PAGES
    from tracker.archive.pruning import find_old_files, list_files

    paths = list_files(archive.path / PAGES)
    with_steps = with_progress(paths, "Reading pages", len(paths))
    return find_old_files(with_steps, before, warn)


def _confirm() -> bool:
    try:
        return click.confirm("Drop them for good?", err=True)
    except click.Abort as error:
        if isinstance(error.__context__, EOFError):
            raise InputError(
                "nothing was dropped, since nobody was there to ask: `--yes` drops without asking"
            ) from error
        raise KeyboardInterrupt from error


def _print(old: "Sequence[OldFile]", before: datetime) -> None:
    from tracker.report.wording import count

    for each in old:
        print_line(f"{each.file.file}  {_written(each.newest_at)}  {count(each.file.n_pages, 'page')}")
    n_pages, n_bytes = sum(each.file.n_pages for each in old), sum(each.n_bytes for each in old)
    found = f"{count(len(old), 'file')} with {count(n_pages, 'page')}, {n_bytes / 1e6:,.1f} MB" if old else "No file"
    print_line(f"{found}, all from before {_written(before)}")


def _as_json(old: "OldFile") -> dict[str, Any]:
    return {
        "file": old.file.file,
        "digest": old.file.digest,
        "n_pages": old.file.n_pages,
        "n_bytes": old.n_bytes,
        "newest_at": _written(old.newest_at),
    }


def _written(at: datetime) -> str:
    from tracker.archive.times import render_time

    return render_time(at)
