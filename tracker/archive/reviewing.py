"""Reading and writing the branch `decisions`.

A review is one commit, written as recordings are: everything into the repository first, then the branch moved in one
step, from where it was found. Before that step nothing has happened, after it all has. Under the archive's lock
nobody else writes, so what another reviewer decided meanwhile is there to be added to.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tracker.archive.commits import parse_commit
from tracker.archive.decisions import DECISIONS, decisions_path, parse_decisions, render_decisions, review_message
from tracker.archive.reading import checked
from tracker.archive.runs import Move
from tracker.archive.store import Store
from tracker.archive.stream import open_stream
from tracker.core.decision import Decision
from tracker.errors import ArchiveError

_REF = f"refs/heads/{DECISIONS}"


def read_decisions(store: Store, branch: str, tip: str = _REF) -> tuple[Decision, ...]:
    """Return what was decided about a story, in order; up to the review at `tip`, where that is given."""
    file = next(store.read([f"{tip}:{decisions_path(branch)}"]))
    if file is None:
        return ()
    with checked(store, f"{tip.removeprefix('refs/heads/')}:{decisions_path(branch)}"):
        return parse_decisions(file.data.decode())


def list_decided(store: Store, tip: str = _REF) -> dict[str, str]:
    """Return the stories that anything was decided about, with the id of the file that says what."""
    if next(store.read([tip])) is None:
        return {}
    lines = store.run("ls-tree", "-r", "-z", tip).decode("utf-8", "replace").split("\0")[:-1]
    entries = (line.partition("\t") for line in lines)
    return {path.removesuffix(".json"): told.split(" ")[2] for told, _, path in entries}


def write_review(store: Store, decisions: Mapping[str, Sequence[Decision]], now: datetime) -> None:
    """Add decisions to those of their stories, as one commit."""
    if not decisions:
        return
    tip, n_before = read_last_review(store)
    files = {decisions_path(branch): (*read_decisions(store, branch), *each) for branch, each in decisions.items()}
    with open_stream(store) as stream:
        mark = stream.commit(
            review_message(decisions, n_before, now),
            {path: render_decisions(each) for path, each in files.items()},
            [tip] if tip else [],
            authored_at=now,
            committed_at=now,
            author=next(iter(decisions.values()))[0].by,
        )
        commit = stream.ids([mark])[mark]
    _move(store, Move(DECISIONS, tip, commit))


def read_last_review(store: Store, ledger: str = _REF) -> tuple[str | None, int]:
    """Return the commit and the number of the last review: None and 0 before the first."""
    tip = next(store.read([ledger]))
    if tip is None:
        return None, 0
    with checked(store, tip.id):
        return tip.id, int(parse_commit(tip.id, tip.data).get("Review") or "")


def _move(store: Store, move: Move) -> None:
    """Move the branch; under the archive's lock, a lock that git waited for in vain was left by a killed git."""
    try:
        store.move_ref(move)
    except ArchiveError:
        store.clean_refs([move.branch])
        store.move_ref(move)
