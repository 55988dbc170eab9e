"""`tracker diff`: a redline of two versions."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option, pick_version
from tracker.cli.output import echo, print_json, progress, terminal_width, use_color
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.archive.reading import History
    from tracker.archive.repository import Archive
    from tracker.core.analysis import Analysis
    from tracker.core.change import Revision


@click.command("diff", short_help="Show what changed between two versions.")
@click.argument("story")
@click.argument("old", type=int, required=False)
@click.argument("new", type=int, required=False)
@click.option("--hidden", is_flag=True, help="Show the changes too that a rule of the noise filter hides.")
@archive_option
@json_option
def command(story: str, old: int | None, new: int | None, hidden: bool, archive_path: Path, as_json: bool) -> None:
    """Show what changed between two versions of a story, as a redline with its notices.

    OLD and NEW are version numbers. With none, the last revision is shown; with OLD alone, what changed since.
    STORY is its branch, its URL, or an unambiguous part of either.

    \b
    Examples:  tracker diff bridge
               tracker diff bridge 1 4
    """
    with open_archive(archive_path) as archive:
        history = archive.history(archive.find(story).branch)
        new = len(history.versions) if new is None else new
        with progress("Comparing the versions"):
            analysis = _analyse(archive, history, new - 1 if old is None else old, new)
    revision = next(revision for revision in analysis.revisions if revision.new == new)
    if as_json:
        from tracker.report.contract import compare_json

        print_json(compare_json(_only(revision, analysis)))
    else:
        from tracker.report.terminal import render_redline

        echo(render_redline(analysis, color=use_color(), width=terminal_width(), only=revision, hidden=hidden))


def _analyse(archive: "Archive", history: "History", old: int, new: int) -> "Analysis":
    """Analyse the history, with what came later and may explain a change; versions between the two are left out."""
    from tracker.archive.analysing import analyse_story

    if len(history.versions) == 1:
        raise InputError(f"{history.branch} has one version, nothing to compare: `tracker show` prints it")
    pick_version(history, new)
    if old >= new:
        raise InputError(f"version {old} is not before version {new}: name the older one first")
    versions = (*history.versions[: pick_version(history, old).n], *history.versions[new - 1 :])
    return analyse_story(archive, history, versions=versions)


def _only(revision: "Revision", analysis: "Analysis") -> "Analysis":
    """Keep one revision, with the notices and silent changes it shows."""
    ids = {change.id for change in revision.changes}
    notices = [
        replace(notice, links=tuple(link for link in notice.links if link.change in ids))
        for notice in analysis.notices
    ]
    return replace(
        analysis,
        revisions=(revision,),
        notices=tuple(notice for notice in notices if notice.links or ids & {*notice.changes}),
        silent=tuple(change_id for change_id in analysis.silent if change_id in ids),
        standings=tuple(standing for standing in analysis.standings if standing.change in ids),
        headline_tests=tuple(test for test in analysis.headline_tests if ids & {*test.changes}),
    )
