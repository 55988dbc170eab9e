"""A file is read as a story, or the message says which file and what to do."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capture.newspaper import BODY, HEADLINE, print_page
from tracker.capture.files import MAX_PAGE, MAX_TEXT, ReadResult, read_story
from tracker.core.story import Block
from tracker.errors import InputError


def read(path: Path | str, stdin: bytes = b"") -> tuple[ReadResult, list[str]]:
    warnings: list[str] = []
    return read_story(str(path), warn=warnings.append, stdin=io.BytesIO(stdin)), warnings


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_plain_text(tmp_path: Path) -> None:
    """A text file is read word for word."""
    path = write(tmp_path, "story.txt", "Ferry\n\n- It *sails*.")
    result, warnings = read(path)
    assert result.story.blocks == (Block("headline", "Ferry"), Block("paragraph", "- It *sails*."))
    assert (result.source, result.format, result.encoding) == (str(path), "text", "utf-8")
    assert result.data == path.read_bytes()
    assert warnings == []


def test_markdown(tmp_path: Path) -> None:
    """A file with Markdown's name is read as Markdown."""
    result, _ = read(write(tmp_path, "story.markdown", "# Ferry\n\n- It *sails*."))
    assert result.story.blocks == (Block("headline", "Ferry"), Block("list_item", "It sails."))


def test_a_version_from_the_archive(tmp_path: Path) -> None:
    """`story.md`, as it lies in the archive, is read without loss; a file that only has its name, as Markdown."""
    written, _ = read(write(tmp_path, "story.md", "# Ferry\n\n[caption] It *sails*.\n"))
    assert written.story.blocks[1] == Block("caption", "It *sails*.")
    other, _ = read(write(tmp_path, "story.md", "# Ferry\nIt *sails*.\\\n"))
    assert other.story.blocks[1].text.startswith("It sails.")


def test_a_page(tmp_path: Path) -> None:
    """A page is told by its content, and what it states is read, too."""
    result = read_story(
        str(write(tmp_path, "page.txt", print_page())),
        warn=pytest.fail,
        stdin=io.BytesIO(),
        url="https://courier.example/ferry",
    )
    assert result.format == "html"
    assert result.story.headline == HEADLINE
    assert result.story.blocks[-1].text == BODY[-1]
    assert (result.facts.url, result.facts.language) == ("https://courier.example/ferry", "en-GB")


def test_standard_input() -> None:
    """A dash reads standard input, which has a name of its own in messages."""
    assert read("-", b"It sails.")[0].source == "standard input"
    assert read("-", print_page().encode())[0].format == "html"
    with pytest.raises(InputError, match="standard input is empty"):
        read("-")


def test_another_encoding_is_told(tmp_path: Path) -> None:
    """A text in Latin-1 is read, and its reader is told so once."""
    result, warnings = read(write(tmp_path, "old.txt", "The café is closed.".encode("latin-1")))
    assert result.story.blocks[0].text == "The café is closed."
    assert warnings == [f"{tmp_path}/old.txt is not UTF-8, read as Windows-1252; save it as UTF-8 to be sure"]
    assert read(write(tmp_path, "wide.txt", "The café.".encode("utf-16")))[1] == []


BAD = {
    "empty": ("a.txt", b"", "is empty"),
    "white space": ("a.txt", b" \n\t\n", "white space"),
    "Markdown without text": ("a.md", b"<!-- nothing -->\n", "holds no text"),
    "a page without a story": ("a.html", b"<html><script>1</script></html>", "holds no story"),
    "a PDF document": ("a.txt", b"%PDF-1.7\n", "is a PDF document: save its text as"),
    "bytes": ("a.bin", bytes(range(256)), "is a binary file"),
    "a text too long": ("a.txt", b"It sails.\n\n" * (MAX_TEXT // 11 + 1), "more than 2 MB of text"),
    "a file too long": ("a.html", b"<html><p>" + b"It sails. " * (MAX_PAGE // 10), "more than 5 MB"),
}


@pytest.mark.parametrize(("name", "data", "message"), BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_a_story(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """The message names the file and says why it cannot be read."""
    path = write(tmp_path, name, data)
    with pytest.raises(InputError, match=message) as caught:
        read(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["line.txt", "line.md"])
def test_one_line_of_a_megabyte(tmp_path: Path, name: str) -> None:
    """A line of a million characters is one paragraph."""
    result, _ = read(write(tmp_path, name, "It sails. " * 100_000))
    assert [len(block.text) for block in result.story.blocks] == [999_999]


def test_a_missing_file(tmp_path: Path) -> None:
    """A name that is none, a folder, or a path through a file is said to be so."""
    for path, message in (
        (tmp_path / "none.txt", "does not exist"),
        (tmp_path, "is a directory"),
        (write(tmp_path, "file", "x") / "below.txt", "cannot be read"),
        (f"{tmp_path}/a\0b", "cannot be read"),
    ):
        with pytest.raises(InputError, match=message):
            read(path)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """A file without the right to read it is said to be so."""
    path = write(tmp_path, "secret.txt", "It sails.")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # the superuser may read every file
    try:
        with pytest.raises(InputError, match="may not be read"):
            read(path)
    finally:
        os.seteuid(user)


def test_plain_text_needs_no_heavy_library(tmp_path: Path) -> None:
    """Reading plain text imports neither trafilatura nor lxml nor markdown-it."""
    path = write(tmp_path, "story.txt", "It sails.")
    code = (
        "import io, sys; from tracker.capture.files import read_story;"
        f"read_story({str(path)!r}, warn=print, stdin=io.BytesIO());"
        "print([name for name in ('trafilatura', 'lxml', 'markdown_it', 'ftfy') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
