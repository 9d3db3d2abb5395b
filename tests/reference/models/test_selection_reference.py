"""The selection against a published one."""

import numpy as np

from leadline.models.selection import select

# Fifteen outcomes of rt-PA against APSAC after myocardial infarction.
NEUHAUS = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0000,
)  # fmt: skip


def test_of_fifteen_outcomes_of_a_trial_four_stand() -> None:
    """Benjamini and Hochberg (1995), JRSS B 57, section 4: p(4) = .0095 <= .05 x 4 / 15."""
    found = select(np.array(NEUHAUS), 0.05)

    assert np.flatnonzero(found.stands).tolist() == [0, 1, 2, 3]
    assert round(found.share, 3) == 0.013
