"""`tracker reindex`: make the index anew."""

from pathlib import Path

import click

from tracker.cli.opening import open_archive, open_index
from tracker.cli.options import archive_option
from tracker.cli.output import print_line


@click.command("reindex", short_help="Make the index anew.")
@archive_option
def command(archive_path: Path) -> None:
    """Make the index of the archive anew from its stories.

    The index is derived: nothing is lost without it, and it is brought up to date by itself. Make it anew when it
    is in doubt.

    \b
    Example:  tracker reindex --archive ~/stories
    """
    from tracker.report.wording import count

    with open_archive(archive_path) as archive, open_index(archive, must_write=True) as index:
        done = index.refreshed if index.refreshed.rebuilt else index.rebuild()
        print_line(f"Read {count(done.n_stories, 'story', 'stories')} anew")
