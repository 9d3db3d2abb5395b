"""Numbers of foreign sheets: what declared marks make of them, and what is refused."""

import pytest

from leadline.intake.mapping.number import Cell, Numbers, fault_of, read_number
from leadline.intake.problem import problem_kinds

PLAIN = Numbers()
SPACE = Numbers(thousands=" ")
POINT = Numbers(thousands=".", decimal=",")
COMMA = Numbers(thousands=",", decimal=".")
ARABIC = Numbers(
    thousands="٬",
    decimal="٫",
    digits="arabic",
    small={"أقل من ٥": "<5"},
    missing={"غير متوفر": "O"},
)
WORDS = Numbers(
    small={"moins de 5": "<5", "1-4": "<5"},
    missing={"n/a": "O", "..": "L", "-": "M", "secret": "Q"},
    footnotes={"*": "", "**": "B", "(p)": "P", "¹": "D", "(1)": "E"},
)

READ = [
    (PLAIN, "1234", "1234", ""),
    (PLAIN, " 0 ", "0", ""),
    (PLAIN, "007", "007", ""),
    (PLAIN, "<5", "<5", ""),
    (PLAIN, "", "", ""),
    (PLAIN, " \u00a0\u200f", "", ""),
    (PLAIN, "\u200e12\u200f", "12", ""),
    (SPACE, "1234", "1234", ""),
    (SPACE, "1 234 567", "1234567", ""),
    (SPACE, "1\u00a0234", "1234", ""),
    (SPACE, "1\u202f234", "1234", ""),
    (SPACE, "1\u2009234", "1234", ""),
    (POINT, "1.234", "1234", ""),
    (POINT, "1.234,00", "1234", ""),
    (POINT, "12,0", "12", ""),
    (POINT, "0,0", "0", ""),
    (COMMA, "1,234.0", "1234", ""),
    (Numbers(thousands="'"), "1’234", "1234", ""),
    (Numbers(thousands="’"), "1'234", "1234", ""),
    (ARABIC, "١٬٢٣٤", "1234", ""),
    (ARABIC, "١٢٫٠", "12", ""),
    (ARABIC, "<٥", "<5", ""),
    (ARABIC, "اقل من ٥", "<5", ""),
    (ARABIC, "غير متوفّر", "", "O"),
    (Numbers(digits="persian"), "۱۲", "12", ""),
    (Numbers(digits="any"), "۱۲", "12", ""),
    (Numbers(digits="any"), "١٢", "12", ""),
    (Numbers(digits="any"), "12", "12", ""),
    (WORDS, "N/A", "", "O"),
    (WORDS, "..", "", "L"),
    (WORDS, "-", "", "M"),
    (WORDS, "Secret ", "", "Q"),
    (WORDS, "Moins de 5", "<5", ""),
    (WORDS, "1-4", "<5", ""),
    (WORDS, "12*", "12", ""),
    (WORDS, "* 12", "12", ""),
    (WORDS, "12 **", "12", "B"),
    (WORDS, "12(p)", "12", "P"),
    (WORDS, "12¹", "12", "D"),
    (WORDS, "12 (1)", "12", "E"),
    (WORDS, "12*(p)*", "12", "P"),
    (WORDS, "<5*", "<5", ""),
    (WORDS, "moins de 5 (p)", "<5", "P"),
    (WORDS, "n/a (p)", "", "O"),
    (WORDS, "**", "", "B"),
]
REFUSED = [
    ("mark_undeclared", PLAIN, ["1,234", "1.234", "1 234", "1\u202f234", "12.5", "1'234", "1٬234"]),
    ("mark_undeclared", SPACE, ["1.234", "1,234", "1 234,0"]),
    ("mark_undeclared", Numbers(decimal=","), ["1 234,0", "1.234"]),
    (
        "marks_misplaced",
        POINT,
        ["12.34", "1.2345", "1234.567", "0.123", "1..234", "1.23.456", "1,0,0"],
    ),
    ("marks_misplaced", SPACE, ["1 23", "12 34", "1  234", "1234 567"]),
    ("marks_misplaced", COMMA, ["1.000,0", "1,23", "1.2.3"]),
    ("marks_misplaced", Numbers(decimal=","), ["1,000", "12,000"]),
    ("number_not_whole", POINT, ["12,5", "1.234,01", "0,5"]),
    ("number_not_whole", COMMA, ["12.5"]),
    ("digits_undeclared", PLAIN, ["١٢", "۱۲", "1٢"]),
    ("digits_undeclared", ARABIC, ["12", "<5", "۱۲"]),
    ("cell_unreadable", Numbers(digits="any"), ["1٢", "१२"]),
    ("cell_unreadable", PLAIN, ["n/a", "..", "-", "abc", "+7", "1e3", "7%", "12*", "12¹", "1_000"]),
    (
        "cell_unreadable",
        PLAIN,
        ["< 5", "<0", "<5000", "≤5", "(5)", "5-", "5,", ",5", "𝟕", "७", "0x1f"],
    ),
    ("cell_unreadable", WORDS, ["12†", "12 p", "none", "p12"]),
    ("count_below_zero", PLAIN, ["-5", "−5", "- 5", "-1,234"]),
    ("footnotes_differ", WORDS, ["12**(p)", "(p)12¹"]),
]
FAULTS = [
    ("marks_conflict", Numbers(thousands=".", decimal=".")),
    ("marks_conflict", Numbers(thousands=" ", decimal="\u00a0")),
    ("marks_conflict", Numbers(thousands="..")),
    ("marks_conflict", Numbers(thousands="0")),
    ("marks_conflict", Numbers(decimal="٠")),
    ("marks_conflict", Numbers(decimal="<")),
    ("marks_conflict", Numbers(decimal="-")),
    ("marks_conflict", Numbers(decimal="e")),
    ("footnote_form", Numbers(footnotes={"1": "P"})),
    ("footnote_form", Numbers(footnotes={"a1": "P"})),
    ("footnote_form", Numbers(footnotes={"٢)": "P"})),
    ("footnote_form", Numbers(footnotes={"": "P"})),
    ("footnote_form", Numbers(footnotes={".": "P"})),
    ("footnote_form", Numbers(footnotes={"≤": "P"})),
    ("footnote_form", Numbers(footnotes={"%": "P"})),
    ("footnote_form", Numbers(footnotes={" *": "P"})),
    ("footnote_form", Numbers(footnotes={"<": "P"})),
    ("footnote_form", Numbers(footnotes={"-": "P"})),
    ("footnote_form", Numbers(decimal=".", footnotes={"p.": "P"})),
    ("small_form", Numbers(small={"few": "5"})),
    ("small_form", Numbers(small={"few": "<0"})),
    ("small_form", Numbers(small={"few": "<1000"})),
    ("status_unknown", Numbers(missing={"n/a": "P"})),
    ("status_unknown", Numbers(missing={"n/a": ""})),
    ("status_unknown", Numbers(footnotes={"*": "O"})),
    ("status_unknown", Numbers(footnotes={"*": "AB"})),
]


