"""Delay in small tables: reports by occurrence and delay in, what will have been reported out.

Every period of the past had the same reports; rows of a table are the last periods, a dot is
what is still to come. The middle of the draws, and the 95% interval, stand in its last column.
"""

import numpy as np
import pytest
from tests.spec import table

from leadline.models.delay import Reports, fit_delay, nowcast_draws
from leadline.models.delay.reports import Array

PAST = 60

STEADY = """
    periods ago | reported at once | one later | two later | within two
    3           | 60               | 30        | 10        | 100 to 100
    2           | 60               | 30        | 10        | 100 to 100
    1           | 60               | 30        | .         | 97 to 104
    0           | 60               | .         | .         | 90 to 112
"""
SMALL = """
    periods ago | reported at once | one later | two later | within two
    2           | 0                | 0         | 0         | 0 to 0
    1           | 0                | 0         | .         | 0 to 1
    0           | 0                | .         | .         | 0 to 2
"""
CASES = {
    "a steady series": (STEADY, (60, 30, 10)),
    "nothing yet where there mostly is nothing": (SMALL, (0, 0, 0)),
}


def cells_of(text: str, past: tuple[int, int, int]) -> Array:
    rows = [
        [np.nan if row[name] == "." else float(row[name]) for name in list(row)[1:4]]
        for row in table.rows(text)
    ]
    noise = np.random.default_rng(1).poisson(past, (PAST, 3)).astype(float)
    return np.concatenate([noise, rows])[None]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("per_year", [365, 52, 12, 4])
def test_what_will_have_been_reported(name: str, per_year: int) -> None:
    text, past = CASES[name]
    allowed = [[int(part) for part in row["within two"].split(" to ")] for row in table.rows(text)]
    fit = fit_delay(Reports(cells_of(text, past), per_year))

    draws = nowcast_draws(fit, at=-1, n_periods=len(allowed), n_draws=2000, seed=1).draws[0]

    middle = np.median(draws, axis=1)
    assert all(low <= m <= high for m, (low, high) in zip(middle, allowed, strict=True))


def test_a_zero_so_far_is_not_a_zero_in_the_end() -> None:
    cells = cells_of(STEADY, (60, 30, 10))
    cells[0, -1, 0] = 0

    fit = fit_delay(Reports(cells, 52))
    draws = nowcast_draws(fit, at=-1, n_periods=1, n_draws=2000, seed=1).draws[0, 0]

    assert np.median(draws) > 10


def test_a_delay_that_doubles_of_late_is_followed() -> None:
    generator = np.random.default_rng(2)
    early, late = (80, 15, 5, 0), (40, 40, 15, 5)
    rows = [generator.poisson(early if t < 60 else late) for t in range(80)]
    cells = np.where(np.arange(4) <= np.arange(80)[::-1, None], rows, np.nan)[None]

    fit = fit_delay(Reports(cells, 52))
    draws = nowcast_draws(fit, at=-1, n_periods=1, n_draws=2000, seed=1).draws[0, 0]

    lower, upper = np.quantile(draws, [0.025, 0.975])
    assert lower < 100 < upper
    assert np.median(draws) > 75
