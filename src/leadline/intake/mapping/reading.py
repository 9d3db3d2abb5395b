"""Reading: their periods, numbers and labels in ours, each distinct text once."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from leadline.core.period import Frequency, Period, Span
from leadline.intake.mapping.dating import are_within_months
from leadline.intake.mapping.file import Mapping
from leadline.intake.mapping.fiscal import Months, are_financial, opening_months
from leadline.intake.mapping.match import joined
from leadline.intake.mapping.number import Cell, read_number, without_footnotes
from leadline.intake.mapping.period import read_period
from leadline.intake.table import EXCEL_DATE
from leadline.words.calendar import fold

_TWO_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_MONTHS = ("month", "quarter", "year")
_WHOLE_YEAR = re.compile("[0-9]{4}")
# How a mapping may give a month for one part of a period.
_MONTH = re.compile("0[1-9]|1[0-2]")
# Our text, and a problem code where there is none.
Read = tuple[str, str]
# A year, and the first month of what stands beside it.
Apart = tuple[int, int]


class Reader:
    """Reads the texts of one source as its mapping declares them."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._periods: dict[tuple[str, tuple[str, ...]], Read] = {}
        self._apart: dict[tuple[str, tuple[str, ...]], Apart | None] = {}
        # Our columns of periods whose years are financial years, and begin in the year named.
        self._financial: set[str] = set()
        # Our column and their folded label, of every code that was looked for.
        self.used: set[tuple[str, str]] = set()
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
        label = fold(text)
        self.used.add((ours, label))
        code = codes.get(label)
        return ("", "code_unmapped") if code is None else (code, "")

    def period(self, ours: str, parts: tuple[str, ...]) -> Read:
        """Return a period in our writing; its parts may stand apart, as a year and its month."""
        key = ours, parts
        if key not in self._periods:
            self._periods[key] = self._read_period(ours, parts)
        return self._periods[key]

    @property
    def has_years_alone(self) -> bool:
        """Whether every period that was read from its label is a whole year."""
        labelled = [
            text
            for (ours, parts), (text, _) in self._periods.items()
            if not self._is_coded(ours, parts)
        ]
        return bool(labelled) and all(map(_WHOLE_YEAR.fullmatch, labelled))

    @property
    def has_financial_years(self) -> bool:
        """Whether years beside months were read as the financial years that begin in them."""
        return bool(self._financial)

    def apart(self, ours: str, parts: tuple[str, ...]) -> Apart | None:
        """Return a year and the month apart from it, None where they do not stand apart."""
        key = ours, parts
        if key not in self._apart:
            self._apart[key] = self._split(ours, parts)[0]
        return self._apart[key]

    def settle_years(self, ours: str, years: Sequence[Months]) -> bool:
        """Keep whether years apart from their months are financial; False where that is open."""
        opens = self._mapping.declared.periods.fiscal_month
        if are_financial(years):
            if opens == 1 or opens not in opening_months(years):
                return False
            self._financial.add(ours)
            return True
        each = [opening_months([months]) for months in years]
        is_calendar = any(1 in known and opens not in known for known in each)
        return is_calendar or all(month >= opens for months in years for month in months)

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

    def _read_period(self, ours: str, parts: tuple[str, ...]) -> Read:
        codes: Table[str, str] = self._codes.get(ours, {})
        text = joined(parts)
        self.used.update((ours, fold(each)) for each in (text, *parts))
        if fold(text) in codes:
            return codes[fold(text)], ""
        apart, rest = self._split(ours, parts) if ours in self._financial else (None, "")
        if apart is None:
            found = self._periods_of(joined(self._coded(ours, parts)))
        else:
            opens = self._mapping.declared.periods.fiscal_month
            found = self._alone(rest, year=apart[0] + (apart[1] < opens))
        return ("", _code_of(found)) if _code_of(found) else (str(found[0]), "")

    def _is_coded(self, ours: str, parts: tuple[str, ...]) -> bool:
        return fold(joined(parts)) in self._codes.get(ours, {})

    def _coded(self, ours: str, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Return parts of a period, those that the mapping gives a code in its place."""
        codes: Table[str, str] = self._codes.get(ours, {})
        each = ((part, codes.get(fold(part), part)) for part in parts)
        return tuple(
            f"M{code}" if part != code and _is_month(code) else code for part, code in each
        )

    def _split(self, ours: str, parts: tuple[str, ...]) -> tuple[Apart | None, str]:
        """Return a year and the first month of the rest, and the text of the rest."""
        text, coded = joined(parts), self._coded(ours, parts)
        if fold(text) in self._codes.get(ours, {}) or len(self._periods_of(joined(coded))) != 1:
            return None, ""
        years = {part: year for part in coded if (year := self._year_of(part))}
        if not years and self._mapping.declared.periods.year is not None:
            years = {"": self._mapping.declared.periods.year}
        rest = joined(part for part in coded if part not in years)
        if len(years) != 1 or not rest or self._alone(rest):
            return None, ""
        (year,) = years.values()
        found = self._alone(rest, year=year)
        return ((year, found[0].first.month), rest) if len(found) == 1 else (None, "")

    def _year_of(self, text: str) -> int:
        """Return the year of a text that is a plain year, else 0."""
        found = self._alone(text)
        plain = [p for p in found if isinstance(p, Period) and p.frequency is Frequency.YEAR]
        return plain[0].first.year if plain and len(found) == 1 else 0

    def _alone(self, text: str, *, year: int | None = None) -> tuple[Period | Span, ...]:
        """Return the readings of a text in calendar years."""
        if text.startswith(EXCEL_DATE):
            return ()
        return read_period(self._without_marks(text), language=self._mapping.language, year=year)

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
        if declared.year is not None and declared.fiscal_month != 1:
            found = self._of_either_year(text) or found
        stood_for = dict.fromkeys(map(self._stood_for, found))
        return tuple(p for p in stood_for if declared.frequency in (None, _frequency(p)))

    def _of_either_year(self, text: str) -> tuple[Period | Span, ...]:
        """Return the readings of a label as if the declared year stood before it.

        A quarter of that year may be one of its financial year, as where the sheet itself says it.
        """
        declared = self._mapping.declared.periods
        return read_period(
            f"{declared.year} {self._without_marks(text)}",
            language=self._mapping.language,
            fiscal_month=declared.fiscal_month,
        )

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


def _is_month(code: str) -> bool:
    return _MONTH.fullmatch(code) is not None


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
