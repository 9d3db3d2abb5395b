"""Request: what would help most, read off what was received; at most three, in order of value.

First what lets counts be used at all, then what makes them bear more, then what makes a
statement firmer, last what opens another question.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from leadline.core.counts import Counts
from leadline.core.letter import Request, Understood
from leadline.core.period import Frequency, Period
from leadline.core.plan import Plan
from leadline.core.received import SERIES
from leadline.flow.axis import MODELLED, periods_inside

AT_MOST = 3
# A baseline shorter than this limits confidence (assess.grade).
_YEARS = 3
# Kinds from the most valuable on; those of one group go by how many contributions they help.
_VALUE = (
    ("counts",),
    ("mend",),
    ("periods", "monthly", "earlier"),
    ("sheet",),
    ("longer",),
    ("occurred",),
)
_MODELLED = frozenset(MODELLED)


@dataclass(frozen=True, eq=False)
class Held:
    """A contribution and its cells as known on the as-of date; None where nothing was read."""

    understood: Understood
    cells: Counts | None


def requests(plan: Plan, held: Sequence[Held]) -> tuple[Request, ...]:
    """Return what would help most; ``held`` is all that one source sent, empty if nothing."""
    if not any(one.understood.received.n_received for one in held):
        assert plan.window is not None, "intake refuses plans without a window"
        return (Request("counts", 0, ((plan.baseline[0], plan.window[1]),)),)
    n_refused = sum(one.understood.received.n_refused for one in held)
    asked = [wish for one in held for wish in _wishes(plan, one)]
    counted = Counter(kind for kind, _ in asked)
    found = [Request("mend", n_refused)] if n_refused else []
    for kind, n in counted.items():
        found.append(Request(kind, n, _joined(s for k, spans in asked if k == kind for s in spans)))
    return tuple(sorted(found, key=_rank)[:AT_MOST])


def _rank(request: Request) -> tuple[int, int]:
    group = next(i for i, kinds in enumerate(_VALUE) if request.kind in kinds)
    return group, -request.n


_Spans = tuple[tuple[Period, Period], ...]


def _wishes(plan: Plan, one: Held) -> Iterator[tuple[str, _Spans]]:
    """Yield what would help one contribution, with the periods concerned."""
    got = one.understood.received
    if one.cells is None or "stock" in got.reasons:
        return
    if not one.understood.has_sheet:
        yield "sheet", ()
    if (one.cells.occurred < 0).all():
        yield "occurred", ()
    if got.frequency not in _MODELLED:
        yield "monthly", ()
        return
    runs = _runs(_missing(plan, one.cells, Frequency(got.frequency)))
    if "short_baseline" in got.reasons:
        yield "earlier", runs
    elif {"incomplete", "stopped"} & set(got.reasons):
        yield "periods", runs
    elif got.use == SERIES and not one.understood.breaks:
        yield from _longer(plan, one.cells, Frequency(got.frequency))


def _missing(plan: Plan, cells: Counts, frequency: Frequency) -> list[Period]:
    """Return the periods of baseline and window for which some series has no value."""
    assert plan.window is not None, "intake refuses plans without a window"
    asked = periods_inside(plan.baseline[0].first, plan.window[1].last, frequency)
    if asked is None:
        return []
    panel = cells.panel(frequency, *asked)
    if not panel.keys:
        return list(panel.periods)
    without = np.isnan(panel.lower).any(axis=0)
    return [panel.periods[at] for at in np.flatnonzero(without).tolist()]


def _longer(plan: Plan, cells: Counts, frequency: Frequency) -> Iterator[tuple[str, _Spans]]:
    assert plan.window is not None, "intake refuses plans without a window"
    window = periods_inside(plan.window[0].first, plan.window[1].last, frequency)
    first = min(cells.reported_in(frequency))
    if window is not None:
        wanted = window[0] + -_YEARS * frequency.per_year
        if wanted < first:
            yield "longer", ((wanted, first + -1),)


def _runs(periods: Sequence[Period]) -> _Spans:
    """Return the first and last of each run of periods that follow each other."""
    runs: list[tuple[Period, Period]] = []
    for period in periods:
        if runs and period - runs[-1][1] == 1:
            runs[-1] = (runs[-1][0], period)
        else:
            runs.append((period, period))
    return tuple(runs)


def _joined(spans: Iterable[tuple[Period, Period]]) -> _Spans:
    """Return the runs of all contributions as one list, each frequency for itself."""
    every = {first + step for first, last in spans for step in range(last - first + 1)}
    found: list[tuple[Period, Period]] = []
    for frequency in MODELLED:
        found += _runs(sorted(period for period in every if period.frequency is frequency))
    return tuple(found)
