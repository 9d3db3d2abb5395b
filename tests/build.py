"""Small values for tests of core, assess and disclose: each argument left out is ordinary.

Exercise members QMA, QMB ... count victims of violence; nothing here is a real number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.assess.change import Setting
from leadline.assess.comparable import Comparable
from leadline.core.code import Codelists, Indicator
from leadline.core.counts import Counts, SeriesKey, SeriesSheet
from leadline.core.draws import Draws
from leadline.core.figure import Figure
from leadline.core.finding import Assessment, Estimate, Facts, Finding, Kind, Statement
from leadline.core.period import Frequency, Period, Span, parse_period
from leadline.core.plan import DisclosureRules, Member, Plan, Region, Source
from leadline.core.population import Population

SOURCE, THEME, INDICATOR = "police", "violence", "victims"
KEY = b"a key for tests only"

VICTIMS = Indicator(THEME, INDICATOR, "victims", "flow", "report", "residence")
FORUMS = Indicator("darknet", "posts", "posts", "flow", "detection", "none", restricted=True)
STAFF = Indicator("policing", "officers", "officers", "stock", "month end", "none")
CODELISTS = Codelists(
    indicators=(VICTIMS, FORUMS, STAFF),
    source_types=frozenset({"law_enforcement", "ngo"}),
    channels=frozenset({"unknown", "phone", "victim"}),
    victim_channels=frozenset({"victim"}),
    measures=frozenset({"school_closure", "stay_home"}),
    countries={"QM": "QMM", "MX": "MEX"},
)


def key(
    member: str = "QMA",
    *,
    source: str = SOURCE,
    about: str = "",
    theme: str = THEME,
    indicator: str = INDICATOR,
    channel: str = "unknown",
) -> SeriesKey:
    return SeriesKey(source, member, about or member, theme, indicator, channel)


QMA = key()


@dataclass(frozen=True)
class Cell:
    """One row of a contribution; ``count`` is (lower, upper) for ``<N``, None for no value."""

    count: int | tuple[int, int] | None
    key: SeriesKey = QMA
    reported: str = "2020-01"
    known_on: date = date(2020, 6, 1)
    status: str = "A"
    file: str = "counts.csv"
    row: int = 2
    occurred: str = ""

    @property
    def bounds(self) -> tuple[int, int]:
        if self.count is None:
            return -1, -1
        return self.count if isinstance(self.count, tuple) else (self.count, self.count)


def counts(*cells: Cell) -> Counts:
    keys = tuple(sorted({cell.key for cell in cells}))
    every = (text for cell in cells for text in (cell.reported, cell.occurred))
    periods = tuple(dict.fromkeys(text for text in every if text))
    files = tuple(dict.fromkeys(cell.file for cell in cells))
    at = {period: i for i, period in enumerate(periods)} | {"": -1}
    return Counts(
        keys=keys,
        periods=tuple(parse_period(text) for text in periods),
        files=files,
        series=np.array([keys.index(cell.key) for cell in cells], dtype=np.int32),
        occurred=np.array([at[cell.occurred] for cell in cells], dtype=np.int32),
        reported=np.array([at[cell.reported] for cell in cells], dtype=np.int32),
        lower=np.array([cell.bounds[0] for cell in cells], dtype=np.int64),
        upper=np.array([cell.bounds[1] for cell in cells], dtype=np.int64),
        status=np.array([cell.status for cell in cells], dtype="<U1"),
        known_on=np.array([cell.known_on.toordinal() for cell in cells], dtype=np.int32),
        file=np.array([files.index(cell.file) for cell in cells], dtype=np.int32),
        row=np.array([cell.row for cell in cells], dtype=np.int32),
    )


def contents(counts: Counts) -> list[tuple[Any, ...]]:
    """What counts say, cell by cell, sorted, but for where each was read."""
    every = [*map(str, counts.periods), ""]
    return sorted(
        (
            counts.keys[counts.series[at]],
            every[counts.occurred[at]],
            every[counts.reported[at]],
            int(counts.lower[at]),
            int(counts.upper[at]),
            str(counts.status[at]),
            int(counts.known_on[at]),
        )
        for at in range(len(counts))
    )


def cells_of(counts: Counts) -> list[tuple[SeriesKey, str, int, int, date, str, int]]:
    """What Counts say, cell by cell, sorted, whatever their indices are."""
    return sorted(
        (
            counts.keys[counts.series[i]],
            "" if counts.reported[i] < 0 else str(counts.periods[counts.reported[i]]),
            int(counts.lower[i]),
            int(counts.upper[i]),
            date.fromordinal(int(counts.known_on[i])),
            counts.files[counts.file[i]],
            int(counts.row[i]),
        )
        for i in range(len(counts))
    )


def quantile_table(lower: int, middle: int, upper: int) -> tuple[int, ...]:
    """The 23 quantiles of three worlds; the first and last are the 95% interval."""
    return (lower,) * 8 + (middle,) * 7 + (upper,) * 8


def estimate(
    period: str,
    observed: int | tuple[int, ...],
    expected: tuple[int, int, int] | None = (80, 100, 120),
) -> Estimate:
    bounds = (observed, observed) if isinstance(observed, int) else observed
    table = () if expected is None else quantile_table(*expected)
    return Estimate(parse_period(period), bounds, table)


GOOD_FACTS = Facts(
    expected_per_period=100.0,
    n_members=3,
    n_members_of=3,
    against=0.0,
    has_break=False,
    baseline_years=4.0,
    wild_end=False,
    has_sheet=True,
    deduplicated=True,
    sources_agree=0,
    placebo="holds",
)


def statement(
    subject: str,
    totals: Sequence[Estimate] = (),
    path: Sequence[Estimate] = (),
    *,
    members: Sequence[str] = (),
    facts: Facts | None = GOOD_FACTS,
    withheld: str = "",
) -> Statement:
    """A region's statement where members are named, else that of the member ``subject``."""
    return Statement(
        subject=subject,
        is_region=bool(members),
        members=tuple(members) or (subject,),
        members_of=len(members) or 1,
        coverage=None,
        totals=tuple(totals),
        path=tuple(path),
        rung=3,
        facts=facts,
        evidence=(f"{SOURCE}/{THEME}/{INDICATOR}",),
        withheld=withheld,
    )


