"""Signing the ledger: a run's commit is made once more, by git, with a signature of the user's key.

The key comes from `tracker.toml` alone, since git runs without the user's settings: the path of an SSH key (private,
or public with an agent), or the number of a GPG key. A run stands for all runs before it, so who signs the last has
signed them all. A signature counts when it is by that key: for SSH the public key is what git is told to trust, for
GPG the key's number must be the one that made it.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.archive.commits import parse_commit
from tracker.archive.store import Store
from tracker.errors import ArchiveError, InputError

_WHO = "tracker@localhost"
_PERSON = re.compile(r"^(author|committer) (.*) <(.*)> (\d+ [+-]\d{4})$", re.MULTILINE)


def sign_commit(store: Store, commit: str, key: str) -> str:
    """Make a commit once more with a signature and return its id. Raises `ArchiveError` when it cannot be signed."""
    raw = next(store.read([commit]))
    if raw is None:
        raise ArchiveError(f"{store.git_dir} lacks {commit}. Run `git fsck` there and restore a copy")
    head, _, message = raw.data.decode("utf-8", "surrogateescape").partition("\n\n")
    parents = [word for parent in parse_commit(commit, raw.data).parents for word in ("-p", parent)]
    signed = store.run(
        *_settings(key),
        *("commit-tree", f"-S{Path(key).expanduser() if _is_ssh(key) else key}"),
        *(f"{commit}^{{tree}}", *parents),
        text=message,
        variables=_people(head),
    )
    store.sync_objects()
    return signed.decode().strip()


def is_signed(store: Store, commit: str, key: str) -> bool:
    """Say whether a commit is signed by a key. Raises `InputError` when the public key cannot be read."""
    public_key = _public_key(key) if _is_ssh(key) else ""
    raw = next(store.read([commit]))
    if raw is None or b"\ngpgsig" not in raw.data.partition(b"\n\n")[0]:
        return False
    with TemporaryDirectory() as folder:
        signers = Path(folder) / "signers"
        if public_key:
            signers.write_text(f'{_WHO} namespaces="git" {public_key}\n')
        # only signatures of the key's own kind: git would take any that its programs find good
        others = ("gpg.program=false",) if _is_ssh(key) else ("gpg.ssh.program=false",)
        settings = (f"gpg.ssh.allowedSignersFile={signers}", "gpg.x509.program=false", *others)
        options = [word for setting in settings for word in ("-c", setting)]
        process = store.start(*options, "verify-commit", "--raw", commit)
        said = process.communicate()[1].decode("utf-8", "replace")
    return process.returncode == 0 and (_is_ssh(key) or _is_by(said, key))


def _is_ssh(key: str) -> bool:
    return key.startswith(("/", "~"))


def _settings(key: str) -> tuple[str, ...]:
    return ("-c", f"gpg.format={'ssh' if _is_ssh(key) else 'openpgp'}")


def _people(head: str) -> dict[str, str]:
    """Return the variables that give a commit the author, the committer and the times of another."""
    return {
        f"GIT_{role.upper()}_{what}": value
        for role, name, mail, at in _PERSON.findall(head)
        for what, value in (("NAME", name), ("EMAIL", mail), ("DATE", f"@{at}"))
    }


def _public_key(key: str) -> str:
    path = Path(key if key.endswith(".pub") else f"{key}.pub").expanduser()
    try:
        return " ".join(path.read_text("utf-8").split()[:2])
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read: signatures are checked with it. Put the public key there, or change "
            "signing-key in tracker.toml"
        ) from error


def _is_by(said: str, key: str) -> bool:
    """Say whether GPG named a key, or its main key, as the maker of a good signature."""
    lines = re.findall(r"^\[GNUPG:\] VALIDSIG (\w+) .*?(\w+)$", said, re.MULTILINE)
    return any(made_by.upper().endswith(key.upper()) for line in lines for made_by in line)
