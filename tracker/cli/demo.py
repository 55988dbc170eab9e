"""`tracker demo`: the whole path, on the example stories."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.opening import open_archive, open_index
from tracker.cli.output import print_line, progress

if TYPE_CHECKING:
    from tracker.archive.plan import Capture


@click.command("demo", short_help="Show the whole path on example stories.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where the archive and the report are made.",
)
@click.option("--open", "open_report", is_flag=True, help="Open the report, when a desktop is there.")
def command(out: Path, open_report: bool) -> None:
    """Build an archive of the example stories, print its ledgers, and write its report.

    The stories are invented. Run again, it adds nothing and writes the report anew.

    \b
    Example:  tracker demo --out /tmp/demo --open
    """
    from tracker.archive.repository import Archive
    from tracker.cli.corrections import print_ledgers
    from tracker.cli.report import write_report

    Archive.init(out / "archive").close()
    with open_archive(out / "archive") as archive:
        with progress("Recording the example stories"):
            archive.record(_captures(), now=datetime.now(UTC))
        with open_index(archive) as index:
            print_ledgers(index, limit=5)
        index_page = write_report(archive, out / "report").absolute()
    print_line(
        f"\nThe archive is in {out / 'archive'}: `tracker corrections --archive {out / 'archive'}` shows the rest"
    )
    print_line(f"The report is in {index_page}")
    if open_report and has_desktop():
        click.launch(index_page.as_uri())


def _captures() -> "list[Capture]":
    """Every version of every example story, as if it had been captured when it says."""
    from tracker.archive.meta import Meta
    from tracker.archive.plan import Capture
    from tracker.core.plaintext import parse_markdown
    from tracker.examples import read_examples

    return [
        Capture(
            example.url,
            parse_markdown(text),
            Meta(captured_at=at, url=example.url, language=example.lang, source=f"{example.slug}/{n}.md"),
        )
        for example in read_examples()
        for n, (text, at) in enumerate(zip(example.texts, example.captured_at, strict=True), 1)
    ]


def has_desktop() -> bool:
    """Whether there is a screen to open a page on."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
