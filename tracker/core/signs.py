"""Signs: what speaks for a notice in an opening, and the rules that say which signs together are enough.

The rules are tried in order, and the first that holds is named in the result, with the phrases it rests on. A rule
without a label asks for more than one with: prose may say "the story was updated", but not before a colon.
"""

import re
from collections.abc import Callable, Sequence

from tracker.core.admissions import ADMISSIONS, HINTS, REMARKS, Reading, find_admission
from tracker.core.openings import Opening
from tracker.core.phrases.matcher import Found
from tracker.core.phrases.phrase import Role
from tracker.core.statements import has_contrast

_LETTER = re.compile(r"[^\W_]")  # or a digit
_LONGEST_PLAIN = 600  # characters of a notice that nothing but its heading tells
Sign = Callable[[Reading, Opening], Sequence[Found] | bool]


def _labelled(role: Role) -> Sign:
    return lambda reading, opening: opening.label is not None and opening.label.phrase.role == role


def _says(*roles: Role) -> Sign:
    return lambda reading, o: [found for role in roles for found in reading.find(role, o.start, o.scope)]


def _begins(role: Role) -> Sign:
    """The words right after the label, or the ornaments, play this role."""
    return lambda reading, opening: _find_at_start(reading, opening, role)


def _find_at_start(reading: Reading, opening: Opening, role: Role) -> list[Found]:
    at = opening.label.end if opening.label else opening.start
    first = _LETTER.search(reading.folded, at, opening.end)
    found = reading.matcher.open(role, reading.folded, first.start() if first else opening.end)
    return [found] if found else []


def _leads(reading: Reading, opening: Opening) -> bool:
    """The hint, or the error that it names, is what the sentence begins with."""
    found = [*find_admission(reading, opening.start, opening.first, HINTS, "hint")]
    found += reading.find("wrong", opening.start, opening.first)
    start = min((one.start for one in found), default=opening.first)
    return not any(letter.isalnum() for letter in reading.folded[opening.start : start])


def _takes_back(reading: Reading, opening: Opening) -> bool:
    """What the newsroom recalls is what the sentence begins with, and the next one begins with a pronoun."""
    recalled = _find_at_start(reading, opening, "recalls")
    after = [start for start, _ in reading.sentences if opening.first <= start < opening.end]
    return bool(recalled and after) and reading.matcher.open("pronoun", reading.folded, after[0]) is not None


def _is_stamped(reading: Reading, opening: Opening) -> bool:
    label = opening.label
    return label is not None and any(sign.isdigit() for sign in reading.text[label.stamp : label.end])


def _is_under(opening: Opening, *roles: Role) -> bool:
    heading = opening.place.heading
    return heading is not None and heading.phrase.role in roles


