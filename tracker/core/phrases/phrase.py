"""A phrase: one row of the tables that say how newsrooms word their notices, and how it is matched.

A row is plain data, so that a newsroom can add its own without code: an id, a language, a role, and the wordings
that play this role. A wording is written as it is printed, in small letters, with a few signs:

- `(a|b)` one of several, `(a|b)?` perhaps one of them;  `*` the rest of a word (`misspel*`);  `#` a number;
- a comma after a word may be missing;
- `…` anything, at most 90 characters;  `{said}` any wording of the rows of this language with that role, and
  `{noun}` any of the row `en-noun`, where they stand above;
- `<wrong>`, `<right>`, `<about>` in a template: a value, the words of the notice that a claim is made of; `<name>`
  is the right value if it is a name, else the topic.

Matching takes place on folded text: small letters, plain apostrophes and spaces, one character for one, so that
spans hold in the original. Nothing in a wording repeats without a bound, so none can make matching slow.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from tracker.core.notice import NoticeKind

# What a wording does in a notice. `notices.RULES` says which of them together make one.
Role = Literal[
    # Names of notices
    "label",  # is enough, before a colon: "Correction"
    "edit",  # names a repair, a notice when any repair follows: "For the record"
    "remark",  # names an editorial remark, a notice when it admits something about this text: "Editor's note"
    # The text
    "version",  # an earlier state of this text: "an earlier version of this story"
    "this",  # this text: "this story"
    "the",  # perhaps this text: "the headline", "we"
    "part",  # a part of a text: "headline"
    "dated",  # this text as print and wires cite it: "an article on Tuesday"
    # The deed
    "wrong",  # admits an error: "misstated", "incorrectly"; with a kind, a lesser fault
    "said",  # reports what a text said: "identified"
    "formerly",  # … and that it no longer says it: "originally identified"
    "fixed",  # the text was altered: "has been corrected"
    "corrects",  # the text alters: "corrects", in "this version corrects"
    "altered",  # participles, which say it alone after a label: "fixed", in "Edit: fixed the spelling of Lind"
    "aim",  # follows a label that is a participle: "to include", in "Updated at 5 p.m. to include"
    # Both
    "did",  # a whole admission: "we have updated this story"
    "recalls",  # what this newsroom has said, an admission if the next words take it back: "we previously reported"
    "disowned",  # … if it is set against what is right: "not Cavan, as we said earlier"
    "hint",  # a whole admission, if this text is meant: "an earlier version said"
    "regret",  # the newsroom regrets: "our apologies"; with a kind, an error: "we regret the error"
    # What tells the kind, and what forbids
    "purpose",  # what the alteration was for: "to include" speaks for an update
    "tie",  # ties what was done to the text named after it: "in", in "was misspelled in this story"
    "clause",  # begins another statement: "says", in "this story says he was wrongly jailed"
    "veto",  # never a notice: "if you see an error"
    "intro",  # announces words that are quoted, before a colon: "added this correction"
    # Claims
    "contrast",  # a template that sets a right value against a wrong one: "<right>, not <wrong>"
    "either",  # … in this order, or in the other one after an admission: "said <wrong> instead of <right>"
    "claim",  # a template that gives a value: "misspelled the name of <about>"
    "removal",  # a template that gives what was taken out: "to remove <wrong>"
    "truth",  # a template that gives the right value, in whatever statement: "the correct number is <right>"
    "before",  # stands before a value: "is", "to", "in"
    "pronoun",  # begins a statement about what was just said: "it"
    "also",  # begins another claim: "it also"
    "and",  # parts two purposes: "to include … and to correct"
    "courtesy",  # thanks or apologises, and gives no value: "we have apologised to her"
    "aside",  # says where a value stood, and is no part of it: "as first published"
    "place",  # where the error was; the row's id says it after its hyphen: "en-headline"
    # Words for other wordings
    "common",  # the commonest words, which tell that a story is in this language
    "word",  # nothing by itself
]
TEMPLATES = frozenset({"contrast", "either", "claim", "removal", "truth"})
UNSPACED = frozenset({"ja", "zh"})  # written without spaces: a wording may stand inside a run of letters


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row: `wordings` that all play `role`; `kind` is the kind of notice that they speak for, if any."""

    id: str
    lang: str
    role: Role
    wordings: tuple[str, ...]
    kind: NoticeKind | None = None


