"""Whom a run is told to, and of what."""

from pathlib import Path

import pytest

from tracker.archive.settings import SETTINGS
from tracker.errors import InputError
from tracker.report.alerts.receivers import TOPICS, URLS_VARIABLE, NotifySettings, read_notify_settings


def read(folder: Path, text: str, **environment: str) -> NotifySettings:
    (folder / SETTINGS).write_text(text)
    return read_notify_settings(folder, environment)


def test_addresses_come_from_three_places(tmp_path: Path) -> None:
    """From the settings, from a file of their own, from the environment; each once, in that order."""
    (tmp_path / "secret.txt").write_text("# ours\njson://b.example\n\n  json://a.example  \n")
    text = '[notify]\nurls = ["json://a.example"]\nurls-file = "secret.txt"\nreport = "https://desk.example/r"\n'
    settings = read(tmp_path, text, **{URLS_VARIABLE: "json://c.example json://b.example\n"})
    assert settings.urls == ("json://a.example", "json://b.example", "json://c.example")
    assert (settings.report, settings.tell) == ("https://desk.example/r/", TOPICS)


def test_nobody_is_named(tmp_path: Path) -> None:
    """Without a file, or a table in it, nobody is told, of everything."""
    assert read_notify_settings(tmp_path, {}) == NotifySettings()
    assert read(tmp_path, "[house]\n") == NotifySettings()


def test_topics_are_told_in_their_order(tmp_path: Path) -> None:
    """What is not named is not told."""
    assert read(tmp_path, 'notify.tell = ["orphans", "silent"]').tell == ("silent", "orphans")


FAULTS = {
    "no table": ("notify = 3", r"write \[notify\]"),
    "an unknown key": ('[notify]\nurl = "json://a"', "notify.url"),
    "urls that are no list": ('[notify]\nurls = "json://a:geheim@b"', "notify.urls"),
    "an unknown topic": ('[notify]\ntell = ["news"]', "news"),
    "a report that is no web address": ('[notify]\nreport = "javascript:alert(1)"', "notify.report"),
    "a file that is not there": ('[notify]\nurls-file = "none.txt"', r"none\.txt cannot be read"),
    "no TOML": ("[notify", SETTINGS),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_understood_is_an_error(tmp_path: Path, text: str, said: str) -> None:
    """It names the file and the key, and no secret."""
    with pytest.raises(InputError, match=said) as caught:
        read(tmp_path, text)
    assert str(tmp_path) in str(caught.value) and "geheim" not in str(caught.value)
