"""The single paragraphs, and the reading of all examples from a place that is no folder."""

import json
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import tracker
from tracker.core.notice import NOTICE_KINDS
from tracker.examples import read_examples, read_near_misses, read_sample_notices

LANGUAGES = set("en de fr es it pt nl sv no da pl ja zh".split())


def test_sample_notices_cover_kinds_and_languages() -> None:
    """At least 120 notices, each once, of every kind, with at least five in each of thirteen languages."""
    samples = read_sample_notices()
    assert len({sample.text for sample in samples}) == len(samples) >= 120
    assert {sample.kind for sample in samples} == set(NOTICE_KINDS)
    counts = Counter(sample.lang for sample in samples)
    assert set(counts) == LANGUAGES
    assert min(counts.values()) >= 5


def test_near_misses_cover_languages() -> None:
    """At least 60 near misses, each once, in every language that the notices come in; none is also a notice."""
    misses = read_near_misses()
    assert len({miss.text for miss in misses}) == len(misses) >= 60
    assert {miss.lang for miss in misses} == LANGUAGES
    assert not {miss.text for miss in misses} & {sample.text for sample in read_sample_notices()}


def test_samples_are_clean_paragraphs() -> None:
    """A sample is one paragraph without white space around it."""
    texts = [row.text for row in read_sample_notices()] + [row.text for row in read_near_misses()]
    assert [text for text in texts if text != text.strip() or "\n" in text] == []


def test_examples_are_frozen() -> None:
    """Nobody can change the gold for the next reader."""
    example = read_examples()[0]
    with pytest.raises(FrozenInstanceError):
        example.slug = "another"  # type: ignore[misc]


def test_examples_are_read_from_a_zip(tmp_path: Path) -> None:
    """A package inside a zip archive gives the same stories as the one on disk."""
    root = Path(tracker.__file__).parent
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in (root / "__init__.py", *root.glob("core/*.py"), *root.glob("examples/**/*")):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, path.relative_to(root.parent))
    script = f"""
import json, sys
sys.path.insert(0, {str(packed)!r})
from tracker.examples import read_examples, read_near_misses, read_sample_notices
print(json.dumps([[e.slug, e.texts] for e in read_examples()]))
assert read_near_misses() and read_sample_notices()
"""
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[example.slug, list(example.texts)] for example in read_examples()]