@pytest.mark.parametrize(("numbers", "text", "ours", "status"), READ)
def test_a_cell_is_read_with_the_declared_marks(
    numbers: Numbers, text: str, ours: str, status: str
) -> None:
    assert read_number(text, numbers) == Cell(ours, status)


@pytest.mark.parametrize(
    ("code", "numbers", "text"),
    [(code, numbers, text) for code, numbers, texts in REFUSED for text in texts],
)
def test_a_cell_that_the_declaration_does_not_fit_is_refused(
    code: str, numbers: Numbers, text: str
) -> None:
    assert read_number(text, numbers) == Cell(code=code)


@pytest.mark.parametrize(("code", "numbers"), FAULTS)
def test_a_declaration_that_could_be_read_two_ways_has_a_fault(code: str, numbers: Numbers) -> None:
    assert fault_of(numbers) == code


@pytest.mark.parametrize("numbers", [PLAIN, SPACE, POINT, COMMA, ARABIC, WORDS])
def test_a_sound_declaration_has_no_fault(numbers: Numbers) -> None:
    assert fault_of(numbers) == ""


@pytest.mark.parametrize("code", sorted({entry[0] for entry in [*REFUSED, *FAULTS]}))
def test_every_code_is_a_problem_of_the_list(code: str) -> None:
    assert code in problem_kinds()
