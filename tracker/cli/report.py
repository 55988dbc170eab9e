"""`tracker report`: the static site."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option
from tracker.cli.output import print_line, with_progress

if TYPE_CHECKING:
    from tracker.archive.repository import Archive
    from tracker.report.views import StoryReport


@click.command("report", short_help="Write the report, a static site.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path("report"),
    show_default=True,
    help="Where the site is written.",
)
@click.option(
    "--base-url", metavar="URL", help="Where the site will be served: feed readers need it to follow entries."
)
@archive_option
def command(out: Path, base_url: str | None, archive_path: Path) -> None:
    """Write the report: a site of plain files that opens from disk and from any web server.

    It holds a page a story, the three ledgers of corrections, and an Atom feed. Written again, it is brought up to
    date. Prints the path of its front page.

    \b
    Example:  tracker report --out /var/www/corrections --base-url https://desk.example/corrections/
    """
    with open_archive(archive_path) as archive:
        print_line(str(write_report(archive, out, base_url)))


def write_report(archive: "Archive", out: Path, base_url: str | None = None) -> Path:
    """Write the site of an archive and return the path of its index."""
    from tracker.report.site import write_site

    return write_site(out, _reports(archive), now=datetime.now(UTC), base_url=base_url)


def _reports(archive: "Archive") -> "Iterator[StoryReport]":
    from tracker.archive.analysing import analyse_story
    from tracker.report.views import StoryReport

    stories = archive.stories()
    for story in with_progress(stories, "Writing the report", len(stories)):
        history = archive.history(story.branch)
        language = history.metas[-1].language
        site = story.branch.partition("/")[0]
        yield StoryReport(story.branch, site, analyse_story(archive, history), story.url, language)
