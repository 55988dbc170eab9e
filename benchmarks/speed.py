"""Print what the analysis costs: `python -m benchmarks.speed`.

Four questions, each measured side by side in one run, the best of several tries, on invented text:

- a six-version story of about 1,000 words: the whole analysis (diff, notices, links), and how it grows with the
  number of versions (near linear is the aim);
- the ordinary case, a few edits in a long story: our diff against diff-match-patch run on the characters of the text;
- a full rewrite of 5,000 characters, one story replaced by another, in one block and in paragraphs: our diff against
  `fast-diff-match-patch` on the same tokens;
- the worst case for what follows the comparison: 5,000 characters in which every third word is another, so that each
  is a change of its own.

Without the extra `fast` our diff works in Python, and the C++ port has no figures.
"""

import argparse
import json
import random
import time
from collections.abc import Callable

from diff_match_patch import diff_match_patch

from tracker.core.analysis import Version
from tracker.core.compare import HAS_PORT, compare, compare_in_python
from tracker.core.diff import diff
from tracker.core.history import analyse
from tracker.core.notices import read_block
from tracker.core.plaintext import parse_markdown
from tracker.core.story import Block, Story
from tracker.core.words import split_words
from tracker.examples import read_examples

TRIES = 9
_NOUNS = "council ferry bridge mayor harbour school report budget storm road court farm museum clinic union".split()
_VERBS = "approved delayed visited rejected praised closed opened funded measured repaired described".split()
_NOTICE = "Correction: An earlier version misstated the cost of the bridge. It is ${} million, not ${} million."


def sentence(rng: random.Random) -> str:
    """Invent a sentence of about fourteen words."""
    a, b, c = (rng.choice(_NOUNS) for _ in range(3))
    return f"The {a} {rng.choice(_VERBS)} the {b} after {rng.randint(2, 900)} people from the {c} had asked for it."


def paragraphs(rng: random.Random, n_words: int) -> list[str]:
    """Invent paragraphs with about so many words."""
    texts: list[str] = []
    while sum(len(text.split()) for text in texts) < n_words:
        texts.append(" ".join(sentence(rng) for _ in range(3)))
    return texts


def history(n_versions: int, n_words: int = 1000) -> list[Version]:
    """Invent a story in which each version edits three paragraphs, and the last two carry a notice."""
    rng = random.Random(7)
    texts = paragraphs(rng, n_words)
    texts[2] += " The bridge will cost $12 million."
    versions = []
    for n in range(1, n_versions + 1):
        for _ in range(3):
            at = rng.randrange(3, len(texts))
            texts[at] = texts[at].replace(texts[at].split()[1], rng.choice(_NOUNS), 1)
        if n == max(2, n_versions - 1):
            texts[2] = texts[2].replace("$12", "$21")
            texts.append(_NOTICE.format(21, 12))
        blocks = (Block("headline", "Council votes on the bridge"), *(Block("paragraph", text) for text in texts))
        versions.append(Version(n, Story(blocks), f"v{n}"))
    return versions


def best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in milliseconds."""
    times = []
    for _ in range(TRIES):
        split_words.cache_clear()
        read_block.cache_clear()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def measure() -> dict[str, float]:
    """Return the figures: milliseconds, and ratios of two measured in this run."""
    figures = {}
    for n in (2, 6, 12, 24):
        versions = history(n)
        figures[f"analysis of {n} versions of 1,000 words, ms"] = best(lambda versions=versions: analyse(versions))  # type: ignore[misc]
    per_version = [figures[f"analysis of {n} versions of 1,000 words, ms"] / n for n in (6, 24)]
    figures["cost a version, 24 versions against 6"] = per_version[1] / per_version[0]

    old, new = (version.story for version in history(2, 3000))
    ours = best(lambda: diff(old, new))
    text_a, text_b = ("\n".join(block.text for block in story.blocks) for story in (old, new))
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    figures["ordinary case: our diff, ms"] = ours
    figures["ordinary case: diff-match-patch on characters, ms"] = best(
        lambda: engine.diff_main(text_a, text_b, False)
    )
    figures["ordinary case: ours against characters"] = (
        ours / figures["ordinary case: diff-match-patch on characters, ms"]
    )

    for name, texts in (("full rewrite", full_rewrite()), ("every third word", every_third_word())):
        figures |= measure_rewrite(name, *texts)
    return figures


def full_rewrite() -> tuple[list[str], list[str]]:
    """Make two stories of 5,000 characters, with no sentence in common, of the paragraphs of the example stories."""
    english = [parse_markdown(example.texts[0]) for example in read_examples() if example.lang == "en"]
    half = len(english) // 2
    old, new = ([block.text for story in some for block in story.blocks] for some in (english[:half], english[half:]))
    return shorten(old), shorten(new)


def every_third_word() -> tuple[list[str], list[str]]:
    """Invent two stories of 5,000 characters whose sentences are all built alike."""
    old, new = (shorten(paragraphs(random.Random(seed), 900)) for seed in (1, 2))
    return old, new


def shorten(texts: list[str], n_characters: int = 5000) -> list[str]:
    """Cut paragraphs to so many characters in all."""
    left = [n_characters - sum(map(len, texts[:n])) for n in range(len(texts))]
    return [text[:n].strip() for text, n in zip(texts, left, strict=True) if text[: max(n, 0)].strip()]


def measure_rewrite(name: str, old: list[str], new: list[str]) -> dict[str, float]:
    """Measure our diff of two stories, in one block and in paragraphs, and the bare comparison of their tokens."""
    figures = {}
    for form, texts in (("one block", ([" ".join(old)], [" ".join(new)])), ("paragraphs", (old, new))):
        before, after = (Story(tuple(Block("paragraph", text) for text in some)) for some in texts)
        figures[f"{name}, {form}: our diff, ms"] = best(lambda before=before, after=after: diff(before, after))  # type: ignore[misc]
        figures[f"{name}, {form}: changes"] = len(diff(before, after).changes)
    code: dict[str, str] = {}
    keys = [
        "".join(code.setdefault(token.text, chr(0x4E00 + len(code))) for token in split_words(" ".join(texts)))
        for texts in (old, new)
    ]
    figures[f"{name}: diff-match-patch in Python on the same tokens, ms"] = best(lambda: compare_in_python(*keys))
    if HAS_PORT:
        port = best(lambda: compare(*keys))
        figures[f"{name}: the C++ port on the same tokens, ms"] = port
        for form in ("one block", "paragraphs"):
            figures[f"{name}, {form}: ours against the C++ port"] = figures[f"{name}, {form}: our diff, ms"] / port
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    figures = measure()
    if parser.parse_args().json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<70}{value:>10.2f}")


if __name__ == "__main__":
    main()
