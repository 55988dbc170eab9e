"""From a plan to commits in a stream.

A story's new versions are a chain of commits on its tip. Versions older than its head are a chain of their own,
joined to the branch by a merge that keeps the head's tree: nothing that was written changes, and a history is all
versions that can be reached, in order of capture.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tracker.archive.commits import join_message, render_message, version_message
from tracker.archive.meta import Meta, render_meta
from tracker.archive.plan import Plan
from tracker.archive.runs import Run, render_run
from tracker.archive.stream import Stream
from tracker.archive.times import render_time
from tracker.core.story import Story, render_story_md


class Scribe:
    """Writes versions to a stream and keeps the mark of each in `marks`, by its place in the call."""

    def __init__(self, stream: Stream, versions: Mapping[int, tuple[Story, Meta]], now: datetime) -> None:
        self._stream = stream
        self._versions = versions
        self._now = now
        self.marks: dict[int, str] = {}

    def write_story(self, plan: Plan) -> str:
        """Write the new versions of a story and return the mark of its new tip."""
        head, first = plan.head, plan.first_captured_at
        if head is None:
            return self._write_chain(plan.newer, [], 0, first)
        n, tip = head.n_versions + len(plan.older), head.tip
        if plan.older:
            joined = self._write_chain(plan.older, [], 0, first)
            tip = self._commit(join_message(head, len(plan.older), first), {}, [tip, joined], self._now)
        return self._write_chain(plan.newer, [tip], n, first)

    def _write_chain(self, versions: Sequence[int], parents: list[str], n: int, first: datetime) -> str:
        """Write versions one after the other on a commit that holds `n`; return the mark of the last."""
        chain = [self._versions[number] for number in versions]
        texts = self._stream.add(render_story_md(story) for story, _ in chain)
        metas = self._stream.add(render_meta(meta) for _, meta in chain)
        for held, (number, text, about) in enumerate(zip(versions, texts, metas, strict=True), n + 1):
            story, meta = self._versions[number]
            message = version_message(story, meta, held, first)
            files = {"story.md": text, "meta.json": about}
            self.marks[number] = self._commit(message, files, parents, meta.captured_at)
            parents = [self.marks[number]]
        return parents[0]

    def write_run(self, run: Run) -> str:
        """Write the commit of a run on top of the run before it, and return its mark."""
        message = render_message(_subject(run), [("Run", str(run.n)), ("Started-At", render_time(run.started_at))])
        return self._commit(message, {"run.json": render_run(run)}, run.parents, run.started_at)

    def write_note(self, run: Run) -> str:
        """Write what is to be done as a run would, for one that the ledger does not tell of; return its mark."""
        return self._commit(f"After run {run.n}\n", {"run.json": render_run(run)}, [], run.started_at)

    def _commit(self, message: str, files: Mapping[str, str], parents: Sequence[str], at: datetime) -> str:
        return self._stream.commit(message, files, parents, authored_at=at, committed_at=self._now)


def _subject(run: Run) -> str:
    """Say in a line what a run did."""
    if run.pruned:
        n_pages = sum(file.n_pages for file in run.pruned)
        return f"Run {run.n}: pages dropped: {n_pages}, files: {len(run.pruned)}"
    if run.merged:
        return f"Run {run.n}: joined with another archive, {len(run.moves)} branches moved"
    if run.checked:
        return f"Run {run.n}: the end of a snapshot, {sum(run.checked.values())} checked"
    return f"Run {run.n}: {run.n_new} new, {len(run.recorded) - run.n_new} unchanged"
