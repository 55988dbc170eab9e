"""Print what a nightly run costs: `python -m benchmarks.snapshot [--stories 500]`.

An invented newsroom on loopback serves the stories, without a pause between requests. Side by side, in turns:

- `bare`: a Scrapy spider that downloads the pages and does nothing with them;
- `extracting`: the same spider, which has trafilatura read the text and the metadata of each page;
- `first`: the first `tracker` snapshot of them, in which all are new;
- `changed`: a later one, in which one in twenty has changed and the server knows of no validators;
- `known`: a later one, in which the server answers 304 to whoever has validators;

and the most memory that the process of a snapshot takes, for all of them and for a fifth. Each is a process of its
own on the same machine as the server. Ratios are medians over the rounds.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from html import escape
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from benchmarks.invented import NOW, history
from tracker.core.story import Story

CONCURRENCY = 16
CHANGED = 20  # one story in so many changes
_LINKS = "".join(f'<li><a href="/section/{n}">Section {n} of the paper</a></li>' for n in range(60))
_SCRIPT = "<script>" + "var settings = {colour: 'blue', width: 300, parts: ['a', 'b']};\n" * 200 + "</script>"
_TEASERS = "".join(
    f"<li><h3><a href='/teaser/{n}'>Council puts off its decision on road {n}</a></h3>"
    "<p>The vote was due in May.</p></li>"
    for n in range(20)
)
_HEAD = f'<head><meta charset="utf-8">{_SCRIPT}<link rel="stylesheet" href="/style.css">'
_TOP = f"<body><header><nav><ul>{_LINKS}</ul></nav></header><main>"
_FOOT = f"</main><aside><ul>{_TEASERS}</ul></aside><footer><ul>{_LINKS}</ul></footer>{_SCRIPT}</body></html>"


def print_page(story: Story) -> bytes:
    """Print a story as a page with what stands around it at a newspaper; about 40 kB."""
    title = escape(story.headline or "")
    body = "".join(f"<p>{escape(block.text)}</p>" for block in story.blocks if block.kind != "headline")
    article = f"<article><h1>{title}</h1><p class='byline'>By Ann Harlow</p>{body}</article>"
    return f'<!DOCTYPE html><html lang="en">{_HEAD}<title>{title}</title></head>{_TOP}{article}{_FOOT}'.encode()


def serve(n_stories: int) -> None:
    """Serve the stories until killed; `/night/N` has it be another night, the port is the first line it prints."""
    from twisted.internet import reactor as installed
    from twisted.web.resource import Resource
    from twisted.web.server import Site

    reactor: Any = installed
    site: Any = Site
    versions = [[print_page(capture.story) for capture in history(n)[:2]] for n in range(n_stories)]
    night = 0

    class Newsroom(Resource):
        isLeaf = True

        def render_GET(self, request: Any) -> bytes:
            nonlocal night
            what, n = request.path.decode().strip("/").split("/") if b"/" in request.path[1:] else ("", "0")
            if what == "night":
                night = int(n)
                return b"ok"
            if what != "story":
                request.setResponseCode(404)
                return b""
            page = versions[int(n)][1 if night and int(n) % CHANGED == 0 else 0]
            request.setHeader(b"Content-Type", b"text/html; charset=utf-8")
            if night == 2:
                etag = b'"' + sha256(page).hexdigest()[:16].encode() + b'"'
                request.setHeader(b"ETag", etag)
                if request.getHeader("If-None-Match") == etag.decode():
                    request.setResponseCode(304)
                    return b""
            return page

    newsroom: Any = Newsroom
    port = reactor.listenTCP(0, site(newsroom()), interface="127.0.0.1")
    print(port.getHost().port, flush=True)
    reactor.run()


def urls(port: int, n_stories: int) -> Iterator[str]:
    """Yield the addresses of the stories."""
    return (f"http://127.0.0.1:{port}/story/{n}" for n in range(n_stories))


def crawl_bare(port: int, n_stories: int, *, extracting: bool) -> dict[str, float]:
    """Download the pages with Scrapy, and read each with trafilatura where `extracting`."""
    import trafilatura
    from scrapy import Request, Spider
    from scrapy.crawler import CrawlerProcess

    n_read = 0

    class Bare(Spider):
        name = "bare"

        async def start(self) -> Any:
            for url in urls(port, n_stories):
                yield Request(url)

        def parse(self, response: Any) -> None:
            nonlocal n_read
            if not extracting or trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True):
                n_read += 1

    settings = {
        "CONCURRENT_REQUESTS": CONCURRENCY,
        "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
    }
    process = CrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    assert n_read == n_stories, n_read
    return {}


def take_snapshot(folder: Path, night: float) -> dict[str, float]:
    """Take the snapshot of a night, and return what came of it and the most memory it took, in MB."""
    from tracker.archive.repository import Archive
    from tracker.capture.fetching import make_rules
    from tracker.capture.snapshot import snapshot
    from tracker.capture.watching import read_capture_settings

    with Archive.open(folder) as archive:
        settings = read_capture_settings(folder)
        done = snapshot(archive, settings, make_rules(settings), now=NOW + timedelta(days=night))
    return {**done.run.counts, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}


def run(*arguments: object) -> tuple[float, dict[str, float]]:
    """Run this module once more in a process of its own; return how long that took and what it printed."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.snapshot", *map(str, arguments)]
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return time.perf_counter() - start, json.loads(ended.stdout)


