"""`tracker import`: take in a story that was exported."""

from datetime import UTC, datetime
from pathlib import Path

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, progress
from tracker.cli.sync import check_refused, refused_rows


@click.command("import", short_help="Take in a story that was exported.")
@click.argument("bundle", type=click.Path(path_type=Path))
@archive_option
@json_option
def command(bundle: Path, archive_path: Path, as_json: bool) -> None:
    """Take in the story in a BUNDLE that `tracker export` wrote, with the same commits.

    Where the archive has the story, both histories are put together, and nothing is lost of either.

    \b
    Example:  tracker import bridge-story/story.bundle
    """
    from tracker.archive.sharing.bundles import import_bundle
    from tracker.report.wording import count

    with open_archive(archive_path) as archive, progress("Importing") as step:
        taken = import_bundle(archive, bundle, now=datetime.now(UTC), step=step)
    branches = sorted((*taken.received, *taken.joined))
    if as_json:
        rows = refused_rows(taken.refused)
        print_json({"branches": branches, "n_versions": taken.n_versions, "refused": rows})
    elif branches:
        print_line(f"Imported {count(taken.n_versions, 'version')} of {', '.join(branches)}")
    elif not taken.refused:
        print_line("Nothing new: the archive has all of it")
    check_refused(str(bundle), taken.refused)
