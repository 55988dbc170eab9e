"""Nights of a newsroom: an archive that watches it, a snapshot for any night, and what the archive then holds.

A snapshot runs in a process of its own, since a process can do one, with `now` as its argument: nights need no sleep.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import tracker
from tests.archive.samples import fsck
from tests.archive.steps import STEPS
from tracker.archive.repository import Archive
from tracker.capture import batch

FIRST = datetime(2026, 11, 2, 2, tzinfo=UTC)
_SETTINGS = """\
[capture]
contact = "mailto:desk@wexcombe.example"
delay = 0
concurrency = 8
timeout = 1
allow-private = ["127.0.0.0/8"]
"""
_PLACES = ("Orrin", "Wexcombe", "Northend", "Saltmarsh", "Hallow Bay", "Quay Street", "Penrose", "Market Cross")
_THINGS = ("ferry", "lighthouse", "school", "bridge", "market hall", "library", "tram depot", "fish auction")


@dataclass(frozen=True, slots=True)
class Story:
    """An invented story; two of them have hardly a term in common, two states of one nearly all."""

    number: int
    toll: int = 12
    headline: str = ""
    notice: str = ""
    clutter: str = ""
    canonical: str = ""

    def __str__(self) -> str:
        """The page of the story."""
        head = f'<link rel="canonical" href="{self.canonical}">' if self.canonical else ""
        paragraphs = "".join(f"<p>{text}</p>" for text in self.body)
        notice = f'<p class="correction">{self.notice}</p>' if self.notice else ""
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{self.title}</title>{head}</head>'
            f"<body><nav><a href='/'>Courier</a></nav><main><article><h1>{self.title}</h1>{paragraphs}{notice}"
            f"</article></main><aside>{self.clutter}</aside><footer>© Wexcombe Courier</footer></body></html>"
        )

    @property
    def title(self) -> str:
        """The headline."""
        n = self.number
        return self.headline or f"{_PLACES[n % 8]} {_THINGS[n // 8 % 8]} shut after storm number {n}"

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs; each names things of this story alone."""
        n, place, thing = self.number, _PLACES[self.number % 8], _THINGS[self.number // 8 % 8]
        return (
            f"The {thing} of {place} will stay shut until {1 + n % 28} May, councillor Harriet Dunmore{n} said, "
            f"since the storm of day {n} tore {n * 7 + 3} tiles from its roof.",
            f"At least {self.toll} people were hurt, among them crew{n} and keeper{n}, who had worked there for "
            f"{n + 5} years, the hospital at {place} reported on the morning of day {n}.",
            f"Repairs cost ${n * 11 + 2}m, according to plan{n}, which engineer Tobias Lenz{n} had drawn up for "
            f"firm{n} in {1900 + n}; the vote on it is due in room{n} within {n + 2} weeks.",
            f"“Nobody in {place} has seen the like in {n + 30} years,” said warden{n}, standing beside wall{n}.",
        )


@dataclass
class Desk:
    """An archive and what it watches."""

    folder: Path
    watch: list[Mapping[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        Archive.init(self.folder).close()

    def add(self, **row: str) -> None:
        """Watch something more."""
        self.watch.append(row)
        rows = [
            "[[watch]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items())
            for row in self.watch
        ]
        (self.folder / "tracker.toml").write_text(_SETTINGS + "".join(rows))

    def start(self, night: float, **options: Any) -> subprocess.Popen[bytes]:
        """Start the snapshot of a night; `finish` waits for it."""
        order = {"folder": str(self.folder), "now": (FIRST + timedelta(days=night)).isoformat(), **options}
        root = str(Path(tracker.__file__).parent.parent)
        environ = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        return subprocess.Popen(
            [sys.executable, "-m", "tests.capture.nights", json.dumps(order)],
            cwd=root,
            env=environ | {"PYTHONPATH": root},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def snapshot(self, night: float, **options: Any) -> dict[str, Any]:
        """Take the snapshot of a night, and return how often what came of it, with `ending` and `is_resumed`."""
        return finish(self.start(night, **options))

    def kill(self, night: float, step: int, **options: Any) -> None:
        """Take the snapshot of a night, and kill it at its n-th step."""
        process = self.start(night, step=step, **options)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL

    def texts(self) -> dict[str, list[str]]:
        """What the archive holds: the texts of each story, by its URL."""
        with Archive.open(self.folder) as archive:
            stories = {story.url or "": archive.history(story.branch) for story in archive.stories()}
        return {
            url: ["\n".join(block.text for block in version.story.blocks) for version in history.versions]
            for url, history in stories.items()
        }

    def n_versions(self) -> dict[str, int]:
        """How many versions each story has, by its URL."""
        return {url: len(texts) for url, texts in self.texts().items()}

    def observed(self, night: float) -> dict[str, list[str]]:
        """What the ledger says of each story of a night besides its versions, by its branch."""
        day = FIRST + timedelta(days=night)
        found: dict[str, list[str]] = {}
        with Archive.open(self.folder) as archive:
            for run in archive.runs():
                for each in reversed(run.observations):
                    if day <= each.seen_at < day + timedelta(hours=12):
                        found.setdefault(each.name, []).insert(0, each.reason)
        return found

    def fsck(self) -> str:
        """What git has against the archive: nothing."""
        return fsck(self.folder)


def finish(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Wait for a snapshot; it must have been quiet on standard error."""
    out, err = process.communicate(timeout=120)
    assert not err, err.decode()
    result: dict[str, Any] = json.loads(out)
    return result


def feed(urls: Iterable[str]) -> str:
    """An RSS feed of some stories."""
    items = "".join(f"<item><title>A story</title><link>{url}</link></item>" for url in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'


_n_steps = 0


def _die_at(step: int, *, is_alone: bool) -> None:
    """Be killed at the n-th step: alone, or with all workers and all of git."""

    def note(event: str, _: object) -> None:
        global _n_steps
        if event in STEPS:
            _n_steps += 1
            if _n_steps == step:
                os.kill(os.getpid() if is_alone else 0, signal.SIGKILL)

    sys.addaudithook(note)


def main() -> None:
    """Take the snapshot that the argument orders."""
    from tracker.capture.fetching import make_rules
    from tracker.capture.snapshot import snapshot
    from tracker.capture.watching import read_capture_settings

    order = json.loads(sys.argv[1])
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {processors[os.getpid() % len(processors)]})  # so there is one worker to start
    batch.NEWS = batch.CHECKS = order.get("batch", batch.CHECKS)
    if "n_bytes" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["n_bytes"], order["n_bytes"]))
    _die_at(order.get("step", 0), is_alone=order.get("is_alone", False))
    now = datetime.fromisoformat(order["now"])
    seconds = order.get("seconds")
    with Archive.open(Path(order["folder"])) as archive:
        settings = read_capture_settings(archive.path)
        done = snapshot(
            archive,
            settings,
            replace(make_rules(settings), retries=1, back_off=0.01),
            now=now,
            deadline=datetime.now(UTC) + timedelta(seconds=seconds) if seconds is not None else None,
            shard=tuple(order.get("shard", (1, 1))),
            log=archive.path / "snapshot.log",
        )
    print(
        json.dumps(
            {"n_steps": _n_steps}
            if "n_steps" in order
            else {**done.run.counts, "ending": done.ending, "is_resumed": done.is_resumed}
        )
    )


if __name__ == "__main__":
    main()
