"""Print what an archive costs, and whether that grows: `python -m benchmarks.archive [--stories 500 2000]`.

An archive of each size is built from invented stories, beside what it is held against, in one run on one disk:

- recording through `Archive.record`, a thousand versions a run, against the same versions written straight to
  `git fast-import`, and against a commit a version in one tree, by GitPython and by `git add` and `git commit`;
- one more version, and reading a story with all its texts, against `git log --patch -- path` in one tree of all;
- opening the archive, finding a story, listing, the ledgers and searching, once the index is there;
- the disk a version takes, against its text zipped alone, and the most memory that recording and reindexing take.

Figures are medians, and the ways and sizes take turns, so that a busy machine troubles all of them alike. Each size
keeps four repositories and an index: 100,000 stories take 10 GB and an hour. Up to 200 stories are analysed for the
index; a further one gets the analysis of one of these, since `benchmarks.speed` measures that.
"""

import argparse
import json
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from git import Repo

from benchmarks.invented import NOW, START, histories, history
from benchmarks.memory import Analyser, peak
from benchmarks.rivals import OneTree, Straight, list_tips, own_stream, plain_stream
from tracker.archive.index import Index
from tracker.archive.layout import STORIES
from tracker.archive.listing import list_stories
from tracker.archive.plan import Capture
from tracker.archive.repository import Archive
from tracker.cli.corrections import USUAL
from tracker.core.query import parse_query
from tracker.core.story import Block, Story, render_story_md

CHUNK = 250  # stories, which make a thousand versions
TRIES = 25
CLASSIC = 2000  # stories in the tree that is added to in the classic ways
Figures = dict[str, float]


