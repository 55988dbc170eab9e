"""Sending a message through Apprise, and nothing else of Apprise.

It gets plain text and no attachment; it loads no code of others, keeps nothing on disk, and reads neither emoji nor
escapes into the text. What it and the libraries below it log may hold addresses with their secrets: it is caught, and
only the first warning is told, without any part of the address.
"""

import hashlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tracker.errors import TrackerError
from tracker.report.alerts.digest import LONGEST, Digest, inert
from tracker.report.excerpts import shorten

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

_SHARE = 0.75  # of what a service takes: marks of its own, and escapes, come on top of a text
_SHORTEST_SECRET = 3
_TALKATIVE = ("urllib3", "requests", "smtplib")  # what Apprise sends through


class Undelivered(TrackerError):
    """A message did not get there; the message says why, without secrets."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """An address that can be sent to; `id` stands for it where it is remembered, `name` where it is shown."""

    id: str
    name: str
    url: str
    longest: int
    service: "NotifyBase | None"

    def send(self, digest: Digest) -> None:
        """Send a digest. Raises `Undelivered`."""
        from apprise import Apprise, NotifyFormat

        if self.service is None:
            raise Undelivered("it is no address that Apprise knows: https://appriseit.com lists them")
        sender = Apprise(asset=_asset())
        sender.add(self.service)
        with _heard() as said:
            try:
                is_sent = bool(sender.notify(body=digest.text, title=digest.title, body_format=NotifyFormat.TEXT))
            except Exception as error:  # whatever a service of Apprise raises, the others are told
                is_sent = False
                said.append(f"{type(error).__name__}: {error}")
        if not is_sent:
            raise Undelivered(_without_secrets(said[0], self) if said else "no reason was given")


def make_receiver(url: str) -> Receiver:
    """Return the receiver of an address; one that Apprise does not know fails when it is sent to."""
    from apprise import Apprise, OverflowMode

    with _heard():
        service = Apprise.instantiate(url, asset=_asset())
    digest = hashlib.sha256(url.encode("utf-8", "surrogateescape")).hexdigest()
    if service is None:
        return Receiver(digest, f"{_scheme(url)} ({digest[:4]})", url, LONGEST, None)
    if "overflow=" not in url:
        service.overflow_mode = OverflowMode.SPLIT
    shown = urlsplit(str(service.url(privacy=True)))  # type: ignore[no-untyped-call]
    host = shown.netloc.rpartition("@")[2]
    longest = min(LONGEST, int(service.body_maxlen * _SHARE))
    return Receiver(digest, f"{shown.scheme}://{host} ({digest[:4]})", url, longest, service)


def _scheme(url: str) -> str:
    match = re.match(r"[a-z][a-z0-9]{1,20}(?=://)", url, re.IGNORECASE)
    return f"{match[0]}://…" if match else "an address"


@cache
def _asset() -> "AppriseAsset":
    from apprise import AppriseAsset

    return AppriseAsset(
        app_id="tracker",
        app_desc="tracker",
        async_mode=False,
        interpret_emojis=False,
        interpret_escapes=False,
        storage_mode="memory",
        pgp_autogen=False,
        pem_autogen=False,
    )


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Catch what is logged while something is sent: the warnings are collected, nothing goes anywhere else."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("apprise", *_TALKATIVE)]
    before = [(logger, logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield said
    finally:
        for logger, level, propagates in before:
            logger.removeHandler(handler)
            logger.propagate = propagates
            logger.setLevel(level)


def _without_secrets(reason: str, receiver: Receiver) -> str:
    """Put stars where a reason repeats a part of the address that is not shown anyway."""
    for part in sorted(_parts(receiver.url), key=len, reverse=True):
        if part not in receiver.name and len(part) >= _SHORTEST_SECRET:
            reason = reason.replace(part, "****")
    return shorten(inert(reason), 200).rstrip(".")


def _parts(url: str) -> set[str]:
    """Return the words of an address, as they stand there and decoded."""
    _, _, rest = url.partition("://")
    return {part for text in (rest, unquote(rest)) for part in re.split(r"[/?#&=:@,;\s]+", text)}
