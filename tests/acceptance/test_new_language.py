"""A fifth language, a theme and an indicator come by files alone: no line of code changes."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.prose import ROOT

import leadline
from leadline.words import language
from leadline.words.catalogue import catalogue_bytes

CODE = "sv"
ROW = f"""
[[language]]
code = "{CODE}"
name = "Svenska"
direction = "ltr"
locale = "sv"
font = "IBM Plex Sans Arabic"
"""
# The row and the labels of the how-to, as they stand there.
HOW_TO = (ROOT / "docs" / "how-to" / "add-a-theme-or-indicator.md").read_text(encoding="utf-8")
INDICATOR = re.findall("^river_safety,.+$", HOW_TO, re.M)[0]
LABELS = dict(re.findall('msgid "(.+)"\nmsgstr "(.+)"', HOW_TO))
# Vowels get a hat, so that generated words are seen at once and nothing in them means anything.
HAT = str.maketrans("aeou", "âêôû")


def generated(english: str) -> str:
    """English catalogue to one of no language: texts changed, keys and placeholders kept."""
    lines = english.replace("Language: en", f"Language: {CODE}").split("\n")
    head = lines.index("", lines.index('msgid ""'))
    body = [_hatted(line) if _is_text(line) else line for line in lines[head:]]
    return "\n".join([*lines[:head], *body])


def _is_text(line: str) -> bool:
    return line.startswith(("msgstr", '"'))


def _hatted(line: str) -> str:
    start, text = line.split('"', 1)
    parts = re.split(r"(\{[^}]*\}|\\.)", text)
    changed = [p if p.startswith(("{", "\\")) else p.translate(HAT) for p in parts]
    return start + '"' + "".join(changed)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the files of the how-to added, and an example that uses them."""
    root = tmp_path_factory.mktemp("grown")
    package = root / "leadline"
    shutil.copytree(
        Path(leadline.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__")
    )
    words = package / "words"
    rows = words / "languages.toml"
    rows.write_text(rows.read_text() + ROW)
    english = catalogue_bytes(language("en")).decode()
    (words / "catalogue" / f"{CODE}.po").write_text(generated(english))
    for path in (words / "catalogue").glob("*.po"):
        labels = "".join(f'\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in LABELS.items())
        path.write_text(path.read_text() + labels)
    with (package / "intake" / "codelists" / "indicators.csv").open("a") as file:
        file.write(f"{INDICATOR}\n")
    _example(package / "examples" / "starter")
    return root


def _example(folder: Path) -> None:
    plan = folder / "assessment.toml"
    text = plan.read_text().replace('"es", "fr"]', f'"es", "fr", "{CODE}"]')
    text = re.sub(r'en = ("[^"]*"),', rf"en = \1, {CODE} = \1,", text)
    plan.write_text(re.sub(r'^en = ("[^"]*")$', rf"en = \1\n{CODE} = \1", text, flags=re.M))
    counts = folder / "counts.csv"
    lines = counts.read_text().splitlines()
    added = [
        line.replace("helpline,contacts_answered", "river_safety,rescues_recorded")
        for line in lines[1:]
    ]
    counts.write_text("\n".join([*lines, *added]) + "\n")


def test_an_assessment_is_built_in_the_new_language_with_the_new_indicator(
    grown: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leadline", "assess",
         grown / "leadline" / "examples" / "starter" / "assessment.toml",
         "--out", tmp_path / "out", "--workspace", tmp_path / "room"],
        env={**os.environ, "PYTHONPATH": str(grown)}, capture_output=True, text=True, check=False,
        cwd=tmp_path,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / f"report.{CODE}.pdf").read_bytes().startswith(b"%PDF")
    page = (tmp_path / "out" / "site" / CODE / "index.html").read_text()
    assert 'lang="sv"' in page
    assert LABELS["ind.river_safety.rescues_recorded"].capitalize() in page
    assert generated('msgid ""\n\nmsgstr "Methods"').split('"')[-2] in page
    themes = {
        row["finding"]
        for path in (tmp_path / "out" / "data").glob("T*.csv")
        for row in csv.DictReader(path.read_text().splitlines())
    }
    assert len(themes) >= 4


def test_the_check_is_content_with_the_new_files(grown: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leadline.words.check"],
        env={**os.environ, "PYTHONPATH": str(grown)},
        capture_output=True, text=True, check=False, cwd=grown,
    )  # fmt: skip

    assert done.stdout == ""
    assert done.returncode == 0
