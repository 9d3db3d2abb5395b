"""Part of a large panel, to learn from it what series have in common.

Pools are known from some hundred series as well as from thousands; a large panel therefore
starts from what a pilot found, and needs fewer rounds.
"""

import numpy as np

from leadline.models.expected.panel import Array, Ints, Panel

# Panels up to LARGE are fitted whole; a pilot has about PILOT series.
LARGE, PILOT = 1000, 500


def pilot_series(panel: Panel) -> Ints:
    """Return series that stand for a panel: whole regions, small and large alike.

    Ordered by counts, so that the choice does not hang on the order of series.
    """
    total = np.nansum(panel.lower, axis=1)
    share = PILOT / panel.n_series
    alone = np.flatnonzero(panel.regions < 0)
    chosen = [alone[spaced(total[alone], share)]]
    labels, home = np.unique(panel.regions, return_inverse=True)
    mean = np.bincount(home, weights=total) / np.bincount(home)
    regions = np.flatnonzero(labels >= 0)
    kept = regions[spaced(mean[regions], share)]
    members = np.flatnonzero(np.isin(home, kept))
    chosen.append(members[spaced(total[members], min(1.0, PILOT / max(members.size, 1)))])
    return np.sort(np.concatenate(chosen))


def spaced(size: Array, share: float) -> Ints:
    """Return the places of a share of the sizes, evenly over their order."""
    count = int(np.ceil(share * size.size))
    order = np.argsort(size, kind="stable")
    return order[np.linspace(0, size.size - 1, count).astype(np.int64)]
