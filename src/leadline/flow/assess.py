"""The whole assessment: from an assessment file to what may be seen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes
from time import perf_counter

from threadpoolctl import threadpool_limits

from leadline.assess.change import Setting, assess_aftermath, assess_change
from leadline.assess.comparison import compare_figures
from leadline.assess.contradiction import ask_contradictions
from leadline.assess.gap import assess_gaps
from leadline.assess.measure import assess_measures
from leadline.assess.question import ask_series
from leadline.assess.shortfall import assess_shortfall
from leadline.assess.stopped import ask_stopped
from leadline.assess.totals import WITHOUT_SERIES, without_answered
from leadline.assess.use import assess_uses
from leadline.core.code import Codelists
from leadline.core.counts import Counts, SeriesKey
from leadline.core.error import Problem, UsageError
from leadline.core.figure import Figure
from leadline.core.finding import (
    BY_OCCURRENCE,
    TOTAL,
    Assessment,
    Finding,
    MeasureSpell,
    PlaceboResult,
)
from leadline.core.period import Frequency, Period, Span, span_of
from leadline.core.plan import Plan
from leadline.core.question import Question
from leadline.core.released import Released, write
from leadline.disclose.release import PUBLIC, RESTRICTED, Terms, release
from leadline.flow.axis import MODELLED, by_report
from leadline.flow.bearing import flows_of
from leadline.flow.cache import Cache, write_whole
from leadline.flow.expect import (
    ControlWindow,
    Expectation,
    Grouping,
    expect_frequency,
    plan_grouping,
)
from leadline.flow.line import write_lines
from leadline.flow.shortfall import Occurrences, tell_shortfall
from leadline.flow.totals import Left, tell_totals
from leadline.flow.workspace import (
    Workspace,
    default_home,
    open_workspace,
    read_ledger,
    rounding_key,
    write_ledger,
)
from leadline.intake.assessment import read_assessment
from leadline.intake.codelist import read_codelists
from leadline.intake.inputs import Inputs, read_inputs
from leadline.models import delay, ratio, selection, shortfall
from leadline.models.expected import METHOD, Placebo

Tell = Callable[[str, float, bool], None]


@dataclass(frozen=True)
class Release:
    """What a run leaves behind: the released assessment, its private workspace, and notes.

    ``notes`` are what intake left out and says so, as rows reported before they occurred.
    """

    released: Released
    workspace: Workspace
    notes: tuple[Problem, ...]


def assess(
    path: str | Path,
    *,
    workspace: Path | None = None,
    edition: str = PUBLIC,
    demonstration_key: bytes | None = None,
    tell: Tell = lambda stage, seconds, was_kept: None,
) -> Release:
    """Run an assessment and release it.

    Parameters
    ----------
    path : path of ``assessment.toml``
    workspace : private folder; by default one of the user's own
    edition : ``public`` or ``restricted``
    demonstration_key : rounding key that everybody knows; only for shipped examples
    tell : called with (stage, seconds, whether it was kept from before)

    Raises
    ------
    InputRefused
        Any file breaks its schema; all problems of all files together.
    UsageError
        The edition has another name.
    """
    if edition not in (PUBLIC, RESTRICTED):
        raise UsageError("There is no such edition.", next_step=f"Choose {PUBLIC} or {RESTRICTED}.")
    began = perf_counter()
    codelists = read_codelists()
    plan = read_assessment(path, codelists=codelists)
    inputs = read_inputs(plan, codelists=codelists)
    tell("intake", perf_counter() - began, False)
    room = open_workspace(workspace or default_home() / plan.id)
    with threadpool_limits(limits=1):
        counts = inputs.counts.as_known_on(plan.as_of)
        flows = flows_of(counts, codelists)
        grouping = plan_grouping(plan, flows, inputs.sheets)
        told = Told(
            flows,
            _expect(flows, plan, grouping, room.cache(tell)),
            _occurrences(flows, plan, grouping, room.cache(tell)),
        )
    began = perf_counter()
    key = demonstration_key or rounding_key(room, token_bytes)
    found = _findings(counts, told, plan, inputs, codelists, rounding_key=key)
    tell("assess", perf_counter() - began, False)
    began = perf_counter()
    terms = Terms(edition, key, _methods(found), demonstration_key is not None)
    after = next((_after(e) for e in told.expectations if _after(e) is not None), None)
    with room.alone():
        released, ledger = release(
            found, plan, terms=terms, ledger=read_ledger(room), after=after, sheets=inputs.sheets
        )
        write_ledger(room, ledger)
        write_lines(room.lines_path, counts, found, inputs.context)
        write_whole(room.released_path, write(released))
    tell("release", perf_counter() - began, False)
    return Release(released, room, inputs.notes)


def ask(plan: Plan, inputs: Inputs, codelists: Codelists, cache: Cache) -> tuple[Question, ...]:
    """Return what the counts leave to ask of their contributors; nothing is released.

    Raises
    ------
    UsageError
        The window ends before its counts are settled.
    """
    with threadpool_limits(limits=1):
        counts = inputs.counts.as_known_on(plan.as_of)
        flows = flows_of(counts, codelists)
        grouping = plan_grouping(plan, flows, inputs.sheets)
        expectations = _expect(flows, plan, grouping, cache)
    measures = assess_measures(plan, inputs.context, codelists=codelists)
    return _questions(counts, expectations, plan, measures)


def _expect(flows: Counts, plan: Plan, grouping: Grouping, cache: Cache) -> tuple[Expectation, ...]:
    settled = by_report(plan, flows)
    every = (
        expect_frequency(flows, settled, frequency, grouping=grouping, cache=cache)
        for frequency in MODELLED
    )
    return tuple(e for e in every if e is not None)


def _occurrences(
    flows: Counts, plan: Plan, grouping: Grouping, cache: Cache
) -> tuple[Occurrences, ...]:
    every = (
        tell_shortfall(flows, plan, frequency, grouping=grouping, cache=cache)
        for frequency in MODELLED
    )
    return tuple(told for told in every if told is not None)


@dataclass(frozen=True)
class Told:
    """Counts that may be modelled, and what models say: by report period, and by occurrence."""

    flows: Counts
    expectations: tuple[Expectation, ...]
    occurrences: tuple[Occurrences, ...]


def _findings(
    counts: Counts,
    told: Told,
    plan: Plan,
    inputs: Inputs,
    codelists: Codelists,
    *,
    rounding_key: bytes,
) -> Assessment:
    findings: list[Finding] = []
    placebos: list[PlaceboResult] = []
    base, expectations = _setting(plan, inputs, codelists), told.expectations
    for expectation in expectations:
        setting = _set_beside(base, expectation)
        findings += assess_change(expectation.comparable, setting)
        findings += assess_aftermath(expectation.comparable, setting)
        placebos += [_placebo(control) for control in expectation.controls]
    for each in told.occurrences:
        findings += assess_shortfall(each.shortfall, _set_beside(base, each.expectation))
        placebos += [_placebo(c, basis="occurred") for c in each.expectation.controls]
        placebos += _looked_back(each)
    flows = told.flows
    left = _left(flows, expectations)
    totals, silent = tell_totals(
        left, by_report(plan, flows), base, sheets=inputs.sheets, rounding_key=rounding_key
    )
    findings = [*without_answered(findings, totals), *totals]
    measures = assess_measures(plan, inputs.context, codelists=codelists)
    questions = _questions(counts, expectations, plan, measures)
    gaps = assess_gaps(
        plan,
        counts,
        findings,
        left_out=(*_stocks(counts, flows), *_unsaid(silent, expectations)),
        questions=questions,
        codelists=codelists,
    )
    comparisons = compare_figures(inputs.figures, findings, plan=plan, codelists=codelists)
    uses = assess_uses(
        counts.keys,
        [e.comparable for e in expectations],
        findings,
        questions,
        codelists=codelists,
    )
    return Assessment(
        findings=tuple(findings),
        comparisons=comparisons,
        gaps=gaps,
        placebos=tuple(placebos),
        measures=measures,
        questions=questions,
        uses=uses,
    )


def _questions(
    counts: Counts,
    expectations: Sequence[Expectation],
    plan: Plan,
    measures: Sequence[MeasureSpell],
) -> tuple[Question, ...]:
    """Return every question to a contributor, sorted by series."""
    asked = list(ask_contradictions(counts))
    for e in expectations:
        asked += ask_series(e.comparable, e.steps, plan.regions)
        asked += ask_stopped(e.comparable, measures)
    return tuple(sorted(asked, key=lambda q: (q.key, q.reason, str(q.periods[0]))))


def _set_beside(base: Setting, expectation: Expectation) -> Setting:
    c = expectation.comparable
    year = c.periods[c.window.start].first.year
    return replace(base, year=year, placebo=_verdict(expectation.controls))


def _setting(plan: Plan, inputs: Inputs, codelists: Codelists) -> Setting:
    """Return what all statements need, those without series and control windows foremost."""
    assert plan.window is not None, "intake refuses plans without a window"
    return Setting(
        codelists=codelists,
        regions=plan.regions,
        sheets={(s.source, s.theme, s.indicator): s for s in inputs.sheets},
        population=inputs.population,
        year=plan.window[0].first.year,
        placebo="",
        compared=_compared(inputs.figures),
        offending={each.theme: each for each in plan.offending},
    )


def _left(flows: Counts, expectations: Iterable[Expectation]) -> Left:
    """Return the flows, and which of them no model speaks of; to withhold is to speak."""
    modelled = {
        key
        for e in expectations
        for key, withheld in zip(e.comparable.draws.keys, e.comparable.withheld, strict=True)
        if withheld not in WITHOUT_SERIES
    }
    return Left(flows, frozenset(flows.keys) - modelled)


def _stocks(counts: Counts, flows: Counts) -> Iterable[tuple[SeriesKey, str]]:
    modelled = frozenset(flows.keys)
    return [(key, "stock") for key in counts.keys if key not in modelled]


def _unsaid(
    silent: Iterable[tuple[SeriesKey, str]], expectations: Iterable[Expectation]
) -> Iterable[tuple[SeriesKey, str]]:
    """Return the series that are gaps by themselves: a model says its own reason."""
    known = {key for e in expectations for key in e.comparable.draws.keys}
    return [(key, reason) for key, reason in silent if key not in known]


def _methods(found: Assessment) -> dict[str, str]:
    has_totals = any(finding.frequency == TOTAL for finding in found.findings)
    methods = {"expected": METHOD, "false_discovery": selection.METHOD}
    methods |= {"ratio": ratio.METHOD} if has_totals else {}
    is_by_occurrence = any(finding.kind in BY_OCCURRENCE for finding in found.findings)
    both = {"delay": delay.METHOD, "shortfall": shortfall.METHOD}
    return methods | (both if is_by_occurrence else {})


def _compared(figures: Iterable[Figure]) -> dict[tuple[str, str], tuple[Period | Span, ...]]:
    spans: dict[tuple[str, str], tuple[Period | Span, ...]] = {}
    for figure in figures:
        if figure.period is not None:
            place = (figure.theme, figure.indicator)
            spans[place] = tuple(dict.fromkeys((*spans.get(place, ()), figure.period)))
    return spans


def _verdict(controls: Iterable[ControlWindow]) -> str:
    verdicts = {control.result.verdict for control in controls}
    if "fails" in verdicts:
        return "fails"
    return "holds" if "holds" in verdicts else "not_assessable"


def _looked_back(told: Occurrences) -> Iterable[PlaceboResult]:
    past = told.past
    if past is not None:
        yield _judged(told.expectation.comparable.frequency, past.span, past.result, "nowcast")


def _placebo(control: ControlWindow, basis: str = "reported") -> PlaceboResult:
    axis = control.axis
    window = span_of(axis.periods[axis.window.start], axis.periods[axis.window.stop - 1])
    return _judged(axis.frequency, window, control.result, basis)


def _judged(frequency: Frequency, window: Span, result: Placebo, basis: str) -> PlaceboResult:
    return PlaceboResult(
        frequency=str(frequency),
        basis=basis,
        window=window,
        verdict=result.verdict,
        n_series=result.n_series,
        n_effective=result.n_effective,
        coverage=result.coverage,
        coverage_lower=result.coverage_lower,
        coverage_upper=result.coverage_upper,
    )


def _after(expectation: Expectation) -> Span | None:
    c = expectation.comparable
    return c.span(c.after) if c.after.stop > c.after.start else None
