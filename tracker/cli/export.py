"""`tracker export`: give a story away."""

from pathlib import Path

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, progress


@click.command("export", short_help="Write a story into a folder, to give away.")
@click.argument("story")
@click.option(
    "--out", "folder", metavar="FOLDER", type=click.Path(path_type=Path), required=True, help="A folder to be made."
)
@archive_option
@json_option
def command(story: str, folder: Path, archive_path: Path, as_json: bool) -> None:
    """Write a story into a new FOLDER: a text a version, its notices, and a git bundle with all of it.

    STORY is its branch, its URL, or an unambiguous part of either. `tracker import BUNDLE` takes it into another
    archive, with the same commits; plain git clones it.

    \b
    Example:  tracker export bridge --out bridge-story
    """
    from tracker.archive.sharing.exporting import export_story

    with open_archive(archive_path) as archive, progress("Exporting"):
        branch = archive.find(story).branch
        files = export_story(archive, branch, folder)
    if as_json:
        print_json({"branch": branch, "folder": str(folder), "files": [*files]})
    else:
        print_line(f"{folder} holds {branch}")
