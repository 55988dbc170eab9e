"""The kinds of fact that notices name, and by what changed words are known to be of one.

A row has the words by which a notice names the kind, and a test of the changed words; most tests are patterns. The
words are English: in other languages a notice nearly always gives the value itself.
"""

import re
from collections.abc import Callable

from tracker.core.lexicon import DAYS, MONTHS, NEGATIONS
from tracker.core.topics import Changed, Topic

Test = Callable[[Changed], bool]

OLDEST = 115  # years a person may be old


def _either(words: str) -> str:
    """Write a pattern for any of the words and names, which stand between commas."""
    return "|".join(re.escape(word) for word in " ".join(words.split()).split(", "))


_STATES = _either(
    """alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, georgia,
    hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts,
    michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey, new
    mexico, new york, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island,
    south carolina, south dakota, tennessee, texas, utah, vermont, virginia, washington, west virginia,
    wisconsin, wyoming, ala., ariz., ark., calif., colo., conn., del., fla., ga., ill., ind., kan., ky.,
    la., md., mass., mich., minn., miss., mo., mont., neb., nev., n.h., n.j., n.m., n.y., n.c., n.d., okla.,
    ore., pa., r.i., s.c., s.d., tenn., tex., vt., va., wash., w.va., wis., wyo."""
)
_COUNTRIES = _either(
    """afghanistan, albania, algeria, angola, argentina, armenia, australia, austria, azerbaijan, bahrain,
    bangladesh, belarus, belgium, bolivia, bosnia, botswana, brazil, britain, bulgaria, burundi, cambodia,
    cameroon, canada, chad, chile, china, colombia, congo, costa rica, croatia, cuba, cyprus, czech
    republic, denmark, ecuador, egypt, el salvador, england, eritrea, estonia, ethiopia, fiji, finland,
    france, gambia, georgia, germany, ghana, greece, guatemala, guinea, guyana, haiti, honduras, hungary,
    iceland, india, indonesia, iran, iraq, ireland, israel, italy, ivory coast, jamaica, japan, jordan,
    kazakhstan, kenya, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, liberia, libya, lithuania,
    luxembourg, madagascar, malawi, malaysia, mali, malta, mauritius, mexico, moldova, mongolia, montenegro,
    morocco, mozambique, myanmar, namibia, nepal, netherlands, new zealand, nicaragua, niger, nigeria, north
    korea, north macedonia, northern ireland, norway, oman, pakistan, panama, paraguay, peru, philippines,
    poland, portugal, qatar, romania, russia, rwanda, saudi arabia, scotland, senegal, serbia, sierra leone,
    singapore, slovakia, slovenia, somalia, south africa, south korea, south sudan, spain, sri lanka, sudan,
    sweden, switzerland, syria, taiwan, tajikistan, tanzania, thailand, togo, trinidad, tunisia, turkey,
    turkmenistan, uganda, ukraine, united arab emirates, united kingdom, united states, uruguay, uzbekistan,
    venezuela, vietnam, wales, yemen, zambia, zimbabwe"""
)
_SITES = (
    r"count(?:y|ies)|cit(?:y|ies)|towns?|townships?|villages?|streets?|avenue|road|districts?|provinces?|islands?"
)
_TITLES = _either(
    """president, vice, senator, governor, mayor, minister, secretary, director, officer, chief, executive,
    chairman, chairwoman, chair, manager, head, leader, spokesman, spokeswoman, spokesperson, professor,
    judge, attorney, lawyer, general, captain, sergeant, deputy, commissioner, analyst, editor, reporter,
    author, founder, co-founder, owner, partner, specialist, fellow, scientist, doctor, physician, nurse,
    teacher, coach, treasurer, member, representative, ambassador, adviser, advisor, consultant,
    coordinator, superintendent, sheriff, detective, engineer, economist, historian, researcher, principal,
    trustee, curator, producer, conductor, bishop, pastor, colonel, lieutenant, major, admiral, counsel,
    clerk, dean, student, lecturer, columnist, journalist"""
)
_KIN = """father|mother|parents?|son|daughter|brother|sister|siblings?|wife|husband|spouse|widow(?:er)?|uncle|aunt
|nephew|niece|cousin|partner|fianc[ée]+|twins?|grand(?:father|mother|son|daughter|child|children|parents)|step\\w+
|\\w+-in-law""".replace("\n", "")
_UNITS = r"""\w*(?:grams?|met(?:re|er)s?|lit(?:re|er)s?|watts?|bytes?)|miles?|tons?|tonnes?|ounces?|pounds?|inches
|f(?:ee|oo)t|acres?|hectares?|degrees|millions?|billions?|trillions?|thousands?|percent|mils?""".replace("\n", "")
_PERIOD = r"(?:second|minute|hour|day|night|week|month|year|decade|centur)(?:s|y|ies)?"


