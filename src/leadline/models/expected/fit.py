"""From a panel to a fit: Newton steps, then rounds of one step and updates of the pool."""

from dataclasses import dataclass, replace

import numpy as np

from leadline.models.expected.design import Design, build_design
from leadline.models.expected.dispersion import (
    START_ALPHA,
    Dispersion,
    fit_dispersion,
)
from leadline.models.expected.laplace import Mode, Problem, newton_step, start_mode
from leadline.models.expected.likelihood import read_cells
from leadline.models.expected.panel import Panel
from leadline.models.expected.pool import Pool, start_pool, update_pool, update_tau

NEWTON_STEPS, ROUNDS, LAST_STEPS = 8, 14, 3
# Dispersion and fading time move slowly and cost most: they are updated in these rounds.
COSTLY_ROUNDS = (0, 4, 8, 12)


@dataclass(frozen=True, eq=False)
class ExpectedFit:
    """A fitted panel: everything that draws of expected counts need.

    Parameters
    ----------
    panel : Panel
    design : Design
    mode : Mode
    pool : Pool
    dispersion : Dispersion
    """

    panel: Panel
    design: Design
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
    problem = pose(panel)
    pool = start_pool(problem, START_ALPHA)
    theta, shared = start_mode(problem, pool.prior)
    for _ in range(NEWTON_STEPS):
        mode = newton_step(problem, pool.prior, theta, shared)
        theta, shared = mode.theta, mode.shared
    for place in range(ROUNDS):
        if place in COSTLY_ROUNDS:
            dispersion = fit_dispersion(problem, pool.prior, mode)
            pool = update_tau(problem, pool, mode)
            pool = replace(pool, prior=replace(pool.prior, alpha=dispersion.alpha))
            # The updates below compare the mode with the prior it was found under.
            mode = newton_step(problem, pool.prior, mode.theta, mode.shared)
        pool = update_pool(problem, pool, mode)
        mode = newton_step(problem, pool.prior, mode.theta, mode.shared)
    for _ in range(LAST_STEPS):
        mode = newton_step(problem, pool.prior, mode.theta, mode.shared)
    return ExpectedFit(panel, problem.design, mode, pool, dispersion)


def pose(panel: Panel) -> Problem:
    """Return the regression problem of a panel."""
    design = build_design(panel)
    labels, places = np.unique(panel.regions, return_inverse=True)
    n_regions = int((labels >= 0).sum())
    home = np.where(panel.regions >= 0, places - (labels < 0).sum(), n_regions)
    return Problem(
        cells=read_cells(panel),
        design=design,
        columns=design.training,
        offset_log=panel.offset_log[:, : panel.n_time],
        home=home,
        n_regions=n_regions,
    )
