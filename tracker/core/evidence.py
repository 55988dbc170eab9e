"""What speaks for, and against, a change being the one a notice is about.

For a notice and a change, `weigh` returns named clues, each a number between 0 and 1 (-1 for a contradiction).
They say how much of the changed words the notice repeats, how much of the notice stands around the change,
whether values match or contradict, whether the kind of fact is the one the notice names, and where and when the
change was made. No clue knows a publisher or a case; `links` combines them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.core.change import Change, Fact, Revision, Span
from tracker.core.notice import FoundNotice
from tracker.core.story import Story
from tracker.core.terms import Term, find_terms, stem
from tracker.core.words import split_sentences

# Words of the trade that stand in notices whatever they are about; they match nothing.
TRADE_WORDS = frozenset(
    stem(word)
    for word in """article story post piece column report editorial version versions earlier previous previously
    original originally initial initially first early published publication updated update updates corrected correct
    correction corrections corrects clarified clarify clarification clarifications clarifies amended amend editor
    editors editor's note notes error errors mistake mistakenly incorrect incorrectly erroneously inaccurately
    inaccurate wrong wrongly misstated misspelled misidentified misattributed mischaracterized stated state states
    said reflect reflects show shows referred reference regret regrets apologize apologizes apologise fact actually
    rather instead editing due changed change changes fixed removed remove removes added add adds include includes
    included made text information reported reports reporting identified described name number headline caption
    photo paragraph sentence""".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice as the linker reads it: its terms without the words of the trade, and what its claims say."""

    text: str
    terms: tuple[Term, ...]
    keys: frozenset[str]
    wrong: frozenset[str]
    right: frozenset[str]
    topics: frozenset[Fact]
    is_removal: bool
    is_addition: bool
    where: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change with the words that it took away and put in, and the terms of the sentences and blocks around."""

    change: Change
    revision: Revision
    gone: tuple[Term, ...]
    come: tuple[Term, ...]
    sentence: frozenset[str]
    block: frozenset[str]


def read_notice(found: FoundNotice) -> Reading:
    """Read what a notice says: its own terms, and those of the wrong and the right wording it gives."""
    text, claims = found.text, found.claims
    terms = tuple(term for term in find_terms(text) if term.start >= found.label[1] and term.key not in TRADE_WORDS)
    lower = text.casefold()
    return Reading(
        text,
        terms,
        frozenset(term.key for term in terms),
        _keys(claim.wrong for claim in claims),
        _keys(claim.right for claim in claims),
        frozenset(fact for pattern, fact in _TOPICS if pattern.search(lower)),
        bool(_REMOVAL.search(lower)),
        bool(_ADDITION.search(lower)),
        " ".join(claim.where for claim in claims if claim.where).casefold(),
    )


def _keys(texts: Iterable[str | None]) -> frozenset[str]:
    return frozenset(term.key for text in texts if text for term in find_terms(text)) - TRADE_WORDS


_TOPICS: tuple[tuple[re.Pattern[str], Fact], ...] = (
    (
        re.compile(
            r"\b(?:numbers?|percentages?|percent|rates?|amounts?|costs?|prices?|figures?|totals?|ages?|how (?:many|much|long|old)"
            r"|statistics?|population|size|counts?|sums?|shares?|budget|value|distance|score|votes?)\b"
        ),
        "number",
    ),
    (re.compile(r"\b(?:dates?|days?|years?|months?|times?|when|tenure)\b"), "date"),
    (
        re.compile(
            r"\b(?:names?|spelling|misspell\w*|misspelt|surname|misidentif\w*|identif\w*|titles?|whose|who|where|city|town|state|location|author)\b"
        ),
        "name",
    ),
    (re.compile(r"\b(?:attribut\w*|misattribut\w*|quot\w*|statement|source)\b"), "attribution"),
    (re.compile(r"\b(?:quot\w+|misquot\w*)\b"), "quotation"),
)
_REMOVAL = re.compile(r"\b(?:remov\w+|delet\w+|retract\w*|omit\w*|no longer|taken out)\b")
_ADDITION = re.compile(r"\b(?:add(?:s|ed|ing)?|to include|did not include|omitted|additional|failed to mention)\b")


def read_change(change: Change, revision: Revision, old: Story, new: Story) -> Candidate:
    """Read a change with its surroundings on both sides."""
    was, now = _terms_in(change.old, old), _terms_in(change.new, new)
    was_keys, now_keys = Counter(t.key for t in was), Counter(t.key for t in now)
    return Candidate(
        change,
        revision,
        tuple(term for term in was if term.key not in now_keys),
        tuple(term for term in now if term.key not in was_keys),
        _around(change.old, old) | _around(change.new, new),
        _block_keys(change.old, old) | _block_keys(change.new, new),
    )


def _terms_in(span: Span | None, story: Story) -> tuple[Term, ...]:
    """The terms that a span touches, whole: the `twelve` that changed stands for `five hundred and twelve`."""
    if span is None:
        return ()
    terms = find_terms(story.blocks[span.block].text)
    return tuple(term for term in terms if term.start < span.end and span.start < term.end)


def _around(span: Span | None, story: Story) -> frozenset[str]:
    if span is None:
        return frozenset()
    text = story.blocks[span.block].text
    near = [(a, b) for a, b in split_sentences(text) if a <= span.end and span.start <= b]
    return frozenset(t.key for t in find_terms(text) if any(a <= t.start < b for a, b in near))


def _block_keys(span: Span | None, story: Story) -> frozenset[str]:
    return _all_keys(story.blocks[span.block].text) if span else frozenset()


@lru_cache(maxsize=4096)
def _all_keys(text: str) -> frozenset[str]:
    return frozenset(term.key for term in find_terms(text))


def rarity(stories: Sequence[Story]) -> dict[str, int]:
    """Weigh each term by how few blocks of the stories it stands in: the binary logarithm, at least 1."""
    blocks = sorted({block.text for story in stories for block in story.blocks})
    counts = Counter(key for text in blocks for key in _all_keys(text))
    return {key: (2 * len(blocks) // count).bit_length() for key, count in counts.items()}


class Weights:
    """The rarity of terms, with the highest weight for a term that stands nowhere."""

    def __init__(self, rarities: Mapping[str, int]) -> None:
        self._rarities = rarities
        self._unseen = max(rarities.values(), default=1)

    def of(self, keys: Iterable[str]) -> int:
        """Add up the weights of some terms."""
        return sum(self._rarities.get(key, self._unseen) for key in keys)

    def share(self, part: Iterable[str], whole: Iterable[str]) -> float:
        """How much of the weight of `whole` lies in `part`."""
        whole = frozenset(whole)
        total = self.of(whole)
        return self.of(whole & frozenset(part)) / total if total else 0.0


# Clues that are also read against the best candidate: much in a history of few changes is little in a storm.
RELATIVE = (
    "notice in sentence",
    "notice in block",
    "new words named",
    "old words named",
    "notice in new words",
    "notice in old words",
)


def weigh_all(
    notice: Reading, stated_in: Sequence[int], candidates: Sequence[Candidate], weights: Weights
) -> list[dict[str, float]]:
    """Return the clues for a notice and each of its candidates, also as they stand beside the best candidate.

    `stated_in` are the numbers of the versions in which the notice came or was reworded.
    """
    clues = [weigh(notice, candidate, stated_in, weights) for candidate in candidates]
    best = {name: max((each[name] for each in clues), default=0.0) for name in RELATIVE}
    in_step = Counter(c.revision.new for c in candidates if c.change.substantive)
    return [
        each
        | {f"{name}, of the best": each[name] / best[name] if best[name] else 0.0 for name in RELATIVE}
        | {"few changes in the step": 1 / max(1, in_step[candidate.revision.new])}
        for each, candidate in zip(clues, candidates, strict=True)
    ]


def weigh(notice: Reading, candidate: Candidate, stated_in: Sequence[int], weights: Weights) -> dict[str, float]:
    """Return the clues for one notice and one change, by name."""
    change = candidate.change
    gone, come = frozenset(t.key for t in candidate.gone), frozenset(t.key for t in candidate.come)
    facts, made_in = set(change.facts), candidate.revision.new
    values_come = {t.key for t in candidate.come if t.kind in ("number", "date", "name")}
    values_gone = {t.key for t in candidate.gone if t.kind in ("number", "date", "name")}
    return {
        "new words named": weights.share(notice.keys, come),
        "old words named": weights.share(notice.keys, gone),
        "notice in new words": weights.share(come, notice.keys),
        "notice in old words": weights.share(gone, notice.keys),
        "notice in sentence": weights.share(candidate.sentence, notice.keys),
        "notice in block": weights.share(candidate.block, notice.keys),
        "new value named": float(bool(values_come & notice.keys)),
        "old value named": float(bool(values_gone & notice.keys)),
        "right wording came": weights.share(come, notice.right),
        "wrong wording went": weights.share(gone, notice.wrong),
        "right wording around": weights.share(candidate.sentence, notice.right),
        "number contradicted": float(_contradicts(notice, candidate)),
        "fact of the topic": float(bool(facts & notice.topics)),
        "other fact": float(bool(notice.topics) and not facts & notice.topics),
        "same step": float(made_in in stated_in),
        "earlier step": float(made_in < stated_in[0]),
        "later step": float(made_in > stated_in[-1]),
        "substantive": float(change.substantive),
        "touches a value": float(bool(facts & {"number", "date", "name"})),
        "whole block": float(change.old is None or change.new is None),
        "replaced": float(change.kind == "replaced"),
        "removal said and done": float(notice.is_removal and change.kind == "deleted"),
        "addition said and done": float(notice.is_addition and change.kind == "inserted"),
        "spelling said and done": float(_is_respelling(notice, candidate)),
        "headline said and done": float("headline" in notice.text.casefold() and _in_headline(change)),
        "in headline": float(_in_headline(change)),
    }


def _contradicts(notice: Reading, candidate: Candidate) -> bool:
    """The notice gives the right number, and the change put in another."""
    right = {key for key in notice.right if key.startswith("#")}
    come = {term.key for term in candidate.come if term.kind == "number"}
    return bool(right and come and not right & come)


def _is_respelling(notice: Reading, candidate: Candidate) -> bool:
    """The notice speaks of spelling or a name, and the change exchanged two words that differ by a few letters."""
    if "spell" not in notice.text and "name" not in notice.text:
        return False
    return any(_alike(a.key, b.key) for a in candidate.gone for b in candidate.come)


def _alike(a: str, b: str) -> bool:
    """Whether two words share most of their pairs of letters."""
    pairs_a, pairs_b = Counter(zip(a, a[1:], strict=False)), Counter(zip(b, b[1:], strict=False))
    total = pairs_a.total() + pairs_b.total()
    return a != b and total > 4 and 2 * (pairs_a & pairs_b).total() / total >= 0.5


def _in_headline(change: Change) -> bool:
    return any(span is not None and span.block == 0 and span.start < 200 for span in (change.old, change.new))
