"""Periods as offices write them: every reading that a label can have.

No reading means that the text is not a period; more than one is a doubt that the mapping has to
settle. A label is read whole: one word more than the forms below, and it has no reading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from leadline.core.period import Frequency, Period, Span
from leadline.intake.form import YEARS
from leadline.intake.mapping.label import Label, Token, read_label, shape

_JOIN = "[-/.,]?"
_YEAR = "(?P<year>o?(?:A?o?y|F?o?y[-/][yn]|Fo?(?:y|n(?:[-/]n)?)))"
# After a name or a sign a year may have two digits.
_SHORT = _YEAR.replace("A?o?y|", "A?o?y|n|", 1)
_UNIT = "(?:(?P<unit>[QHW])(?P<at>[nuk])|(?P<at2>[nuk])o?(?P<unit2>[QHW]))"
_SIGN = "P[-]?(?P<at>[nu])"
_DAY = "(?P<day>[nuk])"
_NAME = "(?:Po?)?(?P<month>M)"


def _forms(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


# By unit: the shapes of a label. Those without a year take it from the other end of a from-to
# total, or from the sheet.
_FORMS = {
    "part": _forms(_UNIT + _JOIN + _SHORT, _YEAR + _JOIN + _UNIT, _UNIT),
    "month": _forms(
        _NAME + _JOIN + _SHORT,
        _YEAR + _JOIN + _NAME,
        _NAME,
        _SIGN + _JOIN + _YEAR,
        _YEAR + _JOIN + _SIGN,
        _SIGN,
        "(?P<at>[nu])[-/.](?P<year>y)",
        "(?P<year>y)[-/.](?P<at>[nu])",
    ),
    "day": _forms(
        f"{_DAY}[-/.]?o?{_NAME}(?:[-/.,]?{_SHORT})?",
        f"{_NAME}{_DAY}(?:,?{_YEAR})?",
        "(?P<year>y)(?P<sep>[-/.])(?P<month>[nu])(?P=sep)(?P<day>[nu])",
    ),
    "year": _forms(_YEAR),
    # An office of our languages writes a year of two digits last.
    "day_month": _forms("(?P<day>[nu])(?P<sep>[-/.])(?P<month>[nu])(?P=sep)(?P<year>[yn])"),
    "month_day": _forms("(?P<month>[nu])(?P<sep>[-/.])(?P<day>[nu])(?P=sep)(?P<year>[yn])"),
}
# The first end of a from-to total may say less than the second.
_FIRST_FORMS = {
    "day_month": _forms("(?P<day>[nu])[-/.](?P<month>[nu])"),
    "month_day": _forms("(?P<month>[nu])[-/.](?P<day>[nu])"),
    "day": _forms(_DAY),
}
_UNITS = {"Q": "quarter", "H": "half", "W": "week"}
_MONTHS = {"year": 12, "half": 6, "quarter": 3}
_ISO_DAY = "y-n-n"


@dataclass(frozen=True)
class _Year:
    """A year, and by which rule the label's year was understood.

    ``fiscal``: the financial year that begins in it; both ends of a total follow one rule.
    """

    begin: int
    rule: str = "calendar"


@dataclass(frozen=True)
class _Part:
    """A label, or one end of a from-to total, as far as it says something.

    ``order`` tells days before months from months before days, where only numbers stand.
    """

    unit: str
    at: int = 0
    day: int = 0
    year: _Year | None = None
    order: str = ""


def read_period(
    text: str, *, language: str, fiscal_month: int = 1, year: int | None = None
) -> tuple[Period | Span, ...]:
    """Return every period that a label can mean.

    Parameters
    ----------
    language : str
        Of the label; "" for any.
    fiscal_month : int
        In which month (1..12) the financial year begins. FY2020 ends in 2020. With 1 nothing is
        known of it, so "2019/20" can be either year; with another month a quarter, half or year
        that does not say "financial" can be of either kind of year.
    year : int, optional
        For labels that name none: the year in the header above.

    Examples
    --------
    >>> [str(period) for period in read_period("1er trim. 2020", language="fr")]
    ['2020-Q1']
    >>> [str(period) for period in read_period("03/04/2020", language="en")]
    ['2020-04-03', '2020-03-04']
    """
    found: list[Period | Span] = []
    given = None if year is None else _Year(year)
    for label in read_label(text, language=language):
        for first, last in _ends(label, fiscal_month):
            found += _total(first, last, given=given, fiscal_month=fiscal_month)
    return tuple(dict.fromkeys(found))


def _ends(label: Label, fiscal_month: int) -> Iterator[tuple[_Part, _Part]]:
    """Yield both ends of what a label can mean; a single period is its own other end."""
    yield from ((part, part) for part in _parts(label, fiscal_month, firsts=False))
    for first, last in _splits(label, fiscal_month):
        firsts = _parts(first, fiscal_month, firsts=True)
        yield from product(firsts, _parts(last, fiscal_month, firsts=False))


def _splits(label: Label, fiscal_month: int) -> Iterator[tuple[Label, Label]]:
    """Yield what stands before and after each word or mark that can mean "to"."""
    signs = shape(label)
    is_financial_year = fiscal_month != 1 and _FINANCIAL.fullmatch(signs) is not None
    if is_financial_year and label[2].value - label[0].value == 1:
        return
    start = 1 if signs[:1] in ("f", "o") else 0
    for at, sign in enumerate(signs):
        ours = sign == "/" and signs[:at] == signs[at + 1 :] == _ISO_DAY
        if sign in ("t", "-") or ours:
            yield label[start if sign == "t" or signs[0] == "f" else 0 : at], label[at + 1 :]


_FINANCIAL = re.compile("y-y")


def _parts(label: Label, fiscal_month: int, *, firsts: bool) -> list[_Part]:
    """Return what a label can mean as a single period."""
    signs = shape(label)
    forms = [*_FORMS.items(), *(_FIRST_FORMS.items() if firsts else ())]
    return [
        part
        for kind, patterns in forms
        for pattern in patterns
        if (match := pattern.fullmatch(signs)) is not None
        for part in _understood(kind, match, label, fiscal_month)
    ]


def _understood(
    kind: str, match: re.Match[str], label: Label, fiscal_month: int
) -> Iterator[_Part]:
    named = {name: label[match.start(name)] for name, text in match.groupdict().items() if text}
    part = _dated(kind, named) if "day" in named else _counted(kind, named)
    if "year" not in named:
        yield part
        return
    start, end = match.span("year")
    for year in _years(label[start:end], part.unit, fiscal_month):
        yield replace(part, year=year)


def _dated(kind: str, named: dict[str, Token]) -> _Part:
    month = named["month"].value if "month" in named else 0
    return _Part("day", month, named["day"].value, order="" if kind == "day" else kind)


def _counted(kind: str, named: dict[str, Token]) -> _Part:
    at = next((named[name].value for name in ("at", "at2", "month") if name in named), 1)
    unit = next((_UNITS[named[name].sign] for name in ("unit", "unit2") if name in named), kind)
    return _Part(unit, at)


def _years(tokens: Sequence[Token], unit: str, fiscal_month: int) -> Iterator[_Year]:
    """Yield every year that the words of a year can mean."""
    numbers = [token for token in tokens if token.sign in "yn"]
    first = _full(numbers[0])
    is_marked = any(token.sign == "F" for token in tokens)
    if len(numbers) == 1 and not is_marked:
        yield _Year(first)
        if fiscal_month != 1 and unit in _MONTHS:
            yield _Year(first - 1, "fiscal")
        return
    begin = first if len(numbers) == 2 else first - 1
    if len(numbers) == 2 and not _follows(numbers[1], first):
        return
    if fiscal_month == 1:
        yield from (_Year(begin, "begin"), _Year(begin + 1, "end"))
    else:
        yield _Year(begin, "fiscal")


def _full(token: Token) -> int:
    if token.sign == "y":
        return token.value
    return token.value + (2000 if token.value < 80 else 1900)


def _follows(token: Token, year: int) -> bool:
    size = 10000 if token.sign == "y" else 100
    return token.value == (year + 1) % size


def _total(
    first: _Part, last: _Part, *, given: _Year | None, fiscal_month: int
) -> Iterator[Period | Span]:
    """Yield the time from the beginning of one end to the end of the other, if it is one."""
    if first.unit != last.unit or first.order not in ("", last.order):
        return
    if last.year is None:
        last = replace(last, year=given)
    if first.year is None:
        first = replace(first, year=last.year, at=first.at or last.at)
    days, until = _days(first, fiscal_month), _days(last, fiscal_month)
    agree = first.year is not None and last.year is not None and first.year.rule == last.year.rule
    if agree and days is not None and until is not None and days[0] <= until[1]:
        yield from _between(days[0], until[1])


def _days(part: _Part, fiscal_month: int) -> tuple[date, date] | None:
    """Return the first and last day of a part, None if there is no such time."""
    if part.year is None:
        return None
    is_fiscal = part.year.rule == "fiscal"
    try:
        if part.unit == "day":
            return None if is_fiscal else (date(part.year.begin, part.at, part.day),) * 2
        if part.unit == "week":
            monday = date.fromisocalendar(part.year.begin, part.at, 1)
            return None if is_fiscal else (monday, monday + timedelta(days=6))
        return _months(part, part.year.begin, fiscal_month if is_fiscal else 1)
    except (ValueError, OverflowError):
        return None


def _months(part: _Part, begin: int, opens: int) -> tuple[date, date] | None:
    """Return the days of a month, quarter, half or year of a year that opens in a month."""
    size = _MONTHS.get(part.unit, 1)
    if not 1 <= part.at <= 12 // size:
        return None
    year = begin * 12 + opens - 1
    # A month has its own number, whichever month opens the year.
    step = (part.at - opens) % 12 if part.unit == "month" else (part.at - 1) * size
    first = Period(Frequency.MONTH, year + step)
    return first.first, (first + (size - 1)).last


def _between(first: date, last: date) -> Iterator[Period | Span]:
    """Yield the regular period of exactly these days, or else their span."""
    if first.year not in YEARS or last.year not in YEARS:
        return
    for frequency in Frequency:
        period = Period.containing(first, frequency)
        if (period.first, period.last) == (first, last):
            yield period
            return
    yield Span(first, last)
