"""The lists of a run: feeds, sitemaps, sections. The stories that they link are watched from then on."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from tracker.archive.names import branch_name, identity
from tracker.capture.checks import Check
from tracker.capture.discover import Links
from tracker.capture.fetch import Fetched, Target
from tracker.capture.state import State
from tracker.capture.watching import CaptureSettings
from tracker.capture.workers import UnreadableError, Workers

MOST = 200  # lists that one watched list may lead to: a news sitemap index has a few, and one that loops has no end


class Lists:
    """What is watched, and what it has led to in this run; `is_ours` says of a branch whether it is in our share."""

    def __init__(
        self,
        settings: CaptureSettings,
        state: State,
        workers: Workers,
        is_ours: Callable[[str], bool],
    ) -> None:
        self._settings, self._state, self._workers, self._is_ours = settings, state, workers, is_ours
        self._watch = {each.url: each for each in settings.watch}
        self._seen = {identity(each.url) for each in settings.watch}
        self._n_found: Counter[str] = Counter()

    @property
    def sources(self) -> Collection[str]:
        """The addresses of all that is watched."""
        return self._watch.keys()

    def add_stories(self, now: datetime) -> None:
        """Note the stories that are watched themselves."""
        self._add((each.url for each in self._settings.watch if each.kind == "story"), None, now)

    def targets(self) -> Iterator[Target]:
        """Yield the lists that are watched."""
        for each in self._settings.watch:
            if each.kind != "story":
                yield self._target(each.url, each.url)

    async def check(self, fetched: Fetched, at: datetime) -> tuple[Check, list[Target], list[str]]:
        """Read a list: return what came of it, further lists, and the branches of the stories that are new."""
        url = fetched.target.url
        if fetched.outcome == "not_modified":
            etag, last_modified = self._state.list_validators(url)
            return Check(url, at, "list", fetched.reason, etag=etag, last_modified=last_modified), [], []
        if fetched.outcome != "page":
            return Check(url, at, "list_failed", fetched.reason), [], []
        watch = self._watch[fetched.target.source]
        try:
            links = await self._workers.find_links(watch, fetched.url, fetched.body, at)
        except UnreadableError as error:
            links = Links(doubt=str(error))
        if links.doubt:
            return Check(url, at, "list_failed", links.doubt), [], []
        new = self._add(links.stories, watch.url, at)
        # An index that is as it was says nothing of the lists below it, so it is read in full each time.
        etag, last_modified = (None, None) if links.lists else validators(fetched)
        check = Check(url, at, "list", fetched.reason, etag=etag, last_modified=last_modified)
        return check, list(self._follow(links.lists, watch.url)), new

    def _add(self, urls: Iterable[str], source: str | None, now: datetime) -> list[str]:
        ours = [url for url in urls if self._is_ours(self._state.branch_of(url) or branch_name(url))]
        return self._state.add(ours, source, now)

    def _follow(self, urls: tuple[str, ...], source: str) -> Iterator[Target]:
        """Yield the lists that were not met in this run yet, as many as one list may lead to."""
        for url in urls:
            if identity(url) not in self._seen and self._n_found[source] < MOST:
                self._seen.add(identity(url))
                self._n_found[source] += 1
                yield self._target(url, source)

    def _target(self, url: str, source: str) -> Target:
        etag, last_modified = self._state.list_validators(url)
        kind = self._watch[source].kind
        is_rendered = kind == "section" and self._settings.rules_for(url).is_rendered
        return Target(url, kind, etag, last_modified, source, is_rendered)


def validators(fetched: Fetched) -> tuple[str | None, str | None]:
    """Return the ETag and the Last-Modified of an answer."""
    headers = {name.lower(): value for name, value in fetched.headers}
    return headers.get("etag"), headers.get("last-modified")
