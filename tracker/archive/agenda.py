"""What is to be reviewed of an archive: the links and changes that no editor has decided about, and the orphans.

Links come first, the least sure of them before all: there a look is worth most. Changes that a notice may explain
follow, then silent ones, then the notices with no captured change, each newest first. Every item brings its reason.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tracker.archive.ledgers import Entry, Ledger, Revised
from tracker.core.notice import Link, Notice

Subject = Literal["link", "unsure", "silent", "orphan"]
# the ledger that tells of each, in the order of the review
LEDGERS: dict[Subject, Ledger] = {"link": "acknowledged", "unsure": "unsure", "silent": "silent", "orphan": "orphan"}
_SUBJECTS: dict[Ledger, Subject] = {ledger: subject for subject, ledger in LEDGERS.items()}
_ORDER = tuple(LEDGERS)


@dataclass(frozen=True, slots=True)
class Item:
    """What one question is about: a link with its notice, a change without one, or a notice with no captured change.

    A change that a notice may explain has that notice, without a link. `reason` is why a change is of its class, or
    why a notice has no change; a link has its evidence instead.
    """

    subject: Subject
    branch: str
    headline: str
    revised: Revised | None = None
    notice: Notice | None = None
    link: Link | None = None
    reason: str | None = None

    @property
    def change(self) -> str | None:
        """The id of the change, if it is about one."""
        return self.revised.change.id if self.revised else None


def to_review(entries: Iterable[Entry], subjects: Collection[Subject]) -> tuple[Item, ...]:
    """Return what of the ledgers is to be reviewed, of some subjects, in the order of the review."""
    items = [item for entry in entries for item in _items(entry) if item.subject in subjects]
    return tuple(sorted(items, key=_order))


def _order(item: Item) -> tuple[int, float]:
    return _ORDER.index(item.subject), item.link.confidence if item.link else 0.0


def _items(entry: Entry) -> Iterator[Item]:
    subject = _SUBJECTS.get(entry.ledger)
    if subject in ("unsure", "silent"):
        yield Item(subject, entry.branch, entry.headline, entry.changes[0], entry.notice, reason=entry.reason)
    elif subject == "orphan" and entry.notice and not entry.notice.uncaptured_by:
        yield Item(subject, entry.branch, entry.headline, notice=entry.notice, reason=entry.notice.reason)
    elif subject == "link" and entry.notice:
        for link, revised in zip(entry.notice.links, entry.changes, strict=True):
            if link.decided is None:
                yield Item(subject, entry.branch, entry.headline, revised, entry.notice, link)
