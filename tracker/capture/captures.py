"""From what was read of a page to what is recorded: a capture, under the names its story already has."""

from collections.abc import Iterable
from datetime import datetime

from tracker.archive.commits import StoryRef
from tracker.archive.meta import Meta
from tracker.archive.pages import Page
from tracker.archive.plan import Capture
from tracker.capture.extractor import add_facts
from tracker.capture.facts import PageFacts
from tracker.core.story import Story


def make_capture(
    name: str,
    story: Story,
    facts: PageFacts,
    *,
    captured_at: datetime,
    known: StoryRef | None = None,
    url: str | None = None,
    aliases: Iterable[str] = (),
    title: str | None = None,
    source: str | None = None,
    page: Page | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Capture:
    """Make a capture of the story called `name`: one that is `known` keeps its branch, its name and its aliases.

    `title` is the name a person gave a new story, `source` the file it was read from.
    """
    url = url or facts.url
    names = [*(known.aliases if known else ()), *aliases, *filter(None, [facts.url, known.url if known else None])]
    meta = Meta(
        captured_at=captured_at,
        url=url,
        aliases=tuple(alias for alias in dict.fromkeys(names) if alias != url),
        name=known.name if known else title,
        source=source,
        etag=etag,
        last_modified=last_modified,
    )
    return Capture(known.branch if known else name, story, add_facts(meta, facts) if page else meta, page)
