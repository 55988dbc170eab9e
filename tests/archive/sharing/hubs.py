"""Archives of two desks and the repository between them, and what is the same of archives that are in step."""

import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.archive.samples import git, hours
from tracker.archive.layout import ObjectFormat
from tracker.archive.proof.verify import verify
from tracker.archive.repository import Archive
from tracker.archive.sharing.remote import Remote, parse_remote
from tracker.archive.sharing.syncing import Synced, sync

EARLY = hours(-24 * 365 * 30)  # before any file was written: what a killed git left is not old enough to count


@dataclass(frozen=True, slots=True)
class Desks:
    """Two archives, and the hub they sync through."""

    hub: Path
    one: Archive
    two: Archive

    @property
    def remote(self) -> Remote:
        """The hub, as it is named on the command line."""
        return parse_remote(str(self.hub))

    def sync(self, archive: Archive, at: datetime, **how: Any) -> Synced:
        """Sync one of the archives."""
        return sync(archive, self.remote, now=at, **how)

    def sync_both(self, at: datetime) -> None:
        """Sync until both have everything: the first once more, for what the second brought."""
        for archive in (self.one, self.two, self.one):
            self.sync(archive, at)
        assert in_step(self.one.path, self.two.path, self.hub)

    def close(self) -> None:
        """End the processes that read."""
        self.one.close()
        self.two.close()


def make_desks(folder: Path, object_format: ObjectFormat = "sha1") -> Desks:
    """Make two empty archives and an empty hub."""
    hub = make_hub(folder / "hub.git", object_format)
    return Desks(hub, *(Archive.init(folder / name, object_format) for name in ("one", "two")))


def copy_desks(desks: Desks, folder: Path) -> Desks:
    """Copy two archives and their hub."""
    shutil.copytree(desks.hub.parent, folder, dirs_exist_ok=True)
    return Desks(folder / "hub.git", Archive.open(folder / "one"), Archive.open(folder / "two"))


def make_hub(path: Path, object_format: ObjectFormat = "sha1") -> Path:
    """Make an empty repository, as a person does."""
    subprocess.run(
        ["git", "init", "-q", "--bare", "-b", "runs", f"--object-format={object_format}", str(path)], check=True
    )
    return path


def refs(path: Path) -> dict[str, str]:
    """Where all branches of an archive or a repository stand."""
    folder = path / "stories.git" if (path / "stories.git").exists() else path
    told = subprocess.run(
        ["git", "--git-dir", str(folder), "for-each-ref", "--format=%(refname:lstrip=2) %(objectname)"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return dict(line.split(" ") for line in told.stdout.splitlines())


def in_step(*paths: Path) -> bool:
    """Whether repositories have the same branches at the same commits."""
    first, *others = map(refs, paths)
    return all(other == first for other in others)


def texts(archive: Archive, branch: str) -> list[str]:
    """The texts of a story's versions."""
    return [version.story.blocks[-1].text for version in archive.history(branch).versions]


def check_sound(archive: Archive) -> None:
    """Nothing can be found wrong with it, heads tell what is there, the ledger names every version and no other."""
    with Archive.open(archive.path) as again:
        assert verify(again, now=EARLY).faults == ()
    named = {each.commit for run in archive.runs() for each in run.recorded if each.commit}
    found = set()
    for ref in archive.stories():
        history = archive.history(ref.branch)
        times = [meta.captured_at for meta in history.metas]
        assert (ref.n_versions, ref.first_captured_at, ref.last_captured_at) == (len(times), times[0], times[-1])
        assert ref.headline == history.versions[-1].story.headline
        shown = git(archive.path, "show", f"{ref.branch}:story.md")
        assert shown == git(archive.path, "show", f"{history.versions[-1].source}:story.md")
        found |= {version.source for version in history.versions}
    assert found == named


def check_ledger(archive: Archive) -> None:
    """Each run has a higher number than those before it, and is listed once."""
    lines = git(archive.path, "log", "--format=%H %P %(trailers:key=Run,valueonly,separator=)", "runs").splitlines()
    numbers = {line.split()[0]: int(line.split()[-1]) for line in lines}
    for commit, *parents, n in map(str.split, lines):
        assert all(int(n) > numbers[parent] for parent in parents), commit
    runs = list(archive.runs())
    assert sorted(run.n for run in runs) == sorted(numbers.values())
    assert [run.started_at for run in runs] == sorted((run.started_at for run in runs), reverse=True)
