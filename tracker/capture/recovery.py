"""A state that was lost is made anew from the archive: its stories are watched on, under all their addresses."""

from tracker.archive.names import host_of
from tracker.archive.repository import Archive
from tracker.capture.checks import StoryState
from tracker.capture.state import State
from tracker.capture.watching import CaptureSettings


def restore_state(archive: Archive, state: State, settings: CaptureSettings) -> None:
    """Fill a state that knows no story with those of the archive that come from a site that is watched."""
    if not state.is_empty():
        return
    sources = {host_of(each.url): each.url for each in reversed(settings.watch)}
    watched = [(ref, ref.url) for ref in archive.stories() if ref.url and host_of(ref.url) in sources]
    state.restore(
        (
            StoryState(ref.branch, url, sources[host_of(url)], ref.first_captured_at, ref.last_captured_at)
            for ref, url in watched
        ),
        ((alias, ref.branch) for ref, _ in watched for alias in ref.aliases),
    )
