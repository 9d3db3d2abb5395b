"""Recorded change: observed against expected, for members and for regions over fixed panels.

A region's total is a sum over those members alone that are complete in baseline and window.
Quarters are those that lie wholly inside the window. In each month 80, 100 or 120 are
expected of every member, and what is above or below moves together.
"""

from math import nan

from tests.build import comparable, key, region, setting
from tests.spec.table import read, rows, write

from leadline.assess.change import assess_aftermath, assess_change, change_share
from leadline.assess.comparable import Comparable
from leadline.core.finding import Statement

NORTH = region("north", "QMA", "QMB", "QMC")
# Window April to September; a dash is a month for which nothing was contributed.
RECORDED = """
    | member | 01  | 02  | 03  | 04 | 05 | 06 | 07  | 08  | 09  | 10  | 11  | 12  |
    | QMA    | 100 | 100 | 100 | 50 | 50 | 50 | 100 | 100 | 100 | 130 | 130 | 130 |
    | QMB    | 100 | 100 | 100 | 70 | 70 | 70 | 100 | 100 | 100 | 110 | 110 | 110 |
    | QMC    | 100 | 100 | 100 | 90 | -  | 90 | 100 | 100 | 100 | 100 | 100 | 100 |
"""
INCOMPLETE = {key("QMC"): "incomplete"}


def recorded() -> Comparable:
    table = {
        key(row["member"]): [nan if cell == "-" else float(cell) for cell in list(row.values())[1:]]
        for row in rows(RECORDED)
    }
    return comparable(table, withheld=INCOMPLETE)


def totals(statements: tuple[Statement, ...]) -> list[list[str]]:
    return write(
        ("subject", "members", "period", "observed", "expected", "change"),
        [
            (
                statement.subject,
                f"{len(statement.members)} of {statement.members_of}",
                total.period,
                total.observed[0],
                "{}..{}..{}".format(*(total.expected[at] for at in (1, 11, 21))),
                "{:+.2f}..{:+.2f}..{:+.2f}".format(*change_share(total) or ()),
            )
            for statement in statements
            for total in statement.totals
        ],
    )


def test_change_of_members_and_of_the_fixed_panel_of_their_region() -> None:
    (finding,) = assess_change(recorded(), setting(NORTH))

    assert totals(finding.statements) == read("""
| subject | members | period                | observed | expected         | change              |
| north   | 2 of 3  | 2020-04-01/2020-09-30 | 960      | 960..1200..1440  | -0.33..-0.20..+0.00 |
| north   | 2 of 3  | 2020-Q2               | 360      | 480..600..720    | -0.50..-0.40..-0.25 |
| north   | 2 of 3  | 2020-Q3               | 600      | 480..600..720    | -0.17..+0.00..+0.25 |
| QMA     | 1 of 1  | 2020-04-01/2020-09-30 | 450      | 480..600..720    | -0.38..-0.25..-0.06 |
| QMA     | 1 of 1  | 2020-Q2               | 150      | 240..300..360    | -0.58..-0.50..-0.38 |
| QMA     | 1 of 1  | 2020-Q3               | 300      | 240..300..360    | -0.17..+0.00..+0.25 |
| QMB     | 1 of 1  | 2020-04-01/2020-09-30 | 510      | 480..600..720    | -0.29..-0.15..+0.06 |
| QMB     | 1 of 1  | 2020-Q2               | 210      | 240..300..360    | -0.42..-0.30..-0.12 |
| QMB     | 1 of 1  | 2020-Q3               | 300      | 240..300..360    | -0.17..+0.00..+0.25 |
    """)


def test_a_member_without_one_month_makes_no_claim_and_no_fall_of_its_region() -> None:
    (finding,) = assess_change(recorded(), setting(NORTH))

    table = write(
        ("subject", "panel", "withheld"),
        [(s.subject, " ".join(s.members), s.withheld) for s in finding.statements],
    )
    assert table == read("""
        | subject | panel   | withheld   |
        | north   | QMA QMB |            |
        | QMA     | QMA     |            |
        | QMB     | QMB     |            |
        | QMC     |         | incomplete |
    """)


def test_what_came_after_is_a_second_number_beside_that_of_the_window() -> None:
    (finding,) = assess_aftermath(recorded(), setting(NORTH))

    assert totals(finding.statements[:1]) == read("""
| subject | members | period                | observed | expected         | change              |
| north   | 2 of 3  | 2020-04-01/2020-09-30 | 960      | 960..1200..1440  | -0.33..-0.20..+0.00 |
| north   | 2 of 3  | 2020-10-01/2020-12-31 | 720      | 480..600..720    | +0.00..+0.20..+0.50 |
    """)
