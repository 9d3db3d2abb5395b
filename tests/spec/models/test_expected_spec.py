"""Expected counts in small tables: reports of four years by month in, the next quarter out.

Each case is one row: what was reported, and the total expected for the next three months as
the middle of the draws, with the 95% interval.
"""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from leadline.models.expected import Panel, fit_expected, predict_expected, replicate_baseline

MONTHS, AHEAD = 48, 3
DAYS = np.full(MONTHS + AHEAD, 365.25 / 12)
YEAR = (np.arange(MONTHS + AHEAD) + 0.5 - MONTHS) / 12
STEADY = np.full((1, MONTHS), 10.0)
SEGMENT = np.zeros((1, MONTHS + AHEAD), np.int64)


@dataclass(frozen=True, eq=False)
class Case:
    """One row of the table; expected and width are of the next quarter's total."""

    name: str
    reported: NDArray[np.float64]
    expected: tuple[float, float]
    width: tuple[float, float]
    upper: NDArray[np.float64] | None = None
    segment: NDArray[np.int64] | None = None
    arrived: NDArray[np.float64] | None = None


def with_cells(table: NDArray[np.float64], cells: slice, value: float) -> NDArray[np.float64]:
    out = table.copy()
    out[:, cells] = value
    return out


CASES = [
    Case("10 a month", STEADY, (27, 33), (15, 35)),
    Case("nothing in four years", 0 * STEADY, (0, 0), (0, 2)),
    Case(
        "a gap of a year is not zero", with_cells(STEADY, slice(24, 36), np.nan), (27, 33), (15, 38)
    ),
    Case(
        "reports end half a year early",
        with_cells(STEADY, slice(42, 48), np.nan),
        (26, 34),
        (15, 45),
    ),
    Case("all months <5", 0 * STEADY, (1, 8), (3, 20), upper=0 * STEADY + 4),
    Case(
        "ten times as many before a declared break",
        with_cells(STEADY, slice(0, 24), 100.0),
        (26, 34),
        (15, 40),
        segment=with_cells(SEGMENT.astype(float), slice(24, None), 1).astype(np.int64),
    ),
    Case(
        "half of the last year's reports had arrived",
        with_cells(STEADY, slice(36, 48), 5.0),
        (26, 34),
        (15, 38),
        arrived=with_cells(np.ones((1, MONTHS + AHEAD)), slice(36, 48), 0.5),
    ),
    Case("a million a month", 1e5 * STEADY, (2.7e6, 3.3e6), (1e4, 1.5e6)),
]


def expect(case: Case) -> tuple[float, float]:
    panel = Panel(
        lower=case.reported,
        upper=case.reported if case.upper is None else case.upper,
        days=DAYS,
        year=YEAR,
        phase=YEAR % 1,
        per_year=12,
        segment=0 if case.segment is None else case.segment,
        completeness=1.0 if case.arrived is None else case.arrived,
    )
    total = predict_expected(fit_expected(panel), n_draws=2000, seed=1).sum(axis=1)
    lower, middle, upper = np.quantile(total, [0.025, 0.5, 0.975])
    return float(middle), float(upper - lower)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_next_quarter_is_expected_from(case: Case) -> None:
    middle, width = expect(case)

    assert case.expected[0] <= middle <= case.expected[1]
    assert case.width[0] <= width <= case.width[1]


def test_a_break_inside_the_window_leaves_hardly_anything_to_expect() -> None:
    inside = with_cells(SEGMENT.astype(float), slice(MONTHS + 1, None), 1).astype(np.int64)

    _, width = expect(Case("break inside", STEADY, (0, 0), (0, 0), segment=inside))

    assert width > 80


def test_longer_periods_expect_more_reports() -> None:
    days = DAYS.copy()
    days[MONTHS] = 2 * days[0]
    panel = Panel(lower=STEADY, upper=STEADY, days=days, year=YEAR, phase=YEAR % 1, per_year=12)

    ahead = predict_expected(fit_expected(panel), n_draws=2000, seed=1).mean(axis=2)

    assert ahead[0, 0] / ahead[0, 1] == pytest.approx(2, abs=0.2)


def test_the_baseline_is_what_the_model_says_of_training() -> None:
    season = np.round(20 + 10 * np.sin(2 * np.pi * YEAR[:MONTHS]))[None]
    panel = Panel(lower=season, upper=season, days=DAYS, year=YEAR, phase=YEAR % 1, per_year=12)

    back = replicate_baseline(fit_expected(panel), n_draws=1000, seed=1)

    assert back.shape == (1, MONTHS, 1000)
    assert np.corrcoef(back.mean(axis=2)[0], season[0])[0, 1] > 0.95


def test_a_week_53_changes_nothing() -> None:
    weeks = 157
    year = (np.arange(weeks + 53) + 0.5 - weeks) * 7 / 365.25
    counts = np.random.default_rng(2).poisson(8, (4, weeks)).astype(float)
    panel = Panel(
        lower=counts,
        upper=counts,
        days=np.full(weeks + 53, 7.0),
        year=year,
        phase=year % 1,
        per_year=52,
    )

    total = predict_expected(fit_expected(panel), n_draws=1000, seed=1).sum(axis=1)

    assert np.allclose(np.median(total, axis=1), 8 * 53, rtol=0.15)


def test_quarters_are_expected_like_months() -> None:
    year = (np.arange(20) + 0.5 - 16) / 4
    counts = np.full((1, 16), 30.0)
    panel = Panel(
        lower=counts, upper=counts, days=np.full(20, 91.3), year=year, phase=year % 1, per_year=4
    )

    ahead = predict_expected(fit_expected(panel), n_draws=1000, seed=1)

    assert np.median(ahead[0, 0]) == pytest.approx(30, abs=3)
