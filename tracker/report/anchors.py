"""Names that are safe in a page: fragment ids, file names and the only links to the outside.

A fragment id is a prefix for its role and the id of the thing it names, so it stays the same as long as that id
does. A page's file name is its story's branch, one to one: what is not a small letter, a digit, `.` or `-` is
written as its hexadecimal number between `_`, and `/` as `__`, so that no name leaves its folder and no two
collide, not even on a file system that ignores case.
"""

import hashlib
import re
from urllib.parse import urlsplit

LONGEST_NAME = 150  # bytes; file systems allow 255, and `.html` and a temporary suffix come on top


def anchor(role: str, name: str) -> str:
    """Return the fragment id of `name` in a role: letters, digits, `-` and `_` alone, one to one.

    >>> anchor("change", "r1c3"), anchor("notice", 'n"1')
    ('change-r1c3', 'notice-n_22_1')
    """
    return f"{role}-" + re.sub(r"[^A-Za-z0-9-]", _numbered, name)


def page_name(branch: str) -> str:
    """Return the file name of a story's page, one to one for its branch.

    >>> page_name("cnn.com/blinken-3f9a2c"), page_name("../Up")
    ('cnn.com__blinken-3f9a2c.html', '_2e_.___55_p.html')
    """
    name = re.sub(r"[^a-z0-9.-]|^\.", lambda match: "__" if match[0] == "/" else _numbered(match), branch)
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - 17] + "-" + hashlib.sha256(branch.encode()).hexdigest()[:16]
    return name + ".html"


def web_address(url: str | None) -> str | None:
    """Return a URL that may be linked: http or https, with a host and without white space; else None.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if url is None or re.search(r"[\s\x00-\x1f\x7f-\x9f\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _numbered(match: re.Match[str]) -> str:
    return f"_{ord(match[0]):x}_"