def parse_table(lang: str, table: str) -> tuple[Phrase, ...]:
    """Read the rows of a table: a line with id, role and perhaps kind, and under it its wordings, a line each.

    An empty line ends a row. Raises `ValueError` for a row without wordings.

    >>> parse_table("en", "en-note remark editors_note\\n    editor's note")
    (Phrase(id='en-note', lang='en', role='remark', wordings=("editor's note",), kind='editors_note'),)
    """
    return tuple(_parse_row(lang, row.split("\n")) for row in table.strip().split("\n\n"))


def _parse_row(lang: str, lines: list[str]) -> Phrase:
    (name, role, *kind), wordings = lines[0].split(), tuple(line.strip() for line in lines[1:])
    if not wordings or role not in get_args(Role):
        raise ValueError(f"a row of phrases has a known role and wordings under it: {lines[0]!r}")
    return Phrase(name, lang, role, wordings, *kind)  # type: ignore[arg-type]  # both are checked by the tests


Macros = dict[tuple[str, str], str]  # a regular expression for each language and name in braces
_SIGN = re.compile(r"\(|\)\? |\)\?|\)|\||\*|… |…|#|\{(\w+)\}|<(\w+)>|\s+|[^()|*…#{}<>\s]+")
_REGEX = {
    "(": "(?:(?:",
    ")": "))",
    ")?": "))?",
    ")? ": r")\s+)?",
    "|": "|",
    "*": r"\w*",
    "#": r"\d{1,6}",
    "…": ".{0,90}?",
    "… ": r"(?:.{1,90}?\s+)??",
}
_VALUE = ".{1,300}?"


def write_pattern(phrase: Phrase, macros: Macros) -> str:
    r"""Translate a row into a regular expression. A macro without rows matches nothing.

    >>> write_pattern(Phrase("x", "en", "this", ("this (sad)? tale*",)), {})
    '(?:this\\s+(?:(?:sad)\\s+)?tale\\w*)(?!\\w)'
    """
    pattern = "|".join(_write_wording(wording, phrase.lang, macros) for wording in phrase.wordings)
    return f"(?:{pattern})" if phrase.lang in UNSPACED else rf"(?:{pattern})(?!\w)"


def write_template(phrase: Phrase, wording: str, macros: Macros, stop: str) -> str:
    r"""Translate one wording of a template for a statement: a value at its end goes on to what `stop` matches.

    >>> write_template(Phrase("x", "ja", "claim", ()), "<wrong> not <right>", {}, "$")
    '\\A(?P<wrong>.{1,300}?)\\s+not\\s+(?P<right>.{1,300}?)(?=$)'
    """
    pattern = _write_wording(wording, phrase.lang, macros)
    edge = "" if phrase.lang in UNSPACED else r"(?!\w)"
    before = r"\A" if wording.startswith("<") else "" if phrase.lang in UNSPACED else r"(?<!\w)"
    return before + pattern + (f"(?={stop})" if wording.endswith(">") else edge)


def _write_wording(wording: str, lang: str, macros: Macros) -> str:
    return "".join(_write_sign(sign, lang, macros) for sign in _SIGN.finditer(wording))


def _write_sign(sign: re.Match[str], lang: str, macros: Macros) -> str:
    if sign[1]:
        return f"(?:{macros.get((lang, sign[1]), '(?!)')})"
    if sign[2]:
        return f"(?P<{sign[2]}>{_VALUE})"
    if sign[0] in _REGEX:
        return _REGEX[sign[0]]
    if sign[0].isspace():
        return r"\s+"
    is_alternative = sign.start() and sign.string[sign.start() - 1] in "(|"
    word = sign[0] if is_alternative and sign[0] == "," else sign[0].removesuffix(",")
    return re.escape(word) + (",?" if word != sign[0] else "")
