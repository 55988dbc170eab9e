"""A newsroom on loopback: a real HTTP server that publishes, moves, deletes and misbehaves as real ones do.

What stands at a path is published by the test and may be replaced at any time, also between two crawls. Pages carry
an ETag and a Last-Modified and answer 304 to those who know them. Every request is logged, in order.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Barrier, Event, Lock, Thread
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

UPDATED = format_datetime(datetime(2026, 11, 24, 7, 30, tzinfo=UTC), usegmt=True)
_VALID = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2126, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Page:
    """What stands at a path."""

    body: bytes
    status: int
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came in."""

    path: str
    headers: dict[str, str]


class Newsroom:
    """A server of an invented newspaper: `with Newsroom() as newsroom: newsroom.publish("/ferry", "…")`."""

    def __init__(self, host: str = "127.0.0.1", certificate: Path | None = None) -> None:
        self.pages: dict[str, Page | Callable[[_Handler], None]] = {}
        self.requests: list[Asked] = []
        self.host = host
        self.n_busy, self.n_busiest = 0, 0  # requests at the same time: now, and at most
        self.lock = Lock()
        self.arrived = Event()  # set by a request to a path that hangs or is held
        self.released = Event()  # lets go of the requests that are held
        self.closed = Event()
        self._server = _Server((host, 0), _Handler)
        self._server.newsroom = self
        self.scheme = "https" if certificate else "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self._server.server_address[1])

    def start(self) -> Self:
        """Open the newsroom."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Close the newsroom; whoever hangs is let go."""
        self.released.set()
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    def publish(self, path: str, body: str | bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Put a page at a path, in place of what was there; `Retry_After` is the header Retry-After."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Page(data, status, {"Content-Type": "text/html; charset=utf-8"} | named)
        return self.url(path)

    def redirect(self, path: str, where: str, status: int = 301) -> str:
        """Send whoever asks for a path elsewhere."""
        return self.publish(path, status=status, Location=where)

    def misbehave(self, path: str, behaviour: Callable[[_Handler], None]) -> str:
        """Let a path behave as no server should: `hang`, `hold`, `meet`, `reset`, `cut_short`, `flood`."""
        self.pages[path] = behaviour
        return self.url(path)

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.requests]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    newsroom: Newsroom

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the client to confirm the headers
    server: _Server

    def do_GET(self) -> None:
        newsroom = self.server.newsroom
        with newsroom.lock:
            newsroom.requests.append(Asked(self.path, dict(self.headers.items())))
            newsroom.n_busy += 1
            newsroom.n_busiest = max(newsroom.n_busiest, newsroom.n_busy)
        try:
            self._serve()
        finally:
            with newsroom.lock:
                newsroom.n_busy -= 1

    def _serve(self) -> None:
        page = self.server.newsroom.pages.get(self.path) or Page(b"Nothing here.", 404, {})
        if not isinstance(page, Page):
            page(self)
        elif page.status == 200:
            self.answer(page, validators(page.body))
        else:
            self.answer(page, {})

    def answer(self, page: Page, known: dict[str, str]) -> None:
        asked = (self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since"))
        is_known = bool(known) and (asked[0] == known["ETag"] if asked[0] else asked[1] == UPDATED)
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else page.status)
        for name, value in (known | page.headers).items():
            self.send_header(name, value)
        if not is_known:
            self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if not is_known:
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep standard error for the tests."""


def validators(body: bytes) -> dict[str, str]:
    """The headers by which a page is known again."""
    return {"ETag": f'"{sha256(body).hexdigest()[:12]}"', "Last-Modified": UPDATED}


def hang(handler: _Handler) -> None:
    """Take the request and answer nothing until the newsroom closes."""
    handler.server.newsroom.arrived.set()
    handler.server.newsroom.closed.wait()
    handler.close_connection = True


def hold(handler: _Handler) -> None:
    """Take the request, and answer it once the newsroom lets go."""
    handler.server.newsroom.arrived.set()
    handler.server.newsroom.released.wait()
    handler.answer(Page(b"The ferry sails again.", 200, {}), {})


def meet(barrier: Barrier) -> Callable[[_Handler], None]:
    """Let requests wait for each other, until so many are there at the same time."""

    def met(handler: _Handler) -> None:
        barrier.wait(60)
        handler.answer(Page(b"The ferry sails again.", 200, {}), {})

    return met


def reset(handler: _Handler) -> None:
    """Tear the connection down in the middle."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def cut_short(handler: _Handler) -> None:
    """Promise more bytes than are sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<p>The ferry")
    handler.close_connection = True


def flood(handler: _Handler) -> None:
    """Send bytes without saying how many, and without end."""
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    while not handler.server.newsroom.closed.is_set():
        handler.wfile.write(b"x" * 65536)


def chatter(handler: _Handler) -> None:
    """Send headers without end."""
    handler.send_response(200)
    handler.flush_headers()
    handler.close_connection = True
    while not handler.server.newsroom.closed.is_set():
        handler.wfile.write(b"X-Ferry: cancelled\r\n" * 1000)


def make_bomb(n_bytes: int) -> bytes:
    """A small gzip that grows to many bytes."""
    return gzip.compress(bytes(n_bytes))


def write_certificate(path: Path, host: str) -> Path:
    """A key and a certificate for a host, signed by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), *_VALID)
    made = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path
