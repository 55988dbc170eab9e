"""Changes of style: the words differ, and what they say does not.

Each rule looks at an exchange whose facts could seem touched and says in a few words why they are not: the same
number written otherwise, an abbreviation and its expansion, another spelling, the same words in another order, a
title. A rule refuses as soon as a negation, a currency or the quotation marks differ, and none but spelling reaches
into a quotation.
"""

import re
from collections.abc import Callable

from tracker.core.figures import is_same_unit
from tracker.core.lexicon import DAYS, FUNCTION_WORDS, MONTHS, NUMBER_WORDS, PERIODS
from tracker.core.noise import plain
from tracker.core.wordings import Exchange

_BRITISH = (
    (re.compile(r"(?<=\w{2})our(?=s|ed|ing|ite|able|hood|\b)"), "or"),
    (re.compile(r"(?<=\w{3})is(?=e\b|es\b|ed\b|ing\b|ation)"), "iz"),
    (re.compile(r"(?<=\w{2})tre(?=s?\b)"), "ter"),
    (re.compile(r"(?<=\w{3})ys(?=e[sd]?\b|ing\b)"), "yz"),
    (re.compile(r"(?<=\w{2})ogue(?=s?\b)"), "og"),
    (re.compile(r"(?<=\w)enc(?=e\b)"), "ens"),
    (re.compile(r"(?<=\w[aeiou])ll(?=ed\b|ing\b|er\b)"), "l"),
    (re.compile(r"(?<=gr)e(?=y)"), "a"),
    (re.compile(r"\bprogramme"), "program"),
)
_TITLES = frozenset(
    """mr mrs ms miss mx dr prof professor sen senator rep gov governor president pres chairman secretary minister
    judge justice sir dame lord lady rev father sister brother capt captain lt lieutenant col colonel gen general
    maj major sgt sergeant officer detective det mayor attorney doctor congressman congresswoman chancellor king
    queen prince princess pope ambassador coach herr frau madame monsieur señor señora prime state u.s""".split()
)
_CONTRACTIONS = (
    (re.compile(r"\b(can)'t\b|\b(can)not\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"(?<=\bit|\bhe)'s\b|(?<=\bshe)'s\b|(?<=\bthat)'s\b|(?<=\bthere)'s\b"), " is"),
)
_PRONOUNS = frozenset(
    """he she it they him her them his hers its their theirs who whom this that these those the a an er sie ihn ihm il
    elle ils elles lui él ella ellos ellas""".split()
)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|last|this|next|earlier|later|previous|following|ago|now|same)\b"
)


def find_style(exchange: Exchange) -> str | None:
    """Return why a change is one of style alone, or None when it is not."""
    old, new = exchange.old, exchange.new
    if old.n_negations != new.n_negations or not is_same_unit(old, new):
        return None
    if _letters(old.text) == _letters(new.text) and _marks_agree(exchange):
        return "the same words, spelled or joined otherwise"
    if "quotation" in exchange.change.facts:
        return None
    return next((reason for rule, reason in _RULES if rule(exchange)), None)


def _marks_agree(exchange: Exchange) -> bool:
    return exchange.old.n_marks == exchange.new.n_marks


def _letters(text: str) -> str:
    """A text without case, hyphens and spaces between words, contractions written out; in American spelling."""
    text = plain(text).casefold()
    for pattern, written in _CONTRACTIONS:
        text = pattern.sub(written, text)
    for pattern, written in _BRITISH:
        text = pattern.sub(written, text)
    text = re.sub(r"(?<=\d)[\s-]+(?=\d)", "~", text)
    return re.sub(r"[\s',-]+(?![\d])|(?<=[^\d.,~-])[\s-]+", "", text).strip()


def _says_the_same(exchange: Exchange) -> bool:
    """The same terms on both sides, or within the paragraph: synonyms, forms, equal numbers, another order."""
    if exchange.gone or exchange.come:
        return False
    old, new = exchange.old.keys, exchange.new.keys
    return old == new or (exchange.is_moved and not _has_fact(exchange))


def _has_fact(exchange: Exchange) -> bool:
    return bool({"number", "name", "quotation", "attribution"} & set(exchange.change.facts))


def _abbreviates(exchange: Exchange) -> bool:
    """`NSA` and `the National Security Agency`."""
    return _is_acronym(exchange.old.text, exchange.new.text) or _is_acronym(exchange.new.text, exchange.old.text)


