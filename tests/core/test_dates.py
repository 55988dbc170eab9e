"""A notice's own date is read where it reads in one way, in any of the languages, and nowhere else."""

from datetime import date

import pytest

from tracker.core.dates import read_date

READ = [
    ("Correction, Aug. 13, 2018:", date(2018, 8, 13)),
    ("CORRECTION (Feb. 9, 2021, 6:15 a.m.):", date(2021, 2, 9)),
    ("Correction: December 6, 2012", date(2012, 12, 6)),
    ("amended on 28 November 2018 to remove", date(2018, 11, 28)),
    ("on the 2nd of May 2021", date(2021, 5, 2)),
    ("Sept. 3rd, 2021", date(2021, 9, 3)),
    ("Correction 9/30/12 6:20 a.m. PDT:", date(2012, 9, 30)),
    ("Correction 30/9/2012:", date(2012, 9, 30)),
    ("4/4/2020", date(2020, 4, 4)),
    ("(2024-06-20)", date(2024, 6, 20)),
    ("Update vom 07. Mai 2021, 11:20 Uhr", date(2021, 5, 7)),
    ("Korrektur, 28.04.2021:", date(2021, 4, 28)),
    ("Korrektur, 5.3.2020:", date(2020, 3, 5)),
    ("Mise à jour le 1er février 2021", date(2021, 2, 1)),
    ("Corrección: 3 de enero de 2022", date(2022, 1, 3)),
    ("corretto il 4 maggio 2021", date(2021, 5, 4)),
    ("corrigido em 7 de março de 2023", date(2023, 3, 7)),
    ("aangepast op 9 augustus 2020", date(2020, 8, 9)),
    ("rättad den 11 oktober 2021", date(2021, 10, 11)),
    ("rettet 12. desember 2019", date(2019, 12, 12)),
    ("rettet den 6. juni 2018", date(2018, 6, 6)),
    ("poprawiono 15 września 2022", date(2022, 9, 15)),
    ("（追記 2021/6/9：", date(2021, 6, 9)),
    ("訂正 2026年5月11日", date(2026, 5, 11)),
    ("Feb. 30, 2020; then March 1, 2020", date(2020, 3, 1)),
]
NOT_READ = [
    "Correction 5/3/2020:",  # 5 March or 3 May
    "Updated 10.03.24",  # 10 March or 3 October
    "Correction, Aug. 13:",  # of which year?
    "February 30, 2020",
    "2020-13-01",
    "between 1990 and 2010",
    "version 1.2.2020.4",
    "it may 2020 times",
    "",
]


@pytest.mark.parametrize(("text", "day"), READ)
def test_a_plain_date_is_read(text: str, day: date) -> None:
    """The first whole date of a text is its date."""
    assert read_date(text) == day


@pytest.mark.parametrize("text", NOT_READ)
def test_an_unclear_date_is_not_read(text: str) -> None:
    """A date that reads in two ways, is not whole or does not exist is none."""
    assert read_date(text) is None
