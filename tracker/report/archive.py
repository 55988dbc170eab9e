"""The whole archive ready to print: its stories by how new their latest version is, its figures, its ledger.

How new is measured against an instant that is passed in; a story whose capture time is not known counts as old.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, islice

from tracker.report.ledger import BEGINNING, Entry, Ledger, StoryRef, story_ref
from tracker.report.views import StoryView, VersionView

# In this order; a story belongs to the first age that its latest version is not older than.
AGES: tuple[tuple[str, timedelta], ...] = (
    ("In the last 24 hours", timedelta(days=1)),
    ("In the last seven days", timedelta(days=7)),
    ("Earlier", timedelta.max),
)
N_LEADS = 4


@dataclass(frozen=True, slots=True)
class Summary:
    """A story in an index: what it holds in all, and what its latest version brought."""

    story: StoryRef
    seen_at: datetime | None
    n_versions: int
    n_changes: int
    n_acknowledged: int
    n_orphans: int
    n_silent: int
    news: "News"


@dataclass(frozen=True, slots=True)
class News:
    """What the latest version of a story brought."""

    version: int
    n_changes: int
    n_notices: int
    n_silent: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """An archive ready to print: its ledger, what of it leads, and its stories grouped by age, newest first."""

    leads: Ledger
    ages: tuple[tuple[str, tuple[Summary, ...]], ...]
    ledger: Ledger
    n_stories: int
    n_versions: int
    n_changes: int


def summary(view: StoryView) -> Summary:
    """Return a story as a line of an index."""
    return Summary(
        story=story_ref(view),
        seen_at=view.seen_at,
        n_versions=len(view.versions),
        n_changes=view.n_shown,
        n_acknowledged=len(view.acknowledged),
        n_orphans=len(view.orphans),
        n_silent=len(view.silent),
        news=_news(view.versions[0]),
    )


def archive_view(summaries: Iterable[Summary], ledger: Ledger, *, now: datetime) -> ArchiveView:
    """Group the stories of an archive by the age that their latest version has at `now`."""
    by_name = sorted(summaries, key=lambda each: each.story.branch)
    newest_first = sorted(by_name, key=lambda each: each.seen_at or BEGINNING, reverse=True)
    groups = groupby(newest_first, key=lambda each: _age(now - (each.seen_at or BEGINNING)))
    return ArchiveView(
        leads=Ledger(_leads(ledger.acknowledged), _leads(ledger.silent), _leads(ledger.orphans)),
        ages=tuple((age, tuple(members)) for age, members in groups),
        ledger=ledger,
        n_stories=len(by_name),
        n_versions=sum(each.n_versions for each in by_name),
        n_changes=sum(each.n_changes for each in by_name),
    )


def _leads(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the newest entry of each of the first few stories."""
    by_story = {entry.story.branch: entry for entry in reversed(entries)}
    newest = (entry for entry in entries if by_story[entry.story.branch] is entry)
    return tuple(islice(newest, N_LEADS))


def _news(latest: VersionView) -> News:
    return News(
        version=latest.version.n,
        n_changes=len(latest.shown),
        n_notices=len(latest.came),
        n_silent=len(latest.silent),
        is_first=latest.before is None,
    )


def _age(passed: timedelta) -> str:
    return next(age for age, longest in AGES if passed <= longest)