def _is_acronym(short: str, long: str) -> bool:
    letters = re.sub(r"^(?:the|The)\s+|[^\w]|s$", "", short.strip())
    words = [w for w in re.findall(r"[^\W\d_]+", long) if w.casefold() not in FUNCTION_WORDS]
    initials = "".join(word[0] for word in words)
    return len(letters) >= 2 and letters.isupper() and letters == initials.upper() and len(words) > 1


def _names_the_same(exchange: Exchange) -> bool:
    """A pronoun for a name, or a name for a pronoun, where the name stood close by before."""
    sides = exchange.old, exchange.new
    for short, long in (sides, sides[::-1]):
        words = set(re.findall(r"[\w.]+", plain(short.text).casefold()))
        names = re.findall(r"[^\W\d_]+", long.text)
        if words and words <= _PRONOUNS and names and all(_is_known(n, exchange) for n in names):
            return True
    return False


def _is_known(name: str, exchange: Exchange) -> bool:
    if name.casefold() in FUNCTION_WORDS or name == "s":
        return True
    rests = (
        side.block[: side.start] + " " + side.block[side.end :] for side in (exchange.old, exchange.new) if side.block
    )
    return name[0].isupper() and any(re.search(rf"\b{re.escape(name)}\b", rest) for rest in rests)


def _titles(exchange: Exchange) -> bool:
    """A title, an initial or a first name that came or went beside a name that stays."""
    old, new = (re.findall(r"[\w.]+", side.text) for side in (exchange.old, exchange.new))
    extra = [w for w in (*old, *new) if w not in set(old) & set(new)]
    if not extra or not all(w[0].isupper() or w.casefold() in _TITLES for w in extra):
        return False
    if all(w.rstrip(".").casefold() in _TITLES or re.fullmatch(r"(?:[A-Z]\.)+", w) for w in extra):
        return True
    side = exchange.new if exchange.new.text.strip() else exchange.old
    names = [w for w in extra if w.rstrip(".").casefold() not in _TITLES]
    return (
        bool(old) != bool(new)
        and len(names) == 1
        and re.match(r"\s*[A-Z]", side.block[side.end :]) is not None
        and re.search(r"(?<=[^.!?\s]) [A-Z]\w*\s*$", side.block[: side.start]) is None
    )


def _shortens(exchange: Exchange) -> bool:
    """`Josh` and `Joshua M.`, before a name that stays."""
    old, new = (re.findall(r"[\w.]+", side.text) for side in (exchange.old, exchange.new))
    if not old or not new or max(len(old), len(new)) > 2:
        return False
    short, long = sorted((old[0].rstrip("."), new[0].rstrip(".")), key=len)
    rest = [*old[1:], *new[1:]]
    return (
        short.isalpha()
        and short[0].isupper()
        and long.startswith(short)
        and all(re.fullmatch(r"[A-Z]\.?", w) for w in rest)
        and re.match(r"\s*[A-Z][a-z]", exchange.new.block[exchange.new.end :]) is not None
    )


def _dates_the_same(exchange: Exchange) -> bool:
    """`last month` and `in June`, `Thursday` and `April 23`: a day or a time told in another way."""
    old, new = exchange.old.text.casefold(), exchange.new.text.casefold()
    forms = _date_forms(old), _date_forms(new)
    return bool(forms[0] and forms[1]) and not forms[0] & forms[1] and _is_all_date(old) and _is_all_date(new)


def _date_forms(text: str) -> set[str]:
    words = re.findall(r"[\w:]+", text)
    forms = {"month" for w in words if w in MONTHS}
    forms |= {"weekday" for w in words if w in DAYS and not w.startswith(("to", "yes"))}
    forms |= {"year" for w in words if re.fullmatch(r"(?:19|20)\d\d", w)}
    return forms or ({"relative"} if _RELATIVE.search(text) else set())


def _is_all_date(text: str) -> bool:
    known = MONTHS | DAYS | PERIODS | FUNCTION_WORDS | NUMBER_WORDS.keys()
    relative = "last this next earlier later previous following ago now same past late early mid night day".split()
    return all(
        w in known or w in relative or re.fullmatch(r"\d{1,4}(?:st|nd|rd|th)?|mid", w) or w == "s"
        for w in re.findall(r"\w+", text)
    )


_RULES: tuple[tuple[Callable[[Exchange], bool], str], ...] = (
    (_says_the_same, "the same said in other words"),
    (_abbreviates, "an abbreviation and its full form"),
    (_names_the_same, "the same one, named or called by a pronoun"),
    (_titles, "a title or a first name beside the same name"),
    (_shortens, "a first name in short and in full"),
    (_dates_the_same, "the same time told in another way"),
)
