"""Exhibits: which charts and tables an edition has, with their numbers, in no language.

The same exhibit feeds chart, table, page and data file, so that a number is the same in all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from leadline.core.finding import TOTAL
from leadline.core.released import Estimate, Finding, Released, Statement

CHANGE, AFTERMATH = "change", "aftermath"
LATE, UNACCOUNTED = "late", "unaccounted"
NEVER_REPORTED, DELAY_SHIFT = "never_reported", "delay_shift"
_BY_OCCURRENCE = (LATE, UNACCOUNTED, NEVER_REPORTED, DELAY_SHIFT)
# With more that lead than this, only what is clear has a page of its own. By occurrence pages
# come on top of those of the changes.
MOST_DETAILED = {CHANGE: 24, **dict.fromkeys(_BY_OCCURRENCE, 9)}
# More findings of one member each than this stand in one table.
MOST_ALONE = 9
# The grain of the claims that lead: those on the whole window.
WINDOW = "window"
# Panels stand in rows of three. So many rows go on a page with their words, in every language:
# an overview's panel has the longer name, of an indicator, a region, a source and a channel.
_PANELS_IN_ROW = 3
_ROWS_AT_MOST = {"overview": 3, "members": 4}


@dataclass(frozen=True)
class Line:
    """One row of numbers: of a subject, in a period, of a finding."""

    finding: str
    subject: str
    period: str
    numbers: dict[str, float]


@dataclass(frozen=True)
class Exhibit:
    """A chart (C01 ...) or table (T01 ...): what it is about and its rows of numbers.

    ``topic`` names the words that title it; ``scope`` the theme, indicator or region it is
    about, empty when it is about all. Several charts have the same topic and scope where their
    panels are too many for one page.
    """

    id: str
    topic: str
    scope: str
    lines: tuple[Line, ...]

    @property
    def is_chart(self) -> bool:
        """Whether it is drawn; else it is a table."""
        return self.id.startswith("C")


@dataclass(frozen=True)
class Entry:
    """A finding with one of its statements."""

    finding: Finding
    statement: Statement

    @property
    def headline(self) -> Estimate:
        """The estimate of the whole window."""
        return self.statement.totals[0]

    @property
    def is_two_totals(self) -> bool:
        """Whether it rests on two totals: the earlier one stands second among its totals."""
        return self.finding.frequency == TOTAL

    @property
    def name(self) -> str:
        """The theme and indicator, as labels are keyed."""
        return f"{self.finding.theme}.{self.finding.indicator}"


def entries(released: Released, kind: str, *, is_region: bool) -> tuple[Entry, ...]:
    """Return the statements of a finding kind that were not withheld, in order of their code."""
    return tuple(
        Entry(finding, statement)
        for finding in released.findings
        if finding.kind == kind
        for statement in finding.statements
        if statement.is_region is is_region and statement.totals
    )


def leading(released: Released, kind: str) -> tuple[Entry, ...]:
    """Return the statements that lead: on regions or, where none is on a region, on members."""
    decides = UNACCOUNTED if kind in _BY_OCCURRENCE else CHANGE
    has_regions = bool(entries(released, decides, is_region=True))
    return entries(released, kind, is_region=has_regions)


def beside(released: Released, entry: Entry, kind: str) -> Entry | None:
    """Return what another finding kind says of the same counts and subject."""
    own = entry.finding
    for other in entries(released, kind, is_region=entry.statement.is_region):
        finding = other.finding
        names = ("source", "theme", "indicator", "channel", "frequency")
        is_same = all(getattr(finding, name) == getattr(own, name) for name in names)
        if is_same and other.statement.subject == entry.statement.subject:
            return other
    return None


def following(released: Released) -> dict[str, list[Entry]]:
    """Return the changes of members by finding, those that do not lead and are not gathered."""
    is_gathered = bool(gathered(released))
    groups = _by_finding(released)
    return {name: group for name, group in groups.items() if len(group) > 1 or not is_gathered}


def gathered(released: Released) -> tuple[Entry, ...]:
    """Return the changes of members, one of a finding, that stand in one table; none if few."""
    alone = tuple(group[0] for group in _by_finding(released).values() if len(group) == 1)
    return alone if len(alone) > MOST_ALONE else ()


def _by_finding(released: Released) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    if entries(released, CHANGE, is_region=True):
        for entry in entries(released, CHANGE, is_region=False):
            groups.setdefault(entry.finding.id, []).append(entry)
    return groups


def withheld(released: Released) -> tuple[Entry, ...]:
    """Return the region statements of change that were withheld."""
    return tuple(
        Entry(finding, statement)
        for finding in released.findings
        if finding.kind == CHANGE
        for statement in finding.statements
        if statement.is_region and statement.withheld
    )


def exhibits(released: Released) -> tuple[Exhibit, ...]:
    """Return every exhibit of an edition, in the order in which it is printed."""
    lead = leading(released, CHANGE)
    alone = detailed(released, CHANGE)
    drawn = [entry for entry in lead if entry.statement.path]
    charts: list[tuple[str, str, Sequence[Line]]] = []
    if len(drawn) > 1:
        charts += _parts("overview", "", drawn)
    charts += [("detail", _place(entry), _path(entry)) for entry in alone if entry.statement.path]
    members = following(released)
    for name, group in members.items():
        if len(group) > 1:
            charts += _parts("members", name, [e for e in group if e.statement.path])
    charts += [
        ("completeness", _place(entry), _completeness(released, entry))
        for entry in detailed(released, UNACCOUNTED)
        if entry.statement.path
    ]
    charts += [
        ("dots", _place(entry), [_line(entry, entry.headline)])
        for entry in detailed(released, NEVER_REPORTED)
        if dots_of(entry)
    ]
    tables: list[tuple[str, str, Sequence[Line]]] = [
        ("measures", "", _measures(released)),
        ("change", "", _headlines(lead)),
        *(
            ("detail", _place(entry), _totals([entry]))
            for entry in alone
            if len(entry.statement.totals) > 1
        ),
        *(("members", name, _compared(group)) for name, group in members.items()),
        ("members", "", [line for e in gathered(released) for line in _compared([e])]),
        ("aftermath", "", _totals(leading(released, AFTERMATH))),
        ("late", "", _headlines(leading(released, LATE))),
        ("delay", "", _totals(leading(released, DELAY_SHIFT))),
        ("unaccounted", "", _headlines(leading(released, UNACCOUNTED))),
        ("never", "", _headlines(leading(released, NEVER_REPORTED))),
        *(("published", theme, _figures(released, theme)) for theme in _themes(released)),
        ("response", "", _responses(released)),
        ("placebo", "", _placebos(released)),
        ("selection", "", _selections(released)),
    ]
    return (*_numbered("C", charts), *_numbered("T", tables))


def _numbered(letter: str, drafts: Iterable[tuple[str, str, Sequence[Line]]]) -> Iterable[Exhibit]:
    filled = [draft for draft in drafts if draft[2]]
    for place, (topic, scope, lines) in enumerate(filled, start=1):
        yield Exhibit(f"{letter}{place:02d}", topic, scope, tuple(lines))


def _parts(
    topic: str, scope: str, drawn: Sequence[Entry]
) -> Iterator[tuple[str, str, Sequence[Line]]]:
    """Yield charts of many panels: as few as pages hold, with rows shared out evenly."""
    n_rows = -(-len(drawn) // _PANELS_IN_ROW)
    n_parts = max(1, -(-n_rows // _ROWS_AT_MOST[topic]))
    edges = [-(-n_rows * i // n_parts) * _PANELS_IN_ROW for i in range(n_parts + 1)]
    for first, last in pairwise(edges):
        yield topic, scope, [line for entry in drawn[first:last] for line in _path(entry)]


def _place(entry: Entry) -> str:
    return f"{entry.finding.id}.{entry.statement.subject}"


def _line(entry: Entry, estimate: Estimate) -> Line:
    return Line(entry.finding.id, entry.statement.subject, estimate.period, estimate.numbers)


def _path(entry: Entry) -> list[Line]:
    return [_line(entry, estimate) for estimate in entry.statement.path]


def detailed(released: Released, kind: str) -> tuple[Entry, ...]:
    """Return the findings that have a page of their own: all, or where they are many the clear."""
    lead = leading(released, kind)
    if len(lead) <= MOST_DETAILED[kind]:
        return lead
    return tuple(entry for entry in lead if _is_clear(released, entry))


def _is_clear(released: Released, entry: Entry) -> bool:
    """Whether a direction is stated; by occurrence, that of what is not accounted for."""
    is_change = entry.finding.kind == CHANGE
    decides = entry if is_change else beside(released, entry, UNACCOUNTED)
    return decides is not None and decides.headline.direction in ("fell", "rose")


def dots_of(entry: Entry) -> dict[str, float]:
    """Return equally likely outcomes of what was never reported, ascending, by their suffix.

    Empty where no range of offending was declared.
    """
    return {n: value for n, value in entry.headline.numbers.items() if n.startswith("dot_")}


def _completeness(released: Released, entry: Entry) -> list[Line]:
    """Return the path of what is not accounted for, and beside it that of what is late."""
    late = beside(released, entry, LATE)
    return [*_path(entry), *([] if late is None else _path(late))]


def _headlines(group: Iterable[Entry]) -> list[Line]:
    return [_line(entry, entry.headline) for entry in group]


def _compared(group: Sequence[Entry]) -> list[Line]:
    """Return the headlines, and of two totals the earlier one, which stands beside them."""
    return _totals(group) if all(entry.is_two_totals for entry in group) else _headlines(group)


def _totals(group: Iterable[Entry]) -> list[Line]:
    return [_line(entry, estimate) for entry in group for estimate in entry.statement.totals]


def _themes(released: Released) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.theme for figure in released.figures))


def _figures(released: Released, theme: str) -> list[Line]:
    return [
        Line(figure.finding, figure.subject, figure.period, figure.numbers)
        for figure in released.figures
        if figure.theme == theme
    ]


def _measures(released: Released) -> list[Line]:
    return [Line(m.finding, m.subject, m.period, m.numbers) for m in released.measures]


def _placebos(released: Released) -> list[Line]:
    return [Line(p.finding, p.subject, p.period, p.numbers) for p in released.placebos]


def _responses(released: Released) -> list[Line]:
    return [Line(r.finding, r.subject, r.period, r.numbers) for r in released.responses]


def _selections(released: Released) -> list[Line]:
    return [Line(s.finding, s.subject, s.period, s.numbers) for s in released.selections]
