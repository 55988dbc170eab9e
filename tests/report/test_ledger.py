"""The three ledgers and the index of an archive."""

from dataclasses import replace
from datetime import timedelta

from tests.report import stories
from tests.report.drafts import BEGIN, NOW
from tracker.core.analysis import Analysis
from tracker.report.archive import archive_view, summary
from tracker.report.ledger import Ledger, fold_ledgers, ledger, story_ledger
from tracker.report.views import StoryReport, story_view

FERRY = StoryReport("skarvoy.example/ferry", "skarvoy.example", stories.ferry())
LAMP = StoryReport("skarvoy.example/lamp", "skarvoy.example", stories.orphan())


def untimed(analysis: Analysis) -> Analysis:
    """Forget when the versions were captured."""
    return replace(analysis, versions=tuple(replace(v, captured_at=None) for v in analysis.versions))


def names(found: Ledger) -> list[list[str]]:
    """Return the entries of the three ledgers by story and id."""
    return [
        [f"{entry.story.branch.split('/')[1]} {entry.card.notice.id}" for entry in found.acknowledged],
        [f"{entry.story.branch.split('/')[1]} {entry.excerpt.change.id}" for entry in found.silent],
        [f"{entry.story.branch.split('/')[1]} {entry.card.notice.id}" for entry in found.orphans],
    ]


def test_every_notice_and_silent_change_is_in_one_ledger_newest_first() -> None:
    """Acknowledged, silent and orphan entries of all stories, the newest first."""
    expected = [["ferry n1"], ["ferry r2c2", "ferry r1c6"], ["ferry n2", "lamp n1"]]
    assert names(ledger([FERRY, LAMP])) == expected
    assert names(ledger([LAMP, FERRY])) == expected


def test_folding_ledgers_is_folding_stories() -> None:
    """An archive can be folded story by story."""
    each = [story_ledger(story_view(report)) for report in (FERRY, LAMP)]
    assert fold_ledgers(each) == ledger([FERRY, LAMP])


def test_unknown_times_come_last() -> None:
    """A story without capture times has its entries at the end, never first."""
    late = replace(LAMP, branch="skarvoy.example/a", analysis=untimed(LAMP.analysis))
    assert names(ledger([late, FERRY, LAMP]))[2] == ["ferry n2", "lamp n1", "a n1"]


def test_a_ledger_can_start_at_an_instant() -> None:
    """Only what was seen since then is left."""
    assert names(ledger([FERRY, LAMP]).since(BEGIN + timedelta(days=2))) == [
        ["ferry n1"],
        ["ferry r2c2"],
        ["ferry n2"],
    ]
    assert names(ledger([replace(FERRY, analysis=untimed(FERRY.analysis))]).since(BEGIN)) == [[], [], []]


def test_stories_are_grouped_by_age() -> None:
    """What is new is measured against the instant that is passed in."""
    summaries = [summary(story_view(report)) for report in (LAMP, FERRY)]

    def ages(days: int) -> list[tuple[str, list[str]]]:
        found = archive_view(summaries, Ledger(), now=BEGIN + timedelta(days=days))
        return [(age, [each.story.branch.split("/")[1] for each in members]) for age, members in found.ages]

    assert ages(3) == [("In the last 24 hours", ["ferry"]), ("In the last seven days", ["lamp"])]
    assert ages(30) == [("Earlier", ["ferry", "lamp"])]


def test_a_story_leads_a_column_once() -> None:
    """One story with many silent changes leaves room for others on the front page."""
    found = ledger([FERRY, LAMP])
    archive = archive_view([], found, now=NOW)
    assert names(archive.leads) == [["ferry n1"], ["ferry r2c2"], ["ferry n2", "lamp n1"]]


def test_a_summary_says_what_the_latest_version_brought() -> None:
    """An index line tells the news apart from the sum."""
    line = summary(story_view(FERRY))
    assert (line.n_versions, line.n_changes, line.n_acknowledged, line.n_orphans, line.n_silent) == (3, 11, 1, 1, 2)
    assert (line.news.version, line.news.n_changes, line.news.n_notices, line.news.n_silent) == (3, 4, 2, 1)
