"""Status of bad contributions: never stops at one, never repeats what was refused."""

from pathlib import Path

from tests.property.bad_files import Case, generate
from tests.property.bad_opendocument import ODS_MAKERS
from tests.property.bad_tables import TABLE_MAKERS
from tests.property.bad_workbooks import FILE_MAKERS

from leadline.cli.table import status_csv, status_text
from leadline.flow.status import status
from leadline.intake.problem import is_note

SEED = 20200907
N = len([*TABLE_MAKERS, *FILE_MAKERS, *ODS_MAKERS])


def failures(case: Case, folder: Path) -> list[str]:
    """What is wrong with how a case is told."""
    folder.mkdir()
    found = status(case.write(folder))
    shown = status_text(found.rows) + status_csv(found.rows) + repr(found)
    wrong = [f"{case.code}: repeated" for text in case.planted if text in shown]
    counted = {code for row in found.rows for code in (*row.problems, *row.notes)}
    told = {p.code for p in found.problems if not is_note(p)} - {"more_of_the_same"}
    wrong += [f"{case.code}: {told - counted} in no row"] if told - counted else []
    sums = [row for row in found.rows if row.n_read + row.n_refused > row.n_received]
    return wrong + [f"{case.code}: rows do not add up"] * bool(sums)


def all_failures(n: int, folder: Path) -> list[str]:
    cases = (
        case
        for case in generate([*TABLE_MAKERS, *FILE_MAKERS, *ODS_MAKERS], range(n), seed=SEED)
        if not case.alone
    )
    return [
        f"{at} {failure}"
        for at, case in enumerate(cases)
        for failure in failures(case, folder / str(at))
    ]


def test_every_bad_file_is_told_in_a_row_and_nothing_of_it_is_repeated(tmp_path: Path) -> None:
    assert all_failures(N, tmp_path) == []
