"""What a person may name as a remote, and the ways there: a folder, ssh, and HTTP with git's own server."""

import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.archive.samples import BRANCH, NOON, capture, git, hours
from tests.archive.sharing.hubs import Desks, in_step, make_hub, refs, texts
from tracker.archive.sharing.bundles import import_bundle
from tracker.archive.sharing.exporting import BUNDLE, export_story
from tracker.archive.sharing.remote import parse_remote
from tracker.archive.sharing.syncing import sync
from tracker.errors import ArchiveError, InputError

# an address, how it is shown, and its protocol
GOOD = [
    ("https://git.example/stories.git", "https://git.example/stories.git", "https"),
    ("HTTPS://ada:s3cret@git.example:8443/x.git", "https://git.example:8443/x.git", "https"),
    ("http://127.0.0.1:8000/x.git", "http://127.0.0.1:8000/x.git", "http"),
    ("ssh://git@desk.example:2222/srv/x.git", "ssh://desk.example:2222/srv/x.git", "ssh"),
    ("ssh://[2001:db8::1]/srv/x.git", "ssh://[2001:db8::1]/srv/x.git", "ssh"),
    ("git@desk.example:stories.git", "git@desk.example:stories.git", "ssh"),
    ("desk:/srv/stories.git", "desk:/srv/stories.git", "ssh"),
]

BAD = [
    "",
    " ",
    "-u",
    "--upload-pack=touch x",
    "-oProxyCommand=x",
    "ext::sh -c touch% x",
    "fd::17",
    "file::/tmp",
    "ssh://-oProxyCommand=x/x.git",
    "ssh://-x@desk.example/x.git",
    "ssh://desk.example",
    "ssh://desk.example/-x",
    "ssh://desk.example/x\ny",
    "-x@desk.example:x.git",
    "desk.example:-x",
    "http://git.example/x.git",
    "http://127.0.0.1.evil.example/x.git",
    "http://localhost@evil.example/x.git",
    "git://git.example/x.git",
    "ftp://git.example/x.git",
    "https:///x.git",
    "https://-x/y.git",
    "file://elsewhere/x.git",
]


@pytest.mark.parametrize(("text", "name", "protocol"), GOOD, ids=[row[0] for row in GOOD])
def test_an_address(text: str, name: str, protocol: str) -> None:
    """It goes to git as it is, and is shown without passwords."""
    remote = parse_remote(text)
    assert (remote.url, remote.name, remote.protocol) == (text.replace("HTTPS", "https"), name, protocol)


@pytest.mark.parametrize("text", BAD, ids=ascii)
def test_what_is_no_remote(text: str) -> None:
    """Options, helper programs, and protocols that prove neither side are refused before git sees them."""
    with pytest.raises(InputError, match="name a folder"):
        parse_remote(text)


@pytest.mark.parametrize("spelling", ["{}", "file://{}", "file://localhost{}", "{}/"])
def test_a_folder(tmp_path: Path, spelling: str) -> None:
    """A folder is taken by its absolute path, which cannot be an option, whatever its name."""
    hub = tmp_path / "-u x;y"
    hub.mkdir()
    assert parse_remote(spelling.format(hub)).url == str(hub)


def test_a_name_of_a_folder_that_looks_like_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative name is that of a folder here; a file is no remote."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hub").mkdir()
    (tmp_path / "file").touch()
    assert parse_remote("hub").url == str(tmp_path / "hub")
    with pytest.raises(InputError, match="is no folder"):
        parse_remote("file")


class _Backend(BaseHTTPRequestHandler):
    """Git's own HTTP server, as any web server runs it."""

    root: Path
    is_open = True

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers["Content-Length"])))

    def _serve(self, body: bytes) -> None:
        if not self.is_open:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="desk"')
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        told = {
            "GIT_PROJECT_ROOT": str(self.root), "GIT_HTTP_EXPORT_ALL": "1", "REMOTE_USER": "ada", "PATH_INFO": path,
            "QUERY_STRING": query, "REQUEST_METHOD": self.command, "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        answer = subprocess.run(
            ["git", "http-backend"], input=body, env=os.environ | told, capture_output=True
        ).stdout
        head, _, content = answer.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        headers = dict(lines)
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    """A web server with a hub, `/web.git`."""
    hub = make_hub(tmp_path / "web" / "web.git")
    subprocess.run(["git", "--git-dir", str(hub), "config", "http.receivepack", "true"], check=True)
    handler = type("Backend", (_Backend,), {"root": tmp_path / "web", "is_open": True})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_over_http(desks: Desks, server: ThreadingHTTPServer, tmp_path: Path) -> None:
    """A git host takes and gives the same as a folder."""
    remote = parse_remote(f"http://ada:s3cret@127.0.0.1:{server.server_port}/web.git")
    desks.one.record([capture("Nine.")], now=NOON)
    desks.two.record([capture("Ten.", 1)], now=hours(1))
    for archive in (desks.one, desks.two, desks.one):
        sync(archive, remote, now=hours(2))
    assert in_step(desks.one.path, desks.two.path, tmp_path / "web" / "web.git")
    assert texts(desks.one, BRANCH) == ["Nine.", "Ten."]


