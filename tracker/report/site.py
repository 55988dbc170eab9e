"""The static site of an archive: an index, a page a story, the corrections, and a feed.

Stories are taken one at a time and let go of again, so that an archive of any size fits. The index comes last: a
killed run leaves the old one, whose links still hold. Files are written whole and none is ever deleted.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tracker.report.archive import archive_view, summary
from tracker.report.feed import render_feed
from tracker.report.files import write_file
from tracker.report.ledger import fold_ledgers, story_ledger
from tracker.report.page import render_corrections, render_index, render_story
from tracker.report.views import StoryReport, story_view

__all__ = ["StoryReport", "write_site"]


def write_site(out: Path, stories: Iterable[StoryReport], *, now: datetime, base_url: str | None = None) -> Path:
    """Write the site of some stories into a folder, and return the path of its index.

    `base_url` is where the site will be served, if that is known: feed readers need it to follow entries. Raises
    `InputError` when the folder cannot be written, or holds a file of that name that is not a report's.
    """
    summaries, ledgers = [], []
    for report in stories:
        view = story_view(report)
        write_file(out / "stories" / view.page, render_story(view, now=now))
        summaries.append(summary(view))
        ledgers.append(story_ledger(view))
    archive = archive_view(summaries, fold_ledgers(ledgers), now=now)
    write_file(out / "corrections.html", render_corrections(archive, now=now))
    write_file(out / "feed.xml", render_feed(archive.ledger, now=now, base_url=base_url))
    index = out / "index.html"
    write_file(index, render_index(archive, now=now))
    return index
