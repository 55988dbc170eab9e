"""What a link rests on, in a sentence: which words of its notice stand in the text before the change or after it.

It quotes the evidence that the link carries and judges nothing. Words that say the same in another form ("a quarter",
24 percent) are quoted from both sides.
"""

from collections.abc import Iterator

from tracker.core.notice import Link, Notice
from tracker.report.excerpts import shorten
from tracker.report.findings import Findings

LONGEST = 60  # characters of each quotation
SIDES = {"old": "as the text did before", "new": "as the text does after"}
NONE = "no words of the notice are in the change itself; its kind, its place and what stands around it speak for it"


def link_grounds(notice: Notice, link: Link, findings: Findings) -> str:
    """Say what a link rests on: `the notice says “12”, as the text did before, and “21”, as the text does after`."""
    quotes = dict.fromkeys(_quotes(notice, link, findings))
    sides = {name: [quote for quote, side in quotes if side == key] for key, name in SIDES.items()}
    told = [f"{', '.join(said)}, {name}" for name, said in sides.items() if said]
    return f"the notice says {', and '.join(told)}" if told else NONE


def _quotes(notice: Notice, link: Link, findings: Findings) -> Iterator[tuple[str, str]]:
    """Yield what is quoted of the notice, and from where, with its side."""
    revision, change = findings.changes[link.change]
    sides = {"old": (change.old, revision.old), "new": (change.new, revision.new)}
    for each in link.evidence:
        span, version = sides[each.side]
        said = notice.text[slice(*each.notice)]
        stands = findings.versions[version].story.blocks[span.block].text[slice(*each.span)] if span else said
        yield _quote(said, stands), each.side


def _quote(said: str, stands: str) -> str:
    same = said.casefold() == stands.casefold()
    return f"“{shorten(said, LONGEST)}”" + ("" if same else f" for “{shorten(stands, LONGEST)}”")
