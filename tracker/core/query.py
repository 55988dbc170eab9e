"""What a person asks of a search, in the plain syntax of the web's search boxes.

All words must be there; `"several months"` is a phrase, `build*` any word that begins so; `-word` must not be there;
`OR` stands between two words or phrases of which one will do, and binds closer than the space between words. `AND`
may be written and says nothing new. There is no further syntax: whatever else is typed is looked for, or is
punctuation that separates words, so that no query is ever wrong. Case does not count.

How a store finds the words is not known here; `part_words` only says what a word is in scripts without spaces.
"""

import re
from dataclasses import dataclass

from tracker.core.words import UNSPACED
from tracker.errors import InputError

MOST_TERMS = 64
PARTING = "\u200b"  # the zero-width space: it separates words and shows nothing

_TERM = re.compile(
    r"""(?P<minus> (?<!\S) [-−–] (?=\S) )?
        (?: ["“”„«»] (?P<phrase> [^"“”„«»]* ) ["“”„«»]? | (?P<word> [^\s"“”„«»()]+ ) )""",
    re.VERBOSE,
)
_SEAM = re.compile(rf"(?<=[{UNSPACED}])(?=\S)|(?<=\S)(?=[{UNSPACED}])")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase that is looked for; with `is_start`, its last word may go on."""

    text: str
    is_start: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What must be there, one term at least of each group, and what must not."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that are wanted."""
        return tuple(term for group in self.wanted for term in group)


def parse_query(text: str) -> Query:
    """Read a query. Raises `InputError` when it has no word that is wanted, or more than 64.

    >>> parse_query('toll OR fare "several months" -ferry').wanted[0]
    (Term(text='toll', is_start=False), Term(text='fare', is_start=False))
    """
    groups: list[list[Term]] = []
    unwanted: list[Term] = []
    is_other = False  # whether OR stands before the next term
    for match in _TERM.finditer(text):
        if match["word"] in ("OR", "AND") and not match["minus"]:
            is_other = match["word"] == "OR"
            continue
        if term := _term(match["word"], match["phrase"]):
            if match["minus"]:
                unwanted.append(term)
            elif is_other and groups:
                groups[-1].append(term)
            else:
                groups.append([term])
        is_other = False
    return _checked(Query(tuple(map(tuple, groups)), tuple(unwanted)), text)


def _term(word: str | None, phrase: str | None) -> Term | None:
    """Return a term, None where it holds no letter and no digit."""
    readable = (word or phrase or "").encode("utf-8", "replace").decode()  # the shell may hand over broken bytes
    text = " ".join(readable.replace("\0", " ").split())
    return Term(text, bool(word) and text.endswith("*")) if any(map(str.isalnum, text)) else None


def _checked(query: Query, text: str) -> Query:
    if not query.wanted:
        raise InputError(f"{text!r:.80} names no word to look for: write one, or a phrase in quotation marks")
    if len(query.terms) + len(query.unwanted) > MOST_TERMS:
        raise InputError(
            f"{text!r:.80} has more than {MOST_TERMS} words: put them in quotation marks, or leave some out"
        )
    return query


def part_words(text: str) -> str:
    """Put a zero-width space around every character of a script that is written without spaces.

    >>> part_words("AI東京 news").split("\u200b")
    ['AI', '東', '京 news']
    """
    return _SEAM.sub(PARTING, text)
