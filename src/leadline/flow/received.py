"""Received: who sent what, understood how far, and what it can be used for; no model is run.

Joins what intake tells of each file with what the good cells hold. Nothing is refused here:
files with problems are part of the answer.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from leadline.core.code import Codelists
from leadline.core.counts import Counts, SeriesSheet
from leadline.core.error import UsageError
from leadline.core.period import Frequency, Period, Span
from leadline.core.plan import Plan
from leadline.core.received import NOTHING, SERIES, TWO_TOTALS, Contribution, Delivery, Received
from leadline.flow.axis import (
    MODELLED,
    Axis,
    assessment_axis,
    by_report,
    check_settled,
    periods_inside,
)
from leadline.flow.bearing import declared_breaks, withheld
from leadline.flow.totals import keys_with_totals
from leadline.intake.inputs import Inputs

TOTAL = "total"
# Reasons under which not even two totals may be compared.
_BREAK = "break_in_window"


def received(plan: Plan, inputs: Inputs, *, codelists: Codelists) -> tuple[Received, ...]:
    """Return a row for each contribution, and for each declared body that sent nothing.

    Rows come in the order in which the assessment declares sources and members and the codelist
    indicators; files that are nobody's come last.

    Parameters
    ----------
    inputs : Inputs
        As gathered: its files may have problems.
    """
    counts = inputs.counts.as_known_on(plan.as_of)
    cells, plan = _by_contribution(counts), by_report(plan, counts)
    sent: dict[tuple[Contribution, str, str], list[Delivery]] = {}
    for delivery in inputs.deliveries:
        whose = delivery.contribution
        is_somebodys = bool(whose.source or whose.member)
        apart = ("counts", "") if is_somebodys else (delivery.kind, delivery.file)
        sent.setdefault((whose, *apart), []).append(delivery)
    rows = [
        _row(deliveries, cells.get(key[0]), plan, inputs.sheets, codelists)
        for key, deliveries in sent.items()
    ]
    silent = (Received(whose, reasons=("no_counts",)) for whose in _silent(plan, sent))
    order = _order(plan, codelists)
    return tuple(sorted([*rows, *silent], key=lambda row: _place(row, order)))


def _row(
    deliveries: Sequence[Delivery],
    cells: Counts | None,
    plan: Plan,
    sheets: Sequence[SeriesSheet],
    codelists: Codelists,
) -> Received:
    first, last = _ends(cells)
    frequency = _frequency(cells)
    problems = _summed(delivery.problems for delivery in deliveries)
    use, reasons = _use(deliveries[0].contribution, cells, plan, sheets, codelists)
    return Received(
        contribution=deliveries[0].contribution,
        kind=deliveries[0].kind,
        files=tuple(dict.fromkeys(d.file for d in deliveries)),
        mappings=tuple(dict.fromkeys(d.mapping for d in deliveries if d.mapping)),
        n_received=sum(d.n_received for d in deliveries),
        n_read=sum(d.n_read for d in deliveries),
        n_refused=sum(d.n_refused for d in deliveries),
        problems=problems,
        notes=_summed(delivery.notes for delivery in deliveries),
        frequency=frequency,
        first=first,
        last=last,
        baseline_share=_share(cells, frequency, plan.baseline),
        window_share=_share(cells, frequency, plan.window),
        n_blank=0 if cells is None else int((cells.lower < 0).sum()),
        n_small=0 if cells is None else int((cells.lower < cells.upper).sum()),
        known_on=None if cells is None else date.fromordinal(int(cells.known_on.max())),
        use=use,
        reasons=("rows_refused", *reasons) if problems else reasons,
    )


def _silent(plan: Plan, sent: Iterable[tuple[Contribution, str, str]]) -> Iterator[Contribution]:
    """Yield declared sources, then members, of which no row came."""
    heard = [whose for whose, _, _ in sent]
    sources, members = {whose.source for whose in heard}, {whose.member for whose in heard}
    for source in plan.sources:
        if source.id not in sources:
            yield Contribution(source.id, "", "", "")
    for member in plan.members:
        if member.code not in members:
            yield Contribution("", member.code, "", "")


def _summed(told: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in told:
        total.update(each)
    return dict(sorted(total.items()))


def _order(plan: Plan, codelists: Codelists) -> dict[tuple[str, str], int]:
    """Return where each code stands in its own list; empty codes come after all."""
    pairs = [("source", source.id) for source in plan.sources]
    pairs += [("member", member.code) for member in plan.members]
    pairs += [("theme", theme) for theme in codelists.themes]
    pairs += [("indicator", row.code) for row in codelists.indicators]
    return {pair: at for at, pair in enumerate(dict.fromkeys(pairs))}


def _place(row: Received, order: Mapping[tuple[str, str], int]) -> tuple[object, ...]:
    names = row.contribution._asdict().items()
    return *(order.get(pair, len(order)) for pair in names), row.kind, row.files


def _by_contribution(counts: Counts) -> dict[Contribution, Counts]:
    """Return the cells of each contribution, with only its own series as keys."""
    of_key: dict[Contribution, list[int]] = {}
    for at, key in enumerate(counts.keys):
        whose = Contribution(key.source, key.member, key.theme, key.indicator)
        of_key.setdefault(whose, []).append(at)
    group = np.zeros(len(counts.keys), dtype=np.int64)
    for number, series in enumerate(of_key.values()):
        group[series] = number
    order = np.argsort(group[counts.series], kind="stable")
    ends = np.cumsum(np.bincount(group[counts.series], minlength=len(of_key)))
    parts = np.split(order, ends[:-1]) if len(of_key) else []
    return {
        whose: counts.take(cells).of_series(series)
        for (whose, series), cells in zip(of_key.items(), parts, strict=True)
        if len(cells)
    }


def _ends(cells: Counts | None) -> tuple[Period | Span | None, Period | Span | None]:
    if cells is None:
        return None, None
    periods = [cells.periods[at] for at in np.unique(cells.reported)]
    return min(periods, key=lambda p: (p.first, p.last)), max(
        periods, key=lambda p: (p.last, p.first)
    )


def _frequency(cells: Counts | None) -> str:
    """Return the frequency of most cells; totals count where there is nothing else."""
    if cells is None:
        return ""
    periods = (cells.periods[at] for at in cells.reported.tolist())
    found = Counter(p.frequency for p in periods if isinstance(p, Period))
    return found.most_common(1)[0][0].value if found else TOTAL


def _share(
    cells: Counts | None, frequency: str, between: tuple[Period, Period] | None
) -> float | None:
    """Return for which share of the periods between two, both included, there is a value."""
    if cells is None or between is None or frequency in ("", TOTAL):
        return None
    asked = periods_inside(between[0].first, between[1].last, Frequency(frequency))
    if asked is None:
        return None
    known = cells.panel(Frequency(frequency), *asked).lower
    present = ~np.isnan(known).all(axis=0) if len(known) else np.zeros(1, dtype=np.bool_)
    return float(present.mean())


def _use(
    whose: Contribution,
    cells: Counts | None,
    plan: Plan,
    sheets: Sequence[SeriesSheet],
    codelists: Codelists,
) -> tuple[str, tuple[str, ...]]:
    """Return the use and, as codes, why it is not more."""
    if cells is None:
        return NOTHING, ("nothing_read",)
    indicator = codelists.indicator(whose.theme, whose.indicator)
    if indicator is None or indicator.kind != "flow":
        return NOTHING, ("stock",)
    found = set(_reasons(cells, plan, sheets))
    reasons = tuple(sorted(found - {""}))
    if "" in found:
        return SERIES, reasons
    has_two = _BREAK not in found and bool(keys_with_totals(cells, plan))
    return (TWO_TOTALS if has_two else NOTHING), reasons


def _reasons(cells: Counts, plan: Plan, sheets: Sequence[SeriesSheet]) -> Iterator[str]:
    """Yield for each series and frequency why it may enter no claim, empty where it may."""
    modelled = [frequency for frequency in MODELLED if cells.reported_in(frequency)]
    if not modelled:
        yield "frequency"
    for frequency in modelled:
        axis = assessment_axis(plan, frequency)
        if axis is None:
            yield "window_short"
        elif not _is_settled(axis, plan):
            yield "unsettled"
        else:
            yield from _withheld(cells, axis, plan, sheets)


def _is_settled(axis: Axis, plan: Plan) -> bool:
    try:
        check_settled(axis, plan)
    except UsageError:
        return False
    return True


def _withheld(
    cells: Counts, axis: Axis, plan: Plan, sheets: Sequence[SeriesSheet]
) -> Iterator[str]:
    panel = cells.panel(axis.frequency, axis.periods[0], axis.periods[-1])
    known = {key: ~np.isnan(panel.lower[i]) for i, key in enumerate(panel.keys)}
    nothing = np.zeros(len(axis.periods), dtype=np.bool_)
    for key in cells.keys:
        breaks = declared_breaks(key, plan, sheets, cells)
        yield withheld(known.get(key, nothing), axis, breaks)
