"""Figures: statistics that others published, as they were read."""

from dataclasses import dataclass

from leadline.core.period import Period, Span


@dataclass(frozen=True)
class Figure:
    """One published statistic (FORMATS, Figures).

    ``period`` is None where the printed period does not parse; then ``period_text`` holds it
    and the figure is never compared. ``change_share``, ``lower`` and ``upper`` are shares:
    -0.3 is a fall of thirty per cent.
    """

    id: str
    place: str
    member: str
    source_type: str
    theme: str
    indicator: str
    channel: str
    unit: str
    period: Period | Span | None
    period_text: str
    value: float | None
    comparison_kind: str
    comparison_period: str
    comparison_value: float | None
    change_share: float | None
    lower: float | None
    upper: float | None
    read: str
    citation: str
    file: str
    row: int
