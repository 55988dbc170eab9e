"""`tracker list`: the stories of the archive."""

from pathlib import Path

import click

from tracker.cli.options import archive_option, json_option, open_archive, print_json


@click.command("list", short_help="List the stories.")
@archive_option
@json_option
def command(archive_path: Path, as_json: bool) -> None:
    """List the stories of the archive: versions, last capture, branch, headline.

    \b
    Example:  tracker list --json
    """
    from tracker.archive.times import render_time
    from tracker.report.printable import printable

    with open_archive(archive_path) as archive:
        stories = archive.stories()
    if as_json:
        print_json(
            [
                {
                    "branch": story.branch,
                    "url": story.url,
                    "headline": story.headline,
                    "n_versions": story.n_versions,
                    "first_captured_at": render_time(story.first_captured_at),
                    "last_captured_at": render_time(story.last_captured_at),
                }
                for story in stories
            ]
        )
        return
    for story in stories:
        click.echo(f"{story.n_versions:>4}  {render_time(story.last_captured_at)}  {story.branch}")
        click.echo(f"      {printable(story.headline)}")
    if not stories:
        click.echo("No story yet: `tracker record STORY FILE` records one.", err=True)
