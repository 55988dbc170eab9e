"""What an example knows about itself: the right answers, as frozen values.

The gold is what an attentive editor would say; it knows nothing of how notices are found or linked. Its wording is
verbatim: a paragraph is one of the version's, without its Markdown marker, and the words stand inside it. Versions
are numbered from 1.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tracker.core.notice import NoticeKind

NoLink = Literal["before-first-capture", "not-in-text", "vague"]


@dataclass(frozen=True, slots=True)
class GoldLink:
    """Words that differ between two consecutive versions; "" and None where they, or their paragraph, are not."""

    from_version: int
    to_version: int
    old: str
    new: str
    old_paragraph: str | None
    new_paragraph: str | None


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """Where the corrected fact reads in the last version."""

    text: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class GoldWording:
    """How a notice first read, from `version` on, before it was reworded."""

    version: int
    text: str
    kind: NoticeKind


@dataclass(frozen=True, slots=True)
class GoldNotice:
    """A notice, from the first version that carries it to the last; `text` and `kind` are its final ones.

    It has links, or `no_link` says why there are none.
    """

    version: int
    last_version: int
    text: str
    kind: NoticeKind
    earlier: tuple[GoldWording, ...]
    links: tuple[GoldLink, ...]
    no_link: NoLink | None
    passage: GoldPassage | None


@dataclass(frozen=True, slots=True)
class Gold:
    """The right answers of one story.

    `decoys` only look like notices; `allowed_notices` may be reported or not; `silent` are the replaced facts that
    no notice explains.
    """

    notices: tuple[GoldNotice, ...]
    decoys: tuple[str, ...]
    allowed_notices: tuple[str, ...]
    silent: tuple[GoldLink, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An invented story: its versions as Markdown, when each was captured (UTC), what it shows, and its gold."""

    slug: str
    url: str
    lang: str
    shows: str
    situations: tuple[str, ...]
    captured_at: tuple[datetime, ...]
    texts: tuple[str, ...]
    gold: Gold


@dataclass(frozen=True, slots=True)
class SampleNotice:
    """A notice that stands alone."""

    text: str
    kind: NoticeKind
    lang: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A paragraph that looks like a notice and is none; `category` says what it is."""

    text: str
    lang: str
    category: str
