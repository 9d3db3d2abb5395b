"""Recorded change in the window, and what came after it.

"Recorded reports changed" is all that counts can say. Change is observed against expected in
the window and its parts by quarter; the aftermath is two numbers, deficit in the window and surplus
after it, with no claim about which report was late.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from leadline.assess.comparable import Comparable, Group, Subject, groups, subjects
from leadline.assess.grade import RUNG_SERIES, RUNG_SEVERAL_SOURCES, RUNG_TRIANGLE
from leadline.core.code import Codelists
from leadline.core.counts import SeriesSheet
from leadline.core.draws import LOWER_AT, MIDDLE_AT, UPPER_AT
from leadline.core.finding import BY_OCCURRENCE, Estimate, Facts, Finding, Kind, Statement
from leadline.core.period import Period, Span
from leadline.core.plan import Offending, Region
from leadline.core.population import Population

# Below this many expected a period a single member's change is not claimed: the chance to
# see a fall of 30% in three months is below one in two (METHODS section 1, Power).
CLAIM_FROM = 30
# From this share of equal cells on, two sources are taken for one.
ALIKE = 0.9


@dataclass(frozen=True)
class Setting:
    """What every statement of an assessment needs besides the counts.

    ``compared`` holds further periods inside the window for which published figures exist, by
    (theme, indicator). ``offending`` says by theme how far offending may have changed.
    """

    codelists: Codelists
    regions: tuple[Region, ...]
    sheets: Mapping[tuple[str, str, str], SeriesSheet]
    population: Population
    year: int
    placebo: str
    compared: Mapping[tuple[str, str], tuple[Period | Span, ...]]
    offending: Mapping[str, Offending] = field(default_factory=dict)


def assess_change(comparable: Comparable, setting: Setting) -> tuple[Finding, ...]:
    """Return a change finding for each group of series."""
    return findings_of(Kind.CHANGE, comparable, setting)


def assess_aftermath(comparable: Comparable, setting: Setting) -> tuple[Finding, ...]:
    """Return deficit and surplus for each group of series; none when no period came after."""
    if comparable.after.start == comparable.after.stop:
        return ()
    return findings_of(Kind.AFTERMATH, comparable, setting)


def findings_of(kind: Kind, comparable: Comparable, setting: Setting) -> tuple[Finding, ...]:
    """Return a finding of a kind for each group of series, a statement for each subject."""
    return tuple(
        _finding(kind, group, members, comparable, setting)
        for group, members in groups(comparable).items()
    )


def change_share(estimate: Estimate) -> tuple[float, float, float] | None:
    """Return lower, middle and upper of observed / expected - 1; None where it has no meaning."""
    if not estimate.observed or not estimate.expected or estimate.expected[LOWER_AT] <= 0:
        return None
    low, high = estimate.observed
    expected = estimate.expected
    return (
        low / expected[UPPER_AT] - 1,
        (low + high) / 2 / expected[MIDDLE_AT] - 1,
        high / expected[LOWER_AT] - 1,
    )


def coverage(subject: str, members: Collection[str], setting: Setting) -> float | None:
    """Return the share of a region's children whom its panel covers; None where not known."""
    region = next((r for r in setting.regions if r.id == subject), None)
    if region is None:
        return None
    every = [setting.population.children(m, setting.year) for m in region.members]
    known = [people for people in every if people is not None]
    if len(known) < len(every) or not known:
        return None
    covered = sum(people for m, people in zip(region.members, known, strict=True) if m in members)
    return covered / sum(known)


def _share_late(headline: Estimate) -> float:
    """Return the share of the reports within D that are still to come, by what was expected."""
    if not headline.complete or not headline.complete[MIDDLE_AT]:
        return 0.0
    return 1 - headline.expected[MIDDLE_AT] / headline.complete[MIDDLE_AT]


def _finding(
    kind: Kind,
    group: Group,
    members: Mapping[str, tuple[int, ...]],
    comparable: Comparable,
    setting: Setting,
) -> Finding:
    indicator = setting.codelists.indicator(group.theme, group.indicator)
    assert indicator is not None, "intake lets only coded indicators through"
    build = _Builder(kind, group, comparable, setting, members)
    return Finding(
        kind=kind,
        source=group.source,
        indicator=indicator,
        channel=group.channel,
        frequency=str(comparable.frequency),
        statements=tuple(map(build.statement, subjects(comparable, members, setting.regions))),
    )


