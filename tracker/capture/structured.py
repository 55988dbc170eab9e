"""What a page states for machines, as it is written there: its `<meta>` elements and the JSON-LD of its article.

Nothing is judged here, and nothing that is broken is an error: it states nothing.
"""

import json
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def read_metas(root: "HtmlElement") -> dict[str, list[str]]:
    """Return the contents of the `<meta>` elements by their names, in lower case."""
    metas: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        metas.setdefault(name.lower(), []).append(element.get("content", ""))
    return metas


def texts_of(value: Any, key: str = "name") -> Iterator[str]:
    """Yield the texts in a JSON-LD value: a text, an object that holds one under `key`, or a list of either."""
    for item in value if isinstance(value, list) else [value]:
        text = item.get(key) if isinstance(item, dict) else item
        if isinstance(text, str):
            yield unescape(text)  # many systems write entities into JSON


def find_article(root: "HtmlElement") -> dict[str, Any]:
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
