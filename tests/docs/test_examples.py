"""Every example of the docs is one that works: commands parse, tables check, Python compiles."""

import ast
import importlib.util
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from docs.generate.commands import commands
from tests.docs.prose import PAGES, ROOT, Block, blocks, name_of

import leadline as ll

COMMANDS = sorted(
    {
        (name_of(page), line)
        for page in PAGES
        for block in blocks(page, "sh", "")
        for line in block.commands
    }
)
KNOWN = ("leadline ", "make ", "python -m ", "sed ", ". .venv/bin/activate")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[0].split())


def of(start: str) -> list[tuple[str, str]]:
    return [(page, line) for page, line in COMMANDS if line.startswith(start)]


def every(language: str) -> list[Block]:
    return [block for page in PAGES for block in blocks(page, language)]


def label(block: Block) -> str:
    return f"{name_of(block.page)}: {block.text.splitlines()[0][:40]}"


def parse(line: str) -> None:
    """Parse a command as the command line would, without running it."""
    _, first, *rest = shlex.split(line)
    name = next(each for each in (" ".join([first, *rest[:1]]), first) if each in commands())
    commands()[name].make_context(name, rest[name.count(" ") :])


def test_every_command_shown_is_one_that_these_tests_know() -> None:
    assert [command for command in COMMANDS if not command[1].startswith(KNOWN)] == []


@pytest.mark.parametrize(("page", "line"), of("leadline "))
def test_a_leadline_command_shown_parses(page: str, line: str) -> None:
    parse(line)


def test_a_command_with_an_unknown_option_does_not_parse() -> None:
    with pytest.raises(Exception, match="--nonsense"):
        parse("leadline check a.csv --nonsense")


@pytest.mark.parametrize(("page", "line"), of("make "))
def test_a_make_target_shown_is_there(page: str, line: str) -> None:
    assert line.split()[1] in TARGETS


@pytest.mark.parametrize(("page", "line"), of("python -m "))
def test_a_module_shown_is_there(page: str, line: str) -> None:
    assert importlib.util.find_spec(line.split()[2]) is not None


@pytest.mark.parametrize("block", every("csv"), ids=label)
def test_a_table_shown_has_no_problem(block: Block, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(block.text, encoding="utf-8")

    assert ll.check(path) == ()


@pytest.mark.parametrize("block", every("toml"), ids=label)
def test_settings_shown_are_toml(block: Block) -> None:
    assert tomllib.loads(block.text)


@pytest.mark.parametrize("block", every("python"), ids=label)
def test_python_shown_uses_public_names_only(block: Block) -> None:
    if not name_of(block.page).startswith("docs/reference"):
        tree = ast.parse(block.text)
        names = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "ll"
        }
        assert names <= set(ll.__all__)
