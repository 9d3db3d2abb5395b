"""XLSX: the sheets with data of an Office Open XML workbook.

The values are python-calamine's. It fills memory for every cell between the first and the last,
and tells neither formulas without a value, nor errors, nor what is hidden: so each part is
walked through first, and calamine is given a package made of the walked parts alone.
"""

import io
import posixpath
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from python_calamine import CalamineSheet, CalamineWorkbook

from leadline.intake import limit
from leadline.intake.cell import Value
from leadline.intake.package import Attributes, Refused, local, walk
from leadline.intake.shared import doubtful_of
from leadline.intake.walked import walked
from leadline.intake.worksheet import Extent, Sheet, check_all

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHARED = ("sharedStrings", "styles")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True)
class _Relation:
    """What one part says of another: its kind, and its name or an address outside."""

    kind: str
    target: str
    is_outside: bool


@dataclass(frozen=True)
class _Part:
    """A sheet of the workbook, before its cells are read."""

    name: str
    is_visible: bool
    content: bytes


def read_xlsx(parts: dict[str, bytes]) -> list[Sheet]:
    """Return the sheets with data, all of them visible.

    Raises
    ------
    Refused
        For hidden sheets, rows or columns, and for what no table needs.
    Exception
        Whatever a parser raises on a damaged part.
    """
    main = next(_targets(parts, "", "officedocument")).target
    sheets, is_1904 = _listed(parts, main)
    shared = {kind: _part_of(parts, main, kind.lower()) for kind in _SHARED}
    _check_shared(*shared.values())
    doubtful = doubtful_of(*shared.values())
    every = [(sheet, walked(sheet.content, doubtful)) for sheet in sheets]
    found = [(sheet, each) for sheet, each in every if each.extent.n_cells]
    if not all(sheet.is_visible for sheet, _ in found):
        raise Refused("sheet_hidden")
    check_all([each.extent for _, each in found])
    if hidden := next((each.hidden for _, each in found if each.hidden), ""):
        raise Refused("cells_hidden", first=hidden)
    if not found:
        return []
    package = _package([sheet.content for sheet, _ in found], shared=shared, is_1904=is_1904)
    book = CalamineWorkbook.from_filelike(io.BytesIO(package))
    return [
        Sheet(sheet.name, _rows(book, at, each.extent), each.extent, each.merged)
        for at, (sheet, each) in enumerate(found)
    ]


def _targets(parts: dict[str, bytes], part: str, kind: str = "") -> Iterator[_Relation]:
    """Yield the relations of a part, of one kind or of all."""
    yield from (r for r in _relations(parts, part).values() if kind in ("", r.kind))


def _relations(parts: dict[str, bytes], part: str) -> dict[str, _Relation]:
    folder, name = posixpath.split(part)
    found: dict[str, _Relation] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship":
            if len(found) >= limit.MOST_RELATIONS:
                raise Refused("workbook_unsafe")
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            if attributes["Id"] in found:
                raise Refused("workbook_damaged")
            found[attributes["Id"]] = _Relation(
                attributes["Type"].rpartition("/")[2].lower(),
                target.lstrip("/").lower(),
                attributes.get("TargetMode") == "External",
            )

    rels = parts.get(posixpath.join(folder, "_rels", name + ".rels"))
    if rels is not None:
        walk(rels, start=start)
    return found


def _part_of(parts: dict[str, bytes], main: str, kind: str) -> bytes:
    names = [relation.target for relation in _targets(parts, main, kind)]
    if len(names) > 1:
        raise Refused("workbook_damaged")
    return parts[names[0]] if names else b""


def _check_shared(texts: bytes, styles: bytes) -> None:
    is_large = sum(map(texts.count, (b"<si", b":si"))) > limit.MOST_CELLS_OF_SHEET
    if is_large or len(styles) > limit.MOST_BYTES_OF_STYLES:
        raise Refused("expands_too_much")


def _listed(parts: dict[str, bytes], main: str) -> tuple[list[_Part], bool]:
    """Return the worksheets in order, and whether days are counted from 1904."""
    listed: list[Attributes] = []
    systems: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == "sheet":
            if len(listed) >= limit.MOST_PARTS_OF_WORKBOOK:
                raise Refused("workbook_unsafe")
            listed.append({local(key): value for key, value in attributes.items()})
        elif local(tag) == "workbookPr":
            systems.append(attributes.get("date1904", "0"))

    walk(parts[main], start=start)
    relations = _relations(parts, main)
    _refuse_live_links(parts, {r.target for r in relations.values() if r.kind == "externallink"})
    if len({relations[entry["id"]].target for entry in listed}) < len(listed):
        raise Refused("workbook_damaged")
    sheets = [_sheet(entry, relations[entry["id"]], parts) for entry in listed]
    is_1904 = any(system not in ("0", "false") for system in systems)
    return [sheet for sheet in sheets if sheet is not None], is_1904


def _sheet(entry: Attributes, relation: _Relation, parts: dict[str, bytes]) -> _Part | None:
    if relation.kind == "chartsheet":
        return None
    if relation.kind != "worksheet" or relation.is_outside:
        raise Refused("workbook_unsafe")
    is_visible = entry.get("state", "visible") == "visible"
    return _Part(entry.get("name", ""), is_visible, parts[relation.target])


def _refuse_live_links(parts: dict[str, bytes], names: Collection[str]) -> None:
    """Refuse links that fetch values; the values of other workbooks are stored in the cells."""

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) in ("ddeLink", "oleLink"):
            raise Refused("workbook_unsafe")

    for name in names:
        walk(parts[name], start=start)


def _package(sheets: Sequence[bytes], *, shared: dict[str, bytes], is_1904: bool) -> bytes:
    """Return a workbook of the given parts, all names ours."""
    parts = [("worksheet", f"sheet{n}.xml", sheet) for n, sheet in enumerate(sheets)]
    parts += [(kind, f"{kind}.xml", part) for kind, part in shared.items() if part]
    related = [_relationship(n, kind, name) for n, (kind, name, _) in enumerate(parts)]
    main = _relationship(0, "officeDocument", "xl/workbook.xml")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", _relationships([main]))
        archive.writestr("xl/workbook.xml", _workbook(len(sheets), is_1904=is_1904))
        archive.writestr("xl/_rels/workbook.xml.rels", _relationships(related))
        for _, name, part in parts:
            archive.writestr(f"xl/{name}", part)
    return stream.getvalue()


def _relationship(number: int, kind: str, name: str) -> str:
    return f'<Relationship Id="r{number}" Type="{_RELATED}/{kind}" Target="{name}"/>'


def _relationships(related: Sequence[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(related)}</Relationships>'


def _workbook(n_sheets: int, *, is_1904: bool) -> str:
    sheets = "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="r{n}"/>' for n in range(n_sheets))
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><workbookPr date1904="{int(is_1904)}"/>'
        f"<sheets>{sheets}</sheets></workbook>"
    )


def _rows(book: CalamineWorkbook, at: int, extent: Extent) -> Iterator[list[Value]]:
    """Yield the rows from the first line and the first column of the sheet on."""
    sheet = book.get_sheet_by_index(at)
    before = _before(sheet, extent)
    for row in sheet.iter_rows():
        yield before + row


def _before(sheet: CalamineSheet, extent: Extent) -> list[Value]:
    """Return the blank cells before the first column; the sheet is as large as was walked."""
    if sheet.start is None or sheet.end is None:
        return []
    if sheet.end[0] >= extent.n_rows or sheet.end[1] >= extent.n_columns:
        raise Refused("workbook_damaged")
    return [""] * sheet.start[1]
