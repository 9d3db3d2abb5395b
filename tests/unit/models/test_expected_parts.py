"""The parts of the model of expected counts, one function at a time."""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from leadline.models.expected import Panel
from leadline.models.expected.design import build_design, build_steps
from leadline.models.expected.likelihood import log_likelihood, read_cells, score_and_weight
from leadline.models.expected.panel import Array
from leadline.models.expected.paths import draw_poisson, fade
from leadline.models.expected.pilot import pilot_series
from leadline.models.expected.pool import by_column, by_trend, shrunk


def panel_of(lower: Array, upper: Array | None = None, **others: object) -> Panel:
    per_year = int(str(others.pop("per_year", 12)))
    periods = lower.shape[1] + per_year
    year = (np.arange(periods) + 0.5 - lower.shape[1]) / per_year
    return Panel(
        lower=lower,
        upper=lower if upper is None else upper,
        days=np.full(periods, 365.25 / per_year),
        year=year,
        phase=year % 1,
        per_year=per_year,
        **others,  # type: ignore[arg-type]  # fields by name, of several types
    )


def test_a_panel_of_another_shape_says_what_came() -> None:
    counts = np.ones((2, 12))

    with pytest.raises(AssertionError, match=r"region is \(2,\), came \(3,\)"):
        panel_of(counts, region=np.zeros(3, np.int64))


def test_a_series_without_any_count_is_named() -> None:
    counts = np.ones((3, 12))
    counts[1] = np.nan

    with pytest.raises(AssertionError, match=r"series without any count: \[1\]"):
        panel_of(counts)


def test_an_interval_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(AssertionError, match="lower <= upper"):
        panel_of(np.full((1, 12), 4.0), np.zeros((1, 12)))


def test_a_share_complete_of_zero_is_refused() -> None:
    with pytest.raises(AssertionError, match="completeness"):
        panel_of(np.ones((1, 12)), completeness=np.zeros((1, 24)))


def test_blocks_are_counted_back_from_the_origin() -> None:
    design = build_design(panel_of(np.ones((1, 14))))

    assert design.block[:14].tolist() == [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert design.block[14:18].tolist() == [5, 5, 5, 6]


@pytest.mark.parametrize(("per_year", "harmonics"), [(4, 2), (12, 6), (52, 12)])
def test_months_and_quarters_carry_any_season_and_weeks_one_of_some_weeks(
    per_year: int, harmonics: int
) -> None:
    design = build_design(panel_of(np.ones((1, 2 * per_year)), per_year=per_year))

    assert design.n_harmonics == harmonics


def test_the_slope_stands_still_within_a_block() -> None:
    design = build_design(panel_of(np.ones((1, 6))))

    slope = design.rows[0, :9, design.first_pooled]

    assert slope.tolist() == [-0.375] * 3 + [-0.125] * 3 + [0.125] * 3


def test_each_declared_break_is_a_step_counted_from_the_origin() -> None:
    segment = np.array([[0, 0, 1, 1, 2], [0, 0, 0, 0, 0]])

    steps = build_steps(segment, 4)

    assert steps[0].tolist() == [[1, 0], [1, 0], [0, 0], [0, 0], [0, 1]]
    assert not steps[1].any()


def test_the_likelihood_is_that_of_scipy_up_to_what_counts_alone_decide() -> None:
    counts, mu, alpha = np.array([[0.0, 3.0, 40.0]]), np.array([[1.0, 2.5, 30.0]]), 0.3
    cells = read_cells(panel_of(counts))

    ours = log_likelihood(cells, mu, alpha) - log_likelihood(cells, 2 * mu, alpha)

    scipy = [nbinom.logpmf(counts, 1 / alpha, 1 / (1 + alpha * m)).sum() for m in (mu, 2 * mu)]
    assert ours[0] == pytest.approx(scipy[0] - scipy[1])


def test_the_score_of_an_interval_is_the_slope_of_its_log_probability() -> None:
    cells = read_cells(panel_of(np.zeros((1, 1)), np.full((1, 1), 4.0)))
    mu, alpha, step = np.array([[3.0]]), np.array([[0.2]]), 1e-5

    score, _ = score_and_weight(cells, mu, alpha)

    def log_inside(shift: float) -> float:
        return float(nbinom.logcdf(4, 5, 1 / (1 + 0.2 * 3 * np.exp(shift))))

    assert score[0, 0] == pytest.approx((log_inside(step) - log_inside(-step)) / (2 * step))


def test_a_gap_weighs_nothing() -> None:
    cells = read_cells(panel_of(np.array([[5.0, np.nan]])))

    score, weight = score_and_weight(cells, np.array([[4.0, 4.0]]), np.array([[0.1]]))

    assert score[0, 1] == weight[0, 1] == 0


def test_variances_with_nothing_known_fall_back_on_their_centre() -> None:
    assert shrunk(0.0, 0.0, 0.04, 3.0) == pytest.approx(0.04)
    assert shrunk(8.0, 2.0, 0.0, 0.0) == pytest.approx(4.0)


def test_a_trend_has_one_slope_and_two_columns_a_harmonic() -> None:
    assert by_column(np.array([1.0, 2.0, 3.0])).tolist() == [1, 2, 2, 3, 3]
    assert by_trend(np.array([1.0, 2.0, 3.0, 4.0, 5.0])).tolist() == [1, 5, 9]


def test_new_shocks_and_what_is_left_of_the_last_make_an_autoregression() -> None:
    ahead = np.array([1, 1, 2, 3])

    kept, root = fade(ahead, 0.5)

    covariance = kept[:, None] * kept + root @ root.T
    assert np.allclose(covariance, np.exp(-0.5 * np.abs(ahead[:, None] - ahead)))


@pytest.mark.parametrize("rate", [0.4, 9.0, 11.0, 60.0])
def test_poisson_draws_follow_the_poisson_distribution(rate: float) -> None:
    draws = draw_poisson(np.full(200_000, rate), np.random.default_rng(1))

    top = int(poisson.ppf(0.9999, rate))
    found = np.cumsum(np.bincount(draws, minlength=top + 1))[:top] / draws.size
    assert np.abs(found - poisson.cdf(np.arange(top), rate)).max() < 0.004


def test_a_pilot_takes_whole_regions() -> None:
    counts = np.ones((3000, 1)) * np.arange(3000)[:, None]
    region = np.repeat(np.arange(300), 10)

    chosen = pilot_series(panel_of(counts, region=region))

    _, members = np.unique(region[chosen], return_counts=True)
    assert 400 <= chosen.size <= 600
    assert (members == 10).all()
