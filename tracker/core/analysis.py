"""What goes into an analysis and what comes out of it: the versions of a story, and all that is known about them.

Everything above the core (archive index, reports, command line) reads these values and decides nothing about the
text itself. How they are worked out is `history`'s business.
"""

from dataclasses import dataclass
from datetime import datetime

from tracker.core.change import Change, Revision
from tracker.core.decision import Decision, Harmless
from tracker.core.finding import Finding
from tracker.core.headline_tests import HeadlineTest
from tracker.core.notice import Notice
from tracker.core.standing import Standing, StandingClass
from tracker.core.stated import Stated
from tracker.core.story import Story


@dataclass(frozen=True, slots=True)
class Version:
    """One committed state of a story: the `n`-th of its history, from 1.

    `source` says where it came from (a file name or a commit id); `captured_at` is timezone-aware UTC, or None
    where nothing is known of it; `modified` is the `dateModified` of its page, as the page states it, `stated` what
    the page states in titles, descriptions and structured data that the story does not say itself.
    """

    n: int
    story: Story
    source: str
    captured_at: datetime | None = None
    modified: str | None = None
    stated: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that is known about a story: `revisions[k]` leads from `versions[k]` to `versions[k + 1]`.

    `standings` hold the class of every change, with the reason, in order; `silent` the ids of those that replaced or
    took away a fact without a word, replaced values first; `harmless` those that an editor judged so, which are
    silent no more. `suspects` pair changes with notices that may be about them. `stale` are the decisions whose
    subject is not there. `findings` are what the house rules have to say that are on; `headline_tests` are the
    headlines that went back and forth.
    """

    versions: tuple[Version, ...]
    revisions: tuple[Revision, ...]
    notices: tuple[Notice, ...]
    silent: tuple[str, ...]
    harmless: tuple[Harmless, ...] = ()
    stale: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    standings: tuple[Standing, ...] = ()
    suspects: tuple[tuple[str, str], ...] = ()
    headline_tests: tuple[HeadlineTest, ...] = ()

    @property
    def acknowledged(self) -> tuple[Notice, ...]:
        """The notices that are linked to a change."""
        return tuple(notice for notice in self.notices if notice.links)

    @property
    def orphans(self) -> tuple[Notice, ...]:
        """The notices with no captured change."""
        return tuple(notice for notice in self.notices if not notice.links)

    @property
    def news(self) -> tuple[str, ...]:
        """The ids of the changes that brought news, in order."""
        return self._of_kind("news")

    @property
    def tested(self) -> tuple[str, ...]:
        """The ids of the changes that only exchanged one wording of a headline test for another, in order."""
        return self._of_kind("headline_test")

    @property
    def unsure(self) -> tuple[str, ...]:
        """The ids of the changes that a notice may explain, in order."""
        return self._of_kind("unsure")

    def _of_kind(self, kind: StandingClass) -> tuple[str, ...]:
        return tuple(standing.change for standing in self.standings if standing.kind == kind)

    def change(self, change_id: str) -> tuple[Revision, Change]:
        """Find a change by its id, with its revision. Raises `KeyError`."""
        for revision in self.revisions:
            for change in revision.changes:
                if change.id == change_id:
                    return revision, change
        raise KeyError(change_id)
