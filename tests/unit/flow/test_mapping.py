"""What a check of a mapping tells besides the problems of the gate."""

from pathlib import Path

from leadline.cli.table import mapping_text
from leadline.flow.mapping import check_mapping

MAPPING = """
schema = "leadline/mapping/1"
[sheet]
file = "sheet.csv"
[columns]
"Période" = "reported"
"Nombre" = "count"
[periods]
language = "fr"
[constants]
source = "bureau-1"
member = "QMA"
theme = "reporting"
indicator = "referrals"
known_on = 2021-01-15
"""
HALVES = "Période,Nombre\n1er semestre 2019,5\n2e semestre 2019,6\nAnnée 2019,11\n"


def _mapped(folder: Path, mapping: str, sheet: str) -> Path:
    (folder / "sheet.csv").write_text(sheet, encoding="utf-8")
    (folder / "x.map.toml").write_text(mapping, encoding="utf-8")
    return folder / "x.map.toml"


def test_a_series_of_two_frequencies_is_noted(tmp_path: Path) -> None:
    checked = check_mapping(_mapped(tmp_path, MAPPING, HALVES))

    assert [(p.code, p.row) for p in checked.problems] == [("frequency_several", 4)]


def test_longer_periods_that_are_named_as_totals_are_checked_and_left_out(tmp_path: Path) -> None:
    mapping = MAPPING.replace("[columns]", 'drop_totals = ["Année 2019"]\n[columns]')

    checked = check_mapping(_mapped(tmp_path, mapping, HALVES))

    assert (checked.problems, checked.n_totals) == ((), 1)


SOURCES = """Corps,Période,Nombre
alpha,2019,5
beta,2019,6
gamma,2019,6
Notes,,
"""


def test_the_table_of_a_check_names_the_source_where_there_are_several(tmp_path: Path) -> None:
    mapping = MAPPING.replace('source = "bureau-1"\n', "")
    mapping = mapping.replace("[columns]", '[columns]\n"Corps" = "source"')

    text = mapping_text(check_mapping(_mapped(tmp_path, mapping, SOURCES)))

    assert [line.split()[0] for line in text.splitlines()[:4]] == [
        "source",
        "alpha",
        "beta",
        "gamma",
    ]
    assert text.endswith("1 line left out: line 5.\n")


def test_the_table_of_a_check_does_not_repeat_the_one_source(tmp_path: Path) -> None:
    assert mapping_text(check_mapping(_mapped(tmp_path, MAPPING, HALVES))).startswith("member")
