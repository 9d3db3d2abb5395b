"""Laws of labels and numbers as offices write them: what CLDR writes is read, nothing crashes."""

import re
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from leadline.core.period import Frequency, Period, Span, parse_period, span_of
from leadline.intake.form import YEARS
from leadline.intake.mapping.guess import DOUBTS, guess_numbers
from leadline.intake.mapping.number import SCRIPTS, Numbers, read_number
from leadline.intake.mapping.period import read_period
from leadline.words.calendar import ARABIC_DIGITS, PERSIAN_DIGITS, fold, terms

LANGUAGES = ("ar", "en", "es", "fr")
DIGITS = st.sampled_from(["0123456789", ARABIC_DIGITS, PERSIAN_DIGITS])
DAYS = st.dates(date(1980, 1, 1), date(2079, 12, 31))
PERIODS = st.builds(Period.containing, DAYS, st.sampled_from(Frequency))
MONTHS = st.builds(Period.containing, DAYS, st.just(Frequency.MONTH))
LOCALES = st.sampled_from(
    [
        *("ar_EG", "ar_SA", "ar_LB", "ar_IQ", "ar_DZ", "ar_TN", "ar_MA", "ar_MR"),
        *("en_GB", "en_US", "en_KE", "es_ES", "es_MX", "es_PE", "fr_FR", "fr_CA", "fr_SN"),
    ]
)
COUNTS = st.integers(0, 99_999_999)
DECIMALS = st.sampled_from(["#,##0", "#,##0.0"])
# Words and marks of labels in any order, so that arbitrary text gets past the first word.
PIECES = st.sampled_from(
    [*sorted(terms("")), *"-/.,()_' ", "2019", "20", "3", "31", "1er", "2020-03-01", "\u200f"]
)
LABELS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map(" ".join))
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text("0123456789٠١۲۳.,' \u202f٬٫<-*(p)", max_size=12),
)
NUMBERS = st.builds(
    Numbers,
    thousands=st.sampled_from(["", " ", ".", ",", "٬"]),
    decimal=st.sampled_from(["", "٫", ";"]),
    digits=st.sampled_from(["any", *SCRIPTS]),
    small=st.just({"few": "<5"}),
    missing=st.just({"-": "O", "n/a": "Q"}),
    footnotes=st.just({"*": "", "(p)": "P"}),
)


def digit_text(text: str, digits: str) -> str:
    return text.translate(str.maketrans("0123456789", digits))


@given(PERIODS, DIGITS, st.sampled_from(["", *LANGUAGES]))
def test_our_own_forms_are_read_in_every_language_and_digits(
    period: Period, digits: str, language: str
) -> None:
    assert period in read_period(digit_text(str(period), digits), language=language)


@given(DAYS, st.integers(0, 800), DIGITS)
def test_our_own_totals_are_read(day: date, days: int, digits: str) -> None:
    span = Span(day, date.fromordinal(day.toordinal() + days))

    [found] = read_period(digit_text(str(span), digits), language="")

    assert (found.first, found.last) == (span.first, span.last)


@given(MONTHS, LOCALES, st.sampled_from(["MMMM y", "MMM y", "LLLL y", "LLL-y", "MMM yy"]), DIGITS)
def test_a_month_that_cldr_writes_is_read_as_that_month(
    month: Period, locale: str, pattern: str, digits: str
) -> None:
    text = digit_text(format_date(month.first, pattern, locale=locale), digits)

    assert read_period(text, language=locale[:2]) == (month,)


@given(DAYS, LOCALES, st.sampled_from(["d MMMM y", "d MMM y", "d-MMM-y", "y-MM-dd"]))
def test_a_day_that_cldr_writes_is_read_as_that_day(day: date, locale: str, pattern: str) -> None:
    text = format_date(day, pattern, locale=locale)

    assert read_period(text, language=locale[:2]) == (Period.containing(day, Frequency.DAY),)


