"""Breaks that nobody declared: steps in a series that slow shocks do not explain.

They are questions to the contributor, not corrections: the fit is left as it is. A change of
practice and a change in the world look alike from here.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from leadline.models.expected.fit import ExpectedFit
from leadline.models.expected.laplace import mean_log, times
from leadline.models.expected.likelihood import score_and_weight
from leadline.models.expected.panel import Array, Ints

# A step needs this many periods on either side to be told from a shock.
LEAST_SIDE = 6
# Share of a step's information, and counts' worth of it, below which it is not asked about.
LEAST_LEFT, LEAST_COUNTS = 0.01, 1.0
# One panel in twenty without any break raises a question.
FALSE_ALARMS = 0.05


@dataclass(frozen=True, eq=False)
class Breaks:
    """Questions raised, at most one a series, in the order of series.

    Parameters
    ----------
    series : int [question]
    time : int [question]
        First period after the step.
    step_log : float [question]
        Size of the step, natural log; a first approximation that errs low.
    score : float [question]
        Standard normal were there no step.
    """

    series: Ints
    time: Ints
    step_log: Array
    score: Array


def find_breaks(fit: ExpectedFit) -> Breaks:
    """Return the steps that the fitted model finds too large to be its own shocks.

    A score test for a step at each period of each series, the threshold shared out over all
    of them (Bonferroni). Small or gradual changes pass unseen.

    References
    ----------
    Rao (1948), Proceedings of the Cambridge Philosophical Society 44: the score test.
    """
    gradient, information = step_scores(fit)
    sides = slice(LEAST_SIDE, max(LEAST_SIDE, fit.panel.n_time - LEAST_SIDE + 1))
    gradient, information = gradient[:, sides], information[:, sides]
    if not gradient.size:
        none = np.empty(0)
        return Breaks(none.astype(np.int64), none.astype(np.int64), none, none)
    score = gradient / np.sqrt(information)
    best = np.abs(score).argmax(axis=1)
    series = np.arange(score.shape[0])
    threshold = -ndtri(FALSE_ALARMS / 2 / score.size)
    asked = np.flatnonzero(np.abs(score[series, best]) > threshold)
    where = best[asked]
    return Breaks(
        series=asked,
        time=where + LEAST_SIDE,
        step_log=gradient[asked, where] / information[asked, where],
        score=score[asked, where],
    )


def step_scores(fit: ExpectedFit) -> tuple[Array, Array]:
    """Return slope and information of a step that starts at each period [series, time].

    Information is what is left of it after coefficients and own shocks have answered.
    """
    problem, mode = fit.problem, fit.mode
    mu = np.exp(mean_log(problem, mode.theta, mode.shared))
    score, weight = score_and_weight(problem.cells, mu, fit.pool.alpha[:, None])
    after = np.tri(fit.panel.n_time)  # [time, first period after]
    gradient = score @ after
    turned = np.swapaxes(problem.columns, 1, 2)
    shared = (turned * weight[:, None, :]) @ after
    taken = (shared * (mode.covariance @ shared)).sum(axis=1)
    total = times(after.T, weight)
    # A step of which shocks take all but a trace cannot be told from them.
    return gradient, np.maximum(total - taken, LEAST_LEFT * total + LEAST_COUNTS)
