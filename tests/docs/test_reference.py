"""The reference holds what the code holds: every command, option, code, column, key and name."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from docs.generate import files, released
from docs.generate.commands import commands, group
from docs.generate.errors import EXITS, kinds
from docs.generate.grading import conditions
from docs.generate.reference import FOLDER, PAGES, main, stale
from tests.docs.prose import ROOT

import leadline
from leadline.assess.grade import LIKELIHOOD, RULES
from leadline.intake.codelist import read_codelists
from leadline.intake.problem import problem_kinds
from leadline.intake.schema import KEYS

REFERENCE = ROOT / FOLDER
OPTIONS = [
    (name, option)
    for name, command in commands().items()
    for parameter in command.params
    if parameter.param_type_name == "option"
    for option in parameter.opts
]
COLUMNS = [(kind, column.name) for kind, columns in files.COLUMNS.items() for column in columns]
LISTS = read_codelists()


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def section(name: str, head: str) -> str:
    """Return the part of a page under a heading."""
    return page(name).split(f"\n## {head}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_code_says_today(name: str) -> None:
    assert page(name) == PAGES[name]()


def test_the_folder_holds_generated_pages_only() -> None:
    assert {path.name for path in REFERENCE.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", commands())
def test_a_command_is_documented(name: str) -> None:
    assert f"leadline {name}" in section("commands.md", f"leadline {name}")


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_an_option_is_documented(command: str, option: str) -> None:
    assert f"`{option}" in section("commands.md", f"leadline {command}")


def test_every_option_says_what_it_does() -> None:
    assert [option for option in OPTIONS if not help_of(*option)] == []


def help_of(command: str, option: str) -> str | None:
    return next(p.help for p in commands()[command].params if option in p.opts)


@pytest.mark.parametrize("code", problem_kinds())
def test_a_problem_code_is_documented(code: str) -> None:
    assert f"| `{code}` |" in page("problems.md")


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_an_error_is_documented_and_public(kind: type[leadline.LeadlineError]) -> None:
    assert f"| `{kind.__name__}` | `{kind.code}` | {kind.exit_code} |" in page("errors.md")
    assert getattr(leadline, kind.__name__) is kind


def test_every_exit_code_is_documented() -> None:
    epilog = group().epilog or ""

    assert {kind.exit_code for kind in kinds()} <= set(EXITS)
    assert [code for code in EXITS if f"{code} " not in epilog] == []


@pytest.mark.parametrize("name", [name for name in leadline.__all__ if name != "__version__"])
def test_a_public_name_is_documented(name: str) -> None:
    assert f"ll.{name}\n" in page("python.md") or f"| `{name}` |" in page("python.md")


@pytest.mark.parametrize(("kind", "column"), COLUMNS)
def test_a_column_is_documented(kind: str, column: str) -> None:
    assert f"| `{column}` |" in section("files.md", kind)


def test_every_key_of_the_assessment_file_is_documented() -> None:
    found = [name for name, _ in files.settings()]

    assert {part for name in found for part in name.split(".")} == KEYS
    assert [name for name in found if f"| `{name}` |" not in page("files.md")] == []


def test_no_meaning_is_left_over() -> None:
    wanted = {kind: {c.name for c in columns} for kind, columns in files.COLUMNS.items()}
    wanted["assessment"] = {name for name, _ in files.settings()}
    wanted["mapping"] = {name for name, _ in files.mapping_settings()}

    assert {kind: set(texts) for kind, texts in files.meanings().items()} == wanted


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_grading_rule_is_documented_with_its_condition(rule: object) -> None:
    assert f"| `{rule.code}` |" in page("grading.md")
    assert f"`{conditions()[rule.code]}`" in page("grading.md")


def test_every_likelihood_band_is_documented() -> None:
    assert [at for at, _ in LIKELIHOOD if f"above {at:.2f}" not in page("grading.md")] == []


@pytest.mark.parametrize("row", LISTS.indicators, ids=lambda row: f"{row.theme}.{row.code}")
def test_an_indicator_is_documented_under_its_theme(row: object) -> None:
    under = page("codelists.md").split(f"### `{row.theme}`")[1].split("\n##")[0]

    assert f"| `{row.code}` |" in under


@pytest.mark.parametrize("kind", released.kinds(), ids=lambda kind: kind.__name__)
def test_a_part_of_the_released_assessment_is_documented(kind: type) -> None:
    text = section("released.md", kind.__name__)

    assert [f.name for f in fields(kind) if f"| `{f.name}` |" not in text] == []


def test_the_generator_finds_a_page_that_lags_and_writes_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    FOLDER.mkdir(parents=True)
    assert main(["--write"]) == 0
    (FOLDER / "errors.md").write_text("of old\n")

    assert main([]) == 1
    assert "docs/reference/errors.md is out of date" in capsys.readouterr().out
    assert stale(FOLDER) == [FOLDER / "errors.md"]


def test_a_generator_of_the_docs_runs_in_the_check() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert "docs.generate.reference" in makefile.split("GENERATORS :=")[1].split("\n")[0]


def test_the_starter_explains_only_keys_that_there_are() -> None:
    starter = tomllib.loads(
        (ROOT / "src/leadline/examples/starter/assessment.toml").read_text(encoding="utf-8")
    )

    assert set(starter) <= {name for name, _ in files.settings()}
