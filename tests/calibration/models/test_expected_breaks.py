"""Undeclared breaks are found where they are, and hardly ever where they are not.

Tolerances are three binomial standard errors.
"""

from collections.abc import Callable
from dataclasses import asdict, replace

import numpy as np
import pytest
from tests.calibration.models.break_world import (
    CALM,
    NEAR,
    level,
    outcome,
    search,
    stepped,
)
from tests.calibration.models.expected_world import Truth, make_world

from leadline.core.period import Period
from leadline.flow.axis import forecast_axis
from leadline.flow.cache import Cache
from leadline.flow.example import example_path
from leadline.flow.expect import Forecast, forecast
from leadline.flow.forecast import plain_grouping
from leadline.intake.counts import read_counts
from leadline.models.expected import Panel

Record = Callable[[str, object], None]

TRUTH = Truth(n_regions=6, n_members=5, own_sd=0.1, shared_sd=0.05)
STRONG = replace(CALM, own_sd=0.1, shared_sd=0.07)
SMALL = replace(CALM, mean_count=3.0, own_sd=0.3, shared_sd=0.15, alpha=0.1)
WEEKS = replace(CALM, per_year=52, n_time=163, n_regions=8, mean_count=30.0)
QUARTERS = replace(CALM, per_year=4, n_time=24, mean_count=150.0)
FALSE, FOUND = 0.05, 0.8


def tolerance(share: float, n: int) -> float:
    return 3 * float(np.sqrt(share * (1 - share) / n))


def fallen(n_time: int = 48, segment: bool = False) -> Panel:
    """One series of thirty falls to a fifth in its month 30, declared or not."""
    panel = make_world(replace(TRUTH, n_time=n_time), 3).panel
    counts, marks = panel.lower.copy(), np.zeros((panel.n_series, panel.n_all), np.int64)
    counts[7, 30:] = np.round(counts[7, 30:] / 5)
    marks[7, 30:] = 1
    return replace(panel, lower=counts, upper=counts, segment=marks if segment else 0)


def test_a_fall_to_a_fifth_raises_a_question_at_its_month() -> None:
    found = search(fallen())

    (at,) = np.flatnonzero(found.series == 7)
    assert abs(found.time[at] - 30) <= 1
    assert found.step_log[at] < -0.5
    assert found.score[at] < -4
    assert not found.is_common[at]


def test_a_declared_break_raises_no_question() -> None:
    assert 7 not in search(fallen(segment=True)).series


def test_a_year_of_months_is_too_short_to_ask() -> None:
    panel = make_world(replace(TRUTH, n_time=11), 3).panel

    assert search(panel).series.size == 0


@pytest.mark.parametrize("truth", [CALM, STRONG, SMALL], ids=["calm", "strong", "small"])
def test_at_most_one_series_in_twenty_without_a_break_is_asked_about(truth: Truth) -> None:
    found = outcome(truth, range(2), share=0.0)

    assert found.false <= FALSE + tolerance(FALSE, found.n_calm)


def test_breaks_of_30_in_100_are_found_in_four_of_five_calm_series_above_30_a_month() -> None:
    found = outcome(CALM, range(4), share=0.15)

    assert found.false <= FALSE + tolerance(FALSE, found.n_calm)
    assert found.found >= FOUND - tolerance(FOUND, found.n_large)
    assert found.near >= 0.9 - tolerance(0.9, found.n_large)


@pytest.mark.full
@pytest.mark.parametrize("own_sd", [0.03, 0.05, 0.07, 0.1])
def test_how_many_are_found_by_how_much_series_wander(
    own_sd: float, record_property: Record
) -> None:
    found = outcome(replace(CALM, own_sd=own_sd), range(120), share=0.1)

    record_property("own shocks", own_sd)
    record_property("outcome", asdict(found))
    assert found.false <= FALSE + tolerance(FALSE, found.n_calm)
    assert found.found >= {0.03: 0.85, 0.05: 0.8, 0.07: 0.7, 0.1: 0.6}[own_sd] - tolerance(
        FOUND, found.n_large
    )


@pytest.mark.full
@pytest.mark.parametrize("truth", [CALM, STRONG, SMALL], ids=["calm", "strong", "small"])
def test_worlds_without_breaks_raise_few_questions(truth: Truth, record_property: Record) -> None:
    found = outcome(truth, range(100), share=0.0)

    record_property("false questions a series", found.false)
    assert found.false <= FALSE + tolerance(FALSE, found.n_calm)


