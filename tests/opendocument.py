"""OpenDocument spreadsheets written by hand, for tests: no library of ours writes them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from xml.sax.saxutils import escape, quoteattr

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
# As LibreOffice ends each sheet.
REST = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def cell(value: object, **attributes: object) -> str:
    """One cell; attributes of the table namespace, _ for -."""
    told = "".join(
        f" table:{k.replace('_', '-')}={quoteattr(str(v))}" for k, v in attributes.items()
    )
    kind, text = _kind(value)
    return f"<table:table-cell{told}{kind}>{text}</table:table-cell>"


def _kind(value: object) -> tuple[str, str]:
    if value is None or value == "":
        return "", ""
    if isinstance(value, bool):
        return f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"', ""
    if isinstance(value, int | float):
        return f' office:value-type="float" office:value="{value}"', f"<text:p>{value}</text:p>"
    if isinstance(value, date | datetime):
        return f' office:value-type="date" office:date-value="{value.isoformat()}"', ""
    if isinstance(value, time):
        return f' office:value-type="time" office:time-value="PT{value.hour}H0M0S"', ""
    paragraphs = "".join(f"<text:p>{escape(part)}</text:p>" for part in str(value).split("\n"))
    return ' office:value-type="string"', paragraphs


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, name: str = "Sheet", style: str = "ta1") -> str:
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'
    )


def rows(records: Sequence[Sequence[object]]) -> list[str]:
    return [row(*map(cell, record)) for record in records]


def spreadsheet(
    *tables: str, styles: str = "", parts: Mapping[str, bytes] | None = None, prolog: str = ""
) -> bytes:
    """A spreadsheet of tables; ``parts`` are added or put in the place of others."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<office:document-content {names}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_MANIFEST}"/>'
    every = {"mimetype": _MIME, "META-INF/manifest.xml": manifest, "content.xml": content}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**every, **(parts or {})}.items():
            archive.writestr(name, part)
    return stream.getvalue()


def of_records(records: Sequence[Sequence[object]]) -> bytes:
    """One sheet of records, as LibreOffice writes it."""
    return spreadsheet(table(*rows(records), REST))
