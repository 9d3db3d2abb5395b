"""Findings by occurrence: what is late, not accounted for, never reported; how delays shifted."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from tests.build import THEME, comparable, key, region, setting

from leadline.assess.change import Setting
from leadline.assess.shortfall import N_DOTS, Phase, Shortfall, assess_shortfall
from leadline.core.finding import Estimate, Finding, Kind
from leadline.core.plan import Offending

A, B = key("QMA", channel="victim"), key("QMB", channel="victim")
NORTH = region("north", "QMA", "QMB")
IN = [100, 100, 100, 60, 60, 30]


def shortfall(*, channel: str = "victim", n_reports: int = 500) -> Shortfall:
    """Two members, three periods of window; a hundred expected, in the last half is late."""
    keys = [k._replace(channel=channel) for k in (A, B)]
    whole = comparable(dict.fromkeys(keys, IN), expected=(90, 100, 110), window=(3, 6))
    nowcast = whole.draws.values.copy()
    nowcast[:, 3:] = np.array([60, 60, 60])[None, :, None]
    due = whole.draws.values.copy()
    due[:, 5] -= 30

    def delays(series: Sequence[int]) -> tuple[Phase, Phase]:
        one = np.array([[0.5, 0.5, 0.5], [2.0, 2.0, 2.0]])
        return Phase(n_reports, one), Phase(n_reports, one + np.array([[0.1], [1.0]]))

    return Shortfall(
        comparable=replace(
            whole, draws=replace(whole.draws, values=due), complete=replace(whole.draws)
        ),
        nowcast=replace(whole.draws, values=nowcast),
        within=6,
        followed=2,
        before=slice(0, 3),
        delays=delays,
    )


def found(given: Shortfall, asked: Setting | None = None) -> dict[Kind, Finding]:
    return {f.kind: f for f in assess_shortfall(given, asked or setting(NORTH))}


def headline(finding: Finding) -> Estimate:
    return finding.statements[0].totals[0]


def ends(table: Sequence[int]) -> tuple[int, int, int]:
    return table[0], table[11], table[-1]


def test_what_is_not_accounted_for_stands_beside_what_would_be_in_by_now() -> None:
    finding = found(shortfall())[Kind.UNACCOUNTED]

    assert headline(finding).observed == (300, 300)
    assert ends(headline(finding).expected) == (480, 540, 600)
    assert ends(headline(finding).complete) == (540, 600, 660)
    assert finding.within == 6


def test_it_is_graded_with_the_share_that_is_still_on_its_way() -> None:
    facts = found(shortfall())[Kind.UNACCOUNTED].statements[0].facts

    assert facts is not None
    assert round(facts.share_late, 6) == 0.1
    assert found(shortfall())[Kind.UNACCOUNTED].statements[0].rung == 4


def test_a_path_by_occurrence_begins_a_year_before_the_window_at_most() -> None:
    path = found(shortfall())[Kind.UNACCOUNTED].statements[0].path

    assert len(path) == 6


def test_what_is_late_stands_beside_what_will_be_in() -> None:
    finding = found(shortfall())[Kind.LATE]

    assert headline(finding).observed == (300, 300)
    assert ends(headline(finding).expected) == (360, 360, 360)
    assert finding.statements[0].facts is None


def test_never_reported_has_no_bounds_where_no_range_was_declared() -> None:
    finding = found(shortfall())[Kind.NEVER_REPORTED]

    assert finding.offending == ()
    assert headline(finding).dots == ()


def test_never_reported_has_equally_likely_outcomes_over_its_range() -> None:
    offending = {THEME: Offending(THEME, 0.5, 1.0, ("survey-1",))}
    finding = found(shortfall(), replace(setting(NORTH), offending=offending))[Kind.NEVER_REPORTED]

    dots = headline(finding).dots
    assert (finding.offending, len(dots)) == ((0.5, 1.0), N_DOTS)
    # 540 by now less 300 in, less up to half of 600
    assert -100 < dots[0] < dots[-1] < 310
    assert finding.statements[0].evidence[-1] == "survey-1"


def test_channels_that_need_no_victim_to_speak_say_nothing_of_never_reported() -> None:
    assert Kind.NEVER_REPORTED not in found(shortfall(channel="police_initiative"))


def test_delays_stand_in_and_before_the_window_with_their_shift() -> None:
    finding = found(shortfall())[Kind.DELAY_SHIFT]
    window, before = finding.statements[0].totals

    assert np.allclose(window.delays, [0.6] * 3 + [3.0] * 3 + [0.1] * 3 + [1.0] * 3)
    assert before.delays == (0.5, 0.5, 0.5, 2.0, 2.0, 2.0)
    assert (str(before.period), finding.within) == ("2020-01-01/2020-03-31", 2)


def test_too_few_reports_tell_no_delay() -> None:
    finding = found(shortfall(n_reports=29))[Kind.DELAY_SHIFT]

    assert {s.withheld for s in finding.statements} == {"too_small"}
