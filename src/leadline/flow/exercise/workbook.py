"""Workbook: one sheet as XLSX, OpenDocument or text, the same bytes each time.

Only what an exercise needs: texts and whole numbers. A library would write today's date.
"""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Row = Sequence[str | int | None]
# The earliest date that an archive can hold.
_DATE = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/spreadsheetml/2006/main"
_RELATIONS = f"{_OFFICE}/package/2006/relationships"
_KINDS = f"{_OFFICE}/officeDocument/2006/relationships"
_SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OPEN = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(name: str, rows: Sequence[Row], *, is_rtl: bool = False) -> bytes:
    """Return a workbook of one sheet."""
    lines = "".join(
        f'<row r="{at}">{"".join(_xlsx_cell(at, *cell) for cell in enumerate(row, 1))}</row>'
        for at, row in enumerate(rows, 1)
    )
    turned = ' rightToLeft="1"' if is_rtl else ""
    return _zipped(
        {
            "[Content_Types].xml": f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_KIND}.sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml"'
            f' ContentType="{_SHEET_KIND}.worksheet+xml"/></Types>',
            "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}"><sheets>'
            f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews>'
            f'<sheetView workbookViewId="0"{turned}/></sheetViews>'
            f"<sheetData>{lines}</sheetData></worksheet>",
        }
    )


def ods(name: str, rows: Sequence[Row]) -> bytes:
    """Return an OpenDocument spreadsheet of one sheet."""
    lines = "".join(f"<table:table-row>{_ods_cells(row)}</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{part}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
        for part in ("office", "table", "text")
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return _zipped(
        {
            "mimetype": _OPEN,
            "content.xml": f'{_XML}<office:document-content{names} office:version="1.3">'
            f"<office:body><office:spreadsheet><table:table table:name={quoteattr(name)}>{lines}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'{_XML}<manifest:manifest xmlns:manifest="{manifest}"'
            ' manifest:version="1.3"><manifest:file-entry manifest:full-path="/"'
            f' manifest:media-type="{_OPEN}"/><manifest:file-entry'
            ' manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        }
    )


def semicolons(rows: Sequence[Row]) -> bytes:
    """Return what a spreadsheet in French saves as text: padded, semicolons, Windows letters."""
    width = max(map(len, rows))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([*row, *[None] * (width - len(row))] for row in rows)
    return out.getvalue().encode("cp1252")


def _xlsx_cell(row: int, column: int, value: str | int | None) -> str:
    if value is None:
        return ""
    place = f"{_letters(column)}{row}"
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _ods_cells(row: Row) -> str:
    return "".join(map(_ods_cell, row)) or "<table:table-cell/>"


def _ods_cell(value: str | int | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    stored = f'"float" office:value="{value}"' if isinstance(value, int) else '"string"'
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f"<table:table-cell office:value-type={stored}>{text}</table:table-cell>"


def _relation(kind: str, target: str) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1"'
        f' Type="{_KINDS}/{kind}" Target="{target}"/></Relationships>'
    )


def _zipped(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            # OpenDocument wants its kind first and as it is.
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _DATE), text, how)
    return out.getvalue()
