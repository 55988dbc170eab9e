"""A notice as house rules look at it: its words after the label, the label it has or stands under, what it replaced.

It is read from the last version that carries it, by the same tables of wordings by which notices are found, so it
is the same in every language of the tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.core.admissions import Reading
from tracker.core.analysis import Analysis
from tracker.core.change import Change, Fact
from tracker.core.dates import read_date
from tracker.core.labels import find_heading, find_label
from tracker.core.notice import Notice, NoticeKind
from tracker.core.notices import find_notices
from tracker.core.phrases.matcher import Found, Matcher, matcher_of
from tracker.core.phrases.phrase import Phrase, Role
from tracker.core.story import Story

SOFT_KINDS: tuple[NoticeKind, ...] = ("update", "clarification")
_LESSER_KINDS = (*SOFT_KINDS, "editors_note", None)
_SPEAKING: tuple[Role, ...] = ("purpose", "corrects", "did", "hint")  # admit an error where they have its kind
_ADMITTING: tuple[Role, ...] = ("wrong", "regret")  # admit one where they have no kind
_HARD_FACTS: frozenset[Fact] = frozenset({"number", "date", "name", "quotation", "negation", "attribution"})
_EDGES = re.compile(r"^\W+|\W+$")
_LONGEST_STAMP = 40  # characters of a date in a block of its own, between a heading and its notice


@dataclass(frozen=True, slots=True)
class Case:
    """A notice ready to be judged.

    `label` are the words of its label, or of the one it stands under, and `named` is their row; `replaced` are the
    changes among its links that exchanged a fact.
    """

    notice: Notice
    reading: Reading
    label: str
    named: Phrase | None
    replaced: tuple[Change, ...]

    @property
    def says_correction(self) -> bool:
        """Whether its label owns up to a correction; a label of no kind in particular does."""
        return self.named is not None and (
            self.named.kind not in _LESSER_KINDS or (self.named.role, self.named.kind) == ("label", None)
        )

    @property
    def admits_error(self) -> bool:
        """Whether its words, apart from the label, say that something was wrong."""
        kinds = {found.phrase.kind for found in self.find(*_SPEAKING)}
        kinds |= {found.phrase.kind or "correction" for found in self.find(*_ADMITTING)}
        return "correction" in kinds or any(claim.wrong and claim.right for claim in self.notice.claims)

    @property
    def is_correction(self) -> bool:
        """Whether it is a correction, by its label or by its words; what takes back the whole story is none."""
        return self.notice.kind == "correction" or (self.admits_error and self.notice.kind != "retraction")

    @property
    def removes(self) -> bool:
        """Whether it says that words were taken out, so that there is no right value to give."""
        body = self.reading.folded[self.notice.label[1] :]
        return any(template.search(body) for template in self.reading.matcher.templates("removal", r"\W|$"))

    def find(self, *roles: Role) -> list[Found]:
        """Return the wordings of some roles in its words after the label."""
        start, end = self.notice.label[1], len(self.notice.text)
        return [found for role in roles for found in self.reading.find(role, start, end)]


def make_cases(analysis: Analysis, phrases: tuple[Phrase, ...]) -> Iterator[Case]:
    """Yield the case of each notice, in order."""
    stories = {version.n: version.story for version in analysis.versions}
    changes = {change.id: change for revision in analysis.revisions for change in revision.changes}
    for notice in analysis.notices:
        story = stories[notice.last_seen]
        matcher = matcher_of((block.text for block in story.blocks), phrases)
        reading = Reading(notice.text, matcher)
        label = find_label(reading.folded, notice.label[0], matcher) if notice.label[1] else None
        words, named = (reading.text[slice(*notice.label)], label.phrase) if label else ("", None)
        if not label:
            headline = Reading(stories[notice.first_seen].headline, matcher)
            words, named = _find_label_over(story, notice.block, matcher, phrases) or _find_slug(headline)
        linked = (changes[link.change] for link in notice.links if link.change in changes)
        replaced = tuple(each for each in linked if each.kind == "replaced" and _HARD_FACTS & {*each.facts})
        yield Case(notice, reading, _EDGES.sub("", words), named, replaced)


def _find_label_over(
    story: Story, block: int, matcher: Matcher, phrases: tuple[Phrase, ...]
) -> tuple[str, Phrase] | None:
    """A heading speaks for the notices below it, and a date may stand in between."""
    notices = {found.block for found in find_notices(story, phrases)}
    for index in reversed(range(block)):
        reading = Reading(story.blocks[index].text, matcher)
        if heading := find_heading(reading):
            return reading.text, heading.phrase
        is_stamp = len(reading.text) <= _LONGEST_STAMP and read_date(reading.text) is not None
        if not (index in notices or is_stamp):
            return None
    return None


def _find_slug(headline: Reading) -> tuple[str, Phrase | None]:
    """What a wire writes in capitals before the headline, when the notice comes: "CORRECTED-UPDATE 1-Fire shuts"."""
    found = headline.matcher.open("label", headline.folded, 0)
    words = headline.text[: found.end] if found else ""
    return (words, found.phrase) if found and words.isupper() else ("", None)
