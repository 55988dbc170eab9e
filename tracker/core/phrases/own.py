"""A newsroom's own rows, checked before they join the tables: what is wrong with one is said in words.

A row that is accepted can be compiled, never matches nothing at all, and gives the values that its role needs. Its
wordings may be written as they are printed, with capitals and the colon of a label.
"""

import re
from collections.abc import Iterable
from typing import get_args

from tracker.core.notice import NOTICE_KINDS
from tracker.core.phrases.fold import fold
from tracker.core.phrases.phrase import TEMPLATES, Phrase, Role, write_pattern, write_template

ROLES: tuple[Role, ...] = get_args(Role)
_VALUES: dict[Role, tuple[frozenset[str], ...]] = {  # what a template may give
    "contrast": (frozenset({"right", "wrong"}),),
    "either": (frozenset({"right", "wrong"}),),
    "removal": (frozenset({"wrong"}),),
    "truth": (frozenset({"right"}),),
    "claim": tuple(map(frozenset, (["wrong"], ["right"], ["about"], ["name"], ["wrong", "right"], ["about", "wrong"],
                                   ["name", "wrong"], ["about", "right"]))),
}  # fmt: skip
_NAMED = re.compile(r"\{(\w+)\}|<(\w+)>")
_MOST_GAPS = 3  # `…` in one wording: each may be 90 characters long, and they multiply


def make_phrase(
    lang: str, role: str, wordings: Iterable[str], kind: str | None, name: str, above: tuple[Phrase, ...]
) -> Phrase:
    """Return a row of a newsroom's own, to stand after those `above`. Raises `ValueError` that says what is wrong.

    >>> make_phrase("en", "label", ["Putting it right:"], None, "own", ()).wordings
    ('putting it right',)
    """
    _check_row(lang, role, kind, name, above)
    folded = tuple(fold(wording).strip().rstrip(":：").strip() for wording in wordings)
    phrase = Phrase(f"{lang}-{name}", lang, role, folded, kind)  # type: ignore[arg-type]  # both were checked
    if not folded:
        raise ValueError("it has no words")
    for wording in folded:
        _check_wording(phrase, wording, _macros(lang, above))
    return phrase


def _check_row(lang: str, role: str, kind: str | None, name: str, above: tuple[Phrase, ...]) -> None:
    places = {row.id.partition("-")[2] for row in above if row.role == "place"}
    if not re.fullmatch(r"[a-z]{2,3}", lang):
        raise ValueError(f"{lang!r} is no language: write its code, such as en or de")
    if role not in ROLES:
        raise ValueError(f"there is no role {role!r}: it is one of {', '.join(ROLES)}")
    if kind not in (None, *NOTICE_KINDS):
        raise ValueError(f"there is no kind {kind!r}: it is one of {', '.join(NOTICE_KINDS)}")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name):
        raise ValueError(f"{name!r} is no name: write a word in small letters")
    if role == "place" and name not in places:
        raise ValueError(f"a place needs a name, one of {', '.join(sorted(places))}")
    if role == "common" and any((row.lang, row.role) == (lang, role) for row in above):
        raise ValueError(f"the commonest words of {lang} are known already: leave the row out")


def _macros(lang: str, above: tuple[Phrase, ...]) -> dict[tuple[str, str], str]:
    """A word in the place of every macro there is."""
    names = {name for row in above if row.lang == lang for name in (row.role, row.id.partition("-")[2])}
    return {(lang, name): "x" for name in (*names, "month", "weekday")}


def _check_wording(phrase: Phrase, wording: str, macros: dict[tuple[str, str], str]) -> None:
    found = [match.groups() for match in _NAMED.finditer(wording)]
    unknown = [name for name, _ in found if name and (phrase.lang, name) not in macros]
    values = [value for _, value in found if value]
    if unknown or re.search(r"[{}<>]", _NAMED.sub("", wording)):
        raise ValueError(f"{wording!r} has braces around what is no role and no name of a row above: {{noun}} is one")
    if wording.count("…") > _MOST_GAPS:
        raise ValueError(f"{wording!r} has more than {_MOST_GAPS} gaps (…)")
    allowed = _VALUES.get(phrase.role, (frozenset(),))
    if len(values) > len({*values}) or frozenset(values) not in allowed:
        needed = " or ".join(" and ".join(f"<{value}>" for value in sorted(each)) or "no value" for each in allowed)
        raise ValueError(f"{wording!r} has other values than its role, {phrase.role}, takes: {needed}")
    _compile(phrase, wording, macros)


def _compile(phrase: Phrase, wording: str, macros: dict[tuple[str, str], str]) -> None:
    one = Phrase(phrase.id, phrase.lang, phrase.role, (wording,), phrase.kind)
    is_template = phrase.role in TEMPLATES
    try:
        pattern = re.compile(write_template(one, wording, macros, "$") if is_template else write_pattern(one, macros))
    except re.error:
        raise ValueError(f"{wording!r} has brackets that do not fit together") from None
    if pattern.match(""):
        raise ValueError(f"{wording!r} would match where nothing stands")
