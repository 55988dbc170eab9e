"""`tracker list`: the stories of the archive."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import echo, print_json, progress

if TYPE_CHECKING:
    from tracker.archive.listing import ListedStory


@click.command("list", short_help="List the stories.")
@archive_option
@json_option
def command(archive_path: Path, as_json: bool) -> None:
    """List the stories of the archive: number of versions, last capture, branch, headline.

    \b
    Examples:  tracker list
               tracker list --json
    """
    from tracker.archive.listing import list_stories
    from tracker.report.printable import printable

    with open_archive(archive_path) as archive, progress("Reading stories"):
        stories = list_stories(archive)
    if as_json:
        print_json([{key: getattr(story, key) for key in story.__slots__} for story in stories])
        return
    echo(printable("".join(map(_lines, stories))))
    if not stories:
        click.echo("No story yet: `tracker record STORY FILE` records one.", err=True)


def _lines(story: "ListedStory") -> str:
    return f"{story.n_versions:>4}  {story.last_captured_at}  {story.branch}\n      {story.headline}\n"
