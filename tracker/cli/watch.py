"""`tracker watch`: what the nightly run looks at."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.opening import open_archive
from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line, progress

if TYPE_CHECKING:
    from tracker.capture.watched import Watched
    from tracker.capture.watching import Watch, WatchKind

LOCK = "settings.lock"  # who changes tracker.toml writes down what they read, or a row would be lost


@click.group("watch", short_help="Say what the nightly run looks at.")
def command() -> None:
    """Say what the nightly run looks at: single stories, feeds, sitemaps and section pages.

    The list stands in tracker.toml, in the archive's folder; what else stands there is kept.

    \b
    Examples:  tracker watch add https://news.example/rss.xml
               tracker watch list
    """


@command.command("add", short_help="Watch a story, a feed, a sitemap or a section page.")
@click.argument("url")
@click.option("--story", "kind", flag_value="story", help="The address is of one story.")
@click.option("--feed", "kind", flag_value="feed", help="It is a feed: RSS, Atom or JSON.")
@click.option("--sitemap", "kind", flag_value="sitemap", help="It is a sitemap, or an index of sitemaps.")
@click.option("--section", "kind", flag_value="section", help="It is a page that links stories; needs --links.")
@click.option(
    "--links", metavar="PATTERN", help="Of its links only these: /politics/* or https://news.example/2026/*"
)
@archive_option
def add(url: str, kind: "WatchKind | None", links: str | None, archive_path: Path) -> None:
    """Watch an address. Without an option its own spelling says what it is; what says nothing is a story.

    \b
    Examples:  tracker watch add https://news.example/2026/bridge-reopens
               tracker watch add https://news.example/rss.xml
               tracker watch add --section https://news.example/politics --links '/politics/*'
    """
    from tracker.archive.settings import SETTINGS
    from tracker.capture.watching import Watch, guess_kind
    from tracker.capture.watchlist import add_watch

    watch = Watch(kind or guess_kind(url, links), url, links)
    if watch.kind == "section" and not links:
        raise click.UsageError("--section needs --links: say which of the page's links are stories.")
    if watch.kind == "story" and links:
        raise click.UsageError("A story is no list: leave --links out.")
    with open_archive(archive_path) as archive, archive.locked(LOCK):
        there = add_watch(archive.path, watch)
    if there is None:
        print_line(f"Watching the {_name(watch)}")
    elif there == watch:
        print_line(f"It is watched already: the {_name(there)}")
    else:
        print_line(f"It is watched already, as the {_name(there)}; {archive_path / SETTINGS} says so")


@command.command("remove", short_help="Watch something no more; what was recorded stays.")
@click.argument("url")
@archive_option
def remove(url: str, archive_path: Path) -> None:
    """Watch an address no more, nor the stories that were found through it. What was recorded stays.

    \b
    Example:  tracker watch remove https://news.example/rss.xml
    """
    from tracker.capture.state import State
    from tracker.capture.state_file import STATE
    from tracker.capture.watchlist import remove_watch
    from tracker.report.wording import count

    n_stories = 0
    with open_archive(archive_path) as archive, archive.locked(LOCK):
        watch = remove_watch(archive.path, url)
        if (archive.path / STATE).exists():
            with State(archive.path) as state:
                n_stories = state.forget(watch.url)
    with_it = f", nor the {count(n_stories, 'story', 'stories')} found through it" if watch.kind != "story" else ""
    print_line(f"No longer watching the {_name(watch)}{with_it * bool(n_stories)}")


@command.command("list", short_help="List what is watched, and what has come of it.")
@archive_option
@json_option
def list_(archive_path: Path, as_json: bool) -> None:
    """List what is watched, how many stories each list has led to, when it was last checked, and what came of that.

    \b
    Examples:  tracker watch list
               tracker watch list --json
    """
    from tracker.capture.watched import read_watched
    from tracker.capture.watching import read_capture_settings

    with open_archive(archive_path) as archive, progress("Counting stories"):
        settings = read_capture_settings(archive.path)
        watched = read_watched(archive.path, settings, datetime.now(UTC))
    if as_json:
        print_json([_as_json(each) for each in watched])
        return
    for each in watched:
        print_line(f"{each.watch.kind:<8} {each.watch.url}" + (f"  {each.watch.links}" if each.watch.links else ""))
        for line in _tell(each):
            print_line(f"{'':<8} {line}")
    if not watched:
        click.echo("Nothing is watched yet: `tracker watch add URL` adds a story or a feed.", err=True)


def _name(watch: "Watch") -> str:
    return f"{watch.kind} {watch.url}" + (f", its links {watch.links}" if watch.links else "")


def _tell(watched: "Watched") -> Iterator[str]:
    """Say what has come of a watch."""
    from tracker.report.wording import count, moment

    checked = f"checked {moment(watched.checked_at)}: {watched.reason}" if watched.checked_at else "not checked yet"
    if watched.watch.kind == "story":
        yield ("retired, " if watched.n_retired else "") + checked
    else:
        retired = f", {watched.n_retired:,} retired" if watched.n_retired else ""
        yield f"{count(watched.n_stories, 'story', 'stories')}{retired}; {checked}"
    if watched.failing_since:
        yield f"fails since {moment(watched.failing_since)}, {count(watched.n_failures, 'time')} in a row"
    if watched.gone_since:
        yield f"gone since {moment(watched.gone_since)}"


def _as_json(watched: "Watched") -> dict[str, Any]:
    from tracker.archive.times import render_time

    told = asdict(watched)
    watch: dict[str, Any] = told.pop("watch")
    return watch | {key: render_time(value) if isinstance(value, datetime) else value for key, value in told.items()}
