"""The tables made ready: one regular expression a role and language, which knows the row that matched.

A matcher holds the rows of the languages a story may be written in, and no others: it is faster for it, and a word
that means "wrong" in one language is not taken for it in another. To translate an expression takes longer than to
read a story with it, so each is made when it is first needed, and all matchers share those that they have in common.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tracker.core.dates import MONTH, WEEKDAY
from tracker.core.phrases import PHRASES
from tracker.core.phrases.fold import fold
from tracker.core.phrases.phrase import TEMPLATES, UNSPACED, Macros, Phrase, Role, write_pattern, write_template

_MATCHERS = 32  # kept; a newsroom's stories need one a language
_EXPRESSIONS = 2048  # kept; a language needs about sixty
_WORTH = 3000  # questions after which another expression has paid for its translation: a dozen pages
_SAMPLE = 6000  # characters of a story that tell its language
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """A wording found in a folded text: its row, and its span."""

    phrase: Phrase
    start: int
    end: int


class Matcher:
    """Finds the wordings of a role in a folded text; get one from `matcher_of`."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        """Translate every row. A macro stands for the rows above it in the table that have its role or its name."""
        self._langs = tuple(dict.fromkeys(row.lang for row in phrases))
        self._macros: Macros = {}
        self._phrases: dict[str, Phrase] = {}  # by the name of the group that stands for the row in an expression
        self._rows: dict[tuple[str, Role], list[str]] = {}
        self._written: dict[str, str] = {}
        self._patterns: dict[tuple[Role, ...], tuple[re.Pattern[str], ...]] = {}
        self._tests: dict[tuple[Role, ...], tuple[re.Pattern[str], ...]] = {}
        self._n_asked: Counter[tuple[Role, ...]] = Counter()
        for lang in self._langs:
            self._macros |= {(lang, "month"): MONTH, (lang, "weekday"): WEEKDAY}
        for row in phrases:
            self._add(row)

    def _add(self, row: Phrase) -> None:
        rows = self._rows.setdefault((row.lang, row.role), [])
        rows.append(f"{row.lang}_{row.role}{len(rows)}")
        self._phrases[rows[-1]] = row
        if row.role not in TEMPLATES:
            self._written[rows[-1]] = write_pattern(row, self._macros)
            for name in {row.role, row.id.removeprefix(f"{row.lang}-")}:
                above = self._macros.get((row.lang, name))
                self._macros[row.lang, name] = "|".join(filter(None, (above, self._written[rows[-1]])))

    def write(self, *roles: Role, has_groups: bool = True) -> str:
        """Return one regular expression for some roles, with or without a group a row."""
        return self._write(roles, self._langs, has_groups)

    def templates(self, role: Role, stop: str) -> list[re.Pattern[str]]:
        """Return the templates of a role, one by one; a value at the end of one goes on to what `stop` matches."""
        rows = [self._phrases[name] for lang in self._langs for name in self._rows.get((lang, role), ())]
        return [_compile(write_template(row, one, self._macros, stop)) for row in rows for one in row.wordings]

    def phrase(self, match: re.Match[str]) -> Phrase:
        """Return the row that a match of `write` is of."""
        groups = match.groupdict().items()
        return next(self._phrases[name] for name, text in groups if text is not None and name in self._phrases)

    def find(self, role: Role, text: str) -> list[Found]:
        """Return all the wordings of a role in a text, in order; a word of two languages is found in both."""
        matches = (match for pattern in self._patterns_of(role) for match in pattern.finditer(text))
        found = [Found(self.phrase(match), *match.span()) for match in matches]
        return sorted(found, key=lambda one: (one.start, one.end, one.phrase.lang))

    def open(self, role: Role, text: str, at: int) -> Found | None:
        """Return the wording of a role that stands at `at`, or None."""
        matches = (pattern.match(text, at) for pattern in self._patterns_of(role))
        match = next(filter(None, matches), None)
        return Found(self.phrase(match), *match.span()) if match else None

    def has(self, text: str, *roles: Role) -> bool:
        """Tell whether a text has a wording of one of the roles."""
        return any(pattern.search(text) for pattern in self._tests_of(roles))

    def _tests_of(self, roles: tuple[Role, ...]) -> tuple[re.Pattern[str], ...]:
        """Return expressions that need not know the row; they take half the time, once they are worth translating."""
        if roles in self._tests:
            return self._tests[roles]
        self._n_asked[roles] += 1
        if self._n_asked[roles] < _WORTH:
            return self._patterns_of(*roles)
        written = (self._write(roles, (lang,), has_groups=False) for lang in self._langs)
        self._tests[roles] = tuple(map(_compile, written))
        return self._tests[roles]

    def _patterns_of(self, *roles: Role) -> tuple[re.Pattern[str], ...]:
        if roles not in self._patterns:
            pairs = [(role, lang) for role in roles for lang in self._langs if (lang, role) in self._rows]
            self._patterns[roles] = tuple(_compile(self._write((role,), (lang,))) for role, lang in pairs)
        return self._patterns[roles]

    def _write(self, roles: tuple[Role, ...], langs: tuple[str, ...], has_groups: bool = True) -> str:
        spaced, unspaced = (
            "|".join(
                f"({f'?P<{name}>' if has_groups else '?:'}{self._written[name]})"
                for role in roles
                for lang in langs
                if (lang in UNSPACED) is is_so
                for name in self._rows.get((lang, role), ())
            )
            for is_so in (False, True)
        )
        return rf"(?:(?<!\w)(?:{spaced or '(?!)'})|{unspaced or '(?!)'})"


@lru_cache(maxsize=_EXPRESSIONS)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def matcher_of(texts: Iterable[str], phrases: tuple[Phrase, ...] = PHRASES) -> Matcher:
    """Return the matcher for a story with these texts: the rows of the languages it may be written in.

    A language stays when its commonest words make up half as many of the story's words as those of the best one, so
    neighbours (Danish and Norwegian) stay together and a text without common words keeps all. A language whose
    commonest words the table does not know always stays.
    """
    return _library_of(phrases).choose(fold(" ".join(texts)[:_SAMPLE]))


class _Library:
    """The matchers of a table by the languages they leave out; each is built when a story first needs it."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        self._phrases = phrases
        self._build = lru_cache(maxsize=_MATCHERS)(self._build_anew)
        rows = [row for row in phrases if row.role == "common"]
        self._common = {row.lang: frozenset("|".join(row.wordings).split("|")) for row in rows}

    def choose(self, sample: str) -> Matcher:
        words = Counter(_WORD.findall(sample))
        known = {lang: sum(words[word] for word in own) for lang, own in self._common.items()}
        without = frozenset(lang for lang, count in known.items() if 2 * count < max(known.values()))
        return self._build(without)

    def _build_anew(self, without: frozenset[str]) -> Matcher:
        return Matcher(tuple(row for row in self._phrases if row.lang not in without))


@lru_cache(maxsize=8)
def _library_of(phrases: tuple[Phrase, ...]) -> _Library:
    return _Library(phrases)
