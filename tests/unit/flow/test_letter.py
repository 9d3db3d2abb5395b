from dataclasses import asdict, replace
from datetime import date

import pytest
from tests.build import CODELISTS, QMA, SHEET, Cell, counts, key, plan

from leadline.core.context import Context
from leadline.core.error import Problem
from leadline.core.letter import Letter
from leadline.core.period import Period
from leadline.core.plan import Input, Source
from leadline.core.population import Population
from leadline.core.question import Question
from leadline.core.received import Contribution, Delivery
from leadline.flow.letter import Gathered, unplaced, write_letters
from leadline.intake.inputs import Inputs

OTHER = key("QMB", source="clinic")
NAMES = {"en": "Police"}
SOURCES = (
    Source("police", "law_enforcement", NAMES, "B2"),
    Source("clinic", "ngo", {"en": "Clinic"}, "D4"),
)
FILES = ("police.csv", "both.csv", "nobody.csv")
PLAN = replace(
    plan("QMA", "QMB", sources=SOURCES),
    inputs=tuple(Input("counts", f"/folder/{name}", name) for name in FILES),
)
CELLS = (
    Cell(7, QMA, "2018-01", file="police.csv"),
    Cell(9, QMA, "2018-03", file="police.csv", known_on=date(2020, 7, 1)),
    Cell((0, 4), QMA, "2018-04", file="both.csv"),
    Cell(55555, OTHER, "2018-01", file="both.csv"),
)
NOBODY = Contribution("", "", "", "")


def delivery(whose: Contribution, file: str, **problems: int) -> Delivery:
    n = sum(problems.values())
    return Delivery(whose, "counts", file, "", 2 + n, 2, n, problems, {})


POLICE_ROWS = Contribution("police", "QMA", "violence", "victims")
CLINIC_ROWS = Contribution("clinic", "QMB", "violence", "victims")
DELIVERIES = (
    delivery(POLICE_ROWS, "police.csv", count_form=1),
    delivery(POLICE_ROWS, "both.csv", period_form=2),
    delivery(CLINIC_ROWS, "both.csv", count_form=3),
    delivery(NOBODY, "nobody.csv", table_unknown=1),
)
PROBLEMS = tuple(
    Problem(f"/folder/{file}", 4, "count", code, f"As in /folder/{FILES[1]}.", "Mend it.")
    for file, code in (("police.csv", "count_form"), ("both.csv", "period_form"))
)
QUESTIONS = (
    Question("step", QMA, (Period.parse("2018-03"),), (7, 9)),
    Question("step", OTHER, (Period.parse("2018-03"),), (55555, 1)),
)


def gathered(**changes: object) -> Gathered:
    inputs = Inputs(
        counts=counts(*CELLS),
        sheets=(),
        context=Context(()),
        population=Population(()),
        figures=(),
        notes=(),
        deliveries=DELIVERIES,
    )
    whole = Gathered(PLAN, inputs, PROBLEMS, QUESTIONS, CODELISTS)
    named = {name: value for name, value in changes.items() if name in Gathered._fields}
    rest = {name: value for name, value in changes.items() if name not in named}
    return whole._replace(inputs=replace(inputs, **rest), **named)


def letter(source: str = "police", **changes: object) -> Letter:
    (found,) = write_letters(gathered(**changes), [source])
    return found


def test_letters_come_in_the_order_of_the_declared_sources() -> None:
    found = write_letters(gathered(), ["clinic", "police"])

    assert [each.source for each in found] == ["police", "clinic"]


def test_a_letter_holds_nothing_of_another_contributor() -> None:
    told = str(asdict(letter()))

    assert "55555" not in told
    assert "clinic" not in told.lower()
    assert "QMB" not in told


def test_a_letter_has_no_grade_of_anybody() -> None:
    told = str(asdict(letter()))

    assert "B2" not in told
    assert "D4" not in told


