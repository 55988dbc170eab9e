"""`tracker review`: an editor's word on links, silent changes and notices without a link."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive, open_index
from tracker.cli.options import archive_option, json_option, parse_instant
from tracker.cli.output import print_json, print_line
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.archive.agenda import Item, Subject
    from tracker.archive.repository import Archive
    from tracker.core.decision import Decision

DONE = {
    "confirm": "confirmed",
    "reject": "rejected",
    "relink": "tied by hand",
    "acknowledge": "acknowledged",
    "harmless": "judged harmless",
    "undo": "taken back",
}


@click.command("review", short_help="Decide about links and silent changes.")
@click.argument("story", required=False)
@click.option("--links", is_flag=True, help="Ask about links only.")
@click.option("--silent", is_flag=True, help="Ask only about silent changes, and about those a notice may explain.")
@click.option("--orphans", is_flag=True, help="Ask only about notices with no captured change.")
@click.option("--since", "since_text", metavar="TIME", help="Only what was captured then or later; UTC, if no zone.")
@click.option("--site", metavar="HOST", help="Only stories of a site, with its sub-domains.")
@click.option("--notice", metavar="N", help="Ask nothing, and decide about this notice: its number or id.")
@click.option("--change", metavar="ID", help="Ask nothing, and decide about this change.")
@click.option("--confirm", is_flag=True, help="The notice is about the change.")
@click.option("--reject", is_flag=True, help="The notice is not about the change.")
@click.option(
    "--relink", "to", metavar="ID", multiple=True, help="The notice is about this change instead; may be repeated."
)
@click.option("--acknowledge", is_flag=True, help="The notice tells of the silent change too.")
@click.option("--harmless", is_flag=True, help="The silent change needs no notice.")
@click.option("--undo", "undoes", metavar="ID", help="Take back the decision with this id.")
@click.option("--as", "name", metavar="NAME", help="Who decides; left out, the name git knows you by.")
@archive_option
@json_option
def command(
    story: str | None,
    links: bool,
    silent: bool,
    orphans: bool,
    since_text: str | None,
    site: str | None,
    notice: str | None,
    change: str | None,
    to: tuple[str, ...],
    undoes: str | None,
    name: str | None,
    archive_path: Path,
    as_json: bool,
    **flags: bool,
) -> None:
    """Review links and silent changes: confirm, reject or correct what was found, one question at a time.

    Shows what no editor has decided about yet and why it was found, of one STORY or of all, the least sure links
    first; with `--orphans`, notices that no change is tied to, so that you can. What you decide outranks what is
    found, is kept in the archive with your name, and is shown in every ledger and report. Ctrl-C loses nothing that
    was answered.

    Scripts name what they decide about; `--json` lists what is to be reviewed and what was decided, with ids.
    `--relink` without `--change` replaces all links of the notice.

    \b
    Examples:  tracker review
               tracker review --orphans
               tracker review bridge --notice 1 --change r1c2 --confirm
               tracker review bridge --notice 1 --relink r1c2 --relink r2c1
               tracker review bridge --change r2c3 --harmless --as "Ada Brandt"
               tracker review bridge --undo 0f2a9c11d3b7
    """
    from tracker.archive.agenda import LEDGERS, to_review
    from tracker.archive.person import person_name

    kind = _kind(flags, to, undoes)
    if kind is None and (notice or change):
        raise click.UsageError("Say what is decided: --confirm, --reject, --relink, --acknowledge or --harmless.")
    since = parse_instant(since_text) if since_text else None
    with open_archive(archive_path) as archive:
        branch = archive.find(story).branch if story is not None else None
        if kind is not None:
            by = person_name(name)
            branch, decision = _decide(archive, branch, kind, by, notice, change, to, undoes)
            _print_decided(branch, decision, as_json)
            return
        subjects = _subjects(links, silent, orphans)
        with open_index(archive) as index:
            entries = index.corrections(*(LEDGERS[subject] for subject in subjects), since=since, site=site)
        items = to_review((entry for entry in entries if branch in (entry.branch, None)), subjects)
        if as_json:
            from tracker.cli.review_json import review_json

            print_json(review_json(archive, branch, items))
        else:
            _review(archive, items, person_name(name))


def _subjects(links: bool, silent: bool, orphans: bool) -> "tuple[Subject, ...]":
    """Return what is asked about; orphans only on demand: nothing settles one that stays as it is."""
    asked: dict[Subject, bool] = {"link": links, "unsure": silent, "silent": silent, "orphan": orphans}
    return tuple(subject for subject, is_asked in asked.items() if is_asked) or ("link", "unsure", "silent")


def _kind(flags: dict[str, bool], to: tuple[str, ...], undoes: str | None) -> Any:
    """Return what is decided, or None for a review that asks."""
    asked = [kind for kind, is_asked in flags.items() if is_asked]
    asked += ["relink"] if to else []
    asked += ["undo"] if undoes else []
    if len(asked) > 1:
        raise click.UsageError("Decide one thing at a time.")
    return asked[0] if asked else None


def _decide(
    archive: "Archive",
    branch: str | None,
    kind: Any,
    by: str,
    notice: str | None,
    change: str | None,
    to: tuple[str, ...],
    undoes: str | None,
) -> "tuple[str, Decision]":
    """Take one decision and save it."""
    from tracker.archive.analysing import analyse_story
    from tracker.archive.times import to_utc
    from tracker.core.decision import Decision
    from tracker.core.taking import take_decision

    now = to_utc(datetime.now(UTC))
    if kind == "undo":
        branch = _find_decided(archive, branch, undoes or "")
        decision = Decision("undo", by, now, undoes=undoes)
    elif branch is None:
        raise click.UsageError("Say which story is meant.")
    else:
        analysis = analyse_story(archive, archive.history(branch))
        decision = take_decision(kind, analysis, by=by, at=now, notice=notice, change=change, to=to)
    archive.decide({branch: [decision]}, now=now)
    return branch, decision


def _find_decided(archive: "Archive", branch: str | None, wanted: str) -> str:
    """Return the story that a decision was taken about."""
    for each in [branch] if branch else archive.decided():
        if any(decision.id == wanted for decision in archive.decisions(each)):
            return each
    raise InputError(f"there is no decision {wanted!r:.80}: `tracker review --json` lists those there are")


def _print_decided(branch: str, decision: "Decision", as_json: bool) -> None:
    from tracker.archive.decisions import decision_json

    if as_json:
        print_json({"branch": branch, **decision_json(decision)})
    else:
        print_line(f"{branch}: {DONE[decision.kind]} by {decision.by}. `--undo {decision.id}` takes that back")


def _review(archive: "Archive", items: "tuple[Item, ...]", by: str) -> None:
    from tracker.cli.sitting import Sitting

    if items:
        Sitting(archive, items, by).run()
    else:
        print_line("Nothing is left to review")
