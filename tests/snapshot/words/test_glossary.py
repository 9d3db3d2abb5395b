"""The glossary in the docs is what the catalogues say."""

from pathlib import Path

import pytest

from leadline.words.glossary import KINDS, glossary, main

ROOT = Path(__file__).parents[3]


def test_the_glossary_is_current() -> None:
    assert (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8") == glossary()


def test_every_kind_of_the_glossary_has_labels() -> None:
    assert [kind for kind in KINDS if f"| `{kind}." not in glossary()] == []


def test_a_stale_glossary_fails_until_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)

    assert main([]) == 1
    assert "docs/glossary.md is out of date" in capsys.readouterr().out
    assert main(["--write"]) == 0
    assert main([]) == 0
