"""The placebo check: the same computation in a window where nothing is known to have happened.

Pooled over series, about 95% of the totals should lie in their 95% intervals. Series move
together, so the share inside varies more than a binomial: the joint draws themselves say how
often so few would be inside if the model were right, and what the series are worth together.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

HOLDS, FAILS, NOT_ASSESSABLE = "holds", "fails", "not_assessable"
LEVEL = 0.95
# Fewer effective units than this cannot tell .95 from .88.
ENOUGH_UNITS = 50
TAIL = 0.025
_Z = 1.959964


@dataclass(frozen=True)
class Placebo:
    """What a control window showed.

    Parameters
    ----------
    n_effective : float
        Independent series that would make the share inside as firm as these do.
    tail : float
        How often the draws have as small a share inside, if the model is right.
    coverage, coverage_lower, coverage_upper : float or None
        Share of totals inside their 95% interval, with the Wilson interval for the effective
        number; None where nothing can be said.
    z_sd : float
        Spread of the totals' normal scores: 1 when the widths are right.
    """

    n_series: int
    n_effective: float
    tail: float
    coverage: float | None
    coverage_lower: float | None
    coverage_upper: float | None
    z_sd: float
    verdict: str


def check_placebo(
    observed: NDArray[np.float64], draws: NDArray[np.int64], *, group: NDArray[np.int64]
) -> Placebo:
    """Compare totals with their draws in a window where nothing happened.

    Parameters
    ----------
    observed : float [series]
        Total of each series in the window.
    draws : int [series, draw]
        Joint draws of the same totals.
    group : int [series]
        Series with the same number move together; -1 is none.

    Returns
    -------
    Placebo
        ``fails`` when fewer than one draw in forty has as small a share inside;
        ``not_assessable`` below 50 effective units.

    References
    ----------
    Wilson (1927), JASA 22, for the interval of a share.
    """
    assert draws.shape[0] == observed.shape[0] == group.shape[0], "one row for each series"
    score = _ranks(observed, draws)
    share = float(_is_inside(score).mean())
    drawn = _is_inside(_own_ranks(draws))
    n_effective = _effective(drawn, group)
    tail = float((drawn.mean(axis=0) <= share).mean())
    known = n_effective >= ENOUGH_UNITS
    lower, upper = _wilson(share, n_effective)
    verdict = NOT_ASSESSABLE if not known else FAILS if tail < TAIL else HOLDS
    return Placebo(
        n_series=len(observed),
        n_effective=n_effective,
        tail=tail,
        coverage=share if known else None,
        coverage_lower=lower if known else None,
        coverage_upper=upper if known else None,
        z_sd=_spread(score),
        verdict=verdict,
    )


def _is_inside(ranks: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(np.abs(ranks - 0.5) <= LEVEL / 2)


def _own_ranks(draws: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the rank (0..1) of each draw among the draws of its series [series, draw]."""
    order = draws.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    return np.asarray((order + 0.5) / draws.shape[1])


def _ranks(observed: NDArray[np.float64], draws: NDArray[np.int64]) -> NDArray[np.float64]:
    below = (draws < observed[:, None]).mean(axis=1)
    equal = (draws == observed[:, None]).mean(axis=1)
    return np.asarray(below + equal / 2)


def _effective(inside: NDArray[np.bool_], group: NDArray[np.int64]) -> float:
    """Return the series' number over 1 plus what each shares with the others of its group."""
    n_series = len(inside)
    spread = inside.std()
    if n_series < 2 or spread == 0:
        return float(n_series)
    scaled = (inside - inside.mean()) / spread
    together = 0.0
    for name in np.unique(group[group >= 0]):
        rows = scaled[group == name]
        together += float((rows.sum(axis=0) ** 2 - (rows**2).sum(axis=0)).mean())
    return float(n_series / (1 + max(together, 0.0) / n_series))


def _wilson(share: float, n: float) -> tuple[float, float]:
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return centre - half, centre + half


def _spread(score: NDArray[np.float64]) -> float:
    return float(ndtri(np.clip(score, 1e-3, 1 - 1e-3)).std()) if score.size > 1 else 0.0
