"""Where another repository is: a folder, or an address that git reaches over ssh or https.

A remote is named by a person, and still nothing in it may act: what looks like an option, names a helper program of
git's, or a protocol that proves neither side, is refused before git sees it. Git gets the address as a setting, never
as an argument, so that it stands in no list of processes.
"""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from tracker.archive.layout import STORIES
from tracker.errors import InputError

_HELPER = re.compile(r"[A-Za-z0-9]+::")
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(.*)", re.DOTALL)
_SCP = re.compile(r"((?:[^/:@\[\]]+@)?(?:\[[^/\]]+\]|[^/:@\[\]]+)):(.+)", re.DOTALL)
_PLACE = re.compile(r"(?:[^-@][^@]*@)?(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][A-Za-z0-9._-]*)(?::[0-9]+)?")
_LOOPBACK = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?")
_KNOWN = "name a folder, an ssh:// or https:// address, or host:folder"


@dataclass(frozen=True, slots=True)
class Remote:
    """Where to sync: what git is told, what people are shown, and the one protocol that git may use for it.

    `folder` is there for a folder of this machine.
    """

    url: str
    name: str
    protocol: str
    folder: Path | None = None


def parse_remote(text: str) -> Remote:
    """Read a remote as a person names it. Raises `InputError` for what is none, and for a folder that is not there.

    A folder that holds an archive stands for the repository in it. `http://` is for this machine alone: the end of a
    tunnel.

    >>> parse_remote("https://ada:secret@git.example/stories.git").name
    'https://git.example/stories.git'
    """
    if not text.strip() or text.startswith("-") or not text.isprintable() or _HELPER.match(text):
        raise InputError(f"{text!r:.200} is no remote: {_KNOWN}")
    if url := _URL.fullmatch(text):
        return _from_url(text, *url.groups())
    if scp := _SCP.fullmatch(text):
        return _over_ssh(text, text, scp[1], scp[2])
    return _folder(text, Path(text).expanduser())


def _from_url(text: str, scheme: str, place: str, path: str) -> Remote:
    scheme, host = scheme.lower(), place.rpartition("@")[2]
    text, shown = f"{scheme}://{place}{path}", f"{scheme}://{host}{path}"
    if scheme == "file" and place in ("", "localhost"):
        return _folder(text, Path(unquote(path)))
    if scheme == "ssh":
        return _over_ssh(text, shown, place, path)
    if _PLACE.fullmatch(place) and (scheme == "https" or (scheme == "http" and _LOOPBACK.fullmatch(host))):
        return Remote(text, shown, scheme)
    raise InputError(f"{shown!r:.200} cannot be synced with: {_KNOWN}")


def _over_ssh(text: str, shown: str, place: str, path: str) -> Remote:
    if not _PLACE.fullmatch(place) or path.lstrip("/").startswith("-") or not path.strip("/"):
        raise InputError(f"{shown!r:.200} is no address for ssh: {_KNOWN}")
    return Remote(text, shown, "ssh")


def _folder(text: str, path: Path) -> Remote:
    path = path.absolute()
    folder = path / STORIES if (path / STORIES).is_dir() else path
    if not folder.exists():
        raise InputError(f"{text} does not exist: `git init --bare {shlex.quote(text)}` makes a repository there")
    if not folder.is_dir():
        raise InputError(f"{text} is no folder: name one, or `tracker import` it where it is an exported story")
    return Remote(str(folder), text, "file", folder)
