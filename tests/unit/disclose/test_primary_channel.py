"""Which channels of a member may be seen beside each other."""

import pytest
from tests.build import estimate, finding, statement

from leadline.core.finding import Finding
from leadline.disclose.primary import Rules, visible

PUBLIC = Rules(5, is_public=True)
WINDOW = "2020-03-01/2020-12-31"


def by_channel(**observed: int) -> list[Finding]:
    return [
        finding(statement("QMA", [estimate(WINDOW, n)]), channel=channel)
        for channel, n in observed.items()
    ]


def shown_in(*changes: Finding) -> list[str]:
    return [each.channel for each in visible(changes, PUBLIC) if each.statements]


def test_a_small_channel_leaves_the_others_of_its_member_to_be_seen() -> None:
    assert shown_in(*by_channel(victim=900, phone=3)) == ["victim"]


def test_a_channel_without_name_that_is_smaller_is_no_total_of_the_others() -> None:
    assert shown_in(*by_channel(victim=900, unknown=3)) == ["victim"]


@pytest.mark.parametrize("total", ["all", "unknown"])
def test_what_may_be_a_total_gives_no_small_channel_away(total: str) -> None:
    """903 less 900 would be 3: of the total and the other channel both are hidden or none."""
    assert shown_in(*by_channel(**{"victim": 900, "phone": 3, total: 903})) == []


def test_a_channel_with_a_break_leaves_the_others_to_be_seen() -> None:
    broken = finding(statement("QMA", withheld="break_in_window", facts=None), channel="phone")

    assert shown_in(*by_channel(victim=900), broken) == ["victim"]
