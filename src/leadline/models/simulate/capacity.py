"""Capacity: what specialised units open, close and leave open, with the officers they have."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class CapacitySpec:
    """How units work.

    Parameters
    ----------
    cases_per_officer : float
        Cases that an officer closes in a period when nothing is in the way.
    slack : float
        Capacity over cases opened before measures.
    redeployed : float
        Share of officers sent elsewhere at dose 1.
    hindered : float
        Share of their work that the others cannot do at dose 1 (courts, remote work).
    stock_periods : float
        Periods of work that lie open at the beginning.
    """

    cases_per_officer: float = 1.5
    slack: float = 1.03
    redeployed: float = 0.25
    hindered: float = 0.2
    stock_periods: float = 2.0


@dataclass(frozen=True, eq=False)
class Capacity:
    """Stock and flow of units, each [member, time]; ``open_stock`` is at the end of a period.

    ``open_stock`` after a period is that before it, more ``opened``, less ``closed``.

    Parameters
    ----------
    share : float
        Truth: of the work that a unit could do, what it can do under measures.
    rate : float [member]
        Truth: cases closed by an officer at work in a period without measures.
    first_stock : int [member]
        Open before the first period.
    """

    opened: Whole
    closed: Whole
    open_stock: Whole
    officers: Whole
    redeployed: Whole
    share: Array
    rate: Array
    first_stock: Whole


def simulate_capacity(spec: CapacitySpec, opened: Whole, dose: Array, *, seed: int) -> Capacity:
    """Return what units do with the cases that they open.

    Parameters
    ----------
    opened : int [member, time]
    dose : float [member, time]
    """
    generator = np.random.default_rng([seed, 20])
    n_members, n_time = opened.shape
    usual = np.maximum(opened[:, : max(n_time // 2, 1)].mean(axis=1), 0.5)
    officers = np.maximum(np.round(spec.slack * usual / spec.cases_per_officer), 1)
    rate = spec.slack * usual / officers
    drift = 1 + 0.03 * np.cumsum(generator.standard_normal((n_members, n_time)), axis=1) / 3
    staff = np.maximum(np.round(officers[:, None] * np.clip(drift, 0.6, 1.5)), 1).astype(np.int64)
    away = generator.binomial(staff, spec.redeployed * dose)
    able = 1 - spec.hindered * dose
    wanted = generator.poisson(rate[:, None] * (staff - away) * able)
    first = np.round(spec.stock_periods * usual).astype(np.int64)
    closed, stock = np.zeros_like(opened), np.zeros_like(opened)
    left = first.copy()
    for at in range(n_time):
        at_hand = left + opened[:, at]
        closed[:, at] = np.minimum(wanted[:, at], at_hand)
        left = at_hand - closed[:, at]
        stock[:, at] = left
    share = (1 - away / staff) * able
    return Capacity(opened, closed, stock, staff, away, share, rate, first)
