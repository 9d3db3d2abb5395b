"""The comparison of two totals against closed forms, and an integral done the slow way."""

import numpy as np
import pytest
from scipy.integrate import trapezoid
from scipy.special import gammaln
from scipy.stats import binom, nbinom, t

from leadline.models import ratio
from leadline.models.ratio import Pairs, Variation, predict_total


def node(yearly: float, counted: float = 0.0, degrees: float = 30.0) -> Variation:
    one = np.ones(1)
    return Variation(yearly * one, counted * one, degrees * one, one)


@pytest.mark.parametrize("before", [0, 3, 40, 900])
def test_without_a_shock_it_is_the_negative_binomial_of_jeffreys_prior(before: int) -> None:
    """Gamma(y + 1/2) for the rate, Poisson for the count: Johnson et al. (2005), section 5.3."""
    levels = np.array([0.025, 0.25, 0.5, 0.75, 0.975])

    drawn = predict_total(
        before, before, days_before=100, days=50, years=1, variation=node(0.0),
        n_draws=200_000, seed=2,
    )  # fmt: skip

    exact = nbinom.ppf(levels, before + 0.5, 100 / 150)
    assert np.quantile(drawn, levels) == pytest.approx(exact, rel=0.02, abs=1)


def test_without_a_shock_the_split_of_both_counts_is_that_of_the_exact_test() -> None:
    """Given both together, the later count is binomial: Przyborowski and Wilenski (1940)."""
    both, days_before, days_after = 30, 182.0, 91.0
    later = np.arange(both + 1)
    earlier = (both - later).astype(float)
    one = np.ones(both + 1)
    pairs = Pairs(earlier, later.astype(float), days_before * one, days_after * one, later)

    of_later = np.exp(ratio._log_likelihood(pairs, node(1e-4))[0])
    of_earlier = np.exp(gammaln(earlier + 0.5) - gammaln(earlier + 1))
    found = of_earlier * of_later / (of_earlier * of_later).sum()

    exact = binom.pmf(later, both, days_after / (days_before + days_after))
    assert found == pytest.approx(exact, abs=1e-3)


@pytest.mark.parametrize(
    ("before", "after", "yearly", "degrees"),
    [
        (0, 3, 0.09, 3.0),
        (50, 80, 0.0006, 3.0),
        (5000, 4000, 0.5, 30.0),
        (200_000, 210_000, 0.06, 5.0),
    ],
)
def test_the_probability_of_a_pair_is_the_integral_over_all_shocks(
    before: int, after: int, yearly: float, degrees: float
) -> None:
    one = np.ones(1)
    pairs = Pairs(before * one, after * one, one, one, np.zeros(1, dtype=int))

    found = ratio._log_likelihood(pairs, node(yearly, degrees=degrees))[0, 0]

    centre = np.log((after + 0.5) / (before + 0.5))
    near = 8 * np.sqrt(1 / (before + 0.5) + 1 / (after + 0.5))
    fine = np.linspace(centre - near, centre + near, 100_001)
    shock = np.unique(np.concatenate([np.linspace(-20, 20, 400_001), fine]))
    size = before + 0.5
    chance = nbinom.pmf(after, size, size / (size + size * np.exp(shock)))
    density = t.pdf(shock / np.sqrt(yearly), degrees) / np.sqrt(yearly)
    assert found == pytest.approx(np.log(trapezoid(chance * density, shock)), abs=0.02)