SIGNS: dict[str, Sign] = {
    "label": _labelled("label"),
    "edit": _labelled("edit"),
    "remark": _labelled("remark"),
    "not an update": lambda _, o: o.label is not None and o.label.phrase.kind != "update",
    "stamped": _is_stamped,
    "short": lambda _, o: o.end - o.start <= _LONGEST_PLAIN,
    "right under a label": lambda _, o: o.place.is_next and _is_under(o, "label"),
    "under a label": lambda _, o: _is_under(o, "label", "edit"),
    "under a remark": lambda _, o: _is_under(o, "remark"),
    "whole": lambda _, o: o.is_whole,
    "marked": lambda _, o: o.is_marked,
    "edge": lambda _, o: o.place.is_edge,
    "last": lambda _, o: o.place.is_last,
    "listed": lambda _, o: o.place.kind == "list_item",
    "called a notice": lambda _, o: o.place.kind == "notice",
    "admission": lambda reading, o: find_admission(reading, o.start, o.scope, ADMISSIONS, "did"),
    "hint": lambda reading, o: find_admission(reading, o.start, o.scope, HINTS, "hint"),
    "loose admission": lambda reading, o: find_admission(reading, o.start, o.scope, REMARKS, "hint"),
    "leads": _leads,
    "taken back": _takes_back,
    "disowned": _says("disowned"),
    "repair": _says("wrong", "fixed", "formerly", "regret"),
    "error": _says("wrong"),
    "this text": _says("this", "version", "part", "dated"),
    "version": _says("version"),
    "cited": _says("dated"),
    "place": _says("place", "part"),
    "contrast": lambda reading, o: has_contrast(reading.folded[o.start : o.scope], reading.matcher),
    "purpose": _says("purpose"),
    "regret": lambda reading, o: reading.find("regret", o.start, o.end),
    "regret of an error": lambda reading, o: [f for f in reading.find("regret", o.start, o.end) if f.phrase.kind],
    "begins: corrects": _begins("corrects"),
    "begins: altered": _begins("altered"),
    "begins: aim": _begins("aim"),
}
RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("trashline", ("begins: corrects", "marked")),  # (Corrects paragraph 3 to say million, not billion)
    ("trashline", ("whole", "edge", "begins: corrects", "place")),
    ("label", ("label", "whole")),  # Correction: It is May, not June.
    ("label", ("label", "marked")),
    ("label", ("label", "repair")),  # Jo Poe contributed to this report. Correction: An earlier version …
    ("label", ("label", "contrast")),
    ("edit", ("edit", "repair")),  # For the record: The figure for 2019 was wrong.
    ("edit", ("edit", "begins: altered")),  # Edit: fixed the spelling of Lind.
    ("edit", ("edit", "stamped")),  # For the record, 3:15 p.m.: He was born in 1949.
    ("edit", ("edit", "purpose")),
    ("edit", ("edit", "loose admission")),  # For the record: Tuesday's profile of Ono gave his age as 52.
    ("remark", ("remark", "admission")),  # Editor's note: This story has been updated.
    ("remark", ("remark", "loose admission")),  # Editor's note: The headline was changed.
    ("remark", ("remark", "regret")),  # Update: She is not a doctor. We regret the error.
    ("remark", ("remark", "begins: altered")),  # Update, 13 March: Changed the score from 6 to 7.
    ("remark", ("remark", "begins: aim")),  # Updated at 5 p.m. to include a comment.
    ("remark", ("remark", "not an update", "this text", "error")),
    ("heading", ("right under a label", "whole", "edge", "contrast")),
    ("heading", ("right under a label", "whole", "last", "short")),  # Errata: / The chart in part 2 used old data.
    ("heading", ("under a label", "listed", "whole", "edge")),
    ("heading", ("under a label", "repair")),
    ("heading", ("under a remark", "loose admission")),
    ("heading", ("under a remark", "regret")),
    ("wording", ("version", "admission")),  # An earlier version of this story misstated …
    ("wording", ("whole", "admission")),  # This story has been corrected. (In prose: This piece was restored.)
    ("wording", ("marked", "admission")),
    ("wording", ("edge", "admission")),
    ("wording", ("whole", "edge", "leads", "hint")),  # An article on Tuesday misstated …
    ("wording", ("whole", "edge", "taken back")),  # We previously reported that he voted. In fact, he left.
    ("wording", ("marked", "taken back")),
    ("wording", ("whole", "taken back", "regret")),
    ("wording", ("whole", "edge", "contrast", "disowned")),  # It is in Deal, not Dover, as we said earlier.
    ("markup", ("called a notice", "repair")),
    ("regret", ("edge", "regret", "error")),
    ("regret", ("edge", "regret", "cited")),  # We apologise for our article of 3 May.
    ("regret", ("whole", "edge", "regret of an error")),
)


def find_rule(reading: Reading, opening: Opening) -> tuple[str, tuple[Found, ...]] | None:
    """Return the name of the first rule that holds for an opening, with the phrases it rests on; or None."""
    if reading.find("veto", opening.start, opening.first):
        return None
    for name, signs in RULES:
        evidence: list[Found] = []
        for sign in signs:
            seen = SIGNS[sign](reading, opening)
            if not seen:
                break
            evidence += [] if seen is True else seen
        else:
            return name, tuple(evidence)
    return None