def make_archive(folder: Path, port: int, n_stories: int) -> None:
    """Make an archive that watches the stories."""
    from tracker.archive.repository import Archive

    Archive.init(folder).close()
    rows = "".join(f'[[watch]]\nstory = "{url}"\n' for url in urls(port, n_stories))
    capture = f'[capture]\ndelay = 0\nconcurrency = {CONCURRENCY}\nallow-private = ["127.0.0.0/8"]\n'
    (folder / "tracker.toml").write_text(capture + rows)


def measure(folder: Path, port: int, n_stories: int) -> dict[str, float]:
    """Take one round; return seconds, and the memory of a snapshot in MB."""
    took: dict[str, float] = {}
    make_archive(folder, port, n_stories)
    set_night(port, 0)
    took["bare"], _ = run("--child", "bare", "--port", port, "--stories", n_stories)
    took["first"], told = run("--child", "snapshot", "--folder", folder, "--night", 0)
    assert told["new"] == n_stories, told
    took["extracting"], _ = run("--child", "extracting", "--port", port, "--stories", n_stories)
    set_night(port, 1)
    took["changed"], told = run("--child", "snapshot", "--folder", folder, "--night", 1)
    assert told["changed"] == -(-n_stories // CHANGED), told
    set_night(port, 2)
    run("--child", "snapshot", "--folder", folder, "--night", 2)  # learns the validators
    took["known"], told = run("--child", "snapshot", "--folder", folder, "--night", 2.9)
    assert told["unchanged"] == n_stories, told
    took["bare again"], _ = run("--child", "bare", "--port", port, "--stories", n_stories)
    return took | {"MB": told["MB"]}


def set_night(port: int, night: int) -> None:
    """Have it be another night at the newsroom."""
    with urlopen(f"http://127.0.0.1:{port}/night/{night}") as answer:
        assert answer.read() == b"ok"


def main() -> None:
    """Run the benchmark, or one part of it in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    for name in ("--child", "--port", "--folder", "--night"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child == "serve":
        serve(given.stories)
    elif given.child == "snapshot":
        print(json.dumps(take_snapshot(Path(given.folder), float(given.night))))
    elif given.child:
        print(json.dumps(crawl_bare(int(given.port), given.stories, extracting=given.child == "extracting")))
    else:
        compare(given.stories, given.rounds, as_json=given.json)


def compare(n_stories: int, n_rounds: int, *, as_json: bool) -> None:
    """Take the rounds, for all stories and once for a fifth of them, and print what came of them."""
    command = [sys.executable, "-m", "benchmarks.snapshot", "--child", "serve", "--stories", str(n_stories)]
    with TemporaryDirectory() as temporary, subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            port = int(server.stdout.readline())
            few = measure(Path(temporary) / "few", port, max(1, n_stories // 5))
            rounds = []
            for n in range(n_rounds):
                print(f"round {n + 1} of {n_rounds} …", file=sys.stderr, flush=True)
                rounds.append(measure(Path(temporary) / str(n), port, n_stories))
        finally:
            server.kill()
    figures = {name: median(each[name] for each in rounds) for name in rounds[0]}
    ratios = {
        "changed / extracting": median(each["changed"] / each["extracting"] for each in rounds),
        "first / extracting": median(each["first"] / each["extracting"] for each in rounds),
        "known / bare": median(2 * each["known"] / (each["bare"] + each["bare again"]) for each in rounds),
        "memory, against a fifth": median(each["MB"] for each in rounds) / few["MB"],
    }
    if as_json:
        print(json.dumps({"stories": n_stories, "figures": figures, "ratios": ratios}))
        return
    print(f"{n_stories:,} stories")
    for name, value in figures.items():
        print(
            f"  {name:<24}{value:9.1f} {'MB' if name == 'MB' else 's'}"
            + (" " if name == "MB" else f"  {n_stories / value:7.0f} a second")
        )
    for name, value in ratios.items():
        print(f"  {name:<24}{value:9.2f} ×")


if __name__ == "__main__":
    main()
