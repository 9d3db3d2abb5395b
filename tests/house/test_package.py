"""What is installed: public names, what an import loads, what ships, what is locked."""

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import leadline

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# Compiled modules enter sys.modules under names of their own: the folder tells whose they are.
LOADED_BY = """
import importlib, pathlib, pkgutil, sys, sysconfig
before = set(sys.modules)
for name in {names!r}:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(getattr(package, "__path__", []), name + "."):
        importlib.import_module(module.name)
installed = pathlib.Path(sysconfig.get_path("purelib"))
new = [module for name, module in sys.modules.items() if name not in before]
files = [pathlib.Path(getattr(module, "__file__", None) or "/") for module in new]
print(*{{file.relative_to(installed).parts[0] for file in files if file.is_relative_to(installed)}})
"""


def loaded_by(*names: str) -> set[str]:
    """Third parties that importing these packages, all their modules included, loads."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED_BY.format(names=names)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split()) - {"leadline"}


def named(requirement: str) -> str:
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-").replace(".", "-")


def locked(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


def imported() -> set[str]:
    """Distributions that a module of ours imports, wherever in it the import stands."""
    nodes = [
        node
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    drawn = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    tops = {name.partition(".")[0] for name in plain | drawn}
    sellers = packages_distributions()
    third = tops - set(sys.stdlib_module_names) - {"leadline"}
    return {named(sellers.get(name, [name])[0]) for name in third}


@pytest.mark.parametrize("name", leadline.__all__)
def test_a_public_name_is_there(name: str) -> None:
    assert getattr(leadline, name) is not None
    assert name in dir(leadline)


def test_loading_a_floor_does_not_hide_the_function_of_its_name() -> None:
    importlib.import_module("leadline.assess.change")

    assert callable(leadline.assess)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        leadline.nonsense  # noqa: B018 - the access itself is the act


def test_importing_leadline_loads_no_third_party() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, leadline; print('numpy' in sys.modules, 'typer' in sys.modules)",
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["False", "False"]


def test_core_needs_numpy_alone() -> None:
    assert loaded_by("leadline.core") == {"numpy"}


def test_models_need_numpy_and_scipy_alone() -> None:
    assert loaded_by("leadline.core", "leadline.models") == {"numpy", "scipy"}


def test_the_wheel_ships_every_file_of_the_package(tmp_path: Path) -> None:
    build = (
        "import sys; from flit_core.buildapi import build_wheel; print(build_wheel(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    shipped = set(zipfile.ZipFile(tmp_path / done.stdout.strip()).namelist())
    ours = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src/leadline").rglob("*")
        if path.is_file()
    }
    assert {name for name in ours if "__pycache__" not in name} <= shipped


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("requirements.lock", ["build"]),
        ("requirements-test.lock", ["build", "test"]),
        ("requirements-bench.lock", ["build", "bench"]),
    ],
)
def test_a_lock_holds_all_that_its_groups_ask_for(lock: str, groups: list[str]) -> None:
    asked = PROJECT["project"]["dependencies"] + [
        r for g in groups for r in PROJECT["dependency-groups"][g]
    ]

    assert {named(requirement) for requirement in asked} - locked(lock) == set()


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    declared = {named(requirement) for requirement in PROJECT["project"]["dependencies"]}

    assert imported() == declared


@pytest.mark.parametrize("peer", ["pandas", "statsforecast"])
def test_the_peers_of_a_benchmark_stay_out_of_what_users_install(peer: str) -> None:
    assert peer not in locked("requirements.lock")
