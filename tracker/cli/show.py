"""`tracker show`: the text of a version."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option, parse_instant, pick_version, split_number
from tracker.cli.output import echo, print_json
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.archive.reading import History
    from tracker.core.analysis import Version


@click.command("show", short_help="Print a version of a story.")
@click.argument("story", metavar="STORY[@N]")
@click.option("--at", "at_text", metavar="TIME", help="The version that stood at that time.")
@archive_option
@json_option
def command(story: str, at_text: str | None, archive_path: Path, as_json: bool) -> None:
    """Print the text of a version of a story: the last one, the N-th, or the one captured last at a TIME.

    STORY is its branch, its URL, or an unambiguous part of either. TIME is like 2026-11-25T02:00Z or 2026-11-25, in
    UTC where it names no zone. The text has a marker for each kind of block; saved as `story.md`, it can be recorded
    and compared again.

    \b
    Examples:  tracker show bridge
               tracker show bridge@2 --json
               tracker show bridge --at 2026-11-25T02:00Z
    """
    from tracker.archive.times import render_time
    from tracker.core.story import render_story_md
    from tracker.report.printable import printable

    at = parse_instant(at_text) if at_text else None
    with open_archive(archive_path) as archive:
        name, n = split_number(archive, story)
        history = archive.history(archive.find(name).branch)
    if at and n is not None:
        raise InputError(f"{story!r:.200} names a version, and `--at` a time: leave out one of them")
    version = _version_at(history, at) if at else pick_version(history, len(history.versions) if n is None else n)
    assert version.captured_at is not None
    if as_json:
        print_json(
            {
                "branch": history.branch,
                "n": version.n,
                "captured_at": render_time(version.captured_at),
                "commit": version.source,
                "url": history.metas[version.n - 1].url,
                "blocks": [{"kind": block.kind, "text": block.text} for block in version.story.blocks],
            }
        )
    else:
        echo(printable(render_story_md(version.story)))


def _version_at(history: "History", at: datetime) -> "Version":
    """Return the last version captured at a time or before it. Raises `InputError` before the first."""
    from tracker.archive.times import render_time

    n = sum(meta.captured_at <= at for meta in history.metas)
    if not n:
        first = render_time(history.metas[0].captured_at)
        raise InputError(
            f"{history.branch} was first captured at {first}, after {render_time(at)}: ask for that time"
        )
    return history.versions[n - 1]
