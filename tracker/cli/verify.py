"""`tracker verify`: prove that the archive is what was recorded."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, warn, with_progress

if TYPE_CHECKING:
    from tracker.archive.proof.fault import Fault, Proof
    from tracker.archive.repository import Archive

_N_SHOWN = 100
_ROUNDS = 3  # what was repaired may uncover more


@click.command("verify", short_help="Prove that the archive is what was recorded.")
@click.option("--repair", "wants_repair", is_flag=True, help="Put right what is derived: the index, leftovers, …")
@click.option(
    "--against", metavar="ID", multiple=True, help="A run or review noted earlier, to which the archive must lead."
)
@archive_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, wants_repair: bool, against: tuple[str, ...], archive_path: Path, as_json: bool
) -> None:
    """Prove that the archive is what was recorded: stories, pages, ledgers and index, each held against another.

    Prints what is wrong, by story, with the next step, and ends with status 1 then. A sound archive prints the id
    of its last run: noted elsewhere, it proves with --against that nothing before it was lost or rewritten since.

    \b
    Examples:  tracker verify
               tracker verify --against 3f9a2c41d07be5583f9a2c41d07be5583f9a2c41
               tracker verify --repair --json
    """
    with open_archive(archive_path) as archive:
        proof = _verify(archive, against)
        repaired: tuple[Fault, ...] = ()
        for _ in range(_ROUNDS):
            if not (wants_repair and any(fault.repair for fault in proof.faults)):
                break
            repaired += _repair(archive, proof)
            proof = _verify(archive, against)
    if as_json:
        print_json(_as_json(proof, repaired))
    else:
        _print(proof, repaired)
    ctx.exit(0 if proof.is_sound else 1)


def _verify(archive: "Archive", against: Sequence[str]) -> "Proof":
    from tracker.archive.proof.verify import verify

    def watch(items: Sequence[str], label: str) -> Iterable[str]:
        return with_progress(items, label, len(items))

    return verify(archive, now=datetime.now(UTC), against=against, watch=watch)


def _repair(archive: "Archive", proof: "Proof") -> "tuple[Fault, ...]":
    from tracker.archive.proof.repair import repair
    from tracker.cli.output import progress

    with progress("Repairing"):
        return repair(archive, proof.faults, warn)


def _print(proof: "Proof", repaired: "Sequence[Fault]") -> None:
    from tracker.report.wording import count

    for note in proof.notes:
        warn(note)
    for fault in dict.fromkeys(fault.what for fault in repaired):
        print_line(f"Repaired: {fault}")
    held = f"{count(proof.n_versions, 'version')} of {count(proof.n_stories, 'story', 'stories')}"
    if proof.is_sound:
        pages = f"{count(proof.n_pages, 'page')}" + (
            f", {proof.n_pruned:,} of them dropped" if proof.n_pruned else ""
        )
        print_line(f"Sound: {held}, {pages}, {count(proof.n_runs, 'run')}")
        if proof.runs:
            decided = f", decisions {proof.decided}" if proof.decided else ""
            print_line(f"Note this: runs {proof.runs}{decided}, {held}")
        return
    _print_faults(proof.faults)
    left = sum(fault.repair is not None for fault in proof.faults)
    print_line(f"{count(len(proof.faults), 'fault')}; `tracker verify --repair` puts {left:,} right")


def _print_faults(faults: "Sequence[Fault]") -> None:
    """Print the faults, those of a story under its branch, and a next step that several share once."""
    for n, fault in enumerate(faults[:_N_SHOWN]):
        before = faults[n - 1] if n else None
        if before is None or before.branch != fault.branch:
            print_line(fault.branch or "The archive")
        for line in fault.what.splitlines():
            print_line(f"  {line}")
        print_line(f"    {fault.next_step}")
    if len(faults) > _N_SHOWN:
        print_line(f"… and {len(faults) - _N_SHOWN:,} more; `--json` has them all")


def _as_json(proof: "Proof", repaired: "Sequence[Fault]") -> dict[str, Any]:
    return {
        "sound": proof.is_sound,
        "faults": [_fault_json(fault) for fault in proof.faults],
        "repaired": [_fault_json(fault) for fault in repaired],
        "notes": proof.notes,
        "runs": proof.runs,
        "decisions": proof.decided,
        "n_stories": proof.n_stories,
        "n_versions": proof.n_versions,
        "n_runs": proof.n_runs,
        "n_pages": proof.n_pages,
        "n_pruned": proof.n_pruned,
    }


def _fault_json(fault: "Fault") -> dict[str, Any]:
    return {
        "story": fault.branch,
        "what": fault.what,
        "next_step": fault.next_step,
        "can_repair": fault.repair is not None,
    }
