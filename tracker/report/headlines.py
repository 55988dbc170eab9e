"""A headline test ready to print: its wordings, how often each stood, and between which captures they took turns."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.core.headline_tests import HeadlineTest, HeadlineWording
from tracker.report.anchors import anchor
from tracker.report.findings import Findings, VersionRef
from tracker.report.wording import count, moment


@dataclass(frozen=True, slots=True)
class HeadlineTestView:
    """A headline test; the flips were seen between the captures of `first` and `last`. `id` is its fragment id."""

    id: str
    wordings: tuple[HeadlineWording, ...]
    first: VersionRef
    last: VersionRef

    @property
    def when(self) -> str:
        """Between which versions the headline went back and forth, in words."""
        ends = (
            f"version {end.n}" + (f", {moment(end.captured_at)}," if end.captured_at else "") for end in self.ends
        )
        return "between " + " and ".join(ends).removesuffix(",")

    @property
    def ends(self) -> tuple[VersionRef, VersionRef]:
        """The last version before the first flip, and the one after the last."""
        return self.first, self.last


def times_seen(wording: HeadlineWording) -> str:
    """Say how often a wording stood."""
    return f"seen {count(wording.n_times, 'time')}"


def headline_test_views(tests: Iterable[HeadlineTest], findings: Findings) -> tuple[HeadlineTestView, ...]:
    """Return headline tests ready to print, in their order."""
    return tuple(
        HeadlineTestView(
            anchor("headline-test", str(n)), test.wordings, findings.version(test.first), findings.version(test.last)
        )
        for n, test in enumerate(tests, 1)
    )
