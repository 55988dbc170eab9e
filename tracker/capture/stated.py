"""Which words a page states of its story in its head and its structured data, place by place.

Of a place that is there several times the first counts, as it does for those who read it. Whether the story says the
same is for `core.stated` to tell.
"""

from typing import TYPE_CHECKING

from tracker.capture.structured import find_article, read_metas, texts_of
from tracker.capture.visible import LINE_BREAK, clean
from tracker.core.stated import STATED_PLACES, Stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def find_stated(root: "HtmlElement") -> tuple[Stated, ...]:
    """Return what a page states in each of the `STATED_PLACES`; the text of an article keeps its line ends."""
    titles = [title.text or "" for title in root.iter("title")]
    keys = {f"json-ld:{key}": list(texts_of(value)) for key, value in find_article(root).items()}
    said = {**read_metas(root), **keys, "title": titles}
    found = {
        place: (clean(LINE_BREAK.join(raw.splitlines())) for raw in said.get(place, ())) for place in STATED_PLACES
    }
    return tuple(Stated(place, text) for place, texts in found.items() if (text := next(filter(None, texts), "")))
