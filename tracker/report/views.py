"""A story ready to print: its versions with their redlines, its notices as cards, its silent changes.

`StoryReport` is what a report is asked to show: an analysis under the name of a story. `story_view` turns it into
values that templates and the terminal print as they are; it decides what is said, they decide how it looks.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.core.analysis import Analysis
from tracker.core.change import Revision
from tracker.core.decision import Harmless
from tracker.report.anchors import page_name, web_address
from tracker.report.cards import Card, notice_card
from tracker.report.excerpts import Excerpt, quote_change
from tracker.report.findings import Findings, VersionRef, index_findings
from tracker.report.headlines import HeadlineTestView, headline_test_views
from tracker.report.house import FindingView, finding_views
from tracker.report.outcome import Remainder
from tracker.report.redline import Stretch, first_text, fold, redline
from tracker.report.wording import signed


@dataclass(frozen=True, slots=True)
class StoryReport:
    """An analysis under the name of its story: the branch, the site, and where known the URL and the language.

    `language` is a BCP 47 tag (`en`, `pt-BR`).
    """

    branch: str
    site: str
    analysis: Analysis
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: what it brought, and its redline against the version before (`before` is None for the first).

    `came` and `went` are the notices it is the first to carry and the first to lack, `stated` what its page, beside
    the text, still says wrong.
    """

    version: VersionRef
    before: VersionRef | None
    stretches: tuple[Stretch, ...]
    shown: tuple[Excerpt, ...]
    hidden: tuple[Excerpt, ...]
    silent: tuple[Excerpt, ...]
    came: tuple[Card, ...]
    went: tuple[Card, ...]
    stated: tuple[Remainder, ...] = ()

    @property
    def hidden_rules(self) -> tuple[tuple[str, int], ...]:
        """The rules that hid changes, with how many each."""
        return tuple(sorted(Counter(excerpt.change.hidden_by or "" for excerpt in self.hidden).items()))


@dataclass(frozen=True, slots=True)
class JudgedExcerpt:
    """A silent change that an editor judged harmless, and who did so when, in words."""

    excerpt: Excerpt
    judged: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story ready to print; `versions` are newest first, and so are the `silent` and `harmless` changes.

    `news` are the changes that told the reader more, `unsure` those that a notice may explain, `tested` those by
    which a headline went back and forth between the wordings of `headline_tests`. `n_stale` counts the editors'
    decisions whose subject is not there; `findings` are those of the house rules.
    """

    title: str
    branch: str
    site: str
    url: str | None
    language: str | None
    page: str
    versions: tuple[VersionView, ...]
    cards: tuple[Card, ...]
    silent: tuple[Excerpt, ...]
    harmless: tuple[JudgedExcerpt, ...] = ()
    n_stale: int = 0
    news: tuple[Excerpt, ...] = ()
    unsure: tuple[Excerpt, ...] = ()
    findings: tuple[FindingView, ...] = ()
    tested: tuple[Excerpt, ...] = ()
    headline_tests: tuple[HeadlineTestView, ...] = ()

    @property
    def newest(self) -> VersionRef:
        """The latest version."""
        return self.versions[0].version

    @property
    def oldest(self) -> VersionRef:
        """The first version captured."""
        return self.versions[-1].version

    @property
    def acknowledged(self) -> tuple[Card, ...]:
        """The notices tied to a change."""
        return tuple(card for card in self.cards if card.targets)

    @property
    def orphans(self) -> tuple[Card, ...]:
        """The notices with no captured change."""
        return tuple(card for card in self.cards if not card.targets)

    @property
    def n_shown(self) -> int:
        """The number of changes that are not hidden."""
        return sum(len(version.shown) for version in self.versions)

    @property
    def n_hidden(self) -> int:
        """The number of hidden changes."""
        return sum(len(version.hidden) for version in self.versions)

    @property
    def seen_at(self) -> datetime | None:
        """When the latest version was captured."""
        return self.newest.captured_at


def story_view(report: StoryReport, *, has_redlines: bool = True) -> StoryView:
    """Return a story ready to print. Raises `ValueError` for an analysis without versions.

    A ledger shows no redlines: without them, the view has no `versions`, and the analysis need not tell the rows.
    """
    analysis = report.analysis
    if not analysis.versions:
        raise ValueError(f"{report.branch}: a story without versions cannot be shown")
    findings = index_findings(analysis)
    cards = tuple(notice_card(notice, findings) for notice in analysis.notices)
    return StoryView(
        title=analysis.versions[-1].story.headline or report.branch,
        branch=report.branch,
        site=report.site,
        url=web_address(report.url),
        language=_language(report.language),
        page=page_name(report.branch),
        versions=_versions(analysis, findings, cards)[::-1] if has_redlines else (),
        cards=tuple(sorted(cards, key=lambda card: not card.remains)),
        silent=_newest_first(quote_change(change_id, findings) for change_id in analysis.silent),
        harmless=tuple(_judged(each, findings) for each in analysis.harmless[::-1]),
        n_stale=len(analysis.stale),
        news=_newest_first(quote_change(change_id, findings) for change_id in analysis.news),
        unsure=_newest_first(quote_change(change_id, findings) for change_id in analysis.unsure),
        findings=finding_views(analysis, findings),
        tested=_newest_first(quote_change(change_id, findings) for change_id in analysis.tested),
        headline_tests=headline_test_views(analysis.headline_tests, findings),
    )


def _judged(harmless: Harmless, findings: Findings) -> JudgedExcerpt:
    judged = signed("judged harmless", harmless.by, harmless.at)
    return JudgedExcerpt(quote_change(harmless.change, findings), judged)


def _newest_first(excerpts: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Put the changes of later versions first, those of one version in the order of its text."""
    return tuple(sorted(excerpts, key=lambda excerpt: -excerpt.new.n))


