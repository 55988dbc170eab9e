"""Reading the stored pages again after the extractor has changed, and restating the versions that read differently.

Stories are gone through in order of branch, a batch at a time, whole: what a batch gives goes into the archive in one
run, and then the story is noted as looked at. So memory holds a batch, and a run that is killed has lost no more than
that. Which stories are behind is told by the extractor that their versions name, and by that note.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tracker.archive.pages import Page
from tracker.archive.repository import Archive
from tracker.archive.restating import Restatement
from tracker.archive.shelf import Shelf
from tracker.capture.encoding import find_charset
from tracker.capture.extract import Extract, extract
from tracker.capture.looked import Looked
from tracker.capture.rereading import Left, Read, reread
from tracker.core.phrases.phrase import Phrase

Follow = Callable[[Sequence[str]], Iterable[str]]

_STORIES, _CHARACTERS = 200, 20_000_000  # of a batch: looked at, and of their new texts
_LOCK = "reextract.lock"


@dataclass(frozen=True, slots=True)
class Reextracted:
    """What came of it: how many stories were looked at and pages read, and the stories with versions `restated`.

    `left` are versions that stay as they are, with those before them, and why.
    """

    n_stories: int
    n_pages: int
    restated: Mapping[str, int]
    left: tuple[Left, ...]


def reextract(
    archive: Archive,
    *,
    now: datetime,
    stories: Sequence[str] | None = None,
    is_dry: bool = False,
    follow: Follow = iter,
) -> Reextracted:
    """Read the pages again that another extractor read, and restate the versions for which that makes a difference.

    Of some `stories`, by branch, or of all that were not looked at yet. Their branches pass through `follow`, which
    may tell of the progress, and may leave off: the rest is left for the next time. `is_dry` only says what would be
    done. Raises `ArchiveError` when the archive cannot be written; what was restated until then stays.
    """
    with archive.quiet(_LOCK), Shelf(archive.page_folders) as shelf:
        job = _Job(archive, shelf, now, is_dry)
        for branch in follow(job.find_stories() if stories is None else stories):
            job.look(branch)
        job.write()
    return Reextracted(job.n_stories, job.n_pages, job.restated, tuple(job.left))


class _Job:
    """Reading again under way: what it came to so far, and what is not written yet."""

    def __init__(self, archive: Archive, shelf: Shelf, now: datetime, is_dry: bool) -> None:
        self._archive, self._shelf, self._now, self._is_dry = archive, shelf, now, is_dry
        self._read: Read = partial(_read, phrases=archive.settings.phrases)
        self._looked = Looked(archive.path)
        self.n_stories, self.n_pages = 0, 0
        self.restated: Counter[str] = Counter()
        self.left: list[Left] = []
        self._clear()

    def _clear(self) -> None:
        self._restatements: list[Restatement] = []
        self._stood: dict[str, tuple[str, str | None]] = {}  # by branch: where it stood, the file that was not here
        self._n_characters = 0

    def find_stories(self) -> Sequence[str]:
        """Return the stories that were not looked at."""
        tips = self._archive.tips()
        return [branch for branch, tip in tips.items() if not self._looked.has(branch, tip, self._shelf)]

    def look(self, branch: str) -> None:
        """Read a story again, and write when there is enough to be written."""
        (head,) = self._archive.heads([branch])
        if head is None:  # it went meanwhile
            return
        found = reread(self._archive.history(branch), self._shelf, self._read)
        self.n_stories += 1
        self.n_pages += found.n_pages
        self.restated.update({branch: len(found.restatements)} if found.restatements else {})
        self.left += [found.left] if found.left else []
        self._stood[branch] = head.tip, found.missing
        self._restatements += found.restatements
        self._n_characters += sum(len(block.text) for each in found.restatements for block in each.story.blocks)
        if len(self._stood) >= _STORIES or self._n_characters >= _CHARACTERS:
            self.write()

    def write(self) -> None:
        """Restate, then note where the stories stand; one that went on meanwhile is looked at again."""
        if self._stood and not self._is_dry:
            run = self._archive.restate(self._restatements, now=self._now)
            moved = {move.old: move.new for move in run.moves} if run else {}
            rows = self._stood.items()
            self._looked.add((branch, moved.get(tip, tip), missing) for branch, (tip, missing) in rows)
        self._clear()


def _read(page: Page, url: str | None, phrases: tuple[Phrase, ...]) -> Extract:
    """Read a page as it was read when it was captured."""
    charset = find_charset(page.headers or [("Content-Type", page.media_type)])
    return extract(page.body, url=url, charset=charset, phrases=phrases)
