"""The parts of the search for breaks, one function at a time."""

from collections.abc import Mapping

import numpy as np
import pytest
from tests.calibration.models.expected_world import Truth, make_world

from leadline.models.expected import NO_BREAKS, find_breaks, fit_expected
from leadline.models.expected.evidence import (
    OWN_GRID,
    STEP_SIZE,
    Evidence,
    at_any_date,
    bayes_log,
    by_date,
    fit_pooled,
    likeliest_own,
    read_evidence,
    step_scores,
    without_step,
)
from leadline.models.expected.panel import Array
from leadline.models.expected.residual import (
    Residuals,
    _said_by_others,
    least_periods,
    read_residuals,
)

SMALL = Truth(n_regions=3, n_members=3, n_time=36, horizon=1)


def residuals(truth: Truth = SMALL, seed: int = 1) -> Residuals:
    return read_residuals(fit_expected(make_world(truth, seed).panel))


def drawn(n_draws: int) -> tuple[Residuals, Evidence]:
    """One series drawn again and again without a step, own shocks of a tenth."""
    one = residuals().choose(4)
    generator = np.random.default_rng(3)
    normals = generator.standard_normal((n_draws, one.spread.shape[1]))
    again = without_step(one, np.full(n_draws, OWN_GRID[4] ** 2), normals)
    return again, read_evidence(again)


@pytest.mark.parametrize(("per_year", "least"), [(12, 12), (52, 48), (4, 8)])
def test_a_step_needs_half_a_year_on_either_side_and_quarters_a_year(
    per_year: int, least: int
) -> None:
    assert least_periods(per_year) == least


def test_steps_are_looked_for_six_months_from_either_end() -> None:
    assert residuals().time.tolist() == list(range(6, 31))


def test_weeks_are_looked_at_by_four() -> None:
    weeks = Truth(n_regions=2, n_members=2, per_year=52, n_time=106, horizon=1)

    # The two first weeks are left over.
    assert residuals(weeks).time.tolist() == list(range(26, 86, 4))


def test_what_others_say_of_shared_shocks_is_what_a_normal_model_of_all_says() -> None:
    generator = np.random.default_rng(2)
    shared = 0.5 * np.eye(3) + 0.2
    known = np.stack([np.diag(generator.uniform(0.5, 2.0, 3)) for _ in range(3)])
    rest = generator.standard_normal((3, 3))
    others = np.concatenate([rest[1], rest[2]])
    tall = np.concatenate([np.eye(3), np.eye(3)])
    noise = np.zeros((6, 6))
    noise[:3, :3], noise[3:, 3:] = known[1], known[2]
    gain = shared @ tall.T @ np.linalg.inv(tall @ shared @ tall.T + noise)

    mean, spread = _said_by_others(rest, known, shared)

    np.testing.assert_allclose(mean[0], gain @ others, atol=1e-6)
    np.testing.assert_allclose(spread[0], shared - gain @ tall @ shared, atol=1e-6)


def test_without_a_step_a_bayes_factor_has_mean_one() -> None:
    generator = np.random.default_rng(1)
    force = generator.normal(0, np.sqrt(9.0), 400_000)

    assert np.exp(bayes_log(force, np.array(9.0))).mean() == pytest.approx(1, abs=0.02)


def test_the_bayes_factor_is_that_of_a_normal_step() -> None:
    """Closed form: the estimate's density with and without the spread of steps."""
    information, force = 4.0, 6.0
    estimate, noise = force / information, 1 / information
    wide = noise + STEP_SIZE**2
    expected = 0.5 * (np.log(noise / wide) + estimate**2 * (1 / noise - 1 / wide))

    found = bayes_log(np.array(force), np.array(information))

    assert float(found) == pytest.approx(expected)


def test_averaged_over_own_shocks_and_dates_evidence_is_hardly_ever_large_without_a_step() -> None:
    _, evidence = drawn(2000)

    total = at_any_date(by_date(evidence, fit_pooled(evidence)))

    assert (total > np.log(20)).mean() <= 0.05


def test_own_shocks_of_a_panel_are_learnt() -> None:
    again, evidence = drawn(500)

    pooled = fit_pooled(evidence)

    middle = np.exp(np.exp(pooled.own_log) @ np.log(OWN_GRID))
    assert middle == pytest.approx(OWN_GRID[4], rel=0.35)
    assert pooled.stepped < 0.05
    assert np.median(likeliest_own(evidence, pooled)) == pytest.approx(4, abs=1)
    assert again.rotated.shape == (500, 36)


def test_a_step_added_to_a_series_is_scored_at_its_date() -> None:
    one = residuals().choose(4)
    place = 10
    moved = Residuals(one.after[:, place], one.spread, one.after, one.time)

    force, information = step_scores(moved)

    np.testing.assert_allclose(force[0, :, place], information[0, :, place])


@pytest.mark.parametrize("n_time", [5, 11])
def test_what_is_too_short_has_no_breaks(n_time: int) -> None:
    panel = make_world(Truth(n_regions=2, n_members=2, n_time=n_time), 1).panel

    assert find_breaks(fit_expected(panel)) is NO_BREAKS


GAPS: Mapping[str, tuple[slice, slice]] = {
    "one series begins late": (slice(0, 1), slice(0, 20)),
    "a month that nobody has": (slice(None), slice(7, 8)),
}


@pytest.mark.parametrize("name", GAPS)
def test_months_without_counts_are_borne(name: str) -> None:
    world = make_world(SMALL, 1).panel
    counts: Array = world.lower.copy()
    counts[GAPS[name]] = np.nan
    panel = type(world)(
        counts, counts, world.days, world.year, world.phase, world.per_year, world.region
    )

    found = find_breaks(fit_expected(panel))

    assert np.isfinite(found.score).all()
