"""`tracker reextract`: read the stored pages again after the extractor has changed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, warn, with_progress

if TYPE_CHECKING:
    from tracker.capture.reextract import Reextracted

_N_SHOWN = 20


@click.command("reextract", short_help="Read the stored pages again after an upgrade.")
@click.argument("story", required=False)
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what would be done.")
@archive_option
@json_option
def command(story: str | None, is_dry: bool, archive_path: Path, as_json: bool) -> None:
    """Read the stored pages again that another extractor has read, of STORY or of all stories.

    An upgrade may read another text in the same page. Versions of which that is so are restated: number, time, page
    and id stay, and no revision is added, nor does one appear only because two versions were read differently. What
    cannot be read again stays as it is, and is told. Done once, it is done quickly again.

    \b
    Examples:  tracker reextract --dry-run
               tracker reextract
               tracker reextract bridge --json
    """
    from tracker.capture.reextract import reextract

    with open_archive(archive_path) as archive:
        done = reextract(
            archive,
            now=datetime.now(UTC),
            stories=[archive.find(story).branch] if story else None,
            is_dry=is_dry,
            follow=lambda branches: with_progress(branches, "Reading stories again", len(branches)),
        )
    if as_json:
        print_json(_as_json(done))
    else:
        _print(done, is_dry)


def _print(done: "Reextracted", is_dry: bool) -> None:
    from tracker.report.wording import count

    read = f"{count(done.n_pages, 'page')} of {count(done.n_stories, 'story', 'stories')}"
    print_line(f"Read {read} again" if done.n_pages else "No page was left to be read again")
    if done.restated:
        n_versions, n_stories = sum(done.restated.values()), len(done.restated)
        what = f"{count(n_versions, 'version')} of {count(n_stories, 'story', 'stories')}"
        print_line(f"{'To restate' if is_dry else 'Restated'}: {what}")
        for branch in [*done.restated][:_N_SHOWN]:
            print_line(f"  {branch}: {count(done.restated[branch], 'version')}")
        if n_stories > _N_SHOWN:
            print_line(f"  and {n_stories - _N_SHOWN:,} more; `--json` has them all")
    for left in done.left[:_N_SHOWN]:
        before = " and those before it" if left.n > 1 else ""
        warn(f"{left.branch}, version {left.n}{before} stay as they are: {left.reason}")
    if len(done.left) > _N_SHOWN:
        warn(f"the same of {count(len(done.left) - _N_SHOWN, 'story', 'stories')} more; `--json` has them all")


def _as_json(done: "Reextracted") -> dict[str, Any]:
    from tracker.capture.extractor import EXTRACTOR, extractor_version

    return {
        "extractor": EXTRACTOR,
        "extractor_version": extractor_version(),
        "n_stories": done.n_stories,
        "n_pages": done.n_pages,
        "restated": [{"branch": branch, "n_versions": n} for branch, n in done.restated.items()],
        "left": [{"branch": left.branch, "n": left.n, "reason": left.reason} for left in done.left],
    }
