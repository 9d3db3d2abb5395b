"""Counts, numbers and dates of each language read as they were accepted."""

import pytest
from tests.snapshot.words.rendered import page, place

from leadline.words import languages


@pytest.mark.parametrize("code", [row.code for row in languages()])
def test_counts_numbers_and_dates_read_as_accepted(code: str) -> None:
    assert page(code) == place(code).read_text(encoding="utf-8")
