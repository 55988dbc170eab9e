"""`tracker corrections`: the three ledgers of the archive."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive, open_index
from tracker.cli.options import archive_option, json_option, parse_instant
from tracker.cli.output import echo, print_json, terminal_width, use_color

if TYPE_CHECKING:
    from tracker.archive.index import Index
    from tracker.archive.ledgers import Entry, Ledger, Revised
    from tracker.report.terminal import LedgerName


# The names of the ledgers in the archive and in reports.
NAMES: "dict[Ledger, LedgerName]" = {
    "acknowledged": "acknowledged",
    "silent": "silent",
    "orphan": "orphans",
    "finding": "findings",
    "news": "news",
    "headline_test": "tested",
}
PAGE = 20  # entries of a ledger
USUAL: "tuple[Ledger, ...]" = ("acknowledged", "silent", "orphan", "finding")


@click.command("corrections", short_help="Show what was corrected, silently changed, or left unexplained.")
@click.option("--acknowledged", is_flag=True, help="Only the notices that are tied to a change.")
@click.option("--silent", is_flag=True, help="Only the changes of substance that no notice explains.")
@click.option("--orphans", is_flag=True, help="Only the notices with no captured change.")
@click.option("--findings", is_flag=True, help="Only what the house rules found that are on in tracker.toml.")
@click.option("--incomplete", is_flag=True, help="Of the notices tied to a change, those whose error still stands.")
@click.option("--news", is_flag=True, help="Only the changes that told the reader more; shown where asked for.")
@click.option(
    "--headline-tests",
    "tested",
    is_flag=True,
    help="Only the changes by which a headline went back and forth; shown where asked for.",
)
@click.option("--since", "since_text", metavar="TIME", help="Only what was captured then or later; UTC, if no zone.")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1),
    help="Print the newest N of each ledger; without it 20, in JSON all.",
)
@click.option("--site", metavar="HOST", help="Only stories of a site, with its sub-domains.")
@archive_option
@json_option
def command(
    acknowledged: bool,
    silent: bool,
    orphans: bool,
    findings: bool,
    incomplete: bool,
    news: bool,
    tested: bool,
    since_text: str | None,
    limit: int | None,
    site: str | None,
    archive_path: Path,
    as_json: bool,
) -> None:
    """Show what was corrected and where, what changed in silence, and which notices match nothing captured.

    \b
    Examples:  tracker corrections --since 2026-11-24
               tracker corrections --silent --site news.example --json
    """
    since = parse_instant(since_text) if since_text else None
    asked: dict[Ledger, bool] = {"acknowledged": acknowledged or incomplete, "silent": silent, "orphan": orphans}
    asked |= {"finding": findings, "news": news, "headline_test": tested}
    wanted = tuple(name for name, is_asked in asked.items() if is_asked) or USUAL
    with open_archive(archive_path) as archive, open_index(archive) as index:
        if as_json:
            entries = index.corrections(*wanted, since=since, site=site, limit=limit, is_incomplete=incomplete)
            print_json([_as_json(entry) for entry in entries])
        else:
            print_ledgers(index, limit or PAGE, wanted, since=since, site=site, is_incomplete=incomplete)


def print_ledgers(
    index: "Index",
    limit: int,
    wanted: "Collection[Ledger]" = USUAL,
    *,
    since: datetime | None = None,
    site: str | None = None,
    is_incomplete: bool = False,
) -> None:
    """Print ledgers as the index tells them: how long each is, and its newest `limit` entries."""
    from tracker.report.ledger import ledger
    from tracker.report.terminal import render_ledger
    from tracker.report.views import StoryReport

    page = index.ledger_page(wanted, limit, since=since, site=site, is_incomplete=is_incomplete)
    told = ledger(StoryReport(branch, branch.partition("/")[0], each) for branch, each in page.stories.items())
    told = told.since(since) if since else told
    told = told.only_incomplete() if is_incomplete else told
    counts = dict[str, int](page.counts.items()) | {told_as: page.counts[name] for name, told_as in NAMES.items()}
    show = [NAMES[name] for name in NAMES if name in wanted]
    echo(render_ledger(told, color=use_color(), width=terminal_width(), show=show, limit=limit, counts=counts))


def _as_json(entry: "Entry") -> dict[str, Any]:
    from tracker.archive.times import render_time
    from tracker.report.contract import finding_json, notice_json

    return {
        "ledger": entry.ledger,
        "branch": entry.branch,
        "url": entry.url,
        "headline": entry.headline,
        "n": entry.n,
        "captured_at": render_time(entry.captured_at),
        "notice": notice_json(entry.notice) if entry.notice else None,
        "changes": [_revised_json(revised) for revised in entry.changes],
        "finding": finding_json(entry.finding) if entry.finding else None,
        "reason": entry.reason,
    }


def _revised_json(revised: "Revised") -> dict[str, Any]:
    from tracker.report.contract import change_json

    return {"from": revised.old, "to": revised.new, **change_json(revised.change)}
