"""A state that was lost is made anew from the archive: its stories are watched on, under all their addresses."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from tracker.archive.commits import StoryRef
from tracker.archive.names import identity
from tracker.archive.repository import Archive
from tracker.capture.checks import StoryState
from tracker.capture.state import State
from tracker.capture.watching import CaptureSettings


def restore_state(archive: Archive, state: State, settings: CaptureSettings) -> None:
    """Fill a state that knows no story with those of the archive that come from a site that is watched."""
    if not state.is_empty():
        return
    sources = {_host(each.url): each.url for each in reversed(settings.watch)}
    found = [
        (ref, ref.url, sources[_host(ref.url)]) for ref in archive.stories() if ref.url and _host(ref.url) in sources
    ]
    state.restore(
        (
            StoryState(ref.branch, url, source, ref.first_captured_at, ref.last_captured_at)
            for ref, url, source in found
        ),
        (alias for ref, _, _ in found for alias in _aliases(ref)),
    )


def _aliases(ref: StoryRef) -> Iterator[tuple[str, str]]:
    for url in ref.aliases:
        yield url, ref.branch


def _host(url: str) -> str:
    return urlsplit(f"//{identity(url)}").netloc
