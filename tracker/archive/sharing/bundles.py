"""One story as a git bundle: a file that plain git can clone, and that an archive takes in with the same commits.

A bundle from outside is unpacked into a repository of its own first, which is then a remote like any other: what
reaches the archive has gone through the same checks.
"""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.archive.layout import ObjectFormat
from tracker.archive.repository import Archive
from tracker.archive.sharing.offer import parse_offer
from tracker.archive.sharing.remote import Remote
from tracker.archive.sharing.taking import Step, Taken, find_unknown, take_in
from tracker.archive.sharing.transport import Transport
from tracker.archive.store import Store
from tracker.errors import ArchiveError, InputError


def write_bundle(store: Store, branch: str, path: Path) -> None:
    """Write the bundle of a story, with all its versions."""
    store.run("bundle", "create", "--quiet", str(path.absolute()), f"refs/heads/{branch}")


def import_bundle(archive: Archive, path: Path, *, now: datetime, step: Step = lambda: None) -> Taken:
    """Take in the stories of a bundle, joined with what is here, as one run; `step` is called for each of them.

    Raises `InputError` for a file that is no bundle of an archive, and `ArchiveError` when the archive cannot be
    written.
    """
    _check_file(path)
    with TemporaryDirectory(prefix="tracker-") as folder:
        scratch = Store(Path(folder) / "bundle.git")
        scratch.create(_object_format(archive.store), {})
        _unpack(scratch, path)
        transport = Transport(archive.store, Remote(str(scratch.git_dir), str(path), "file"))
        offer = transport.read_offer()
        unknown = find_unknown(archive.store, offer)
        transport.fetch(unknown)
        return take_in(archive, offer, unknown, now=now, step=step)


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            if file.read(5) in (b"# v2 ", b"# v3 "):
                return
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Name a bundle of `tracker export`") from error
    raise InputError(f"{path} is no git bundle: name the `story.bundle` that `tracker export` wrote")


def _object_format(store: Store) -> ObjectFormat:
    return "sha256" if store.setting("extensions.objectformat") == "sha256" else "sha1"


def _unpack(scratch: Store, path: Path) -> None:
    """Unpack the branches of a bundle that could be an archive's."""
    bundle = str(path.absolute())
    try:
        branches = parse_offer(
            scratch.run("bundle", "list-heads", bundle).decode("utf-8", "replace").splitlines()
        ).tips
        specs = "".join(f"refs/heads/{branch}:refs/heads/{branch}\n" for branch in branches)
        if branches:
            options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
            scratch.run("fetch", *options, "--stdin", bundle, text=specs, variables={"GIT_ALLOW_PROTOCOL": "file"})
    except ArchiveError as error:
        said = str(error).partition(" failed: ")[2].partition(". Run")[0]
        raise InputError(f"{path} cannot be imported: {said}. Export the story again, whole") from error
    if not branches:
        raise InputError(f"{path} holds no story of an archive: name the `story.bundle` that `tracker export` wrote")