@dataclass(frozen=True)
class _Builder:
    kind: Kind
    group: Group
    comparable: Comparable
    setting: Setting
    members: Mapping[str, tuple[int, ...]]

    def statement(self, subject: Subject) -> Statement:
        withheld = subject.withheld or self._refusal(subject)
        totals = () if subject.withheld else self._totals(subject)
        is_graded = not withheld and self.kind is not Kind.LATE
        facts = self._facts(subject, totals[0]) if is_graded else None
        several = facts is not None and facts.sources_agree > 0
        return Statement(
            subject=subject.id,
            is_region=subject.is_region,
            members=subject.members,
            members_of=subject.n_members_of,
            coverage=coverage(subject.id, subject.members, self.setting),
            totals=totals,
            path=self._path(subject, withheld),
            rung=RUNG_SEVERAL_SOURCES if several else self._rung,
            facts=facts,
            evidence=(f"{self.group.source}/{self.group.theme}/{self.group.indicator}",),
            withheld=withheld,
        )

    @property
    def _is_by_occurrence(self) -> bool:
        return self.kind in BY_OCCURRENCE

    @property
    def _rung(self) -> int:
        return RUNG_TRIANGLE if self._is_by_occurrence else RUNG_SERIES

    def _path(self, subject: Subject, withheld: str) -> tuple[Estimate, ...]:
        # The aftermath shares the path of its change; it stands there once.
        if withheld or self.kind is Kind.AFTERMATH:
            return ()
        c = self.comparable
        # By occurrence a year before the window is enough: by report the whole baseline stands.
        first = max(c.window.start - c.frequency.per_year, 0) if self._is_by_occurrence else 0
        return c.path(subject.series)[first:]

    def _totals(self, subject: Subject) -> tuple[Estimate, ...]:
        c = self.comparable
        whole = c.estimate(subject.series, c.window, c.span(c.window))
        if self.kind is Kind.AFTERMATH:
            return (whole, c.estimate(subject.series, c.after, c.span(c.after)))
        parts = c.parts(c.window)
        standing = [c.window, *(place for _, place in parts)]
        estimates = [c.estimate(subject.series, place, name) for name, place in parts]
        return (whole, *estimates, *self._compared(subject, standing))

    def _compared(self, subject: Subject, standing: Sequence[slice]) -> Iterable[Estimate]:
        c = self.comparable
        for span in self.setting.compared.get((self.group.theme, self.group.indicator), ()):
            place = c.position(span)
            if place is None or place in standing:
                continue
            if c.window.start <= place.start and place.stop <= c.window.stop:
                yield c.estimate(subject.series, place, span)

    def _refusal(self, subject: Subject) -> str:
        if self.setting.placebo == "fails":
            return "placebo_failed"
        expected = self._expected(subject.series)
        # A region of which one member is left says no more than that member.
        is_single = len(subject.members) < 2
        return "too_small" if is_single and expected < CLAIM_FROM else ""

    def _expected(self, series: tuple[int, ...]) -> float:
        c = self.comparable
        paths = c.draws.values[list(series), c.window].sum(axis=0)
        return float(np.median(paths.mean(axis=0)))

    def _facts(self, subject: Subject, headline: Estimate) -> Facts:
        share = change_share(headline)
        middle = 0.0 if share is None else share[1]
        sheet = self.setting.sheets.get((self.group.source, self.group.theme, self.group.indicator))
        return Facts(
            expected_per_period=self._expected(subject.series),
            n_members=len(subject.members),
            n_members_of=subject.n_members_of,
            against=self._against(subject, middle),
            has_break=bool(self.comparable.has_break[list(subject.series)].any()),
            baseline_years=self.comparable.window.start / self.comparable.frequency.per_year,
            wild_end=self.comparable.is_wild(subject.series),
            has_sheet=sheet is not None,
            deduplicated=sheet is not None and sheet.deduplicated == "yes",
            sources_agree=self._sources_agree(subject, middle),
            placebo=self.setting.placebo,
            share_late=_share_late(headline),
        )

    def _against(self, subject: Subject, middle: float) -> float:
        shares = [self._claim(self.members[member]) for member in subject.members]
        known = [share[1] for share in shares if share is not None]
        return sum(share * middle < 0 for share in known) / len(known) if known else 0.0

    def _claim(self, series: tuple[int, ...]) -> tuple[float, float, float] | None:
        # What is too small for a claim points anywhere by chance: it says nothing.
        if self._expected(series) < CLAIM_FROM:
            return None
        c = self.comparable
        return change_share(c.estimate(series, c.window, c.span(c.window)))

    def _sources_agree(self, subject: Subject, middle: float) -> int:
        """Return 1 or -1 where another source says so by itself, with its whole interval."""
        others = [
            self._side(tuple(i for m in subject.members for i in members[m]))
            for group, members in groups(self.comparable).items()
            if group._replace(source=self.group.source) == self.group
            and group.source != self.group.source
            and self._is_open(group)
            and all(m in members for m in subject.members)
            and not self._is_same(subject, members)
        ]
        moved = [side * middle for side in others if side]
        if not moved:
            return 0
        return 1 if all(product > 0 for product in moved) else -1

    def _side(self, series: tuple[int, ...]) -> int:
        share = self._claim(series)
        if share is None or any(self.comparable.withheld[i] for i in series):
            return 0
        return -1 if share[2] < 0 else 1 if share[0] > 0 else 0

    def _is_open(self, group: Group) -> bool:
        # What a source does not open must not speak through another's grade either.
        sheet = self.setting.sheets.get((group.source, group.theme, group.indicator))
        return sheet is None or sheet.public != "no"

    def _is_same(self, subject: Subject, members: Mapping[str, tuple[int, ...]]) -> bool:
        # The same numbers under another name, all but a few, are no second source.
        other = [i for m in subject.members for i in members[m]]
        own, copy = self.comparable.lower[list(subject.series)], self.comparable.lower[other]
        return own.shape == copy.shape and float((own == copy).mean()) > ALIKE
