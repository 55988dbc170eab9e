"""`tracker compare`: the whole analysis on files, with no archive."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.options import json_option, print_json, terminal_width, use_color, warn

if TYPE_CHECKING:
    from tracker.core.history import Analysis


@click.command("compare", short_help="Compare files, without an archive.")
@click.argument("files", metavar="OLD [NEW [NEWER...]]", nargs=-1, required=True)
@click.option(
    "--html",
    "html_path",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write one self-contained page, to keep or to mail.",
)
@json_option
def command(files: tuple[str, ...], html_path: Path | None, as_json: bool) -> None:
    """Compare versions of a story given as files, oldest first: text, Markdown or HTML.

    Shows what changed between them and ties each correction notice to the words it corrects. One file is enough
    to see its notices and the passages they are about. `-` is standard input.

    \b
    Examples:  tracker compare monday.txt tuesday.txt
               tracker compare v1.html v2.html v3.html --html report.html
    """
    analysis = _analyse(files)
    if html_path is not None:
        _write_page(html_path, analysis)
    if as_json:
        from tracker.report.contract import compare_json

        print_json(compare_json(analysis))
    elif html_path is not None:
        click.echo(html_path)
    else:
        from tracker.report.terminal import render_redline

        click.echo(render_redline(analysis, color=use_color(), width=terminal_width()), nl=False)


def _analyse(files: tuple[str, ...]) -> "Analysis":
    from tracker.capture.files import read_story
    from tracker.core.history import Version, analyse

    return analyse(
        [
            Version(n, read_story(file, warn=warn, stdin=sys.stdin.buffer).story, file)
            for n, file in enumerate(files, 1)
        ]
    )


def _write_page(path: Path, analysis: "Analysis") -> None:
    from tracker.report.files import write_file
    from tracker.report.page import render_compare

    title = analysis.versions[-1].story.headline or Path(analysis.versions[-1].source).name
    write_file(path, render_compare(analysis, title=title, now=datetime.now(UTC)))
