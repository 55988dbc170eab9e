"""A signed ledger: git's own signatures, by the key that the settings name, and by no other."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.archive.proof.archives import fill, proof, tides
from tests.archive.proof.forging import move
from tests.archive.samples import fsck, git, hours
from tracker.archive.layout import ObjectFormat
from tracker.archive.repository import Archive
from tracker.errors import InputError

needs_ssh = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen makes the key; install OpenSSH")
needs_gpg = pytest.mark.skipif(not shutil.which("gpg"), reason="gpg makes the key; install GnuPG")


def ssh_key(folder: Path, name: str = "key") -> Path:
    """A new SSH key without a passphrase."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "a comment", "-f", str(folder / name)]
    subprocess.run(command, check=True)
    return folder / name


@pytest.fixture
def gpg_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The number of a new GPG key, in a keyring of its own; its path is short, for the agent's socket."""
    with TemporaryDirectory(prefix="gpg") as home:
        monkeypatch.setenv("GNUPGHOME", home)
        make = ("--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "desk", "ed25519", "sign", "never")
        subprocess.run(["gpg", *make], check=True, capture_output=True)
        listed = subprocess.run(["gpg", "--with-colons", "-k"], check=True, capture_output=True, text=True).stdout
        yield next(line.split(":")[9] for line in listed.splitlines() if line.startswith("fpr"))
        subprocess.run(["gpgconf", "--kill", "all"], check=True)


def sign_with(path: Path, key: str | Path) -> None:
    (path / "tracker.toml").write_text(f'[ledger]\nsigning-key = "{key}"\n')


def said(path: Path) -> list[str]:
    return [fault.what for fault in proof(path).faults]


@needs_ssh
@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_every_run_is_signed(filled_once: Path, tmp_path: Path, object_format: ObjectFormat) -> None:
    """Recordings and droppings of pages; but for the signature, a run is what it would be without."""
    path = tmp_path / "archive"
    with Archive.init(path, object_format) as archive:
        sign_with(path, ssh_key(tmp_path))
        fill(archive)
        assert [run.n for run in archive.runs()] == [6, 5, 4, 3, 2, 1]
    assert proof(path).faults == () and fsck(path) == ""
    runs = git(path, "rev-list", "runs").split()
    assert all("gpgsig" in git(path, "cat-file", "commit", run) for run in runs)
    shown = [git(each, "log", "--format=%an %ae %ai %cn %ce %ci %B", "runs") for each in (path, filled_once)]
    assert shown[0] == shown[1]


@needs_ssh
def test_a_run_that_is_not_signed_is_found(filled: Path, tmp_path: Path) -> None:
    """As long as none is, and whenever the last is not; the next signed one stands for those before it."""
    sign_with(filled, ssh_key(tmp_path))
    assert said(filled) == ["no run is signed by the key in tracker.toml"]
    with Archive.open(filled) as archive:
        archive.record([tides("High at noon.", 20)], now=hours(20))
        assert said(filled) == []
        sign_with(filled, "")
    with Archive.open(filled) as archive:
        archive.record([tides("High at one.", 21)], now=hours(21))
    sign_with(filled, tmp_path / "key.pub")  # the public key is enough to check
    assert said(filled) == ["no run after run 7 is signed by the key in tracker.toml"]
    sign_with(filled, ssh_key(tmp_path, "another"))
    assert said(filled) == ["no run is signed by the key in tracker.toml"]


@needs_ssh
def test_a_signature_is_no_other_commits(filled: Path, tmp_path: Path) -> None:
    """A signature that was copied to an edited run is none."""
    sign_with(filled, ssh_key(tmp_path))
    with Archive.open(filled) as archive:
        archive.record([tides("High at noon.", 20)], now=hours(20))
    signed = git(filled, "cat-file", "commit", "runs")
    forged = signed.replace("Run 7: 1 new, 0 unchanged", "Run 7: 1 new, 1 unchanged")
    command = ["git", "--git-dir", str(filled / "stories.git"), "hash-object", "-t", "commit", "-w", "--stdin"]
    made = subprocess.run(command, input=forged, capture_output=True, text=True, check=True).stdout.strip()
    move(filled, "runs", made)
    assert said(filled) == ["no run is signed by the key in tracker.toml"]


@needs_gpg
def test_a_gpg_key_signs(filled: Path, gpg_key: str, tmp_path: Path) -> None:
    """By its number or its last digits; another key is not the newsroom's, of whatever kind."""
    sign_with(filled, gpg_key)
    with Archive.open(filled) as archive:
        archive.record([tides("High at noon.", 20)], now=hours(20))
    assert said(filled) == []
    sign_with(filled, gpg_key[-16:].lower())
    assert said(filled) == []
    (tmp_path / "key.pub").write_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDZ0 a comment")
    for other in ("0123456789ABCDEF", tmp_path / "key"):
        sign_with(filled, other)
        assert said(filled) == ["no run is signed by the key in tracker.toml"]


def test_a_key_that_cannot_sign_costs_no_version(filled: Path, tmp_path: Path) -> None:
    """The run is recorded without a signature, and somebody is told why."""
    for number, text in enumerate((f'ledger.signing-key = "{tmp_path}/none"', "ledger.signing-key = 7"), 20):
        warned: list[str] = []
        (filled / "tracker.toml").write_text(text)
        with Archive.open(filled, warn=warned.append) as archive:
            (recorded,) = archive.record([tides(f"High at {number}.", number)], now=hours(number))
        assert recorded.commit in git(filled, "rev-list", "--all").split()
        assert len(warned) == 1 and warned[0].startswith("the run is recorded without a signature: ")
    (filled / "tracker.toml").unlink()
    assert said(filled) == []


def test_a_public_key_that_is_gone_is_named(filled: Path, tmp_path: Path) -> None:
    """What cannot be checked is not taken for right or wrong."""
    sign_with(filled, tmp_path / "none")
    with pytest.raises(InputError, match=r"none\.pub cannot be read"):
        proof(filled)
