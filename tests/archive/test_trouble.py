"""Bad folders, full disks, and surroundings that would lead git astray: a clear message, and nothing lost."""

import random
import subprocess
from pathlib import Path

import pytest

from tests.archive.samples import BRANCH, NOON, capture, fsck, git, hours
from tracker.archive.pages import Page
from tracker.archive.repository import Archive
from tracker.errors import ArchiveError

NOISE = random.Random(7)


def n_versions(archive: Archive) -> int:
    return sum(ref.n_versions for ref in archive.stories())


@pytest.mark.parametrize("made", ["nothing", "folder", "other things", "file", "empty stories.git"])
def test_no_archive(tmp_path: Path, made: str) -> None:
    """A path that is no archive is named, with the command that makes one, and stays as it is."""
    path = tmp_path / "archive"
    if made == "file":
        path.write_text("a file")
    elif made != "nothing":
        path.mkdir()
    if made == "other things":
        (path / "notes.txt").write_text("mine")
    if made == "empty stories.git":
        (path / "stories.git").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ArchiveError, match="tracker init") as caught:
        Archive.open(path)
    assert str(path) in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_init_beside_other_things(tmp_path: Path) -> None:
    """An archive can be made in a folder that holds other things, and leaves those alone."""
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "README.txt").write_text("mine too")
    with Archive.init(tmp_path) as archive:
        archive.record([capture("Nine.", page=Page(b"x"))], now=NOON)
    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / "README.txt").read_text() == "mine too"


@pytest.mark.parametrize("name", ["stories.git", "pages", "index.sqlite"])
def test_init_refuses_what_is_in_the_way(tmp_path: Path, name: str) -> None:
    """What has a name of the archive's, and is not the archive's, is not built upon."""
    (tmp_path / name).mkdir()
    with pytest.raises(ArchiveError, match=name):
        Archive.init(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name != "lock"] == [name]


def test_init_again_opens_what_is_there(archive: Archive) -> None:
    """A second `init` changes nothing."""
    archive.record([capture("Nine.")], now=NOON)
    with Archive.init(archive.path, object_format="sha256") as again:
        assert n_versions(again) == 1


def test_init_that_was_killed_starts_over(tmp_path: Path) -> None:
    """What a killed `init` left is no archive, and is cleared away by the next."""
    (tmp_path / "stories.git.part" / "objects").mkdir(parents=True)
    with Archive.init(tmp_path) as archive:
        archive.record([capture("Nine.")], now=NOON)
        assert n_versions(archive) == 1
    assert not (tmp_path / "stories.git.part").exists()


