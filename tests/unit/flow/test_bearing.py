"""What a series can bear, seen from its periods alone."""

from datetime import date

import numpy as np
import pytest
from tests.build import plan

from leadline.core.period import Frequency
from leadline.flow.axis import Axis, assessment_axis
from leadline.flow.bearing import withheld


def axis() -> Axis:
    found = assessment_axis(plan("QMA"), Frequency.MONTH)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("lost", "reason"),
    [
        (slice(0, 0), ""),
        (slice(33, 36), "stopped"),
        (slice(26, 36), "stopped"),
        (slice(35, 36), "stopped"),
        (slice(30, 31), "incomplete"),
        (slice(5, 6), "incomplete"),
        (slice(0, 20), "short_baseline"),
    ],
)
def test_a_series_stopped_where_its_end_is_lacking(lost: slice, reason: str) -> None:
    known = np.ones(36, dtype=bool)
    known[lost] = False

    assert axis().periods[35].last == date(2020, 12, 31)
    assert withheld(known, axis(), ()) == reason
