"""SDMX: what our data structure is called, and how it writes periods.

The structure of counts that Leadline publishes (record 15), for who writes it and who reads it.
"""

import re
from datetime import date, timedelta

from leadline.core.period import Frequency, Period, Span, parse_period

AGENCY, VERSION = "LEADLINE", "1.0.0"
DATA_STRUCTURE = f"{AGENCY}:DS_COUNTS({VERSION})"
DATAFLOW = f"{AGENCY}:DF_COUNTS({VERSION})"
# Columns of SDMX-CSV 2.0 before those of the structure.
LEADING = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
DIMENSIONS = (
    "FREQ",
    "SOURCE",
    "REF_AREA",
    "COUNTERPART_AREA",
    "INDICATOR",
    "CHANNEL",
    "OCCURRED",
    "KNOWN_ON",
    "TIME_PERIOD",
)
OBSERVATION = ("OBS_VALUE", "OBS_STATUS", "OBS_BELOW")
# SDMX's own code for a part of the key that was not given.
UNSPECIFIED = "_X"
# Codes of SDMX CL_OBS_STATUS that counts may have.
STATUSES = "ABDELMOPQU"
# SDMX CL_FREQ.
FREQUENCIES = {
    Frequency.DAY: "D",
    Frequency.WEEK: "W",
    Frequency.MONTH: "M",
    Frequency.QUARTER: "Q",
    Frequency.HALF: "S",
    Frequency.YEAR: "A",
}
# "Reported within a time range but not associated to sub ranges."
FREQUENCY_OF_SPAN = "_U"
# Months and years may also be written as reporting periods.
_MONTH, _YEAR = re.compile(r"([0-9]{4})-M([0-9]{2})"), re.compile(r"([0-9]{4})-A1")
_HALF = re.compile(r"([0-9]{4})-S([12])")
_RANGE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})/P([0-9]{1,5})D")


def indicator_code(theme: str, indicator: str) -> str:
    """Return the code of a theme and its indicator, or of the theme alone."""
    # Codes of ours have no hyphen, so that it splits them again.
    return f"{theme}-{indicator}" if indicator else theme


def frequency_code(period: Period | Span) -> str:
    """Return the code of a period's frequency."""
    return FREQUENCY_OF_SPAN if isinstance(period, Span) else FREQUENCIES[period.frequency]


def sdmx_period(period: Period | Span) -> str:
    """Write a period as SDMX does.

    Examples
    --------
    >>> sdmx_period(Period.parse("2020-H2"))
    '2020-S2'
    >>> sdmx_period(Span.parse("2020-03-01/2020-05-31"))
    '2020-03-01/P92D'
    """
    if isinstance(period, Span):
        return f"{period.first.isoformat()}/P{period.days}D"
    return str(period).replace("-H", "-S")


def parse_sdmx_period(text: str) -> Period | Span:
    """Read a period that SDMX wrote.

    Raises
    ------
    ValueError
        The text is none, or names days that do not exist.
    """
    if span := _RANGE.fullmatch(text):
        return _span(date.fromisoformat(span[1]), int(span[2]))
    for form, ours in ((_MONTH, r"\1-\2"), (_YEAR, r"\1"), (_HALF, r"\1-H\2")):
        if form.fullmatch(text):
            return parse_period(form.sub(ours, text))
    if "H" in text or "/" in text:
        raise ValueError("not a period of SDMX")
    return parse_period(text)


def _span(first: date, days: int) -> Span:
    try:
        last = first + timedelta(days=days - 1)
    except OverflowError:
        raise ValueError("not a period of SDMX") from None
    if last < first:
        raise ValueError("not a period of SDMX")
    return Span(first, last)
