"""The digest as plain text: short, and inert wherever it is shown.

The words of stories come from outside, and a chat or a mail client makes more of words than a page does: links,
mentions that wake a whole newsroom, markup. So each text is put into one line, `<` and `>` become `‹` and `›`, and a
space of no width stands where a mention, an address or a link of Markdown would begin to act. What is left to the
service is how the text looks. The only addresses that work are those into the report, which are made here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.report.alerts.items import Item
from tracker.report.alerts.receivers import TOPICS, Topic
from tracker.report.excerpts import shorten
from tracker.report.printable import printable
from tracker.report.wording import count

MOST = 10  # items of a topic that are told; the others are counted
LONGEST = 12_000  # characters of a digest

_LONGEST_LINE = 300
_HEADINGS: dict[Topic, str] = {
    "corrections": "Corrections",
    "silent": "Silent changes",
    "orphans": "Orphans",
    "failures": "Failures",
}
_COUNTED: dict[Topic, str] = {
    "corrections": "correction",
    "silent": "silent change",
    "orphans": "orphan",
    "failures": "failure",
}
_NO_WIDTH = "\u200b"
_ACTS = re.compile(r"(?<=@)(?!\u200b)|(?<=:)(?=//)|(?<=\])(?=[(\[:])|(?<=\bwww)(?=\.)|(?<=\|)(?=\|)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Digest:
    """A message, in plain text."""

    title: str
    text: str


def inert(text: str) -> str:
    """Return a text as one line in which nothing acts.

    >>> inert("<!channel> see\\n[here](x)").replace("\u200b", "·")
    '‹!channel› see [here]·(x)'
    """
    line = " ".join(printable(" ".join(text.split())).split())
    return _ACTS.sub(_NO_WIDTH, line.replace("<", "‹").replace(">", "›"))


def render_digest(
    items: Sequence[Item], *, report: str | None, n_left_out: int = 0, longest: int = LONGEST
) -> Digest:
    """Write a digest of items, at most `longest` characters if that can be done: the counts are always told.

    `report` is where the report is served, `n_left_out` how many older things are not told.
    """
    topics = [(topic, [item for item in items if item.topic == topic]) for topic in TOPICS]
    title = ", ".join(count(sum(i.n for i in of_topic), _COUNTED[topic]) for topic, of_topic in topics if of_topic)
    for most in range(MOST, -1, -1):
        parts = [_part(topic, of_topic, most, report) for topic, of_topic in topics if of_topic]
        text = "\n\n".join([*parts, *_end(report, n_left_out)])
        if len(text) <= longest:
            break
    return Digest(title, text)


def _part(topic: Topic, items: list[Item], most: int, report: str | None) -> str:
    told, n_left = items[:most], sum(item.n for item in items[most:])
    blocks = [f"{_HEADINGS[topic]} ({sum(item.n for item in items):,})", *(_block(item, report) for item in told)]
    if n_left:
        where = f": {report}corrections.html" if report and topic != "failures" else ""
        blocks.append(f"{'and ' if told else ''}{n_left:,}{' more' if told else ' in all'}{where}")
    return "\n\n".join(blocks)


def _block(item: Item, report: str | None) -> str:
    lines = [f"• {_line(item.title)}", *(f"  {_line(line)}" for line in item.lines)]
    return "\n".join(lines + ([f"  {report}{item.place}"] if report and item.place else []))


def _end(report: str | None, n_left_out: int) -> list[str]:
    if not n_left_out:
        return []
    where = f": {report}corrections.html" if report else ""
    return [f"This is the first digest. {count(n_left_out, 'older entry', 'older entries')} are not told of{where}"]


def _line(text: str) -> str:
    return inert(shorten(text, _LONGEST_LINE))
