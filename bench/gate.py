"""Seconds and memory to check a large table of counts, in each format that the gate reads.

Tables are made of invented counts in a folder that is then removed. Each check runs in a process
of its own, so that its peak of memory is its own.
"""

import csv
import gzip
import io
import platform
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

ROWS, MANY_ROWS = 1_000_000, 10_000_000
AIM, MOST_GB = 5.0, 4.0
HEADER = (
    *("source", "member", "theme", "indicator", "channel"),
    *("reported", "count", "status", "known_on"),
)
MONTHS, CHANNELS, INDICATORS = 120, 200, 10
_BATCH = 20_000
_CHECK = """
import json, resource, sys, time
from leadline.intake.check import check_files
clock, processor = time.perf_counter(), time.process_time()
problems = check_files(sys.argv[1:])
used = [time.perf_counter() - clock, time.process_time() - processor]
print(json.dumps([*used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, len(problems)]))
"""


def records(n: int, first: int = 0) -> Iterator[list[str]]:
    """Yield distinct rows of counts: months of channels of indicators of members."""
    months = [f"{2010 + at // 12}-{at % 12 + 1:02d}" for at in range(MONTHS)]
    for at in range(first, first + n):
        series, month = divmod(at, MONTHS)
        series, channel = divmod(series, CHANNELS)
        member, indicator = divmod(series, INDICATORS)
        yield [
            "police-1",
            f"Q{chr(77 + member // 26)}{chr(65 + member % 26)}",
            "reporting",
            f"indicator_{indicator}",
            f"channel_{channel}",
            months[month],
            str(at % 997),
            "A",
            "2021-03-31",
        ]


def write_csv(path: Path, n: int, *, first: int = 0, quoting: int = csv.QUOTE_MINIMAL) -> None:
    """Write a table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n", quoting=quoting)
        writer.writerow(HEADER)
        writer.writerows(records(n, first))


def write_quoted(path: Path, n: int) -> None:
    """Write a table as CSV with every field in quotation marks."""
    write_csv(path, n, quoting=csv.QUOTE_ALL)


def write_gzip(path: Path, n: int) -> None:
    """Write a table as compressed CSV."""
    plain = path.with_name("plain.csv")
    write_csv(plain, n)
    with plain.open("rb") as source, gzip.open(path, "wb", compresslevel=6) as packed:
        while chunk := source.read(1 << 20):
            packed.write(chunk)
    plain.unlink()


def write_xlsx(path: Path, n: int) -> None:
    """Write a table as the programs write it: texts shared, counts as numbers."""
    shared: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        related = relations(("worksheet", "sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", related)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        with archive.open("xl/sheet1.xml", "w", force_zip64=True) as stream:
            for text in sheet(n, shared):
                stream.write(text.encode())
        texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
        archive.writestr("xl/sharedStrings.xml", f"<sst>{texts}</sst>")


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f"<workbook xmlns:r={quoteattr(_RELATED)}>"
    '<sheets><sheet name="counts" sheetId="1" r:id="r0"/></sheets></workbook>'
)


def relations(*related: tuple[str, str]) -> str:
    """Return the part that says how parts are related."""
    told = (
        f'<Relationship Id="r{at}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(related)
    )
    return f"<Relationships>{''.join(told)}</Relationships>"


def sheet(n: int, shared: dict[str, int]) -> Iterator[str]:
    """Yield the XML of a sheet piece by piece; ``shared`` takes its texts."""
    text = io.StringIO(f"<worksheet xmlns={quoteattr(_MAIN)}><sheetData>")
    text.seek(0, io.SEEK_END)
    for line, record in enumerate(with_header(n), 1):
        text.write(f'<row r="{line}">')
        for letter, field in zip("ABCDEFGHI", record, strict=True):
            if field.isdecimal():
                text.write(f'<c r="{letter}{line}"><v>{field}</v></c>')
            else:
                at = shared.setdefault(field, len(shared))
                text.write(f'<c r="{letter}{line}" t="s"><v>{at}</v></c>')
        text.write("</row>")
        if line % _BATCH == 0:
            yield text.getvalue()
            text = io.StringIO()
    yield text.getvalue() + "</sheetData></worksheet>"


def with_header(n: int) -> Iterator[Sequence[str]]:
    """Yield the header, then the rows."""
    yield HEADER
    yield from records(n)


def write_two(path: Path, n: int) -> None:
    """Write a table as two files: no file may be larger than the limit."""
    write_csv(path, n // 2)
    write_csv(path.with_name("more.csv"), n - n // 2, first=n // 2)


def measured(paths: Sequence[Path]) -> tuple[float, float, float]:
    """Return seconds by the clock, seconds of the processor and gigabytes at the peak."""
    out = subprocess.run(
        [sys.executable, "-c", _CHECK, *map(str, paths)],
        check=True,
        capture_output=True,
        env={"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )
    clock, processor, peak, n_problems = map(float, out.stdout.strip(b"[]\n").split(b","))
    if n_problems:
        raise SystemExit(f"{n_problems:.0f} problems in a table that has none")
    return clock, processor, peak * 1024 / 1e9


CASES: list[tuple[str, str, int, Callable[[Path, int], None]]] = [
    ("CSV", "counts.csv", ROWS, write_csv),
    ("CSV, all quoted", "counts.csv", ROWS, write_quoted),
    ("CSV, gzipped", "counts.csv.gz", ROWS, write_gzip),
    ("XLSX", "counts.xlsx", ROWS, write_xlsx),
    ("CSV, two files", "counts.csv", MANY_ROWS, write_two),
]


def main() -> None:
    """Print the table."""
    print(f"check of one table, one thread; Python {platform.python_version()}")
    print(f"{'':16} {'rows':>11} {'seconds':>8} {'cpu':>8} {'of CSV':>7} {'peak GB':>8}")
    plain = 0.0
    for name, file, n, write in CASES:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder) / file, n)
            clock, processor, peak = measured(sorted(Path(folder).iterdir()))
        plain = plain or processor / n
        ratio = processor / n / plain
        print(f"{name:16} {n:11,} {clock:8.1f} {processor:8.1f} {ratio:7.1f} {peak:8.2f}")
    print(
        f"aim {AIM:.0f} s of one core for {ROWS:,} rows of CSV; {MOST_GB:.0f} GB for the last row"
    )


if __name__ == "__main__":
    main()
