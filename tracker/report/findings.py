"""What an analysis says, turned round: by version, by change and by block instead of by notice.

Notices cite changes; a redline is printed change by change and needs to know which notices cite each. `Findings`
holds these indexes, built once for a story, and the `Mark` that a redline puts on a change.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tracker.core.analysis import Analysis, Version
from tracker.core.change import Change, Revision
from tracker.core.finding import Finding
from tracker.core.notice import Evidence, Notice, NoticeKind
from tracker.report.anchors import anchor
from tracker.report.wording import places


@dataclass(frozen=True, slots=True)
class NoticeRef:
    """A pointer to a notice: its number among those of the story, from 1, its kind and its fragment ids.

    `is_remainder` where `passage` is a place that its correction left wrong.
    """

    number: int
    kind: NoticeKind
    card: str
    passage: str
    is_remainder: bool = False


@dataclass(frozen=True, slots=True)
class VersionRef:
    """A pointer to a version, without its text: its number, source and capture time, and its fragment id."""

    n: int
    source: str
    captured_at: datetime | None
    id: str

    @property
    def name(self) -> str:
        """The source as it is shown: a commit id is cut to its first ten digits."""
        return self.source[:10] if re.fullmatch(r"[0-9a-f]{40,64}", self.source) else self.source


@dataclass(frozen=True, slots=True)
class Mark:
    """What a redline shows about a change beside its words; `id` is the fragment id of the words."""

    id: str
    change: Change
    notices: tuple[NoticeRef, ...]
    is_silent: bool

    @property
    def is_hidden(self) -> bool:
        """Is this a change that a named rule of the noise filter hides?"""
        return self.change.hidden_by is not None


@dataclass(frozen=True, slots=True)
class Findings:
    """The indexes of one analysis: versions and the names of their blocks by number, the rest by id.

    `linked` and `brought` give, for a change, the notices it is linked to and those it brought, reworded or
    removed; `house` gives, for a notice, what the house rules found; `reasons`
    why a change is of its class.
    """

    versions: Mapping[int, Version]
    places: Mapping[int, tuple[str, ...]]
    changes: Mapping[str, tuple[Revision, Change]]
    refs: Mapping[str, NoticeRef]
    notices: tuple[Notice, ...]
    silent: frozenset[str]
    linked: Mapping[str, tuple[Notice, ...]]
    brought: Mapping[str, tuple[Notice, ...]]
    house: Mapping[str, tuple[Finding, ...]]
    reasons: Mapping[str, str]

    def version(self, n: int) -> VersionRef:
        """Return a pointer to a version."""
        version = self.versions[n]
        return VersionRef(n, version.source, version.captured_at, anchor("version", str(n)))

    def remainder(self, notice: Notice, n: int) -> NoticeRef:
        """Return a pointer to the `n`-th place that the correction of a notice left wrong."""
        return replace(self.refs[notice.id], passage=anchor("remains", f"{notice.id}-{n}"), is_remainder=True)

    def mark(self, change: Change) -> Mark:
        """Return what a redline shows about a change."""
        refs = tuple(self.refs[notice.id] for notice in self.linked.get(change.id, ()))
        return Mark(anchor("change", change.id), change, refs, change.id in self.silent)

    def evidence(self, change: Change) -> tuple[Evidence, ...]:
        """Return the words of a change that match words of the notices linked to it."""
        links = (link for notice in self.linked.get(change.id, ()) for link in notice.links)
        return tuple(evidence for link in links if link.change == change.id for evidence in link.evidence)


def index_findings(analysis: Analysis) -> Findings:
    """Index an analysis for printing."""
    linked: dict[str, tuple[Notice, ...]] = {}
    brought: dict[str, tuple[Notice, ...]] = {}
    for notice in analysis.notices:
        for change_id in dict.fromkeys(link.change for link in notice.links):
            linked[change_id] = (*linked.get(change_id, ()), notice)
        for change_id in notice.changes:
            brought[change_id] = (*brought.get(change_id, ()), notice)
    return Findings(
        versions={version.n: version for version in analysis.versions},
        places={version.n: places(version.story) for version in analysis.versions},
        changes={change.id: (revision, change) for revision in analysis.revisions for change in revision.changes},
        refs={notice.id: _ref(number, notice) for number, notice in enumerate(analysis.notices, start=1)},
        notices=analysis.notices,
        silent=frozenset(analysis.silent),
        linked=linked,
        brought=brought,
        house={
            notice.id: tuple(each for each in analysis.findings if each.notice == notice.id)
            for notice in analysis.notices
        },
        reasons={standing.change: standing.reason for standing in analysis.standings},
    )


def _ref(number: int, notice: Notice) -> NoticeRef:
    return NoticeRef(number, notice.kind, anchor("notice", notice.id), anchor("passage", notice.id))
