"""Labels: the words that announce a notice, with the stamp of date and time that often follows them.

"CORRECTION (March 9, 2021, 6:15 a.m.):" is a label, a stamp and an end. A label opens a sentence, perhaps after a
star or a bracket, and must end like one: with a colon, a dash or a full stop; with its block, and then it is a
heading; or right before words that speak of this text ("Correction An earlier version of this story …"). So neither
"Correction officers said" nor "Updated figures show" has a label.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.core.admissions import ADMISSIONS, Reading, find_admission
from tracker.core.dates import MONTH, WEEKDAY
from tracker.core.phrases.matcher import Found, Matcher
from tracker.core.phrases.phrase import Phrase, Role

_LONGEST = 300  # characters of a label with its stamp
_LONGEST_HEADING = 160  # "This article has been changed to reflect the following correction:"
_ORNAMENT = r"[^\w\x01\"“”„«»‘'$€£]{0,6}"
_STAMP = rf"""(?:
    [\s,()/\[\]\#*_年月日時分点时]
  | (?> \d+ (?:[.:/-]\d+)* (?:st|nd|rd|th|am|pm|h)? )
  | {MONTH} | {WEEKDAY} | (?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)\b\.?
  | [ap]\.?m\b\.? | (?:[ecmp][sd]?t|gmt|bst|utc|cest?|ist|aest|uhr|h|heures?|uur|kl|klockan|godz)\b\.?
  | (?:at|on|of|the|was|made|added|posted|appended|published|issued|eastern|time|noon|midnight)\b
  | (?:vom|um|am|le|à|du|el|del|de|a\ las|di|il|em|às|op|om|den|w)\b
){{0,40}}?"""
_END = r"\s* (?: [:：】〉》\]|]+ | \.(?!\w) | (?<=\s)[-–—]+(?=\s) | [—–] | [)）] | $ )"
_SPACE = re.compile(r"\s")
_SPEAKING: tuple[Role, ...] = ("version", "this", "dated", "did", "hint", "aim")
_DAY = rf"\s*{MONTH}\s\d\d?,\s\d{{4}}(?:[\s:.\])—–-]+|$)"  # the New York Times stamps behind the colon


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a text: its row in the table, its span with stamp and end, and where the stamp begins."""

    phrase: Phrase
    start: int
    end: int
    stamp: int


def find_label(folded: str, at: int, matcher: Matcher) -> Label | None:
    """Return the label that opens a folded text at `at`, or None."""
    window = folded[: at + _LONGEST]
    match = _patterns(matcher)[0].match(window, at) or _match_before_speech(window, at, matcher)
    return Label(matcher.phrase(match), match.start("name"), match.end(), match.end("name")) if match else None


def _match_before_speech(window: str, at: int, matcher: Matcher) -> re.Match[str] | None:
    """Match a label that nothing ends but words that speak of this text."""
    _, label = _patterns(matcher)
    ends = [space.end() for space in _SPACE.finditer(window, at)] if label.match(window, at) else []
    matches = (match for end in ends if (match := label.fullmatch(window, at, end)))
    return next((match for match in matches if _speaks(window, match.end(), matcher)), None)


def _speaks(window: str, at: int, matcher: Matcher) -> bool:
    return any(matcher.open(role, window, at) for role in _SPEAKING)


def find_heading(reading: Reading) -> Label | None:
    """Return the label that a whole block is, or announces before a colon; else None."""
    label = find_label(reading.folded, 0, reading.matcher)
    if label and label.end == len(reading.text):
        return label
    named = _find_named(reading) if _announces(reading) else None
    return Label(named.phrase, 0, len(reading.text), named.end) if named else None


def _announces(reading: Reading) -> bool:
    text = reading.text
    is_short = len(text) < _LONGEST_HEADING and text.endswith((":", "："))
    return is_short and bool(find_admission(reading, 0, len(text), ADMISSIONS, "did"))


def _find_named(reading: Reading) -> Found | None:
    return next((found for role in ("label", "edit") for found in reading.matcher.find(role, reading.folded)), None)


@lru_cache(maxsize=32)
def _patterns(matcher: Matcher) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label with the mark that ends it, and one that a space ends."""
    name = f"(?:{_ORNAMENT})(?P<name>{matcher.write('label', 'edit', 'remark')})(?P<stamp>(?x:{_STAMP}))"
    return re.compile(f"{name}(?x:{_END})(?:{_DAY})?"), re.compile(rf"{name}\s")
