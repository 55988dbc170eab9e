"""Which story a person means: an exact name first, then an unambiguous part of a branch or a URL."""

import re
from collections.abc import Sequence

from tracker.archive.commits import StoryRef
from tracker.archive.names import branch_name, identity
from tracker.errors import InputError

_N_CANDIDATES = 10


def find_exact(stories: Sequence[StoryRef], name: str) -> StoryRef | None:
    """Return the story with this branch, with this URL or alias in any spelling, or with this name; or None."""
    wanted, branch = identity(name), branch_name(name)
    return next((story for story in stories if story.branch == branch), None) or next(
        (story for story in stories if any(_is_called(name, wanted) for name in _names(story))), None
    )


def _is_called(name: str, wanted: str) -> bool:
    """Say whether a name has this identity. Most lack its host or words, which takes a tenth of the time to see."""
    start = re.split("[/:?]", wanted, maxsplit=1)[0].casefold()
    return (start in name.casefold() or not name.isascii()) and identity(name) == wanted


def _names(story: StoryRef) -> tuple[str, ...]:
    return tuple(name for name in (story.url, story.name, *story.aliases) if name)


def find_story(stories: Sequence[StoryRef], name: str) -> StoryRef:
    """Return the one story that `name` means.

    Raises `InputError` when none does, or several: then with up to 10 of them.
    """
    if found := find_exact(stories, name) or find_part(stories, name):
        return found
    raise InputError(f"no story is called {name!r:.200}: `tracker list` shows those there are")


def find_part(stories: Sequence[StoryRef], part: str) -> StoryRef | None:
    """Return the one story with this part in its branch, URL, alias or name, or None when none has it.

    Raises `InputError` when several have it, with up to 10 of them.
    """
    wanted = part.strip().casefold()
    found = [story for story in stories if any(wanted in text.casefold() for text in (story.branch, *_names(story)))]
    if wanted and len(found) > 1:
        raise InputError(_candidates(part, found))
    return found[0] if wanted and found else None


def _candidates(name: str, found: Sequence[StoryRef]) -> str:
    lines = [f"  {story.branch}" for story in found[:_N_CANDIDATES]]
    more = [f"  and {len(found) - _N_CANDIDATES} more"] if len(found) > _N_CANDIDATES else []
    return "\n".join([f"{len(found)} stories match {name!r:.200}; name one of them:", *lines, *more])
