"""What changes on a page without anybody editing the story: relative times, counters, adverts, pointers elsewhere.

A block is volatile as a whole or not at all: nothing is taken out of a sentence, so no fact can go with it. The rows
are for what extraction lets through; a block that is a notice, a headline or a standfirst is never left out.
"""

import re

from tracker.core.story import Block, Story

_KEPT = frozenset({"headline", "standfirst", "notice"})
_N = r"(?:\d[\d.,]*|an?|one|a few|ein(?:e[rm]?)?|une?|un|una|een)"
_UNIT = (
    r"(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|sekunden?|minuten?|stunden?|tagen?|heures?|jours?"
    r"|minutos?|horas?)"
)
_VOLATILE = re.compile(
    "|".join(
        (
            rf"(?:(?:last )?(?:updated|published|posted|modified)[: ]*)?{_N} {_UNIT} ago",
            rf"(?:aktualisiert |zuletzt )?vor {_N} {_UNIT}|(?:mis à jour )?il y a {_N} {_UNIT}|hace {_N} {_UNIT}",
            r"(?:just now|updated just now|gerade eben|à l.instant)",
            rf"{_N}[km]? (?:comments?|shares?|likes?|views?|reads?|kommentare?|commentaires?|comentarios|vues)",
            rf"(?:comments?|shares?|views?) ?[:(] ?{_N}[km]? ?\)?",
            r"(?:advertisement|advertising|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|reklam|annonse)",
            r"(?:article|story) continues below(?: (?:this )?advertisement)?",
            r"(?:listen|share|save|print|copy link|share this (?:article|story))",
            rf"{_N}[ -]min(?:ute)?s? (?:read|listen)|lesezeit:? {_N} min(?:uten)?",
            rf"temps de lecture ?:? {_N} min(?:utes)?",
            r"(?:most read|trending|more on this story|related (?:stories|articles|topics)|read next|up next)",
            r"(?:meistgelesen|mehr zum thema|les plus lus|à lire aussi|lo más leído|leggi anche|lees ook)",
        )
    ),
    re.IGNORECASE,
)
_LONGEST = 60  # characters: what is longer says something


def drop_volatile(story: Story) -> Story:
    """Return a story without the blocks that change by themselves.

    >>> story = Story((Block("headline", "Bridge reopens"), Block("paragraph", "Updated 5 minutes ago")))
    >>> [block.text for block in drop_volatile(story).blocks]
    ['Bridge reopens']
    """
    return Story(tuple(block for block in story.blocks if not is_volatile(block)))


def is_volatile(block: Block) -> bool:
    """Say whether a block changes by itself: a counter, a time as told from now, the heading of a list of links."""
    text = block.text.strip(" \n\t|·•:–—-…").strip()
    return block.kind not in _KEPT and len(text) <= _LONGEST and _VOLATILE.fullmatch(text) is not None
