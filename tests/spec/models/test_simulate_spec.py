"""A simulated world: what is known of it at the end of a period, and what is late.

Rows are periods of occurrence, columns delays. A report is known once its period of report has
come; one that is entered twice is mended two periods after it came; a period that was not sent
is not known at all, which is never zero. Late is what still comes within D (here one period),
whatever was sent.
"""

from dataclasses import replace

import numpy as np
from tests.spec.table import read, write

from leadline.models.simulate import World, WorldSpec, simulate_world

SPEC = WorldSpec(
    n_members=1, n_regions=1, n_past=4, n_ahead=0, n_window=1, within=1, n_delay=3, revised_after=2
)
REPORTED = """
    | occurred | 0 | 1 | 2 |
    | 0        | 9 | 4 | 1 |
    | 1        | 8 | 5 | 2 |
    | 2        | 7 | 3 | 1 |
    | 3        | 6 | 2 | 0 |
"""


def world(*, unsent: tuple[int, ...] = ()) -> World:
    """The world of the table; in period 0 one report more was entered twice at first."""
    reports = np.array([[int(cell) for cell in row[1:]] for row in read(REPORTED)[1:]], np.int32)
    entered = reports.copy()
    entered[0, 0] += 1
    nothing = np.zeros((1, 2), dtype=np.int64)
    return replace(
        simulate_world(SPEC, seed=1),
        reports=reports[None],
        entered=entered[None],
        carried=nothing,
        carried_entered=nothing,
        is_missing=np.isin(np.arange(4), unsent)[None],
        begins_at=np.array([0]),
    )


def shown(value: float) -> str:
    return "" if np.isnan(value) else str(int(value))


def known(on: int, **changes: object) -> list[list[str]]:
    triangle = world(**changes).known(on)[0]
    body = ([at, *map(shown, row)] for at, row in enumerate(triangle))
    return write(("occurred", "0", "1", "2"), body)


def test_on_its_own_day_a_period_is_known_as_far_as_it_was_reported_then() -> None:
    assert known(1) == read("""
        | occurred | 0  | 1 | 2 |
        | 0        | 10 | 4 |   |
        | 1        | 8  |   |   |
    """)


def test_two_periods_later_what_was_entered_twice_is_mended() -> None:
    assert known(3) == read("""
        | occurred | 0 | 1 | 2 |
        | 0        | 9 | 4 | 1 |
        | 1        | 8 | 5 | 2 |
        | 2        | 7 | 3 |   |
        | 3        | 6 |   |   |
    """)


def test_a_period_of_report_that_was_not_sent_is_missing_along_its_diagonal() -> None:
    assert known(3, unsent=(2,)) == read("""
        | occurred | 0 | 1 | 2 |
        | 0        | 9 | 4 |   |
        | 1        | 8 |   | 2 |
        | 2        |   | 3 |   |
        | 3        | 6 |   |   |
    """)


def test_totals_by_period_of_report_are_the_sums_of_diagonals() -> None:
    totals = world(unsent=(2,)).by_report()[0]

    assert write(("reported", "count"), enumerate(map(shown, totals))) == read("""
        | reported | count |
        | 0        | 9     |
        | 1        | 12    |
        | 2        |       |
        | 3        | 11    |
    """)


def test_late_is_what_is_still_to_come_within_d() -> None:
    late = world(unsent=(2,)).late()[0]

    assert write(("occurred", "late"), enumerate(late)) == read("""
        | occurred | late |
        | 0        | 0    |
        | 1        | 0    |
        | 2        | 0    |
        | 3        | 2    |
    """)
