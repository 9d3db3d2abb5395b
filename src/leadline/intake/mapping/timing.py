"""Timing: how a source seems to write its periods, for a mapping that is proposed."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence, Set
from datetime import date

from leadline.core.period import Frequency, Period
from leadline.intake.grid import Grid
from leadline.intake.mapping.dating import are_within_months, frequency_of
from leadline.intake.mapping.draft import Draft
from leadline.intake.mapping.find import is_year, readings, year_apart
from leadline.intake.mapping.fiscal import by_year, first_month
from leadline.intake.mapping.period import read_period
from leadline.intake.mapping.reading import in_order
from leadline.intake.mapping.scale import line_of_part
from leadline.intake.table import EXCEL_DATE
from leadline.words import languages
from leadline.words.calendar import fold

_APRIL = 4
# A year that is not a part of a date, nor of a financial year.
_YEAR = re.compile(r"(?<![0-9])(?<![-/.])(?:19|20)[0-9]{2}(?![0-9]|[-/–.] ?[0-9])")
_LEAST_INSIDE = 2
_BY_DAYS = (Frequency.DAY, Frequency.WEEK)
# What a date may stand for besides itself, and a mapping can say.
_LONGER = (Frequency.WEEK, Frequency.MONTH, Frequency.QUARTER, Frequency.YEAR)


def propose_periods(draft: Draft, labels: Sequence[str], *, titles: Sequence[str]) -> None:
    """Propose the language and the calendar in which labels are periods.

    Parameters
    ----------
    titles : sequence of str
        What stands above the header, from the top: a year may stand there alone.
    """
    texts = list(dict.fromkeys(labels))
    _propose_dates(draft, texts)
    language = _language(texts)
    if language:
        draft.periods["language"] = language
    _propose_year(draft, texts, titles)
    _propose_fiscal_month(draft, [t for t in texts if not t.startswith(EXCEL_DATE)])


def _propose_year(draft: Draft, texts: Sequence[str], titles: Sequence[str]) -> None:
    """Propose the year of the last title with one, where no label says a year."""
    if any(map(readings, texts)) or not any(readings(t, year=2000) for t in texts):
        return
    years = ({int(year) for year in _YEAR.findall(fold(text))} for text in reversed(titles))
    found = next((each for each in years if each), set())
    if len(found) == 1:
        draft.periods["year"] = found.pop()
        draft.doubts["year"] = "from the title: the year of all these periods?"


def propose_part(draft: Draft, grid: Grid, header: int, texts: Sequence[str]) -> None:
    """Ask whether years are whole where the title names months or quarters."""
    line = line_of_part(grid, header)
    if line and texts and all(map(is_year, texts)):
        key = "from_column" if draft.wide else "header_row"
        draft.doubts[key] = f"line {line} names months or quarters: are these whole years?"


def propose_financial_years(
    draft: Draft,
    rows: Sequence[Sequence[str]],
    *,
    over: Sequence[Sequence[str]],
    years: Set[int],
    besides: Set[int],
) -> None:
    """Propose in which month years begin whose months pass December.

    Parameters
    ----------
    rows : [row][column]
        What stands below the header.
    over : sequence
        What stands over each column of counts.
    years, besides : set of int
        Columns of periods; and those that do not tell one series from another.
    """
    opens = first_month(by_year(_months_of_years(draft, rows, over, sorted(years), besides)))
    if opens != 1:
        draft.periods["fiscal_month"] = opens
        draft.doubts["fiscal_month"] = (
            "the months of a year pass December: is each year named by the year it begins in? else"
            ' give "2019" = "2018/19" under [codes.reported]'
        )


def _months_of_years(
    draft: Draft,
    rows: Sequence[Sequence[str]],
    over: Sequence[Sequence[str]],
    years: Sequence[int],
    besides: Set[int],
) -> Iterator[tuple[Hashable, int]]:
    """Yield years that stand apart from months, and these, in the order of the sheet."""
    year = draft.periods.get("year")
    title = year if isinstance(year, int) else None
    above = [""] * len(years)
    for row in rows:
        above = [row[c].strip() or text for c, text in zip(years, above, strict=True)]
        others = tuple(text for c, text in enumerate(row) if c not in besides)
        for said in over:
            apart = year_apart((*above, *said), title=title)
            if apart is not None:
                yield (apart[0], others), apart[1]


def longer_periods(labels: Sequence[str]) -> list[str]:
    """Return the labels of periods that hold two or more others of a higher frequency.

    Examples
    --------
    >>> longer_periods(["S1 2020", "S2 2020", "Année 2020", "Année 2021"])
    ['Année 2020']
    """
    each = {text: [p for p in readings(text) if isinstance(p, Period)] for text in labels}
    every = [p for periods in each.values() for p in periods]
    # A label with two readings, as S1 for a week or a half, is taken for neither.
    sure = {text: periods[0] for text, periods in each.items() if len(periods) == 1}
    return [text for text, period in sure.items() if _holds_two(period, every)]


def _holds_two(longer: Period, periods: Sequence[Period]) -> bool:
    inside = (p for p in periods if longer.first <= p.first and p.last <= longer.last)
    return sum(p.days < longer.days for p in inside) >= _LEAST_INSIDE


def _propose_dates(draft: Draft, texts: Sequence[str]) -> None:
    """Propose what dates stand for; dates as text only where they stand for more than a day."""
    own = [text.removeprefix(EXCEL_DATE) for text in texts if text.startswith(EXCEL_DATE)]
    days = [date.fromisoformat(text) for text in own]
    order, written = (None, []) if days else _written_dates(texts)
    frequency = frequency_of(days or written)
    if not days and frequency not in _LONGER:
        return
    draft.periods["dates"] = str(frequency or Frequency.MONTH)
    draft.doubts["dates"] = "a date stands for which period: day, week, month ...?"
    if order is not None:
        draft.periods["day_first"] = order
        draft.doubts["day_first"] = "3/4/2020 is in April: true; in March: false"
    if are_within_months(days) and frequency not in _BY_DAYS:
        draft.doubts["dates"] += (
            " None opens or ends a month: was Jan-20 taken for a day? compare with the source"
        )


def _written_dates(texts: Sequence[str]) -> tuple[bool | None, list[date]]:
    """Return the dates that texts write, in the order in which they stand for longer periods."""
    for order in (None, True, False):
        readings = [read_period(in_order(text, order), language="") for text in texts]
        each = [found[0] for found in readings if len(found) == 1]
        days = [p.first for p in each if isinstance(p, Period) and p.frequency is Frequency.DAY]
        is_whole = len(each) == sum(map(bool, readings))
        if is_whole and frequency_of(days) in _LONGER:
            return order, days
    return None, []


def _propose_fiscal_month(draft: Draft, texts: Sequence[str]) -> None:
    """Propose April where only a financial year makes labels mean one thing."""
    language = str(draft.periods.get("language", ""))
    doubtful = [t for t in texts if len(read_period(t, language=language)) != 1]
    if any(len(read_period(t, language=language, fiscal_month=_APRIL)) == 1 for t in doubtful):
        draft.periods["fiscal_month"] = _APRIL
        draft.doubts["fiscal_month"] = "in which month does the financial year begin?"


def _language(texts: Sequence[str]) -> str:
    """Return the one language that reads most labels, empty where none is needed."""
    n_read = Counter(
        {
            language.code: sum(
                bool(read_period(t, language=language.code, year=2000))
                for t in texts
                if not t.startswith(EXCEL_DATE)
            )
            for language in languages()
        }
    )
    (best, most), (_, second), *_ = n_read.most_common()
    # Labels in two languages, as "Janvier / جانفي", are read in none of them alone.
    n_any = sum(bool(readings(t, year=2000)) for t in texts if not t.startswith(EXCEL_DATE))
    return best if most > second and most >= n_any else ""
