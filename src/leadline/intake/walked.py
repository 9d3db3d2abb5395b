"""Walked: what an XLSX sheet holds, found before its cells are read.

Where its cells are, which hold a formula without a value, an error, or what is no count, what is
merged, and what is hidden.
"""

import re
from dataclasses import dataclass

from leadline.intake import limit
from leadline.intake.package import Attributes, Refused, check_tags, local, walk
from leadline.intake.scan import scan
from leadline.intake.shared import Doubtful, Runs
from leadline.intake.worksheet import PERCENT, Extent, Range, column_named, row_named

# Attributes of a tag; a value may hold any mark but its own quote.
_WITH = rb"\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\b"
_HIDDEN = re.compile(
    rb"<(?:\w+:)?(?:(?:row|col)" + _WITH + rb"(?:hidden\s*=\s*([\"'])(?!(?:0|false)\1)"
    rb"|(?:ht|width)\s*=\s*([\"'])0*\.?0*\2)"
    rb"|sheetFormatPr" + _WITH + rb"zeroHeight\s*=\s*([\"'])(?!(?:0|false)\3))"
)
_NUMBERED = re.compile(rb"\b(?:r|min)\s*=\s*[\"']([1-9][0-9]{0,6})")
# A day that lies further back ends calamine, which says so where nobody asked.
_LEAST_NUMBER = -1e11
_TYPES = frozenset({"n", "s", "str", "inlineStr", "b", "d", "e"})
# The first tag must be of one of the two namespaces, or readers do not agree on what it holds.
_ROOT = re.compile(
    rb"\s*(?:<\?[^>]*>\s*)?<(?:\w+:)?worksheet\b[^>]*[\"']http://"
    rb"(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)"
    rb"/main[\"']"
)
_PLACE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,18})")


@dataclass(frozen=True)
class Walked:
    """What a sheet holds, before its cells are read.

    Parameters
    ----------
    hidden : str
        The first row or column that is hidden, in words; empty where none is.
    """

    extent: Extent
    merged: tuple[Range, ...]
    hidden: str


def walked(content: bytes, doubtful: Doubtful) -> Walked:
    """Return what a sheet holds.

    Raises
    ------
    Refused
        For what is not one of our sheets, and for one that is larger than any that we read.
    expat.ExpatError
        For what is not well-formed.
    """
    if _ROOT.match(content) is None:
        raise Refused("workbook_damaged")
    check_tags(content)
    plain = None if doubtful.may_be_in(content) else scan(content)
    if plain is not None:
        return Walked(plain.extent, (), _hidden(plain.rest))
    cells = _Cells(doubtful)
    walk(content, start=cells.start, end=cells.end, text=cells.text)
    return Walked(cells.extent, tuple(cells.merged), _hidden(content))


def _hidden(content: bytes) -> str:
    found = _HIDDEN.search(content)
    if found is None:
        return ""
    tag = content[found.start() : content.find(b">", found.start())]
    number = _NUMBERED.search(tag)
    if number is None:
        return "rows without a height of their own"
    place = int(number[1]) - 1
    return column_named(place) if b"col" in tag else row_named(place)


class _Cells:
    """Walks through one sheet: where its cells are, which hold a formula or an error."""

    def __init__(self, doubtful: Doubtful) -> None:
        self._texts = doubtful.texts
        self._percents = frozenset(map(str, doubtful.styles))
        # The pieces of a text that stands in its cell, while one is walked through.
        self._runs, self._is_inline = Runs(), False
        self.extent = Extent()
        self.merged: list[Range] = []
        self._row = self._column = -1
        self._kind = self._style = ""
        self._is_formula = self._has_value = False
        # The text of a value, None outside one.
        self._value: str | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        tag = local(tag)
        if self._is_inline or tag == "is":
            self._is_inline = True
            self._runs.start(tag, attributes)
        if tag == "c":
            self._cell(attributes)
        elif tag in ("v", "is"):
            self.extent.add(self._row, self._column)
            # A formula may give an empty text.
            self._value, self._has_value = "", self._kind == "str"
        elif tag == "f":
            self._is_formula = True
        elif tag == "row":
            self._next_row(attributes)
        elif tag == "mergeCell":
            self._merge(attributes["ref"])

    def text(self, text: str) -> None:
        if self._is_inline:
            self._runs.text(text)
        if self._value is not None:
            self._value += text

    def end(self, tag: str) -> None:
        tag = local(tag)
        if self._is_inline:
            self._runs.end(tag)
            self._is_inline = tag != "is"
        if tag == "v":
            self._check_value(self._value or "")
            self._value = None
        elif tag == "is" and self._runs.joins_digits:
            self._refuse("cell_raised")
        elif tag == "c" and self._is_formula and not self._has_value:
            self.extent.add(self._row, self._column)
            self._refuse("formula_without_value")

    def _refuse(self, code: str) -> None:
        self.extent.refuse(code, self._row, self._column)

    def _check_value(self, text: str) -> None:
        self._has_value |= bool(text)
        if text and self._kind == "n" and not float(text) > _LEAST_NUMBER:
            raise Refused("workbook_damaged")
        if text and self._kind == "n" and self._style in self._percents:
            self._refuse(PERCENT)
        if self._kind == "s" and self._texts and int(text) in self._texts:
            self._refuse("cell_raised")

    def _next_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r", self._row + 2)) - 1
        if number <= self._row:
            raise Refused("workbook_damaged")
        self._row, self._column = number, -1

    def _cell(self, attributes: Attributes) -> None:
        self._is_formula = self._has_value = False
        self._value = None
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        if self._kind not in _TYPES:
            raise Refused("workbook_damaged")
        row, column = self._row, self._column + 1
        if "r" in attributes:
            row, column = _place(attributes["r"])
        if row != self._row or column <= self._column:
            raise Refused("workbook_damaged")
        self._column = column
        if self._kind == "e":
            self.extent.refuse("cell_error", row, column)

    def _merge(self, text: str) -> None:
        first, _, last = text.partition(":")
        self.merged.append((*_place(first), *_place(last or first)))
        if len(self.merged) > limit.MOST_MERGED:
            raise Refused("expands_too_much")


def _place(text: str) -> tuple[int, int]:
    """Return row and column of a reference, from 0."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise Refused("workbook_damaged")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
