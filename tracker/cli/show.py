"""`tracker show`: the text of a version."""

from pathlib import Path

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option, pick_version, split_number
from tracker.cli.output import echo, print_json


@click.command("show", short_help="Print a version of a story.")
@click.argument("story", metavar="STORY[@N]")
@archive_option
@json_option
def command(story: str, archive_path: Path, as_json: bool) -> None:
    """Print the text of a version of a story: the last one, or the N-th.

    STORY is its branch, its URL, or an unambiguous part of either. The text has a marker for each kind of block;
    saved as `story.md`, it can be recorded and compared again.

    \b
    Examples:  tracker show bridge
               tracker show bridge@2 --json
    """
    from tracker.archive.times import render_time
    from tracker.core.story import render_story_md
    from tracker.report.printable import printable

    name, n = split_number(story)
    with open_archive(archive_path) as archive:
        history = archive.history(archive.find(name).branch)
    version = pick_version(history, len(history.versions) if n is None else n)
    assert version.captured_at is not None
    if as_json:
        print_json(
            {
                "branch": history.branch,
                "n": version.n,
                "captured_at": render_time(version.captured_at),
                "commit": version.source,
                "url": history.metas[version.n - 1].url,
                "blocks": [{"kind": block.kind, "text": block.text} for block in version.story.blocks],
            }
        )
    else:
        echo(printable(render_story_md(version.story)))
