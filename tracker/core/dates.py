"""The date a notice gives for itself, read only where it can be read in one way.

Month names of eleven languages, the numeric forms that newspapers print, and Chinese and Japanese dates. A date
without a year is not read, for nothing here knows today's. `5/3/2020` is 5 March in London and 3 May in New York:
it is not read either, but `9/30/12` is (there is no month 30), and so are `28.04.2021` (dots and a whole year: the
day stands first) and `2021/6/9` (the year stands first).
"""

import re
from datetime import date

from tracker.core.phrases.fold import fold

# By number: English German French Spanish Italian Portuguese Dutch Swedish Norwegian Danish Polish, short forms too.
MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń",
    "february feb februar février févr febrero febbraio fevereiro fev februari lutego luty",
    "march mar märz mrz mars marzo março maart mrt marts marca marzec",
    "april apr avril avr abril abr aprile kwietnia kwiecień",
    "may mai mayo maggio mag maio mei maj maja",
    "june jun juni juin junio giugno giu junho czerwca czerwiec",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec",
    "august aug août agosto ago augustus augusti sierpnia sierpień",
    "september sept sep septembre septiembre setiembre settembre set setembro września wrzesień",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik",
    "november nov novembre noviembre novembro listopada listopad",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember grudnia grudzień",
)
_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
MONTH = rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b\.?"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DATE = re.compile(
    rf"""
    \b (?P<m1>{MONTH}) \s (?P<d1>\d\d?)(?:st|nd|rd|th)? ,? \s (?P<y1>\d{{4}}) \b        # Aug. 13, 2018
  | \b (?P<d2>\d\d?)(?:st|nd|rd|th|er|º|\.)? \s (?:of\s|de\s|del\s)? (?P<m2>{MONTH})
       (?:,?\s|\sde\s|\sdel\s) (?P<y2>\d{{4}}) \b                                       # 3. Mai 2020
  | (?<!\d) (?P<y3>\d{{4}}) \s?[-/.年]\s? (?P<m3>\d\d?) \s?[-/.月]\s? (?P<d3>\d\d?) (?!\d)    # 2021-06-09
  | (?<!\d) (?P<d4>\d\d?) \. \s? (?P<m4>\d\d?) \. \s? (?P<y4>\d{{4}}) (?!\.?\d)          # 28.04.2021
  | (?<!\d) (?P<a>\d\d?) (?P<sep>[-/.]) (?P<b>\d\d?) (?P=sep) (?P<y5>\d{{4}}|\d\d) (?!\d)   # 9/30/12
    """,
    re.VERBOSE,
)


def read_date(text: str) -> date | None:
    """Return the first whole date of a text, or None where there is none that reads in one way only.

    >>> read_date("Correction, Aug. 13, 2018:"), read_date("Correction 5/3/2020:")
    (datetime.date(2018, 8, 13), None)
    """
    found = (_read_match(match) for match in _DATE.finditer(fold(text)))
    return next((day for day in found if day), None)


def _read_match(match: "re.Match[str]") -> date | None:
    group = match.groupdict()
    for n in "1234":
        if group["y" + n]:
            return _make_date(group["y" + n], group["m" + n], group["d" + n])
    readings = {_make_date(group["y5"], group[month], group[day]) for month, day in ("ab", "ba")} - {None}
    return readings.pop() if len(readings) == 1 else None


def _make_date(year: str, month: str, day: str) -> date | None:
    number = _NUMBERS.get(month.rstrip("."), 0) or (int(month) if month.isdigit() else 0)
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), number, int(day))
    except ValueError:  # no such day
        return None
