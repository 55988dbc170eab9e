"""One story of a run: what was fetched is read, held against the newest version, and given a word.

An address may turn out to be one of another story: it redirects to it, or names it as canonical, or has its number
under another slug. Then both go on as the one that was captured first. Only where the texts do not say otherwise:
sites that give all their stories the same canonical address exist.
"""

from dataclasses import replace
from datetime import datetime

from tracker.archive.commits import StoryRef
from tracker.archive.names import identity
from tracker.archive.pages import Page
from tracker.archive.plan import Capture
from tracker.archive.repository import Archive
from tracker.capture.addresses import find_addresses, find_number, is_front_page
from tracker.capture.captures import make_capture
from tracker.capture.checks import SAME, THERE, Check, Seen, StoryState
from tracker.capture.deciding import Decision, Known, decide, find_likeness
from tracker.capture.encoding import find_charset
from tracker.capture.extract import Extract
from tracker.capture.extractor import is_current
from tracker.capture.fetch import Fetched
from tracker.capture.lists import validators
from tracker.capture.reextract import reextract
from tracker.capture.state import State
from tracker.capture.workers import UnreadableError, Workers

MUCH_ALIKE = 0.5  # of the terms: what a story has with itself under another slug, and no other story has

Checked = tuple[Check, StoryState, Capture | None]  # what came of a story, what was known before, its new version


class Stories:
    """The stories of a run; one that goes on with another has `begun` when that began."""

    def __init__(self, archive: Archive, state: State, workers: Workers, begun: datetime | None) -> None:
        self._archive, self._state, self._workers, self._begun = archive, state, workers, begun

    async def check(self, fetched: Fetched, at: datetime) -> Checked | None:
        """Return what came of a story; None for an address that has come to be another story's meanwhile."""
        extract: Extract | None = None
        outcome, reason = _judge(fetched)
        if outcome is None:
            try:
                extract = await self._workers.extract(fetched.body, fetched.url, find_charset(fetched.headers))
            except UnreadableError as error:
                outcome, reason = "failed", str(error)
        story = self._find(fetched.target.url)
        if story is None:
            return None
        if extract:
            return self._read(fetched, at, story, extract)
        assert outcome
        check = Check(fetched.target.url, at, outcome, reason, story.branch)
        if outcome == "unchanged":
            etag, last_modified = validators(fetched)
            check = replace(check, etag=etag or story.etag, last_modified=last_modified or story.last_modified)
        return check, story, None

    def tell_failure(self, fetched: Fetched, at: datetime, reason: str) -> Checked | None:
        """Return that a story could not be checked, for a reason that nobody foresaw."""
        story = self._find(fetched.target.url)
        return (Check(fetched.target.url, at, "failed", reason, story.branch), story, None) if story else None

    def _read(self, fetched: Fetched, at: datetime, story: StoryState, extract: Extract) -> Checked:
        urls = find_addresses(fetched.target.url, fetched.redirects, fetched.url, extract.facts.url)
        number = find_number(fetched.url)
        story = self._join(story, urls, number, extract)
        known, decision = self._decide(story.branch, extract, at)
        check = Check(fetched.target.url, at, *self._tell(decision, known, story), story.branch)
        if check.outcome not in THERE:
            return check, story, None  # without validators: a wall that is as it was is no story that is as it was
        etag, last_modified = validators(fetched)
        check = replace(check, urls=(*urls, number) if number else urls, etag=etag, last_modified=last_modified)
        if decision.story is None:
            return check, story, None
        capture = make_capture(
            story.branch,
            decision.story,
            extract.facts,
            captured_at=at,
            known=known,
            url=story.url,
            aliases=urls,
            page=Page(fetched.body, fetched.headers, fetched.status_line),
            etag=etag,
            last_modified=last_modified,
        )
        return check, story, capture

    def _find(self, url: str) -> StoryState | None:
        branch = self._state.branch_of(url)
        return self._state.story(branch) if branch else None

    def _head(self, branch: str) -> StoryRef | None:
        return self._archive.heads([branch])[0]

    def _decide(self, branch: str, extract: Extract, at: datetime) -> tuple[StoryRef | None, Decision]:
        """Return the newest version of a story, and what a page is beside it."""
        known = self._head(branch)
        if known is None:
            return None, decide(None, extract)
        if extract.story.digest == known.content_digest:
            return known, Decision("unchanged", SAME)
        history = self._archive.history(branch)
        if history.metas[-1].page_file and not is_current(history.metas[-1]):
            # Another extractor read it: what differs may be the reading alone, so its page is read again first.
            reextract(self._archive, now=at, stories=[branch])
            known, history = self._head(branch), self._archive.history(branch)
        return known, decide(Known(history.versions[-1].story, history.metas[-1].language), extract)

    def _tell(self, decision: Decision, known: StoryRef | None, story: StoryState) -> tuple[Seen, str]:
        if decision.kind == "observed":
            return "seen", decision.reason
        is_ours = decision.kind == "version" or (known is not None and self._was_recorded(known, story))
        if not is_ours:
            return "unchanged", decision.reason
        n_before = known.n_versions - (decision.kind == "unchanged") if known else 0
        return ("changed" if n_before else "new"), decision.reason

    def _was_recorded(self, known: StoryRef, story: StoryState) -> bool:
        """Say whether this run recorded a version before it was cut off, and could not note that any more."""
        begun = self._begun
        return (
            begun is not None
            and known.last_captured_at >= begun
            and (story.last_checked_at is None or story.last_checked_at < begun)
        )

    def _join(self, story: StoryState, urls: tuple[str, ...], number: str | None, extract: Extract) -> StoryState:
        """Let the stories that these addresses belong to go on as one, where the text is theirs too."""
        named = [branch for url in urls if (branch := self._state.branch_of(url))]
        numbered = [branch for name in [number] if name and (branch := self._state.branch_of(name))]
        for other in dict.fromkeys([*named, *numbered]):
            if other != story.branch and self._is_of(other, extract, is_named=other in named):
                keep, drop = self._order(story.branch, other)
                self._state.join(drop, keep)
                joined = self._state.story(keep)
                assert joined
                story = joined
        return story

    def _is_of(self, branch: str, extract: Extract, *, is_named: bool) -> bool:
        """Say whether a page is of a story; where its text is too short to tell, an address that names it does."""
        known = self._head(branch)
        if known is None:
            return is_named
        likeness = find_likeness(self._archive.history(branch).versions[-1].story, extract.story)
        return is_named if likeness is None else likeness >= MUCH_ALIKE

    def _order(self, one: str, other: str) -> tuple[str, str]:
        """Return first the branch to go on with: that whose versions began first; one without versions goes."""
        heads = {branch: self._head(branch) for branch in (one, other)}
        first = sorted(
            heads,
            key=lambda branch: (head.first_captured_at.timestamp() if (head := heads[branch]) else 1e12, branch),
        )
        return first[0], first[1]


def _judge(fetched: Fetched) -> tuple[Seen | None, str]:
    """Say what an answer is without reading it; None where it has to be read."""
    if fetched.outcome == "page":
        is_moved = identity(fetched.url) != identity(fetched.target.url) and is_front_page(fetched.url)
        return ("gone", "leads to the front page of its site") if is_moved else (None, "")
    if fetched.outcome == "not_modified":
        return "unchanged", SAME
    if fetched.outcome == "throttled":
        return "failed", "the host asks to wait"  # how long is another number each night, and no news
    return ("gone" if fetched.outcome == "gone" else "failed"), fetched.reason
