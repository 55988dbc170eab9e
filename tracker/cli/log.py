"""`tracker log`: the versions of a story."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import echo, print_json, print_line, progress, terminal_width, use_color

if TYPE_CHECKING:
    from tracker.core.analysis import Analysis, Version


@click.command("log", short_help="List the versions of a story.")
@click.argument("story")
@archive_option
@json_option
def command(story: str, archive_path: Path, as_json: bool) -> None:
    """List the versions of a story: number, capture time, headline, and what each brought; then its headline tests.

    STORY is its branch, its URL, or an unambiguous part of either.

    \b
    Example:  tracker log bridge
    """
    from tracker.archive.analysing import analyse_story
    from tracker.report.contract import headline_test_json
    from tracker.report.terminal import render_headline_tests

    with open_archive(archive_path) as archive:
        history = archive.history(archive.find(story).branch)
        with progress("Comparing the versions"):
            analysis = analyse_story(archive, history)
    rows = [_row(version, analysis) for version in analysis.versions]
    if as_json:
        tests = [headline_test_json(test) for test in analysis.headline_tests]
        print_json({"branch": history.branch, "versions": rows, "headline_tests": tests})
        return
    print_line(history.branch)
    for row in rows:
        print_line(f"{row['n']:>4}  {row['captured_at']}  {row['headline']}")
        if brought := _brought(row):
            print_line(f"      {brought}")
    if analysis.headline_tests:
        print_line("")
    echo(render_headline_tests(analysis, color=use_color(), width=terminal_width()))


def _row(version: "Version", analysis: "Analysis") -> dict[str, Any]:
    from tracker.archive.times import render_time

    changes = analysis.revisions[version.n - 2].changes if version.n > 1 else ()
    shown = [change.id for change in changes if change.hidden_by is None]
    assert version.captured_at is not None
    return {
        "n": version.n,
        "captured_at": render_time(version.captured_at),
        "commit": version.source,
        "headline": version.story.headline,
        "n_changes": len(shown),
        "silent": [change_id for change_id in analysis.silent if change_id in shown],
        "is_headline_test": any(change.id in test.changes for test in analysis.headline_tests for change in changes),
        "notices": [notice.kind for notice in analysis.notices if notice.first_seen == version.n],
    }


def _brought(row: dict[str, Any]) -> str:
    """Say what a version brought: its changes, how many are silent, a flip of its headline, and its notices."""
    from tracker.report.wording import KIND_NAMES, count

    parts = [count(row["n_changes"], "change") if row["n_changes"] else "no change"] if row["n"] > 1 else []
    parts += [f"{len(row['silent'])} silent"] if row["silent"] else []
    parts += ["a headline test"] if row["is_headline_test"] else []
    return ", ".join([*parts, *(f"+ {KIND_NAMES[kind]}" for kind in row["notices"])])
