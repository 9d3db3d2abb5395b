"""ODS: the sheets with data of an OpenDocument spreadsheet.

One walk through the cells, because rows and cells that are hidden, merged, repeated or hold an
error are told by their tags alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from itertools import repeat

from leadline.intake import limit
from leadline.intake.cell import Value
from leadline.intake.package import Attributes, Refused, walk
from leadline.intake.raised import Run, joins_digits
from leadline.intake.worksheet import (
    PERCENT,
    Extent,
    Range,
    Sheet,
    check_all,
    column_named,
    row_named,
)

_PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
# What runs, or fetches values from elsewhere.
_UNSAFE = frozenset(
    {
        "manifest:encryption-data",
        "office:event-listeners",
        "office:dde-source",
        "table:dde-links",
        "table:table-source",
        "table:cell-range-source",
        "table:database-source-sql",
        "table:database-source-table",
        "table:database-source-query",
    }
)
_ERROR = re.compile(r"#[A-Z][A-Z0-9/!?]*|Err:[0-9]+")
# Python reads 5_0 and digits of other scripts as numbers; no spreadsheet writes them.
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|NaN|-?INF")
_NUMBERS = frozenset({"float", "percentage", "currency"})
_ZERO = re.compile(r"0*\.?0*[a-z]*")
# How far above the line, before how large.
_ON_LINE = re.compile(r"\s*[+-]?0*\.?0*%?(?:\s|$)")
_GROUPS = frozenset({"table:table-row-group", "table:table-column-group"})
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})


def read_ods(parts: dict[str, bytes]) -> list[Sheet]:
    """Return the sheets with data, all of them visible.

    Raises
    ------
    Refused
        For hidden sheets, rows or columns, passwords, and links to other sources.
    Exception
        Whatever a parser raises on a damaged part.
    """
    book = _Book()
    for name in ("meta-inf/manifest.xml", "styles.xml", "content.xml"):
        if name in parts:
            walk_ods(parts[name], book)
    full = [table for table in book.tables if table.extent.n_cells]
    if any(book.is_hidden("table", table.style) for table in full):
        raise Refused("sheet_hidden")
    check_all([table.extent for table in full])
    if hidden := next((first for table in full if (first := table.first_hidden())), ""):
        raise Refused("cells_hidden", first=hidden)
    return [Sheet(t.name, t.filled_rows(), t.extent, tuple(t.merged)) for t in full]


def walk_ods(part: bytes, book: "_Book") -> None:
    """Take one part into the book."""
    walk(part, start=book.start, end=book.end, text=book.text, separator=" ")


# First column, how many columns, and what they hold.
_Cells = tuple[int, int, Value]


@dataclass
class _Style:
    """Whether a style hides, or raises, what has it, None where it does not say; and its parent."""

    parent: tuple[str, str]
    hides: bool | None = None
    raises: bool | None = None


@dataclass
class _Table:
    """One sheet while it is walked through.

    Parameters
    ----------
    rows : cells of each row with data (column, how often, value), how often the row stands, and
        where it stands first
    hidden_row, hidden_column : the first hidden one, from 0
    """

    name: str
    style: str
    extent: Extent = field(default_factory=Extent)
    rows: list[tuple[list[_Cells], int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    hidden_row: int | None = None
    hidden_column: int | None = None
    n_rows: int = 0
    n_columns: int = 0

    def first_hidden(self) -> str:
        """Return the hidden row or column that lies before the end of the data, "" without one."""
        row, column, extent = self.hidden_row, self.hidden_column, self.extent
        if row is not None and row < extent.n_rows:
            return row_named(row)
        is_column = column is not None and column < extent.n_columns
        return column_named(column) if is_column and column is not None else ""

    def filled_rows(self) -> Iterable[list[Value]]:
        """Yield the rows up to the last one with data, all of one width."""
        blank: list[Value] = [""] * self.extent.n_columns
        at = 0
        for cells, times, first in self.rows:
            yield from repeat(blank, first - at)
            full = [*blank]
            for column, n, value in cells:
                full[column : column + n] = [value] * n
            yield from repeat(full, times)
            at = first + times


class _Book:
    """Walks through the parts of a workbook."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._styles: dict[tuple[str, str], _Style] = {}
        self._style = _Style(("", ""))
        # Depth of groups that are closed, and of elements whose text is no cell's.
        self._groups: list[bool] = []
        self._aside = 0
        self._inside = False
        self._row: list[_Cells] = []
        self._times, self._column = 1, 0
        self._cell: Attributes | None = None
        self._text: list[str] = []
        self._runs: list[Run] = []
        # Whether each open piece of a text is raised.
        self._spans: list[bool] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        tag = _short(tag)
        if tag in _UNSAFE:
            raise Refused("workbook_unsafe")
        if self._aside or tag == "office:annotation" or tag.startswith("draw:"):
            self._aside += 1
        elif tag.startswith("style:"):
            self._start_style(tag, {_short(key): value for key, value in attributes.items()})
        elif tag.startswith("table:"):
            self._start_table(tag, {_short(key): value for key, value in attributes.items()})
        elif self._cell is not None:
            self._start_text(tag, {_short(key): value for key, value in attributes.items()})

    def text(self, text: str) -> None:
        if self._cell is not None and self._inside and not self._aside:
            self._text.append(text)
            self._runs.append((text, any(self._spans)))

    def end(self, tag: str) -> None:
        tag = _short(tag)
        if self._aside:
            self._aside -= 1
        elif tag in _CELLS:
            self._end_cell(is_covered=tag != "table:table-cell")
        elif tag == "table:table-row":
            self._end_row()
        elif tag in _GROUPS:
            self._groups.pop()
        elif tag == "text:p":
            self._inside = False
        elif tag == "text:span" and self._spans:
            self._spans.pop()

    def is_hidden(self, family: str, name: str) -> bool:
        """Whether a style, or the style that it is made from, hides what has it."""
        said = (style.hides for style in self._styles_of(family, name))
        return bool(next((hides for hides in said if hides is not None), False))

    def _is_raised(self, name: str) -> bool:
        said = (style.raises for style in self._styles_of("text", name))
        return bool(next((raises for raises in said if raises is not None), False))

    def _styles_of(self, family: str, name: str) -> Iterator[_Style]:
        """Yield a style, and those that it is made from."""
        key = (family, name)
        for _ in range(len(self._styles)):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = style.parent

    def _start_style(self, tag: str, attributes: Attributes) -> None:
        if tag == "style:style":
            family = attributes.get("style:family", "")
            self._style = _Style((family, attributes.get("style:parent-style-name", "")))
            if len(self._styles) >= limit.MOST_STYLES:
                raise Refused("expands_too_much")
            self._styles[family, attributes.get("style:name", "")] = self._style
        elif tag == "style:table-properties" and "table:display" in attributes:
            self._style.hides = attributes["table:display"] == "false"
        if "style:text-position" in attributes:
            self._style.raises = _ON_LINE.match(attributes["style:text-position"]) is None
        for key in ("style:row-height", "style:column-width"):
            if key in attributes:
                self._style.hides = _ZERO.fullmatch(attributes[key]) is not None

    def _start_table(self, tag: str, attributes: Attributes) -> None:
        if tag == "table:table":
            if self._cell is not None:
                raise Refused("workbook_unsafe")
            if len(self.tables) >= limit.MOST_PARTS_OF_WORKBOOK:
                raise Refused("workbook_unsafe")
            name, style = attributes.get("table:name", ""), attributes.get("table:style-name", "")
            self.tables.append(_Table(name, style))
        elif tag in _GROUPS:
            self._groups.append(attributes.get("table:display") == "false")
        elif tag == "table:table-column":
            self._start_column(attributes)
        elif tag == "table:table-row":
            self._start_row(attributes)
        elif tag in _CELLS:
            self._cell, self._text = attributes, []
            self._runs, self._spans = [], []

    def _hides(self, family: str, attributes: Attributes) -> bool:
        if any(self._groups) or attributes.get("table:visibility", "visible") != "visible":
            return True
        return self.is_hidden(family, attributes.get("table:style-name", ""))

    def _start_column(self, attributes: Attributes) -> None:
        table = self.tables[-1]
        if table.hidden_column is None and self._hides("table-column", attributes):
            table.hidden_column = table.n_columns
        table.n_columns += _times(attributes, "table:number-columns-repeated")

    def _start_row(self, attributes: Attributes) -> None:
        table = self.tables[-1]
        self._row, self._column = [], 0
        self._times = _times(attributes, "table:number-rows-repeated")
        if table.hidden_row is None and self._hides("table-row", attributes):
            table.hidden_row = table.n_rows

    def _end_row(self) -> None:
        table = self.tables[-1]
        if self._row:
            table.rows.append((self._row, self._times, table.n_rows))
        table.n_rows += self._times

    def _start_text(self, tag: str, attributes: Attributes) -> None:
        if tag == "text:p":
            # A second paragraph is a second line.
            self._text += ["\n"] if self._text else []
            self._inside = True
        elif tag == "text:span":
            self._spans.append(self._is_raised(attributes.get("text:style-name", "")))
        elif tag == "text:s":
            n = min(int(attributes.get("text:c", 1)), limit.LONGEST_TEXT)
            self._text.append(" " * n)
        elif tag in ("text:tab", "text:line-break"):
            self._text.append("\n")

    def _end_cell(self, *, is_covered: bool) -> None:
        attributes, self._cell = self._cell or {}, None
        table, column = self.tables[-1], self._column
        times = _times(attributes, "table:number-columns-repeated")
        value, code = _value(attributes, "".join(self._text))
        if isinstance(value, str) and not code and joins_digits(self._runs):
            code = "cell_raised"
        if not is_covered:
            self._merge(attributes, column)
        self._column += times
        if value != "" or code:
            self._add(column, times, code)
            self._row.append((column, times, value))
            table.extent.n_cells += 1

    def _add(self, column: int, times: int, code: str) -> None:
        """Tell the extent of a cell with data, and of its last repetition."""
        extent, first = self.tables[-1].extent, self.tables[-1].n_rows
        extent.reach(first + self._times - 1, column + times - 1)
        if code:
            check_all([table.extent for table in self.tables])
            for row in range(first, first + self._times):
                for at in range(column, column + times):
                    extent.refuse(code, row, at)

    def _merge(self, attributes: Attributes, column: int) -> None:
        rows = _times(attributes, "table:number-rows-spanned")
        columns = _times(attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            table = self.tables[-1]
            first = table.n_rows
            table.merged.append((first, column, first + rows - 1, column + columns - 1))
            if len(table.merged) > limit.MOST_MERGED:
                raise Refused("expands_too_much")


def _value(cell: Attributes, text: str) -> tuple[Value, str]:
    """Return what a cell holds, and a problem code where that is no value."""
    kind, is_formula = cell.get("office:value-type"), "table:formula" in cell
    if cell.get("calcext:value-type") == "error" or (is_formula and _ERROR.fullmatch(text)):
        return "", "cell_error"
    if kind in _NUMBERS:
        if not _NUMBER.fullmatch(cell["office:value"]):
            raise Refused("workbook_damaged")
        return float(cell["office:value"]), PERCENT if kind == "percentage" else ""
    if kind == "boolean":
        return True, ""
    if kind == "time":
        return time(), ""
    if kind == "date":
        return _date(cell["office:date-value"]), ""
    if kind is None and is_formula and not text:
        return "", "formula_without_value"
    if kind not in ("string", "void") and (kind is not None or text):
        # Readers do not agree on what such a cell holds.
        raise Refused("workbook_damaged")
    return cell.get("office:string-value", text), ""


def _date(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _times(attributes: Attributes, key: str) -> int:
    """Return how often something stands, at least once."""
    return max(int(attributes.get(key, 1)), 1)


@lru_cache(maxsize=1024)  # names of a hostile file must not pile up
def _short(name: str) -> str:
    """Return a name with our prefix in place of its namespace; others lose theirs."""
    space, _, rest = name.rpartition(" ")
    return f"{_PREFIXES.get(space, '')}:{rest}"