class Place:
    """A folder with the archive of one size, and the others of that size."""

    def __init__(self, folder: Path, n_stories: int) -> None:
        """Make all of them, empty."""
        folder.mkdir()
        self.n_stories = n_stories
        self.folder = folder
        self.archive = Archive.init(folder / "archive")
        self.straight = Straight(folder / "straight.git")
        self.own = Straight(folder / "own.git", as_ours=True)
        self.tree = OneTree(folder / "tree")

    def stories(self) -> Iterator[int]:
        """Yield the numbers of some stories, all over the archive."""
        return (n * self.n_stories // TRIES for n in range(TRIES))


def seconds(work: Callable[..., object], *given: object, **named: object) -> float:
    """Return how long something took."""
    start = time.perf_counter()
    work(*given, **named)
    return time.perf_counter() - start


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Say on standard error what is being done."""
    print(f"{what} …", file=sys.stderr, flush=True)
    yield


def fill(place: Place) -> Figures:
    """Record all stories in each of the ways that take any number of them."""
    rates: dict[str, list[float]] = {"ours": [], "straight": [], "own": []}
    n_versions = n_zipped = 0
    for first in range(0, place.n_stories, CHUNK):
        chunk = list(histories(min(CHUNK, place.n_stories - first), first))
        captures = [capture for story in chunk for capture in story]
        plain, own = plain_stream(chunk), own_stream(chunk)
        rates["ours"].append(len(captures) / seconds(place.archive.record, captures, now=NOW))
        rates["straight"].append(len(captures) / seconds(place.straight.write, plain))
        rates["own"].append(len(captures) / seconds(place.own.write, own))
        place.tree.fill(chunk)
        n_versions += len(captures)
        n_zipped += sum(len(zlib.compress(render_story_md(capture.story).encode())) for capture in captures)
    _check(place)
    place.archive.maintain(now=NOW)
    disk = sum(path.stat().st_size for path in (place.archive.path / STORIES).rglob("*") if path.is_file())
    ours, straight, alike = (median(each) for each in rates.values())
    return {
        "recording, versions a second": ours,
        "… straight to git fast-import": straight,
        "… ours against that": ours / straight,
        "… straight, with our order and settings": alike,
        "… ours against that one": ours / alike,
        "disk a version, bytes": disk / n_versions,
        "… against its text zipped": disk / n_zipped,
    }


def _check(place: Place) -> None:
    """Hold the ways to having written the same commits."""
    if not place.straight.tips() == place.own.tips() < list_tips(place.archive.path / STORIES):
        raise SystemExit("the ways have not written the same commits")


def later(capture: Capture, k: int) -> Capture:
    """Return a capture of a story with a paragraph more."""
    blocks = (*capture.story.blocks, Block("paragraph", f"The inquiry heard {k} more witnesses."))
    meta = replace(capture.meta, captured_at=capture.meta.captured_at + timedelta(days=k))
    return Capture(capture.name, Story(blocks), meta)


def go_on(places: list[Place]) -> list[Figures]:
    """Record one more version, and read one story, of many, at each size in turn."""
    more: list[list[float]] = [[] for _ in places]
    read: list[list[float]] = [[] for _ in places]
    logged: list[list[float]] = [[] for _ in places]
    for stories in zip(*(place.stories() for place in places), strict=True):
        for k, (place, n) in enumerate(zip(places, stories, strict=True)):
            last = history(n)[-1]
            new = later(last, 30)
            more[k].append(seconds(place.archive.record, [new], now=NOW))
            read[k].append(seconds(place.archive.history, last.branch))
            logged[k].append(seconds(place.tree.read, last))
    return [
        {
            "one more version, ms": 1000 * median(more[k]),
            "reading a story, ms": 1000 * median(read[k]),
            "… git log --patch in one tree, ms": 1000 * median(logged[k]),
        }
        for k in range(len(places))
    ]


def ask(place: Place) -> Figures:
    """Ask an archive whatever people ask of it, each question anew."""
    return {f"{name}, s": median(seconds(question) for _ in range(5)) for name, question in _questions(place).items()}


def _questions(place: Place) -> dict[str, Callable[[], object]]:
    """The questions by name; a new one needs a line here and nothing else."""
    folder, archive = place.archive.path, place.archive
    url = history(0)[0].name
    index = Index(archive, Analyser())
    return {
        "opening the archive": lambda: Archive.open(folder),
        "finding a story by its URL": lambda: archive.find(url),
        "listing the stories": lambda: list_stories(archive),
        "… from git alone": archive.stories,
        "opening the index": lambda: Index(archive, Analyser()).close(),
        "the ledgers of a day": lambda: index.ledger_page(USUAL, 100, since=START + timedelta(days=10)),
        "the ledgers": lambda: index.ledger_page(USUAL, 100),
        "searching a phrase": lambda: index.search(parse_query('"the inquiry heard"'), limit=20),
    }


def remember(place: Place) -> Figures:
    """Record and reindex in processes of their own, and return the most memory they took."""
    recording = peak("record", place.folder / "memory", place.n_stories)
    figures: Figures = {}
    took = seconds(lambda: figures.update(peak("reindex", place.archive.path, place.n_stories)))
    return {
        "memory of recording, MB": recording["tracker"],
        "… of its largest git, MB": recording["git"],
        "memory of reindexing, MB": figures["tracker"],
        "… of its largest git, with what it maps, MB": figures["git"],
        "reindexing, stories a second": place.n_stories / took,
    }


def classic(folder: Path) -> Figures:
    """Add versions to a tree in the classic ways."""
    tree = OneTree(folder)
    tree.fill(histories(CLASSIC))
    tree.check_out()
    repository = Repo(folder)
    captures = [history(n * CLASSIC // TRIES)[-1] for n in range(TRIES)]
    by_git = [seconds(tree.add_by_git, later(capture, 30)) for capture in captures]
    by_gitpython = [seconds(tree.add_by_gitpython, repository, later(capture, 31)) for capture in captures]
    return {
        f"GitPython at {CLASSIC:,} stories, versions a second": 1 / median(by_gitpython),
        f"git add, git commit at {CLASSIC:,} stories, versions a second": 1 / median(by_git),
    }


def measure(sizes: list[int], folder: Path) -> dict[str, list[float]]:
    """Return each figure at each size; those of the classic ways have one."""
    places = [Place(folder / str(n_stories), n_stories) for n_stories in sizes]
    figures: list[Figures] = []
    for place in places:
        with progress(f"Recording {place.n_stories:,} stories, four times"):
            figures.append(fill(place))
    with progress("Adding versions in the classic ways"):
        classics = classic(folder / "classic")
    with progress("Adding and reading versions"):
        for told, more in zip(figures, go_on(places), strict=True):
            told |= more
    for place, told in zip(places, figures, strict=True):
        with progress(f"Recording and indexing {place.n_stories:,} stories, and asking the archive"):
            told |= remember(place) | ask(place)
    return {name: [each[name] for each in figures] for name in figures[0]} | {
        name: [value] for name, value in classics.items()
    }


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", nargs="+", type=int, default=[500, 2000], metavar="N", help="the sizes")
    parser.add_argument("--folder", type=Path, help="where the archives are built; a temporary folder otherwise")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory(dir=arguments.folder) as folder:
        figures = measure(sorted(arguments.stories), Path(folder))
    if arguments.json:
        print(json.dumps({"stories": sorted(arguments.stories), **figures}))
        return
    print(f"{'':<62}" + "".join(f"{n:>12,}" for n in sorted(arguments.stories)) + f"{'ratio':>9}")
    for name, values in figures.items():
        ratio = f"{values[-1] / values[0]:>9.2f}" if len(values) > 1 else ""
        print(f"{name:<62}" + "".join(f"{value:>12,.3f}" for value in values) + ratio)


if __name__ == "__main__":
    main()
