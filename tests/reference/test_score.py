"""Scores against closed forms and worked definitions from the literature."""

import numpy as np
import pytest
from scipy import stats

from leadline.core.score import crps, log_score, weighted_interval_score


def negative_binomial(mean: float, size: float) -> stats.rv_discrete:
    return stats.nbinom(size, size / (size + mean))


@pytest.mark.parametrize(
    ("observed", "wis"),
    [
        # Median 55; 80% interval 25..102 of width 77, weight alpha / 2 = .1, divided by 1.5.
        # (|60 - 55| / 2 + .1 x 77) / 1.5
        (60, 6.8),
        # 88 above the interval, each counted 2 / .2 = 10 times: (135 / 2 + .1 x 957) / 1.5
        (190, 108.8),
        # 20 below it: (50 / 2 + .1 x 277) / 1.5
        (5, 35.1333),
    ],
)
def test_wis_of_one_interval_and_the_median(observed: float, wis: float) -> None:
    """Bracher et al. (2021), PLoS Comput Biol 17, eq. 1-3, by hand: K = 1, alpha = .2."""
    levels = np.array([0.1, 0.5, 0.9])
    quantiles = negative_binomial(60, 4).ppf(levels)

    found = weighted_interval_score(quantiles, levels, np.array(float(observed)))

    assert quantiles.tolist() == [25, 55, 102]
    assert found == pytest.approx(wis, abs=5e-5)


def test_wis_approaches_the_crps_as_levels_fill_the_unit_interval() -> None:
    """Bracher et al. (2021), section "Weighted interval score"; the CRPS summed exactly."""
    forecast, observed = negative_binomial(60, 4), 100.0
    counts = np.arange(2000)
    exact = ((forecast.cdf(counts) - (counts >= observed)) ** 2).sum()
    levels = np.arange(1, 2000) / 2000

    found = weighted_interval_score(forecast.ppf(levels), levels, np.array(observed))

    assert found == pytest.approx(exact, rel=2e-3)


@pytest.mark.parametrize(
    ("observed", "published"),
    [
        # Closed form of Gneiting and Raftery (2007), JASA 102, section 4.2, signs turned:
        # z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi); at zero (sqrt(2) - 1) / sqrt(pi)
        (0.0, 0.23369498),
        # Jordan, Krueger and Lerch (2019), J Stat Softw 90: scoringRules, tests of crps_norm
        (-3.0, 2.43657473),
        (3.0, 2.43657473),
    ],
)
def test_crps_of_draws_of_a_normal_is_its_closed_form(observed: float, published: float) -> None:
    draws = stats.norm.ppf((np.arange(20_000) + 0.5) / 20_000)

    found = crps(draws, np.array(observed))

    # Draws at even steps of probability: what is left is the divisor k (k - 1), about 3e-5.
    assert found == pytest.approx(published, abs=1e-4)


def test_crps_of_few_draws_is_fair() -> None:
    """Ferro (2014), Q. J. R. Meteorol. Soc. 140: the mean over ensembles is the closed form.

    An unfair score of five draws would be larger by 1 / (5 sqrt(pi)) = .113.
    """
    draws = np.random.default_rng(2).normal(size=(40_000, 5))

    found = crps(draws, np.zeros(40_000)).mean()

    assert found == pytest.approx(2 * stats.norm.pdf(0) - 1 / np.sqrt(np.pi), abs=0.005)


def test_log_score_of_many_draws_is_the_log_of_the_probability() -> None:
    forecast = stats.poisson(3)
    draws = np.random.default_rng(3).poisson(3, size=100_000)

    found = log_score(draws, np.array(2))

    assert found == pytest.approx(-forecast.logpmf(2), abs=0.02)
