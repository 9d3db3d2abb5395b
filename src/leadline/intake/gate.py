"""Gate: a path to a table of text, within limits, whatever the bytes are."""

import gzip
import io
import os
import zlib
from pathlib import Path

from leadline.intake import limit
from leadline.intake.delimited import read_delimited
from leadline.intake.problem import Report
from leadline.intake.table import RawTable
from leadline.intake.workbook import read_workbook

_CHUNK = 1024 * 1024
_ZIP, _GZIP, _OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"


def read_table(path: Path, *, file: str, report: Report, place: str = "") -> RawTable | None:
    """Return what a ``.csv``, ``.csv.gz`` or ``.xlsx`` file holds, None where it cannot be read.

    Parameters
    ----------
    file : str
        The path from where the user stands; it stands in every problem.
    place : str
        The key of the assessment that names the file, for a file that is not there.
    """
    content = read_bytes(path, file=file, report=report, most=limit.MOST_BYTES, place=place)
    if content is None:
        return None
    name = path.name.lower()
    if name.endswith(".xlsx"):
        if content.startswith(_ZIP):
            return read_workbook(content, file=file, report=report)
    elif name.endswith(".csv.gz"):
        if content.startswith(_GZIP):
            content = _expanded(content, file=file, report=report)
            return None if content is None else read_delimited(content, file=file, report=report)
    elif name.endswith(".csv") and not content.startswith((_ZIP, _GZIP, _OLE)):
        return read_delimited(content, file=file, report=report)
    report.add("file_kind", file)
    return None


def read_bytes(
    path: Path, *, file: str, report: Report, most: int, place: str = ""
) -> bytes | None:
    """Return the bytes of an ordinary file of at most so many, None where it cannot be read."""
    code = "file_unreadable"
    report.files.add(file)
    try:
        if not path.exists():
            code = "file_missing"
        elif path.is_file():
            with open(path, "rb", buffering=0, opener=_at_once) as stream:
                content = stream.read(most + 1)
            if content is not None and len(content) <= most:
                return content
            code = "file_unreadable" if content is None else "file_too_large"
    except (OSError, ValueError):
        # The reason would name folders of this machine.
        code = "file_unreadable"
    report.add(code, file, column=place, most=most // (1024 * 1024))
    return None


def _at_once(path: str, flags: int) -> int:
    # A file of the system may say that it is ordinary and empty, and wait for ever.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _expanded(packed: bytes, *, file: str, report: Report) -> bytes | None:
    chunks, size = [], 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                if limit.expands_too_much(size, packed=len(packed)):
                    report.add("expands_too_much", file)
                    return None
    except (OSError, EOFError, zlib.error):
        report.add("gzip_damaged", file)
        return None
    return b"".join(chunks)
