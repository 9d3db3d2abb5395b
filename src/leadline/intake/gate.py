"""Gate: a path to a table of text, within limits, whatever the bytes are."""

import gzip
import io
import os
import zlib
from collections.abc import Sequence
from pathlib import Path

from leadline.intake import limit
from leadline.intake.delimited import read_delimited
from leadline.intake.parquet import read_parquet
from leadline.intake.problem import Report
from leadline.intake.sdmx import from_sdmx, is_sdmx
from leadline.intake.table import RawTable
from leadline.intake.workbook import read_workbook

WORKBOOKS = (".xlsx", ".ods")
PARQUET = ".parquet"
_CHUNK = 1024 * 1024
# OLE: what spreadsheets wrote before XLSX, and what they wrap around one with a password.
_ZIP, _GZIP, _OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
_PARQUET = b"PAR1"


def read_table(path: Path, *, file: str, report: Report, place: str = "") -> RawTable | None:
    """Return what a file of any of our endings holds, None where it cannot be read.

    Parameters
    ----------
    file : str
        The path from where the user stands; it stands in every problem.
    place : str
        The key of the assessment that names the file, for a file that is not there.
    """
    kinds = (".csv", ".csv.gz", PARQUET, *WORKBOOKS)
    content = read_content(path, file=file, report=report, place=place, kinds=kinds)
    if content is None:
        return None
    if path.name.lower().endswith(WORKBOOKS):
        return read_workbook(content, file=file, report=report)
    if path.name.lower().endswith(PARQUET):
        return read_parquet(content, file=file, report=report)
    table = read_delimited(content, file=file, report=report)
    if table is not None and is_sdmx(table.header):
        return from_sdmx(table, report=report)
    return table


def read_content(
    path: Path, *, file: str, report: Report, place: str, kinds: Sequence[str]
) -> bytes | None:
    """Return the bytes of a file of one of these endings, unpacked where they are compressed.

    None where the file cannot be read, or where its first bytes do not fit its ending.
    """
    content = read_bytes(path, file=file, report=report, most=limit.MOST_BYTES, place=place)
    if content is None:
        return None
    name = path.name.lower()
    if not name.endswith(tuple(kinds)) or not _fits(content, name):
        is_locked = name.endswith(WORKBOOKS) and content.startswith(_OLE)
        report.add("workbook_unsafe" if is_locked else "file_kind", file)
        return None
    return _expanded(content, file=file, report=report) if name.endswith(".gz") else content


def _fits(content: bytes, name: str) -> bool:
    if name.endswith(WORKBOOKS):
        return content.startswith(_ZIP)
    if name.endswith(".gz"):
        return content.startswith(_GZIP)
    if name.endswith(PARQUET):
        return content.startswith(_PARQUET)
    return not content.startswith((_ZIP, _GZIP, _OLE, _PARQUET))


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
                # A file of the system says that it is empty, so the bytes are counted too.
                is_larger = os.fstat(stream.fileno()).st_size > most
                content = b"" if is_larger else stream.read(most + 1)
            if content is not None and len(content) <= most and not is_larger:
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
    whole = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            while chunk := stream.read(_CHUNK):
                whole.write(chunk)
                if limit.expands_too_much(whole.tell(), packed=len(packed)):
                    report.add("expands_too_much", file)
                    return None
    except (OSError, EOFError, zlib.error):
        report.add("gzip_damaged", file)
        return None
    return whole.getvalue()
