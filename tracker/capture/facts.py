"""What a page says about its story beside the text: address, headline, byline, dates, language, pictures.

These are the statements made for machines (JSON-LD, `<meta>`, `<link>`), in that order of trust. They are kept apart
from the story's text because they go their own ways: a corrected headline often still stands wrong here. Nothing is
completed by guessing: a fact the page does not state is None, and a date stays as precise as stated.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from tracker.capture.visible import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Facts a page states about its story; None or empty for what it does not state.

    `published` and `modified` are ISO 8601: a date, a time in UTC (`2026-05-03T14:00:00+00:00`), or a time without
    a zone. `corrections` are the texts of schema.org `correction`. `url` and `images` are absolute.
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


def find_facts(root: "HtmlElement", url: str | None = None) -> PageFacts:
    """Collect what a page states about its story; `url` is where it was fetched from."""
    node, meta = _find_article(root), partial(_meta, _read_metas(root))
    base = url or ""
    canonical = [link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower()]
    urls = [*canonical, *meta("og:url"), *_texts(node.get("mainEntityOfPage"), "@id"), *_texts(node.get("url"))]
    titles = [*meta("og:title", "twitter:title"), *(title.text or "" for title in root.iter("title"))]
    languages = [root.get("lang", ""), *_texts(node.get("inLanguage")), *meta("og:locale")]
    published = [*_texts(node.get("datePublished")), *meta("article:published_time", "datepublished")]
    modified = [*_texts(node.get("dateModified")), *meta("article:modified_time", "datemodified")]
    return PageFacts(
        url=_first(_absolute(base, urls)) or url,
        headline=_first([*_texts(node.get("headline")), *titles]),
        standfirst=_first([*_texts(node.get("description")), *meta("og:description", "description")]),
        bylines=_unique(_texts(node.get("author"))) or _in_words(meta("author", "article:author", "dc.creator")),
        published=_first(_dates(published)),
        modified=_first(_dates(modified)),
        language=_first(tag.replace("_", "-") for tag in languages),
        section=_first([*_texts(node.get("articleSection")), *meta("article:section")]),
        images=_unique(_absolute(base, [*_texts(node.get("image"), "url"), *meta("og:image")])),
        corrections=_in_words(_texts(node.get("correction"), "text")),
    )


def find_stated_text(root: "HtmlElement") -> str:
    """Return the text of the story as JSON-LD states it (`articleBody`), with its line ends, or ""."""
    return next(_texts(_find_article(root).get("articleBody")), "")


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


def _read_metas(root: "HtmlElement") -> dict[str, list[str]]:
    """Return the contents of the `<meta>` elements by their names, in lower case."""
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        metas.setdefault(name.lower(), []).append(element.get("content", ""))
    return metas


def _meta(metas: dict[str, list[str]], *names: str) -> list[str]:
    """Return the contents under these names, the first name first."""
    return [content for name in names for content in metas.get(name, ())]


def _texts(value: Any, key: str = "name") -> Iterator[str]:
    """Yield the texts in a JSON-LD value: a text, an object that holds one under `key`, or a list of either."""
    for item in value if isinstance(value, list) else [value]:
        text = item.get(key) if isinstance(item, dict) else item
        if isinstance(text, str):
            yield unescape(text)  # many systems write entities into JSON


def _find_article(root: "HtmlElement") -> dict[str, Any]:
    """Return the JSON-LD object of the story: the first article that the page states, or an empty one."""
    for script in root.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            for node in _iter_objects(_parse_json(script.text or "")):
                if any(str(name).endswith(_ARTICLES) for name in _as_list(node.get("@type"))):
                    return node
    return {}


_ARTICLES = ("Article", "BlogPosting", "Report")


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):  # broken, or nested without end: it states nothing
        return None


def _iter_objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the top objects and those of their `@graph`: what a page nests deeper is about something else."""
    for item in _as_list(value):
        if isinstance(item, dict):
            yield item
            yield from (node for node in _as_list(item.get("@graph")) if isinstance(node, dict))
            main = item.get("mainEntity")
            if isinstance(main, dict):
                yield main