def test_init_where_no_folder_can_be(tmp_path: Path) -> None:
    """A path through a file is named."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="file/archive"):
        Archive.init(tmp_path / "file" / "archive")


def test_a_later_format_is_left_alone(archive: Archive) -> None:
    """An archive of a later tracker is not opened by guesswork."""
    git(archive.path, "config", "tracker.format", "99")
    with pytest.raises(ArchiveError, match="format 99"):
        Archive.open(archive.path)


def test_without_git(archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where git is not installed, that is what is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ArchiveError, match="install git"):
        Archive.open(archive.path)


@pytest.mark.parametrize("where", ["pages", "text"])
def test_a_full_disk(small_disk: Path, where: str) -> None:
    """A call that does not fit records nothing, says why, and fits once there is space."""
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_000_000))

    def big(n: int) -> list[object]:
        noise = NOISE.randbytes(200_000)
        return [capture(str(n), n, page=Page(noise)) if where == "pages" else capture(noise.hex(), n)]

    with Archive.init(small_disk / "archive") as archive:
        with pytest.raises(ArchiveError, match="Free some space"):
            for n in range(40):
                archive.record(big(n), now=hours(n))  # type: ignore[arg-type]
        held = n_versions(archive)
        assert 0 < held < 40 and fsck(archive.path) == ""
        assert not [*archive.path.rglob("*.part"), *archive.path.rglob("fast_import_crash_*")]
        ballast.unlink()
        archive.record(big(50), now=hours(50))  # type: ignore[arg-type]
        assert n_versions(archive) == held + 1 and fsck(archive.path) == ""


def test_surroundings_change_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting, hook, repository or variable of the person who runs it leads git astray."""
    decoy = tmp_path / "decoy.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(decoy)], check=True)
    tripped = tmp_path / "tripped"
    hooks = [tmp_path / "hooks", archive.path / "stories.git" / "hooks"]
    for folder in hooks:
        folder.mkdir()
        for name in ("reference-transaction", "post-update", "update"):
            (folder / name).write_text(f"#!/bin/sh\necho {name} >> {tripped}\nexit 1\n")
            (folder / name).chmod(0o755)
    config = tmp_path / "gitconfig"
    config.write_text(
        f"[core]\n\thooksPath = {hooks[0]}\n\tpager = touch {tripped}\n\teditor = false\n[user]\n\tname = Wrong\n"
        "[commit]\n\tgpgSign = true\n[i18n]\n\tcommitEncoding = latin-1\n[fastimport]\n\tunpackLimit = bad\n"
    )
    (tmp_path / ".gitconfig").write_text(config.read_text())
    outside = {
        "HOME": str(tmp_path),
        "GIT_DIR": str(decoy),
        "GIT_COMMON_DIR": str(decoy),
        "GIT_WORK_TREE": str(tmp_path),
        "GIT_OBJECT_DIRECTORY": str(decoy / "objects"),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_NAMESPACE": "a..b",
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_CONFIG_SYSTEM": str(config),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.hooksPath",
        "GIT_CONFIG_VALUE_0": str(hooks[0]),
        "GIT_CONFIG_PARAMETERS": "not quoted",
        "GIT_AUTHOR_NAME": "Wrong",
        "GIT_COMMITTER_DATE": "1 +0000",
        "GIT_QUARANTINE_PATH": str(tmp_path),
        "LC_ALL": "de_DE.UTF-8",
        "TZ": "Asia/Tokyo",
    }
    for key, value in outside.items():
        monkeypatch.setenv(key, value)
    with Archive.open(archive.path) as inside:
        inside.record([capture("Nine.")], now=NOON)
        inside.record([capture("Ten.", 1), capture("Eight.", -1)], now=NOON)
        assert [version.n for version in inside.history(BRANCH).versions] == [1, 2, 3]
    with Archive.init(tmp_path / "another") as another:
        another.record([capture("Nine.")], now=NOON)
    for key in outside.keys() - {"HOME"}:
        monkeypatch.delenv(key)
    assert not tripped.exists()
    assert git(archive.path, "log", "-1", "--format=%an %cn %cd", "--date=iso", BRANCH).strip() == (
        "tracker tracker 2031-05-04 12:00:00 +0000"
    )
    assert list((decoy / "refs").rglob("*-*")) == [] and fsck(archive.path) == ""


def test_branches_cannot_be_rewritten_by_a_push(archive: Archive, tmp_path: Path) -> None:
    """Whoever pushes into an archive can add to a branch, not replace or drop it."""
    archive.record([capture("Nine."), capture("Ten.", 1)], now=NOON)
    clone = tmp_path / "clone.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(archive.path / "stories.git"), str(clone)], check=True)
    for spec in (f"+{BRANCH}~1:{BRANCH}", f":{BRANCH}"):
        pushed = subprocess.run(["git", "-C", str(clone), "push", "--quiet", "origin", spec], capture_output=True)
        assert pushed.returncode != 0
    assert [version.n for version in archive.history(BRANCH).versions] == [1, 2]


def test_a_large_story(archive: Archive) -> None:
    """Five megabytes of text, on one line, are recorded and read back."""
    text = "The tide came in. " * 300_000
    archive.record([capture(text.strip())], now=NOON)
    assert archive.history(BRANCH).versions[0].story == capture(text.strip()).story
