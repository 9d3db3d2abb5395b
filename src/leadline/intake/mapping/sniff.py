"""Sniff: encoding and separator of delimited text that nobody declared."""

import re
from pathlib import Path

from leadline.intake import limit
from leadline.intake.gate import read_bytes
from leadline.intake.grid import Grid
from leadline.intake.problem import Report
from leadline.intake.sheet import DELIMITERS, read_grids

_ARABIC = re.compile("[\u0620-\u064a]")
_LOOKED_AT = 50


def read_unknown(
    path: Path, *, file: str, report: Report
) -> tuple[tuple[Grid, ...], dict[str, object]]:
    """Return the grids of a file, and how its text is written where it is no workbook."""
    if path.suffix.lower() not in (".csv", ".txt", ".tsv"):
        return read_grids(path, file=file, report=report), {}
    content = read_bytes(path, file=file, report=report, most=limit.MOST_BYTES)
    if content is None:
        return (), {}
    encoding = encoding_of(content)
    delimiter = delimiter_of(content.decode(encoding, errors="replace"))
    found = read_grids(path, file=file, report=report, delimiter=delimiter, encoding=encoding)
    return found, {"delimiter": delimiter, "encoding": encoding}


def encoding_of(content: bytes) -> str:
    """Return the encoding that a text most likely has: UTF-8 where it is UTF-8.

    Arabic in the Windows code page comes in runs of letters, accents in the Western one singly.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1256", errors="replace")
        high = sum(byte > 127 for byte in content)
        return "cp1256" if 2 * len(_ARABIC.findall(text)) > high else "cp1252"
    return "utf-8"


def delimiter_of(text: str) -> str:
    """Return the mark that most lines hold equally often; a comma where none does."""
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    usual = {mark: _usual(lines, mark) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: usual[mark])


def _usual(lines: list[str], mark: str) -> int:
    """Return how many lines hold the mark as often as most do, not at all left aside."""
    numbers = [n for n in (line.count(mark) for line in lines) if n]
    return max((numbers.count(n) * n for n in set(numbers)), default=0)
