"""What becomes of a branch that two archives have, and the commits that join it where both have gone on.

A story is joined by a merge of both ends, which is no version: it has the text of the newest version, and a history
is all versions that can be reached, in order of capture, so both machines read the same of it; where both read a page
again, what the other read holds. That holds as well
where the two ends have nothing in common: then it has two beginnings. The same text captured by both at nearby times
stays two versions, for both were there; between them nothing changed.

What editors decided about a story is joined decision by decision. A review that goes on from ours and yet lacks some
of what we know is joined too: nothing is ever taken back by being left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.archive.commits import Commit, StoryRef, join_message, render_message
from tracker.archive.decisions import decisions_path, merge_decisions, render_decisions
from tracker.archive.reading import checked, find_texts, order_versions, read_all, read_commits
from tracker.archive.reviewing import list_decided, read_decisions, read_last_review
from tracker.archive.store import Store
from tracker.archive.stream import Stream
from tracker.archive.times import render_time
from tracker.core.decision import Decision


@dataclass(frozen=True, slots=True)
class Joined:
    """A story with two ends, and the commits that each leads to; its versions in order, those of both.

    `text` has the newest one's text.
    """

    branch: str
    ours: str
    theirs: str
    our_commits: Mapping[str, Commit]
    their_commits: Mapping[str, Commit]
    versions: tuple[Commit, ...]
    text: Commit

    @property
    def is_forward(self) -> bool:
        """Whether theirs only goes on from ours."""
        return self.ours in self.their_commits

    @property
    def is_known(self) -> bool:
        """Whether ours leads to theirs."""
        return self.theirs in self.our_commits

    @property
    def n_joined(self) -> int:
        """How many versions only theirs leads to."""
        return sum(version.id not in self.our_commits for version in self.versions)


def leads_to(store: Store, tip: str, older: str) -> bool:
    """Say whether a branch at `tip` leads to the commit `older`."""
    return not store.run("rev-list", "--max-count=1", older, f"^{tip}")


def join_story(store: Store, branch: str, ours: str, theirs: str) -> Joined:
    """Put the versions together that two ends of a story lead to."""
    mine, yours = read_commits(store, ours), read_commits(store, theirs)
    versions = order_versions(store, [ours, theirs], mine | yours)
    text = find_texts([ours, theirs], mine | yours)[versions[-1].id]
    return Joined(branch, ours, theirs, mine, yours, tuple(versions), text)


def write_join(store: Store, stream: Stream, joined: Joined, now: datetime) -> str:
    """Write the commit that joins a story; return its mark."""
    ((_, tree),) = read_all(store, [f"{joined.text.id}^{{tree}}"])
    message = join_message(_head(store, joined), joined.n_joined, joined.versions[0].captured_at)
    parents = [joined.ours, joined.theirs]
    return stream.commit(message, {}, parents, authored_at=now, committed_at=now, tree=tree.id)


def _head(store: Store, joined: Joined) -> StoryRef:
    """Return the story as its newest version has it, with all the names that either end knows it by."""
    with checked(store, joined.versions[-1].id):
        head = StoryRef.of(joined.branch, joined.versions[-1])
        tips = joined.our_commits[joined.ours], joined.their_commits[joined.theirs]
        ends = [StoryRef.of(joined.branch, tip) for tip in tips]
    names = [name for end in ends for name in (*end.aliases, end.url) if name and name != head.url]
    return replace(
        head,
        headline=joined.text.subject,
        content_digest=joined.text.content_digest,
        aliases=tuple(dict.fromkeys([*head.aliases, *names])),
        name=head.name or next((end.name for end in ends if end.name), None),
        n_versions=len(joined.versions) - joined.n_joined,
    )


def join_decisions(store: Store, ours: str | None, theirs: str) -> dict[str, tuple[Decision, ...]]:
    """Return, by branch, what is decided about each story that only the two reviews together tell all of.

    Empty where theirs tells all that ours does.
    """
    mine, yours = (list_decided(store, tip) if tip else {} for tip in (ours, theirs))
    both = {branch: _decisions(store, branch, ours, theirs) for branch in mine if mine[branch] != yours.get(branch)}
    return {branch: merged for branch, (theirs_alone, merged) in both.items() if merged != theirs_alone}


def _decisions(
    store: Store, branch: str, ours: str | None, theirs: str
) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    alone = read_decisions(store, branch, theirs)
    return alone, merge_decisions(read_decisions(store, branch, ours) if ours else (), alone)


def write_decisions_join(
    store: Store, stream: Stream, parents: Sequence[str], decisions: Mapping[str, tuple[Decision, ...]], now: datetime
) -> str:
    """Write the review that joins two, the second of which has all stories but these; return its mark."""
    n = 1 + max(read_last_review(store, tip)[1] for tip in parents)
    trailers = [("Review", str(n)), ("Reviewed-At", render_time(now))]
    message = render_message(f"Review {n}: joined with those of another archive", trailers)
    ((_, tree),) = read_all(store, [f"{parents[-1]}^{{tree}}"])
    files = {decisions_path(branch): render_decisions(each) for branch, each in decisions.items()}
    return stream.commit(message, files, parents, authored_at=now, committed_at=now, tree=tree.id)
