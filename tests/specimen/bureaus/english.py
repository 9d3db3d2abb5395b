"""Five bureaus that write English; the last sends single cases, which must be refused."""

import random
from datetime import date, timedelta

from tests.specimen.bureaus.book import Bureau, Formula, Sheet, Value
from tests.specimen.bureaus.series import (
    MONTHS_OF_THREE_YEARS,
    Entry,
    counts,
    entries_of,
    hidden,
    quarters,
    small,
    total,
    value_of,
)

from leadline.core.period import Period, period_range
from leadline.intake.mapping.number import Numbers

PERIODS = MONTHS_OF_THREE_YEARS
APRIL = 4


def financial_years() -> Bureau:
    """Quarters of years from April to March, a total after each whole year."""
    periods = quarters("2017-Q2", "2020-Q4")
    names = {
        "referrals": ("Referrals to social services", 980),
        "victims_in_investigations": ("CHILDREN in investigations opened", 415),
    }
    lines = {
        name: entries_of(key, "", level, periods, label=financial_label)
        for key, (name, level) in names.items()
    }
    rows: list[list[Value]] = [
        ["Table 4: Referrals and investigations by financial year (exercise: invented figures)"],
        ["Financial years run from April to March."],
        [],
        ["Measure", *financial_columns([[name] for name in map(financial_label, periods)])],
    ]
    for name, line in lines.items():
        rows.append([name, *financial_columns([[value_of(entry)] for entry in line])])
    rows += [[], ["Source: management information, not quality assured"]]
    letters = "BCDEFGHIJKLMNOPQRS"
    return Bureau(
        "08-financial-years.xlsx",
        "QMH",
        "reporting",
        "en",
        (Sheet("Table 4", rows, (), (1, 4), dict.fromkeys(letters, "#,##0")),),
        tuple(entry for line in lines.values() for entry in line),
        Numbers(thousands=","),
        fiscal_month=APRIL,
    )


def financial_label(period: Period) -> str:
    year, quarter = period.first.year, (period.first.month + 2) // 3 - 1
    begin, number = (year, quarter) if quarter else (year - 1, 4)
    return f"Q{number} {begin}/{(begin + 1) % 100}"


def financial_columns(columns: list[list[Value]]) -> list[Value]:
    """Put a total, or its head, after each four quarters."""
    found: list[Value] = []
    for at, [value] in enumerate(columns, 1):
        found.append(value)
        if at % 4 == 0:
            found.append(after_year([column[0] for column in columns[at - 4 : at]]))
    return found


def after_year(four: list[Value]) -> Value:
    last = four[-1]
    if isinstance(last, str):
        return f"Total {last.partition(' ')[2]}"
    return sum(value for value in four if isinstance(value, int))


def small_counts() -> Bureau:
    """Months as columns, counts below five hidden, marks beside numbers."""
    channels = {
        "victim": ("Self", 3.4),
        "family": ("Family", 21),
        "health": ("HEALTH staff", 34),
        "police_initiative": ("Police", 12),
    }
    special = {"2019-07": ("..", "L"), "2020-12": ("{}*", "P")}
    lines = {
        name: hidden(
            entries_of(
                *("medical_examinations", channel, level, PERIODS),
                label=lambda period: f"{period.first:%b-%y}",
                write=small,
                special=special,
            )
        )
        for channel, (name, level) in channels.items()
    }
    labels = [entry.label for entry in next(iter(lines.values()))]
    rows: list[list[Value]] = [
        ["Examinations by who asked for them (exercise: invented figures)"],
        [],
        ["Asked for by", *labels],
        *([name, *map(value_of, line)] for name, line in lines.items()),
        [],
        ["<5  Counts below five are not shown."],
        ["..  Not collected: the clinic moved in July 2019."],
        ["*  Provisional."],
    ]
    return Bureau(
        "09-small-counts.xlsx",
        "QMJ",
        "support_access",
        "en",
        (Sheet("Examinations", rows, ("A1:M1",), (1, 3)),),
        tuple(entry for line in lines.values() for entry in line),
        Numbers(small={"<5": "<5"}, missing={"..": "L"}, footnotes={"*": "P"}),
    )


