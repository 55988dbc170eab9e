"""One crawl in a process of its own, since Twisted's reactor does not start twice: `crawl_all` for the tests.

The process reads an order from standard input and writes its report to standard output.
"""

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import tracker
from tracker.capture.fetch import Ending, Fetched, FetchRules, Pace, StopCrawlError, Target, crawl

RULES = FetchRules(
    pace=Pace(0), back_off=0.01, timeout=1.5, retries=1, max_bytes=200_000, allow_private=("127.0.0.0/8",)
)


@dataclass(frozen=True, slots=True)
class Order:
    """What the process is to do: `found` are the targets an address leads to, `raises` those that fail."""

    targets: tuple[Target, ...]
    rules: FetchRules = RULES
    found: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)
    raises: frozenset[str] = frozenset()
    stops: bool = False  # the handler ends the crawl at the first answer
    deadline: datetime | None = None
    log: Path | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # stands for the DNS: a name and its address
    is_list_broken: bool = False
    missing: str = ""  # a package that is as if it were not installed


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it; `n_taken` counts the targets taken from the list when the first was handled."""

    fetched: tuple[Fetched, ...]
    ending: Ending | None
    n_taken: int = 0
    error: str = ""

    def __getitem__(self, url: str) -> Fetched:
        """The one answer for an address."""
        [fetched] = [fetched for fetched in self.fetched if fetched.target.url == url]
        return fetched


def crawl_all(order: Order, env: Mapping[str, str] | None = None) -> Report:
    """Run one crawl and wait for it."""
    process = start_crawl(order, env)
    return read_report(process)


def start_crawl(order: Order, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start one crawl; `read_report` waits for it."""
    root = str(Path(tracker.__file__).parent.parent)
    environ = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    process = subprocess.Popen(
        [sys.executable, "-c", "from tests.capture.crawling import main; main()"],
        cwd=root,
        env=environ | {"PYTHONPATH": root} | dict(env or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    process.stdin.write(pickle.dumps(order))
    process.stdin.close()
    process.stdin = None
    return process


def read_report(process: subprocess.Popen[bytes]) -> Report:
    """Wait for a crawl; it must have been quiet on standard error."""
    out, err = process.communicate(timeout=60)
    assert not err, err.decode()
    report = pickle.loads(out)
    assert isinstance(report, Report)
    return report


def main() -> None:
    """Do what standard input orders."""
    order: Order = pickle.load(sys.stdin.buffer)
    fetched: list[Fetched] = []
    taken: list[int] = []
    n_taken = 0
    _know(order.names)
    if order.missing:
        sys.modules[order.missing] = None  # type: ignore[assignment]  # which is how Python notes it

    def listed() -> Iterable[Target]:
        nonlocal n_taken
        for target in order.targets:
            n_taken += 1
            yield target
        if order.is_list_broken:
            raise LookupError("the list broke off")

    async def handle(answer: Fetched) -> tuple[Target, ...]:
        taken.append(n_taken)
        fetched.append(answer)
        if order.stops:
            raise StopCrawlError
        if answer.target.url in order.raises:
            raise RuntimeError("the handler fell over")
        return order.found.get(answer.target.url, ())

    ending, error = None, ""
    try:
        ending = crawl(listed(), handle, order.rules, deadline=order.deadline, log=order.log)
    except LookupError as raised:
        error = str(raised)
    sys.stdout.buffer.write(pickle.dumps(Report(tuple(fetched), ending, taken[0] if taken else 0, error)))


def _know(names: Mapping[str, str]) -> None:
    """Answer for the DNS; before Twisted is imported, which keeps the function."""
    look_up = socket.getaddrinfo

    def known(host: str, *args: object, **kwargs: object) -> object:
        return look_up(names.get(host, host), *args, **kwargs)  # type: ignore[arg-type]

    socket.getaddrinfo = known  # type: ignore[assignment]
