"""One story as a folder that needs no `tracker` and no git: a text and a `.json` a version, and the notices.

The folder appears whole or not at all. Its bundle is for going back into an archive, the rest for reading; names of
files are made of the number, the day and the headline of a version, and nothing in them acts.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from slugify import slugify

from tracker.archive.analysing import analyse_story
from tracker.archive.commits import one_line
from tracker.archive.decisions import render_decisions
from tracker.archive.meta import render_meta
from tracker.archive.reading import History
from tracker.archive.repository import Archive
from tracker.archive.sharing.bundles import write_bundle
from tracker.archive.times import render_time
from tracker.archive.writing import durable_file, sync
from tracker.core.analysis import Analysis, Version
from tracker.core.story import render_story_md
from tracker.errors import InputError

BUNDLE = "story.bundle"
_SLUG_LENGTH = 60


def export_story(archive: Archive, branch: str, folder: Path) -> tuple[str, ...]:
    """Write a story into a new folder and return the names of its files.

    Raises `InputError` for a folder that holds something, or that cannot be made.
    """
    folder = folder.absolute()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(f"{folder} is there already: name a new folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name[:40]}-") as part:
            files = _write_files(archive, branch, Path(part) / "story")
            (Path(part) / "story").replace(folder)
        sync([folder.parent])
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}. Name another folder") from error
    return files


def _write_files(archive: Archive, branch: str, folder: Path) -> tuple[str, ...]:
    folder.mkdir()
    history = archive.history(branch)
    analysis = analyse_story(archive, history)
    for version, meta in zip(history.versions, history.metas, strict=True):
        _write(folder / f"{_stem(version)}.md", render_story_md(version.story))
        _write(folder / f"{_stem(version)}.json", render_meta(meta))
    if decisions := archive.decisions(branch):
        _write(folder / "decisions.json", render_decisions(decisions))
    _write(folder / "README.txt", "".join(f"{line}\n" for line in _describe(history, analysis)))
    write_bundle(archive.store, branch, folder / BUNDLE)
    sync([folder / BUNDLE, folder])
    return tuple(sorted(path.name for path in folder.iterdir()))


def _write(path: Path, text: str) -> None:
    with durable_file(path) as file:
        file.write(text.encode("utf-8", "backslashreplace"))


def _stem(version: Version) -> str:
    assert version.captured_at is not None
    slug = slugify(version.story.headline[:1000], max_length=_SLUG_LENGTH, word_boundary=True) or "version"
    return f"{version.n:03}-{version.captured_at:%Y-%m-%d}-{slug}"


def _describe(history: History, analysis: Analysis) -> Iterator[str]:
    """Say what is in the folder: the versions, each with the notices that it brought, and how to go on."""
    last, meta = history.versions[-1], history.metas[-1]
    yield from filter(None, (one_line(last.story.headline), one_line(meta.url or ""), history.branch))
    yield "\nThe versions, by the time of their capture, each with the notices that it was the first to carry:\n"
    for version in history.versions:
        assert version.captured_at is not None
        yield f"{_stem(version)}.md  {render_time(version.captured_at)}  {version.source}"
        notices = [notice for notice in analysis.notices if notice.first_seen == version.n]
        yield from (f"    {notice.kind}: {one_line(notice.text)}" for notice in notices)
    yield f"\nThe .json beside each says where it was captured. {BUNDLE} holds the same versions for git, with their"
    yield f"commits: `tracker import {BUNDLE}` takes them into an archive, `git clone -b BRANCH {BUNDLE}` needs none."