def _matches(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda changed: compiled.search(changed.text) is not None


def _has(*kinds: str) -> Test:
    return lambda changed: any(term.kind in kinds for term in changed.terms)


def _valued(pattern: str) -> Test:
    """A number, with words beside it or among it that match."""
    compiled, has_number = re.compile(pattern), _has("number")
    return lambda changed: has_number(changed) and compiled.search(changed.around) is not None


_AGED = re.compile(r"\baged?\b|\byears? old\b|-years?-old|\bturn(?:s|ed|ing)?\b|\bborn\b|\bdie[sd]\b")
_AFTER_NAME = re.compile(r"(?:^|[a-z.])[,(]\s*$")  # "Helen, 60;"


def _is_age(changed: Changed) -> bool:
    ages = [t.value for t in changed.terms if t.value and t.value.denominator == 1 and t.value <= OLDEST]
    return bool(ages) and bool(_AGED.search(changed.around) or _AFTER_NAME.search(changed.before))


def _topic(name: str, named_by: str, fits: Test, *, is_narrow: bool = False) -> Topic:
    return Topic(name, re.compile(rf"\b(?:{named_by})\b"), fits, is_narrow)


TOPICS: tuple[Topic, ...] = (
    _topic(
        "money",
        r"costs?|price[sd]?|amounts?|budget|salary|salaries|fees?|fines?|funding|revenues?|tax(?:es)?|value|worth|paid"
        r"|dollars?|debt|profits?|loss(?:es)?|net|earnings|donations?|rent|wages?|income|sum|grant",
        _valued(r"[$€£¥]|\b(?:dollars?|cents?|euros?|pounds?|pence)\b"),
        is_narrow=True,
    ),
    _topic(
        "share",
        r"percent(?:ages?)?|rates?|shares?|proportion|portion|fraction|poll(?:ing)?|margin|mills?|turnout|odds",
        _matches(r"%|\b(?:percent(?:age)?|half|third|quarter|majority|rate|one in|out of|mills?)\b"),
        is_narrow=True,
    ),
    _topic(
        "count",
        r"numbers?|how many|amounts?|counts?|figures?|totals?|toll|statistics?|size|populations?|votes?|quantity"
        r"|capacity|attendance|scores?|circulation|membership|data",
        _has("number"),
    ),
    _topic(
        "measure",
        r"how (?:long|far|much|large|big|tall|high|fast|deep|old)|distances?|lengths?|heights?|weights?|temperatures?"
        r"|speed|depth|area|tenure|duration|sentence|term|period|size",
        _has("number"),
    ),
    _topic("age", r"ages?|aged|how old|years old", _is_age, is_narrow=True),
    _topic("unit", r"units?|doses?|dosage|measurements?", _matches(rf"\b(?:{_UNITS})\b"), is_narrow=True),
    _topic(
        "date",
        r"dates?|days?|years?|months?|times?|when|timing|timeline|time ?table|deadline|schedule|founding|anniversary",
        lambda changed: (
            any(term.kind == "date" for term in changed.terms)
            or bool(re.search(rf"\b(?:1[5-9]|20)\d\d\b|\b{_PERIOD}\b|\b(?:ago|a\.m|p\.m|noon)", changed.text))
        ),
    ),
    _topic(
        "year",
        r"years?|when|date|founding|founded|built|born|birth|anniversary|construction",
        _matches(r"(?<![\d.,$€£])(?:1[5-9]|20)\d\d(?![\d%]|,\d)"),
        is_narrow=True,
    ),
    _topic(
        "weekday",
        r"days?|dates?|when|schedule|timing",
        lambda changed: bool(DAYS & set(re.findall(r"\w+", changed.text))),
        is_narrow=True,
    ),
    _topic(
        "month",
        r"months?|dates?|days?|when|deadline|timing|anniversary|birthday",
        lambda changed: bool(MONTHS & set(re.findall(r"\w+", changed.text))),
        is_narrow=True,
    ),
    _topic(
        "clock",
        r"times?|when|hours?|schedule|timing|deadline",
        _matches(r"\b\d{1,2}(?::\d\d)?\s*[ap]\.?\s?m\b|\b\d\d?[:.]\d\d\b|\bnoon\b|\bmidnight\b"),
        is_narrow=True,
    ),
    _topic(
        "period",
        r"how long|durations?|lengths?|tenure|sentenced?|terms?|periods?|years|months|weeks|hours|career",
        _valued(rf"\b{_PERIOD}\b"),
        is_narrow=True,
    ),
    _topic(
        "place",
        r"states?|cit(?:y|ies)|towns?|count(?:y|ies)|countr(?:y|ies)|locations?|where|hometown|birthplace|address"
        r"|neighbou?rhood|district|site|venue|(?:is|was|are|were|came|comes) from|based|lives?|represents?",
        _has("name"),
    ),
    _topic(
        "site",
        r"locations?|where|count(?:y|ies)|cit(?:y|ies)|towns?|district|address",
        _matches(rf"\b(?:{_SITES})\b"),
    ),
    _topic(
        "state",
        r"states?|where|(?:is|was|are|were|came|comes) from|hometown|locations?|represents?|based",
        _matches(rf"(?<!\w)(?:{_STATES})(?!\w)"),
        is_narrow=True,
    ),
    _topic(
        "country",
        r"countr(?:y|ies)|nations?|where|(?:is|was|are|were|came|comes) from|nationality|based",
        _matches(rf"\b(?:{_COUNTRIES})\b"),
        is_narrow=True,
    ),
    _topic(
        "party",
        r"part(?:y|ies)|affiliations?|political",
        _matches(r"\b(?:democrat|republican|independent|conservative|labou?r|liberal|green|gop)|\b[dri]-|\([dri],"),
        is_narrow=True,
    ),
    _topic("kin", rf"relationships?|relations?|related|family|{_KIN}", _matches(rf"\b(?:{_KIN})\b"), is_narrow=True),
    _topic(
        "gender",
        r"genders?|pronouns?|sex",
        _matches(r"\b(?:s?he|him|hers?|his|they|them|their|wom[ae]n|m[ae]n|girls?|boys?|mr|mrs|ms)\b"),
        is_narrow=True,
    ),
    _topic(
        "score",
        r"scores?|results?|records?|votes?|tally|outcomes?|margins?",
        _matches(r"\b\d+\s?[-–—]\s?\d+\b|\b\d+ to \d+\b"),
        is_narrow=True,
    ),
    _topic(
        "rank",
        r"rank(?:s|ed|ing)?|order|places?|positions?|largest|biggest|oldest|youngest|longest|first",
        _matches(
            r"\b(?:first|second|third|fourth|fifth|last|only|no\. ?\d|\d+(?:st|nd|rd|th)|among|one of|\w+est)\b"
        ),
    ),
    _topic(
        "opposite",
        r"opposite|reversed?|wrong way|transposed|contrary|whether|outcome|position on|stance",
        lambda changed: bool(NEGATIONS & set(re.findall(r"[\w']+", changed.text))) or changed.text.endswith("n't"),
        is_narrow=True,
    ),
    _topic(
        "name",
        r"names?|named|surnames?|spell(?:ed|ing|s)?|misspell\w*|misspelt|misidentif\w*|identif\w*|whose|who|author"
        r"|titles?",
        _has("name"),
    ),
    _topic(
        "title",
        r"titles?|positions?|roles?|jobs?|ranks?|affiliations?|occupations?|employer|worked|works|gender|pronouns?"
        r"|profession|credentials?|status|post",
        _matches(rf"\b(?:{_TITLES})s?\b"),
        is_narrow=True,
    ),
    _topic(
        "organization",
        r"compan(?:y|ies)|organi[sz]ations?|newspaper|network|agenc(?:y|ies)|universit(?:y|ies)|school|group|department"
        r"|manufacturer|publisher|source|affiliations?|employer|team|club|party|institution|bank|college",
        _has("name"),
    ),
    _topic(
        "attribution",
        r"attribut\w*|misattribut\w*|quot\w*|statements?|remarks?|comments?|spoke|said by|speaker",
        _matches(r"\b(?:said|says|told|according|spokes\w+|statement|announced|wrote|asked)\b|[“”\"]"),
    ),
)
NARROW = frozenset(topic.name for topic in TOPICS if topic.is_narrow)
