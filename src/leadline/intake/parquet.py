"""Parquet: its bytes to the text that a CSV file would hold, and then through the same gate.

A process of its own decodes it (``leadline.intake.decode``): it may die or never end, and
nobody sees what it prints.
"""

import os
import subprocess
import sys
from contextlib import suppress
from threading import Thread, Timer
from typing import BinaryIO

from leadline.intake import limit
from leadline.intake.decode import OK, REFUSALS
from leadline.intake.delimited import read_delimited
from leadline.intake.problem import Report
from leadline.intake.table import RawTable


def read_parquet(content: bytes, *, file: str, report: Report) -> RawTable | None:
    """Return the table that a Parquet file holds, None where it holds none.

    The first row stands in line 2, as in a spreadsheet that has a header.
    """
    answer, ended_well = _decoded(content)
    if len(answer) > limit.MOST_BYTES:
        report.add("expands_too_much", file)
        return None
    first, _, text = answer.partition(b"\n")
    if ended_well and first == OK:
        return read_delimited(text, file=file, report=report)
    refusals = _refusals(answer) if ended_well else []
    for code, number in refusals or [("parquet_damaged", 0)]:
        report.add(code, file, number=number, most=limit.MOST_LINES)
    return None


def _refusals(answer: bytes) -> list[tuple[str, int]]:
    parts = [line.partition(b" ") for line in answer.splitlines()]
    known = [(code.decode("ascii", "replace"), number) for code, _, number in parts]
    return [(code, int(n)) for code, n in known if code in REFUSALS and n.isdigit()]


def _decoded(content: bytes) -> tuple[bytes, bool]:
    """Return the answer of the other process, cut off where it grows too long, and its end."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "leadline.intake.decode"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "POLARS_MAX_THREADS": "2"},
    ) as process:
        assert process.stdin is not None and process.stdout is not None, "both are pipes"
        clock = Timer(limit.seconds_to_decode(len(content)), process.kill)
        feeder = Thread(target=_feed, args=(process.stdin, content))
        clock.start()
        feeder.start()
        answer = process.stdout.read(limit.MOST_BYTES + 1)
        if len(answer) > limit.MOST_BYTES:
            process.kill()
        code = process.wait()
        clock.cancel()
        feeder.join()
    return answer, code == 0


def _feed(pipe: BinaryIO, content: bytes) -> None:
    with suppress(OSError), pipe:  # it died, and reads no more
        pipe.write(content)
