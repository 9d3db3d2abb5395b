"""Exhibits: which charts and tables an edition has, with their numbers, in no language.

The same exhibit feeds chart, table, page and data file, so that a number is the same in all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadline.core.released import Estimate, Finding, Released, Statement

CHANGE, AFTERMATH = "change", "aftermath"


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
    about, empty when it is about all.
    """

    id: str
    topic: str
    scope: str
    lines: tuple[Line, ...]


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
    regional = entries(released, CHANGE, is_region=True)
    drawn = [entry for entry in regional if entry.statement.path]
    charts: list[tuple[str, str, Sequence[Line]]] = []
    if len(drawn) > 1:
        charts.append(("overview", "", [line for entry in drawn for line in _path(entry)]))
    charts += [("detail", _place(entry), _path(entry)) for entry in drawn]
    members = _members(released)
    charts += [
        ("members", name, [line for entry in group for line in _path(entry)])
        for name, group in members.items()
        if len(group) > 1
    ]
    tables: list[tuple[str, str, Sequence[Line]]] = [
        ("measures", "", _measures(released)),
        ("change", "", _headlines(regional)),
        *(
            ("detail", _place(entry), _totals([entry]))
            for entry in regional
            if len(entry.statement.totals) > 1
        ),
        *(("members", name, _headlines(group)) for name, group in members.items()),
        ("aftermath", "", _totals(entries(released, AFTERMATH, is_region=True))),
        *(("published", theme, _figures(released, theme)) for theme in _themes(released)),
        ("placebo", "", _placebos(released)),
    ]
    return (*_numbered("C", charts), *_numbered("T", tables))


def _numbered(letter: str, drafts: Iterable[tuple[str, str, Sequence[Line]]]) -> Iterable[Exhibit]:
    filled = [draft for draft in drafts if draft[2]]
    for place, (topic, scope, lines) in enumerate(filled, start=1):
        yield Exhibit(f"{letter}{place:02d}", topic, scope, tuple(lines))


def _place(entry: Entry) -> str:
    return f"{entry.finding.id}.{entry.statement.subject}"


def _members(released: Released) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries(released, CHANGE, is_region=False):
        groups.setdefault(entry.finding.id, []).append(entry)
    return groups


def _line(entry: Entry, estimate: Estimate) -> Line:
    return Line(entry.finding.id, entry.statement.subject, estimate.period, estimate.numbers)


def _path(entry: Entry) -> list[Line]:
    return [_line(entry, estimate) for estimate in entry.statement.path]


def _headlines(group: Iterable[Entry]) -> list[Line]:
    return [_line(entry, entry.headline) for entry in group]


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
