"""`tracker.toml`: read as it is meant, or refused with the key and the next step."""

from pathlib import Path

import pytest

from tests.archive.samples import NOON, capture
from tracker.archive.index import Index
from tracker.archive.repository import Archive
from tracker.archive.settings import Settings, archive_settings, parse_settings, read_settings
from tracker.core.phrases import PHRASES
from tracker.errors import InputError

ROW = '[[phrases]]\nlanguage = "en"\nrole = "label"\nwords = ["Putting it right:"]\n'
WHOLE = f"[house]\nno-euphemism = true\nmust-say-where = false\n\n{ROW}"


def test_settings_are_read() -> None:
    """Rules that are true are on; a row of phrases gets a name of its own."""
    settings = parse_settings(WHOLE)
    assert settings.house == ("no-euphemism",)
    assert [(row.id, row.role, row.wordings) for row in settings.own_phrases] == [
        ("en-own1", "label", ("putting it right",))
    ]
    assert settings.phrases == (*PHRASES, *settings.own_phrases)


def test_all_is_off_without_settings(tmp_path: Path) -> None:
    """An archive needs no settings, and an empty file is as good as none."""
    assert archive_settings(tmp_path) == parse_settings("") == Settings()
    assert Settings().house == () and Settings().phrases == PHRASES


def test_rows_can_use_those_above_them() -> None:
    """The name of a row stands for its words in the rows below it."""
    rows = ROW.replace('"label"', '"word"\nname = "rag"') + ROW.replace("Putting it right:", "from our {rag}")
    assert [row.id for row in parse_settings(rows).own_phrases] == ["en-rag", "en-own2"]
    with pytest.raises(ValueError, match=r"phrases 1: .*braces"):
        parse_settings(ROW.replace("Putting it right:", "from our {rag}"))


@pytest.mark.parametrize("key", ["/home/ada/.ssh/id_ed25519", "~/.ssh/id.pub", "0123456789ABCDEF", "", "ab" * 20])
def test_the_ways_of_an_archive_are_read(key: str) -> None:
    """A key and folders of pages are as they were written; an empty key is none; no analysis depends on them."""
    settings = parse_settings(f'ledger.signing-key = "{key}"\npages.folders = ["/mnt/cold", "old"]\n')
    assert (settings.signing_key, settings.page_folders) == (key or None, ("/mnt/cold", "old"))
    assert settings.digest == Settings().digest


WRONG = [
    ("no TOML", "[house]\nno-euphemism = yes\n", "line 2"),
    (
        "a rule that is none",
        "[house]\nno-euphemisms = true\n",
        "no setting `house.no-euphemisms`: it is one of",
    ),
    ("a rule that is no yes or no", '[house]\nno-euphemism = "on"\n', "`house.no-euphemism` is 'on': write true"),
    ("a number for a rule", "[house]\nno-euphemism = 1\n", "`house.no-euphemism` is 1: write true"),
    ("a table that is none", "house = true\n", "write [house] above"),
    ("another table", "[rules]\nno-euphemism = true\n", "no setting `rules`: it is one of house, phrases, "),
    ("a ledger that is none", "ledger = 'x'\n", "write [ledger] above"),
    ("another key of the ledger", "ledger.sign = true\n", "no setting `ledger.sign`: it is one of signing-key"),
    ("a key that is no text", "ledger.signing-key = true\n", "`ledger.signing-key` is True: write"),
    ("a key that is an option", "ledger.signing-key = '--help'\n", "`ledger.signing-key` is '--help': write"),
    ("a key by an address", "ledger.signing-key = 'ada@desk.example'\n", "write the path of an SSH key"),
    ("folders that are one text", "pages.folders = '/mnt'\n", "`pages.folders` is no list of folders: write"),
    ("a folder without a name", "pages.folders = ['']\n", "`pages.folders` is no list of folders: write"),
    ("phrases that are one table", "[phrases]\nlabel = ['a']\n", "write [[phrases]] above each"),
    ("phrases that are words", "phrases = ['a']\n", "write [[phrases]] above each"),
    ("another key", ROW + "colour = 'red'\n", "no setting `phrases 1.colour`"),
    ("no language", ROW.replace('language = "en"\n', ""), "phrases 1 has no `language`"),
    ("no role", ROW + ROW.replace('role = "label"\n', ""), "phrases 2 has no `role`"),
    ("a role that is none", ROW.replace("label", "tag"), "phrases 1: there is no role 'tag'"),
    ("a role that is no text", ROW.replace('"label"', "7"), "`role` of phrases 1 is 7"),
    ("words that are no list", ROW.replace('["Putting it right:"]', '"Putting it right:"'), "`words` of phrases 1"),
    ("words that are numbers", ROW.replace('["Putting it right:"]', "[1]"), "`words` of phrases 1"),
]


@pytest.mark.parametrize(("text", "why"), [pytest.param(*row[1:], id=row[0]) for row in WRONG])
def test_what_is_not_understood_is_refused(tmp_path: Path, text: str, why: str) -> None:
    """A mistake is an error that names the file, the key or line, and the next step; it is never off in silence."""
    path = tmp_path / "tracker.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_settings(path)
    assert str(caught.value).startswith(f"{path}: ") and why in str(caught.value)
    assert "tracker config" in str(caught.value) or ": write " in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, a folder, or in another encoding."""
    (tmp_path / "latin.toml").write_bytes("# Übersicht".encode("latin-1"))
    for name, why in (("none.toml", "does not exist"), ("", "cannot be read"), ("latin.toml", "not in UTF-8")):
        with pytest.raises(InputError, match=why):
            read_settings(tmp_path / name)


def test_settings_that_change_an_analysis_make_the_index_anew(archive: Archive) -> None:
    """A comment does not, a rule does, and so does its going; why is said."""
    archive.record([capture("The lock gates opened.")], now=NOON)
    Index(archive).close()
    path = archive.path / "tracker.toml"
    reasons = []
    for text in (
        "# nothing yet\n",
        "[house]\nno-euphemism = true\n",
        "house.no-euphemism = true # as before\n",
        ROW,
        "",
    ):
        path.write_text(text)
        with Archive.open(archive.path) as again, Index(again) as index:
            reasons.append(index.refreshed.rebuilt)
    why = "tracker.toml has other settings than it had then"
    assert reasons == [None, why, None, why, why]
