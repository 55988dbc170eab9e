"""What an editor can answer in a review: a key each, what it means, and the decision it stands for."""

from dataclasses import dataclass

from tracker.archive.agenda import Subject
from tracker.core.decision import DecisionKind
from tracker.report.columns import Sheet, Words


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its key, which `label` shows in brackets; without a `kind` it decides nothing."""

    key: str
    label: str
    means: str
    kind: DecisionKind | None = None


_REJECT = "The notice is not about this change: it counts as any other change that no notice explains."
_HARMLESS = "The change needs no notice. It leaves the silent ones and is counted by itself."
_COMMON = (
    Answer("s", "[s]kip", "Decide nothing; the next review asks again."),
    Answer("u", "[u]ndo last", "Take the last answer of this review back, and ask again."),
    Answer("?", "[?] explain", "Say what the keys mean."),
    Answer("q", "[q]uit", "Save what was answered, and end."),
)
ANSWERS: dict[Subject, tuple[Answer, ...]] = {
    "link": (
        Answer("c", "[c]onfirm", "The notice is about this change.", "confirm"),
        Answer("r", "[r]eject", _REJECT, "reject"),
        Answer("l", "re[l]ink", "The notice is about other changes instead, which you pick from a list.", "relink"),
        *_COMMON,
    ),
    "orphan": (
        Answer("l", "re[l]ink", "The notice is about changes that you pick from a list.", "relink"),
        Answer("n", "[n]othing captured", "The notice is about nothing that was captured.", "uncaptured"),
        *_COMMON,
    ),
    "unsure": (
        Answer("a", "[a]cknowledge", "The notice tells of this change too.", "acknowledge"),
        Answer("r", "[r]eject", _REJECT, "reject"),
        Answer("h", "[h]armless", _HARMLESS, "harmless"),
        *_COMMON,
    ),
    "silent": (
        Answer("h", "[h]armless", _HARMLESS, "harmless"),
        Answer("a", "[a]cknowledged by a notice", "A notice that you pick tells of this change.", "acknowledge"),
        *_COMMON,
    ),
}
EXPLAINED: dict[Subject, str] = {
    "link": "The notice is tied to this change. Of such links, as many are right as the percentage says; words that "
    "stand in both are marked.",
    "orphan": "No captured change was found that this notice is about.",
    "unsure": "A fact was replaced or taken away, and a notice may be about it: it came close to being linked, or "
    "another change of the sentence is.",
    "silent": "A fact was replaced or taken away, and no notice tells of it.",
}


def explain(subject: Subject, *, color: bool, width: int) -> str:
    """Say what is asked about, and what each key means."""
    sheet = Sheet(color, width)
    sheet.add(Words(EXPLAINED[subject]))
    for answer in ANSWERS[subject]:
        sheet.add(Words(answer.means), first=f"  {answer.key}", indent=5)
    return sheet.text()
