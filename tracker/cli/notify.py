"""`tracker notify`: a digest of what is new, to whom the settings name."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive, open_index
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, progress, warn

if TYPE_CHECKING:
    from tracker.report.alerts.notify import Delivery, Notified


@click.command("notify", short_help="Send a digest of what is new to mail, chat or a webhook.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent; send nothing, and remember nothing.")
@archive_option
@json_option
@click.pass_context
def command(ctx: click.Context, dry_run: bool, archive_path: Path, as_json: bool) -> None:
    """Send a digest of new corrections, silent changes, orphans and failures to whom tracker.toml names.

    Nothing is sent twice to the same receiver: what was told is remembered, and what could not be delivered is sent
    the next time, to that receiver alone. The first digest tells of the last day and counts what is older. Ends with
    status 1 when a receiver was not reached.

    \b
    Examples:  tracker notify --dry-run
               tracker notify --json
    """
    from tracker.report.alerts.notify import send_digests

    with open_archive(archive_path) as archive, open_index(archive) as index, progress("Notifying"):
        notified = send_digests(archive, index, datetime.now(UTC), is_dry=dry_run)
    if as_json:
        print_json([_as_json(each) for each in notified.deliveries])
    elif dry_run:
        _print_digests(notified)
    else:
        for each in notified.deliveries:
            print_line(f"{each.receiver}: {_outcome(each)}")
    for each in notified.deliveries:
        if each.n_left_out and not each.digest:
            warn(f"{each.receiver} is told of what comes from now on; {each.n_left_out:,} older entries are left out")
    ctx.exit(1 if notified.failed else 0)


def _print_digests(notified: "Notified") -> None:
    for each in notified.deliveries:
        if each.digest:
            print_line(f"To {each.receiver}: {each.digest.title}\n\n{each.digest.text}\n")
        else:
            print_line(f"To {each.receiver}: nothing new\n")


def _outcome(delivery: "Delivery") -> str:
    if delivery.outcome == "failed":
        return f"not reached: {delivery.reason}. The next time it is told all the same"
    return f"told of {delivery.digest.title}" if delivery.digest else "nothing new"


def _as_json(delivery: "Delivery") -> dict[str, Any]:
    from tracker.archive.times import render_time

    return {
        "receiver": delivery.receiver,
        "outcome": delivery.outcome,
        "reason": delivery.reason,
        "n_left_out": delivery.n_left_out,
        "title": delivery.digest.title if delivery.digest else None,
        "text": delivery.digest.text if delivery.digest else None,
        "items": [
            {"topic": item.topic, "at": render_time(item.at), "title": item.title, "place": item.place, "n": item.n}
            for item in delivery.items
        ],
    }
