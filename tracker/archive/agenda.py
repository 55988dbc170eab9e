"""What is still to be reviewed: the links and silent changes of an archive that no editor has decided about.

Links come first, the least sure of them before all: there a look is worth most. Silent changes follow, newest first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tracker.archive.ledgers import Entry, Revised
from tracker.core.notice import Link, Notice

Subject = Literal["link", "silent"]


@dataclass(frozen=True, slots=True)
class Item:
    """A link, with its notice, or a silent change, without; and the story it is of."""

    branch: str
    headline: str
    revised: Revised
    notice: Notice | None = None
    link: Link | None = None

    @property
    def subject(self) -> Subject:
        """What is to be reviewed."""
        return "link" if self.link else "silent"

    @property
    def change(self) -> str:
        """The id of the change."""
        return self.revised.change.id


def to_review(entries: Iterable[Entry], subject: Subject | None = None) -> tuple[Item, ...]:
    """Return what of the ledgers is to be reviewed, of one kind or of both, in the order of the review."""
    items = [item for entry in entries for item in _items(entry) if subject in (item.subject, None)]
    return tuple(sorted(items, key=lambda item: (item.link is None, item.link.confidence if item.link else 0.0)))


def _items(entry: Entry) -> Iterator[Item]:
    if entry.ledger == "silent":
        yield Item(entry.branch, entry.headline, entry.changes[0])
    elif entry.notice:
        for link, revised in zip(entry.notice.links, entry.changes, strict=True):
            if link.decided is None:
                yield Item(entry.branch, entry.headline, revised, entry.notice, link)
