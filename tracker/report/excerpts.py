"""A change seen from elsewhere: its words with a little of what stands around them.

Cards, lists and ledgers quote changes without their paragraph. Long words are shortened in the middle, what stands
around them at a word's end, always with an ellipsis.
"""

from dataclasses import dataclass
from datetime import datetime

from tracker.core.analysis import Version
from tracker.core.change import Change, Fact
from tracker.report.findings import Findings, Mark, VersionRef

AROUND = 60  # characters shown on each side of the changed words
LONGEST = 220  # characters of the changed words shown on each side of the change


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A change with its surroundings: `before`, what was deleted, what was inserted, `after`.

    `old` and `new` are the versions it leads between, `places` name the block on each side, None where there is
    none. `reason` says why the change is of its class.
    """

    mark: Mark
    old: VersionRef
    new: VersionRef
    places: tuple[str | None, str | None]
    before: str
    deleted: str
    inserted: str
    after: str
    reason: str | None = None

    @property
    def change(self) -> Change:
        """The change itself."""
        return self.mark.change

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What it touches."""
        return self.change.facts

    @property
    def place(self) -> str:
        """Where it is: its new place, or its old one."""
        return self.places[1] or self.places[0] or ""

    @property
    def why(self) -> str:
        """The reason without the words it quotes, which stand beside it; else what the change touches."""
        return (self.reason or ", ".join(self.facts)).partition(": ")[0]

    @property
    def seen_at(self) -> datetime | None:
        """When the new version was captured."""
        return self.new.captured_at


def quote_change(change_id: str, findings: Findings) -> Excerpt:
    """Quote a change by its id. Raises `KeyError`."""
    revision, change = findings.changes[change_id]
    old, new = findings.versions[revision.old], findings.versions[revision.new]
    before, after = _around(change, old, new)
    return Excerpt(
        mark=findings.mark(change),
        old=findings.version(old.n),
        new=findings.version(new.n),
        places=(
            findings.places[old.n][change.old.block] if change.old else None,
            findings.places[new.n][change.new.block] if change.new else None,
        ),
        before=before,
        deleted=shorten(change.old.text if change.old else ""),
        inserted=shorten(change.new.text if change.new else ""),
        after=after,
        reason=findings.reasons.get(change_id),
    )


def shorten(text: str, longest: int = LONGEST) -> str:
    """Shorten a text in the middle, at the ends of words where there are any.

    >>> shorten("one two three four five six", 16)
    'one two […] six'
    """
    if len(text) <= longest:
        return text
    head = longest * 2 // 3
    return f"{trim_end(text[:head])} […] {trim_start(text[head - longest :])}"


def _around(change: Change, old: Version, new: Version) -> tuple[str, str]:
    """Return what stands before and after a change, in the new text where it has a place there."""
    span, version = (change.new, new) if change.new else (change.old, old)
    if span is None or change.kind == "moved":
        return "", ""
    text = version.story.blocks[span.block].text
    before, after = text[: span.start], text[span.end :]
    if len(before) > AROUND:
        before = "…" + trim_start(before[-AROUND:])
    if len(after) > AROUND:
        after = trim_end(after[:AROUND]) + "…"
    return before, after


def trim_start(text: str) -> str:
    """Drop the cut word at the start of a text."""
    head, space, rest = text.partition(" ")
    return rest if space and rest else head


def trim_end(text: str) -> str:
    """Drop the cut word at the end of a text."""
    head, space, _ = text.rpartition(" ")
    return head if space and head else text
