"""A story read again from its stored pages: which versions say something else now, and where that has to end.

A revision shows what a newsroom changed, not that its two sides were read by different extractors. So a story is gone
through from its newest version back, up to the first that cannot be read again: its page is not here, or it would
lose what it says. That one and those before it stay as they are. So at most two neighbours are read differently, as
far back as can be, and never the newest version and the page of tonight, unless the newest itself is the one.
Versions of a text by hand have no page, and are passed over.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tracker.archive.meta import Meta
from tracker.archive.pages import Page
from tracker.archive.reading import History
from tracker.archive.restating import Restatement
from tracker.archive.shelf import Shelf
from tracker.capture.deciding import Known, decide
from tracker.capture.extract import Extract
from tracker.capture.extractor import add_facts, is_current
from tracker.core.analysis import Version
from tracker.core.story import Story
from tracker.errors import ArchiveError

LEAST_KEPT = 0.5  # of the characters of a text; another way of reading a page takes away what is beside the story

Read = Callable[[Page, str | None], Extract]


@dataclass(frozen=True, slots=True)
class Left:
    """A version that is left as it is, with those before it, and why."""

    branch: str
    n: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a story again gave; `missing` is the file that lacks the page of the version that was `left`."""

    n_pages: int
    restatements: tuple[Restatement, ...]
    left: Left | None = None
    missing: str | None = None


def reread(history: History, shelf: Shelf, read: Read) -> Reread:
    """Read the pages of a story again that another extractor read, newest version first; `read` makes its story."""
    n_pages, found = 0, list[Restatement]()
    for version, meta in zip(history.versions[::-1], history.metas[::-1], strict=True):
        if meta.page_file is None or is_current(meta):
            continue
        try:
            page = _find_page(shelf, meta, meta.page_file)
        except ArchiveError as error:
            return Reread(n_pages, tuple(found), Left(history.branch, version.n, str(error)), meta.page_file)
        n_pages += 1
        again = _judge(version, meta, page, read)
        if isinstance(again, str):
            return Reread(n_pages, tuple(found), Left(history.branch, version.n, again))
        if again:
            found.append(Restatement(history.branch, version.source, *again))
    return Reread(n_pages, tuple(found))


def _find_page(shelf: Shelf, meta: Meta, file: str) -> Page:
    page = shelf.read(file, meta.page_record or "")
    if page.digest != meta.page_digest:
        raise ArchiveError(f"its page in {file} is not the one that was captured: `tracker verify` tells more")
    return page


def _judge(version: Version, meta: Meta, page: Page, read: Read) -> tuple[Story, Meta] | str | None:
    """Return what a version says now, None where it says that already; or why it must not."""
    try:
        extract = read(page, meta.url)
    except Exception as error:  # one bad page must not stop the rest
        return f"its page cannot be read any more: {type(error).__name__}: {error}"[:200]
    decision = decide(Known(version.story, meta.language), extract)
    if decision.kind == "observed":
        return f"its page now reads as {decision.reason}"
    story, now = decision.story or version.story, add_facts(meta, extract.facts)
    kept = _size(story) / _size(version.story)
    if kept < LEAST_KEPT:
        return f"its page now reads as {kept:.0%} of its text"
    is_same = replace(now, extractor=meta.extractor, extractor_version=meta.extractor_version) == meta
    return None if decision.story is None and is_same else (story, now)


def _size(story: Story) -> int:
    return sum(len(block.text) for block in story.blocks)
