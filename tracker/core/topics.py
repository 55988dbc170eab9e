"""What kind of thing a notice says was wrong, and what kind of thing a change exchanged.

A third of all notices give no value ("misstated the cost of the bridge"): they name a kind, and the changed words
have to be of that kind. `TOPICS` is a table of kinds: the words by which a notice names one, and a test for the
words that a change took away or put in, with their sentence.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.core.terms import Term

Test = Callable[[str, Sequence[Term]], bool]


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of fact: `named_by` finds it in a notice, `fits` says whether changed words are of it.

    `fits` takes the changed words of one side, casefolded, and their terms.
    """

    name: str
    named_by: re.Pattern[str]
    fits: Test


def _has(kind: str) -> Test:
    return lambda words, terms: any(term.kind == kind for term in terms)


def _matches(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda words, terms: compiled.search(words) is not None


def _topic(name: str, named_by: str, fits: Test) -> Topic:
    return Topic(name, re.compile(rf"\b(?:{named_by})\b"), fits)


_PLACES = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
    mississippi missouri montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma
    oregon pennsylvania rhode tennessee texas utah vermont virginia washington wisconsin wyoming county city
    town village township street avenue road district province island valley river beach england scotland
    wales ireland britain france germany spain italy portugal netherlands belgium sweden norway denmark
    finland poland ukraine russia turkey greece israel iran iraq syria egypt india pakistan china japan korea
    australia canada brazil argentina chile colombia venezuela africa nigeria kenya ethiopia tanzania london
    paris berlin moscow beijing tokyo chicago boston angeles francisco houston dallas philadelphia miami
    atlanta seattle denver phoenix detroit""".split()
)
_TITLES = frozenset(
    """president vice senator governor mayor minister secretary director officer chief executive chairman
    chairwoman chair manager head leader spokesman spokeswoman spokesperson professor judge attorney lawyer
    general captain sergeant deputy commissioner analyst editor reporter author founder co-founder owner
    partner specialist fellow scientist doctor physician nurse teacher coach treasurer member representative
    ambassador adviser advisor consultant coordinator superintendent sheriff detective engineer economist
    historian""".split()
)

OLDEST = 115


def _is_age(term: Term) -> bool:
    return term.value is not None and term.value.denominator == 1 and 0 < term.value <= OLDEST


TOPICS: tuple[Topic, ...] = (
    _topic(
        "money",
        r"costs?|price[sd]?|amounts?|budget|salary|salaries|fees?|fines?|funding|revenues?|tax(?:es)?|value|worth|paid"
        r"|dollars?|debt|profits?|loss(?:es)?|net|earnings|donations?",
        _matches(r"[$€£¥]|\b(?:million|billion|dollars?|cents?|euros?|pounds?)\b"),
    ),
    _topic(
        "share",
        r"percent(?:ages?)?|rates?|shares?|proportion|portion|fraction|poll(?:ing)?|margin|mills?",
        _matches(r"%|\b(?:percent(?:age)?|half|third|quarter|majority|rate|one in|out of|mills?)\b"),
    ),
    _topic(
        "count",
        r"numbers?|how many|amounts?|counts?|figures?|totals?|toll|statistics?|size|populations?|votes?|quantity"
        r"|capacity|attendance|scores?",
        _has("number"),
    ),
    _topic(
        "measure",
        r"how (?:long|far|much|large|big|tall)|distances?|lengths?|heights?|weights?|temperatures?|speed"
        r"|depth|area|tenure|duration",
        _has("number"),
    ),
    _topic("age", r"ages?|how old|years old", lambda words, terms: any(_is_age(term) for term in terms)),
    _topic(
        "unit",
        r"units?|doses?|dosage",
        _matches(
            r"\b(?:\w*(?:grams?|met(?:re|er)s?|lit(?:re|er)s?|watts?|bytes?)|miles?|tons?|tonnes?|ounces?|pounds?|inches"
            r"|f(?:ee|oo)t|acres?|hectares?|degrees|millions?|billions?|trillions?|thousands?|percent|mils?)\b"
        ),
    ),
    _topic(
        "date",
        r"dates?|days?|years?|months?|times?|when|timing|timeline|time ?table|deadline|schedule|founding|anniversary",
        lambda words, terms: (
            _has("date")(words, terms)
            or bool(re.search(r"\b(?:1[5-9]|20)\d\d\b|\b(?:day|week|month|year|decade|ago|a\.m|p\.m|noon)", words))
        ),
    ),
    _topic(
        "place",
        r"states?|cit(?:y|ies)|towns?|count(?:y|ies)|countr(?:y|ies)|locations?|where|hometown|birthplace|address"
        r"|neighbou?rhood|district|site|venue",
        lambda words, terms: _has("name")(words, terms),
    ),
    _topic(
        "known place",
        r"states?|count(?:y|ies)|countr(?:y|ies)|cit(?:y|ies)|where|from",
        _matches(rf"\b(?:{'|'.join(sorted(_PLACES))})\b"),
    ),
    _topic(
        "name",
        r"names?|named|surnames?|spell(?:ed|ing|s)?|misspell\w*|misspelt|misidentif\w*|identif\w*|whose|who|author",
        _has("name"),
    ),
    _topic(
        "title",
        r"titles?|positions?|roles?|jobs?|ranks?|affiliations?|occupations?|employer|worked|works|gender|pronouns?",
        _matches(rf"\b(?:{'|'.join(sorted(_TITLES))})s?\b"),
    ),
    _topic(
        "organization",
        r"compan(?:y|ies)|organi[sz]ations?|newspaper|network|agenc(?:y|ies)|universit(?:y|ies)|school|group|department"
        r"|manufacturer|publisher|source",
        _has("name"),
    ),
    _topic(
        "attribution",
        r"attribut\w*|misattribut\w*|quot\w*|statements?|remarks?|comments?|spoke|said by",
        _matches(r"\b(?:said|says|told|according|spokes\w+|statement|announced|wrote|asked)\b|[“”\"]"),
    ),
)


def find_topics(text: str) -> frozenset[str]:
    """Return the names of the topics that the first topic word of a text names: its head, not what qualifies it.

    >>> sorted(find_topics("the name of the company"))
    ['name']
    """
    folded = text.casefold()
    found = [(match.start(), topic.name) for topic in TOPICS if (match := topic.named_by.search(folded))]
    first = min(found, default=(0, ""))[0]
    return frozenset(name for start, name in found if start == first)


def fitting_topics(words: str, terms: Sequence[Term]) -> frozenset[str]:
    """Return the names of the topics that changed words are of."""
    folded = words.casefold()
    return frozenset(topic.name for topic in TOPICS if topic.fits(folded, terms))
