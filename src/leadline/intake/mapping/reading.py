"""Reading: their periods, numbers and labels in ours, each distinct text once."""

import re
from collections.abc import Mapping as Table
from datetime import date
from functools import cached_property

from leadline.core.period import Frequency, Period, Span
from leadline.intake.mapping.dating import are_within_months
from leadline.intake.mapping.file import Mapping
from leadline.intake.mapping.number import Cell, read_number, without_footnotes
from leadline.intake.mapping.period import read_period
from leadline.intake.table import EXCEL_DATE
from leadline.words.calendar import fold

_TWO_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_MONTHS = ("month", "quarter", "year")
# Our text, and a problem code where there is none.
Read = tuple[str, str]


class Reader:
    """Reads the texts of one source as its mapping declares them."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._periods: dict[tuple[str, str], Read] = {}
        self._numbers: dict[str, Cell] = {}
        # Every date that was read as the period that it stands for.
        self._dates: set[date] = set()

    @property
    def has_dates(self) -> bool:
        """Whether any date was read as the period that it stands for."""
        return bool(self._dates)

    @property
    def has_odd_dates(self) -> bool:
        """Whether dates stand for months or more, and none of them opens or ends a month."""
        return self._mapping.declared.periods.dates in _MONTHS and are_within_months(self._dates)

    @cached_property
    def _codes(self) -> dict[str, dict[str, str]]:
        every = self._mapping.declared.codes.items()
        return {ours: {fold(their): code for their, code in t.items()} for ours, t in every}

    def number(self, text: str) -> Cell:
        """Return a cell of counts in our writing."""
        if text not in self._numbers:
            self._numbers[text] = read_number(text, self._mapping.numbers)
        return self._numbers[text]

    def code(self, ours: str, text: str) -> Read:
        """Return the code that the mapping gives a label; the label itself where it gives none.

        An empty code leaves the row out.
        """
        codes = self._codes.get(ours)
        if codes is None:
            return text.strip(), ""
        code = codes.get(fold(text))
        return ("", "code_unmapped") if code is None else (code, "")

    def period(self, ours: str, text: str) -> Read:
        """Return a period in our writing."""
        key = ours, text
        if key not in self._periods:
            self._periods[key] = self._read_period(ours, text)
        return self._periods[key]

    def span(self, first: str, last: str) -> Read:
        """Return the days from the beginning of one period to the end of another."""
        ends = [self._periods_of(text) for text in (first, last)]
        for code in (_code_of(found) for found in ends):
            if code:
                return "", code
        a, b = (found[0] for found in ends)
        if b.last < a.first:
            return "", "range_reversed"
        return f"{a.first.isoformat()}/{b.last.isoformat()}", ""

    def _without_marks(self, text: str) -> str:
        return without_footnotes(text.strip(), self._mapping.numbers.marks)[0]

    def _read_period(self, ours: str, text: str) -> Read:
        codes: Table[str, str] = self._codes.get(ours, {})
        if fold(text) in codes:
            return codes[fold(text)], ""
        found = self._periods_of(text)
        return ("", _code_of(found)) if _code_of(found) else (str(found[0]), "")

    def _periods_of(self, text: str) -> tuple[Period | Span, ...]:
        declared = self._mapping.declared.periods
        if text.startswith(EXCEL_DATE):
            if declared.dates is None:
                return ()
            day = date.fromisoformat(text.removeprefix(EXCEL_DATE))
            return (self._stood_for(Period.containing(day, Frequency.DAY)),)
        found = read_period(
            in_order(self._without_marks(text), declared.day_first),
            language=self._mapping.language,
            fiscal_month=declared.fiscal_month,
            year=declared.year,
        )
        stood_for = dict.fromkeys(map(self._stood_for, found))
        return tuple(p for p in stood_for if declared.frequency in (None, _frequency(p)))

    def _stood_for(self, period: Period | Span) -> Period | Span:
        """Return the period that a date stands for, where the mapping says which; others as is."""
        dates = self._mapping.declared.periods.dates
        if dates is None or isinstance(period, Span) or period.frequency is not Frequency.DAY:
            return period
        self._dates.add(period.first)
        return Period.containing(period.first, Frequency(dates))


def _code_of(found: tuple[Period | Span, ...]) -> str:
    if len(found) == 1:
        return ""
    return "period_ambiguous" if found else "period_unread"


def _frequency(period: Period | Span) -> str:
    return "span" if isinstance(period, Span) else str(period.frequency)


def in_order(text: str, day_first: bool | None) -> str:
    """Return a text with its dates year first, where the order of day and month is declared."""
    if day_first is None:
        return text
    order = r"\3-\2-\1" if day_first else r"\3-\1-\2"
    return re.sub(
        r"\d{4}-\d{1,2}-\d{1,2}",
        lambda found: "-".join(part.zfill(2) for part in found[0].split("-")),
        _TWO_FIRST.sub(order, text),
    )
