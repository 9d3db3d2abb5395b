"""Two totals: found among the counts that make no series, and what one leads to expect.

A total is taken whole or not at all: it counts for the window where at least half of its days
lie in it, and is set beside the total of the same days of the year, the latest that lies in
the baseline. How far such totals wander is learnt from all series of the indicator.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np

from leadline.assess.change import Setting
from leadline.assess.totals import Expect, Panel, TwoTotals, assess_totals
from leadline.core.counts import STATUS_BREAK, Counts, SeriesKey, SeriesSheet, Totals
from leadline.core.draws import quantiles
from leadline.core.finding import Finding
from leadline.core.period import (
    Frequency,
    Period,
    Span,
    days_shared,
    name_days,
    period_range,
    years_before,
)
from leadline.core.plan import Plan
from leadline.disclose.consent import refused as refused_series
from leadline.disclose.rounding import cell_name, round_count
from leadline.flow.axis import last_settled
from leadline.flow.expect import Grouping, plan_grouping
from leadline.models.ratio import Pairs, Variation, fit_variation, predict_total

N_DRAWS = 10_000
# A total so many days off is still of the same time of year.
NEAR_DAYS = 7


Refused = tuple[tuple[SeriesKey, str], ...]


@dataclass(frozen=True)
class Left:
    """Flows, and those of their series of which no model speaks."""

    counts: Counts
    keys: frozenset[SeriesKey]


def tell_totals(
    left: Left,
    plan: Plan,
    setting: Setting,
    *,
    sheets: Iterable[SeriesSheet],
    rounding_key: bytes,
) -> tuple[tuple[Finding, ...], Refused]:
    """Return findings on two totals, and the series that have none, with the reason."""
    if not left.keys:
        return (), ()
    breaks = _breaks(left.counts, plan_grouping(plan, left.counts, sheets))
    pairs, refused = find_totals(left, plan, breaks=breaks)
    printed = _Printed(rounding_key, plan.disclosure.round_to)
    pool = _Pool(_agreed(left.counts, sheets), plan_days(plan)[0], breaks, printed)
    expect = _expectation(pool, plan.seed)
    return assess_totals(pairs, setting, window=plan_days(plan)[1], expect=expect), refused


def keys_with_totals(counts: Counts, plan: Plan) -> frozenset[SeriesKey]:
    """Return the series of flows with two totals that may be set beside each other."""
    breaks = {key: frozenset[date]() for key in counts.keys}
    left = Left(counts, frozenset(counts.keys))
    return frozenset(find_totals(left, plan, breaks=breaks)[0])


def plan_days(plan: Plan) -> tuple[Span, Span]:
    """Return the days of the baseline and of the window."""
    assert plan.window is not None, "intake refuses plans without a window"
    baseline, window = plan.baseline, plan.window
    return Span(baseline[0].first, baseline[1].last), Span(window[0].first, window[1].last)


def find_totals(
    left: Left, plan: Plan, *, breaks: Mapping[SeriesKey, frozenset[date]]
) -> tuple[dict[SeriesKey, TwoTotals], Refused]:
    """Return the two totals of each series that no model can carry, and why others have none.

    A member that counts in several series at once (about several countries) is refused where
    their totals are not of the same periods, or a model speaks of some of them.
    """
    look = _Look(*plan_days(plan), last_settled(plan))
    index = [i for i, key in enumerate(left.counts.keys) if key in left.keys]
    cells_of = left.counts.of_series(index).totals()
    found = {key: look.pair(cells, breaks[key]) for key, cells in cells_of.items()}
    found |= dict.fromkeys(_mixed(found, left), "incomplete")
    pairs = {key: pair for key, pair in found.items() if isinstance(pair, TwoTotals)}
    return pairs, tuple((key, why) for key, why in found.items() if isinstance(why, str))


def _agreed(counts: Counts, sheets: Iterable[SeriesSheet]) -> Counts:
    """Return counts without the series that their sources do not open: they teach nothing."""
    unagreed = refused_series(sheets)
    return counts.of_series(
        [
            i
            for i, key in enumerate(counts.keys)
            if (key.source, key.theme, key.indicator) not in unagreed
        ]
    )


def _expectation(pool: "_Pool", seed: int) -> Expect:
    """Return what tells the later total from the earlier one.

    The model sees the earlier total as a reader will, rounded and within what rounding may have
    moved: what is printed beside it says no more of it than it does itself.
    """
    base = pool.printed.base

    @cache
    def series(theme: str, indicator: str) -> Mapping[SeriesKey, Totals]:
        return pool.series(theme, indicator)

    @cache
    def variation(theme: str, indicator: str, period: Period | Span) -> Variation:
        return fit_variation(pool.pairs(series(theme, indicator), period))

    def expect(panel: Panel) -> tuple[int, ...]:
        group, pair = panel.group, panel.pair
        cell = cell_name(group, panel.members, pair.earlier)
        lower, upper = sorted(pool.printed.count(count, cell) for count in pair.before)
        drawn = predict_total(
            max(lower - base + 1, 0),
            upper + base - 1,
            days_before=pair.earlier.days,
            days=pair.period.days,
            years=pair.years,
            variation=variation(group.theme, group.indicator, pair.period),
            n_draws=N_DRAWS,
            seed=seed,
        )
        return tuple(int(q) for q in quantiles(drawn))

    return expect


@dataclass(frozen=True)
class _Look:
    """Where totals are looked for: baseline, window, and the last day that is settled."""

    baseline: Span
    window: Span
    settled: date

    def pair(self, cells: Totals, breaks: Iterable[date]) -> TwoTotals | str:
        """Return the best pair of totals of one series, or the reason why there is none."""
        totals = list(self._totals(cells))
        if not totals:
            is_met = any(days_shared(period, self.window) for period in cells)
            return "partly_in_window" if is_met else "no_total"
        ready = [total for total in totals if total.last <= self.settled]
        if not ready:
            return "not_settled"
        pairs = [pair for total in ready if (pair := self._beside(cells, total)) is not None]
        if pairs:
            best = max(pairs, key=lambda pair: self._fit(pair.period))
            is_broken = any(best.earlier.first < day <= best.period.last for day in breaks)
            return replace(best, withheld="break_in_window") if is_broken else best
        if all(count_over(cells, total) is None for total in ready):
            return "incomplete"
        return "other_season" if self._has_earlier(cells) else "one_total"

    def _totals(self, cells: Totals) -> Iterator[Period | Span]:
        """Yield spans, and runs of periods of one frequency, that lie half or more in the window.

        A run goes from the first to the last of them, whether or not it has gaps.
        """
        mine = [p for p in cells if 2 * days_shared(p, self.window) >= p.days]
        yield from (name_days(p.first, p.last) for p in mine if isinstance(p, Span))
        for frequency in Frequency:
            run = [p for p in mine if isinstance(p, Period) and p.frequency is frequency]
            if run:
                yield name_days(min(run).first, max(run).last)

    def _fit(self, period: Period | Span) -> int:
        """Return the days of a period in the window, less those outside it."""
        return 2 * days_shared(period, self.window) - period.days

    def _has_earlier(self, cells: Totals) -> bool:
        return any(count is not None and p.last < self.window.first for p, count in cells.items())

    def _beside(self, cells: Totals, period: Period | Span) -> TwoTotals | None:
        observed, years = count_over(cells, period), 1
        before_day = min(period.first, self.window.first)
        while observed is not None and years_before(period, years).last >= self.baseline.first:
            earlier = self._earlier(cells, years_before(period, years), before_day)
            before = None if earlier is None else count_over(cells, earlier)
            if earlier is not None and before is not None:
                return TwoTotals(earlier, period, years, before, observed)
            years += 1
        return None

    def _earlier(
        self, cells: Totals, same: Period | Span, before_day: date
    ) -> Period | Span | None:
        """Return the period itself, or a total near it, in the baseline and before a day."""
        near = [p for p in cells if isinstance(p, Span) and _distance(p, same) <= NEAR_DAYS]
        nearest = sorted(near, key=lambda span: (_distance(span, same), span))
        for each in (same, *nearest):
            inside = days_shared(each, self.baseline) == each.days
            if inside and each.last < before_day and count_over(cells, each) is not None:
                return each
        return None


def count_over(cells: Totals, period: Period | Span) -> tuple[int, int] | None:
    """Return the count of exactly these days: a cell of them, or cells that fill them."""
    tilings: list[list[Period | Span]] = [[Span(period.first, period.last)]]
    for frequency in Frequency:
        first = Period.containing(period.first, frequency)
        last = Period.containing(period.last, frequency)
        if (first.first, last.last) == (period.first, period.last):
            tilings.append([*period_range(first, last)])
    for tiles in tilings:
        counts = [count for tile in tiles if (count := cells.get(tile)) is not None]
        if len(counts) == len(tiles):
            return sum(c[0] for c in counts), sum(c[1] for c in counts)
    return None


@dataclass(frozen=True)
class _Printed:
    """What a count reads as once it is printed."""

    key: bytes
    base: int

    def count(self, value: int, cell: str) -> int:
        return round_count(value, cell=cell, key=self.key, base=self.base)

    def total(self, value: int, series: SeriesKey, period: Period | Span) -> int:
        kind = (series.source, series.theme, series.indicator, series.channel)
        return self.count(value, cell_name(kind, (series.member,), period))


@dataclass(frozen=True)
class _Pool:
    """All series from which it may be learnt how totals wander, in the baseline alone.

    They are seen as they would be printed: where few others stand in the pool, the width of an
    interval gives back the pairs that it was learnt from, small and hidden ones among them.
    """

    counts: Counts
    baseline: Span
    breaks: Mapping[SeriesKey, frozenset[date]]
    printed: _Printed

    def series(self, theme: str, indicator: str) -> Mapping[SeriesKey, Totals]:
        """Return what all series of a kind counted in each of their periods."""
        keys = enumerate(self.counts.keys)
        same = [i for i, key in keys if (key.theme, key.indicator) == (theme, indicator)]
        return self.counts.of_series(same).totals()

    def pairs(self, series: Mapping[SeriesKey, Totals], period: Period | Span) -> Pairs:
        """Return the totals of this time of year, one year apart, of some series."""
        rows = [
            (
                self.printed.total(first, key, early),
                self.printed.total(second, key, late),
                early.days,
                late.days,
                late.last.year,
            )
            for early, late in self._years(period)
            for key, cells in series.items()
            if not any(early.first < day <= late.last for day in self.breaks[key])
            and (first := _exact(cells, early)) is not None
            and (second := _exact(cells, late)) is not None
        ]
        table = np.array(rows, dtype=np.float64).reshape(-1, 5)
        before, after, days_before, days_after, year = table.T
        return Pairs(before, after, days_before, days_after, year.astype(np.int64))

    def _years(self, period: Period | Span) -> Iterator[tuple[Period | Span, Period | Span]]:
        years = 1
        while (early := years_before(period, years + 1)).first >= self.baseline.first:
            late = years_before(period, years)
            if late.last <= self.baseline.last:
                yield early, late
            years += 1


def _mixed(found: Mapping[SeriesKey, TwoTotals | str], left: Left) -> Iterator[SeriesKey]:
    """Yield series with a pair that cannot be added to the others of their member."""
    elsewhere = {_without_about(key) for key in left.counts.keys if key not in left.keys}
    periods: dict[SeriesKey, set[tuple[Period | Span, Period | Span] | None]] = {}
    for key, pair in found.items():
        days = (pair.earlier, pair.period) if isinstance(pair, TwoTotals) else None
        periods.setdefault(_without_about(key), set()).add(days)
    for key, pair in found.items():
        own = _without_about(key)
        if isinstance(pair, TwoTotals) and (own in elsewhere or len(periods[own]) > 1):
            yield key


def _without_about(key: SeriesKey) -> SeriesKey:
    return key._replace(about="")


def _breaks(counts: Counts, grouping: Grouping) -> dict[SeriesKey, frozenset[date]]:
    """Return the first days of declared breaks, those that cells of totals mark with them."""
    marked = np.flatnonzero(counts.status == STATUS_BREAK).tolist()
    found = {key: {p.first for p in grouping.breaks.get(key, ())} for key in counts.keys}
    for cell in marked:
        if counts.reported[cell] >= 0:
            begin = counts.periods[counts.reported[cell]].first
            found[counts.keys[counts.series[cell]]].add(begin)
    return {key: frozenset(days) for key, days in found.items()}


def _distance(one: Period | Span, other: Period | Span) -> int:
    """Return how many days the ends of two periods are apart, the farther ones."""
    return max(abs((one.first - other.first).days), abs((one.last - other.last).days))


def _exact(cells: Totals, period: Period | Span) -> int | None:
    count = count_over(cells, period)
    return None if count is None or count[0] != count[1] else count[0]
