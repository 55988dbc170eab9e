"""Wordings that a copy desk exchanges for one another without a change of meaning.

Each row holds wordings that say the same in a news story, one or more words long, in any form: words are compared
by their stems. It is no thesaurus: words that only resemble one another stay apart (`said` and `claimed`, `killed`
and `murdered`, `nearly` and `more than`, `arrested` and `detained`), for between them a meaning changes. No wording
stands in two rows; a test sees to it. The short forms are those of titles, companies and countries.
"""

from tracker.core.noise import plain
from tracker.core.terms import stem
from tracker.core.words import split_words

ROWS: tuple[str, ...] = (
    # how much, when, how
    "roughly, about, around, approximately, nearly, almost, some, close to",
    "exceeding, over, more than, upward of, upwards of, in excess of",
    "fewer than, less than, lower than, below",
    "as, like, such as, as if",
    "instead of, rather than, in place of",
    "because, because of, due to, owing to, since",
    "before, prior to, ahead of",
    "after, following, in the wake of",
    "until, till",
    "also, too, as well, in addition, additionally, moreover, furthermore",
    "but, however, although, though",
    "just, only, merely",
    "now, currently, presently, at present, at the moment",
    "last, past",
    "previous, previously, earlier, formerly",
    "further, farther",
    "each, every",
    "whether, if",
    "much, far",
    "many, numerous, a lot of, lots of, plenty of",
    "several, a number of",
    "mostly, mainly, largely, primarily",
    "again, once more, once again",
    "quickly, rapidly, swiftly, fast",
    "immediately, at once, right away",
    "often, frequently",
    "usually, normally, typically, generally",
    "later, afterward, afterwards, subsequently",
    "eventually, finally, ultimately",
    "recently, lately",
    "forever, always",
    "anytime, any time",
    "another, one more, yet another",
    "entire, whole",
    "enough, sufficient, adequate",
    # people and things
    "people, folks, individuals, persons",
    "everyone, everybody, every person",
    "someone, somebody",
    "anyone, anybody",
    "nobody, no one",
    "article, story",
    "lawyer, attorney",
    "doctor, physician",
    "car, cars, vehicle, automobile",
    "film, movie",
    "teenager, teen",
    "child, children, kid, kids",
    "newspaper, paper, news outlet",
    "reporter, journalist",
    "idea, concept, notion",
    "score, tally",
    "lawsuit, suit",
    "gunfight, gun battle, shootout",
    "agreement, deal",
    "talks, negotiations",
    "goal, aim, objective",
    "kilogram, kilogramme, kilo, kg",
    "kilometre, kilometer, km",
    "chairman, chairwoman, chairperson, chair",
    "spokesman, spokeswoman, spokesperson",
    "black, african-american, african american",
    # doing and saying
    "begin, began, begun, start, commence, kick off, kicked off",
    "end, finish, conclude, wrap up, wrapped up",
    "buy, bought, purchase",
    "get, got, receive, obtain",
    "give, gave, given, hand",
    "help, assist, aid",
    "show, shown, demonstrate",
    "need, require",
    "try, tried, attempt, seek, sought",
    "use, utilize, utilise, employ",
    "keep, kept, retain",
    "hire, recruit",
    "mean, meant, intend",
    "think, thought, believe",
    "choose, chose, chosen, select, pick",
    "conduct, carry out, carried out",
    "issue, release, put out",
    "describe, characterize, characterise, depict, portray",
    "persuade, convince, talk into, talked into",
    "happen, occur, take place, took place, taken place",
    "injure, hurt, wound",
    "stop, halt, cease",
    "rise, rose, risen, increase, climb, go up, went up",
    "fall, fell, fallen, decline, decrease, drop, go down, went down",
    "allow, let, permit",
    "live, reside",
    "leave, left, depart",
    "build, built, construct",
    "send, sent, dispatch",
    "examine, look at, review",
    "establish, set up",
    "cancel, call off, called off",
    "postpone, delay, put off",
    "discover, find out, found out",
    "lead, led, head, run, ran, in charge of",
    "handle, deal with, dealt with",
    "said, say, told, tell, wrote, write, noted, notes, added, adds, stated, states, remarked, according to",
    # short forms
    "co, company",
    "corp, corporation",
    "inc, incorporated",
    "ltd, limited",
    "CEO, chief executive, chief executive officer",
    "PR, public relations",
    "US, USA, U.S., U.S.A., United States, America",
    "UK, U.K., United Kingdom",
    "UN, U.N., United Nations",
    "EU, E.U., European Union",
    "percent, per cent, pct, %",
    "lt, lieutenant",
    "gov, governor",
    "sen, senator",
    "rep, representative, congressman, congresswoman",
    "sgt, sergeant",
    "capt, captain",
    "gen, general",
    "col, colonel",
    "prof, professor",
    "dept, department",
    "univ, university",
    "st, street",
    "ave, avenue",
    "rd, road",
    "vs, v, versus",
)


def _stems(wording: str) -> tuple[str, ...]:
    return tuple(map(_key, wording.split()))


def _key(word: str) -> str:
    """The stem of a word; capitals stay, for `US` is not `us`."""
    letters = word.replace(".", "") if word[0].isalpha() else word
    return letters if letters.isupper() and len(letters) > 1 else stem(letters)


_HEADS = {_stems(w): row.split(", ")[0] for row in ROWS for w in row.split(", ")}
_LONGEST = max(map(len, _HEADS))


def unify(text: str) -> str:
    """Write a text with the first wording of its row for each wording of the table, without punctuation.

    >>> unify("rather than purchasing nearly 20 cars") == unify("instead of buying about 20 vehicles")
    True
    """
    words = [
        token.text for token in split_words(plain(text)) if token.kind in ("word", "number") or token.text == "%"
    ]
    stems = list(map(_key, words))
    out, at = [], 0
    while at < len(words):
        lengths = range(min(_LONGEST, len(words) - at), 0, -1)
        n = next((n for n in lengths if tuple(stems[at : at + n]) in _HEADS), 0)
        head = _HEADS[tuple(stems[at : at + n])] if n else words[at]
        out.append(head.capitalize() if n and words[at].istitle() and head.islower() else head)
        at += n or 1
    return " ".join(out)
