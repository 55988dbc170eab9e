"""The ledger of decisions: every review that can be reached is readable, and those that runs have noted are there."""

from collections.abc import Collection, Iterator

from tracker.archive.decisions import DECISIONS, parse_decisions
from tracker.archive.names import is_branch
from tracker.archive.proof.chain import Chain
from tracker.archive.proof.fault import Fault
from tracker.archive.proof.git_files import COPY
from tracker.archive.proof.story import put_back
from tracker.archive.reading import checked, read_all, read_commits
from tracker.archive.store import Store
from tracker.errors import ArchiveError


def read_reviews(store: Store, tip: str | None) -> tuple[Collection[str], list[Fault]]:
    """Return the commits of all reviews, and what is wrong with what they decided."""
    if tip is None:
        return (), []
    try:
        reviews = read_commits(store, tip)
        lines = store.run("ls-tree", "-r", "-z", tip).decode("utf-8", "replace").split("\0")[:-1]
        paths = [line.partition("\t")[2] for line in lines]
    except ArchiveError as error:
        return (), [Fault(f"the decisions cannot be read: {error}", COPY)]
    return reviews.keys(), [fault for path in paths for fault in _check_file(store, tip, path)]


def _check_file(store: Store, tip: str, path: str) -> Iterator[Fault]:
    if not path.endswith(".json") or not is_branch(path.removesuffix(".json")):
        yield Fault(f"the decisions have a file that is no story's: {path!r:.200}", COPY)
        return
    try:
        ((name, file),) = read_all(store, [f"{tip}:{path}"])
        with checked(store, name):
            parse_decisions(file.data.decode())
    except ArchiveError as error:
        yield Fault(f"what editors decided cannot be read: {error}", COPY, path.removesuffix(".json"))


def check_noted(store: Store, chain: Chain, reviews: Collection[str]) -> Iterator[Fault]:
    """Check that the reviews are there that runs have noted; only the newest of those that are not is told of."""
    for commit, n in chain.decided.items():
        if commit not in reviews:
            what = f"decisions are missing: run {n} noted the review {commit}, which the branch does not lead to"
            yield Fault(what, put_back(store, DECISIONS, commit))
            return
