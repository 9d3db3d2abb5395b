"""Writing the files of bureaus: XLSX, OpenDocument and text, the same bytes each time."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from tests.specimen.bureaus.series import Entry

from leadline.intake.counts import COLUMNS
from leadline.intake.mapping.number import Numbers

MADE_ON = datetime(2021, 2, 15)  # noqa: DTZ001 - a workbook's own date has no zone
ZIP_DATE = (2021, 2, 15, 9, 0, 0)


@dataclass(frozen=True)
class Formula:
    """A formula with the value that the spreadsheet stored."""

    text: str
    value: float


Value = str | int | float | date | Formula | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows from the first on; ``formats`` by column letter."""

    name: str
    rows: list[list[Value]]
    merged: tuple[str, ...] = ()
    bold: tuple[int, ...] = ()
    formats: dict[str, str] = field(default_factory=dict)
    is_rtl: bool = False


@dataclass(frozen=True)
class Bureau:
    """One file, and what it must become; a file without entries must be refused."""

    file: str
    member: str
    theme: str
    language: str
    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...]
    numbers: Numbers = field(default_factory=Numbers)
    fiscal_month: int = 1

    @property
    def source(self) -> str:
        return f"bureau-{self.file[:2]}"

    def content(self) -> bytes:
        """Return the file."""
        writer = {"xlsx": _xlsx, "ods": _ods, "csv": _csv}[self.file.rpartition(".")[2]]
        return writer(self.sheets)

    def expected(self) -> str:
        """Return the rows in our own form."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow([column.name for column in COLUMNS if column.name != "reference"])
        for entry in sorted(self.entries, key=lambda e: (e.indicator, e.channel, e.period.first)):
            key = (self.source, self.member, "", self.theme, entry.indicator, entry.channel)
            day = MADE_ON.date().isoformat()
            rows.writerow([*key, "", str(entry.period), entry.count, entry.status, day])
        return out.getvalue()


def _xlsx(sheets: tuple[Sheet, ...]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.created = "exercise", MADE_ON
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    out = io.BytesIO()
    book.save(out)
    parts = {}
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    for number, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _with_stored_values(parts[name].decode(), sheet).encode()
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(
        r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{MADE_ON:%Y-%m-%dT%H:%M:%SZ}", core
    ).encode()
    return _zipped(parts)


def _fill(target: openpyxl.worksheet.worksheet.Worksheet, sheet: Sheet) -> None:
    for row in sheet.rows:
        target.append([f"={v.text}" if isinstance(v, Formula) else v for v in row])
    for cells in target.iter_rows():
        for cell in cells:
            cell.font = Font(bold=cell.row in sheet.bold)
            if not isinstance(cell.value, str) and cell.column_letter in sheet.formats:
                cell.number_format = sheet.formats[cell.column_letter]
    for place in sheet.merged:
        target.merge_cells(place)
    target.sheet_view.rightToLeft = sheet.is_rtl
    target.column_dimensions["A"].width = 28


def _with_stored_values(xml: str, sheet: Sheet) -> str:
    """Return a sheet with the values of its formulas, which openpyxl cannot write."""
    for at, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, Formula):
                place = (
                    f'(<c r="{get_column_letter(column)}{at}"[^>]*><f>[^<]*</f>)<v ?(?:/>|></v>)'
                )
                xml, n = re.subn(place, rf"\g<1><v>{value.value!r}</v>", xml)
                assert n == 1
    return xml


def _ods(sheets: tuple[Sheet, ...]) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in {"office": "office", "table": "table", "text": "text"}.items()
    )
    tables = "".join(map(_ods_table, sheets))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        ' manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    content = (
        f'{head}<office:document-content{names} office:version="1.3">{body}'
        "</office:document-content>"
    )
    parts = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": head + manifest}
    return _zipped({name: text.encode() for name, text in parts.items()})


def _ods_table(sheet: Sheet) -> str:
    rows = "".join(map(_ods_row, sheet.rows))
    return f"<table:table table:name={quoteattr(sheet.name)}>{rows}</table:table>"


def _ods_row(row: list[Value]) -> str:
    cells = "".join(map(_ods_cell, row or [None]))
    return f"<table:table-row>{cells}</table:table-row>"


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    shown = f"<text:p>{escape(str(value))}</text:p>"
    kind = "string" if isinstance(value, str) else "float"
    stored = "" if isinstance(value, str) else f' office:value="{value}"'
    return f'<table:table-cell office:value-type="{kind}"{stored}>{shown}</table:table-cell>'


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # OpenDocument wants its kind first and as it is.
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, how)
    return out.getvalue()


def _csv(sheets: tuple[Sheet, ...]) -> bytes:
    """Return what a spreadsheet in French saves as CSV: padded, semicolons, Windows letters."""
    [sheet] = sheets
    width = max(map(len, sheet.rows))
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerows([*row, *[None] * (width - len(row))] for row in sheet.rows)
    return out.getvalue().encode("cp1252")
