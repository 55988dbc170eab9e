"""Options that several commands share, and how their values are read."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.archive.reading import History
    from tracker.archive.repository import Archive
    from tracker.core.analysis import Version

Function = TypeVar("Function", bound=Callable[..., Any])


def archive_option(function: Function) -> Function:
    """Add `--archive DIR`."""
    return click.option(
        "--archive",
        "archive_path",
        metavar="DIR",
        type=click.Path(path_type=Path),
        envvar="TRACKER_ARCHIVE",
        default=Path("archive"),
        show_default=True,
        show_envvar=True,
        help="The archive's folder.",
    )(function)


def config_option(function: Function) -> Function:
    """Add `--config FILE`."""
    return click.option(
        "--config",
        "config_path",
        metavar="FILE",
        type=click.Path(path_type=Path),
        envvar="TRACKER_CONFIG",
        show_envvar=True,
        help="Settings: house rules and wordings, as `tracker config` shows them.",
    )(function)


def json_option(function: Function) -> Function:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, for a script.")(function)


_SHARD = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})")
_SPAN = re.compile(r"(\d{1,6})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def run_options(function: Function) -> Function:
    """Add `--max-time TIME` and `--shard K/N`, as checked text: `parse_span` and `parse_shard` read it."""
    for name, metavar, check, help_ in (
        ("--shard", "K/N", _check_shard, "Take only the K-th of N shares of the stories."),
        ("--max-time", "TIME", _check_span, "End after so long, as 90m or 2h; the next run begins with the rest."),
    ):
        function = click.option(name, metavar=metavar, callback=check, help=help_)(function)
    return function


def parse_span(text: str) -> timedelta:
    """Read a length of time like `90m`; `run_options` has checked it."""
    return timedelta(seconds=int(text[:-1]) * _SECONDS[text[-1]])


def parse_shard(text: str) -> tuple[int, int]:
    """Read a share like `2/8`; `run_options` has checked it."""
    k, n = text.split("/")
    return int(k), int(n)


def _check_shard(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    match = _SHARD.fullmatch(text or "1/1")
    if match is None or int(match[1]) > int(match[2]):
        raise click.BadParameter(f"{text!r:.40} is no share: write 2/8 for the second of eight.")
    return text


def _check_span(ctx: click.Context, param: click.Parameter, text: str | None) -> str | None:
    if text is not None and not _SPAN.fullmatch(text):
        raise click.BadParameter(f"{text!r:.40} is no length of time: write 90m or 2h.")
    return text


def parse_instant(text: str) -> datetime:
    """Read a date or time as the user writes it; without a zone it is UTC. Raises `InputError`."""
    from dateutil.parser import ParserError, isoparse

    try:
        at = isoparse(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ParserError, ValueError, OverflowError) as error:
        raise InputError(f"{text!r:.80} is no time: write 2026-11-25T02:00Z or 2026-11-25") from error


def parse_age(text: str, now: datetime) -> datetime:
    """Read an age like `18m`, and return how long ago that was. Raises `InputError`."""
    from dateutil.relativedelta import relativedelta

    match = re.fullmatch(r"(\d{1,4})([ymwd])", text.strip())
    if not match:
        raise InputError(f"{text!r:.80} is no age: write 2y, 18m, 6w or 90d")
    unit = {"y": "years", "m": "months", "w": "weeks", "d": "days"}[match[2]]
    try:
        return now - relativedelta(**{unit: int(match[1])})  # type: ignore[arg-type]
    except (ValueError, OverflowError) as error:
        raise InputError(f"{text!r:.80} is longer ago than the calendar: write less") from error


def split_number(archive: "Archive", story: str) -> tuple[str, int | None]:
    """Split `STORY@N` into the name and the version number; a name without `@N` has none.

    What a story is called is its name, also where that ends in `@N`: a URL may.
    """
    from tracker.archive.find import find_exact

    match = re.fullmatch(r"(.+)@(\d{1,9})", story, re.DOTALL)
    return (match[1], int(match[2])) if match and not find_exact(archive.stories(), story) else (story, None)


def pick_version(history: "History", n: int) -> "Version":
    """Return version `n` of a story, from 1. Raises `InputError` that says which there are."""
    there = len(history.versions)
    if not 1 <= n <= there:
        raise InputError(f"{history.branch} has no version {n}: it has {f'1 to {there}' if there > 1 else 'only 1'}")
    return history.versions[n - 1]
