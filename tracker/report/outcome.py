"""What came of a correction, in words: where it is not complete, what happened to its notice, how long it took.

Times are told as the captures allow: "at least 2 hours" where words were there at the first capture, "at most a day"
where two things happened in one step, rounded outwards so that what is said is always true.
"""

from dataclasses import dataclass
from datetime import timedelta

from tracker.core.analysis import Version
from tracker.core.notice import Event, Interval, Notice, Remain
from tracker.core.stated import StatedPlace
from tracker.core.words import split_sentences
from tracker.report.findings import Findings, NoticeRef, VersionRef
from tracker.report.wording import KIND_NAMES, count, stated_place

AROUND = 80  # characters shown on each side of the words
UNITS = (("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)))


@dataclass(frozen=True, slots=True)
class Remainder:
    """Words of the last version that still tell a wrong value, with what stands around them in their sentence.

    `notice` points to the notice and, as its `passage`, to the words. `stated_in` are the places where the page
    states them; without any, they stand in the text.
    """

    notice: NoticeRef
    place: str
    version: VersionRef
    before: str
    words: str
    after: str
    stated_in: tuple[StatedPlace, ...] = ()

    @property
    def id(self) -> str:
        """The fragment id of the words."""
        return self.notice.passage

    @property
    def subject(self) -> str:
        """The place as the subject of a sentence: `the headline`, `paragraph 3`."""
        return self.place if self.place[-1:].isdigit() else f"the {self.place}"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a notice's life in words, with its version."""

    words: str
    version: VersionRef
    is_downgrade: bool


def remainders(notice: Notice, findings: Findings) -> tuple[Remainder, ...]:
    """Return where a notice's correction is not complete."""
    refs = (findings.remainder(notice, n) for n in range(len(notice.remains)))
    return tuple(_remainder(ref, each, findings) for ref, each in zip(refs, notice.remains, strict=True))


def _remainder(ref: NoticeRef, remain: Remain, findings: Findings) -> Remainder:
    last = max(findings.versions)
    text = _text(remain, findings.versions[last])
    start, end = next((a, b) for a, b in split_sentences(text) if a <= remain.start < b)
    before, after = text[start : remain.start], text[remain.end : end]
    return Remainder(
        ref,
        stated_place(remain.places) if remain.block is None else findings.places[last][remain.block],
        findings.version(last),
        f"…{before[-AROUND:].partition(' ')[2]}" if len(before) > AROUND else before,
        remain.text,
        f"{after[:AROUND].rpartition(' ')[0]}…" if len(after) > AROUND else after,
        remain.places,
    )


def _text(remain: Remain, version: Version) -> str:
    """Return the text in which something remains: of a block, or of what the page states."""
    if remain.block is not None:
        return version.story.blocks[remain.block].text
    return next(stated.text for stated in version.stated if stated.place in remain.places)


def happenings(notice: Notice, findings: Findings) -> tuple[Happening, ...]:
    """Return what happened to a notice after it came, in order; its last removal is told elsewhere."""
    told = [event for event in notice.events if event.kind != "added"]
    if told and told[-1].kind == "removed":
        told.pop()
    return tuple(Happening(_event(event), findings.version(event.version), event.is_downgrade) for event in told)


def _event(event: Event) -> str:
    if not (event.was and event.now):
        return event.kind
    how = "downgraded" if event.is_downgrade else "relabelled"
    return f"{how} from {KIND_NAMES[event.was]} to {KIND_NAMES[event.now]}"


def times(notice: Notice) -> tuple[str, ...]:
    """Return how long the wrong words stood and how long the notice was behind the fix, each as a sentence."""
    stood, waited = (each and interval(each) for each in (notice.timing.stood, notice.timing.waited))
    return (
        *((f"The words that were corrected stood {stood}.",) if stood else ()),
        *((f"The notice came {waited} after the fix.",) if waited else ()),
    )


def interval(value: Interval) -> str | None:
    """Say an interval in words, rounded outwards; None where it says nothing.

    >>> interval(Interval(timedelta(hours=2), timedelta(hours=26)))
    'between 2 hours and 26 hours'
    >>> interval(Interval(timedelta(0), timedelta(minutes=1439, seconds=5)))
    'at most 24 hours'
    """
    least, most = _told(value.at_least, up=False), value.at_most and _told(value.at_most, up=True)
    if value.at_least <= timedelta(0):
        return f"at most {most}" if most else None
    if most is None:
        return f"at least {least}"
    return least if least == most else f"between {least} and {most}"


def _told(length: timedelta, *, up: bool) -> str:
    """Say a length in the largest unit of which there are two, rounded down or up; days and hours never vanish."""
    unit, size = next((each for each in UNITS if length >= 2 * each[1]), UNITS[-1])
    n = -(-length // size) if up else length // size
    return count(n, unit) if n or up else "a moment"
