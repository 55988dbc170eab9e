"""`tracker list`: the stories of the archive."""

from dataclasses import asdict
from pathlib import Path

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, progress


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

    with open_archive(archive_path) as archive, progress("Reading stories"):
        stories = list_stories(archive)
    if as_json:
        print_json([asdict(story) for story in stories])
        return
    for story in stories:
        print_line(f"{story.n_versions:>4}  {story.last_captured_at}  {story.branch}")
        print_line(f"      {story.headline}")
    if not stories:
        click.echo("No story yet: `tracker record STORY FILE` records one.", err=True)
