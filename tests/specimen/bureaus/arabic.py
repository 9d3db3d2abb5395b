"""Three bureaus that write Arabic: the Levant, the Gulf and the Maghreb."""

from tests.specimen.bureaus.book import Bureau, Sheet, Value
from tests.specimen.bureaus.series import (
    MONTHS_OF_THREE_YEARS,
    Entry,
    entries_of,
    month_name,
    total,
    value_of,
    years_of,
)

from leadline.core.period import Period
from leadline.intake.mapping.number import Numbers
from leadline.words.calendar import ARABIC_DIGITS

LEVANT = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
GULF = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
MAGHREB = (
    *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان"),
    *("جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
PERIODS = MONTHS_OF_THREE_YEARS


def in_arabic(value: int) -> str:
    """Return a number in Arabic-Indic digits with the Arabic thousands mark."""
    return f"{value:,}".replace(",", "٬").translate(str.maketrans("0123456789", ARABIC_DIGITS))


def year_in_arabic(year: int) -> str:
    return in_arabic(year).replace("٬", "")


def levant() -> Bureau:
    """Months down the rows, all digits Arabic-Indic, a row of totals after each year."""
    special = {"2020-04": ("غير متوفر", "O"), "2020-11": ("{}*", "P"), "2020-12": ("{}*", "P")}
    columns = [
        entries_of(name, "", level, PERIODS, label=levant_label, write=in_arabic, special=special)
        for name, level in [("allegations_received", 1180), ("referrals", 340)]
    ]
    rows: list[list[Value]] = [
        ["الجدول ٣: البلاغات والإحالات حسب الشهر (تمرين: أرقام مخترعة)"],
        ["وحدة حماية الطفل"],
        [],
        ["الشهر", "البلاغات المستلمة", None, "الإحالات", "ملاحظات"],
    ]
    for year in years_of(PERIODS):
        rows += levant_year(year, columns)
    rows += [[], ["* أرقام أولية"], ["المصدر: سجل الوحدة، شباط ٢٠٢١"]]
    return Bureau(
        "01-levant-months.xlsx",
        "QMA",
        "reporting",
        "ar",
        (Sheet("الجدول ٣", rows, ("A1:E1", "A2:E2"), (1, 4)),),
        tuple(entry for column in columns for entry in column),
        Numbers(thousands="٬", digits="arabic", missing={"غير متوفر": "O"}, footnotes={"*": "P"}),
    )


def levant_label(period: Period) -> str:
    return f"{month_name(period, LEVANT)} {year_in_arabic(period.first.year)}"


def levant_year(year: int, columns: list[list[Entry]]) -> list[list[Value]]:
    first, second = ([e for e in column if e.period.first.year == year] for column in columns)
    rows: list[list[Value]] = [
        [one.label, one.cell, None, two.cell, "إغلاق المكاتب" if one.status == "O" else None]
        for one, two in zip(first, second, strict=True)
    ]
    totals = [in_arabic(total(column)) for column in (first, second)]
    return [*rows, [f"المجموع {year_in_arabic(year)}", totals[0], None, totals[1]]]


def gulf() -> Bureau:
    """A sheet from right to left: years merged over months, totals at both edges."""
    channels = {
        "family": ("الأسرة", 210),
        "education": ("المدرسة", 340),
        "health": ("القطاع الصحي", 95),
        "police_initiative": ("الشرطة", 150),
    }
    lines = {
        channel: entries_of(
            *("allegations_received", channel, level, PERIODS),
            label=lambda period: month_name(period, GULF),
            is_below_header=True,
        )
        for channel, (_, level) in channels.items()
    }
    names = [channels[channel][0] for channel in lines]
    rows: list[list[Value]] = [
        ["البلاغات حسب جهة الإبلاغ - تمرين (أرقام مخترعة)"],
        [],
        *gulf_header(),
        *(gulf_line(name, [line]) for name, line in zip(names, lines.values(), strict=True)),
        gulf_line("الإجمالي", list(lines.values())),
        [],
        ["المصدر: الإدارة العامة لحماية الطفل"],
    ]
    merged = ("A1:N1", "A3:A4", "B3:N3", "O3:AA3", "AB3:AN3")
    return Bureau(
        "02-right-to-left.xlsx",
        "QMB",
        "reporting",
        "ar",
        (Sheet("ورقة1", rows, merged, (1, 3, 4, 9), is_rtl=True),),
        tuple(entry for line in lines.values() for entry in line),
    )


def gulf_header() -> list[list[Value]]:
    years: list[Value] = ["جهة الإبلاغ"]
    months: list[Value] = [None]
    for year in years_of(PERIODS):
        years += [year, *[None] * 12]
        months += [*GULF, "الإجمالي"]
    return [years, months]


def gulf_line(name: str, lines: list[list[Entry]]) -> list[Value]:
    row: list[Value] = [name]
    for year in years_of(PERIODS):
        of_year = [[e for e in line if e.period.first.year == year] for line in lines]
        row += [total(column) for column in zip(*of_year, strict=True)]
        row.append(total(entry for line in of_year for entry in line))
    return row


def maghreb() -> Bureau:
    """One sheet a year; the year stands in the sheet's name and title alone."""
    special = {"2020-04": ("غ.م", "O")}
    columns = [
        entries_of(
            *(name, "", level, PERIODS),
            label=lambda period: month_name(period, MAGHREB),
            special=special,
            is_below_header=True,
        )
        for name, level in [("referrals", 260), ("offences_recorded", 118)]
    ]
    return Bureau(
        "03-sheet-per-year.xlsx",
        "QMC",
        "reporting",
        "ar",
        tuple(maghreb_sheet(year, columns) for year in years_of(PERIODS)),
        tuple(entry for column in columns for entry in column),
        Numbers(missing={"غ.م": "O"}),
    )


def maghreb_sheet(year: int, columns: list[list[Entry]]) -> Sheet:
    of_year = [[e for e in column if e.period.first.year == year] for column in columns]
    rows: list[list[Value]] = [
        [f"حصيلة سنة {year} (تمرين: أرقام مخترعة)"],
        [],
        ["الشهر", "الإحالات", "الجرائم المسجلة"],
        *([one.label, value_of(one), value_of(two)] for one, two in zip(*of_year, strict=True)),
        ["المجموع", *(total(column) for column in of_year)],
        [],
        ["غ.م: غير متوفر"],
    ]
    return Sheet(str(year), rows, ("A1:C1",), (1, 3, 16))