def _versions(analysis: Analysis, findings: Findings, cards: tuple[Card, ...]) -> tuple[VersionView, ...]:
    """Return the versions, oldest first; the only version of a story is shown in full."""
    first = analysis.versions[0]
    paragraphs = redline(first_text(first), findings)
    only = len(analysis.versions) == 1
    stretches = (Stretch(paragraphs, False),) if only else fold(paragraphs)
    start = _version(findings.version(first.n), None, stretches, (), cards)
    return (start, *(_revised(revision, findings, cards) for revision in analysis.revisions))


def _revised(revision: Revision, findings: Findings, cards: tuple[Card, ...]) -> VersionView:
    excerpts = tuple(quote_change(change.id, findings) for change in revision.changes)
    before, version = findings.version(revision.old), findings.version(revision.new)
    return _version(version, before, fold(redline(revision, findings)), excerpts, cards)


def _version(
    version: VersionRef,
    before: VersionRef | None,
    stretches: tuple[Stretch, ...],
    excerpts: tuple[Excerpt, ...],
    cards: tuple[Card, ...],
) -> VersionView:
    return VersionView(
        version=version,
        before=before,
        stretches=stretches,
        shown=tuple(excerpt for excerpt in excerpts if not excerpt.mark.is_hidden),
        hidden=tuple(excerpt for excerpt in excerpts if excerpt.mark.is_hidden),
        silent=tuple(excerpt for excerpt in excerpts if excerpt.mark.is_silent),
        came=tuple(card for card in cards if card.first.n == version.n),
        went=tuple(card for card in cards if card.gone_in and card.gone_in.n == version.n),
        stated=tuple(r for card in cards for r in card.remains if r.stated_in and r.version.n == version.n),
    )


def _language(tag: str | None) -> str | None:
    """Return a language tag that may stand in a page, else None."""
    parts = (tag or "").split("-")
    return tag if parts[0].isalpha() and all(p.isascii() and p.isalnum() and len(p) <= 8 for p in parts) else None
