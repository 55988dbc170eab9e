"""A notice as a card: what was wrong, what is right, when it appeared, how sure its links are, and where to look.

The words of the notice are cut into runs: its label, and the words that are evidence for a link, which lead to the
change they match. What a card cannot show (no change was captured, no passage was found) it gives the reason for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.core.finding import Finding
from tracker.core.notice import Claim, Link, Notice
from tracker.report.anchors import anchor
from tracker.report.excerpts import Excerpt, quote_change
from tracker.report.findings import Findings, NoticeRef, VersionRef
from tracker.report.outcome import Happening, Remainder, happenings, remainders, times
from tracker.report.wording import assurance

LONGEST_VALUE = 60  # characters


@dataclass(frozen=True, slots=True)
class NoticeRun:
    """Words of a notice; `target` is the fragment id of the change they are evidence for."""

    text: str
    is_label: bool = False
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A change that a notice is linked to, or was until an editor rejected it; how `sure` that is, in words."""

    excerpt: Excerpt
    confidence: float
    sure: str


@dataclass(frozen=True, slots=True)
class PassageQuote:
    """Where the corrected fact now reads; `id` is the fragment id of the words."""

    id: str
    text: str
    place: str
    version: VersionRef


@dataclass(frozen=True, slots=True)
class Card:
    """A notice ready to print; `gone_in` is the first version that no longer carries it.

    `house` is what the house rules found.
    """

    ref: NoticeRef
    notice: Notice
    runs: tuple[NoticeRun, ...]
    targets: tuple[Target, ...]
    passage: PassageQuote | None
    first: VersionRef
    last: VersionRef
    gone_in: VersionRef | None
    was_there_at_first: bool
    rejected: tuple[Target, ...] = ()
    house: tuple[Finding, ...] = ()
    remains: tuple[Remainder, ...] = ()
    events: tuple[Happening, ...] = ()
    times: tuple[str, ...] = ()

    @property
    def values(self) -> tuple[Claim, ...]:
        """The claims that name a wrong or a right value; a whole statement is read in the notice itself."""
        named = (claim for claim in self.notice.claims if claim.wrong or claim.right)
        return tuple(c for c in named if max(len(c.wrong or ""), len(c.right or "")) <= LONGEST_VALUE)

    @property
    def topics(self) -> tuple[str, ...]:
        """What the notice says it is about, and where, one phrase a claim, without repeats."""
        phrases = (", ".join(filter(None, (claim.about, claim.where))) for claim in self.notice.claims)
        return tuple(dict.fromkeys(filter(None, phrases)))


def notice_card(notice: Notice, findings: Findings) -> Card:
    """Return the card of a notice."""
    targets = sorted(notice.links, key=lambda link: -link.confidence)
    numbers = sorted(findings.versions)
    later = [n for n in numbers if n > notice.last_seen]
    return Card(
        ref=findings.refs[notice.id],
        notice=notice,
        runs=tuple(cut_notice(notice)),
        targets=tuple(_target(link, findings) for link in targets),
        passage=_passage(notice, findings),
        first=findings.version(notice.first_seen),
        last=findings.version(notice.last_seen),
        gone_in=findings.version(later[0]) if later else None,
        was_there_at_first=notice.first_seen == numbers[0],
        rejected=tuple(_target(link, findings) for link in notice.rejected),
        house=findings.house[notice.id],
        remains=remainders(notice, findings),
        events=happenings(notice, findings),
        times=times(notice),
    )


def _target(link: Link, findings: Findings) -> Target:
    return Target(quote_change(link.change, findings), link.confidence, assurance(link))


def cut_notice(notice: Notice) -> Iterator[NoticeRun]:
    """Cut a notice into its label, its evidence and the words between; where evidence overlaps, the surest wins."""
    spans = [
        (evidence.notice, anchor("change", link.change))
        for link in sorted(notice.links, key=lambda link: -link.confidence)
        for evidence in link.evidence
    ]
    label_end = notice.label[1] if notice.label[0] == 0 else 0
    bounds = sorted({0, label_end, len(notice.text)} | {at for span, _ in spans for at in span})
    for start, end in pairwise(bounds):
        target = next((target for (a, b), target in spans if a <= start and end <= b), None)
        yield NoticeRun(notice.text[start:end], end <= label_end, target)


def _passage(notice: Notice, findings: Findings) -> PassageQuote | None:
    passage = notice.passage
    if passage is None:
        return None
    return PassageQuote(
        id=findings.refs[notice.id].passage,
        text=passage.span.text,
        place=findings.places[passage.version][passage.span.block],
        version=findings.version(passage.version),
    )
