"""Published figures beside counts: agree, differ, not comparable.

A figure agrees where its change, or the interval printed with it, meets the 95% interval of
the recorded change of the same place, theme, indicator, channel and days. Recorded here:
-41.7%..-30%..-12.5% in the second quarter of 2020 in QMA.
"""

from tests.build import CODELISTS, estimate, figure, finding, plan, statement
from tests.spec.table import read, rows, write

from leadline.assess.comparison import compare_figures

RECORDED = finding(statement("QMA", [estimate("2020-04-01/2020-09-30", 150, None),
                                     estimate("2020-Q2", 70)]))  # fmt: skip
FIGURES = """
    | place    | period                | change | from  | to    | kind   |
    | Land QMA | 2020-04-01/2020-06-30 | -0.20  |       |       | period |
    | Land QMA | 2020-Q2               | -0.41  |       |       | period |
    | Land QMA | 2020-Q2               | +0.05  |       |       | period |
    | Land QMA | 2020-Q2               | +0.05  | -0.20 | +0.30 | model  |
    | Land QMA | 2020-Q2               |        |       |       | period |
    | Land QMA | 2020-Q2               | -0.30  |       |       | survey |
    | Land QMA | 2020-05-01/2020-06-30 | -0.30  |       |       | period |
    | Land QMA |                       | -0.30  |       |       | period |
    | Old Town | 2020-Q2               | -0.30  |       |       | period |
"""


def number(text: str) -> float | None:
    return float(text) if text else None


def test_each_figure_has_a_verdict_or_the_reason_why_there_is_none() -> None:
    given = [
        figure(
            number(row["change"]),
            place=row["place"],
            period=row["period"],
            interval=(number(row["from"]), number(row["to"])),
            comparison_kind=row["kind"],
        )
        for row in rows(FIGURES)
    ]

    found = compare_figures(given, [RECORDED], plan=plan("QMA"), codelists=CODELISTS)

    assert write(("verdict", "reason"), [(each.verdict, each.reason) for each in found]) == read("""
        | verdict        | reason                  |
        | agree          |                         |
        | agree          |                         |
        | differ         |                         |
        | agree          |                         |
        | not_comparable | no_change_given         |
        | not_comparable | survey                  |
        | not_comparable | other_period_or_channel |
        | not_comparable | period_unclear          |
        | not_comparable | part_of_a_member        |
    """)
