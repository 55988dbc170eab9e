"""What a file is, is told by its content first and by its name second."""

import pytest

from tracker.capture.media import find_format, name_binary

FORMATS = {
    "a text": ("Ferry\n\nIt sails.", "story.txt", "text"),
    "a text without a name": ("It sails.", "-", "text"),
    "Markdown by its name": ("# Ferry", "STORY.MD", "markdown"),
    "Markdown's marks alone": ("# Ferry", "story", "text"),
    "a page by its name": ("It sails.", "story.htm", "html"),
    "a page by its doctype": (" \n<!DOCTYPE html>\n<p>It sails.", "story.txt", "html"),
    "a page after comments": ("<!-- a --> <!-- b --><html lang=en><p>It sails.", "-", "html"),
    "XHTML": ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html/>', "-", "html"),
    "a piece of a page": ("<article class='story'><p>It sails.</p></article>", "-", "html"),
    "Markdown that begins with a page is a page": ("<html><p>It sails.", "story.md", "html"),
    "a text that begins with another element": ("<script>alert(1)</script>", "story.txt", "text"),
    "a text that begins with a sign": ("<3 is how we write love", "-", "text"),
    "a text with a page inside": ("It says <html> here.", "story.txt", "text"),
}


@pytest.mark.parametrize(("text", "name", "format_"), FORMATS.values(), ids=FORMATS.keys())
def test_format(text: str, name: str, format_: str) -> None:
    """Text, Markdown and HTML are told apart."""
    assert find_format(text, name) == format_


BINARIES = {
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0", "a PNG image"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
    "WebP": (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP image"),
    "an office document": (b"PK\x03\x04\x14\0\x06\0", "a ZIP archive or office document"),
    "gzip": (b"\x1f\x8b\x08\0", "a gzip archive"),
    "RTF": (b"{\\rtf1\\ansi It sails.}", "an RTF document"),
    "WARC": (b"WARC/1.0\r\nWARC-Type: response\r\n", "a web archive (WARC)"),
    "a NUL": (b"It sails.\0", "a binary file"),
    "many control characters": (b"\x01\x02\x03 It sails.", "a binary file"),
}


@pytest.mark.parametrize(("data", "name"), BINARIES.values(), ids=BINARIES.keys())
def test_binary(data: bytes, name: str) -> None:
    """What holds no text is named."""
    assert name_binary(data) == name


TEXTS = {
    "UTF-16 with a mark": "It sails.".encode("utf-16"),
    "Latin-1": "Café".encode("latin-1"),
    "a few control characters": b"\x0c It sails today and tomorrow.\x1b[0m\x08",
    "a word at the start that is a signature further on": b"The %PDF- mark",
}


@pytest.mark.parametrize("data", TEXTS.values(), ids=TEXTS.keys())
def test_no_binary(data: bytes) -> None:
    """Text in any encoding is not taken for binary."""
    assert name_binary(data) is None
