"""From a plan to commits in a stream.

A story's new versions are a chain of commits on its tip. Versions older than its head are a chain of their own,
joined to the branch by a merge that keeps the head's tree: nothing that was written changes, and a history is all
versions that can be reached, in order of capture. Texts that were read again are joined in the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tracker.archive.commits import (
    StoryRef,
    headline,
    join_message,
    render_message,
    restating_message,
    version_message,
)
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
        files = self._add_files(versions)
        for held, number in enumerate(versions, n + 1):
            story, meta = self._versions[number]
            message = version_message(story, meta, held, first)
            self.marks[number] = self._commit(message, files[number], parents, meta.captured_at)
            parents = [self.marks[number]]
        return parents[0]

    def _add_files(self, versions: Sequence[int]) -> dict[int, dict[str, str]]:
        chain = [self._versions[number] for number in versions]
        texts = self._stream.add(render_story_md(story) for story, _ in chain)
        metas = self._stream.add(render_meta(meta) for _, meta in chain)
        rows = zip(versions, texts, metas, strict=True)
        return {number: {"story.md": text, "meta.json": about} for number, text, about in rows}

    def write_again(self, head: StoryRef, restated: Mapping[int, str], newest: int | None) -> str:
        """Write texts of a story, each of the version that it restates, and return the mark of its new tip.

        `newest` is that of the head, None where it stays as it is.
        """
        files, parents = self._add_files([*restated]), list[str]()
        for number, version in restated.items():
            story, meta = self._versions[number]
            message = restating_message(story, meta, version)
            self.marks[number] = self._commit(message, files[number], parents, meta.captured_at)
            parents = [self.marks[number]]
        if newest is not None:
            story, meta = self._versions[newest]
            head = replace(head, headline=headline(story), content_digest=meta.content_digest or "")
        message = join_message(head, 0, head.first_captured_at)
        return self._commit(message, files[newest] if newest is not None else {}, [head.tip, *parents], self._now)

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
    if run.restated:
        return f"Run {run.n}: {len(run.restated)} read again, no version added"
    return f"Run {run.n}: {run.n_new} new, {len(run.recorded) - run.n_new} unchanged"
