"""Where a chart's own words go: on white, close to their mark, never over one another.

All measures are pixels from the plot's top left, y downwards. The width of a text is an
estimate, from the mean width of the font's letters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_ISOLATES = "\u2066\u2067\u2069"
_LETTER = {400: 6.2, 500: 6.5, 600: 7.2}  # mean width of a letter at 12 px, by weight
_RISE, _FALL = 9.0, 3.0  # from the base line of 12 px text to its top and foot
_GAP = 4.0
_STEP = 4
# In the order in which they choose their places: measures have the fewest to choose from.
_LOOKS = {"measures": ("#6B5420", 500), "expected": ("#5F6E78", 500), "observed": ("#0B4F6C", 600)}


@dataclass(frozen=True)
class Label:
    """A text in the chart; x and y (first base line)."""

    lines: tuple[str, ...]
    x: float
    y: float
    align: str
    color: str
    weight: int
    size: int = 12


@dataclass(frozen=True)
class Spot:
    """Where a text may go; ``x`` is its end where it is aligned right."""

    x: float
    y: float
    align: str = "left"

    def box(self, width: float) -> "Box":
        """Return the room that a text of this width takes here, a little air beside it."""
        left = self.x - width if self.align == "right" else self.x
        return Box(left - _GAP, self.y - _RISE, left + width + _GAP, self.y + _FALL)


@dataclass(frozen=True)
class Rail:
    """Where the marks run at one x: the highest and the lowest, and whether a band is there."""

    x: float
    highest: float
    lowest: float
    has_band: bool


@dataclass(frozen=True)
class Box:
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    foot: float

    @classmethod
    def of(cls, label: Label) -> "Box":
        """Return the room that a label takes."""
        scale = label.size / 12
        width = max(text_width(line, label.weight) for line in label.lines) * scale
        left = label.x - width if label.align == "right" else label.x
        foot = label.y + _FALL + 16 * (len(label.lines) - 1)
        return cls(left, label.y - _RISE * scale, left + width, foot)

    def meets(self, other: "Box") -> bool:
        """Whether two boxes share any room."""
        is_beside = self.right <= other.left or other.right <= self.left
        return not (is_beside or self.foot <= other.top or other.foot <= self.top)


def text_width(text: str, weight: int) -> float:
    """Return the width of a text of 12 px, estimated."""
    return _LETTER[weight] * sum(letter not in _ISOLATES for letter in text)


def place_labels(
    words: Mapping[str, str],
    *,
    plot: tuple[int, int],
    rails: tuple[Rail, ...],
    grid: tuple[float, ...] = (),
    spans: tuple[tuple[float, float], ...] = (),
    taken: tuple[Box, ...] = (),
) -> tuple[tuple[Label, ...], bool]:
    """Place the words for ``expected``, ``observed`` and ``measures``, those that are given.

    Expected stands above the band and observed below the marks, on white and near the start
    where they can; measures inside the first shade or beside it. ``grid`` are the heights of
    grid lines, which a label avoids when it can. Says also whether all found a free place; one
    that did not stands over something, or, where it is the measures, nowhere.
    """
    placed: list[Label] = []
    boxes = list(taken)
    has_room = True
    for name, (color, weight) in _LOOKS.items():
        if not words.get(name):
            continue
        width = text_width(words[name], weight)
        if name == "measures":
            spots = [
                spot
                for spot in _measure_spots(width, spans[0], plot)
                if _is_off_marks(spot.box(width), rails)
            ]
        else:
            field = _Field(plot, rails, grid, spans)
            spots = _line_spots(width, field, is_expected=name == "expected")
        free = [s for s in spots if not any(s.box(width).meets(other) for other in boxes)]
        has_room &= bool(free)
        if name == "measures" and not free:
            continue
        spot = free[0] if free else Spot(2.0, _RISE)
        placed.append(Label((words[name],), spot.x, spot.y, spot.align, color, weight))
        boxes.append(Box.of(placed[-1]))
    return tuple(placed), has_room


@dataclass(frozen=True)
class _Field:
    plot: tuple[int, int]
    rails: tuple[Rail, ...]
    grid: tuple[float, ...]
    spans: tuple[tuple[float, float], ...]


def _extremes(rails: tuple[Rail, ...], left: float, right: float) -> tuple[float, float] | None:
    """Return the highest and the lowest mark between two x, straight lines included."""
    highs, lows = [], []
    for a, b in pairwise(rails):
        if b.x < left or a.x > right:
            continue
        for x in (max(left, a.x), min(right, b.x)):
            part = (x - a.x) / (b.x - a.x)
            highs.append(a.highest + part * (b.highest - a.highest))
            lows.append(a.lowest + part * (b.lowest - a.lowest))
    return (min(highs), max(lows)) if highs else None


def _is_off_marks(box: Box, rails: tuple[Rail, ...]) -> bool:
    found = _extremes(rails, box.left, box.right)
    return found is None or box.foot < found[0] or box.top > found[1]


def _line_spots(width: float, field: _Field, *, is_expected: bool) -> list[Spot]:
    """Return spots beside the marks, best first: on white, on the usual side, near the start."""
    ranked = []
    for x in range(2, max(3, int(field.plot[0] - width)), _STEP):
        found = _extremes(field.rails, x - 2, x + width + 2)
        if found is None or (is_expected and not _has_band(field.rails, x, x + width)):
            continue
        above, below = found[0] - _GAP, found[1] + _GAP + _RISE
        for away in range(0, 9, 2):
            for y, is_usual in ((above - away, is_expected), (below + away, not is_expected)):
                spot = Spot(float(x), round(y, 2))
                if y >= _RISE - 1 and y + _FALL < field.plot[1]:
                    cost = x * 0.15 + away + 400 * (not is_usual)
                    ranked.append((cost + _crossings(spot.box(width), field), spot.x, spot.y))
    return [Spot(x, y) for _, x, y in sorted(ranked)]


def _crossings(box: Box, field: _Field) -> float:
    """Return what it costs a label to stand on a shade or across a grid line."""
    is_shaded = any(a < box.right + 2 and box.left - 2 < b for a, b in field.spans)
    is_crossed = any(box.top < line < box.foot for line in field.grid)
    return 1000.0 * is_shaded + 12.0 * is_crossed


def _has_band(rails: tuple[Rail, ...], left: float, right: float) -> bool:
    return any(rail.has_band for rail in rails if left <= rail.x <= right)


def _measure_spots(
    width: float, span: tuple[float, float], plot: tuple[int, int]
) -> Iterator[Spot]:
    """Yield spots for the measures: in the shade at its top or foot, then left and right of it."""
    left, right = span
    top, foot = _RISE + 5, plot[1] - 6.0
    if right - left >= width + 8:
        yield from (Spot(left + 4, y) for y in (top, foot))
    for y in (foot, top, *range(int(foot), int(top), -_STEP)):
        if left - width - 5 >= 0:
            yield Spot(left - 5, y, "right")
        if right + width + 5 <= plot[0]:
            yield Spot(right + 5, y)
    # Across the edge of the shade: its colour reads on both grounds.
    for y in (top, foot):
        yield Spot(max(right - 4, width), y, "right")
