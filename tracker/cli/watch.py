"""`tracker watch`: what the nightly run looks at."""

from pathlib import Path

import click

from tracker.cli.options import archive_option, json_option
from tracker.cli.output import print_json, print_line


@click.group("watch", short_help="Say what `tracker snapshot` looks at: stories, feeds, sitemaps, section pages.")
def command() -> None:
    """Say what `tracker snapshot` looks at: single stories, feeds, sitemaps and section pages.

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
def add(url: str, kind: str | None, links: str | None, archive_path: Path) -> None:
    """Watch an address. Without an option its own spelling says what it is; what says nothing is a story.

    \b
    Examples:  tracker watch add https://news.example/2026/bridge-reopens
               tracker watch add https://news.example/rss.xml
               tracker watch add --section https://news.example/politics --links '/politics/*'
    """
    from tracker.capture.watching import Watch, guess_kind
    from tracker.capture.watchlist import add_watch
    from tracker.cli.opening import open_archive

    with open_archive(archive_path) as archive:
        watch = Watch(kind or guess_kind(url, links), url, links)  # type: ignore[arg-type]  # click knows the kinds
        is_new = add_watch(archive.path, watch)
    print_line(f"watching the {watch.kind} {watch.url}" if is_new else f"{watch.url} is watched already")


@command.command("remove", short_help="Watch something no more; what was recorded stays.")
@click.argument("url")
@archive_option
def remove(url: str, archive_path: Path) -> None:
    """Watch an address no more, nor the stories that were found through it. What was recorded stays.

    \b
    Example:  tracker watch remove https://news.example/rss.xml
    """
    from tracker.capture.state import State
    from tracker.capture.watchlist import remove_watch
    from tracker.cli.opening import open_archive

    with open_archive(archive_path) as archive:
        watch = remove_watch(archive.path, url)
        with State(archive.path) as state:
            n_stories = state.forget(watch.url)
    print_line(
        f"no longer watching the {watch.kind} {watch.url}" + (f", with {n_stories:,} stories" * (n_stories > 1))
    )


@command.command("list", short_help="List what is watched.")
@archive_option
@json_option
def list_(archive_path: Path, as_json: bool) -> None:
    """List what is watched.

    \b
    Example:  tracker watch list
    """
    from tracker.capture.watching import read_capture_settings
    from tracker.cli.opening import open_archive

    with open_archive(archive_path) as archive:
        watch = read_capture_settings(archive.path).watch
    if as_json:
        print_json([{"kind": each.kind, "url": each.url, "links": each.links} for each in watch])
        return
    for each in watch:
        print_line(f"{each.kind:<8} {each.url}" + (f"  ({each.links})" if each.links else ""))
    if not watch:
        click.echo("Nothing is watched yet: `tracker watch add URL` adds a story or a feed.", err=True)
