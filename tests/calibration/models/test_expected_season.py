"""Sharp seasons: a steady series is expected near the same months of the years before."""

import numpy as np
import pytest

from leadline.models.expected import Panel, fit_expected, predict_expected
from leadline.models.expected.panel import Array

MONTHS, AHEAD = 62, 3
DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=np.float64)
EVEN = np.ones(12)


def scaled(**months: float) -> Array:
    """Return the days of each month, some of them scaled: ``scaled(august=0.35)``."""
    names = ("february", "march", "july", "august", "december")
    places = dict(zip(names, (1, 2, 6, 7, 11), strict=True))
    shape = DAYS.copy()
    for name, factor in months.items():
        shape[places[name]] *= factor
    return shape


def totals(shape: Array, *, first: int, size: float) -> tuple[Array, float]:
    """Return draws of the next three months of six members, and their true mean.

    ``first`` is the calendar month (0..11) with which the series begins.
    """
    generator = np.random.default_rng(5)
    month = (first + np.arange(MONTHS + AHEAD)) % 12
    level = 2000 * np.linspace(0.6, 1.4, 6)[:, None]
    mean = level * shape[month] / shape.mean()
    counts = generator.negative_binomial(size, size / (size + mean)).astype(np.float64)
    panel = Panel(
        lower=counts[:, :MONTHS],
        upper=counts[:, :MONTHS],
        days=DAYS[month],
        year=(np.arange(MONTHS + AHEAD) + 0.5 - MONTHS) / 12,
        phase=(month + 0.5) / 12,
        per_year=12,
        region=np.zeros(6, dtype=np.int64),
    )
    draws = predict_expected(fit_expected(panel), n_draws=1000, seed=1)
    return draws.sum(axis=(0, 1)), float(mean[:, MONTHS:].sum())


@pytest.mark.parametrize(
    ("shape", "first"),
    [
        (scaled(august=0.35, december=0.75), 0),
        (scaled(august=0.35, december=0.75), 5),
        (scaled(july=0.4, august=0.4), 0),
        (scaled(december=1.6), 0),
        (EVEN, 0),
    ],
    ids=["no school in August", "August ahead", "two months off", "December peak", "no calendar"],
)
def test_a_season_of_single_months_is_expected_as_it_was(shape: Array, first: int) -> None:
    draws, mean = totals(shape, first=first, size=1000)

    lower, middle, upper = np.quantile(draws, [0.025, 0.5, 0.975])
    assert abs(middle / mean - 1) < 0.05
    assert lower < mean < upper
    assert (upper - lower) / mean < 0.2


def test_a_window_on_a_summer_dip_of_weeks_is_expected_as_it_was() -> None:
    """Six steady members; weeks 31 to 35 have six reports for every ten of other weeks."""
    generator = np.random.default_rng(7)
    week = np.arange(5 * 52 + 35) % 52
    mean = 50 * np.linspace(0.6, 1.4, 6)[:, None] * np.where((week >= 30) & (week < 35), 0.6, 1.0)
    counts = generator.negative_binomial(60, 60 / (60 + mean)).astype(np.float64)
    n_time = counts.shape[1] - 5
    panel = Panel(
        lower=counts[:, :n_time],
        upper=counts[:, :n_time],
        days=np.full(counts.shape[1], 7.0),
        year=(np.arange(counts.shape[1]) + 0.5 - n_time) / 52,
        phase=(week + 0.5) / 52,
        per_year=52,
        region=np.zeros(6, dtype=np.int64),
    )

    draws = predict_expected(fit_expected(panel), n_draws=1000, seed=1).sum(axis=(0, 1))

    lower, middle, upper = np.quantile(draws, [0.025, 0.5, 0.975])
    truth = mean[:, n_time:].sum()
    assert lower < truth < upper
    assert abs(middle / truth - 1) < 0.1
