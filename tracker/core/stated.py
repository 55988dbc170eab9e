"""What a page says of its story beside the text a reader sees: in its title, its descriptions, its structured data.

Search engines and social media show these words in place of the story's own, and who corrects a story often forgets
them. Of each place only what the story does not say itself is kept, sentence by sentence: mostly nothing, and never
much. White space, typography and case make no difference, nor does a description that breaks off, nor the name of
the site in a title.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from tracker.core.noise import plain
from tracker.core.story import Story
from tracker.core.words import split_sentences

StatedPlace = Literal[
    "title", "description", "og:title", "og:description", "twitter:title", "twitter:description",
    "json-ld:headline", "json-ld:alternativeHeadline", "json-ld:description", "json-ld:articleBody",
]  # fmt: skip
STATED_PLACES: tuple[StatedPlace, ...] = get_args(StatedPlace)
MOST_READ = 100_000  # characters of one place; the longest story of 130 real pages has 30,000
MOST_KEPT = 2_000  # characters of one place; more is another text, not a sentence that was forgotten
_PARTS = re.compile(r"\s[|·•–—-]\s")


@dataclass(frozen=True, slots=True)
class Stated:
    """Words that a page has in one of the `STATED_PLACES`: an element of its head, or a key of its JSON-LD."""

    place: StatedPlace
    text: str


def unsaid(stated: Iterable[Stated], story: Story) -> tuple[Stated, ...]:
    """Return what the story does not say itself, in the order of `STATED_PLACES`; a place is there once at most.

    >>> from tracker.core.story import Block
    >>> story = Story((Block("headline", "Pier gets $15m"),))
    >>> unsaid([Stated("title", "Pier gets $15m | Courier"), Stated("og:title", "Pier gets $1.5m")], story)
    (Stated(place='og:title', text='Pier gets $1.5m'),)
    """
    whole = "\n".join(_squeezed(block.text) for block in story.blocks)
    by_place = {each.place: each.text[:MOST_READ] for each in stated}
    kept = {place: " ".join(_unsaid(place, by_place[place], whole)) for place in STATED_PLACES if place in by_place}
    return tuple(Stated(place, text) for place, text in kept.items() if text)


def _unsaid(place: StatedPlace, text: str, whole: str) -> Iterator[str]:
    size = 0
    for start, end in split_sentences(text):
        sentence = text[start:end]
        told = max(_PARTS.split(sentence), key=len) if place.casefold().endswith(("title", "headline")) else sentence
        if _squeezed(told) not in whole:
            size += len(sentence)
            if size > MOST_KEPT:
                return
            yield sentence


def _squeezed(text: str) -> str:
    return "".join(plain(text).casefold().split()).rstrip(".")
