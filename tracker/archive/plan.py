"""What is to be recorded: captures, and the plan for each story they are of.

A plan is made of values alone: the branch's head, and the timeline of its versions with the new captures in it. For
a story that only goes on, the head is all of the timeline that is needed, so one more version costs the same however
many there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tracker.archive.commits import StoryRef
from tracker.archive.meta import Meta
from tracker.archive.names import branch_name
from tracker.archive.pages import Page
from tracker.archive.timeline import Point, place
from tracker.core.story import Story
from tracker.errors import InputError

_RUN_CAPTURES, _RUN_BYTES = 1000, 50_000_000  # beyond that, a longer run is no quicker


@dataclass(frozen=True, slots=True)
class Capture:
    """A story's text as captured, on its way to be recorded.

    `name` is what the story is known by: its URL, a name in words, or its branch. `page` is what it was read from.
    `branch` and `digest`, those of the story and of its text, are worked out once: recording asks often.
    Raises `InputError` for a name or text that is empty, and for a text that cannot be written as UTF-8.
    """

    name: str
    story: Story
    meta: Meta
    page: Page | None = None
    branch: str = field(init=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InputError("a story needs a name: give its URL, or a few words")
        if not self.story.blocks:
            raise InputError(f"{self.name!r:.200} has no text to record: check what it was read from")
        try:
            object.__setattr__(self, "digest", self.story.digest)
        except UnicodeEncodeError as error:
            raise InputError(f"{self.name!r:.200} has half a character in its text: read it as UTF-8") from error
        object.__setattr__(self, "branch", branch_name(self.name))

    @property
    def size(self) -> int:
        """About how many bytes the capture takes: those of its page and the characters of its text."""
        return sum(len(block.text) for block in self.story.blocks) + (len(self.page.body) if self.page else 0)


def cut_into_runs(captures: Iterable[Capture]) -> Iterator[list[Capture]]:
    """Cut any number of captures into runs that fit in memory, each as soon as it is complete."""
    run: list[Capture] = []
    size = 0
    for capture in captures:
        if run and (len(run) == _RUN_CAPTURES or size + capture.size > _RUN_BYTES):
            yield run
            run, size = [], 0
        run.append(capture)
        size += capture.size
    if run:
        yield run


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the captures of one story, each called by its place in the call.

    `older` and `newer` become versions, those before the head and the rest, both in order of time; `numbers` has for
    each capture the version it becomes or repeats. The oldest version there will be is from `first_captured_at`.
    """

    branch: str
    head: StoryRef | None
    first_captured_at: datetime
    older: tuple[int, ...]
    newer: tuple[int, ...]
    numbers: Mapping[int, int]

    @property
    def new(self) -> tuple[int, ...]:
        """The captures that become versions."""
        return self.older + self.newer


def goes_on(head: StoryRef, captures: Iterable[Capture]) -> bool:
    """Say whether all captures are from after the newest version, so that planning takes no other."""
    return all(capture.meta.captured_at > head.last_captured_at for capture in captures)


def plan_story(branch: str, head: StoryRef | None, known: Sequence[Point], captures: Mapping[int, Capture]) -> Plan:
    """Plan the captures of one story, given its versions: the newest alone where the story only goes on."""
    points = {n: Point(each.meta.captured_at, each.digest, n) for n, each in captures.items()}
    line, versions = place(known, points.values())
    first = min(line[0].captured_at, head.first_captured_at) if head else line[0].captured_at
    numbers = {point: n for n, point in enumerate(line, head.n_versions - len(known) + 1 if head else 1)}
    added = [(point.name, _is_older(point, head)) for point in line if isinstance(point.name, int)]
    return Plan(
        branch=branch,
        head=head,
        first_captured_at=first,
        older=tuple(n for n, is_older in added if is_older),
        newer=tuple(n for n, is_older in added if not is_older),
        numbers={n: numbers[version] for n, version in zip(points, versions, strict=True)},
    )


def _is_older(point: Point, head: StoryRef | None) -> bool:
    return head is not None and point.captured_at < head.last_captured_at
