"""What commands print of themselves."""

import re
import sys

import pytest

from leadline.cli.screen import Progress, peak_memory


def test_timings_tell_seconds_and_the_peak_of_memory(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(is_quiet=True)
    progress.tell("intake", 1.5, False)
    progress.tell("intake", 0.5, False)

    progress.timings()

    told = capsys.readouterr().err
    assert re.fullmatch(r"intake +2\.00 s +\d+ MB\ntotal +2\.00 s +\d+ MB\n", told)


def test_the_peak_is_what_the_process_held_at_once() -> None:
    before = peak_memory()
    held = bytearray(80 * 1024 * 1024)

    assert 10 < before <= peak_memory() < 100_000
    assert len(held) > 0


def test_where_the_system_does_not_tell_it_no_memory_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    progress = Progress(is_quiet=True)
    progress.tell("intake", 1.5, False)

    progress.timings()

    assert "MB" not in capsys.readouterr().err
