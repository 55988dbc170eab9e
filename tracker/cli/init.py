"""`tracker init`: make an archive."""

from pathlib import Path

import click

from tracker.cli.options import archive_option
from tracker.cli.output import print_line


@click.command("init", short_help="Make an archive.")
@archive_option
def command(archive_path: Path) -> None:
    """Make an archive.

    The folder may hold other things; an archive that is there already stays as it is.

    \b
    Example:  tracker init --archive ~/stories
    """
    from tracker.archive.repository import Archive

    Archive.init(archive_path).close()
    print_line(f"The archive is in {archive_path}")
