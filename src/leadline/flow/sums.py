"""Nowcasts as a quantile table: of periods, or of trailing sums of some of them."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from leadline.core.draws import LEVELS, quantiles
from leadline.flow.retrospect import Retrospect
from leadline.models.delay import nowcast_draws

# Draws for the outer quantiles, fewer where there are many cells; and cells held at a time.
MOST_DRAWS, LEAST_DRAWS, DRAWN_CELLS, HELD_CELLS = 8_000, 500, 20_000_000, 5_000_000


def sums_table(seen: Retrospect, *, n_sum: int, seed: int) -> pl.DataFrame:
    """Return the quantile table of trailing sums (FORMATS, What comes out).

    One row for each series, date, period (the last of its sum) and level, as far back as the
    maximum delay; sums that hold a period not known are left out.
    """
    n_periods = seen.triangle.max_delay + n_sum
    n_series = len(seen.triangle.keys)
    n_draws = min(max(DRAWN_CELLS // (n_series * n_periods), LEAST_DRAWS), MOST_DRAWS)
    step = max(HELD_CELLS // (n_periods * n_draws), 1)
    parts = [
        _rows(seen, np.arange(first, min(first + step, n_series)), n_sum, n_draws, seed)
        for first in range(0, n_series, step)
    ]
    return pl.concat(parts)


def _rows(
    seen: Retrospect, series: NDArray[np.int64], n_sum: int, n_draws: int, seed: int
) -> pl.DataFrame:
    n_rows = seen.triangle.max_delay + 1
    made = nowcast_draws(
        seen.fit,
        at=seen.at,
        n_periods=n_rows + n_sum - 1,
        n_draws=n_draws,
        seed=seed,
        series=series,
    )
    values = quantiles(_trailing(made.draws, n_sum))
    is_known = _trailing(made.is_known.astype(np.int64), n_sum) == n_sum
    row, time = np.nonzero(is_known)
    last = int(seen.fit.origins[seen.at])
    periods = pl.Series(
        [str(seen.triangle.periods[max(last - n_rows + 1 + k, 0)]) for k in range(n_rows)]
    )
    keys = [seen.triangle.keys[i] for i in series]

    def repeated(items: pl.Series, index: NDArray[np.int64]) -> pl.Series:
        return items.gather(np.tile(np.repeat(index, len(LEVELS)), len(seen.dates)))

    names = {
        name: repeated(pl.Series([getattr(key, name) for key in keys]), row)
        for name in keys[0]._fields
    }
    n_cells = row.size * len(LEVELS)
    days = pl.Series([day.isoformat() for day in seen.dates])
    return pl.DataFrame(
        {
            **names,
            "period": repeated(periods, time),
            "as_of": days.gather(np.repeat(np.arange(len(days)), n_cells)),
            "quantile": np.tile(LEVELS, row.size * len(days)),
            "value": np.tile(values[row, time].ravel(), len(days)),
        }
    )


def _trailing(values: NDArray[np.int64], n_sum: int) -> NDArray[np.int64]:
    """Return sums of each n periods in a row [series, time, ...]."""
    total = np.cumsum(values, axis=1)
    total[:, n_sum:] = total[:, n_sum:] - total[:, :-n_sum]
    return total[:, n_sum - 1 :]
