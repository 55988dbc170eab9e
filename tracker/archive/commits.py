"""Commit messages: a headline, and trailers that say what a commit is without opening its tree.

A version's commit has the headline as its subject, then one block of trailers. The tip of a branch thus tells
whatever a list of stories shows and recording has to know: the newest text's digest and capture time, and how
many versions there are. A commit that joins older versions to a branch repeats what its head says and adds
`Joins`: it is no version itself. Nor is a technical commit, which joins none (`Joins: 0`): one that has a version's
text as a later extractor reads it says in `Restates` which version that is.

Everything from outside is put on one line first, so that no headline, name or URL can begin a line, and hence
none can add a trailer or break one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from tracker.archive.meta import Meta
from tracker.archive.times import parse_time, render_time
from tracker.core.story import Story

Trailers = tuple[tuple[str, str], ...]

_LINE_LENGTH = 200
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as read back, its trailers in the order they stand in."""

    id: str
    parents: tuple[str, ...]
    subject: str
    trailers: Trailers

    def all(self, key: str) -> tuple[str, ...]:
        """Return the values of the trailers called `key`."""
        return tuple(value for name, value in self.trailers if name == key)

    def get(self, key: str) -> str | None:
        """Return the value of the first trailer called `key`, or None."""
        return next(iter(self.all(key)), None)

    @property
    def captured_at(self) -> datetime:
        """The capture time of a version. Raises `ValueError` where there is none."""
        return parse_time(self.get("Captured-At") or "")

    @property
    def content_digest(self) -> str:
        """The digest of a version's text."""
        return self.get("Content-Digest") or ""

    @property
    def is_version(self) -> bool:
        """Whether the commit is a version, not a join of older ones, nor a technical commit."""
        return self.get("Joins") is None

    @property
    def restates(self) -> str | None:
        """The version whose text the commit has as it was read later, if it does."""
        return None if self.is_version else self.get("Restates")


@dataclass(frozen=True, slots=True)
class StoryRef:
    """A story as its branch shows it; `headline` is the newest one, or the first words where there is none.

    `tip` is the id of the branch's last commit, `content_digest` that of the newest version's text.
    """

    branch: str
    tip: str
    headline: str
    url: str | None
    aliases: tuple[str, ...]
    name: str | None
    n_versions: int
    first_captured_at: datetime
    last_captured_at: datetime
    content_digest: str

    @classmethod
    def of(cls, branch: str, tip: Commit) -> Self:
        """Read the trailers of a branch's last commit. Raises `ValueError` where one is missing."""
        return cls(
            branch=branch,
            tip=tip.id,
            headline=tip.subject,
            url=tip.get("Url"),
            aliases=tip.all("Alias"),
            name=tip.get("Name"),
            n_versions=int(tip.get("Versions") or ""),
            first_captured_at=parse_time(tip.get("First-Captured-At") or ""),
            last_captured_at=tip.captured_at,
            content_digest=tip.content_digest,
        )


def version_message(story: Story, meta: Meta, n_versions: int, first_captured_at: datetime) -> str:
    """Write the message of a version, with which its branch holds `n_versions`, the first from that time."""
    return render_message(headline(story), [*_text_trailers(story, meta), *_count(n_versions, first_captured_at)])


def restating_message(story: Story, meta: Meta, version: str) -> str:
    """Write the message of a commit that has the text of a version as it is read now."""
    return render_message(headline(story), [*_text_trailers(story, meta), ("Restates", version), ("Joins", "0")])


def headline(story: Story) -> str:
    """Return what a list shows of a story: its headline, or the first words where there is none."""
    return story.headline or story.blocks[0].text


def join_message(head: StoryRef, n_joined: int, first_captured_at: datetime) -> str:
    """Write the message of the commit that joins older versions, the first from that time, to a branch."""
    trailers = _trailers(head.url, head.name, head.aliases, head.last_captured_at, head.content_digest)
    count = _count(head.n_versions + n_joined, first_captured_at)
    return render_message(head.headline, [*trailers, *count, ("Joins", str(n_joined))])


def _text_trailers(story: Story, meta: Meta) -> list[tuple[str, str | None]]:
    page = f"{meta.page_file} {meta.page_record}" if meta.page_file else None
    trailers = _trailers(meta.url, meta.name, meta.aliases, meta.captured_at, meta.content_digest)
    trailers += [("Notice", block.text[:_LINE_LENGTH]) for block in story.blocks if block.kind == "notice"]
    return [*trailers, ("Page", page)]


def _trailers(
    url: str | None, name: str | None, aliases: tuple[str, ...], captured_at: datetime, content_digest: str | None
) -> list[tuple[str, str | None]]:
    names = [("Url", url), ("Name", name), *(("Alias", alias) for alias in aliases)]
    return [*names, ("Captured-At", render_time(captured_at)), ("Content-Digest", content_digest)]


def _count(n_versions: int, first_captured_at: datetime) -> list[tuple[str, str | None]]:
    return [("Versions", str(n_versions)), ("First-Captured-At", render_time(first_captured_at))]


def render_message(subject: str, trailers: Iterable[tuple[str, str | None]]) -> str:
    r"""Write a message whose last paragraph is exactly these trailers, those without a value left out.

    >>> render_message("A\n\nUrl: b", [("Url", "c\nName: d"), ("Name", None)])
    'A Url: b\n\nUrl: c Name: d\n'
    """
    values = ((key, one_line(value)) for key, value in trailers if value)
    lines = [f"{key}: {value}\n" for key, value in values if value]
    return f"{one_line(subject)[:_LINE_LENGTH].strip() or '(no words)'}\n\n{''.join(lines)}"


def one_line(text: str) -> str:
    """Put text on one line: control characters and runs of white space become one space each."""
    return _BLANK.sub(" ", text).strip()


def parse_commit(commit_id: str, raw: bytes) -> Commit:
    """Read a commit object as git stores it."""
    head, _, message = raw.decode("utf-8", "replace").partition("\n\n")
    parents = tuple(line.removeprefix("parent ") for line in head.split("\n") if line.startswith("parent "))
    return Commit(commit_id, parents, *parse_message(message))


def parse_message(message: str) -> tuple[str, Trailers]:
    """Return the subject and the trailers of a message."""
    subject, _, rest = message.strip("\n").partition("\n")
    lines = rest.rpartition("\n\n")[2].split("\n")
    pairs = (line.partition(": ") for line in lines)
    return subject, tuple((key.strip(), value) for key, colon, value in pairs if colon)
