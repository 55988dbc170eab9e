"""`tracker.toml`: what a newsroom decides for itself: house rules, wordings of notices, ways of its archive.

The file lies in the folder of the archive and need not be there; without it no house rule is on, and the tables of
wordings are those that `tracker` comes with. Whatever the file holds that is not understood is an error: a setting
that was misspelled must not be off in silence.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tracker.core.finding import RULE_NAMES, RuleName
from tracker.core.phrases import PHRASES
from tracker.core.phrases.own import make_phrase
from tracker.core.phrases.phrase import Phrase
from tracker.errors import InputError

SETTINGS = "tracker.toml"
ELSEWHERE = ("watch", "capture", "notify")  # tables that are read where they are used
_EXAMPLE = "`tracker config` prints an example"
# a GPG key by its number, or the file of an SSH key; nothing that an option could be made of
_KEY = re.compile(r"(?:[0-9A-Fa-f]{16}|[0-9A-Fa-f]{40})|(?:/|~/)[^\0\n]+")
_PHRASE_KEYS = ("language", "role", "words", "kind", "name")


@dataclass(frozen=True, slots=True)
class Settings:
    """The house rules that are on, in their order, and the newsroom's own rows of wordings.

    `signing_key` is the key that runs are signed with; pages are looked for in `page_folders`, too, which are
    relative to the archive.
    """

    house: tuple[RuleName, ...] = ()
    own_phrases: tuple[Phrase, ...] = ()
    signing_key: str | None = None
    page_folders: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All wordings that notices are found by."""
        return PHRASES + self.own_phrases

    @property
    def digest(self) -> str:
        """Tell settings apart by what an analysis makes of them: comments and order of keys do not count."""
        text = json.dumps([self.house, [asdict(phrase) for phrase in self.own_phrases]])
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def read_settings(path: Path) -> Settings:
    """Read a file of settings. Raises `InputError` that names the file, the key or line, and the next step."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: {_EXAMPLE}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not in UTF-8: save it so") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Make it readable, or name another") from error
    try:
        return parse_settings(text)
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error


def archive_settings(folder: Path) -> Settings:
    """Read the settings of the archive in a folder; without a file all is as it comes. Raises `InputError`."""
    path = folder / SETTINGS
    return read_settings(path) if path.exists() else Settings()


def parse_settings(text: str) -> Settings:
    """Read settings. Raises `ValueError` that names the key or the line, and the next step.

    >>> parse_settings("house.no-euphemism = true").house
    ('no-euphemism',)
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"this is no TOML: {error}. Mend it there; {_EXAMPLE}") from error
    _check_keys(values, ("house", "phrases", "ledger", "pages", *ELSEWHERE), "")
    house, ledger, pages = (_table(values, name) for name in ("house", "ledger", "pages"))
    rows = values.get("phrases", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"`phrases` is no list of rows: write [[phrases]] above each; {_EXAMPLE}")
    return Settings(tuple(_parse_house(house)), _parse_phrases(rows), _parse_key(ledger), _parse_folders(pages))


def _table(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"`{name}` is no table: write [{name}] above its settings; {_EXAMPLE}")
    return table


def _parse_key(values: Mapping[str, Any]) -> str | None:
    _check_keys(values, ("signing-key",), "ledger.")
    key = values.get("signing-key", "")
    if not isinstance(key, str) or (key and not _KEY.fullmatch(key)):
        raise ValueError(
            f"`ledger.signing-key` is {key!r:.60}: write the path of an SSH key from / or ~, or the 16 or 40 digits "
            "of a GPG key, in quotation marks"
        )
    return key or None


def _parse_folders(values: Mapping[str, Any]) -> tuple[str, ...]:
    _check_keys(values, ("folders",), "pages.")
    folders = values.get("folders", [])
    if not isinstance(folders, list) or not all(isinstance(each, str) and each.strip() for each in folders):
        raise ValueError(f'`pages.folders` is no list of folders: write folders = ["…", "…"]; {_EXAMPLE}')
    return tuple(folders)


def _parse_house(values: Mapping[str, Any]) -> Iterator[RuleName]:
    _check_keys(values, RULE_NAMES, "house.")
    for name in RULE_NAMES:
        value = values.get(name, False)
        if not isinstance(value, bool):
            raise ValueError(f"`house.{name}` is {value!r:.40}: write true or false")
        if value:
            yield name


def _parse_phrases(rows: list[dict[str, Any]]) -> tuple[Phrase, ...]:
    """Read the rows; each may use those above it."""
    own: tuple[Phrase, ...] = ()
    for number, row in enumerate(rows, 1):
        _check_keys(row, _PHRASE_KEYS, f"phrases {number}.")
        name = _text(row, "name", number, f"own{number}")
        lang, role, kind = (_text(row, key, number) for key in ("language", "role", "kind"))
        words = row.get("words")
        if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
            raise ValueError(f'`words` of phrases {number} is no list: write words = ["…", "…"]; {_EXAMPLE}')
        try:
            own += (make_phrase(lang or "", role or "", words, kind, name or "", PHRASES + own),)
        except ValueError as error:
            raise ValueError(f"phrases {number}: {error}; {_EXAMPLE}") from error
    return own


def _text(row: Mapping[str, Any], key: str, number: int, default: str | None = None) -> str | None:
    value = row.get(key, default)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"`{key}` of phrases {number} is {value!r:.40}: write it in quotation marks")
    if value is None and key in ("language", "role"):
        raise ValueError(f"phrases {number} has no `{key}`: {_EXAMPLE}")
    return value


def _check_keys(values: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
    for key in values:
        if key not in known:
            raise ValueError(f"there is no setting `{prefix}{key}`: it is one of {', '.join(known)}; {_EXAMPLE}")
