"""Syncing with a remote: look, fetch, take in, push, and again where somebody else was quicker.

Whatever is cut off, syncing again completes it: what was fetched and not taken in is found here, what was taken in
and not pushed is pushed.
"""

from dataclasses import dataclass
from datetime import datetime

from tracker.archive.names import LEDGERS, is_branch
from tracker.archive.repository import Archive
from tracker.archive.sharing.offer import Offer
from tracker.archive.sharing.remote import Remote
from tracker.archive.sharing.taking import Refused, Step, Taken, find_unknown, take_in
from tracker.archive.sharing.transport import Transport
from tracker.errors import ArchiveError

_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Synced:
    """The stories that came from the remote, that were joined with what is here, that were sent; with the versions.

    `n_versions` are those that came; `refused` are branches of the remote that were left alone.
    """

    received: tuple[str, ...]
    joined: tuple[str, ...]
    sent: tuple[str, ...]
    n_versions: int
    refused: tuple[Refused, ...]


def sync(
    archive: Archive, remote: Remote, *, now: datetime, step: Step = lambda: None, is_dry: bool = False
) -> Synced:
    """Take in what a remote has and send it what it lacks; `step` is called for each branch that is looked at.

    A branch that `tracker` did not write is refused, here and there. `is_dry` only says what would be done. Raises
    `ArchiveError` when the remote cannot be reached, or others push into it again and again.
    """
    transport = Transport(archive.store, remote)
    rounds: list[Taken] = []
    last, said = None, "nothing"
    for _ in range(_ROUNDS):
        offer = transport.read_offer()
        if offer == last:
            break
        unknown = find_unknown(archive.store, offer)
        transport.fetch(unknown)
        rounds.append(take_in(archive, offer, unknown, now=now, step=step, is_dry=is_dry))
        outgoing = _outgoing(offer, rounds[-1])
        if is_dry or not outgoing or (said := transport.push(outgoing) or "") == "":
            return _synced(rounds, outgoing)
        last = offer
    raise ArchiveError(
        f"{remote.name} did not take what was sent: {said.strip()}. What it has was taken in; run the command again"
    )


def _outgoing(offer: Offer, taken: Taken) -> dict[str, str]:
    """Return the branches that the remote lacks, or has as they were."""
    settled = {*taken.received, *(each.branch for each in taken.refused)}
    ours = {branch: tip for branch, tip in taken.tips.items() if branch in LEDGERS or is_branch(branch)}
    return {branch: tip for branch, tip in ours.items() if offer.tips.get(branch) != tip and branch not in settled}


def _synced(rounds: list[Taken], outgoing: dict[str, str]) -> Synced:
    return Synced(
        received=tuple(sorted({branch for taken in rounds for branch in taken.received})),
        joined=tuple(sorted({branch for taken in rounds for branch in taken.joined})),
        sent=tuple(sorted(outgoing.keys() - set(LEDGERS))),
        n_versions=sum(taken.n_versions for taken in rounds),
        refused=rounds[-1].refused,
    )
