"""Which addresses are one story: where redirects led, and what a page calls its own address.

Both come from outside. A canonical link is believed for its own site alone, and neither it nor a redirect makes the
front page a story: sites send there whoever asks for a story that is no more.
"""

import re
from collections.abc import Sequence

from tracker.archive.names import host_of, identity

_NUMBER = re.compile(r"(?<![0-9a-z])[0-9]{6,}(?![0-9a-z])", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?")
MOST = 20  # addresses of a story that are kept: a site that gives it a new one each time needs no more


def find_addresses(asked: str, redirects: Sequence[str], final: str, canonical: str | None) -> tuple[str, ...]:
    """Return the addresses of a story, each in one spelling, the one that was asked for first.

    >>> find_addresses("https://a.example/1", (), "https://a.example/1-new", "https://a.example/1-new?ref=x")
    ('https://a.example/1', 'https://a.example/1-new')
    """
    urls = [asked, *redirects, final]
    if canonical and _share_site(canonical, final):
        urls.append(canonical)
    kept: dict[str, str] = {}
    for url in urls:
        if not is_front_page(url) or url == asked:
            kept.setdefault(identity(url), url)
    return tuple(kept.values())[:MOST]


def find_number(url: str) -> str | None:
    """Return the number that a site gives the story at an address, with the site: a new slug keeps it.

    >>> find_number("https://a.example/2026/11/25/bridge-reopens-40217733")
    'a.example no. 40217733'
    """
    path = identity(url).partition("/")[2]
    numbers = [number for number in _NUMBER.findall(path) if not _DATE.fullmatch(number)]
    return f"{host_of(url)} no. {numbers[-1]}" if numbers else None


def is_front_page(url: str) -> bool:
    """Say whether an address is that of a whole site.

    >>> is_front_page("https://a.example/"), is_front_page("https://a.example/?p=12")
    (True, False)
    """
    return identity(url) == host_of(url)


def _share_site(one: str, other: str) -> bool:
    """Say whether two addresses are of one host, or of one host and another below it."""
    a, b = (f".{host_of(url)}" for url in (one, other))
    return a.endswith(b) or b.endswith(a)
