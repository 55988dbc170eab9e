"""`[[watch]]` and `[capture]` in `tracker.toml`: what is watched, how often, and how politely.

A row of `watch` names a story, or a list of stories: a feed, a sitemap, a section page. What holds for one site
stands in a table of its own and goes before what holds for all. As with the other settings, a key that is not known
is an error: a limit that was misspelled must not be off in silence.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from tracker.archive.names import identity, is_url
from tracker.archive.settings import SETTINGS
from tracker.errors import InputError

WatchKind = Literal["story", "feed", "sitemap", "section"]
WATCH_KINDS: tuple[WatchKind, ...] = get_args(WatchKind)

_EXAMPLE = "`tracker config` prints an example"


@dataclass(frozen=True, slots=True)
class Watch:
    """A story, or a list of stories; of a list's links those that match the pattern `links`, all where it is None.

    In a pattern `*` stands for anything; one that begins with `/` is matched with the path, any other with the whole
    address.
    """

    kind: WatchKind
    url: str
    links: str | None = None

    def wants(self, url: str) -> bool:
        """Say whether a link of the list is one to a story.

        >>> Watch("section", "https://news.example/", "/politics/*").wants("https://news.example/politics/a-bill")
        True
        """
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        pattern = self.links or "*"
        return fnmatchcase(path if pattern.startswith("/") else url, pattern)


@dataclass(frozen=True, slots=True)
class Schedule:
    """For how many days from its first sight a story is checked in every run, daily, and weekly; then no more."""

    every_run_days: float = 3
    daily_days: float = 30
    weekly_days: float = 365


@dataclass(frozen=True, slots=True)
class SiteRules:
    """How a site is treated: seconds between two requests, requests at a time, and when its stories are checked.

    `is_rendered` has its pages run in a browser first.
    """

    delay: float = 1.0
    concurrency: int = 2
    is_rendered: bool = False
    schedule: Schedule = Schedule()


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """What is watched, and how; `sites` holds the rules of single sites by their host.

    `contact` is told to the sites, `allowed` are private hosts or networks that may be fetched from all the same.
    """

    watch: tuple[Watch, ...] = ()
    contact: str | None = None
    timeout: float = 30.0
    allowed: tuple[str, ...] = ()
    rules: SiteRules = SiteRules()
    sites: Mapping[str, SiteRules] = field(default_factory=lambda: MappingProxyType({}))

    def rules_for(self, url: str) -> SiteRules:
        """Return the rules of a URL's host: its own, those of the domain above it, or those for all."""
        labels = (urlsplit(url).hostname or "").split(".")
        hosts = (".".join(labels[n:]) for n in range(len(labels)))
        return next((self.sites[host] for host in hosts if host in self.sites), self.rules)


def guess_kind(url: str, links: str | None) -> WatchKind:
    """Guess from its spelling what stands at an address.

    >>> guess_kind("https://news.example/rss.xml", None), guess_kind("https://news.example/sitemap-news.xml.gz", None)
    ('feed', 'sitemap')
    """
    path = urlsplit(url).path.lower()
    if "sitemap" in path:
        return "sitemap"
    if path.endswith((".rss", ".atom", ".xml", ".rdf", "/feed", "/feed/", "/rss", "/rss/", "feed.json")):
        return "feed"
    return "section" if links else "story"


def read_capture_settings(folder: Path) -> CaptureSettings:
    """Read the settings of capture of the archive in a folder; none without a file. Raises `InputError`."""
    path = folder / SETTINGS
    if not path.exists():
        return CaptureSettings()
    try:
        return parse_capture_settings(tomllib.loads(path.read_text("utf-8")))
    except UnicodeDecodeError:
        raise InputError(f"{path} is not in UTF-8: save it so") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: this is no TOML: {error}. Mend it there; {_EXAMPLE}") from error
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Make it readable") from error


def parse_capture_settings(values: Mapping[str, Any]) -> CaptureSettings:
    """Read the tables `watch` and `capture` of the settings. Raises `ValueError` that names the key."""
    capture = _table(values.get("capture", {}), "capture")
    _check_keys(capture, CAPTURE_KEYS, "capture.")
    rules = _parse_rules(capture, "capture.", SiteRules())
    sites = _table(capture.get("sites", {}), "capture.sites")
    return CaptureSettings(
        watch=_parse_watch(values.get("watch", [])),
        contact=_text(capture.get("contact"), "capture.contact"),
        timeout=_number(capture.get("timeout", 30.0), "capture.timeout", 1, 600),
        allowed=_texts(capture.get("allow-private", []), "capture.allow-private"),
        rules=rules,
        sites=MappingProxyType({host: _parse_site(host, table, rules) for host, table in sites.items()}),
    )


