"""Which messages the source asks for."""

from pathlib import Path

import pytest

from leadline.words.usage import Usage, used_in

SOURCE = """
TABLE = {"fell": "headline.fell"}
def story(words, direction, kind, code, side="likely_rose"):
    words.text("cover.what")
    words.plural("count.months", 3)
    words.label("theme", code)
    words.label("ind", "violence.victims_homicide")
    words.label("read_as", f"web_{code}")
    words.text(f"change.meaning_{direction}")
    words.text(f"{side}.likely")
    words.text(TABLE[direction])
    words.label(kind, code)
    words.text()
    print(f"", f"{code}", "cover.what_not")
"""


@pytest.fixture
def usage(tmp_path: Path) -> Usage:
    folder = tmp_path / "inner"
    folder.mkdir()
    (folder / "story.py").write_text(SOURCE, encoding="utf-8")
    (folder / "story.txt").write_text("words.text('not.python')", encoding="utf-8")
    return used_in(tmp_path)


def test_keys_written_out_are_asked_for(usage: Usage) -> None:
    assert usage.keys == {"cover.what", "count.months", "ind.violence.victims_homicide"}


def test_keys_put_together_are_known_by_their_beginning(usage: Usage) -> None:
    assert {"theme.", "read_as.", "change.meaning_", "likely_rose."} <= usage.beginnings


def test_a_module_that_asks_for_no_words_begins_no_key(tmp_path: Path) -> None:
    (tmp_path / "silent.py").write_text('column = "count"', encoding="utf-8")

    assert used_in(tmp_path).unused(["count.months"]) == ("count.months",)


def test_a_key_that_waits_in_a_table_or_behind_a_variable_is_used(usage: Usage) -> None:
    assert usage.unused(["headline.fell", "theme.violence", "likely_rose.likely"]) == ()


def test_a_key_that_nothing_names_is_unused(usage: Usage) -> None:
    assert usage.unused(["zebra", "cover.what", "alt.series", "not.python"]) == (
        "alt.series",
        "not.python",
        "zebra",
    )
