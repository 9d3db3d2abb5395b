"""Versions: what was known of a count on a day.

A version is all that one contribution says of a source, member, country concerned, theme,
indicator and reported period. From its date on it replaces the version before, channel by
channel or as a whole; what was known earlier stays readable.
"""

from datetime import date

import pytest
from tests.build import Cell, cells_of, counts, key
from tests.spec.table import read, rows, write

CONTRIBUTED = """
    | known_on   | reported | channel | count |
    | 2020-05-02 | 2020-03  | phone   | 40    |
    | 2020-05-02 | 2020-03  | letter  | 10    |
    | 2020-05-02 | 2020-04  | phone   | 30    |
    | 2020-06-02 | 2020-03  | phone   | 44    |
    | 2020-07-02 | 2020-03  | unknown | 57    |
    | 2020-07-02 | 2020-04  | phone   | 33    |
"""


def known(day: str) -> list[list[str]]:
    given = counts(
        *(
            Cell(
                int(row["count"]),
                key(channel=row["channel"]),
                reported=row["reported"],
                known_on=date.fromisoformat(row["known_on"]),
            )
            for row in rows(CONTRIBUTED)
        )
    )
    cells = cells_of(given.as_known_on(date.fromisoformat(day)))
    return write(
        ("reported", "channel", "count"),
        sorted((period, name.channel, count) for name, period, count, *_ in cells),
    )


def test_before_the_first_contribution_nothing_is_known() -> None:
    assert known("2020-05-01") == read("| reported | channel | count |")


def test_the_first_contribution_is_known_from_its_day_on() -> None:
    assert known("2020-05-02") == read("""
        | reported | channel | count |
        | 2020-03  | letter  | 10    |
        | 2020-03  | phone   | 40    |
        | 2020-04  | phone   | 30    |
    """)


def test_a_new_version_of_march_replaces_every_channel_of_march_and_nothing_of_april() -> None:
    assert known("2020-06-02") == read("""
        | reported | channel | count |
        | 2020-03  | phone   | 44    |
        | 2020-04  | phone   | 30    |
    """)


@pytest.mark.parametrize("day", ["2020-07-02", "2030-01-01"])
def test_the_latest_version_stands_until_another_comes(day: str) -> None:
    assert known(day) == read("""
        | reported | channel | count |
        | 2020-03  | unknown | 57    |
        | 2020-04  | phone   | 33    |
    """)
