"""What a story is called: its identity, and the branch `<site>/<slug>-<hash>` made from it.

A story is named by its URL or, where it has none, by a name a person gave it. Its identity is what stays the same
over all spellings of that name; the hash is taken from the identity, so equal stories share a branch and different
ones never do, also where file names ignore case. Site and slug are there for people.

Whatever the name, the branch is a valid git ref in lower-case ASCII of bounded length, of exactly two parts, so
that no branch is a folder of another and none hides a ledger.

Branches must outlive upgrades, so identity rests on the standard library alone. URL libraries were tried: courlan
1.4 drops `gameId=401` as a tracker and `?12345` as empty, and with them tells two stories apart no longer.
"""

import hashlib
import re
import unicodedata
from urllib.parse import SplitResult, parse_qsl, quote, unquote, unquote_to_bytes, urlencode, urlsplit

from slugify import slugify

LEDGERS = ("runs", "decisions")  # branches that are no stories

_HASH_DIGITS = 10  # 40 bits: two of 100,000 stories with the same site and slug meet once in 200 such archives
_SLUG_LENGTH, _SITE_LENGTH = 60, 100
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
# What a name can become, and nothing else: others may offer branches too. The site has up to five letters more where
# `_site` has to tell it from a ledger.
_BRANCH = re.compile(
    rf"(?!(?:{'|'.join(LEDGERS)})/|[^/]*\.lock/)(?=[^/]{{1,{_SITE_LENGTH + 5}}}/)"
    rf"{_LABEL}(?:\.{_LABEL})*/[a-z0-9][a-z0-9-]{{0,{_SLUG_LENGTH - 1}}}-[0-9a-f]{{{_HASH_DIGITS}}}"
)
_WITHOUT_SCHEME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?::\d+)?/")
_TWIN_HOSTS = re.compile(r"(?:(?:www\d*|m|mobile|amp)\.)+(?=[^.]+\.)")
_TRACKING = re.compile(
    r"""(?: utm_\w+ | (?:fb|g|d|y|tw)clid | msclkid | gclsrc | gbraid | wbraid | igshid? | mc_[ce]id | mkt_tok
      | _ga | _gl | _hs(?:enc|mi) | oly_(?:enc|anon)_id | vero_id | s_kwcid | xtor | guccounter | guce_\w+
      | at_(?:medium|campaign|custom\d|link\w*|ptr_name|format) | ns_(?:campaign|mchannel|source|linkname|fee)
      | ref | ref_src | ref_url | referrer | reflink | cmp | cmpid | campaign_id | intcmp | icid | ocid | ito
      | smid | smtyp | emc | mbid | srnd | wpisrc | __twitter_impression | __source | sh | unlocked_article_code
      | amp | _amp | amp_\w+ | usqp )=.*
      | output(?:type)?=amp""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def branch_name(name: str) -> str:
    """Return the branch of the story called `name`: a URL in any spelling, a name in words, or a branch itself.

    >>> branch_name("https://www.example.com/2023/bridge-opens/?utm_source=mail#top")
    'example.com/bridge-opens-da09d64a1b'
    """
    if is_branch(name):
        return name
    digest = hashlib.sha256(identity(name).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{_site(name)}/{_slug(name)}-{digest[:_HASH_DIGITS]}"


def is_branch(name: str) -> bool:
    """Say whether `name` is the branch of a story; it need not exist."""
    return _BRANCH.fullmatch(name) is not None


def is_url(name: str) -> bool:
    """Say whether `name` is a web address, with or without its scheme.

    >>> is_url("news.example/bridge"), is_url("bridge reopening")
    (True, False)
    """
    return _split_url(name) is not None


def identity(name: str) -> str:
    """Return what is the same in every spelling of a story's name, and different for different stories.

    In a URL the scheme, `www.`, mobile and AMP twins, tracking parameters, the fragment, the order of parameters
    and slashes at the end do not matter; in a name in words, case and white space.

    >>> identity("http://m.example.com/a//?b=2&a=1&fbclid=x#top")
    'example.com/a?a=1&b=2'
    """
    parts = _split_url(name)
    if parts is None:
        return unicodedata.normalize("NFC", " ".join(name.split())).casefold()
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = "".join("/" + quote(unquote_to_bytes(part), safe="") for part in _path_parts(parts))
    query = urlencode(_query(parts), errors="surrogateescape")
    return _host(parts) + port + path + ("?" + query if query else "")


def host_of(url: str) -> str:
    """Return the host of an address as its identity has it, with the port where it is an unusual one.

    >>> host_of("https://www.example.com/a?b=1"), host_of("http://127.0.0.1:8000/")
    ('example.com', '127.0.0.1:8000')
    """
    return re.split("[/?]", identity(url), maxsplit=1)[0]


def _split_url(name: str) -> SplitResult | None:
    """Split a web address, with or without its scheme; None for anything else."""
    text = name.strip().encode("utf-8", "backslashreplace").decode()
    if _WITHOUT_SCHEME.match(text):
        text = "https://" + text
    if not re.match("https?://", text, re.IGNORECASE):
        return None
    try:
        parts = urlsplit(text)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:  # a broken IPv6 address or port: a name like any other
        return None


def _host(parts: SplitResult) -> str:
    host = _TWIN_HOSTS.sub("", (parts.hostname or "").rstrip("."), count=1)
    try:
        return host.encode("idna").decode()
    except UnicodeError:  # too long or empty labels
        return host


def _path_parts(parts: SplitResult) -> list[str]:
    path = [part for part in parts.path.split("/") if part]
    return path[:-1] if len(path) > 1 and path[-1] == "amp" else path


def _query(parts: SplitResult) -> list[tuple[str, str]]:
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    return sorted(pair for pair in pairs if not _TRACKING.fullmatch("=".join(pair)))


def _site(name: str) -> str:
    """Return the host as the name of a folder; `local` for a name in words."""
    parts = _split_url(name)
    labels = [slugify(label) for label in (_host(parts) if parts else "local").split(".")]
    site = ".".join(label for label in labels if label)[:_SITE_LENGTH].rstrip(".-") or "local"
    # git refuses a name that ends in .lock; a folder called like a ledger would hide it
    return f"{site}-site" if site in LEDGERS or site.endswith(".lock") else site


def _slug(name: str) -> str:
    """Return the telling part of a name: the longest part of a URL's path, with its query."""
    parts = _split_url(name)
    if parts is None:
        text = identity(name)
    else:
        path = [unquote(part) for part in _path_parts(parts)]
        text = "-".join([max(path, key=len, default=""), *("-".join(pair) for pair in _query(parts))])
    return slugify(text[:1000], max_length=_SLUG_LENGTH, word_boundary=True).strip("-") or "story"
