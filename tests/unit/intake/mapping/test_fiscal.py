"""What the order of months tells of the year that they stand under."""

import pytest

from leadline.intake.mapping.fiscal import are_financial, first_month

APRIL = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
CALENDAR = tuple(range(1, 13))
ALPHABETICAL = (4, 8, 12, 2, 1, 7, 6, 3, 5, 11, 10, 9)


@pytest.mark.parametrize(
    ("years", "opens"),
    [
        ([APRIL, APRIL[:5]], 4),
        ([APRIL[::-1]], 4),
        ([(9, 10, 11, 12, 1), (9, 10)], 9),
        ([CALENDAR, CALENDAR[5:]], 1),
        ([CALENDAR[::-1]], 1),
        ([ALPHABETICAL, ALPHABETICAL[:4]], 1),
        ([(3, 1, 2), (1, 3, 2)], 1),
        ([], 1),
    ],
)  # fmt: skip
def test_the_first_month_of_a_year_is_told_by_the_order_of_its_months(
    years: list[tuple[int, ...]], opens: int
) -> None:
    assert first_month(years) == opens


def test_one_full_financial_year_is_not_lost_among_calendar_years() -> None:
    assert are_financial([APRIL, CALENDAR])
