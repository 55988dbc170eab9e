"""Whom a run is told to: a webhook and a mail server on loopback, which keep what they get."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller


class Desk:
    """What came by webhook, by path: title and text; a path among the `broken` answers 500, and keeps nothing."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.got: dict[str, list[tuple[str, str]]] = {}
        self.broken: set[str] = set()
        self.n_asked = 0

    def url(self, path: str) -> str:
        """The address of a receiver, with a password and a token of its own."""
        return f"json://ada:geheim@127.0.0.1:{self.port}/{path}/t0k3n/"

    def texts(self, path: str) -> list[str]:
        """The texts that came by one path."""
        return [text for _, text in self.got.get(path, [])]


@contextmanager
def open_desk() -> Iterator[Desk]:
    """Listen for webhooks."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            path = self.path.split("/")[1]
            desk.n_asked += 1
            if path not in desk.broken:
                desk.got.setdefault(path, []).append((body["title"], body["message"]))
            self.send_response(500 if path in desk.broken else 200)
            self.end_headers()

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    desk = Desk(server.server_address[1])
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield desk
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Mails:
    """Keeps the mails that come."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.got.append(mail)
        return "250 OK"


class _MailServer(Controller):
    """A mail server on a port that the system chooses."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def open_mail_server() -> Iterator[tuple[int, list[EmailMessage]]]:
    """Take mails; yields the port and the mails that came."""
    mails = _Mails()
    server = _MailServer(mails, hostname="127.0.0.1", port=0)
    server.start()
    try:
        yield server.port, mails.got
    finally:
        server.stop()
