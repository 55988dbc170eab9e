"""The example stories keep their word: what the gold says is there, verbatim, in the version it names."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC
from itertools import pairwise

import pytest

from tracker.core.notice import NOTICE_KINDS
from tracker.core.plaintext import parse_markdown
from tracker.examples import Example, read_examples
from tracker.examples.gold import GoldLink, GoldNotice

EXAMPLES = read_examples()
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.slug)


def paragraphs(example: Example, version: int) -> list[str]:
    """The paragraphs of a version without their Markdown markers, as the gold cites them."""
    return [re.sub(r"^(#|##|>|-) ", "", text) for text in example.texts[version - 1].strip().split("\n\n")]


def carries(example: Example, version: int, words: str) -> bool:
    return any(words in paragraph for paragraph in paragraphs(example, version))


def links(example: Example) -> Iterator[GoldLink]:
    for notice in example.gold.notices:
        yield from notice.links


def test_stories_are_many_and_sorted() -> None:
    """The stories come sorted by slug, each slug once, and there are at least fourteen."""
    slugs = [example.slug for example in EXAMPLES]
    assert slugs == sorted(set(slugs))
    assert len(slugs) >= 14


@each_example
def test_story_reads_like_one(example: Example) -> None:
    """A story has three to six versions of 8 to 25 paragraphs, each under one headline that comes first."""
    assert 3 <= len(example.texts) <= 6
    for version, text in enumerate(example.texts, 1):
        assert 8 <= len(paragraphs(example, version)) <= 25
        assert re.findall(r"^# ", text, re.MULTILINE) == ["# "]
        assert text.startswith("# ")
        assert text.endswith("\n")
        assert re.search(r"[ \t]$|\n{3}|[^\n]\n[^\n]", text, re.MULTILINE) is None


@each_example
def test_story_is_markdown_that_hides_nothing(example: Example) -> None:
    """Read as Markdown, a version gives the very paragraphs that the gold cites: no mark of emphasis, no link."""
    for version, text in enumerate(example.texts, 1):
        assert [block.text for block in parse_markdown(text).blocks] == paragraphs(example, version)


@each_example
def test_versions_follow_each_other(example: Example) -> None:
    """Each version is captured later than the one before, in UTC, and says something else."""
    assert len(example.captured_at) == len(example.texts)
    assert all(at.tzinfo is UTC for at in example.captured_at)
    assert list(example.captured_at) == sorted(set(example.captured_at))
    assert all(old != new for old, new in pairwise(example.texts))


@each_example
def test_story_names_an_invented_publisher(example: Example) -> None:
    """The address is under the reserved domain `.example`, so no real publisher can be meant."""
    assert re.fullmatch(r"https://[a-z-]+\.example/\S+", example.url)
    assert example.shows.endswith(".")


@each_example
def test_notice_stands_where_it_is_said_to(example: Example) -> None:
    """A notice stands, in one of its wordings, from its first version to its last, and in no other."""
    for notice in example.gold.notices:
        readings = [notice.text, *(wording.text for wording in notice.earlier)]
        standing = [
            version
            for version in range(1, len(example.texts) + 1)
            if any(carries(example, version, text) for text in readings)
        ]
        assert standing == list(range(notice.version, notice.last_version + 1))
        assert carries(example, notice.last_version, notice.text)
        for wording in notice.earlier:
            assert carries(example, wording.version, wording.text)
            assert not carries(example, wording.version - 1, wording.text)


@each_example
def test_notice_has_links_or_a_reason(example: Example) -> None:
    """A notice has a valid kind, and either links or the reason why there are none."""
    for notice in example.gold.notices:
        assert {notice.kind, *(wording.kind for wording in notice.earlier)} <= set(NOTICE_KINDS)
        assert bool(notice.links) == (notice.no_link is None)
        assert notice.no_link in {None, "before-first-capture", "not-in-text", "vague"}


@each_example
def test_wording_is_verbatim(example: Example) -> None:
    """The words of a link, and of a silent change, stand once in the paragraphs of the versions named."""
    for link in (*links(example), *example.gold.silent):
        assert link.to_version == link.from_version + 1
        assert link.old != link.new
        assert link.old_paragraph != link.new_paragraph
        for version, words, paragraph in (
            (link.from_version, link.old, link.old_paragraph),
            (link.to_version, link.new, link.new_paragraph),
        ):
            assert (paragraph is None) == (words == "")
            assert paragraph is None or paragraph in paragraphs(example, version)
            assert paragraph is None or paragraph.count(words) == 1


@each_example
def test_changed_paragraph_is_gone(example: Example) -> None:
    """The paragraph before a change is not in the version after it, nor the one after it in the version before."""
    for link in (*links(example), *example.gold.silent):
        assert link.old_paragraph not in paragraphs(example, link.to_version)
        assert link.new_paragraph not in paragraphs(example, link.from_version)


@each_example
def test_passage_reads_in_the_last_version(example: Example) -> None:
    """A passage is verbatim in a paragraph of the last version, and that paragraph is no notice."""
    for notice in example.gold.notices:
        if notice.passage:
            assert notice.passage.text in notice.passage.paragraph
            assert notice.passage.paragraph in paragraphs(example, len(example.texts))
            assert notice.text not in notice.passage.paragraph


@each_example
def test_decoys_are_paragraphs_and_no_notices(example: Example) -> None:
    """A decoy, and a note that may be reported, is a whole paragraph of some version and no notice of the story."""
    everything = {text for version in range(1, len(example.texts) + 1) for text in paragraphs(example, version)}
    for text in (*example.gold.decoys, *example.gold.allowed_notices):
        assert text in everything
        assert not any(notice.text in text for notice in example.gold.notices)


@each_example
def test_silent_changes_are_not_linked(example: Example) -> None:
    """No change is both explained by a notice and silent."""
    assert not set(example.gold.silent) & set(links(example))


def _has_link(example: Example, test: Callable[[GoldNotice, GoldLink], bool]) -> bool:
    return any(test(notice, link) for notice in example.gold.notices for link in notice.links)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _negations(text: str) -> list[int]:
    return [place for place, word in enumerate(text.split()) if word == "not"]


def _is_headline(example: Example, link: GoldLink) -> bool:
    return link.old_paragraph == paragraphs(example, link.from_version)[0]


def _is_incomplete(example: Example) -> bool:
    last = len(example.texts)
    bodies = [text for text in paragraphs(example, last) if not any(n.text in text for n in example.gold.notices)]
    return _has_link(example, lambda _, link: any(link.old in text for text in bodies))


def _is_moved_with_fix(example: Example) -> bool:
    def place(link: GoldLink) -> tuple[int, int]:
        old, new = paragraphs(example, link.from_version), paragraphs(example, link.to_version)
        return old.index(link.old_paragraph or ""), new.index(link.new_paragraph or "")

    return _has_link(example, lambda _, link: abs(place(link)[0] - place(link)[1]) > 3)


def _revisions(example: Example) -> Iterator[tuple[list[str], list[str]]]:
    return pairwise([paragraphs(example, version) for version in range(1, len(example.texts) + 1)])


def _is_moved(example: Example) -> bool:
    return any(
        [text for text in old if text in new] != [text for text in new if text in old]
        for old, new in _revisions(example)
    )


def _is_split(old: list[str], new: list[str]) -> bool:
    return any(f"{a} {b}" in old for a, b in pairwise(new))


def _names_none_of(notice: GoldNotice) -> bool:
    return not any(words in notice.text for link in notice.links for words in (link.old, link.new))


def _always(example: Example) -> bool:
    return bool(example.texts)


# What the stories must show together, and how to tell that one of them does. `_always`: only a reader can tell.
SITUATIONS: dict[str, Callable[[Example], bool]] = {
    "clarification-of-reference": lambda e: e.gold.notices[0].kind == "clarification",
    "copy-storm": lambda e: any(
        len(set(paragraphs(e, n)) - set(paragraphs(e, n + 1))) >= 8 for n in range(1, len(e.texts))
    ),
    "corrected-date": lambda e: _has_link(e, lambda _, link: _digits(link.old) != _digits(link.new)),
    "corrected-number": lambda e: _has_link(e, lambda _, link: _digits(link.old) != _digits(link.new)),
    "corrected-title": _always,
    "correction-inside-moved-paragraph": _is_moved_with_fix,
    "decoy-paragraphs": lambda e: len(e.gold.decoys) >= 3 and not e.gold.notices,
    "decoy-same-kind": lambda e: bool(e.gold.silent),
    "decoy-same-paragraph": _always,
    "department-of-corrections": lambda e: any("Department of Corrections" in text for text in e.gold.decoys),
    "developing-story-line": lambda e: any("developing story" in text for text in e.gold.decoys),
    "editors-note": lambda e: any(n.kind == "editors_note" for n in e.gold.notices),
    "fixed-after-notice": lambda e: _has_link(e, lambda notice, link: link.to_version > notice.version),
    "french": lambda e: e.lang == "fr",
    "german": lambda e: e.lang == "de",
    "glued-notice": lambda e: any(
        n.text not in paragraphs(e, n.version) and carries(e, n.version, n.text) for n in e.gold.notices
    ),
    "headline-correction": lambda e: _has_link(e, lambda _, link: _is_headline(e, link)),
    "incomplete-correction": _is_incomplete,
    "list-items": lambda e: "\n- " in e.texts[0],
    "market-correction": lambda e: any("definition of a correction" in text for text in e.gold.decoys),
    "merged-paragraph": lambda e: any(_is_split(new, old) for old, new in _revisions(e)),
    "misattributed-quotation": _always,
    "misspelled-name": lambda e: _has_link(e, lambda _, link: link.old[0] == link.new[0]),
    "moved-notice": lambda e: any(
        paragraphs(e, n.version).index(n.text) < 3 < paragraphs(e, n.version + 1).index(n.text)
        for n in e.gold.notices
    ),
    "moved-paragraph": lambda e: _is_moved(e) or _is_moved_with_fix(e),
    "negation": lambda e: _has_link(e, lambda _, link: _negations(link.old) != _negations(link.new)),
    "no-captured-change": lambda e: any(n.no_link == "not-in-text" for n in e.gold.notices),
    "notice-after-fix": lambda e: _has_link(e, lambda notice, link: link.to_version < notice.version),
    "notice-at-first-capture": lambda e: any(n.no_link == "before-first-capture" for n in e.gold.notices),
    "notice-at-top": lambda e: any(paragraphs(e, n.version).index(n.text) < 3 for n in e.gold.notices),
    "notice-replaced": lambda e: any(a.last_version + 1 == b.version for a in e.gold.notices for b in e.gold.notices),
    "paragraph-number-off": _always,
    "passage-without-link": lambda e: any(n.passage and not n.links for n in e.gold.notices),
    "picture-correction": lambda e: any("picture" in n.text for n in e.gold.notices),
    "quoted-notice": lambda e: any("“Correction:" in text for text in e.gold.decoys),
    "relabelled-notice": lambda e: any(w.kind != n.kind for n in e.gold.notices for w in n.earlier),
    "removal": lambda e: _has_link(e, lambda _, link: link.new_paragraph is None),
    "removed-notice": lambda e: any(n.last_version < len(e.texts) for n in e.gold.notices),
    "retraction": lambda e: any(n.kind == "retraction" for n in e.gold.notices),
    "reworded-notice": lambda e: any(n.earlier for n in e.gold.notices),
    "right-value-only": lambda e: _has_link(
        e, lambda notice, link: link.new in notice.text and link.old not in notice.text
    ),
    "several-places": lambda e: any(len(n.links) > 1 for n in e.gold.notices),
    "silent-beside-notice": lambda e: bool(e.gold.silent and e.gold.notices),
    "silent-without-notice": lambda e: bool(e.gold.silent) and not e.gold.notices,
    "spanish": lambda e: e.lang == "es",
    "split-paragraph": lambda e: any(_is_split(old, new) for old, new in _revisions(e)),
    "subheadings": lambda e: "\n## " in e.texts[0],
    "topic-only": lambda e: any(n.links and _names_none_of(n) for n in e.gold.notices),
    "topic-paraphrase": lambda e: any(n.links and _names_none_of(n) for n in e.gold.notices),
    "two-corrections-in-one-notice": lambda e: any(len(n.links) > 1 for n in e.gold.notices),
    "two-notices": lambda e: len(e.gold.notices) > 1,
    "update-adds-news": lambda e: any(n.kind == "update" for n in e.gold.notices),
    "updated-line": lambda e: any(text.startswith("Updated at") for text in e.gold.allowed_notices),
    "vague-notice": lambda e: any(n.no_link == "vague" for n in e.gold.notices),
    "wire-correction": lambda e: any("corrects paragraph" in n.text for n in e.gold.notices),
    "wire-refile": lambda e: any(n.kind == "refile" for n in e.gold.notices),
}


def test_every_situation_is_shown() -> None:
    """Together the stories show each situation of the list, and none that is not on it."""
    assert {name for example in EXAMPLES for name in example.situations} == set(SITUATIONS)


@each_example
def test_story_shows_what_it_says(example: Example) -> None:
    """A story that claims a situation is in it, as far as its gold can tell."""
    assert example.situations
    assert [name for name in example.situations if not SITUATIONS[name](example)] == []