@given(DAYS)
def test_a_day_in_numbers_has_a_second_reading_only_where_day_and_month_can_change_places(
    day: date,
) -> None:
    found = read_period(f"{day:%d/%m/%Y}", language="")

    assert found[0] == Period.containing(day, Frequency.DAY)
    assert len(found) == 1 + (day.day <= 12 and day.day != day.month)


@given(MONTHS, st.integers(0, 11), LOCALES)
def test_a_total_of_months_has_their_days(first: Period, steps: int, locale: str) -> None:
    last = first + steps
    ends = [format_date(month.first, "MMMM y", locale=locale) for month in (first, last)]

    [found] = read_period(" - ".join(ends), language=locale[:2])

    expected = span_of(first, last)
    assert (found.first, found.last) == (expected.first, expected.last)


@given(st.integers(1990, 2070), st.integers(1, 4), st.integers(2, 12))
def test_the_quarters_of_a_financial_year_follow_its_first_month(
    year: int, quarter: int, opens: int
) -> None:
    label = f"Q{quarter} {year}/{(year + 1) % 100:02d}"

    [found] = read_period(label, language="en", fiscal_month=opens)

    first = Period(Frequency.MONTH, year * 12 + opens - 1 + 3 * (quarter - 1))
    assert (found.first, found.last) == (first.first, (first + 2).last)


@given(
    LABELS,
    st.sampled_from(["", *LANGUAGES]),
    st.integers(1, 12),
    st.none() | st.integers(1900, 2199),
)
def test_no_label_raises_and_every_reading_is_a_period_of_ours(
    text: str, language: str, opens: int, year: int | None
) -> None:
    found = read_period(text, language=language, fiscal_month=opens, year=year)

    assert [parse_period(str(each)) for each in found] == list(found)
    assert len(set(found)) == len(found)
    assert {day.year for each in found for day in (each.first, each.last)} <= set(YEARS)


@given(LABELS)
def test_one_word_more_than_a_label_and_there_is_no_reading(text: str) -> None:
    assert read_period(f"{text} annexe", language="") == ()


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(COUNTS, LOCALES, DECIMALS)
def test_a_number_that_cldr_writes_is_read_with_the_marks_of_its_locale(
    value: int, locale: str, pattern: str
) -> None:
    symbols = Locale.parse(locale).number_symbols["latn"]
    text = format_decimal(value, format=pattern, locale=locale, numbering_system="latn")

    cell = read_number(text, Numbers(symbols["group"], symbols["decimal"]))

    assert cell.text == str(value)


@given(COUNTS, DECIMALS)
def test_an_arabic_number_is_read_with_arabic_marks_and_digits(value: int, pattern: str) -> None:
    symbols = Locale("ar").number_symbols["arab"]
    text = format_decimal(value, format=pattern, locale="ar", numbering_system="arab")
    numbers = Numbers(symbols["group"], symbols["decimal"], digits="arabic")

    assert read_number(digit_text(text, ARABIC_DIGITS), numbers).text == str(value)


@given(TEXTS, NUMBERS)
def test_no_cell_raises_and_what_is_read_is_ours(text: str, numbers: Numbers) -> None:
    cell = read_number(text, numbers)

    assert re.fullmatch("([0-9]+|<[1-9][0-9]{0,2})?", cell.text)
    assert re.fullmatch("[OPQ]?", cell.status)
    assert not (cell.code and (cell.text or cell.status))


@given(st.integers(0, 10**8), NUMBERS)
def test_our_own_number_is_itself_wherever_latin_digits_are_declared(
    value: int, numbers: Numbers
) -> None:
    expected = "" if numbers.digits in ("arabic", "persian") else str(value)

    assert read_number(str(value), numbers).text == expected


@given(st.lists(TEXTS, max_size=20))
def test_no_column_raises_and_what_is_not_in_doubt_is_read(texts: list[str]) -> None:
    numbers, doubts = guess_numbers(texts)

    codes = {read_number(text, numbers).code for text in texts}
    assert "cell_unreadable" in doubts or codes <= {"", "number_not_whole", "count_below_zero"}
    assert set(doubts) <= set(DOUBTS)
