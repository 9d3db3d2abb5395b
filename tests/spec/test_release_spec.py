"""Release: what may be seen of small counts, and how the rest is rounded.

A count from 1 to 4 is hidden, with every number from which it follows. In the public edition
a member is shown where all its cells are large, and only if what remains of its region is
large and of at least two members. Everything that is shown is rounded to five.
"""

from tests.build import KEY, assessment, comparable, key, plan, region, setting
from tests.spec.table import read, rows, write

from leadline.assess.change import assess_change
from leadline.core.released import Released
from leadline.disclose.ledger import EMPTY
from leadline.disclose.release import PUBLIC, RESTRICTED, Terms, release

NORTH = region("north", "QMA", "QMB", "QMC", "QMD")
# Window March to June; March of QMC is small, and every month of QMD.
RECORDED = """
    | member | 01 | 02 | 03 | 04 | 05 | 06 |
    | QMA    | 90 | 90 | 80 | 60 | 60 | 60 |
    | QMB    | 70 | 70 | 65 | 50 | 50 | 50 |
    | QMC    | 40 | 40 | 3  | 30 | 30 | 30 |
    | QMD    | 2  | 2  | 2  | 2  | 2  | 2  |
"""


def released(edition: str) -> Released:
    table = {
        key(row["member"]): [float(cell) for cell in list(row.values())[1:]]
        for row in rows(RECORDED)
    }
    pair = comparable(table, expected=(35, 40, 50), window=(2, 6))
    found = assessment(*assess_change(pair, setting(NORTH)))
    declared = plan(*NORTH.members, regions=[NORTH])
    terms = Terms(edition, KEY, {})
    return release(found, declared, terms=terms, ledger=EMPTY, after=None)[0]


def seen(edition: str) -> list[list[str]]:
    return write(
        ("subject", "totals", "months", "withheld"),
        [
            (
                statement.subject,
                " ".join(total.period for total in statement.totals),
                len(statement.path),
                statement.withheld,
            )
            for statement in released(edition).findings[0].statements
        ],
    )


def test_the_restricted_edition_hides_what_gives_a_small_count_away() -> None:
    """Of QMC and QMD the window less the second quarter would be March."""
    assert seen(RESTRICTED) == read("""
        | subject | totals                                | months | withheld   |
        | north   | 2020-03-01/2020-06-30 2020-03 2020-Q2 | 6      |            |
        | QMA     | 2020-03-01/2020-06-30 2020-03 2020-Q2 | 6      |            |
        | QMB     | 2020-03-01/2020-06-30 2020-03 2020-Q2 | 6      |            |
        | QMC     | 2020-03-01/2020-06-30                 | 0      |            |
        | QMD     | 2020-03-01/2020-06-30                 | 0      |            |
    """)


def test_the_public_edition_shows_members_whose_cells_are_all_large() -> None:
    """QMC and QMD are hidden: two members, and in every month large together."""
    assert seen(PUBLIC) == read("""
        | subject | totals                                | months | withheld |
        | north   | 2020-03-01/2020-06-30 2020-03 2020-Q2 | 6      |          |
        | QMA     | 2020-03-01/2020-06-30 2020-03 2020-Q2 | 6      |          |
        | QMB     | 2020-03-01/2020-06-30 2020-03 2020-Q2 | 6      |          |
    """)


def test_numbers_are_rounded_to_five_and_change_follows_from_them() -> None:
    numbers = dict(released(PUBLIC).numbers())

    table = write(
        ("number", "value"),
        [(suffix, numbers[f"F01.QMB.2020Q2.{suffix}"]) for suffix in
         ("observed", "expected_lower", "expected", "expected_upper", "lower", "mid", "upper")],
    )  # fmt: skip
    assert table == read("""
        | number         | value |
        | observed       | 150   |
        | expected_lower | 105   |
        | expected       | 120   |
        | expected_upper | 150   |
        | lower          | -0.03 |
        | mid            | 0.25  |
        | upper          | 0.47  |
    """)
