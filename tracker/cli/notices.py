"""`tracker notices`: find the notices in files."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.options import json_option, print_json, warn

if TYPE_CHECKING:
    from tracker.core.notice import FoundNotice


@click.command("notices", short_help="Find the correction notices in files.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@json_option
def command(files: tuple[str, ...], as_json: bool) -> None:
    """Find the correction notices in files: text, Markdown or HTML. `-` is standard input.

    \b
    Example:  tracker notices story.html
    """
    found = list(_read(files))
    if as_json:
        print_json([{"source": file, "notices": [_as_json(notice) for notice in notices]} for file, notices in found])
        return
    for file, notices in found:
        for notice in notices:
            _print(file, notice)
        if not notices:
            click.echo(f"{file}: no notice")


def _read(files: tuple[str, ...]) -> "Iterator[tuple[str, tuple[FoundNotice, ...]]]":
    from tracker.capture.files import read_story
    from tracker.core.notices import find_notices

    for file in files:
        yield file, find_notices(read_story(file, warn=warn, stdin=sys.stdin.buffer).story)


def _print(file: str, notice: "FoundNotice") -> None:
    from tracker.report.printable import printable
    from tracker.report.wording import KIND_NAMES

    dated = f", {notice.date.isoformat()}" if notice.date else ""
    click.echo(f"{file}: {KIND_NAMES[notice.kind]}{dated}, block {notice.block + 1}")
    click.echo(f"    {printable(notice.text)}")
    for claim in notice.claims:
        parts = (("wrong", claim.wrong), ("right", claim.right), ("about", claim.about), ("where", claim.where))
        told = "; ".join(f"{name}: {printable(value)}" for name, value in parts if value)
        if told:
            click.echo(f"    - {told}")


def _as_json(notice: "FoundNotice") -> dict[str, Any]:
    from tracker.report.contract import claim_json

    return {
        "block": notice.block,
        "start": notice.span[0],
        "end": notice.span[1],
        "text": notice.text,
        "kind": notice.kind,
        "date": notice.date.isoformat() if notice.date else None,
        "claims": [claim_json(claim) for claim in notice.claims],
        "rule": notice.rule,
    }
