"""Overlap: tables of children known to several bodies, which stay private, and what travels."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.special import ndtri

from leadline.flow.exercise.answer import ASKED
from leadline.flow.exercise.beside import Row
from leadline.flow.exercise.calendar import WINDOW
from leadline.models.simulate import Lists, ListsSpec, simulate_lists

LISTS = ("police", "protection", "health", "helpline")
OVERLAP_HEADER = (*LISTS, "count")
POSTERIOR_HEADER = (
    *("source", "member", "theme", "indicator", "period", "method", "observed"),
    *("quantile", "value", "assumptions", "table_key"),
)
THEME, INDICATOR = "exploitation", "victims_trafficking"
LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
# Known to everybody, as the numbers are.
_KEY = b"leadline exercise"
_CHILDREN_AT_SIZE_ONE = 900


def draw_lists(members: Sequence[int], size_log: Sequence[float], *, seed: int) -> Lists:
    """Return the lists of some members, row by row."""
    sizes = np.exp(np.array([size_log[member] for member in members]))
    total = np.maximum(np.round(_CHILDREN_AT_SIZE_ONE * sizes), 20).astype(np.int64)
    return simulate_lists(ListsSpec(n_lists=len(LISTS)), total, seed=seed)


def overlap_rows(lists: Lists, row: int) -> Iterator[Row]:
    """Yield the overlap table of one member, patterns that nobody has left out."""
    for pattern, count in enumerate(lists.counts[row].tolist(), start=1):
        if count:
            held = {name: pattern >> bit & 1 for bit, name in enumerate(LISTS)}
            yield {**held, "count": count}


def posterior_rows(lists: Lists, codes: Sequence[str]) -> Iterator[Row]:
    """Yield quantiles of Chao's estimate for each member: the only thing that leaves it."""
    for row, code in enumerate(codes):
        table = lists.counts[row]
        signed = hmac.new(_KEY, repr(table.tolist()).encode(), hashlib.sha256).hexdigest()
        for level, value in zip(LEVELS, _chao(lists, row), strict=True):
            yield {
                "source": ASKED,
                "member": code,
                "theme": THEME,
                "indicator": INDICATOR,
                "period": str(WINDOW[0].first.year - 1),
                "method": "chao",
                "observed": int(lists.observed[row]),
                "quantile": level,
                "value": value,
                "assumptions": "independent lists",
                "table_key": signed[:32],
            }


def lists_in_truth(lists: Lists, codes: Sequence[str]) -> Iterator[dict[str, object]]:
    """Yield how many children there are, in any list and in none."""
    for row, code in enumerate(codes):
        yield {
            "member": code,
            "theme": THEME,
            "indicator": INDICATOR,
            "total": int(lists.total[row]),
            "observed": int(lists.observed[row]),
            "hidden": int(lists.hidden[row]),
        }


def _chao(lists: Lists, row: int) -> list[int]:
    """Return quantiles of the total by Chao's estimate with its log-normal interval.

    References
    ----------
    Chao 1987, Biometrics 43:783, equations 10 to 12; one child in two lists at least is taken.
    """
    n_lists = np.array([int(pattern).bit_count() for pattern in range(1, 2 ** len(LISTS))])
    once = float(lists.counts[row, n_lists == 1].sum())
    twice = max(float(lists.counts[row, n_lists == 2].sum()), 1.0)
    unseen, ratio = max(once**2 / (2 * twice), 1e-9), once / twice
    variance = twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)
    spread = np.sqrt(np.log1p(variance / unseen**2))
    values = lists.observed[row] + unseen * np.exp(ndtri(np.array(LEVELS)) * spread)
    return [round(float(value)) for value in values]
