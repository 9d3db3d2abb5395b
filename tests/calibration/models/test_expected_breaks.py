"""Undeclared breaks are found where they are, and hardly ever where they are not."""

from dataclasses import replace

import numpy as np
import pytest
from tests.calibration.models.expected_world import Truth, make_world

from leadline.models.expected import find_breaks, fit_expected

TRUTH = Truth(n_regions=6, n_members=5, own_sd=0.1, shared_sd=0.05)


def test_a_fall_to_a_fifth_raises_one_question_at_its_month() -> None:
    panel = make_world(TRUTH, 3).panel
    counts = panel.lower.copy()
    counts[7, 30:] = np.round(counts[7, 30:] / 5)

    found = find_breaks(fit_expected(replace(panel, lower=counts, upper=counts)))

    assert found.series.tolist() == [7]
    assert abs(found.time[0] - 30) <= 1
    assert found.step_log[0] < -0.5
    assert found.score[0] < -4


def test_a_declared_break_raises_no_question() -> None:
    panel = make_world(TRUTH, 3).panel
    counts, segment = panel.lower.copy(), np.zeros((panel.n_series, panel.n_all), np.int64)
    counts[7, 30:] = np.round(counts[7, 30:] / 5)
    segment[7, 30:] = 1

    found = find_breaks(fit_expected(replace(panel, lower=counts, upper=counts, segment=segment)))

    assert found.series.size == 0


def test_a_year_of_months_is_too_short_to_ask() -> None:
    panel = make_world(replace(TRUTH, n_time=11), 3).panel

    assert find_breaks(fit_expected(panel)).series.size == 0


@pytest.mark.full
def test_worlds_without_breaks_raise_few_questions() -> None:
    asked = [find_breaks(fit_expected(make_world(TRUTH, s).panel)).series.size for s in range(60)]

    # One world in twenty, plus three binomial standard errors.
    assert np.count_nonzero(asked) <= 60 * 0.05 + 3 * np.sqrt(60 * 0.05 * 0.95)