def open_document() -> Bureau:
    """Months as codes, a row of units under the header, thousands typed with a comma."""
    special = {"2018-02": ("n/a", "O"), "2019-09": ("N/A", "O")}
    columns = [
        entries_of(
            *(indicator, "", level, PERIODS),
            label=lambda period: f"{period.first.year} M{period.first.month:02d}",
            write=lambda value: f"{value:,}",
            special=special if indicator == "reports_actionable" else None,
        )
        for indicator, level in [("reports_received", 5200), ("reports_actionable", 1650)]
    ]
    rows: list[list[Value]] = [
        ["Reports from providers, by month of receipt"],
        ["Exercise: all figures are invented."],
        [],
        ["Month", "Reports received", None, "reports ACTIONABLE"],
        [None, "(number)", None, "(number)"],
        *(
            [one.label, value_of(one), None, value_of(two)]
            for one, two in zip(*columns, strict=True)
        ),
        ["Grand total", f"{total(columns[0]):,}", None, f"{total(columns[1]):,}"],
        [],
        ["n/a: not available"],
    ]
    return Bureau(
        "10-open-document.ods",
        "QMK",
        "provider_reports",
        "en",
        (Sheet("Providers", rows),),
        tuple(entry for column in columns for entry in column),
        Numbers(thousands=",", missing={"n/a": "O"}),
    )


def weeks() -> Bureau:
    """Weeks down the rows; one column of counts is a formula with its stored value."""
    periods = tuple(period_range(Period.parse("2019-W01"), Period.parse("2020-W53")))
    answered = entries_of("contacts_answered", "", 1300, periods, label=week_label)
    lost = counts("lost", 420, periods)
    sums = [int(entry.count) + n for entry, n in zip(answered, lost, strict=True)]
    attempted = [
        Entry("contacts_attempted", "", entry.period, entry.label, str(n), str(n))
        for entry, n in zip(answered, sums, strict=True)
    ]
    rows: list[list[Value]] = [
        ["Helpline: weekly calls (exercise: invented figures)"],
        [],
        ["Week", "Answered", "Not answered", "All calls", "Share answered"],
    ]
    for at, (entry, n, both) in enumerate(zip(answered, lost, sums, strict=True), len(rows) + 1):
        share = round(int(entry.count) / both, 6)
        formulas = [Formula(f"B{at}+C{at}", both), Formula(f"B{at}/D{at}", share)]
        rows.append([entry.label, int(entry.count), n, *formulas])
    end = len(rows)
    sums_below = [total(answered), sum(lost), sum(sums)]
    totals = [Formula(f"SUM({c}4:{c}{end})", v) for c, v in zip("BCD", sums_below, strict=True)]
    rows += [["Total", *totals], [], ["Weeks are ISO weeks: Monday to Sunday."]]
    return Bureau(
        "11-weeks.xlsx",
        "QML",
        "helpline",
        "en",
        (Sheet("Calls", rows, (), (1, 3), {"E": "0.0%"}),),
        (*answered, *attempted),
    )


def week_label(period: Period) -> str:
    year, week, _ = period.first.isocalendar()
    return f"Week {week}, {year}"


def cases() -> Bureau:
    """Single cases with ages and dates: nothing that Leadline may take."""
    chance = random.Random("cases")
    rows: list[list[Value]] = [
        ["Case list 2020 (exercise: no such case exists)"],
        [],
        ["Case ref.", "Date received", "Age", "Sex", "Received from", "Status"],
    ]
    for number in range(1, 49):
        day = date(2020, 1, 2) + timedelta(days=number * 7 + chance.randrange(7))
        source = chance.choice(["School", "Family", "Health", "Police"])
        status = chance.choice(["open", "closed", "Closed"])
        rows.append(
            [f"X-{number:03d}", day, chance.randrange(2, 18), chance.choice("FM"), source, status]
        )
    return Bureau(
        "12-cases.xlsx",
        "QMM",
        "reporting",
        "en",
        (Sheet("Cases", rows, (), (1, 3), {"B": "dd/mm/yyyy"}),),
        (),
    )
