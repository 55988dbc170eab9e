"""`tracker init`: make an archive."""

from pathlib import Path
from typing import Literal

import click

from tracker.cli.options import archive_option
from tracker.cli.output import print_line


@click.command("init", short_help="Make an archive.")
@click.option(
    "--object-format",
    type=click.Choice(["sha1", "sha256"]),
    default="sha1",
    show_default=True,
    help="The digests that git names everything by; some git hosts take sha1 alone.",
)
@archive_option
def command(object_format: Literal["sha1", "sha256"], archive_path: Path) -> None:
    """Make an archive.

    The folder may hold other things; an archive that is there already stays as it is.

    \b
    Examples:  tracker init --archive ~/stories
               tracker init --object-format sha256
    """
    from tracker.archive.repository import Archive

    Archive.init(archive_path, object_format).close()
    print_line(f"The archive is in {archive_path}")