def test_a_password_is_not_asked_for(
    desks: Desks, server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a host wants a password that it is not given, the sync ends at once, and no password is told."""
    server.RequestHandlerClass.is_open = False  # type: ignore[attr-defined]
    asked = tmp_path / "asked"
    asking = tmp_path / "ask"
    asking.write_text(f"#!/bin/sh\ntouch {asked}\necho secret\n")
    asking.chmod(0o755)
    config = f"[credential]\n\thelper = !{asking}\n[core]\n\taskPass = {asking}\n\tsshCommand = {asking}\n"
    (tmp_path / ".gitconfig").write_text(config)
    for name in ("GIT_ASKPASS", "SSH_ASKPASS", "GIT_SSH_COMMAND", "GIT_SSH"):
        monkeypatch.setenv(name, str(asking))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    git(desks.one.path, "config", "credential.helper", f"!{asking}")
    remote = parse_remote(f"http://ada:s3cret@127.0.0.1:{server.server_port}/web.git")
    for address in (remote.url, remote.name):
        with pytest.raises(ArchiveError, match="cannot be synced with") as caught:
            sync(desks.one, parse_remote(address), now=NOON)
        assert "s3cret" not in str(caught.value)
    assert not asked.exists()


def test_only_the_protocol_that_was_named_is_spoken(desks: Desks, server: ThreadingHTTPServer) -> None:
    """Where a setting in the repository itself leads elsewhere, git does not go there."""
    elsewhere = f"http://127.0.0.1:{server.server_port}/web.git"
    git(desks.one.path, "config", f"url.{elsewhere}.insteadOf", str(desks.hub))
    with pytest.raises(ArchiveError, match="transport 'http' not allowed"):
        desks.sync(desks.one, NOON)


def test_a_host_that_is_not_there(desks: Desks, server: ThreadingHTTPServer) -> None:
    """It is named, and nothing happens."""
    desks.one.record([capture("Nine.")], now=NOON)
    before = refs(desks.one.path)
    server.server_close()
    with pytest.raises(ArchiveError, match="run the command again"):
        sync(desks.one, parse_remote(f"http://127.0.0.1:{server.server_port}/web.git"), now=NOON)
    assert refs(desks.one.path) == before


def test_surroundings_change_nothing(desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting, hook, variable or pager of the person who syncs, exports or imports changes what happens."""
    tripped, trip = tmp_path / "tripped", tmp_path / "trip"
    trip.write_text(f"#!/bin/sh\necho $0 >> {tripped}\nexit 1\n")
    trip.chmod(0o755)
    for hooks in (tmp_path / "hooks", desks.one.path / "stories.git" / "hooks"):
        hooks.mkdir()
        for name in ("pre-push", "reference-transaction", "post-update", "post-merge", "fsmonitor-watchman"):
            (hooks / name).symlink_to(trip)
    (tmp_path / ".gitconfig").write_text(
        f"[core]\n\thooksPath = {tmp_path / 'hooks'}\n\tpager = {trip}\n\tsshCommand = {trip}\n"
        f'[url "{tmp_path / "nowhere"}"]\n\tinsteadOf = {desks.hub}\n[push]\n\tgpgSign = true\n'
        "[transfer]\n\tfsckObjects = false\n[protocol]\n\tallow = never\n[fetch]\n\tprune = true\n"
    )
    outside = {
        "GIT_DIR": str(desks.hub),
        "GIT_PUSH_OPTION_COUNT": "1",
        "GIT_PUSH_OPTION_0": "x",
        "GIT_PAGER": str(trip),
    }
    outside |= {
        "GIT_PROXY_COMMAND": str(trip),
        "GIT_ALLOW_PROTOCOL": "ext",
        "GIT_CONFIG_SYSTEM": str(tmp_path / ".gitconfig"),
    }
    for name, value in {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "PAGER": str(trip),
        **outside,
    }.items():
        monkeypatch.setenv(name, value)
    desks.one.record([capture("Nine.")], now=NOON)
    desks.two.record([capture("Ten.", 1)], now=hours(1))
    for archive in (desks.one, desks.two, desks.one):
        sync(archive, desks.remote, now=hours(2))
    export_story(desks.one, BRANCH, tmp_path / "out")
    assert import_bundle(desks.two, tmp_path / "out" / BUNDLE, now=hours(3)).refused == ()
    for name in outside:
        monkeypatch.delenv(name)
    assert texts(desks.two, BRANCH) == ["Nine.", "Ten."] and in_step(desks.one.path, desks.two.path, desks.hub)
    assert not tripped.exists()


def test_over_ssh(desks: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's own protocol goes through whatever is called ssh, which is told never to ask."""
    programs = tmp_path / "bin"
    programs.mkdir()
    ssh = programs / "ssh"
    ssh.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/told\nfor last; do :; done\nexec sh -c "$last"\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    desks.one.record([capture("Nine.")], now=NOON)
    sync(desks.one, parse_remote(f"desk.example:{desks.hub}"), now=hours(1))
    assert in_step(desks.one.path, desks.hub)
    for line in (tmp_path / "told").read_text().splitlines():
        assert line.startswith("-o BatchMode=yes ") and " desk.example git-" in line
