"""Bytes become text by what they are, not by what they say of themselves, and a guess is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.capture.encoding import decode_page, decode_text, has_mark, repair_twice_encoded

TEXT = "The café owner’s “ferry” – it sails"
RUSSIAN = "Паром не выйдет в море до конца мая, сообщила компания в понедельник. " * 8
JAPANESE = "島へのフェリーは五月末まで運航しないと、会社が月曜日に発表した。カモメも困っている。" * 8
FRENCH = "Le ferry n’ira pas à l’île avant la fin du mois, a déclaré l’élue. " * 8

TEXTS = {
    "UTF-8": (TEXT.encode(), "utf-8", None),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig", None),
    "UTF-16": (TEXT.encode("utf-16"), "utf-16", None),
    "UTF-16, big end first": (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16", None),
    "UTF-32": (TEXT.encode("utf-32"), "utf-32", None),
    "Windows-1252": (TEXT.encode("cp1252"), "cp1252", "Windows-1252"),
    "Latin-1": ("caf\xe9\x81".encode("latin-1"), "latin-1", "Latin-1"),
}


@pytest.mark.parametrize(("data", "encoding", "doubt"), TEXTS.values(), ids=TEXTS.keys())
def test_text(data: bytes, encoding: str, doubt: str | None) -> None:
    """A plain text is read by its mark, as UTF-8, or with a doubt in a Western encoding."""
    decoded = decode_text(data)
    assert decoded.encoding == encoding
    assert decoded.text in (TEXT, "caf\xe9\x81")
    assert (doubt is None and decoded.doubt is None) or (doubt or "") in (decoded.doubt or "")


def page(text: str, label: str = "") -> str:
    meta = f'<meta charset="{label}">' if label else ""
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


PAGES = {
    "declared in the page": (page(RUSSIAN, "windows-1251").encode("cp1251"), None, "cp1251"),
    "declared the old way": (
        page(TEXT).replace("<head>", "<head><meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"),
        None,
        "cp1252",
    ),
    "declared by the server": (page(RUSSIAN).encode("koi8-r"), "KOI8-R", "koi8-r"),
    "the server outranks the page": (page(RUSSIAN, "iso-8859-1").encode("cp1251"), "windows-1251", "cp1251"),
    "Latin-1 means Windows-1252": (page(TEXT, "ISO-8859-1").encode("cp1252"), None, "cp1252"),
    "UTF-8 is UTF-8, whatever is declared": (page(RUSSIAN, "windows-1251").encode(), "latin-1", "utf-8"),
    "UTF-16 declared in the page cannot be": (page("Ferry", "utf-16").encode(), None, "utf-8"),
    "Japanese in ASCII bytes": (page(JAPANESE, "iso-2022-jp").encode("iso2022_jp"), None, "iso2022_jp"),
    "Shift JIS": (page(JAPANESE, "Shift_JIS").encode("cp932"), None, "cp932"),
    "nothing declared, Russian": (page(RUSSIAN).encode("cp1251"), None, "cp1251"),
    "nothing declared, Japanese": (page(JAPANESE).encode("cp932"), None, "cp932"),
    "nothing declared, French": (page(FRENCH).encode("cp1252"), None, "cp1252"),
    "declared wrongly": (page(RUSSIAN, "utf-8").encode("cp1251"), None, "cp1251"),
    "declared by a name that is none": (page(FRENCH, "unicode_escape").encode("cp1252"), "hex", "cp1252"),
    "a mark outranks all": (page(TEXT, "koi8-r").encode("utf-16"), "koi8-r", "utf-16"),
}


@pytest.mark.parametrize(("data", "declared", "encoding"), PAGES.values(), ids=PAGES.keys())
def test_page(data: bytes | str, declared: str | None, encoding: str) -> None:
    """A page is read as it is declared where its bytes allow that, and else as what they look like."""
    raw = data.encode("cp1252") if isinstance(data, str) else data
    decoded = decode_page(raw, declared)
    assert decoded.encoding == encoding
    assert any(text in decoded.text for text in (TEXT, RUSSIAN, JAPANESE, FRENCH, "Ferry"))


def test_a_guess_is_told() -> None:
    """A page whose encoding is guessed, or that has broken bytes, is read with a doubt; a sound one without."""
    assert decode_page(page(RUSSIAN).encode("cp1251")).doubt == "declares no encoding that fits, read as cp1251"
    broken = decode_page(page(RUSSIAN, "utf-8").encode() + b"<p>\xff</p>")
    assert broken.encoding == "utf-8" and RUSSIAN in broken.text and "UTF-8" in (broken.doubt or "")
    assert decode_page(page(RUSSIAN, "utf-8").encode()).doubt is None
    assert decode_page(b"\xff\xfe\x00\xd8a\x00").doubt == "is damaged UTF-16"


TWICE = {
    "letters": ("CafÃ© Ã¼ber", "Café über"),
    "quotation marks": ("It is the ownerâ€™s â€œferryâ€\x9d", "It is the owner’s “ferry”"),
    "one line of two": ("The cafÃ©\nThe café", "The café\nThe café"),
}


@pytest.mark.parametrize(("text", "repaired"), TWICE.values(), ids=TWICE.keys())
def test_twice_encoded(text: str, repaired: str) -> None:
    """UTF-8 that was encoded twice is undone."""
    assert repair_twice_encoded(text) == repaired


SOUND = [
    "The café owner’s “ferry”",
    "NÃO É “ASSIM”",
    "Ã",
    "â la carte",
    "Straße, Äther, ¿qué?",
    RUSSIAN,
    JAPANESE,
    "½ – ¾ · 5 €",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_not_repaired(text: str) -> None:
    """A text that was encoded once stays as it is, whatever letters it has."""
    assert repair_twice_encoded(text) == text


@given(st.binary(max_size=200), st.none() | st.text(max_size=12))
def test_any_bytes_are_read(data: bytes, declared: str | None) -> None:
    """Whatever the bytes and the server's word for them, they are read, and a mark is seen."""
    assert isinstance(decode_page(data, declared).text, str)
    assert isinstance(decode_text(data).text, str)
    assert has_mark(b"\xef\xbb\xbf" + data)
