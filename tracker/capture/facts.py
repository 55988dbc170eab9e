"""What a page says about its story beside the text: address, headline, byline, dates, language, pictures.

These are the statements made for machines (JSON-LD, `<meta>`, `<link>`, then what the text itself is marked up as:
`rel="author"`, `itemprop`), in that order of trust. They are kept apart
from the story's text because they go their own ways: a corrected headline often still stands wrong here. Nothing is
completed by guessing: a fact the page does not state is None, and a date stays as precise as stated.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tracker.capture.structured import find_article, read_metas, texts_of
from tracker.capture.visible import clean
from tracker.core.stated import Stated

if TYPE_CHECKING:
    from lxml.html import HtmlElement


LONGEST_NAME = 60  # characters
_IN_COMMENTS = "ancestor::*[contains(@class, 'comment') or contains(@id, 'comment') or @itemprop = 'comment']"
_AUTHORS = f"//*[contains(concat(' ', @rel, ' '), ' author ') or @itemprop = 'author'][not({_IN_COMMENTS})]"
_PAYWALL = "boolean(//*[contains(@class, 'paywall') or contains(@id, 'paywall')])"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts a page states about its story; None or empty for what it does not state.

    `published` and `modified` are ISO 8601: a date, a time in UTC (`2026-05-03T14:00:00+00:00`), or a time without
    a zone. `corrections` are the texts of schema.org `correction`. `url` and `images` are absolute. `is_for_payers`
    is a page that says its story is not free to read, or that has a paywall in its markup. `stated` are the words of
    titles, descriptions and structured data that the story does not have.
    """

    url: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    bylines: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    images: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    is_for_payers: bool = False
    stated: tuple[Stated, ...] = ()


def find_facts(root: "HtmlElement", url: str | None = None) -> PageFacts:
    """Collect what a page states about its story; `url` is where it was fetched from."""
    node, meta = find_article(root), partial(_meta, read_metas(root))
    base = url or ""
    canonical = [link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower()]
    urls = [*canonical, *meta("og:url"), *texts_of(node.get("mainEntityOfPage"), "@id"), *texts_of(node.get("url"))]
    titles = [*meta("og:title", "twitter:title"), *(title.text or "" for title in root.iter("title"))]
    languages = [root.get("lang", ""), *texts_of(node.get("inLanguage")), *meta("og:locale")]
    published = [*texts_of(node.get("datePublished")), *meta("article:published_time", "datepublished")]
    modified = [*texts_of(node.get("dateModified")), *meta("article:modified_time", "datemodified")]
    authors = (_unique(texts_of(node.get("author"))), _in_words(meta("author", "article:author", "dc.creator")))
    return PageFacts(
        url=_first(_absolute(base, urls)) or url,
        headline=_first([*texts_of(node.get("headline")), *titles]),
        standfirst=_first([*texts_of(node.get("description")), *meta("og:description", "description")]),
        bylines=next(filter(None, authors), ()) or _unique(_marked_up_authors(root)),
        published=_first(_dates([*published, *_marked_up_times(root, "datePublished")])),
        modified=_first(_dates([*modified, *_marked_up_times(root, "dateModified")])),
        language=_first(tag.replace("_", "-") for tag in languages),
        section=_first([*texts_of(node.get("articleSection")), *meta("article:section")]),
        images=_unique(_absolute(base, [*texts_of(node.get("image"), "url"), *meta("og:image")])),
        corrections=_in_words(texts_of(node.get("correction"), "text")),
        is_for_payers=str(node.get("isAccessibleForFree")).lower() == "false" or bool(root.xpath(_PAYWALL)),
    )


def find_stated_text(root: "HtmlElement") -> str:
    """Return the text of the story as JSON-LD states it (`articleBody`), with its line ends, or ""."""
    return next(texts_of(find_article(root).get("articleBody")), "")


def _marked_up_authors(root: "HtmlElement") -> Iterator[str]:
    """Yield the names that the text marks up as those of authors; readers who comment are authors too."""
    for element in root.xpath(_AUTHORS):
        name = re.sub(r"^by\b\W*", "", clean(element.text_content()), flags=re.IGNORECASE)
        if len(name) <= LONGEST_NAME:
            yield name


def _marked_up_times(root: "HtmlElement", name: str) -> list[str]:
    return [str(time) for time in root.xpath("//*[@itemprop = $name]/@datetime", name=name)]


def _first(values: Iterable[str]) -> str | None:
    return next(iter(_unique(values)), None)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for value in values if (text := clean(value))))


def _in_words(values: Iterable[str]) -> tuple[str, ...]:
    """Leave out addresses: of an author's page, of a page of corrections."""
    return _unique(value for value in values if "://" not in value)


def _absolute(base: str, urls: Iterable[str]) -> Iterator[str]:
    for url in urls:
        try:
            joined = urljoin(base, url.strip())
            if urlsplit(joined).scheme in ("http", "https"):
                yield joined
        except ValueError:  # "http://[": not an address
            continue


def _dates(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        try:
            yield _as_iso(value.strip())
        except (ValueError, OverflowError):  # a date in words, or none at all: not stated in a form to rely on
            continue


def _as_iso(value: str) -> str:
    if len(value) <= len("2026-05-03"):
        return date.fromisoformat(value).isoformat()
    moment = datetime.fromisoformat(value)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat(timespec="seconds")


def _meta(metas: dict[str, list[str]], *names: str) -> list[str]:
    """Return the contents under these names, the first name first."""
    return [content for name in names for content in metas.get(name, ())]
