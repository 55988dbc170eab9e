"""What is known of a version besides its text: `Meta`, and `meta.json`, its stored form.

`meta.json` is canonical: keys in alphabetical order, one a line, UTF-8, nothing that is unknown. Equal values give
equal bytes, and `git diff` shows what changed. `parse_meta(render_meta(meta)) == meta`. Keys of later versions of
the format are ignored, so an older tracker reads a newer archive.
"""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from tracker.archive.times import parse_time, render_time, to_utc
from tracker.core.stated import STATED_PLACES, Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """Where and when a version was captured, and what its page said of it; None for what is not known.

    `published` and `modified` are ISO 8601 dates or times as the page states them, `stated` is what its titles,
    descriptions and structured data say and the story does not, `etag` and `last_modified` are the HTTP validators,
    `source` a file name or the like, `name` the name a person gave the story. The last four are the archive's to
    fill in: digests are `sha256:` and 64 hexadecimal digits, `page_file` lies in `pages/`.
    """

    captured_at: datetime
    url: str | None = None
    aliases: tuple[str, ...] = ()
    name: str | None = None
    source: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    stated: tuple[Stated, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    extractor: str | None = None
    extractor_version: str | None = None
    content_digest: str | None = None
    page_digest: str | None = None
    page_file: str | None = None
    page_record: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "captured_at", to_utc(self.captured_at))


def render_meta(meta: Meta) -> str:
    r"""Write `meta.json`.

    >>> render_meta(Meta(captured_at=parse_time("2023-07-23T12:00Z"), section="World"))
    '{\n  "captured_at": "2023-07-23T12:00:00Z",\n  "section": "World"\n}\n'
    """
    values = {field.name: getattr(meta, field.name) for field in fields(meta)}
    values |= {"captured_at": render_time(meta.captured_at), "stated": stated_json(meta.stated)}
    return render_json({key: value for key, value in values.items() if value not in (None, (), {})})


def parse_meta(text: str) -> Meta:
    """Read what `render_meta` wrote. Raises `ValueError` for anything else."""
    known = {field.name for field in fields(Meta)}
    values: dict[str, Any] = {key: value for key, value in parse_json(text).items() if key in known}
    aliases, stated = values.pop("aliases", []), parse_stated(values.pop("stated", {}))
    if not isinstance(aliases, list) or not all(isinstance(value, str) for value in (*aliases, *values.values())):
        raise ValueError("meta.json has a value of the wrong type")
    if "captured_at" not in values:
        raise ValueError("meta.json has no capture time")
    at = parse_time(values["captured_at"])
    return Meta(**{**values, "aliases": tuple(aliases), "stated": stated, "captured_at": at})


def stated_json(stated: tuple[Stated, ...]) -> dict[str, str]:
    """Return what a page states as plain values, a text a place."""
    return {each.place: each.text for each in stated}


def parse_stated(values: object) -> tuple[Stated, ...]:
    """Read what `stated_json` made; places of later versions are ignored. Raises `ValueError` for anything else."""
    if not isinstance(values, dict) or not all(isinstance(text, str) for text in values.values()):
        raise ValueError("what the page states is no text a place")
    return tuple(Stated(place, values[place]) for place in STATED_PLACES if place in values)


def render_json(values: dict[str, Any]) -> str:
    """Write an object in the one form the archive stores."""
    return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def parse_json(text: str) -> dict[str, Any]:
    """Read a stored object. Raises `ValueError`, also for JSON that is no object."""
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("the stored JSON is no object")
    return values
