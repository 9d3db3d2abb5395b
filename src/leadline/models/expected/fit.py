"""From a panel to a fit: Newton steps, then rounds of one step and updates of the pool."""

from dataclasses import dataclass, replace

import numpy as np

from leadline.models.expected.design import build_design
from leadline.models.expected.dispersion import (
    START_ALPHA,
    Dispersion,
    fit_dispersion,
)
from leadline.models.expected.fading import update_fading
from leadline.models.expected.laplace import Mode, Problem, newton_step
from leadline.models.expected.likelihood import read_cells
from leadline.models.expected.panel import Panel
from leadline.models.expected.pilot import LARGE, pilot_series
from leadline.models.expected.pool import (
    Pool,
    build_prior,
    carry_pool,
    leap,
    start_pool,
    update_pool,
)

NEWTON_STEPS, CYCLES, LAST_STEPS = 4, 8, 2
LARGE_CYCLES = 1


@dataclass(frozen=True, eq=False)
class ExpectedFit:
    """A fitted panel: everything that draws of expected counts need.

    Parameters
    ----------
    panel : Panel
    problem : Problem
    mode : Mode
    pool : Pool
    dispersion : Dispersion
    """

    panel: Panel
    problem: Problem
    mode: Mode
    pool: Pool
    dispersion: Dispersion


def fit_expected(panel: Panel) -> ExpectedFit:
    """Return the model of expected counts fitted to the training periods of a panel.

    A negative-binomial regression for each series (level, slope, season, steps at declared
    breaks), with slow shocks of its own and shared by its region. Slopes, seasons, shocks
    and dispersions are shrunk to what the panel has in common. It is wrong where series
    changed for a reason nobody declared.

    References
    ----------
    MacKay (1992), Neural Computation 4, eq. 4.9-4.10: variances from what data determined.
    Tierney and Kadane (1986), JASA 81: Laplace approximation of evidence.
    """
    if panel.n_series <= LARGE:
        return fit_from(panel, None, CYCLES)
    pilot = fit_from(panel.choose(pilot_series(panel)), None, CYCLES)
    return fit_from(panel, pilot.pool, LARGE_CYCLES)


def fit_from(panel: Panel, pool: Pool | None, cycles: int) -> ExpectedFit:
    """Return the fit reached from a pilot's pool, or from the common start."""
    problem = pose(panel)
    pool = carry_pool(problem, pool) if pool else start_pool(problem, START_ALPHA)
    prior = build_prior(problem, pool)
    mode = newton_step(problem, prior, prior.mean, prior.shared_mean)
    for _ in range(NEWTON_STEPS):
        mode = newton_step(problem, prior, mode.theta, mode.shared)
    for _ in range(cycles):
        dispersion = fit_dispersion(problem, prior, mode)
        pool = update_fading(problem, replace(pool, alpha=dispersion.alpha), mode)
        pool, mode = accelerate(problem, pool, mode)
        prior = build_prior(problem, pool)
    for _ in range(LAST_STEPS):
        mode = newton_step(problem, prior, mode.theta, mode.shared)
    return ExpectedFit(panel, problem, mode, pool, dispersion)


def accelerate(problem: Problem, pool: Pool, mode: Mode) -> tuple[Pool, Mode]:
    """Return pool and mode after three rounds of updates and a leap in their direction.

    References
    ----------
    Varadhan and Roland (2008), Scandinavian Journal of Statistics 35, scheme S3.
    """
    first = pool
    second, mode = update_once(problem, first, mode)
    third, mode = update_once(problem, second, mode)
    leapt = leap(first, second, third)
    return update_once(problem, leapt, mode)


def update_once(problem: Problem, pool: Pool, mode: Mode) -> tuple[Pool, Mode]:
    """Return the pool after one round of updates, and the mode it was taken at.

    Variances compare the mode with the prior it was found under, hence the step first.
    """
    mode = newton_step(problem, build_prior(problem, pool), mode.theta, mode.shared)
    return update_pool(problem, pool, mode), mode


def pose(panel: Panel) -> Problem:
    """Return the regression problem of a panel."""
    design = build_design(panel)
    regions = panel.regions
    labels = np.unique(regions[regions >= 0])
    return Problem(
        cells=read_cells(panel),
        design=design,
        columns=design.training,
        offset_log=panel.offset_log[:, : panel.n_time],
        home=np.where(regions >= 0, np.searchsorted(labels, regions), labels.size),
        n_regions=labels.size + 1,
    )
