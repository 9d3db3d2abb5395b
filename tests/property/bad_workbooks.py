"""Workbooks that are wrong as workbooks, and files that are wrong before they are tables."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import openpyxl
from tests.property.bad_files import HEADERS, Case, Maker, Table, canary

from leadline.intake import limit

Book = openpyxl.Workbook
KINDS = list(HEADERS)


def workbook(records: list[list[str]]) -> bytes:
    """Records as a workbook, numbers as numbers."""
    return saved(filled(records))


def filled(records: list[list[str]]) -> Book:
    book = Book()
    for record in records:
        book.active.append([cell(text) for text in record])
    return book


def cell(text: str) -> str | int | None:
    is_number = text.isascii() and text.isdecimal() and str(int(text)) == text
    return int(text) if is_number else text or None


def saved(book: Book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def spoilt_book(code: str, spoil: Callable[[Book, str, random.Random], object]) -> Maker:
    def make(rng: random.Random) -> Case:
        table, text = Table.good(rng.choice(KINDS)), canary(rng)
        book = filled(table.records())
        spoil(book, text, rng)
        return Case(code, table.kind, table.kind + ".xlsx", saved(book), (text,))

    return make


def add_sheet(book: Book, text: str, *, state: str) -> None:
    sheet = book.create_sheet(text)
    sheet.append([text])
    sheet.sheet_state = state


def hide(book: Book, text: str, rng: random.Random) -> None:
    if rng.random() < 0.5:
        book.active.row_dimensions[2].hidden = True
    else:
        book.active.column_dimensions["B"].hidden = True


HIDING = (
    ('<row r="2"', '<row hidden = "1" r="2"'),
    ('<row r="2"', '<row hidden="&#49;" r="2"'),
    ('<row r="2"', '<row spans="1:2>" hidden=\'true\' r="2"'),
    ('<row r="2"', '<row customHeight="1" ht="0" r="2"'),
    ("<sheetData>", '<cols><col min="2" max="2" width="0.0"/></cols><sheetData>'),
    ("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" '),
)


def hidden_otherwise(rng: random.Random) -> Case:
    """Hide as other programs write it, in other words or in UTF-16."""
    old, new = rng.choice(HIDING)
    encoding = rng.choice(["utf-8", "utf-16"])

    def spoil(name: str, part: bytes) -> bytes:
        if "sheet1" not in name:
            return part
        assert old.encode() in part
        return part.decode().replace(old, new, 1).encode(encoding)

    content = repacked(workbook(Table.good("counts").records()), spoil)
    return Case("cells_hidden", "counts", "counts.xlsx", content)


def set_cell(value: Callable[[str, random.Random], object]) -> Callable[..., None]:
    def spoil(book: Book, text: str, rng: random.Random) -> None:
        book.active.cell(row=2, column=rng.randint(1, 5)).value = value(text, rng)

    return spoil


def merge(book: Book, text: str, rng: random.Random) -> None:
    book.active.merge_cells(f"A2:A{rng.randint(3, 4)}")


def cell_is_date(rng: random.Random) -> Case:
    table = Table.good("counts")
    book = filled(table.records())
    column = table.header.index(rng.choice(["reported", "occurred", "count"])) + 1
    day = date(2031, 3, 1) + timedelta(days=rng.randint(0, 300))
    book.active.cell(row=2, column=column).value = day
    planted = (day.isoformat(), str((day - date(1899, 12, 30)).days))
    return Case("cell_is_date", "counts", "counts.xlsx", saved(book), planted)


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A zip archive with its parts changed; None leaves a part out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            data = change(part.filename, old.read(part))
            if data is not None:
                new.writestr(part.filename, data, compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def workbook_damaged(rng: random.Random) -> Case:
    content, text = workbook(Table.good("counts").records()), canary(rng)
    how = rng.randrange(4)
    if how == 0:
        content = content[: rng.randint(30, len(content) - 30)]
    elif how == 1:
        content = repacked(content, lambda name, data: None if "workbook.xml" in name else data)
    elif how == 2:
        content = repacked(
            content, lambda n, d: d.replace(b"</row>", text.encode()) if "sheet1" in n else d
        )
    else:
        content = b"PK\x03\x04" + text.encode() * 40
    return Case("workbook_damaged", "counts", "counts.xlsx", content, (text,))


def workbook_unsafe(rng: random.Random) -> Case:
    content, text = workbook(Table.good("counts").records()), canary(rng)
    how = rng.randrange(4)
    if how == 0:
        content = with_part(content, "xl/vbaProject.bin", text.encode())
    elif how == 1:
        doctype = f'<!DOCTYPE x [<!ENTITY {text} "{text}">]>'.encode()
        content = repacked(content, lambda n, d: doctype + d if "theme1" in n else d)
    elif how == 2:
        encoded = f'<!DOCTYPE x [<!ENTITY {text} "{text}">]><x/>'.encode("utf-16")
        content = with_part(content, f"xl/{text}.xml", encoded)
    else:
        content = with_many_parts(content, text)
    return Case("workbook_unsafe", "counts", "counts.xlsx", content, (text,))


def with_many_parts(content: bytes, text: str) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        for at in range(520):
            archive.writestr(f"{text}{at}", b"")
    return stream.getvalue()


def bomb(rng: random.Random) -> Case:
    size = rng.randint(9, 12) * 1024 * 1024
    if rng.random() < 0.5:
        return Case("expands_too_much", "counts", "counts.csv.gz", gzip.compress(b"a" * size, 9))
    content = with_part(workbook(Table.good("counts").records()), "xl/x.xml", b" " * size)
    return Case("expands_too_much", "counts", "counts.xlsx", content)


def rows_too_many(rng: random.Random) -> Case:
    content, row = workbook(Table.good("counts").records()), str(rng.randint(2**21, 2**30))
    far = f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    content = repacked(
        content, lambda n, d: d.replace(b"</sheetData>", far.encode()) if "sheet1" in n else d
    )
    return Case("rows_too_many", "counts", "counts.xlsx", content, (row,))


def spoilt_bytes(code: str, spoil: Callable[[bytes, str, random.Random], bytes]) -> Maker:
    def make(rng: random.Random) -> Case:
        table, text = Table.good(rng.choice(KINDS)), canary(rng)
        content = spoil(table.csv(), text, rng)
        return Case(code, table.kind, table.kind + ".csv", content, (text,))

    return make


def into_line(content: bytes, rng: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    """Change one line after the header."""
    lines = content.rstrip(b"\n").split(b"\n")
    at = rng.randrange(1, len(lines))
    lines[at] = change(lines[at])
    return b"\n".join(lines) + b"\n"


def encoding(content: bytes, text: str, rng: random.Random) -> bytes:
    how = rng.randrange(4)
    if how == 0:
        return content.decode().encode("utf-16")
    bad = [b"\xe9", b"\xff", b"\xc3\x28", b"\xed\xa0\x80"][how]
    return into_line(content, rng, lambda line: line + text.encode() + bad)


def control(content: bytes, text: str, rng: random.Random) -> bytes:
    mark = bytes([rng.choice([0, 1, 8, 9, 11, 12, 13, 27, 31, 127])])
    return into_line(content, rng, lambda line: line + text.encode() + mark + text.encode())


def delimiter(content: bytes, text: str, rng: random.Random) -> bytes:
    return content.replace(b",", rng.choice([b";", b"\t", b"|"])) + text.encode()


def quote(content: bytes, text: str, rng: random.Random) -> bytes:
    broken = rng.choice(['"{}', '"{}\n{}"', '"{}"x'])
    planted = broken.replace("{}", text).encode()
    return into_line(content, rng, lambda line: line + b"," + planted)


def blank_row(content: bytes, text: str, rng: random.Random) -> bytes:
    return into_line(content, rng, lambda line: b"\n" + line)


def header_blank(content: bytes, text: str, rng: random.Random) -> bytes:
    return rng.choice([b"\n", b",,,,\n", b"  \n"]) + content


def row_length(content: bytes, text: str, rng: random.Random) -> bytes:
    if rng.random() < 0.5:
        return into_line(content, rng, lambda line: line + b"," + text.encode())
    return into_line(content, rng, lambda line: text.encode())


def long_line(content: bytes, text: str, rng: random.Random) -> bytes:
    quoted = b'"a","b"\n' if rng.random() < 0.5 else b""
    return into_line(content, rng, lambda line: quoted + line + text.encode() * 2000)


def file_kind(rng: random.Random) -> Case:
    text = canary(rng)
    ending, content = rng.choice(
        [
            (".txt", text.encode()),
            (".xls", b"\xd0\xcf\x11\xe0" + text.encode()),
            (".csv", b"PK\x03\x04" + text.encode()),
            (".csv", gzip.compress(text.encode())),
            (".xlsx", text.encode()),
            (".csv.gz", text.encode()),
            (".parquet", text.encode()),
        ]
    )
    return Case("file_kind", "counts", "counts" + ending, content, (text,))


def gzip_damaged(rng: random.Random) -> Case:
    content = gzip.compress(Table.good("counts").csv())
    if rng.random() < 0.5:
        return Case("gzip_damaged", "counts", "counts.csv.gz", content[: rng.randint(12, 60)])
    at = rng.randint(len(content) - 8, len(content) - 1)
    content = content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]
    return Case("gzip_damaged", "counts", "counts.csv.gz", content)


def too_large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(512 * 1024 * 1024 + 1)


def fixed(code: str, content: bytes | None, make: Callable[[Path], object] | None = None) -> Maker:
    return lambda rng: Case(code, "counts", "counts.csv", content, make=make)


def values_too_many(rng: random.Random) -> Case:
    """Numbers of which none stands twice in its column."""
    header, first = HEADERS["counts"].replace(" ", ","), rng.randint(10**6, 10**7)
    n_columns = header.count(",") + 1
    lines = (
        ",".join([str(first + at)] * n_columns) for at in range(limit.MOST_VALUES // n_columns + 1)
    )
    content = "\n".join([header, *lines]).encode()
    return Case("values_too_many", "counts", "counts.csv", content, (str(first),))


FILE_MAKERS: list[Maker] = [
    spoilt_book("sheet_hidden", lambda b, text, r: add_sheet(b, text, state="hidden")),
    spoilt_book("sheet_hidden", lambda b, text, r: add_sheet(b, text, state="veryHidden")),
    spoilt_book("sheets_several", lambda b, text, r: add_sheet(b, text, state="visible")),
    spoilt_book("cells_merged", merge),
    spoilt_book("cells_hidden", hide),
    hidden_otherwise,
    spoilt_book("formula_without_value", set_cell(lambda text, r: f'="{text}"')),
    spoilt_book("cell_error", set_cell(lambda text, r: r.choice(["#N/A", "#DIV/0!", "#REF!"]))),
    spoilt_book("cell_truth", set_cell(lambda text, r: r.random() < 0.5)),
    spoilt_book("cell_time", set_cell(lambda text, r: time(r.randint(1, 23), 30))),
    spoilt_book("cell_line_break", set_cell(lambda text, r: f"{text}\n{text}")),
    cell_is_date,
    workbook_damaged,
    workbook_unsafe,
    bomb,
    rows_too_many,
    spoilt_bytes("encoding", encoding),
    spoilt_bytes("control_character", control),
    spoilt_bytes("delimiter", delimiter),
    spoilt_bytes("quote_open", quote),
    spoilt_bytes("row_blank", blank_row),
    spoilt_bytes("header_blank", header_blank),
    spoilt_bytes("row_length", row_length),
    spoilt_bytes("line_too_long", long_line),
    file_kind,
    gzip_damaged,
    values_too_many,
    fixed("file_empty", b""),
    fixed("file_empty", b"\xef\xbb\xbf\n"),
    fixed("file_missing", None),
    fixed("file_unreadable", None, Path.mkdir),
    fixed("file_too_large", None, too_large),
    fixed("lines_too_many", None, lambda path: path.write_bytes(b"\n" * 12_000_001)),
]
