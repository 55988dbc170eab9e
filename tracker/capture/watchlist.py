"""Changing what is watched: rows of `tracker.toml` come and go, and whatever else stands in the file stays.

The file belongs to people: its comments, its order and its spacing are kept (tomlkit), and it is replaced whole, so
that a reader sees it before or after, never in between.
"""

from pathlib import Path

import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import AoT

from tracker.archive.names import identity
from tracker.archive.settings import SETTINGS
from tracker.archive.writing import durable_file
from tracker.capture.watching import WATCH_KINDS, Watch, parse_row, read_capture_settings
from tracker.errors import InputError


def add_watch(folder: Path, watch: Watch) -> Watch | None:
    """Add a row to the settings of an archive, unless its address has one: then return that. Raises `InputError`."""
    try:
        parse_row(_row(watch), "the new row")
    except ValueError as error:
        raise InputError(str(error)) from error
    known = (each for each in read_capture_settings(folder).watch if identity(each.url) == identity(watch.url))
    if there := next(known, None):
        return there
    document = _read(folder)
    rows = document.get("watch")
    if not isinstance(rows, AoT):
        rows = tomlkit.aot()
        document["watch"] = rows
    table = tomlkit.table()
    table.update(_row(watch))
    rows.append(table)
    _write(folder, document)
    return None


def remove_watch(folder: Path, url: str) -> Watch:
    """Take the row of an address out of the settings of an archive and return it. Raises `InputError`."""
    watch = read_capture_settings(folder).watch
    number = next((n for n, each in enumerate(watch) if identity(each.url) == identity(url)), None)
    if number is None:
        raise InputError(f"{url!r:.200} is not watched: `tracker watch list` shows what is")
    document = _read(folder)
    rows = document["watch"]
    assert isinstance(rows, AoT)
    del rows[number]
    if not rows:
        del document["watch"]
    _write(folder, document)
    return watch[number]


def _row(watch: Watch) -> dict[str, str]:
    assert watch.kind in WATCH_KINDS
    return {watch.kind: watch.url} | ({"links": watch.links} if watch.links else {})


def _read(folder: Path) -> tomlkit.TOMLDocument:
    path = folder / SETTINGS
    try:
        return tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    except ParseError as error:
        raise InputError(f"{path}: this is no TOML: {error}. Mend it there") from error


def _write(folder: Path, document: tomlkit.TOMLDocument) -> None:
    path = folder / SETTINGS
    try:
        mode = path.stat().st_mode if path.exists() else None
        with durable_file(path) as file:
            file.write(tomlkit.dumps(document).encode())
        if mode is not None:
            path.chmod(mode)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}. Make the folder writable") from error
