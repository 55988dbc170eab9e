"""Options and helpers that several commands share."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.archive.index import Index
    from tracker.archive.reading import History
    from tracker.archive.repository import Archive
    from tracker.core.history import Version

Function = TypeVar("Function", bound=Callable[..., Any])
Item = TypeVar("Item")


def archive_option(function: Function) -> Function:
    """Add `--archive DIR`."""
    return click.option(
        "--archive",
        "archive_path",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="TRACKER_ARCHIVE",
        default=Path("archive"),
        show_default=True,
        show_envvar=True,
        help="The archive's folder.",
    )(function)


def json_option(function: Function) -> Function:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for a script.")(function)


def open_archive(path: Path) -> "Archive":
    """Open the archive at a path, for a `with` statement."""
    from tracker.archive.repository import Archive

    return Archive.open(path)


def open_index(archive: "Archive") -> "Index":
    """Open the index of an archive, brought up to date, for a `with` statement; say so when it was made anew."""
    from tracker.archive.index import Index

    index = Index(archive)
    if index.refreshed.rebuilt:
        warn(f"the index was made anew: {index.refreshed.rebuilt}")
    return index


def with_progress(items: Iterable[Item], label: str, n: int) -> Iterator[Item]:
    """Yield the items, with a progress bar on standard error where that is a terminal."""
    with click.progressbar(items, n, label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def warn(message: str) -> None:
    """Say something on standard error that is no result and no error."""
    click.echo(f"Note: {message}", err=True)


def use_color() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def terminal_width() -> int:
    """The width of the terminal, at most what reads well."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def parse_instant(text: str) -> datetime:
    """Read a date or time as the user writes it; without a zone it is UTC. Raises `InputError`."""
    from dateutil.parser import ParserError, isoparse

    try:
        at = isoparse(text)
    except (ParserError, ValueError, OverflowError) as error:
        raise InputError(f"{text!r:.80} is no time: write 2026-11-25T02:00Z or 2026-11-25") from error
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def split_number(story: str) -> tuple[str, int | None]:
    """Split `STORY@N` into the name and the version number; a name without `@N` has none."""
    match = re.fullmatch(r"(.+)@(\d{1,9})", story)
    return (match[1], int(match[2])) if match else (story, None)


def pick_version(history: "History", n: int) -> "Version":
    """Return version `n` of a story, from 1. Raises `InputError` that says which there are."""
    there = len(history.versions)
    if not 1 <= n <= there:
        raise InputError(f"{history.branch} has no version {n}: it has {f'1 to {there}' if there > 1 else 'only 1'}")
    return history.versions[n - 1]
