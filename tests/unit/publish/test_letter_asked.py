import re
from dataclasses import replace

import pytest
from tests.unit.publish.letter_values import (
    LANGUAGES,
    LETTER,
    PARCEL,
    PERIOD,
    asked,
    part,
    plain,
    table,
)

from leadline.core.letter import Request
from leadline.publish.block import Paragraph, Points
from leadline.publish.letter.block import Questions, Ranked

NO_SPAN = ("ar", "fr", "es")


def questions(**changes: object) -> list[str]:
    blocks = part("questions", **changes).blocks
    found = [item for block in blocks if isinstance(block, Questions) for item in block.items]
    return [plain(item.text) for item in found]


def wishes(*requests: Request, language: str = "en") -> tuple[str, ...]:
    (block,) = part("help", requests=requests, language=language).blocks
    assert isinstance(block, Ranked)
    return tuple(map(plain, block.items))


def test_problems_tell_place_and_code_and_are_marked_as_english() -> None:
    first, second = table("problems", language="fr").rows

    assert [cell.text for cell in first.cells[:2]] == ["police.csv", "count_form"]
    assert first.cells[0].second == "ligne 3 · count"
    assert (first.cells[2].text, first.cells[2].language) == ("No count. Write one.", "en")
    assert second.cells[2].text == "2 de vos lignes"
    assert "anglais" in table("problems", language="fr").notes[0]


def test_an_english_letter_says_nothing_of_english() -> None:
    found = table("problems")

    assert found.notes == ()
    assert found.rows[0].cells[2].language == ""


def test_more_problems_than_a_reader_can_mend_at_once_are_told_by_their_number() -> None:
    many = tuple(replace(LETTER.problems[0], row=n) for n in range(2, 20))

    found = table("problems", problems=many, parcels=(PARCEL,))

    assert len(found.rows) == 12
    assert found.notes[0] == "6 more entries are not listed here."


ASKED = [
    (asked("step", "2020-02", numbers=(7, 30)), ("30", "7", "February 2020")),
    (asked("step_common", "2020-02", numbers=(7, 30)), ("30", "7", "February 2020")),
    (asked("step", "2020-02"), ("another level", "February 2020")),
    (asked("spike", "2020-02", numbers=(900, 40)), ("900", "about 40")),
    (
        asked("total_differs", "2020-Q1", numbers=(60, 60, 50, 54)),
        ("first quarter of 2020", "total is 60", "add up to 50 to 54"),
    ),
    (
        asked("channels_differ", "2020-02", numbers=(60, 60, 70, 70)),
        ("you sent 60", "add up to 70"),
    ),
    (asked("stopped", "2020-02"), ("last counts", "February 2020")),
    (asked("stopped_measures", "2020-02"), ("February 2020", "the measures began")),
    (asked("paused", "2020-02", "2020-05"), ("February 2020", "May 2020")),
    (asked("paused", "2020-02"), ("the count for February 2020 is lacking", "it still be sent")),
    (asked("began_late", "2020-02"), ("first counts", "February 2020")),
]


@pytest.mark.parametrize(
    ("question", "said"), ASKED, ids=lambda value: getattr(value, "reason", "")
)
def test_a_question_quotes_the_period_and_the_numbers_it_is_about(question, said) -> None:
    (text,) = questions(questions=(question,))

    assert [words for words in said if words not in text] == []
    assert "Alderstan" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", [question for question, _ in ASKED], ids=lambda q: q.reason)
def test_every_question_is_asked_in_every_language(language: str, question) -> None:
    (text,) = questions(questions=(question,), language=language)

    assert "Alderstan" in text
    assert str(question.periods[0].first.year) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_single_lacking_period_is_named_once(language: str) -> None:
    (text,) = questions(questions=(asked("paused", "2020-02"),), language=language)

    assert text.count("2020") == 1


def test_series_that_ask_the_same_are_one_question_without_numbers() -> None:
    both = tuple(asked("step", "2020-02", numbers=(7, 30), member=code) for code in ("QMA", "QMB"))

    (text,) = questions(questions=both)

    assert "Alderstan and Beechmark" in text
    assert "30" not in text


def test_totals_that_differ_are_each_asked_about() -> None:
    both = tuple(
        asked("total_differs", "2020-Q1", numbers=(n, n, 5, 5), member=code)
        for code, n in (("QMA", 60), ("QMB", 70))
    )

    assert len(questions(questions=both)) == 2


def test_questions_are_numbered_and_each_has_room_for_its_answer() -> None:
    two = (asked("stopped", "2020-02"), asked("began_late", "2019-02"))

    items = part("questions", questions=two).blocks[1].items

    assert [(item.number, item.answer) for item in items] == [
        ("1", "Answer to question 1"),
        ("2", "Answer to question 2"),
    ]


def test_past_eight_questions_the_rest_waits() -> None:
    many = tuple(asked("stopped", f"2020-{month:02d}") for month in range(1, 13))

    blocks = part("questions", questions=many).blocks

    assert len(blocks[1].items) == 8
    assert blocks[2] == Paragraph("4 more questions wait until these are answered.")


def test_without_a_question_the_letter_says_so_and_asks_for_no_number() -> None:
    assert part("questions", questions=()).blocks == (
        Paragraph("We have no question on your counts."),
    )
    (points,) = part("answering", questions=()).blocks
    assert isinstance(points, Points)
    assert "number of the question" not in points.items[0]


RUN = ((PERIOD("2019-11"), PERIOD("2020-02")),)
WISHES = [
    Request("counts", 0, RUN),
    Request("mend", 3),
    Request("periods", 3, RUN),
    Request("monthly", 3),
    Request("earlier", 3, RUN),
    Request("sheet", 3),
    Request("longer", 3, RUN),
    Request("occurred", 3),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.kind)
def test_every_wish_has_words_in_every_language(language: str, wish: Request) -> None:
    (text,) = wishes(wish, language=language)

    assert text.endswith(".")


@pytest.mark.parametrize("language", NO_SPAN)
@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.kind)
def test_no_preposition_stands_before_a_time_that_begins_with_one(
    language: str, wish: Request
) -> None:
    (text,) = wishes(wish, language=language)

    assert not re.search(r"\b(de de|pour de|à de|عن من|في من)\b", text)


def test_of_many_times_the_first_are_named_and_the_rest_numbered() -> None:
    runs = tuple((PERIOD("2018-01") + 2 * n,) * 2 for n in range(9))

    (text,) = wishes(Request("periods", 1, runs))

    assert "November 2018 and 3 more times" in text


def test_a_whole_contribution_is_thanked_for() -> None:
    assert part("help", requests=()).blocks == (
        Paragraph("For this assessment your contribution is complete as it stands. Thank you."),
    )


def test_the_rules_of_publication_are_those_of_the_assessment() -> None:
    (points,) = part("answering").blocks

    assert "multiples of 10" in points.items[2]
    assert "below 5" in points.items[2]
