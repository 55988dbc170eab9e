"""`tracker record`: record a version of a story."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.options import archive_option, json_option, open_archive, parse_instant, print_json, warn

if TYPE_CHECKING:
    from tracker.archive.plan import Capture


@click.command("record", short_help="Record a version of a story.")
@click.argument("story")
@click.argument("file")
@click.option("--url", metavar="URL", help="Where the story is published, when STORY is a name in words.")
@click.option("--at", "at_text", metavar="TIME", help="When the page was captured; now, when left out.")
@archive_option
@json_option
def command(story: str, file: str, url: str | None, at_text: str | None, archive_path: Path, as_json: bool) -> None:
    """Record a version of a story from a FILE: text, Markdown or HTML. `-` is standard input.

    STORY is the story's URL, its branch, or a name in words; a name that no story has makes a new story. Recording
    the text that is there already adds nothing and says so.

    \b
    Examples:  tracker record https://news.example/bridge page.html
               curl -s https://news.example/bridge | tracker record https://news.example/bridge -
               tracker record "bridge reopening" monday.txt --at 2026-11-23T02:00Z
    """
    from tracker.archive.times import render_time

    now = datetime.now(UTC)
    at = parse_instant(at_text) if at_text else now
    with open_archive(archive_path) as archive:
        capture = _read_capture(archive.branch_of(story), story, file, url, at)
        (recorded,) = archive.record([capture], now=now)
    if as_json:
        captured_at = render_time(recorded.captured_at)
        print_json(
            {"branch": recorded.branch, "n": recorded.n, "commit": recorded.commit, "captured_at": captured_at}
        )
    elif recorded.commit is None:
        click.echo(f"{recorded.branch}: nothing new, the text is that of version {recorded.n}")
    else:
        click.echo(f"{recorded.branch}: recorded version {recorded.n}")


def _read_capture(branch: str, story: str, file: str, url: str | None, at: datetime) -> "Capture":
    """Read a file into a capture; a page is kept as it was."""
    from tracker.archive.meta import Meta
    from tracker.archive.pages import Page
    from tracker.archive.plan import Capture
    from tracker.capture.files import read_story

    url = url or (story if "://" in story else None)
    read = read_story(file, warn=warn, stdin=sys.stdin.buffer, url=url)
    meta = Meta(
        captured_at=at,
        url=url or read.facts.url,
        aliases=(read.facts.url,) if url and read.facts.url and read.facts.url != url else (),
        name=story if "://" not in story and story != branch else None,
        source=read.source,
        byline=", ".join(read.facts.bylines) or None,
        published=read.facts.published,
        modified=read.facts.modified,
        language=read.facts.language,
        section=read.facts.section,
    )
    return Capture(branch, read.story, meta, Page(read.data) if read.format == "html" else None)