def test_a_file_of_several_contributors_is_not_named_and_tells_its_own_rows_only() -> None:
    own, joint = letter().parcels

    assert (own.file, joint.file) == ("police.csv", "")
    assert joint.problems == {"period_form": 2}
    assert "both.csv" not in str(asdict(letter()))


def test_problems_are_those_of_files_of_its_own_named_as_the_assessment_names_them() -> None:
    (problem,) = letter().problems

    assert (problem.file, problem.code) == ("police.csv", "count_form")
    assert problem.message == "As in another file."


def test_the_name_of_a_sheet_with_rows_of_another_stands_in_no_message() -> None:
    own, other = "both.csv[Police]", "both.csv[Clinic]"
    message = f"As in /folder/{other}, not /folder/{own}."
    problem = Problem(f"/folder/{own}", 4, "count", "count_form", message, "Mend it.")
    sheets = (
        delivery(POLICE_ROWS, own, count_form=1),
        delivery(POLICE_ROWS, other),
        delivery(CLINIC_ROWS, other),
    )

    (told,) = letter(problems=(problem,), deliveries=sheets).problems

    assert (told.file, told.message) == (own, f"As in another file, not {own}.")


def test_questions_are_about_its_own_series() -> None:
    assert letter().questions == QUESTIONS[:1]


def test_a_series_is_drawn_from_its_first_to_its_last_period_with_its_gaps() -> None:
    (curve,) = letter().curves

    assert [str(period) for period in curve.periods] == ["2018-01", "2018-02", "2018-03", "2018-04"]
    assert (curve.lower, curve.upper) == ((7, None, 9, 0), (7, None, 9, 4))


def test_a_parcel_tells_its_versions_and_periods() -> None:
    own, _ = letter().parcels

    assert own.versions == (date(2020, 6, 1), date(2020, 7, 1))
    assert (str(own.first), str(own.last)) == ("2018-01", "2018-03")


def test_what_the_sheet_says_is_understood() -> None:
    (one,) = letter(sheets=(replace(SHEET, breaks=(Period.parse("2018-04"),)),)).understood

    assert one.has_sheet
    assert one.breaks == (Period.parse("2018-04"),)


@pytest.mark.parametrize(
    ("tlp", "handling"),
    [
        ("TLP:CLEAR", "TLP:AMBER+STRICT"),
        ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
        ("TLP:RED", "TLP:RED"),
    ],
)
def test_a_letter_is_never_handled_more_openly_than_within_its_organization(
    tlp: str, handling: str
) -> None:
    found = letter(sheets=(replace(SHEET, tlp=tlp),))

    assert (found.marks, found.handling) == ((tlp,), handling)


@pytest.mark.parametrize(
    ("own", "languages", "expected"),
    [("fr", ("en", "fr"), "fr"), ("", ("ar", "en"), "en"), ("", ("es", "fr"), "es")],
)
def test_a_letter_is_in_the_language_of_its_reader_else_in_english_else_in_the_first(
    own: str, languages: tuple[str, ...], expected: str
) -> None:
    names = dict.fromkeys(languages, "Police")
    changed = replace(
        PLAN,
        languages=languages,
        title=dict.fromkeys(languages, "An exercise"),
        sources=(replace(SOURCES[0], names=names, language=own), SOURCES[1]),
        members=tuple(replace(member, names=names) for member in PLAN.members),
    )

    assert letter(plan=changed).language == expected


def test_a_source_that_sent_nothing_gets_a_letter_without_parcels() -> None:
    found = letter(counts=counts(CELLS[-1]), deliveries=DELIVERIES[2:], questions=())

    assert (found.parcels, found.understood, found.curves) == ((), (), ())
    assert [request.kind for request in found.requests] == ["counts"]


def test_a_file_of_which_no_row_says_whose_it_is_is_nobody_s() -> None:
    assert unplaced(gathered().inputs) == ("nobody.csv",)
