"""`tracker review`: an editor's word on links, silent changes and notices without a link."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive, open_index
from tracker.cli.options import archive_option, json_option, parse_instant
from tracker.cli.output import print_json, print_line

if TYPE_CHECKING:
    from tracker.archive.agenda import Item, Subject
    from tracker.archive.repository import Archive
    from tracker.core.decision import DecisionKind


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
@click.option("--reject", is_flag=True, help="The notice is not about the change, nor does it explain it.")
@click.option(
    "--relink", "to", metavar="ID", multiple=True, help="The notice is about this change instead; may be repeated."
)
@click.option("--acknowledge", is_flag=True, help="The notice tells of the silent change too.")
@click.option("--harmless", is_flag=True, help="The silent change needs no notice.")
@click.option("--uncaptured", is_flag=True, help="The notice is about nothing that was captured.")
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
    found, is kept in the archive with your name, and is shown in every ledger and report. One key is an answer: `?`
    explains them, `u` takes the last one back, `q` ends. Ctrl-C loses nothing that was answered.

    Scripts name what they decide about; `--json` lists what is to be reviewed and what was decided, with ids.
    `--relink` without `--change` replaces all links of the notice.

    \b
    Examples:  tracker review
               tracker review --orphans
               tracker review bridge --notice 1 --change r1c2 --confirm
               tracker review bridge --notice 1 --relink r1c2 --relink r2c1
               tracker review bridge --change r2c3 --harmless --as "Ada Brandt"
               tracker review bridge --notice 2 --uncaptured
               tracker review bridge --undo 0f2a9c11d3b7
    """
    from tracker.archive.agenda import LEDGERS, to_review
    from tracker.archive.person import person_name
    from tracker.cli.deciding import decide, print_decided

    kind = _kind(flags, to, undoes)
    if kind is None and (notice or change):
        raise click.UsageError(
            "Say what is decided: --confirm, --reject, --relink, --acknowledge, --harmless or --uncaptured."
        )
    since = parse_instant(since_text) if since_text else None
    with open_archive(archive_path) as archive:
        branch = archive.find(story).branch if story is not None else None
        if kind is not None:
            by = person_name(name)
            branch, decision = decide(archive, branch, kind, by, notice=notice, change=change, to=to, undoes=undoes)
            print_decided(branch, decision, as_json)
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
    """Return what is asked about; orphans only on demand: most are about what was never captured."""
    asked: dict[Subject, bool] = {"link": links, "unsure": silent, "silent": silent, "orphan": orphans}
    return tuple(subject for subject, is_asked in asked.items() if is_asked) or ("link", "unsure", "silent")


def _kind(flags: dict[str, bool], to: tuple[str, ...], undoes: str | None) -> "DecisionKind | None":
    """Return what is decided, or None for a review that asks."""
    asked: list[Any] = [kind for kind, is_asked in flags.items() if is_asked]
    asked += ["relink"] if to else []
    asked += ["undo"] if undoes else []
    if len(asked) > 1:
        raise click.UsageError("Decide one thing at a time.")
    return asked[0] if asked else None


def _review(archive: "Archive", items: "tuple[Item, ...]", by: str) -> None:
    from tracker.cli.sitting import Sitting

    if items:
        Sitting(archive, items, by).run()
    else:
        print_line("Nothing is left to review")
