"""The page of a form: every language, every cell twice, nothing from elsewhere."""

import re
from datetime import date

import pytest

from leadline.publish.form import Sheet, render_form
from leadline.words import languages, words

PERIODS = ("2020-01", "2020-02", "2020-W53")
SHEETS = [
    Sheet(member, "violence", "victims_homicide", "all", PERIODS) for member in ("QMA", "QMB")
]


def page(code: str, reference: str = "Annual report, table 3") -> str:
    return render_form(
        SHEETS,
        source="police-1",
        known_on=date(2021, 3, 31),
        reference=reference,
        words=words(code),
    ).decode()


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_the_page_is_in_its_language_and_runs_its_way(language) -> None:
    text = page(language.code)

    assert f'<html lang="{language.code}" dir="{language.direction}">' in text
    assert words(language.code).text("transcribe.title") in text
    assert words(language.code).period("2020-02") in text


def test_each_period_has_two_boxes_and_so_has_each_total() -> None:
    assert page("en").count("<td></td><td></td>") == len(SHEETS) * (len(PERIODS) + 1) + 2


def test_the_page_asks_nobody_for_anything() -> None:
    text = page("ar")

    assert not re.search(r"<(?:script|link|img|iframe)|https?:|url\(", text)
    assert "default-src &#39;none&#39;" in text


def test_a_reference_is_text_and_never_markup() -> None:
    assert "<b>" not in page("en", reference="<b>table")
