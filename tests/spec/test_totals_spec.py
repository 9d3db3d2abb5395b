"""Two totals: recorded change where there is no series, for members and for regions.

From an earlier total of so many, as many are expected, give or take a fifth. The period under
study goes from March to December 2020.
"""

from tests.build import estimate, key, quantile_table, region, setting
from tests.spec.table import read, rows, write

from leadline.assess.totals import Panel, TwoTotals, assess_totals
from leadline.core.counts import SeriesKey
from leadline.core.finding import Statement
from leadline.core.period import Span, parse_period

NORTH, SOUTH = region("north", "QMA", "QMB", "QMG"), region("south", "QMC", "QMD")
WINDOW = Span.parse("2020-03-01/2020-12-31")
# QMG changed how it records.
RECORDED = """
    | member | earlier               | before | period                | recorded | withheld        |
    | QMA    | 2019-03-01/2019-12-31 | 100    | 2020-03-01/2020-12-31 | 50       |                 |
    | QMB    | 2019-03-01/2019-12-31 | 200    | 2020-03-01/2020-12-31 | 180      |                 |
    | QMC    | 2019                  | 100    | 2020                  | 120      |                 |
    | QMD    | 2019-H2               | 100    | 2020-H2               | 90       |                 |
    | QME    | 2019-H2               | 20     | 2020-H2               | 90       |                 |
    | QMF    | 2020-01-01/2020-02-29 | 50     | 2020-11-01/2021-02-28 | 70       |                 |
    | QMG    | 2019-03-01/2019-12-31 | 100    | 2020-03-01/2020-12-31 | 100      | break_in_window |
"""


def recorded() -> dict[SeriesKey, TwoTotals]:
    return {
        key(row["member"]): TwoTotals(
            earlier=parse_period(row["earlier"]),
            period=parse_period(row["period"]),
            years=1,
            before=(int(row["before"]), int(row["before"])),
            observed=(int(row["recorded"]), int(row["recorded"])),
            withheld=row["withheld"],
        )
        for row in rows(RECORDED)
    }


def expect(panel: Panel) -> tuple[int, ...]:
    before = panel.pair.before[0]
    return quantile_table(before * 4 // 5, before, before * 6 // 5)


def statements() -> tuple[Statement, ...]:
    (finding,) = assess_totals(recorded(), setting(NORTH, SOUTH), window=WINDOW, expect=expect)
    return finding.statements


def test_two_totals_of_members_and_of_regions_whose_members_gave_the_same_periods() -> None:
    table = write(
        ("subject", "members", "withheld", "period", "observed", "expected", "earlier"),
        [
            (
                each.subject,
                f"{len(each.members)} of {each.members_of}",
                each.withheld,
                *(
                    (
                        each.totals[0].period,
                        each.totals[0].observed[0],
                        each.totals[0].expected[11],
                        f"{each.totals[1].period}: {each.totals[1].observed[0]}",
                    )
                    if each.totals
                    else ("", "", "", "")
                ),
            )
            for each in statements()
        ],
    )
    assert table == read("""
| subject | members | withheld        | period                | observed | expected | earlier |
| north | 2 of 3 | | 2020-03-01/2020-12-31 | 230 | 300 | 2019-03-01/2019-12-31: 300 |
| QMA   | 1 of 1 | | 2020-03-01/2020-12-31 | 50  | 100 | 2019-03-01/2019-12-31: 100 |
| QMB   | 1 of 1 | | 2020-03-01/2020-12-31 | 180 | 200 | 2019-03-01/2019-12-31: 200 |
| QMC   | 1 of 1 | | 2020                  | 120 | 100 | 2019: 100 |
| QMD   | 1 of 1 | | 2020-H2               | 90  | 100 | 2019-H2: 100 |
| QME   | 1 of 1 | too_small | 2020-H2     | 90  | 20  | 2019-H2: 20 |
| QMF   | 1 of 1 | | 2020-11-01/2021-02-28 | 70  | 50  | 2020-01-01/2020-02-29: 50 |
| QMG   | 1 of 1 | break_in_window | | | | |
    """)


def test_days_of_a_total_outside_the_period_under_study_are_a_fact_on_which_it_is_graded() -> None:
    graded = [
        (each.subject, f"{each.facts.share_before:.2f}", f"{each.facts.share_after:.2f}")
        for each in statements()
        if each.facts is not None
    ]

    assert write(("subject", "before", "after"), graded) == read("""
        | subject | before | after |
        | north   | 0.00   | 0.00  |
        | QMA     | 0.00   | 0.00  |
        | QMB     | 0.00   | 0.00  |
        | QMC     | 0.16   | 0.00  |
        | QMD     | 0.00   | 0.00  |
        | QMF     | 0.00   | 0.49  |
    """)


def test_nothing_was_expected_of_the_earlier_total_and_there_is_no_path() -> None:
    north = statements()[0]

    assert north.totals[1] == estimate("2019-03-01/2019-12-31", 300, None)
    assert (north.path, north.rung) == ((), 2)
