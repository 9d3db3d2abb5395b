"""Confidence: mechanical rules, each with its name, from Low up or down.

Every row is good evidence but for what it says. "steps" is how far a reason moves confidence;
a reason with no step sets a limit from above.
"""

from dataclasses import replace

from tests.build import GOOD_FACTS
from tests.spec.table import read, write

from leadline.assess.grade import confidence
from leadline.core.finding import Facts

PLAIN = replace(GOOD_FACTS, placebo="")
GOOD = replace(PLAIN, sources_agree=1)
NARROW, WIDE, FALL = (-0.3, -0.1), (-0.6, 0.1), (-0.6, -0.4)
CASES: dict[str, tuple[Facts, tuple[float, float]]] = {
    "one source": (PLAIN, NARROW),
    "control holds": (replace(PLAIN, placebo="holds"), NARROW),
    "two sources agree": (GOOD, NARROW),
    "a fall of a third": (GOOD, FALL),
    "a wide interval": (GOOD, WIDE),
    "duplicates not removed": (replace(GOOD, deduplicated=False), FALL),
    "two years of baseline": (replace(GOOD, baseline_years=2), FALL),
    "twenty a month": (replace(GOOD, expected_per_period=20), FALL),
    "no control window": (replace(GOOD, placebo="not_assessable"), FALL),
    "one member of three": (replace(GOOD, n_members=1), NARROW),
    "a break, no sheet": (replace(GOOD, has_break=True, has_sheet=False), NARROW),
    "sources disagree": (replace(PLAIN, sources_agree=-1), NARROW),
    "half of them against": (replace(GOOD, against=0.5), NARROW),
}


def test_confidence_follows_from_named_reasons() -> None:
    graded = {
        name: confidence(facts, lower=change[0], upper=change[1])
        for name, (facts, change) in CASES.items()
    }

    table = write(
        ("evidence", "confidence", "reasons"),
        [
            (name, word, " ".join(f"{reason.code} {reason.steps:+d}" for reason in reasons))
            for name, (word, reasons) in graded.items()
        ],
    )
    assert table == read("""
| evidence               | confidence | reasons
| one source             | low        | |
| control holds          | moderate   | placebo_passed +1
| two sources agree      | moderate   | sources_agree +1
| a fall of a third      | high       | sources_agree +1 large_change +1
| a wide interval        | low        | imprecision -1 sources_agree +1
| duplicates not removed | moderate   | duplicates_possible +0 sources_agree +1 large_change +1
| two years of baseline  | moderate   | short_baseline +0 sources_agree +1 large_change +1
| twenty a month         | low        | small_counts +0 sources_agree +1 large_change +1
| no control window      | low        | sources_agree +1 large_change +1 placebo_not_assessable +0
| one member of three    | low        | partial_coverage -1 sources_agree +1
| a break, no sheet      | very_low   | no_sheet -1 breaks -1 sources_agree +1
| sources disagree       | very_low   | sources_disagree -1
| half of them against   | low        | inconsistency -1 sources_agree +1
    """)
