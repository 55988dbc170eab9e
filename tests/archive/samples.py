"""Small invented stories and captures of them, and plain git to look at what was recorded."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.archive.meta import Meta
from tracker.archive.pages import Page
from tracker.archive.plan import Capture
from tracker.core.story import Block, Story

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
URL = "https://www.harbour-gazette.example/2031/05/04/lock-gates-reopen"
BRANCH = "harbour-gazette.example/lock-gates-reopen-eef5371477"


def hours(n: float) -> datetime:
    """The time n hours after noon of the first day."""
    return NOON + timedelta(hours=n)


def story(*paragraphs: str, headline: str = "Lock gates reopen") -> Story:
    return Story((Block("headline", headline), *(Block("paragraph", text) for text in paragraphs)))


def capture(text: str, at: float = 0, *, name: str = URL, page: Page | None = None) -> Capture:
    """A capture of a one-paragraph story, `at` hours after noon."""
    return Capture(name, story(text), Meta(captured_at=hours(at), url=name if "://" in name else None), page)


def git(archive: Path, *arguments: str) -> str:
    """Run git on an archive as a person would, with settings of its own out of the way."""
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "--git-dir", str(archive / "stories.git"), *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def fsck(archive: Path) -> str:
    """What git finds wrong with an archive: nothing, as a rule."""
    return git(archive, "fsck", "--strict", "--no-dangling")
