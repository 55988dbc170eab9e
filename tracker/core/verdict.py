"""What is said of a change of substance: its class, and the reason in a few words with the words that changed.

Here are also the signs in the text that several rules go by: doubt and scope (`alleged`, `at least`), time stamps and
requests for comment.
"""

import re
from dataclasses import dataclass
from typing import Literal

from tracker.core.wordings import Exchange, Wording

Verdict = tuple[Literal["minor", "news", "silent"], str]
MOST_QUOTED = 60  # characters of a reason's quotation
FEW = 3  # terms; fewer, with no fact among them, are a trim

NO_COMMENT = re.compile(
    r"\b(?:(?:did|do|does|has|have|had|could|was|were)(?: not|n't)"
    r" (?:immediately |yet |be |respond|return|comment|reach|avail)"
    r"|(?:declined|refused) to (?:comment|say|answer)|no comment|request for comment|reached for comment)"
)
STAMP = re.compile(r"^\W*(?:last )?(?:updated|posted|published|modified|as of)\b.{0,60}\d", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:alleged\w*|reportedly|apparently|perhaps|possibl[ey]|probably|suspected|purported\w*|accused|so-called"
    r"|may|might|could)\b"
)
_SCOPE = re.compile(r"\b(?:at least|at most|up to|only|first|all|most|every|nearly all)\b")


@dataclass(frozen=True, slots=True)
class Revised:
    """What else the revision of a change did: how many whole sentences or paragraphs came and how many went."""

    n_came: int
    n_went: int


def is_doubted(text: str) -> bool:
    """Tell whether a text doubts what it says; the month of May does not.

    >>> is_doubted("the alleged thief"), is_doubted("on May 4")
    (True, False)
    """
    return _DOUBT.search(text.replace("May", "").casefold()) is not None


def is_qualified(text: str) -> bool:
    """Tell whether a text doubts or limits what it says.

    >>> is_qualified("at least ten"), is_qualified("ten")
    (True, False)
    """
    return is_doubted(text) or _SCOPE.search(text.casefold()) is not None


def pair(exchange: Exchange) -> str:
    """Write an exchange in a reason: `34 → 43`."""
    return f"{quoted(exchange.old)} → {quoted(exchange.new)}"


def quoted(side: Wording) -> str:
    """Write a side in a reason, cut where it is long."""
    return shortened(side.text)


def shortened(text: str) -> str:
    """Write words in a reason, cut where they are long."""
    text = " ".join(text.split())
    return text if len(text) <= MOST_QUOTED else text[: MOST_QUOTED - 1].rstrip() + "…"
