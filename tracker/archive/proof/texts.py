"""What a commit has, held against what it says of itself: the same for a version and for what restates one."""

import hashlib

from tracker.archive.commits import Commit
from tracker.archive.meta import Meta, parse_meta
from tracker.archive.reading import checked, read_all
from tracker.archive.store import Store
from tracker.core.story import parse_story_md


def check_version(store: Store, version: Commit) -> Meta:
    """Return what is known of a version. Raises `ArchiveError` where it is not what it says of itself."""
    files = read_all(store, [f"{version.id}:story.md", f"{version.id}:meta.json"])
    text, about = (file.data for _, file in files)
    digest = "sha256:" + hashlib.sha256(text).hexdigest()
    with checked(store, version.id):
        meta = parse_meta(about.decode())
        parse_story_md(text.decode())
        if not digest == meta.content_digest == version.content_digest:
            raise ValueError("its story.md is not the text that its digest stands for")
        if meta.captured_at != version.captured_at:
            raise ValueError("its meta.json has another capture time than its commit")
    return meta
