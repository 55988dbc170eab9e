"""Names that are safe in a page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.report.anchors import anchor, page_name, web_address

LINKED = {
    "https": "https://example.org/news/1?a=b#c",
    "http": "http://example.org",
    "upper case": "HTTPS://EXAMPLE.ORG/",
    "port": "http://127.0.0.1:8000/x",
}
NOT_LINKED = {
    "script": "javascript:alert(1)",
    "script in capitals": "JavaScript:alert(1)",
    "leading space": " https://example.org",
    "script after a tab": "java\tscript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "file": "file:///etc/passwd",
    "no scheme": "//example.org/a",
    "no host": "https:///a",
    "a path": "news/1.html",
    "a bad host": "http://[::1",
    "a line end": "https://example.org/\nx",
    "nothing": None,
}


@pytest.mark.parametrize("url", LINKED.values(), ids=LINKED)
def test_web_addresses_are_linked(url: str) -> None:
    """An http or https address with a host may become a link, unchanged."""
    assert web_address(url) == url


@pytest.mark.parametrize("url", NOT_LINKED.values(), ids=NOT_LINKED)
def test_anything_else_is_not_linked(url: str | None) -> None:
    """No other scheme, and nothing that a browser might read as one."""
    assert web_address(url) is None


@given(st.text(), st.text())
def test_page_names_are_one_to_one_and_stay_in_their_folder(one: str, other: str) -> None:
    """Two stories never share a file, even where case does not count."""
    name = page_name(one)
    assert re.fullmatch(r"[a-z0-9_-][a-z0-9._-]*\.html|\.html", name)
    assert len(name) < 200
    if one != other:
        assert name != page_name(other)


@given(st.text(), st.text())
def test_fragment_ids_are_one_to_one_and_plain(one: str, other: str) -> None:
    """A fragment id is safe in HTML, in a URL and in CSS."""
    assert re.fullmatch(r"change-[A-Za-z0-9_-]*", anchor("change", one))
    if one != other:
        assert anchor("change", one) != anchor("change", other)


def test_a_long_branch_keeps_a_name_of_its_own() -> None:
    """A name that is too long is cut and told apart by its digest."""
    long = "example.org/" + "a" * 400
    assert page_name(long) != page_name(long + "b")
    assert len(page_name(long)) < 200
