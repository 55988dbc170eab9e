"""Data flows one way: no module imports a layer above its own, and the core does no I/O."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tracker

ROOT = Path(tracker.__file__).parent
# Lowest first. A module belongs to the layer named by the first part of its name.
LAYERS = ["errors", "core", "examples", "archive", "capture", "exchange", "report", "desk", "cli", "__main__"]
PURE = {
    "collections", "dataclasses", "datetime", "difflib", "enum",
    "fractions", "functools", "hashlib", "heapq", "html", "itertools",
    "math", "re", "string", "typing", "unicodedata", "abc", "bisect", "operator", "textwrap", "types",
    # pure text libraries
    "dateutil", "diff_match_patch", "fast_diff_match_patch", "markdown_it", "snowballstemmer",
}  # fmt: skip
IO_NAMES = {"open", "input", "print", "exec", "eval", "__import__"}


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root).with_suffix("").as_posix(), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def faults(root: Path) -> list[str]:
    """Every broken rule below a package folder, one sentence each."""
    found = []
    for name, tree in modules(root):
        layer = name.split("/")[0]
        if layer == "__init__":
            continue
        if layer not in LAYERS:
            found.append(f"{name} is in no layer")
            continue
        for imported in imports(tree):
            parts = imported.split(".")
            if parts[0] == "tracker" and len(parts) > 1 and parts[1] in LAYERS:
                if LAYERS.index(parts[1]) > LAYERS.index(layer):
                    found.append(f"{name} imports upward: {imported}")
            elif layer == "core" and parts[0] != "tracker" and parts[0] not in PURE:
                found.append(f"{name} is core and imports {imported}")
        if layer == "core":
            calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
            names = {call.id for call in calls if isinstance(call, ast.Name)} & IO_NAMES
            found += [f"{name} is core and calls {call}" for call in sorted(names)]
            clocks = {call.attr for call in calls if isinstance(call, ast.Attribute)} & {"now", "utcnow", "today"}
            found += [f"{name} is core and reads the clock with {clock}" for clock in sorted(clocks)]
    return found


def test_the_layers_hold() -> None:
    """The package breaks none of the rules."""
    assert list(modules(ROOT))
    assert faults(ROOT) == []


@pytest.mark.parametrize(
    ("path", "code", "fault"),
    [
        ("core/a.py", "from tracker.archive.store import Store", "core/a imports upward: tracker.archive.store"),
        ("report/a.py", "import tracker.cli", "report/a imports upward: tracker.cli"),
        ("core/a.py", "import os", "core/a is core and imports os"),
        ("core/a.py", "open('x')", "core/a is core and calls open"),
        ("core/a.py", "datetime.now()", "core/a is core and reads the clock with now"),
        ("extra/a.py", "x = 1", "extra/a is in no layer"),
    ],
)
def test_a_broken_rule_is_seen(tmp_path: Path, path: str, code: str, fault: str) -> None:
    """The guard has been seen to fail, rule by rule."""
    target = tmp_path / path
    target.parent.mkdir()
    target.write_text(code)
    assert faults(tmp_path) == [fault]
