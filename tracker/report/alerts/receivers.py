"""`[notify]` in `tracker.toml`: who is told of a run, and of what.

A receiver is an address as Apprise writes them, which holds secrets: a password, the token of a webhook. So addresses
may also stand in a file of their own, or in the environment, and none is ever shown, stored or told in an error.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from tracker.archive.settings import SETTINGS
from tracker.errors import InputError
from tracker.report.anchors import web_address

Topic = Literal["corrections", "silent", "orphans", "failures"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
KEYS = ("urls", "urls-file", "report", "tell")
URLS_VARIABLE = "TRACKER_NOTIFY_URLS"

_EXAMPLE = "`tracker config` prints an example"


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """The addresses of the receivers, without repeats, and what they are told of.

    `report` is where the report is served, with a slash at its end; items link to their place in it.
    """

    urls: tuple[str, ...] = ()
    report: str | None = None
    tell: tuple[Topic, ...] = TOPICS


def read_notify_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> NotifySettings:
    """Read whom the archive in a folder tells of a run. Raises `InputError` that names the file and the key."""
    path = folder / SETTINGS
    try:
        values = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
        return parse_notify_settings(values.get("notify", {}), folder, environment.get(URLS_VARIABLE, ""))
    except OSError as error:
        raise InputError(f"{error.filename} cannot be read: {error.strerror}. Make it readable") from error
    except ValueError as error:  # also what is no TOML, and what is not in UTF-8
        raise InputError(f"{path}: {error}") from error


def parse_notify_settings(values: object, folder: Path, more: str = "") -> NotifySettings:
    """Read the table `notify`; `more` are further addresses. Raises `ValueError` that names the key, `OSError`."""
    if not isinstance(values, dict):
        raise ValueError(f"`notify` is no table: write [notify] above its keys; {_EXAMPLE}")
    for key in values:
        if key not in KEYS:
            raise ValueError(f"there is no setting `notify.{key}`: it is one of {', '.join(KEYS)}; {_EXAMPLE}")
    name = _text(values, "urls-file")
    lines = (folder / Path(name).expanduser()).read_text("utf-8").splitlines() if name else []
    urls = [*_texts(values, "urls", ()), *(line.strip() for line in lines if not line.startswith("#")), *more.split()]
    return NotifySettings(
        tuple(dict.fromkeys(filter(None, urls))),
        _parse_report(_text(values, "report")),
        _parse_tell(_texts(values, "tell", TOPICS)),
    )


def _parse_report(url: str | None) -> str | None:
    if url and not web_address(url):
        raise ValueError(f"`notify.report` is {url!r:.100}: write a whole address, as https://desk.example/report/")
    return url.rstrip("/") + "/" if url else None


def _parse_tell(names: tuple[str, ...]) -> tuple[Topic, ...]:
    for name in names:
        if name not in TOPICS:
            raise ValueError(f"`notify.tell` has {name!r:.40}: it is made of {', '.join(TOPICS)}")
    return tuple(topic for topic in TOPICS if topic in names)


def _text(values: Mapping[str, Any], key: str) -> str | None:
    value = values.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"`notify.{key}` is {value!r:.40}: write it in quotation marks")
    return value or None


def _texts(values: Mapping[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    value = values.get(key, default)
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ValueError(f'`notify.{key}` is no list: write {key} = ["…", "…"]; {_EXAMPLE}')
    return tuple(value)
