"""Columns of the regression: level, slope, season, declared breaks, and blocks of shocks.

Blocks have constant length and are counted back from the origin, so that the last block is
always whole and a window across New Year is no different from any other.
"""

from dataclasses import dataclass

import numpy as np

from leadline.models.expected.panel import Array, Ints, Panel

# A quarter for monthly data, a year for weekly (quarter blocks there compete with the
# weekly season), half a year for quarterly.
BLOCK_PERIODS = {12: 3, 52: 52, 4: 2}
# Harmonics that carry any season of months and quarters: what fewer leave of a month's dip, blocks
# of a quarter would take for shocks. Of weeks they carry a dip of a month or so.
HARMONICS = {12: 6, 52: 12, 4: 2}
LEVEL = 0


@dataclass(frozen=True, eq=False)
class Design:
    """Rows of the regression, training first.

    Parameters
    ----------
    rows : float [series or 1, time + horizon, coefficient]
        Level, steps at declared breaks, slope in years (at the middle of the block), sine and
        cosine of each harmonic.
    block : int [time + horizon]
        Block of each period; the last of training is n_blocks - 1.
    n_blocks : int
        Blocks in training.
    n_time : int
        Training periods.
    n_harmonics : int
    block_years : float
        Length of a block.
    """

    rows: Array
    block: Ints
    n_blocks: int
    n_time: int
    n_harmonics: int
    block_years: float

    @property
    def n_coefficients(self) -> int:
        return int(self.rows.shape[2])

    @property
    def n_columns(self) -> int:
        """Coefficients and own blocks together."""
        return self.n_coefficients + self.n_blocks

    @property
    def first_pooled(self) -> int:
        """First column a region has a part in: slope, season, blocks; not level nor steps."""
        return self.n_coefficients - 1 - 2 * self.n_harmonics

    @property
    def training(self) -> Array:
        """Coefficients and own blocks side by side [series or 1, time, column]."""
        hot = np.eye(self.n_blocks)[self.block[: self.n_time]]
        rows = self.rows[:, : self.n_time]
        shape = (rows.shape[0], *hot.shape)
        return np.concatenate([rows, np.broadcast_to(hot, shape)], axis=2)


def build_design(panel: Panel) -> Design:
    """Return the design of a panel."""
    n_harmonics = HARMONICS[panel.per_year]
    length = BLOCK_PERIODS[panel.per_year]
    back = np.arange(panel.n_all) - panel.n_time
    n_blocks = -(-panel.n_time // length)
    block = back // length + n_blocks
    block_years = length / panel.per_year
    # The slope goes by blocks, as shocks do: a continuous one against stepwise shocks is a
    # saw-tooth, which blocks of a year trade with the season.
    middle = (block - n_blocks + 0.5) * block_years
    trend = [middle]
    for order in range(1, n_harmonics + 1):
        angle = 2 * np.pi * order * panel.phase
        trend += [np.sin(angle), np.cos(angle)]
    steps = build_steps(panel.segments, panel.n_time)
    level = np.ones((*steps.shape[:2], 1))
    common = np.broadcast_to(np.stack(trend, axis=1), (*steps.shape[:2], len(trend)))
    rows = np.concatenate([level, steps, common], axis=2)
    return Design(
        rows=rows,
        block=block,
        n_blocks=n_blocks,
        n_time=panel.n_time,
        n_harmonics=n_harmonics,
        block_years=block_years,
    )


def build_steps(segment: Ints, n_time: int) -> Array:
    """Return one column for each declared break [series or 1, time + horizon, step].

    Steps are counted from the segment at the origin, so that the level always means the
    level at the origin; a break in the horizon leaves a step nothing informs but its prior.
    """
    place = segment - segment[:, n_time - 1 : n_time]
    before = [place <= -k for k in range(1, -int(place.min()) + 1)]
    after = [place >= k for k in range(1, int(place.max()) + 1)]
    columns = before + after
    if not columns:
        return np.empty((1, segment.shape[1], 0))
    return np.stack(columns, axis=2).astype(np.float64)
