"""Git's own integrity: what git itself finds wrong, and what it takes on trust.

`git fsck` reads every object and checks every pack. It is kept from the files that git derives from those, which are
looked at here: one that is damaged can be made anew. Each of them ends with the digest of what stands before. Git
also reads refs more generously than it writes them, so that a flipped bit can go unseen: they must be to the letter.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tracker.archive.proof.fault import Fault, derived
from tracker.archive.store import Store

COPY = (
    "Keep this repository as it is, put a sound copy of it in its place, a backup or a clone, and run "
    "`tracker verify` on that"
)
_HEAD = b"ref: refs/heads/runs\n"
_DERIVED = ("pack/*.idx", "pack/*.rev", "pack/*.bitmap", "pack/multi-pack-index", "info/commit-graphs/*.graph")
_GRAPH, _PACKS = "info/commit-graph", "pack/multi-pack-index"
_ID = rb"(?:[0-9a-f]{64}|[0-9a-f]{40})"
_NAME = rb"refs/(?:heads|tags|remotes|notes|tracker)/\S+"
_PACKED = re.compile(rb"# pack-refs with: peeled fully-peeled sorted \n(?:%b %b\n(?:\^%b\n)?)*" % (_ID, _NAME, _ID))
_REF = re.compile(_ID + rb"\n")
_N_LINES = 20


def check_head(store: Store) -> Iterator[Fault]:
    """Check the one ref without which git takes a folder for no repository."""
    path = store.git_dir / "HEAD"
    if not path.exists() or path.read_bytes() != _HEAD:
        yield derived("remake", f"{path} does not name the branch of the runs", path)


def check_objects(store: Store) -> Iterator[Fault]:
    """Have git check all objects and packs."""
    settings = ("-c", "core.commitGraph=false", "-c", "core.multiPackIndex=false")
    process = store.start(*settings, "fsck", "--full", "--strict", "--no-dangling", "--no-progress")
    output, errors = process.communicate()
    said = (errors + output).decode("utf-8", "replace").strip().splitlines()
    if process.returncode:
        more = [f"and {len(said) - _N_LINES:,} lines more"] if len(said) > _N_LINES else []
        yield Fault("\n".join(["git finds its repository damaged:", *said[:_N_LINES], *more]), COPY)


def check_derived(store: Store) -> Iterator[Fault]:
    """Check the files that git derives from objects and packs."""
    objects = store.git_dir / "objects"
    n_bytes = 32 if store.setting("extensions.objectformat") == "sha256" else 20
    paths = [objects / _GRAPH, *(path for pattern in _DERIVED for path in sorted(objects.glob(pattern)))]
    damaged = [path for path in paths if path.exists() and not _ends_with_digest(path, n_bytes)]
    for path in damaged:
        yield derived("remake", f"{path} is damaged; git makes it from what it holds", path)
    if not damaged:
        yield from _check_contents(store)


def _check_contents(store: Store) -> Iterator[Fault]:
    """Have git check that what it derived is what it would derive now."""
    objects = store.git_dir / "objects"
    for command, is_there in (
        ("commit-graph", (objects / _GRAPH).exists() or (objects / "info/commit-graphs").exists()),
        ("multi-pack-index", (objects / _PACKS).exists()),
    ):
        said = store.start(command, "verify", "--no-progress").communicate()[1] if is_there else b""
        if said.strip():
            path = objects / (_GRAPH if command == "commit-graph" else _PACKS)
            first = said.decode("utf-8", "replace").strip().splitlines()[0]
            yield derived("remake", f"git's {command} is not what its repository holds: {first}", path)


def _ends_with_digest(path: Path, n_bytes: int) -> bool:
    digest = hashlib.new("sha256" if n_bytes == 32 else "sha1", usedforsecurity=False)
    with path.open("rb") as file:
        left = path.stat().st_size - n_bytes
        while left > 0 and (part := file.read(min(left, 1 << 20))):
            digest.update(part)
            left -= len(part)
        return file.read() == digest.digest()


def remake(store: Store, path: Path) -> None:
    """Make a file anew that git derives, or remove one that it makes when it needs it. Raises `ArchiveError`."""
    objects = store.git_dir / "objects"
    if path == store.git_dir / "HEAD":
        path.write_bytes(_HEAD)
        return
    if path.suffix == ".idx":
        part = path.with_name("tmp_remade.idx")
        store.run("index-pack", "-o", str(part), str(path.with_suffix(".pack")))
        part.replace(path)
        part.with_suffix(".rev").unlink(missing_ok=True)
        return
    path.unlink(missing_ok=True)
    if path.is_relative_to(objects / "info"):
        shutil.rmtree(objects / "info" / "commit-graphs", ignore_errors=True)
        store.run("commit-graph", "write", "--reachable")


def check_refs(store: Store) -> Iterator[Fault]:
    """Check that the files of refs are as git writes them, to the letter."""
    heads = store.git_dir / "refs" / "heads"
    for path in sorted(path for path in heads.rglob("*") if path.is_file() and path.suffix != ".lock"):
        if not _REF.fullmatch(path.read_bytes()):
            yield Fault(f"{path} is not as git writes it", COPY, path.relative_to(heads).as_posix())
    packed = store.git_dir / "packed-refs"
    if packed.exists() and not _PACKED.fullmatch(packed.read_bytes()):
        yield Fault(f"{packed} is not as git writes it", COPY)


def read_packed(store: Store) -> dict[str, str]:
    """Return where `packed-refs` has each branch, which a ref of its own may overrule."""
    path = store.git_dir / "packed-refs"
    lines = path.read_bytes().decode("utf-8", "replace").splitlines() if path.exists() else []
    rows = (line.split(" ", 1) for line in lines if line[:1] not in ("#", "^") and " " in line)
    return {ref.removeprefix("refs/heads/"): commit for commit, ref in rows if ref.startswith("refs/heads/")}
