import pytest

from leadline.core.error import (
    InputRefused,
    LeadlineError,
    Problem,
    ReleaseBlocked,
    SchemaUnknown,
    SealBroken,
    Unreadable,
    UsageError,
)

COUNT = Problem("a.csv", 3, "count", "count_form", "Not a whole number.", "Write digits only.")
FILE = Problem("b.csv", 0, "", "empty", "Nothing in it.", "")


@pytest.mark.parametrize(
    ("error", "code", "exit_code"),
    [
        (LeadlineError, "error", 5),
        (UsageError, "usage", 2),
        (ReleaseBlocked, "release_blocked", 4),
        (Unreadable, "unreadable", 3),
        (SealBroken, "seal_broken", 3),
        (SchemaUnknown, "schema_unknown", 3),
    ],
)
def test_each_error_has_its_code_and_exit(
    error: type[LeadlineError], code: str, exit_code: int
) -> None:
    raised = error("It went wrong.")

    assert (raised.code, raised.exit_code) == (code, exit_code)


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = UsageError("No such edition.", next_step="Choose public.")

    assert str(error) == "[usage] No such edition. Choose public."


def test_an_error_may_carry_a_finer_code() -> None:
    assert str(UsageError("No.", code="no_edition")) == "[no_edition] No."


def test_a_finer_code_stays_with_its_error() -> None:
    UsageError("No.", code="no_edition")

    assert UsageError("No.").code == "usage"


def test_a_problem_names_file_row_column_code_and_next_step() -> None:
    assert str(COUNT) == "a.csv:3 count [count_form] Not a whole number. Write digits only."


def test_a_problem_of_a_whole_file_names_the_file_alone() -> None:
    assert str(FILE) == "b.csv [empty] Nothing in it."


def test_refused_input_lists_every_problem_once_in_order() -> None:
    error = InputRefused([FILE, COUNT, FILE])

    assert error.problems == (COUNT, FILE)
    assert str(error).splitlines() == [
        "[input_refused] 2 problems in the input."
        " Mend the places listed and run the same command again.",
        str(COUNT),
        str(FILE),
    ]


def test_one_problem_is_counted_as_one() -> None:
    assert InputRefused([COUNT]).message == "1 problem in the input."
