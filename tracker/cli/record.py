"""`tracker record`: record a version of a story."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive, read_file
from tracker.cli.options import archive_option, json_option, parse_instant
from tracker.cli.output import print_json, print_line, progress, warn
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.archive.commits import StoryRef
    from tracker.archive.plan import Capture
    from tracker.archive.repository import Archive
    from tracker.archive.runs import Recorded
    from tracker.archive.settings import Settings
    from tracker.capture.files import ReadResult


@click.command("record", short_help="Record a version of a story.")
@click.argument("story")
@click.argument("file")
@click.option("--url", metavar="URL", help="Where the story is published, when STORY is a name in words.")
@click.option("--at", "at_text", metavar="TIME", help="When the page was captured; now, when left out.")
@click.option("--new", "is_new", is_flag=True, help="Make a new story, also where STORY is a part of another's name.")
@archive_option
@json_option
def command(
    story: str, file: str, url: str | None, at_text: str | None, is_new: bool, archive_path: Path, as_json: bool
) -> None:
    """Record a version of a story from a FILE: text, Markdown or HTML. `-` is standard input.

    STORY is the story's URL, its branch, its name, or an unambiguous part of one of them; a URL or name that no
    story has makes a new story. Recording the text that is there already adds nothing and says so. TIME is like
    2026-11-25T02:00Z or 2026-11-25, in UTC where it names no zone; an older version finds its place in the history.

    \b
    Examples:  tracker record https://news.example/bridge page.html
               curl -s https://news.example/bridge | tracker record https://news.example/bridge -
               tracker record bridge tuesday.txt --at 2026-11-24T02:00Z
               tracker record "mayor resigns" monday.txt --new
    """
    now = datetime.now(UTC)
    at = parse_instant(at_text) if at_text else now
    with open_archive(archive_path) as archive, progress("Recording"):
        known = _find_known(archive, story, url, is_new)
        url = _url(story, url, known)
        capture = _capture(story, url, at, known, read_file(file, _settings(archive), url))
        (recorded,) = archive.record([capture], now=now)
    _print(recorded, known is None, as_json)


def _settings(archive: "Archive") -> "Settings":
    """Return the settings; a slip in them must not cost a version, which may never be there again."""
    from tracker.archive.settings import Settings

    try:
        return archive.settings
    except InputError as error:
        warn(f"{error}. The version is recorded all the same, without these settings")
        return Settings()


def _find_known(archive: "Archive", name: str, url: str | None, is_new: bool) -> "StoryRef | None":
    """Return the story that a person means, or None for a new one. A part of a URL is a name, a whole one is not."""
    from tracker.archive.find import find_part
    from tracker.archive.names import is_branch, is_url

    if exact := _find_exact(archive, name) or (_find_exact(archive, url) if url else None):
        if is_new:
            raise InputError(f"{exact.branch} is called that already: leave out `--new`, or give another name")
        return exact
    try:
        return None if is_new or is_url(name) or is_branch(name) else find_part(archive.stories(), name)
    except InputError as error:
        raise InputError(f"{error}\n`--new` makes a new story called that") from error


def _find_exact(archive: "Archive", name: str) -> "StoryRef | None":
    """Return the story that a name stands for; only one that no branch is named for takes a look at all stories."""
    from tracker.archive.find import find_exact

    return archive.named(name) or find_exact(archive.stories(), name)


def _url(name: str, url: str | None, known: "StoryRef | None") -> str | None:
    """Return where the story is published, as far as that is known before its page is read."""
    from tracker.archive.names import is_branch, is_url

    if url is None and is_url(name) and not is_branch(name):
        url = name if "://" in name else f"https://{name}"
    return url or (known.url if known else None)


def _capture(name: str, url: str | None, at: datetime, known: "StoryRef | None", read: "ReadResult") -> "Capture":
    """Make a capture of what was read: a page is kept as it was, and the names of a known story stay its own."""
    from tracker.archive.names import is_branch, is_url
    from tracker.archive.pages import Page
    from tracker.capture.captures import make_capture

    return make_capture(
        name,
        read.story,
        read.facts,
        captured_at=at,
        known=known,
        url=url,
        title=None if is_url(name) or is_branch(name) else name,
        source=read.source,
        page=Page(read.data) if read.format == "html" else None,
    )


def _print(recorded: "Recorded", is_new: bool, as_json: bool) -> None:
    from tracker.archive.times import render_time

    if as_json:
        captured_at = render_time(recorded.captured_at)
        print_json(
            {"branch": recorded.branch, "n": recorded.n, "commit": recorded.commit, "captured_at": captured_at}
        )
    elif recorded.commit is None:
        print_line(f"{recorded.branch}: nothing new, the text is that of version {recorded.n}")
    else:
        print_line(f"{recorded.branch}: recorded version {recorded.n}{' of a new story' if is_new else ''}")
