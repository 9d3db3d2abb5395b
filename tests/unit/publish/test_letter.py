import re
from dataclasses import asdict, replace

import pytest
from tests.unit.publish.letter_values import (
    LANGUAGES,
    PARCEL,
    PERIOD,
    SILENT,
    asked,
    curve,
    key,
    paper,
    part,
    plain,
    table,
    texts,
    understood,
)

from leadline.publish.block import Paragraph
from leadline.publish.letter.block import Drawings
from leadline.publish.letter.page import render_letter_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_has_its_parts_in_one_order_in_every_language(language: str) -> None:
    parts = [part.id for part in paper(language=language).parts]

    assert parts == ["received", "understood", "problems", "questions", "help", "answering"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_after_silence_is_short_and_quotes_nothing(language: str) -> None:
    found = paper(SILENT, language)

    assert [part.id for part in found.parts] == ["help", "answering"]
    assert found.mark_text != paper(language=language).mark_text


def test_a_letter_without_problems_has_no_part_for_them() -> None:
    parts = [part.id for part in paper(problems=(), parcels=(PARCEL,)).parts]

    assert "problems" not in parts


def test_a_letter_says_for_whom_alone_it_is_and_how_it_is_handled() -> None:
    found = paper()

    assert found.mark == "Confidential: for Police of Alderstan only."
    assert found.handling == "TLP:AMBER+STRICT"
    assert found.exercise == ("EXERCISE", "invented data, fictional members")


@pytest.mark.parametrize("is_exercise", [True, False])
def test_only_an_exercise_says_that_it_is_one(is_exercise: bool) -> None:
    assert (paper(is_exercise=is_exercise).exercise is not None) is is_exercise


def test_files_tell_rows_periods_and_versions() -> None:
    own, joint = texts("received")

    assert own == [
        *("police.csv", "12", "2", "2", "1"),
        *("January 2018 to December 2020", "1 July 2020 and 15 January 2021"),
    ]
    assert joint[0] == "table kept by the assessment team"
    assert joint[-2:] == ["none", "none"]


def test_marks_of_the_contributor_are_said_beside_that_of_the_letter() -> None:
    said = part("received").blocks[-1]

    assert said == Paragraph(
        "You marked your series TLP:GREEN and TLP:AMBER. This letter is handled as"
        " TLP:AMBER+STRICT."
    )


def test_series_tell_their_use_and_why_it_is_no_more() -> None:
    rows = table("understood").rows

    assert [(row.cells[-1].text, row.cells[-1].second) for row in rows] == [
        ("series", ""),
        ("two totals", "some rows could not be read · counts are not complete for both periods"),
        ("not used for a statement", "no row could be read"),
    ]


def test_shares_are_told_as_percentages_and_none_where_they_do_not_apply() -> None:
    rows = texts("understood")

    assert [row[2:4] for row in rows] == [
        ["100%", "90%"],
        ["100%", "90%"],
        ["does not apply", "does not apply"],
    ]


def test_contributions_understood_alike_share_a_row_and_sum_their_blanks() -> None:
    alike = tuple(understood(code) for code in ("QMA", "QMB"))

    (row,) = table("understood", understood=alike).rows

    assert row.cells[0].second == "Alderstan and Beechmark"
    assert [cell.text for cell in row.cells[4:6]] == ["2", "4"]


def test_many_members_understood_alike_are_told_by_their_number() -> None:
    codes = [f"QN{letter}" for letter in "ABCDEFGH"]

    (row,) = table("understood", understood=tuple(map(understood, codes))).rows

    assert row.cells[0].second == "8 members"


def test_members_are_named_where_their_indicator_has_another_row() -> None:
    codes = [f"QN{letter}" for letter in "ABCDEFGH"]
    apart = understood("QMA", use="nothing", reasons=("stopped",))

    rows = table("understood", understood=(*map(understood, codes), apart)).rows

    assert rows[0].cells[0].second.startswith("QNA, QNB")
    assert rows[1].cells[0].second == "Alderstan"


def test_a_table_too_long_says_how_many_rows_it_leaves_out() -> None:
    many = tuple(understood(f"QN{letter}", n_blank=0, first=PERIOD("2018-01") + at)
                 for at, letter in enumerate("ABCDEFGHIJKLMNOP"))  # fmt: skip

    found = table("understood", understood=many)

    assert len(found.rows) == 14
    assert found.notes[-1] == "2 more rows are not listed here."


def test_breaks_and_sheet_are_told() -> None:
    broken = replace(understood(), breaks=(PERIOD("2019-01"),), has_sheet=False)

    (row,) = table("understood", understood=(broken,)).rows

    assert (row.cells[6].text, plain(row.cells[6].second)) == (
        "no series sheet",
        "breaks declared: January 2019",
    )


@pytest.mark.parametrize(
    "reason",
    [
        *("break_in_window", "frequency", "incomplete", "nothing_read", "rows_refused"),
        *("short_baseline", "stock", "stopped", "unsettled", "window_short"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_status_has_words(language: str, reason: str) -> None:
    changed = (understood(use="nothing", reasons=(reason,)),)

    (row,) = table("understood", understood=changed, language=language).rows

    assert row.cells[-1].second


def test_a_drawing_says_what_it_shows() -> None:
    (drawings,) = (b for b in part("understood").blocks if isinstance(b, Drawings))

    assert [plain(item.caption) for item in drawings.items] == [
        "highest: 30 (May 2020)",
        "no period has a count",
    ]
    assert plain(drawings.items[0].alt) == (
        "Line chart, January to May 2020: Referrals to child protection (Alderstan). Highest"
        " count: 30 (May 2020)."
    )


def test_a_drawing_quotes_bounds_as_they_were_sent() -> None:
    curves = (curve((0, 4), None), curve((3, 7), 2, whose=key("QMB")))

    (drawings,) = (b for b in part("understood", curves=curves).blocks if isinstance(b, Drawings))

    assert [plain(item.caption) for item in drawings.items] == [
        "highest: <5 (January 2020)",
        "highest: 3 to 7 (January 2020)",
    ]


def test_of_many_series_those_with_a_question_and_the_largest_are_drawn() -> None:
    curves = tuple(curve(n, whose=key(f"QN{n:02d}")) for n in range(10, 30))
    question = replace(asked("stopped", "2020-01"), key=key("QN11"))

    (drawings,) = (
        block
        for block in part("understood", curves=curves, questions=(question,)).blocks
        if isinstance(block, Drawings)
    )

    shown = [item.label for item in drawings.items]
    assert len(shown) == 12
    assert ["QN11" in shown[0], "QN29" in shown[1]] == [True, True]
    assert "Series drawn: 12 of 20" in drawings.notes[0]


def test_channels_and_countries_that_tell_series_apart_are_named() -> None:
    whose = key(channel="helpline", about="QMZ")

    (item, *_) = next(
        block.items
        for block in part("understood", curves=(curve(7, whose=whose),)).blocks
        if isinstance(block, Drawings)
    )

    assert item.label == "Referrals to child protection (Alderstan · QMZ · helpline)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_stands_alone_and_holds_every_text_of_the_letter(language: str) -> None:
    page = render_letter_page(paper(language=language)).decode()

    assert f'<html lang="{language}"' in page
    assert re.findall(r'(?:src|href)="(?!data:)', page) == []
    assert 'url("data:font/ttf;base64,' in page
    assert [text for text in _said(paper(language=language)) if text not in page] == []


def _said(found) -> list[str]:
    """Return plain sentences of a letter; those with marks of HTML are written otherwise there."""
    every = [*found.opening, found.mark, *(part.headline for part in found.parts)]
    return [text for text in every if not set(text) & set("<>&'\"")]


def test_a_page_escapes_what_a_file_named() -> None:
    parcel = replace(PARCEL, file="<script>alert(1)</script>.csv")

    page = render_letter_page(paper(parcels=(parcel,))).decode()

    assert "<script" not in page


def test_the_policy_of_a_page_allows_its_own_style_and_nothing_from_elsewhere() -> None:
    page = render_letter_page(paper()).decode()

    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert "default-src &#39;none&#39;" in policy
    assert "sha256-" in policy
    assert "http" not in policy


def test_a_letter_knows_no_number_id() -> None:
    assert "number_id': ''" in str(asdict(paper()))
    assert re.search(r"number_id': '[^']", str(asdict(paper()))) is None
