"""Invented news stories in any number: `histories(n)` yields the captures of `n` stories, the same ones each time.

A story has three to five versions of 300 to 900 words, and little changes from one to the next: a sentence is
rewritten or a paragraph added. One story in ten corrects a number and says so in a notice, one in ten replaces a
number in silence. Words and names are varied enough that a text zips about as well as a newspaper's.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tracker.archive.meta import Meta
from tracker.archive.plan import Capture
from tracker.core.story import Block, Story

START = datetime(2031, 3, 1, 5, tzinfo=UTC)
NOW = datetime(2032, 1, 1, tzinfo=UTC)  # when all of it is recorded
_STARTS = "al ber cor dal el fen gar hol is jor kel lor mar nor os pel quin ros sal tor ul ver wes yar zel".split()
_MIDDLES = "a an ar e el en er i in ir o on or u un".split()
_ENDS = "by dale den feld ford ham ley low mere moor ness port sey ston ter ton vik well wick worth".split()
_NOUNS = """account acre agency airport alarm answer apartment audit bakery bank barrier basin battery bench
    board boat bridge brigade budget building canal candidate carriage case cause centre chair charge choir
    church circuit claim clinic coast college column committee concert contract council court crane crew crop
    culture customer deal debt deficit degree delay design dispute district doctor document driver economy
    election engine estate evening evidence exhibit factory family farmer ferry festival fine firm fishery
    flood forest garden gate grant growth guard harbour hearing highway hospital hotel housing inquiry
    inspector island journey judge junction jury keeper kitchen laboratory lake lawyer league leader lease
    library licence line loan machine majority manager market mayor meadow measure meeting member merger
    minister morning motion museum nurse office officer opera opinion orchard order owner paper parish park
    party passenger patient payment pension permit pilot plant platform player police pollution post price
    prison prize profit project proposal protest pump quarry quarter railway reactor record reform region
    repair report rescue reservoir resident result review river road roof rule sailor sale salary school
    season seat sector service shareholder shelter signal site slope society spokesman square stadium station
    storm strategy strike student study summer supplier surgeon survey system target tariff tax teacher team
    tenant terminal theatre ticket tower town trade train tram treaty trial tunnel union university valley
    verdict vessel village vote wage walker warden warehouse water weather wharf window winter witness worker
    workshop yard""".split()
_VERBS = """accepted approved asked blamed blocked built challenged cleared closed counted criticised crossed
    defended delayed described doubled emptied ended examined expanded finished followed halted hired
    inspected joined launched left limited measured missed moved opened ordered paid passed planned praised
    published questioned raised reached refused rejected repaired replaced reported restored reviewed sold
    started supported suspended tested toured turned visited warned welcomed widened""".split()
_ADJECTIVES = """annual bitter broad busy careful central cheap civic coastal cold common deep distant early
    eastern empty expensive familiar final former fresh general grand heavy independent industrial late local
    long main medical minor modest municipal narrow national new northern old open ordinary plain popular
    private public quiet regional remote rural sharp short shallow slow small southern steep strict temporary
    urban vacant western wide young""".split()
_LINKS = "after although as because before once since though until when where while".split()
_N_SITES = 40


def histories(n_stories: int, first: int = 0) -> Iterator[tuple[Capture, ...]]:
    """Yield the captures of `n_stories` stories from number `first` on, those of a story oldest first."""
    return (history(n) for n in range(first, first + n_stories))


def history(n: int) -> tuple[Capture, ...]:
    """Invent story number `n`."""
    rng = random.Random(n)
    site = _name(random.Random(-1 - n % _N_SITES)).lower()
    url = f"https://www.{site}-courier.example/2031/03/01/{'-'.join(rng.choices(_NOUNS, k=4))}-{n}"
    byline = f"{_name(rng)} {_name(rng)}"
    meta = Meta(captured_at=START, url=url, byline=byline, language="en", published="2031-03-01")
    first = START + timedelta(minutes=n % 10_000)
    return tuple(
        Capture(url, story, replace(meta, captured_at=first + k * timedelta(days=1)))
        for k, story in enumerate(_stories(rng, n))
    )


def _stories(rng: random.Random, n: int) -> Iterator[Story]:
    """Yield the texts of a story's versions: in the second some replace a number, and half of these say so."""
    sentences = [_sentence(rng) for _ in range(rng.randint(16, 40))]
    texts = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    noun, wrong, right = rng.choice(_NOUNS), rng.randint(12, 49), rng.randint(50, 99)
    fact = f"The report names {{}} places where the {noun} was repaired, and {_name(rng)} is the first of them."
    texts.insert(rng.randrange(1, len(texts)), fact.format(wrong))
    headline = _sentence(rng)[4:70].rpartition(" ")[0].capitalize()
    for k in range(rng.randint(3, 5)):
        if k == 1 and n % 10 < 2:
            texts = [fact.format(right) if text == fact.format(wrong) else text for text in texts]
        if k == 1 and n % 10 == 0:
            texts.append(f"Correction: An earlier version of this article said the report names {wrong} places where "
                         f"the {noun} was repaired. It names {right} places.")  # fmt: skip
        if k > 1 or (k == 1 and n % 10 > 1):
            _edit(rng, texts)
        yield Story((Block("headline", headline), *(Block("paragraph", text) for text in texts)))


def _edit(rng: random.Random, texts: list[str]) -> None:
    """Rewrite the last sentence of a paragraph, or add a paragraph."""
    at = rng.randrange(len(texts) // 2)
    if rng.random() < 0.3:
        texts[at] = f"{texts[at].rpartition('. ')[0] or texts[at].rstrip('.')}. {_sentence(rng)}"
    else:
        texts.insert(at + 1, f"{_sentence(rng)} {_sentence(rng)}")


def _sentence(rng: random.Random) -> str:
    """Invent a sentence of about twenty words."""
    a, b, c, d, e = rng.choices(_NOUNS, k=5)
    first, second, third = rng.choices(_VERBS, k=3)
    how, which = rng.choices(_ADJECTIVES, k=2)
    link, place, n = rng.choice(_LINKS), _name(rng), rng.randint(2, 990)
    if n % 2:
        return f"The {how} {a} {first} the {b} of {place} {link} {n} {c}s {second} a {which} {d} and {third} the {e}."
    who = f"{_name(rng)} {_name(rng)}"
    return f"{who}, of the {a} {b}, said the {c} in {place} {first} {n} {d}s {link} the {how} {e} {second} it."


def _name(rng: random.Random) -> str:
    """Invent a name of a person or place."""
    return f"{rng.choice(_STARTS)}{rng.choice(_MIDDLES)}{rng.choice(_ENDS)}".capitalize()
