"""Expected counts alone: from counts to a quantile table, without an assessment."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from leadline.core.counts import Counts
from leadline.core.draws import LEVELS, Draws, quantiles
from leadline.core.error import UsageError
from leadline.core.period import Frequency, Period
from leadline.flow.axis import MODELLED, forecast_axis
from leadline.flow.cache import Cache
from leadline.flow.expect import Grouping, forecast_ahead
from leadline.flow.workspace import open_workspace
from leadline.intake.counts import read_counts

TOTAL = "total"
_MIN_TRAINING = {Frequency.MONTH: 12, Frequency.WEEK: 52, Frequency.QUARTER: 4}


def expect_files(
    paths: Sequence[str | Path],
    *,
    train_until: str,
    horizon: int,
    seed: int,
    workspace: Path | None,
    tell: Callable[[str, float, bool], None],
) -> pl.DataFrame:
    """Return the quantile table of counts files outside an assessment.

    Raises
    ------
    InputRefused
        A file breaks its schema.
    UsageError
        The period cannot be read or has no model, or less than a year of counts lies before it.
    """
    try:
        last = Period.parse(train_until)
    except ValueError:
        raise UsageError(
            "--train-until is not a period.", next_step="Write 2018-12, 2018-W52 or 2018-Q4."
        ) from None
    counts = read_counts(paths).as_known_on(date.max)
    cache = Cache(None, tell) if workspace is None else open_workspace(workspace).cache(tell)
    return expect(counts, train_until=last, horizon=horizon, seed=seed, cache=cache)


def expect(
    counts: Counts, *, train_until: Period, horizon: int, seed: int, cache: Cache
) -> pl.DataFrame:
    """Return the quantile table of what is expected after ``train_until``.

    Counts are cut by their reported period. Series of one theme and indicator share what is
    common to them. One row for each series, period and level, and the sum of all periods
    under ``total``.

    Raises
    ------
    UsageError
        The frequency has no model, the cut lies after the last count, or no series has a year
        of counts before it.
    """
    frequency = train_until.frequency
    if frequency not in MODELLED:
        raise UsageError(
            "Expected counts are modelled by week, month and quarter only.",
            next_step="Give --train-until as 2018-W52, 2018-12 or 2018-Q4.",
        )
    first = _first(counts, frequency, train_until)
    if first is None or train_until - first + 1 < _MIN_TRAINING[frequency]:
        raise UsageError(
            f"There is less than a year of counts by {frequency} up to {train_until}.",
            next_step="Choose a later --train-until, or send a longer series.",
        )
    if train_until > _last(counts, frequency):
        raise UsageError(
            f"The counts by {frequency} end at {_last(counts, frequency)}.",
            next_step="Choose a --train-until no later than that.",
        )
    axis = forecast_axis(first, train_until, horizon)
    observed = counts.panel(frequency, first, train_until)
    known = ~np.isnan(observed.lower)
    observed = observed.of_series(np.flatnonzero(known.any(axis=1)).tolist())
    with threadpool_limits(limits=1):
        draws = forecast_ahead(
            observed, axis, grouping=plain_grouping(counts), seed=seed, cache=cache
        )
    ahead = Draws(observed.keys, axis.periods[axis.window], draws)
    return quantile_table(ahead, as_of=train_until.last.isoformat())


def plain_grouping(counts: Counts) -> Grouping:
    """Group series that count the same thing; breaks are those that the cells mark."""
    names = [(key.theme, key.indicator) for key in counts.keys]
    number = {name: i for i, name in enumerate(dict.fromkeys(names))}
    return Grouping(
        {key: number[name] for key, name in zip(counts.keys, names, strict=True)},
        {key: counts.marked_breaks(key) for key in counts.keys},
    )


def quantile_table(draws: Draws, *, as_of: str) -> pl.DataFrame:
    """Return draws as a quantile table (FORMATS, What comes out), with totals."""
    per = quantiles(draws.values)
    total = quantiles(draws.values.sum(axis=1))[:, None]
    values = np.concatenate([per, total], axis=1)
    labels = [*map(str, draws.periods), TOTAL]
    n_series, n_time, n_level = values.shape

    def spread(items: Iterable[str]) -> pl.Series:
        return pl.Series(list(items)).gather(np.repeat(np.arange(n_series), n_time * n_level))

    keys = {name: spread(getattr(k, name) for k in draws.keys) for name in draws.keys[0]._fields}
    periods = pl.Series(labels).gather(np.tile(np.repeat(np.arange(n_time), n_level), n_series))
    return pl.DataFrame(
        {
            **keys,
            "period": periods,
            "as_of": pl.Series([as_of]).gather(np.zeros(len(periods), dtype=np.int64)),
            "quantile": np.tile(LEVELS, n_series * n_time),
            "value": values.ravel(),
        }
    )


def _first(counts: Counts, frequency: Frequency, train_until: Period) -> Period | None:
    return min((p for p in counts.reported_in(frequency) if p <= train_until), default=None)


def _last(counts: Counts, frequency: Frequency) -> Period:
    return max(counts.reported_in(frequency))