def _parse_watch(rows: object) -> tuple[Watch, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"`watch` is no list of rows: write [[watch]] above each; {_EXAMPLE}")
    watch = tuple(parse_row(row, f"watch {number}") for number, row in enumerate(rows, 1))
    seen: dict[str, int] = {}
    for number, each in enumerate(watch, 1):
        if (first := seen.setdefault(identity(each.url), number)) != number:
            raise ValueError(f"watch {number} is watch {first} again ({each.url:.100}): take one of them away")
    return watch


def parse_row(row: Mapping[str, Any], name: str) -> Watch:
    """Read one row of `watch`, which messages call `name`. Raises `ValueError`."""
    _check_keys(row, (*WATCH_KINDS, "links"), f"{name}.")
    kinds = [kind for kind in WATCH_KINDS if kind in row]
    if len(kinds) != 1:
        raise ValueError(f"{name} needs one of {', '.join(WATCH_KINDS)}, with the address; {_EXAMPLE}")
    url = _text(row[kinds[0]], f"{name}.{kinds[0]}") or ""
    if not url.startswith(("http://", "https://")) or not is_url(url):
        raise ValueError(f"{name} has {url!r:.100}: write a whole address, as https://news.example/…")
    links = _text(row.get("links"), f"{name}.links")
    if links is not None and kinds[0] == "story":
        raise ValueError(f"{name} has `links`, and a story is no list: take it away")
    if links is None and kinds[0] == "section":
        raise ValueError(f'{name} lacks `links`: say which links are stories, as links = "/politics/*"')
    return Watch(kinds[0], url, links)


def _parse_site(host: str, table: object, rules: SiteRules) -> SiteRules:
    name = f'capture.sites."{host}"'
    values = _table(table, name)
    _check_keys(values, _SITE_KEYS, f"{name}.")
    return _parse_rules(values, f"{name}.", rules)


_DAYS = {"every-run-days": "every_run_days", "daily-days": "daily_days", "weekly-days": "weekly_days"}
_SITE_KEYS = ("delay", "concurrency", "rendered", *_DAYS)
CAPTURE_KEYS = (*_SITE_KEYS, "contact", "timeout", "allow-private", "sites")


def _parse_rules(values: Mapping[str, Any], prefix: str, rules: SiteRules) -> SiteRules:
    days = {field: _number(values[key], prefix + key, 0, 36_500) for key, field in _DAYS.items() if key in values}
    schedule = replace(rules.schedule, **days)
    if not schedule.every_run_days <= schedule.daily_days <= schedule.weekly_days:
        raise ValueError(
            f"`{prefix}every-run-days`, daily-days and weekly-days must not fall: each ends after the last"
        )
    return SiteRules(
        delay=_number(values.get("delay", rules.delay), f"{prefix}delay", 0, 3600),
        concurrency=int(_number(values.get("concurrency", rules.concurrency), f"{prefix}concurrency", 1, 64)),
        is_rendered=_flag(values.get("rendered", rules.is_rendered), f"{prefix}rendered"),
        schedule=schedule,
    )


def _table(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"`{name}` is no table: write [{name}] above its keys; {_EXAMPLE}")
    return value


def _text(value: object, name: str) -> str | None:
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise ValueError(f"`{name}` is {value!r:.40}: write it in quotation marks")
    return value


def _texts(value: object, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f'`{name}` is {value!r:.40}: write a list, as ["10.0.0.0/8"]')
    return tuple(value)


def _number(value: object, name: str, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValueError(f"`{name}` is {value!r:.40}: write a number from {least:,} to {most:,}")
    return float(value)


def _flag(value: object, name: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"`{name}` is {value!r:.40}: write true or false")
    return value


def _check_keys(values: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
    for key in values:
        if key not in known:
            raise ValueError(f"there is no setting `{prefix}{key}`: it is one of {', '.join(known)}; {_EXAMPLE}")
