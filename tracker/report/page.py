"""The pages of a report, each as one self-contained string of HTML.

The page of a story and the page of a comparison are the same page; the first also leads to the rest of its site.
"""

from datetime import datetime

from tracker.core.analysis import Analysis
from tracker.report.archive import ArchiveView
from tracker.report.render import render
from tracker.report.views import StoryReport, StoryView, story_view


def render_compare(analysis: Analysis, *, title: str, now: datetime, language: str | None = None) -> str:
    """Render one analysis as a page to mail to a colleague; `title` stands in for a missing headline."""
    report = StoryReport(branch=title, site="", analysis=analysis, language=language)
    return render("story.html", story=story_view(report), now=now, root=None)


def render_story(story: StoryView, *, now: datetime) -> str:
    """Render the page of a story of a site; it lies one folder below the site's root."""
    return render("story.html", story=story, now=now, root="../")


def render_index(archive: ArchiveView, *, now: datetime) -> str:
    """Render the front page of a site."""
    return render("index.html", archive=archive, now=now, root="")


def render_corrections(archive: ArchiveView, *, now: datetime) -> str:
    """Render the three ledgers of a site."""
    return render("corrections.html", archive=archive, now=now, root="")
