"""Recorded change where there is no series: two totals, one of them of an earlier year.

The lower rung: neither trend nor season is taken out, and how far such totals wander is known
from others. Each total is taken whole; one that meets the window in part speaks of its own days.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leadline.assess.change import CLAIM_FROM, Setting, change_share, coverage
from leadline.assess.comparable import Group
from leadline.assess.grade import RUNG_TWO_TOTALS
from leadline.core.counts import SeriesKey
from leadline.core.draws import MIDDLE_AT
from leadline.core.finding import TOTAL, Estimate, Facts, Finding, Kind, Statement
from leadline.core.period import Period, Span, days_shared

# Reasons for which a model says nothing of a series, and two totals may.
WITHOUT_SERIES = frozenset({"short_baseline", "incomplete", "stopped"})


@dataclass(frozen=True)
class TwoTotals:
    """A total of the time under study, and that of the same time of an earlier year.

    Parameters
    ----------
    years : int
        Whole years from one to the other.
    before, observed : tuple of int
        The earlier and the later count, (lower, upper), equal when it is exact.
    withheld : str
        A reason code when nothing may be claimed, else empty.
    """

    earlier: Period | Span
    period: Period | Span
    years: int
    before: tuple[int, int]
    observed: tuple[int, int]
    withheld: str = ""


@dataclass(frozen=True)
class Panel:
    """Members that gave totals of the same two periods, and the sums over them."""

    group: Group
    members: tuple[str, ...]
    pair: TwoTotals


# Returns the 23 quantiles of the later count, given the earlier one.
Expect = Callable[[Panel], tuple[int, ...]]


def assess_totals(
    pairs: Mapping[SeriesKey, TwoTotals], setting: Setting, *, window: Span, expect: Expect
) -> tuple[Finding, ...]:
    """Return a change finding for each group of which members gave two totals.

    A region is spoken of where two of its members or more gave such totals, all of the same
    two periods: sums over different days mean nothing.
    """
    return tuple(
        _Builder(group, singles, setting, window, expect).finding()
        for group, singles in _groups(pairs).items()
    )


def without_answered(findings: Sequence[Finding], totals: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return findings without the members whose lacking series speaks as two totals instead."""
    answered = {(_what(f), s.subject) for f in totals for s in f.statements if not s.is_region}
    kept = (_without(finding, answered) for finding in findings)
    return tuple(finding for finding in kept if finding.statements)


def _without(finding: Finding, answered: set[tuple[Group, str]]) -> Finding:
    kept = tuple(
        s
        for s in finding.statements
        if s.withheld not in WITHOUT_SERIES or (_what(finding), s.subject) not in answered
    )
    return replace(finding, statements=kept)


def _what(finding: Finding) -> Group:
    kind = finding.indicator
    return Group(finding.source, kind.theme, kind.code, finding.channel)


def _groups(pairs: Mapping[SeriesKey, TwoTotals]) -> Mapping[Group, Mapping[str, Panel]]:
    found: dict[Group, dict[str, list[TwoTotals]]] = {}
    for key, pair in sorted(pairs.items()):
        group = Group(key.source, key.theme, key.indicator, key.channel)
        found.setdefault(group, {}).setdefault(key.member, []).append(pair)
    return {
        group: {member: Panel(group, (member,), _sum(own)) for member, own in members.items()}
        for group, members in found.items()
    }


def _sum(pairs: Sequence[TwoTotals]) -> TwoTotals:
    first = pairs[0]
    return TwoTotals(
        first.earlier,
        first.period,
        first.years,
        _added(pair.before for pair in pairs),
        _added(pair.observed for pair in pairs),
        next((pair.withheld for pair in pairs if pair.withheld), ""),
    )


def _added(bounds: Iterable[tuple[int, int]]) -> tuple[int, int]:
    lower, upper = zip(*bounds, strict=True)
    return sum(lower), sum(upper)


@dataclass(frozen=True)
class _Builder:
    group: Group
    singles: Mapping[str, Panel]
    setting: Setting
    window: Span
    expect: Expect

    def finding(self) -> Finding:
        indicator = self.setting.codelists.indicator(self.group.theme, self.group.indicator)
        assert indicator is not None, "intake lets only coded indicators through"
        return Finding(
            kind=Kind.CHANGE,
            source=self.group.source,
            indicator=indicator,
            channel=self.group.channel,
            frequency=TOTAL,
            statements=(*self._regional(), *self._single()),
        )

    def _regional(self) -> Iterable[Statement]:
        for region in self.setting.regions:
            able = [
                self.singles[m]
                for m in region.members
                if m in self.singles and not self.singles[m].pair.withheld
            ]
            periods = {(panel.pair.earlier, panel.pair.period) for panel in able}
            if len(able) > 1 and len(periods) == 1:
                members = tuple(m for panel in able for m in panel.members)
                panel = Panel(self.group, members, _sum([panel.pair for panel in able]))
                yield self._statement(panel, region.id, of=len(region.members))

    def _single(self) -> Iterable[Statement]:
        for member, panel in sorted(self.singles.items()):
            yield self._statement(panel, member, of=1)

    def _statement(self, panel: Panel, subject: str, *, of: int) -> Statement:
        headline = self._headline(panel)
        is_small = headline.expected[MIDDLE_AT] < CLAIM_FROM
        withheld = panel.pair.withheld or ("too_small" if is_small else "")
        earlier = Estimate(panel.pair.earlier, panel.pair.before, ())
        return Statement(
            subject=subject,
            is_region=subject not in panel.members,
            members=panel.members,
            members_of=of,
            coverage=coverage(subject, panel.members, self.setting),
            totals=() if panel.pair.withheld else (headline, earlier),
            path=(),
            rung=RUNG_TWO_TOTALS,
            facts=None if withheld else self._facts(panel, headline, of),
            evidence=(f"{self.group.source}/{self.group.theme}/{self.group.indicator}",),
            withheld=withheld,
        )

    def _headline(self, panel: Panel) -> Estimate:
        return Estimate(panel.pair.period, panel.pair.observed, self.expect(panel))

    def _facts(self, panel: Panel, headline: Estimate, of: int) -> Facts:
        share = change_share(headline)
        sheet = self.setting.sheets.get(self.group[:3])
        period = panel.pair.period
        return Facts(
            expected_per_period=headline.expected[MIDDLE_AT],
            n_members=len(panel.members),
            n_members_of=of,
            against=self._against(panel, 0.0 if share is None else share[1]),
            has_break=False,
            baseline_years=panel.pair.years,
            wild_end=False,
            has_sheet=sheet is not None,
            deduplicated=sheet is not None and sheet.deduplicated == "yes",
            sources_agree=0,
            placebo="",
            two_totals=True,
            share_before=_days_before(period, self.window) / period.days,
            share_after=_days_after(period, self.window) / period.days,
        )

    def _against(self, panel: Panel, middle: float) -> float:
        """Return the share of members, of those large enough, that point the other way."""
        headlines = [self._headline(self.singles[member]) for member in panel.members]
        large = [each for each in headlines if each.expected[MIDDLE_AT] >= CLAIM_FROM]
        known = [share[1] for share in map(change_share, large) if share is not None]
        return sum(share * middle < 0 for share in known) / len(known) if known else 0.0


def _days_before(period: Period | Span, window: Span) -> int:
    return max((window.first - period.first).days, 0)


def _days_after(period: Period | Span, window: Span) -> int:
    return period.days - days_shared(period, window) - _days_before(period, window)
