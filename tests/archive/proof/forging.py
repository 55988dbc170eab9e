"""Git as a forger or a failing disk would use it on an archive."""

import os
import re
import subprocess
from pathlib import Path

from tests.archive.samples import git


def move(path: Path, branch: str, to: str) -> None:
    git(path, "update-ref", f"refs/heads/{branch}", to)


def commit(path: Path, like: str, parents: list[str], files: dict[str, str], message: str | None = None) -> str:
    """Make a commit like another one, with other parents and files, as a forger with git would."""
    tree = git(path, "ls-tree", like)
    for name, text in files.items():
        blob = given(path, text, "hash-object", "-w", "--stdin")
        tree = re.sub(rf"blob \w+\t{re.escape(name)}$", f"blob {blob}\t{name}", tree, flags=re.MULTILINE)
    told = message or git(path, "log", "-1", "--format=%B", like)
    options = [word for parent in parents for word in ("-p", parent)]
    return given(path, told, "commit-tree", *options, given(path, tree, "mktree"))


def given(path: Path, text: str, *arguments: str) -> str:
    """Run git with something to read, and return what it prints."""
    people = {f"GIT_{who}_{what}": "tracker" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    command = ["git", "--git-dir", str(path / "stories.git"), *arguments]
    ended = subprocess.run(command, env=os.environ | people, input=text, capture_output=True, text=True, check=True)
    return ended.stdout.strip()


def drop_object(path: Path, name: str) -> None:
    """Take one object out of the repository."""
    git(path, "repack", "-a", "-d", "-q")
    (pack,) = (path / "stories.git" / "objects" / "pack").glob("*.pack")
    for old in pack.parent.glob(f"{pack.stem}.*"):
        old.rename(path / old.name)
    _unpack(path, (path / pack.name).read_bytes())
    git(path, "rev-parse", "HEAD")
    (path / "stories.git" / "objects" / name[:2] / name[2:]).unlink()


def _unpack(path: Path, pack: bytes) -> None:
    command = ["git", "--git-dir", str(path / "stories.git"), "unpack-objects", "-q"]
    subprocess.run(command, input=pack, check=True)
