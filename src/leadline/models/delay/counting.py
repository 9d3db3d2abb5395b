"""What counting alone does to the log of a small count.

Errors are taken on the log of one plus a count, which outliers cannot blow up. There a Poisson
count is biased, and less sensitive to its mean: both as tabled here, so that what is left of an
error is not taken for more, or less, than it says.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.delay.reports import Array

# Means tabled, on the scale of their log plus one; above them the expansion is right to 1e-4.
TABLED_TO, STEPS = 200.0, 400


@dataclass(frozen=True, eq=False)
class Counting:
    """Of log(1 + N) where N is Poisson.

    Parameters
    ----------
    mean, variance : float [...]
    slope : float [...]
        Of the mean by the log of the Poisson mean; 1 where counts are large.
    """

    mean: Array
    variance: Array
    slope: Array


def counting(mean_log: Array) -> Counting:
    """Return what counting does, for logs of one plus the Poisson mean [...]."""
    rate = np.maximum(np.expm1(mean_log), 0)
    large = rate > TABLED_TO
    square = (1 + rate) ** 2
    return Counting(
        np.where(large, mean_log - rate / (2 * square), np.interp(mean_log, _PLACE, _TABLE.mean)),
        np.where(large, rate / square, np.interp(mean_log, _PLACE, _TABLE.variance)),
        np.where(large, rate / (1 + rate), np.interp(mean_log, _PLACE, _TABLE.slope)),
    )


def _table(rate: Array) -> Counting:
    count = np.arange(int(TABLED_TO + 15 * TABLED_TO**0.5))
    log_factorial = np.concatenate([[0], np.cumsum(np.log(count[1:]))])
    chance = np.exp(count * np.log(rate)[:, None] - rate[:, None] - log_factorial)
    mean = chance @ np.log1p(count)
    ahead = chance @ np.log1p(count + 1)
    return Counting(mean, chance @ np.log1p(count) ** 2 - mean**2, rate * (ahead - mean))


_PLACE = np.linspace(1e-9, np.log1p(TABLED_TO), STEPS)
_TABLE = _table(np.expm1(_PLACE))
