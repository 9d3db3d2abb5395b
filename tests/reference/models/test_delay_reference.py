"""The slow chain ladder without forgetting is the chain ladder of the literature."""

import numpy as np

from leadline.models.delay.ladder import climb, factors, start_ladder

# Taylor and Ashe (1983), incremental claims by year of accident and development.
TAYLOR_ASHE = [
    [357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948],
    [352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046],
    [290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405],
    [310608, 1108250, 776189, 1562400, 272482, 352053, 206286],
    [443160, 693190, 991983, 769488, 504851, 470639],
    [396132, 937085, 847498, 805037, 705960],
    [440832, 847631, 1131398, 1063269],
    [359480, 1061648, 1443370],
    [376686, 986608],
    [344014],
]
# Mack (1993), ASTIN Bulletin 23, section 6: factors f_1 ... f_9, three digits as printed.
PRINTED = [3.49, 1.75, 1.46, 1.174, 1.104, 1.086, 1.054, 1.077, 1.018]


def test_factors_of_the_taylor_ashe_triangle_are_those_of_mack() -> None:
    ladder = start_ladder(1, 1, 10)
    for year in range(10):
        new, before = np.zeros((1, 10)), np.zeros((1, 10))
        for delay in range(year + 1):
            row = TAYLOR_ASHE[year - delay]
            new[0, delay], before[0, delay] = row[delay], sum(row[:delay])
        ladder = climb(ladder, new, before, phase=0, half_life=1e12)

    found = 1 + factors(ladder)[0, 0, 1:]

    assert np.abs(found - PRINTED).max() < 0.005
