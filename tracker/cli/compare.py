"""`tracker compare`: the whole analysis on files, with no archive."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import read_config, read_file
from tracker.cli.options import config_option, json_option
from tracker.cli.output import echo, print_json, print_line, progress, terminal_width, use_color

if TYPE_CHECKING:
    from tracker.archive.settings import Settings
    from tracker.core.analysis import Analysis


@click.command("compare", short_help="Compare files, without an archive.")
@click.argument("files", metavar="OLD [NEW [NEWER...]]", nargs=-1, required=True)
@click.option(
    "--html",
    "html_path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write one self-contained page, to keep or to mail.",
)
@config_option
@json_option
def command(files: tuple[str, ...], html_path: Path | None, config_path: Path | None, as_json: bool) -> None:
    """Compare versions of a story given as files, oldest first: text, Markdown or HTML.

    Shows what changed between them and ties each correction notice to the words it corrects. One file is enough
    to see its notices and the passages they are about. `-` is standard input.

    \b
    Examples:  tracker compare monday.txt tuesday.txt
               tracker compare v1.html v2.html v3.html --html report.html
               curl -s https://news.example/bridge | tracker compare saved.html - --json
    """
    settings = read_config(config_path)
    with progress("Comparing"):
        analysis, language = _analyse(files, settings)
    if html_path is not None:
        _write_page(html_path, analysis, language)
    if as_json:
        from tracker.report.contract import compare_json

        print_json(compare_json(analysis))
    elif html_path is not None:
        print_line(str(html_path))
    else:
        from tracker.report.terminal import render_redline

        echo(render_redline(analysis, color=use_color(), width=terminal_width()))


def _analyse(files: tuple[str, ...], settings: "Settings") -> "tuple[Analysis, str | None]":
    """Analyse the stories in files; return also the language that the last of them states."""
    from tracker.core.analysis import Version
    from tracker.core.history import analyse

    read = [read_file(file, settings) for file in files]
    versions = [
        Version(n, each.story, each.source, modified=each.facts.modified, stated=each.facts.stated)
        for n, each in enumerate(read, 1)
    ]
    return analyse(versions, phrases=settings.phrases, house=settings.house), read[-1].facts.language


def _write_page(path: Path, analysis: "Analysis", language: str | None) -> None:
    from tracker.report.files import write_file
    from tracker.report.page import render_compare

    title = analysis.versions[-1].story.headline or Path(analysis.versions[-1].source).name
    write_file(path, render_compare(analysis, title=title, now=datetime.now(UTC), language=language))
