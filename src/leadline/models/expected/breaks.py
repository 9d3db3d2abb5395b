"""Breaks that nobody declared: steps in a series that slow shocks do not explain.

They are questions to the contributor, not corrections: the fit is left as it is. A change of
practice and a change in the world look alike from here. A step that all series of a region make
at once is taken for what they share, and not asked about.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp, ndtri

from leadline.models.expected.evidence import (
    OWN_GRID,
    STEP_SIZE,
    Pooled,
    at_any_date,
    by_date,
    fit_pooled,
    likeliest_own,
    read_evidence,
    step_scores,
    without_step,
)
from leadline.models.expected.fit import ExpectedFit
from leadline.models.expected.panel import Array, Ints
from leadline.models.expected.residual import Residuals, least_periods, read_residuals

# One series in twenty-five without a break raises a question: a margin to one in twenty, since
# how variable shocks are is estimated.
FALSE_QUESTIONS = 0.04
N_DRAWS = 299
DRAW_SEED = 20180101
# One source in twenty without any break is given a date of its own.
FALSE_DATES = 0.05
# Shares of a source's series that may step at its date.
SHARES = np.array([0.05, 0.1, 0.2, 0.3, 0.5])
# Evidence of one series counts for no more than this in its source's: a date needs several.
MOST_OF_ONE = np.log(100.0)
# A series whose evidence is ten times as strong at another date does not step at this one.
ELSEWHERE = np.log(10.0)


@dataclass(frozen=True, eq=False)
class Breaks:
    """Questions raised, at most one a series, in the order of series.

    Parameters
    ----------
    series : int [question]
    time : int [question]
        First period after the step; of weeks, of the four in which it lies.
    step_log : float [question]
        Size of the step, natural log; shrunk towards none.
    score : float [question]
        Standard normal were there no step at that time.
    is_common : bool [question]
        Many series of the source have a step at that time.
    """

    series: Ints
    time: Ints
    step_log: Array
    score: Array
    is_common: NDArray[np.bool_]


_NONE = np.empty(0, np.int64)
NO_BREAKS = Breaks(_NONE, _NONE, np.empty(0), np.empty(0), np.empty(0, np.bool_))


@dataclass(frozen=True, eq=False)
class _Search:
    """What was looked at.

    ``dated`` (log Bayes factor), ``score`` and ``size`` are [series, step].
    """

    residuals: Residuals
    pooled: Pooled
    dated: Array
    score: Array
    size: Array


def find_breaks(fit: ExpectedFit, source: Ints | int = 0) -> Breaks:
    """Return the steps that the fitted model finds too large to be its own shocks.

    A series is asked about where its evidence for a step at any date is such as one series in
    twenty-five without a step has by chance, own shocks as variable as in the panel; or where it
    takes part in a date at which many series of its source step. Small or gradual changes pass
    unseen.

    Parameters
    ----------
    fit : ExpectedFit
    source : int [series], optional
        Series with the same number come from one contributor.

    References
    ----------
    Andrews and Ploberger (1994), Econometrica 62: average evidence over unknown dates.
    Vovk and Wang (2021), Annals of Statistics 49: evidence of mean 1 multiplies; from 20 on it
    is wrong one time in twenty at most.
    """
    if fit.panel.n_time < least_periods(fit.panel.per_year):
        return NO_BREAKS
    search = _search(read_residuals(fit))
    common = np.full(fit.panel.n_series, -1)
    level = np.full(common.size, FALSE_QUESTIONS)
    sources = np.broadcast_to(np.asarray(source, np.int64), common.shape)
    for name in np.unique(sources):
        series = np.flatnonzero(sources == name)
        common[series] = _common_dates(search.dated[series], search.score[series])
        if (common[series] >= 0).any():
            # Asked in two ways, each half as easily.
            level[series] = FALSE_QUESTIONS / 2
    return _breaks(search, np.where(common < 0, _own_dates(search, level), common), common >= 0)


def _search(residuals: Residuals) -> _Search:
    evidence = read_evidence(residuals)
    pooled = fit_pooled(evidence)
    force, information = step_scores(residuals)
    likely = likeliest_own(evidence, pooled)
    each = np.arange(likely.size)
    force, information = force[each, likely], information[each, likely]
    return _Search(
        residuals=residuals,
        pooled=pooled,
        dated=by_date(evidence, pooled),
        score=force / np.sqrt(information),
        size=force / (information + STEP_SIZE**-2),
    )


def _common_dates(dated: Array, score: Array) -> Ints:
    """Return the common date at which each series of a source steps, -1 for none [series].

    Dates are found one after the other, each in the series that no earlier one explains.
    """
    found = np.full(dated.shape[0], -1)
    passes = np.abs(score) > -ndtri(FALSE_QUESTIONS / 4)
    passes &= dated > dated.max(axis=1, keepdims=True) - ELSEWHERE
    while True:
        free = found < 0
        together = _together(dated[free])
        if logsumexp(together) - np.log(together.size) < -np.log(FALSE_DATES):
            return found
        date = int(together.argmax())
        found[free & passes[:, date]] = date
        if (found[free] < 0).all():
            return found


def _together(dated: Array) -> Array:
    """Return the log evidence that a share of the series step at a date [step].

    Without any step its mean is 1, as that of each series is.
    """
    factor = np.exp(np.minimum(dated, MOST_OF_ONE))
    by_share = np.log1p(SHARES[:, None, None] * (factor - 1)).sum(axis=1)
    return np.asarray(logsumexp(by_share, axis=0) - np.log(SHARES.size))


def _own_dates(search: _Search, level: Array) -> Ints:
    """Return the likeliest date of each series that has a step of its own, -1 for none [series].

    ``level`` [series] is how often one without a step may be found to have one.
    """
    total = at_any_date(search.dated)
    # Of mean 1 by chance, so seldom larger: what is clear need not be drawn, nor what is nothing.
    is_clear = total >= -np.log(level)
    for series in np.flatnonzero((total > 0) & ~is_clear):
        chance = (_by_chance(search, int(series)) >= total[series]).mean()
        is_clear[series] = chance <= level[series]
    return np.where(is_clear, search.dated.argmax(axis=1), -1)


def _by_chance(search: _Search, series: int) -> Array:
    """Return evidence for a step at any date in a series like this one without a step [draw]."""
    generator = np.random.default_rng(DRAW_SEED)
    own = generator.choice(OWN_GRID**2, N_DRAWS, p=np.exp(search.pooled.own_log))
    normals = generator.standard_normal((N_DRAWS, search.residuals.rotated.shape[1]))
    drawn = without_step(search.residuals.choose(series), own, normals)
    return at_any_date(by_date(read_evidence(drawn), search.pooled))


def _breaks(search: _Search, place: Ints, is_common: NDArray[np.bool_]) -> Breaks:
    series = np.flatnonzero(place >= 0)
    at = series, place[series]
    return Breaks(
        series=series,
        time=search.residuals.time[place[series]],
        step_log=search.size[at],
        score=search.score[at],
        is_common=is_common[series],
    )
