"""`tracker search`: full text over all versions of all stories."""

import re
from pathlib import Path

import click

from tracker.cli.opening import open_archive, open_index
from tracker.cli.options import archive_option, json_option, parse_instant
from tracker.cli.output import echo, print_json, progress, terminal_width, use_color

_SYNTAX = re.compile(r'["“”„«»*]|(?<!\S)(?:[-−–]\S|(?:OR|AND)(?!\S))')


@click.command("search", short_help="Search the texts of all versions.")
@click.argument("words", nargs=-1, required=True)
@click.option("--notices", is_flag=True, help="Look for the words in notices alone.")
@click.option("--since", "since_text", metavar="TIME", help="Only versions captured then or later; UTC, if no zone.")
@click.option("--site", metavar="HOST", help="Only stories of a site, with its sub-domains.")
@click.option(
    "--limit", metavar="N", type=click.IntRange(1), default=20, show_default=True, help="Show the first N stories."
)
@archive_option
@json_option
def command(
    words: tuple[str, ...],
    notices: bool,
    since_text: str | None,
    site: str | None,
    limit: int,
    archive_path: Path,
    as_json: bool,
) -> None:
    """Search all versions of all stories; tell which versions carry the words, and in which they were gone.

    Stories captured last come first. A version is found when it carries all WORDS, each anywhere in it. Several in
    one pair of quotation marks are a phrase; build* stands for all words that begin so. Case and accents do not
    count, whole words do; in Chinese or Japanese any run of characters is found. OR and -word are written into one
    argument with the rest.

    \b
    Examples:  tracker search "several months"
               tracker search bridge toll --since 2026-11-01
               tracker search 'fare OR toll -ferry "in May"' --site news.example
               tracker search misstated --notices --json
    """
    from tracker.core.query import parse_query
    from tracker.report.contract import found_json
    from tracker.report.found import render_found

    since = parse_instant(since_text) if since_text else None
    query = parse_query(" ".join(map(_quoted, words)))
    with open_archive(archive_path) as archive, open_index(archive) as index, progress("Searching"):
        found = index.search(query, limit=limit, in_notices=notices, since=since, site=site)
    if as_json:
        print_json(found_json(found))
    else:
        echo(render_found(found, color=use_color(), width=terminal_width()))


def _quoted(argument: str) -> str:
    """Give an argument of several plain words back the quotation marks that the shell took."""
    return f'"{argument}"' if len(argument.split()) > 1 and not _SYNTAX.search(argument) else argument
