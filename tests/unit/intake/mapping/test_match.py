"""Labels of totals, in the languages of the sheets."""

import pytest

from leadline.intake.mapping.match import is_total


@pytest.mark.parametrize(
    "text", ["الجملة", "S/T Nord", "Sous-total", "sous total Sud", "Subtotal", "TOTAL 2019", "s/t"]
)
def test_a_label_that_begins_with_a_word_for_a_total_is_one(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["Sous-préfecture", "Sanaa", "S1 2019", "الجهة"])
def test_a_label_that_begins_alike_is_none(text: str) -> None:
    assert not is_total(text)
