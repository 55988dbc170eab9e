"""`tracker notices`: find the notices in files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import read_config, read_file
from tracker.cli.options import config_option, json_option
from tracker.cli.output import print_json, print_line, with_progress

if TYPE_CHECKING:
    from tracker.core.notice import FoundNotice


@click.command("notices", short_help="Find the correction notices in files.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@config_option
@json_option
def command(files: tuple[str, ...], config_path: Path | None, as_json: bool) -> None:
    """Find the correction notices in files: text, Markdown or HTML. `-` is standard input.

    \b
    Examples:  tracker notices story.html
               tracker notices archive/*.html --json
    """
    from tracker.core.notices import find_notices

    settings = read_config(config_path)
    stories = ((file, read_file(file, settings).story) for file in with_progress(files, "Reading", len(files)))
    found = [(file, find_notices(story, settings.phrases)) for file, story in stories]
    if as_json:
        print_json([{"source": file, "notices": [_as_json(notice) for notice in notices]} for file, notices in found])
        return
    for file, notices in found:
        for notice in notices:
            _print(file, notice)
        if not notices:
            print_line(f"{file}: no notice")


def _print(file: str, notice: "FoundNotice") -> None:
    from tracker.report.wording import KIND_NAMES, day

    dated = f", {day(notice.date)}" if notice.date else ""
    print_line(f"{file}: {KIND_NAMES[notice.kind]}{dated}")
    print_line(f"    {notice.text}")
    for claim in notice.claims:
        parts = (("wrong", claim.wrong), ("right", claim.right), ("about", claim.about), ("where", claim.where))
        told = "; ".join(f"{name}: {value}" for name, value in parts if value)
        if told:
            print_line(f"    - {told}")


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
