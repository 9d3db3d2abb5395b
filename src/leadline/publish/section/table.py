"""Tables of change: expected, recorded, difference and its interval strip."""

from collections.abc import Callable, Iterable, Sequence

from leadline.core.released import Estimate
from leadline.publish.block import Axis, Cell, Column, Row, Strip, Table
from leadline.publish.exhibit import Entry, Exhibit
from leadline.publish.voice import Voice

MOST_STEPS = 4  # labels of five ticks fit under the strip column
_ALL = -1.0
_STEPS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)

Pick = Callable[[Entry], Sequence[Estimate]]


def headline_only(entry: Entry) -> Sequence[Estimate]:
    """Return the window's estimate."""
    return (entry.headline,)


def plain_table(
    voice: Voice,
    exhibit: Exhibit,
    *,
    title: str,
    heads: Sequence[str],
    rows: Iterable[Row],
    notes: Sequence[str] = (),
    subtitle: str = "",
    n_words: int = 1,
) -> Table:
    """Return a table without interval strips; all but its first columns hold numbers.

    ``heads`` are messages; how numbers are traced stands under the other notes, where there
    are any.
    """
    traced = (voice.traced("{finding}.{subject}.{period}.{column}"),) if notes else ()
    return Table(
        id=exhibit.id,
        title=title,
        subtitle=subtitle,
        columns=tuple(
            Column(voice.words.text(head), is_number=place >= n_words)
            for place, head in enumerate(heads)
        ),
        rows=tuple(rows),
        axis=None,
        notes=(*notes, *traced),
        data=voice.files(exhibit.id),
    )


def change_table(
    voice: Voice,
    exhibit: Exhibit,
    group: Sequence[Entry],
    *,
    title: str,
    subtitle: str,
    head: str,
    name: Callable[[Entry], str],
    pick: Pick = headline_only,
) -> Table:
    """Return one row for each entry, or, where several are picked, for each of its periods."""
    words = voice.words
    picked = [(entry, estimate) for entry in group for estimate in pick(entry)]
    by_period = any(len(pick(entry)) > 1 for entry in group)
    axis = _axis(voice, [estimate for _, estimate in picked])
    is_wider = any("lower_adjusted" in estimate.numbers for _, estimate in picked)
    wider = (words.text("selection.widened"),) if is_wider else ()
    return Table(
        id=exhibit.id,
        title=title,
        subtitle=subtitle,
        columns=(
            Column(head, is_number=False),
            Column(words.text("table.expected"), is_number=True),
            Column(words.text("table.recorded"), is_number=True),
            Column(words.text("table.percent"), is_number=True),
        ),
        rows=tuple(
            _row(voice, entry, estimate, name=name, by_period=by_period)
            for entry, estimate in picked
        ),
        axis=axis,
        notes=(
            words.text("changes.filled_dot"),
            *wider,
            words.text("stat.rounded_total_note"),
            voice.traced(_pattern(picked)),
        ),
        data=voice.files(exhibit.id),
    )


def _row(
    voice: Voice, entry: Entry, estimate: Estimate, *, name: Callable[[Entry], str], by_period: bool
) -> Row:
    number, interval, number_id = voice.change(estimate, entry)
    numbers = estimate.numbers
    has_earlier = entry.is_two_totals and not by_period
    strip = None
    if "mid" in numbers:
        is_clear = estimate.direction in ("fell", "rose")
        lower, upper = estimate.interval
        strip = Strip(lower, numbers["mid"], upper, is_clear)
    return Row(
        (
            Cell(voice.words.period(estimate.period) if by_period else name(entry)),
            voice.expected_cell(estimate, entry),
            Cell(
                voice.count(estimate, "observed"),
                voice.earlier(entry, "table.earlier") if has_earlier else "",
                voice.id(entry, estimate, "observed"),
            ),
            Cell(number, interval, number_id, is_word="mid" not in numbers),
        ),
        strip,
        is_total=by_period and estimate is entry.headline,
    )


def _axis(voice: Voice, estimates: Sequence[Estimate]) -> Axis | None:
    ends = [end for e in estimates if "mid" in e.numbers for end in e.interval]
    if not ends:
        return None
    step = next((s for s in _STEPS if _reach(ends, s) <= MOST_STEPS), _STEPS[-1])
    lower, upper = _down(min(*ends, 0.0), step), -_down(-max(*ends, 0.0), step)
    n_ticks = round((upper - lower) / step)
    # Nothing falls by more than all of it.
    steps = (round(lower + step * i, 4) for i in range(n_ticks + 1))
    ticks = tuple(tick for tick in steps if tick >= _ALL)
    return Axis(
        head=voice.words.text("table.interval", level=voice.level),
        lower=max(lower, _ALL),
        upper=upper,
        ticks=tuple((tick, voice.words.change(100 * tick)) for tick in ticks),
    )


def _reach(ends: Sequence[float], step: float) -> float:
    return (-_down(-max(*ends, 0.0), step) - _down(min(*ends, 0.0), step)) / step


def _down(value: float, step: float) -> float:
    return round(value // step * step, 4)


def _pattern(picked: Sequence[tuple[Entry, Estimate]]) -> str:
    findings = dict.fromkeys(entry.finding.id for entry, _ in picked)
    finding = next(iter(findings)) if len(findings) == 1 else "{finding}"
    return f"{finding}.{{subject}}.{{period}}.{{column}}"
