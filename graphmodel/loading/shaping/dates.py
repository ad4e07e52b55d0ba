"""Dates where a year is wanted: the year is in them, but only a person or a mapping may take it.

Excel shows the number 2019 in a cell that is formatted as a date as a day of July 1905: such a day is told apart.
"""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_TIME = r"([T ]\s*[0-9]{1,2}:[0-9]{2}\S*(\s*(AM|PM))?)?"
_DATE = re.compile(
    r"([12][0-9]{3}([-/][0-9]{1,2}|([-/.][0-9]{1,2}){2})|([0-9]{1,2}[-/]|([0-9]{1,2}[-/.]){2})[12][0-9]{3}"
    r"|([0-9]{1,2}(st|nd|rd|th|er)?\s+)?[^\W\d_]{3,10}\.?\s+([0-9]{1,2},?\s+)?[12][0-9]{3})" + _TIME,
    re.IGNORECASE,
)
"""Of two parts, a month and a year, only where no point stands between them: 2001.5 is a number."""
_TYPED_AS_NUMBER = re.compile(r"1905-0(3-(1[4-9]|[23][0-9])|[4-8]-..|9-(0[0-9]|1[0-9]))")
"""The days that Excel makes of the numbers from about 1900 to 2089."""


def is_date(text: str) -> bool:
    """Return whether a text is a day, or a month of a year."""
    return _DATE.fullmatch(text.strip()) is not None


def is_number_shown_as_date(text: str) -> bool:
    """Return whether a day is one that Excel makes of a year typed into a cell of dates."""
    return _TYPED_AS_NUMBER.fullmatch(text.removesuffix(" 00:00:00")) is not None


def year_of(text: str) -> str:
    """Return the year of a date; the text itself where it is no date, or its year is in doubt.

    >>> year_of("2019-03-14"), year_of("14/03/2019 10:30"), year_of("mars 2019"), year_of("03/14/19")
    ('2019', '2019', '2019', '03/14/19')
    """
    years = _YEAR.findall(text)
    if len(years) != 1 or not is_date(text) or is_number_shown_as_date(text):
        return text
    return str(years[0])
