"""The kind of a notice, by what it does rather than by what it is called.

A label that names one kind decides. Otherwise ("Editor's note", "Update", no label at all) an admitted error makes a
correction, a wish to be clearer a clarification, added news an update.
"""

from collections.abc import Sequence

from tracker.core.admissions import Reading
from tracker.core.labels import Label
from tracker.core.notice import Claim, NoticeKind
from tracker.core.phrases.phrase import Role

_SPEAKING: tuple[Role, ...] = ("purpose", "corrects", "did", "hint")  # these have a kind or say nothing
_ADMITTING: tuple[Role, ...] = ("wrong", "regret")  # these admit an error where they have no kind
_EXCHANGED = 120  # characters: longer ones are two statements, not a wrong value and a right one
# The first sign that is there decides. A named kind is that of a remark: "Editor's note", "Update".
_ORDER: tuple[tuple[str, NoticeKind], ...] = (
    ("retraction", "retraction"),
    ("refile", "refile"),
    ("correction", "correction"),
    ("clarification", "clarification"),
    ("exchange", "correction"),  # "resigned in 2014, not 2015"
    ("editors_note", "editors_note"),
    ("update", "update"),
    ("named editors_note", "editors_note"),
    ("wrong value", "correction"),  # "An earlier version of this post said the shop would close"
    ("named update", "update"),
    ("named correction", "correction"),
    ("updated", "update"),
)


def tell_kind(reading: Reading, start: int, end: int, label: Label | None, claims: Sequence[Claim]) -> NoticeKind:
    """Return the kind of the notice in a span, which has this label or stands under it."""
    named = label.phrase.kind if label else None
    if label and label.phrase.role == "label" and named:
        return named
    signs = {found.phrase.kind for role in _SPEAKING for found in reading.find(role, start, end)}
    signs |= {found.phrase.kind or "correction" for role in _ADMITTING for found in reading.find(role, start, end)}
    others = {
        "exchange": any(c.wrong and c.right and len(c.wrong + c.right) <= _EXCHANGED for c in claims),
        "wrong value": any(claim.wrong for claim in claims),
        "updated": any(found.phrase.kind == "update" for found in reading.find("fixed", start, end)),
        f"named {named}": True,
    }
    return next((kind for sign, kind in _ORDER if sign in signs or others.get(sign)), "correction")
