"""Claims: what a notice says was wrong, what is right, what it is about, and where it stood.

A notice is read statement by statement, and neighbours complete each other: "misstated the number of galleries"
gives the topic, "There are 12." the right value. Every value is the notice's own words, verbatim. Nothing is
inferred: what a notice does not say is None.
"""

from tracker.core.exchange import narrow
from tracker.core.notice import Claim
from tracker.core.phrases.fold import fold
from tracker.core.phrases.matcher import Matcher, matcher_of
from tracker.core.statements import Draft, read_statement, split_statements

_LONGEST = 4000  # characters of a notice that are read


def read_claims(text: str, matcher: Matcher | None = None) -> tuple[Claim, ...]:
    """Return the claims of a notice in order; its label is passed over.

    `matcher` holds the tables of the story's languages; without it, the notice's own words choose them.

    >>> read_claims("Correction: It is $15.8 trillion, not $15.7 trillion.")
    (Claim(wrong='$15.7 trillion', right='$15.8 trillion', about=None, where=None),)
    """
    drafts: list[Draft] = []
    for statement in split_statements(text, fold(text[:_LONGEST]), matcher or matcher_of([text])):
        last = drafts[-1] if drafts else None
        lacks_right = last is not None and last.number == statement.number - 1 and not last.right
        for draft in read_statement(statement, lacks_right):
            drafts[-1:] = _join(drafts[-1:], draft)
    return tuple(_make_claim(text, draft) for draft in drafts)


def _join(last: list[Draft], new: Draft) -> list[Draft]:
    """Complete the last claim with what the statement beside it supplies, or begin another one."""
    for old in last:
        rights = new.right and not old.right and not (old.wrong and new.wrong)
        explains = old.whole and not (old.wrong or old.about) and not new.right  # the right value stood first
        if new.number == old.number + 1 and (rights or explains):
            right = old.right or new.right
            whole = old.whole or new.whole or (right if old.wrong else None)
            about, where = old.about or new.about, old.where or new.where
            return [Draft(new.number, old.wrong or new.wrong, right, about, where, whole)]
    return [*last, new]


def _make_claim(text: str, draft: Draft) -> Claim:
    """Narrow a wrong value and the statement that rights it to what differs."""
    wrong, right = draft.wrong, draft.right
    if wrong and draft.whole:
        narrowed = narrow(text, wrong, draft.whole)
        wrong, right = narrowed if narrowed != (wrong, draft.whole) else (wrong, right)
    words = [text[slice(*span)] if span else None for span in (wrong, right, draft.about)]
    return Claim(words[0], words[1], words[2], draft.where)
