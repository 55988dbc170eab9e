"""Measure what extraction keeps of real pages, beside plain trafilatura.

    python benchmarks/extraction.py PAGES_DIR

PAGES_DIR holds `positive/` (pages with a notice about themselves) and `negative/` (pages without, some of them
traps), each page as `NNN.html` beside an `NNN.json` with `url`, `publisher`, `body_sample` (sentences of the body),
`notice_texts` and, for a trap, `trap` (why it is one). Text is compared without white space.

A notice is *kept* when its whole text is in the story, and *found* when `find_notices` points to it there. A page
without a notice *gains* one when `find_notices` finds any. The goals: at least 97 % kept, none gained, and for every
publisher at least 95 % of the sample sentences.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.capture.extract import extract
from tracker.core.notices import find_notices
from tracker.core.plaintext import parse_text
from tracker.core.story import Story

Extractor = Callable[[bytes, str | None], Story]
GOAL_BODY = 0.95


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the folder: its name, its bytes and what is known of it."""

    name: str
    data: bytes
    known: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one extractor made of one page."""

    page: Page
    n_sentences: int
    n_notices_kept: int
    n_notices_found: int
    gained: tuple[str, ...]
    seconds: float


def extract_ours(data: bytes, url: str | None) -> Story:
    """Extract as `tracker` does."""
    return extract(data, url=url).story


def extract_plainly(data: bytes, url: str | None) -> Story:
    """Extract with trafilatura alone."""
    import trafilatura

    return parse_text(trafilatura.extract(data, url=url, include_comments=False) or "")


def read_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder in the order of their names."""
    for path in sorted(folder.glob("*.json")):
        yield Page(
            f"{folder.name}/{path.stem}",
            path.with_suffix(".html").read_bytes(),
            json.loads(path.read_text("utf-8")),
        )


def measure(page: Page, extractor: Extractor) -> Outcome:
    """Run one extractor on one page."""
    started = time.perf_counter()
    story = extractor(page.data, page.known.get("url") or None)
    seconds = time.perf_counter() - started
    text = squeeze("\n".join(block.text for block in story.blocks))
    found = [squeeze(story.blocks[notice.block].text) for notice in find_notices(story)]
    notices = [squeeze(notice) for notice in page.known["notice_texts"]]
    return Outcome(
        page,
        n_sentences=sum(squeeze(sentence) in text for sentence in page.known["body_sample"]),
        n_notices_kept=sum(notice in text for notice in notices),
        n_notices_found=sum(any(notice in one or one in notice for one in found) for notice in notices),
        gained=() if notices else tuple(found),
        seconds=seconds,
    )


def squeeze(text: str) -> str:
    """Drop all white space."""
    return "".join(text.split())


def describe(outcomes: list[Outcome]) -> Iterator[tuple[str, str]]:
    """Yield the figures of one extractor, each with its name."""
    positive = [one for one in outcomes if one.page.known["notice_texts"]]
    kept = sum(one.n_notices_kept == len(one.page.known["notice_texts"]) for one in positive)
    found = sum(one.n_notices_found == len(one.page.known["notice_texts"]) for one in positive)
    negative = [one for one in outcomes if not one.page.known["notice_texts"]]
    traps = [one for one in negative if "trap" in one.page.known]
    shares = dict(share_by_publisher(outcomes))
    n_sentences = sum(len(one.page.known["body_sample"]) for one in outcomes)
    yield "pages that keep every notice whole", per_cent(kept, len(positive))
    yield "pages on which every notice is found", per_cent(found, len(positive))
    yield "pages without one that gain a notice", f"{sum(bool(one.gained) for one in negative)} of {len(negative)}"
    yield "   of them traps", f"{sum(bool(one.gained) for one in traps)} of {len(traps)}"
    yield "sample sentences of the body", per_cent(sum(one.n_sentences for one in outcomes), n_sentences)
    yield (
        "publishers with at least 95 % of theirs",
        per_cent(sum(s >= GOAL_BODY for s in shares.values()), len(shares)),
    )
    yield "seconds a page", f"{sum(one.seconds for one in outcomes) / (len(outcomes) or 1):.3f}"


def share_by_publisher(outcomes: list[Outcome]) -> Iterator[tuple[str, float]]:
    """Yield each publisher with the share of its sample sentences that survived."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in outcomes:
        counts[one.page.known["publisher"]][0] += one.n_sentences
        counts[one.page.known["publisher"]][1] += len(one.page.known["body_sample"])
    yield from ((publisher, kept / total) for publisher, (kept, total) in sorted(counts.items()) if total)


def per_cent(part: int, whole: int) -> str:
    """Write a share: "97.0 % (31 of 32)"."""
    return f"{100 * part / (whole or 1):.1f} % ({part} of {whole})"


def list_misses(outcomes: list[Outcome]) -> Iterator[str]:
    """Yield a line for each page that falls short."""
    for one in outcomes:
        known = one.page.known
        lost = [
            f"{len(known[key]) - n} of {len(known[key])} {name}"
            for key, n, name in (
                ("body_sample", one.n_sentences, "sentences lost"),
                ("notice_texts", one.n_notices_kept, "notices lost"),
                ("notice_texts", one.n_notices_found, "notices not found"),
            )
            if n < len(known[key])
        ]
        lost += [f"gains a notice: {text[:60]}" for text in one.gained]
        if lost:
            yield f"{one.page.name} {known['publisher']}: {', '.join(lost)}"


def main() -> int:
    """Print the figures of both extractors and the pages on which ours falls short."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, metavar="PAGES_DIR")
    folder = parser.parse_args().pages
    pages = [page for kind in ("positive", "negative") for page in read_pages(folder / kind)]
    if not pages:
        print(f"{folder} holds no pages in positive/ or negative/: nothing is measured")
        return 0
    extract_ours(pages[0].data, None), extract_plainly(pages[0].data, None)  # imports are not measured
    ours = [measure(page, extract_ours) for page in pages]
    plain = [measure(page, extract_plainly) for page in pages]
    print(f"{len(pages)} pages{'':32}{'tracker':22}trafilatura")
    for (name, mine), (_, theirs) in zip(describe(ours), describe(plain), strict=True):
        print(f"{name:41}{mine:22}{theirs}")
    print("\nWhere tracker falls short:")
    print("\n".join(list_misses(ours)) or "nowhere")
    return 0


if __name__ == "__main__":
    sys.exit(main())
