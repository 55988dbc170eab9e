"""The three ledgers of any number of stories: acknowledged, silent, orphan.

Corrections that are not complete come first; otherwise entries are newest first. Those whose time is not known come
last, and equal times are ordered by story and id, so that a ledger never depends on the order in which stories were
read. A ledger keeps what it prints and lets go of the stories' texts, so that an archive of any size folds into it
story by story.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from tracker.report.cards import Card
from tracker.report.excerpts import Excerpt
from tracker.report.house import FindingView
from tracker.report.views import StoryReport, StoryView, story_view

Entry = TypeVar("Entry", bound="NoticeEntry | SilentEntry | FindingEntry")

BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StoryRef:
    """The name of a story in a ledger: its headline, branch, site, language, and the file name of its page."""

    title: str
    branch: str
    site: str
    language: str | None
    page: str


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """A notice in a ledger; `seen_at` is when the first version that carries it was captured."""

    story: StoryRef
    card: Card

    @property
    def seen_at(self) -> datetime | None:
        """When the first version that carries it was captured."""
        return self.card.first.captured_at

    @property
    def key(self) -> tuple[str, int, int]:
        """Its place among entries of the same time."""
        return self.story.branch, 0, self.card.ref.number


@dataclass(frozen=True, slots=True)
class SilentEntry:
    """A silent change in a ledger; `order` is its place among those of its story.

    `judged` is by whom and when it was judged harmless, in words; None for one that is silent.
    """

    story: StoryRef
    excerpt: Excerpt
    order: int
    judged: str | None = None

    @property
    def seen_at(self) -> datetime | None:
        """When the version that brought it was captured."""
        return self.excerpt.seen_at

    @property
    def key(self) -> tuple[str, int, int]:
        """Its place among entries of the same time, after the notices of its story."""
        return self.story.branch, 1, self.order


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """What a house rule found, in a ledger; `order` is its place among those of its story."""

    story: StoryRef
    view: FindingView
    order: int

    @property
    def seen_at(self) -> datetime | None:
        """When the version that brought it was captured."""
        return self.view.version.captured_at

    @property
    def key(self) -> tuple[str, int, int]:
        """Its place among entries of the same time."""
        return self.story.branch, 2, self.order


@dataclass(frozen=True, slots=True)
class Ledger:
    """The notices tied to a change, the silent changes, and the notices with no captured change.

    Beside them stand the changes that were silent until an editor judged them `harmless`, and the `findings` of the
    house rules that are on; and, told apart from what is silent, the changes that brought `news`, those that a
    notice may explain (`unsure`), and those by which a headline went back and forth (`tested`).
    """

    acknowledged: tuple[NoticeEntry, ...] = ()
    silent: tuple[SilentEntry, ...] = ()
    orphans: tuple[NoticeEntry, ...] = ()
    harmless: tuple[SilentEntry, ...] = ()
    findings: tuple[FindingEntry, ...] = ()
    news: tuple[SilentEntry, ...] = ()
    unsure: tuple[SilentEntry, ...] = ()
    tested: tuple[SilentEntry, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many entries there are of each, by the names of the fields, and of the `incomplete` ones."""
        return {name: len(getattr(self, name)) for name in (*self.__slots__, "incomplete")}

    @property
    def incomplete(self) -> tuple[NoticeEntry, ...]:
        """The corrections that are not complete: their wrong value still stands somewhere."""
        return tuple(entry for entry in self.acknowledged if entry.card.remains)

    def only_incomplete(self) -> "Ledger":
        """Return the ledger with only those notices tied to a change whose correction is not complete."""
        return replace(self, acknowledged=self.incomplete)

    def since(self, at: datetime) -> "Ledger":
        """Return the entries seen at an instant or later; those of unknown time are left out."""
        return Ledger(
            _since(self.acknowledged, at),
            _since(self.silent, at),
            _since(self.orphans, at),
            _since(self.harmless, at),
            _since(self.findings, at),
            _since(self.news, at),
            _since(self.unsure, at),
            _since(self.tested, at),
        )


def ledger(reports: Iterable[StoryReport]) -> Ledger:
    """Fold stories into their common ledger."""
    return fold_ledgers(story_ledger(story_view(report, has_redlines=False)) for report in reports)


def story_ref(view: StoryView) -> StoryRef:
    """Return the name of a story."""
    return StoryRef(view.title, view.branch, view.site, view.language, view.page)


def story_ledger(view: StoryView) -> Ledger:
    """Return the ledger of one story."""
    story = story_ref(view)
    return Ledger(
        tuple(NoticeEntry(story, card) for card in view.acknowledged),
        tuple(SilentEntry(story, excerpt, order) for order, excerpt in enumerate(view.silent)),
        tuple(NoticeEntry(story, card) for card in view.orphans),
        tuple(SilentEntry(story, each.excerpt, order, each.judged) for order, each in enumerate(view.harmless)),
        tuple(FindingEntry(story, each, order) for order, each in enumerate(view.findings)),
        tuple(SilentEntry(story, excerpt, order) for order, excerpt in enumerate(view.news)),
        tuple(SilentEntry(story, excerpt, order) for order, excerpt in enumerate(view.unsure)),
        tuple(SilentEntry(story, excerpt, order) for order, excerpt in enumerate(view.tested)),
    )


def fold_ledgers(ledgers: Iterable[Ledger]) -> Ledger:
    """Fold the ledgers of stories into one, newest first, and before all the corrections that are not complete."""
    acknowledged: list[NoticeEntry] = []
    silent: list[SilentEntry] = []
    orphans: list[NoticeEntry] = []
    harmless: list[SilentEntry] = []
    findings: list[FindingEntry] = []
    news: list[SilentEntry] = []
    unsure: list[SilentEntry] = []
    tested: list[SilentEntry] = []
    for each in ledgers:
        acknowledged += each.acknowledged
        silent += each.silent
        orphans += each.orphans
        harmless += each.harmless
        findings += each.findings
        news += each.news
        unsure += each.unsure
        tested += each.tested
    return Ledger(
        incomplete_first(newest_first(acknowledged)),
        newest_first(silent),
        newest_first(orphans),
        newest_first(harmless),
        newest_first(findings),
        newest_first(news),
        newest_first(unsure),
        newest_first(tested),
    )


def newest_first(entries: list[Entry]) -> tuple[Entry, ...]:
    """Order entries by time, newest first; those of equal or unknown time by story and id."""
    by_key = sorted(entries, key=lambda entry: entry.key)
    return tuple(sorted(by_key, key=lambda entry: entry.seen_at or BEGINNING, reverse=True))


def incomplete_first(entries: tuple[NoticeEntry, ...]) -> tuple[NoticeEntry, ...]:
    """Put the corrections that are not complete before the others."""
    return tuple(sorted(entries, key=lambda entry: not entry.card.remains))


def _since(entries: tuple[Entry, ...], at: datetime) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.seen_at and entry.seen_at >= at)