@pytest.mark.parametrize(("truth", "near"), [(WEEKS, 4), (QUARTERS, 1)], ids=["weeks", "quarters"])
def test_weeks_and_quarters_are_searched_alike(truth: Truth, near: int) -> None:
    panel = make_world(truth, 1).panel
    generator = np.random.default_rng(1)
    is_broken = generator.random(panel.n_series) < 0.2
    middle = np.full(panel.n_series, panel.n_time // 2)
    broken = stepped(panel, np.where(is_broken, -0.4, 0.0), middle, generator)

    calm, found = search(panel), search(broken)

    there = found.time[np.isin(found.series, np.flatnonzero(is_broken))]
    assert calm.series.size <= panel.n_series * (FALSE + tolerance(FALSE, panel.n_series))
    assert there.size > 0.7 * is_broken.sum()
    assert np.median(np.abs(there - middle[0])) <= near


def practice() -> tuple[Panel, np.ndarray, np.ndarray]:
    """Twenty sources of twenty series; at the first, half of the series step in month 25."""
    panel = make_world(replace(CALM, n_members=20, n_time=60), 2).panel
    generator = np.random.default_rng(8)
    change = generator.choice([-0.3, 0.3], panel.n_series)
    change[10:] = 0.0
    panel = stepped(panel, change, np.full(panel.n_series, 25), generator)
    return replace(panel, region=-1), np.arange(panel.n_series) // 20, change != 0


def test_what_many_series_of_a_source_do_together_is_found_more_often() -> None:
    panel, source, is_broken = practice()

    alone, together = search(panel), search(panel, source)

    here = np.isin(together.series, np.flatnonzero(is_broken))
    assert together.is_common[here].sum() >= 4
    assert (np.abs(together.time[together.is_common] - 25) <= NEAR).all()
    assert here.sum() > np.isin(alone.series, np.flatnonzero(is_broken)).sum()


def test_where_no_source_changed_none_is_given_a_date() -> None:
    panel = make_world(replace(CALM, n_members=20, n_time=60), 2).panel

    assert not search(panel, np.arange(panel.n_series) // 20).is_common.any()


def test_a_fall_of_eight_months_in_every_region_is_no_break() -> None:
    panel = make_world(replace(CALM, n_time=60), 4).panel
    counts = panel.lower.copy()
    counts[:, 24:32] = np.round(0.6 * counts[:, 24:32])

    found = search(replace(panel, lower=counts, upper=counts))

    assert found.series.size <= panel.n_series * (FALSE + tolerance(FALSE, panel.n_series))


def test_a_fall_of_a_whole_region_that_lasts_is_taken_for_what_its_series_share() -> None:
    panel = make_world(replace(CALM, n_time=60), 4).panel
    counts = panel.lower.copy()
    counts[panel.regions == 3, 30:] = np.round(0.6 * counts[panel.regions == 3, 30:])

    found = search(replace(panel, lower=counts, upper=counts))

    assert (panel.regions[found.series] == 3).sum() <= 1


def mexico(first: str) -> Forecast:
    """The shipped example, its break of January 2018 not declared."""
    counts = read_counts([example_path().parent / "counts" / "mexico.csv"])
    axis = forecast_axis(Period.parse(first), Period.parse("2020-02"), 3)
    observed = counts.panel(axis.frequency, axis.periods[0], axis.periods[axis.n_train - 1])
    return forecast(
        observed,
        axis,
        grouping=plain_grouping(counts),
        seed=1,
        cache=Cache(None, lambda stage, seconds, was_kept: None),
        search=True,
    )


@pytest.mark.parametrize("first", ["2015-01", "2016-01", "2017-01"])
def test_the_mexican_change_of_instrument_of_2018_is_found(
    first: str, record_property: Record
) -> None:
    january = Period.parse("2018-01") - Period.parse(first)

    steps = mexico(first).steps

    there = [step for step in steps if step.is_common and step.time == january]
    record_property("state series asked about at January 2018, of 256", len(there))
    record_property("asked about at all", len(steps))
    assert len(there) >= 10


def test_worlds_have_the_levels_that_they_say() -> None:
    levels = level(make_world(CALM, 1).panel)

    assert 2 < levels.min() < 10
    assert 250 < levels.max() < 1500