def finding(
    *statements: Statement,
    kind: Kind = Kind.CHANGE,
    indicator: Indicator = VICTIMS,
    source: str = SOURCE,
    channel: str = "unknown",
    frequency: str = "month",
) -> Finding:
    return Finding(kind, source, indicator, channel, frequency, tuple(statements))


def assessment(*findings: Finding) -> Assessment:
    return Assessment(findings, (), (), (), ())


def region(name: str, *members: str) -> Region:
    return Region(name, {"en": name.title()}, members)


def plan(
    *members: str,
    regions: Sequence[Region] = (),
    sources: Sequence[Source] = (),
    threshold: int = 5,
    round_to: int = 5,
) -> Plan:
    return Plan(
        path="assessment.toml",
        id="exercise",
        as_of=date(2021, 1, 1),
        seed=1,
        languages=("en",),
        handling="TLP:CLEAR",
        edition_name="1",
        title={"en": "An exercise"},
        baseline=(Period.parse("2018-01"), Period.parse("2020-02")),
        window=(Period.parse("2020-03"), Period.parse("2020-12")),
        delay_within={},
        disclosure=DisclosureRules(threshold, 5, round_to),
        members=tuple(Member(code, {"en": f"Land {code}"}) for code in members),
        regions=tuple(regions),
        sources=tuple(sources),
        inputs=(),
        breaks=(),
    )


def figure(
    change_share: float | None,
    *,
    member: str = "QMA",
    place: str = "Land QMA",
    period: str = "2020-04-01/2020-06-30",
    channel: str = "",
    indicator: str = INDICATOR,
    source_type: str = "law_enforcement",
    comparison_kind: str = "period",
    interval: tuple[float | None, float | None] = (None, None),
) -> Figure:
    return Figure(
        id="fig1",
        place=place,
        member=member,
        source_type=source_type,
        theme=THEME,
        indicator=indicator,
        channel=channel,
        unit="victims",
        period=parse_period(period) if period else None,
        period_text="" if period else "spring 2020",
        value=None,
        comparison_kind=comparison_kind,
        comparison_period="2019",
        comparison_value=None,
        change_share=change_share,
        lower=interval[0],
        upper=interval[1],
        read="table",
        citation="An invented yearbook",
        file="figures.csv",
        row=2,
    )


SHEET = SeriesSheet(
    source=SOURCE,
    theme=THEME,
    indicator=INDICATOR,
    definition="victims in recorded offences",
    age_from=0,
    age_to=17,
    counting_point="report",
    deduplicated="yes",
    effort="",
    breaks=(),
    tlp="TLP:CLEAR",
    public="yes",
)


def comparable(
    observed: Mapping[SeriesKey, Sequence[float | tuple[float, float]]],
    *,
    expected: tuple[int, int, int] = (80, 100, 120),
    first: str = "2020-01",
    window: tuple[int, int] = (3, 9),
    withheld: Mapping[SeriesKey, str] | None = None,
    broken: Sequence[SeriesKey] = (),
) -> Comparable:
    """Counts from ``first`` on; in every period three worlds are expected, moving as one.

    ``window`` are the positions of its beginning and end; what is left is *after*. Sums over
    series and periods have the sums of the worlds as 95% interval and median.
    """
    keys = tuple(observed)
    bounds = [
        [value if isinstance(value, tuple) else (value, value) for value in row]
        for row in observed.values()
    ]
    array = np.array(bounds, dtype=np.float64)
    start = Period.parse(first)
    periods = tuple(start + step for step in range(array.shape[1]))
    return Comparable(
        frequency=start.frequency,
        draws=Draws(keys, periods, worlds(len(keys), len(periods), expected)),
        lower=array[..., 0],
        upper=array[..., 1],
        window=slice(*window),
        after=slice(window[1], len(periods)),
        withheld=tuple((withheld or {}).get(name, "") for name in keys),
        has_break=np.array([name in broken for name in keys]),
    )


def worlds(n_series: int, n_time: int, expected: tuple[int, int, int]) -> NDArray[np.int64]:
    return np.broadcast_to(np.array(expected, dtype=np.int64), (n_series, n_time, 3))


def setting(
    *regions: Region,
    sheets: Sequence[SeriesSheet] = (SHEET,),
    population: Population = Population(()),  # noqa: B008 - frozen, so sharing it is safe
    placebo: str = "holds",
    compared: Sequence[str] = (),
) -> Setting:
    return Setting(
        codelists=CODELISTS,
        regions=regions,
        sheets={(s.source, s.theme, s.indicator): s for s in sheets},
        population=population,
        year=2020,
        placebo=placebo,
        compared={(THEME, INDICATOR): tuple(Span.parse(text) for text in compared)},
    )


MONTH = Frequency.MONTH
