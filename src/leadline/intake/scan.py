"""Scan: how far a plain XLSX sheet reaches, found in its bytes at once.

Calling back for each of ten million cells takes half a minute. Programs write large sheets
plainly: every cell with its place first, no formula, no error, nothing hidden or merged. Such a
sheet is looked at as arrays of bytes; of any other sheet nothing is said, and it is walked through.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from leadline.intake.worksheet import Extent

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]

# Below this size a walk takes no time.
_FROM = 1 << 20
_BLOCK = 1 << 24
# Outside the rows: comments, merged cells, and elements that are rows or cells all the same.
_NOT_PLAIN = re.compile(rb"<!|mergeCell|<(?:[\w.-]+:)?(?:row|c|v|is)\b")
_ROW, _CELL = b'<row r="', b'<c r="'
# All but errors.
_TYPES = (b's"', b'n"', b'str"', b'inlineStr"', b'b"', b'd"')
_MOST_LETTERS, _MOST_DIGITS = 3, 7
_MARGIN = 16
# Row, cell, value; a text within a value.
_DEEPEST = 4
_COLUMNS = 1 << 15


@dataclass(frozen=True)
class Plain:
    """What is known of a plain sheet.

    Parameters
    ----------
    rest : bytes
        All that stands before and after its rows.
    """

    extent: Extent
    rest: bytes


class _NotPlainError(Exception):
    """The sheet is written in another way."""


def scan(content: bytes) -> Plain | None:
    """Return what is known of a large plain sheet, None of any other.

    Raises
    ------
    expat.ExpatError
        For what is not well-formed.
    Refused
        For a sheet that is larger than any that we read.
    """
    first, last = content.find(_ROW), content.rfind(b"</row>")
    rest = content[:first] + content[last:]
    if len(content) < _FROM or not 0 <= first < last or _NOT_PLAIN.search(rest):
        return None
    try:
        extent = _extent(content, first, last)
    except _NotPlainError:
        return None
    # Only now: of elements within elements without end a parser keeps each one.
    expat.ParserCreate().Parse(content, True)
    return Plain(extent, rest)


def _extent(content: bytes, first: int, last: int) -> Extent:
    extent, before, depth = Extent(), np.int64(-1), 0
    for block in _blocks(content, first, last):
        depth = _depth(block, depth)
        places, filled = _cells(block)
        _require(np.diff(places, prepend=before) > 0)
        before = places[-1] if len(places) else before
        if filled.any():
            row, column = np.divmod(places[filled], _COLUMNS)
            extent.reach(int(row.max()), int(column.max()))
            extent.n_cells += len(row)
    return extent


def _blocks(content: bytes, first: int, last: int) -> Iterator[Bytes]:
    """Yield the rows in pieces that begin with a row; a piece may be read beyond its end."""
    at = first
    while at < last:
        end = content.find(b"<row", at + _BLOCK, last)
        end = last if end < 0 else end
        yield np.frombuffer(content[at:end] + bytes(_MARGIN), np.uint8)
        at = end


def _depth(block: Bytes, depth: int) -> int:
    """Return how many elements are open at the end; a plain sheet never has many."""
    tags = np.flatnonzero(block == ord("<"))
    _require(np.array([len(tags) == np.count_nonzero(block == ord(">"))]))
    # A tag that ends itself stands right before the next one.
    ends_itself = _are(block, np.append(tags[1:], len(block) - _MARGIN) - 2, b"/>")
    steps = np.where(block[tags + 1] == ord("/"), -1, ~ends_itself)
    depths = depth + np.cumsum(steps)
    _require((depths >= 0) & (depths <= _DEEPEST))
    return int(depths[-1])


def _cells(block: Bytes) -> tuple[Places, Marks]:
    """Return each cell's row and column as one number, and whether it holds anything."""
    tags = np.flatnonzero(block == ord("<"))
    name = block[tags + 1]
    _require(np.isin(name, np.frombuffer(b"rcvit/", np.uint8)))
    _check_attributes(block)
    rows, n_cells = tags[name == ord("r")], np.flatnonzero(name == ord("c"))
    cells = tags[n_cells]
    for at, text in ((rows, _ROW), (cells, _CELL), (tags[name == ord("i")], b"<is>")):
        _require(_are(block, at, text))
    values = tags[name == ord("v")]
    first = block[values + 3]
    _require(_are(block, values, b"<v>") & (first >= ord("0")) & (first <= ord("9")))
    lines, _ = _number(block, rows + len(_ROW))
    column, digits = _letters(block, cells + len(_CELL))
    line, end = _number(block, digits)
    _require((column > 0) & (line > 0) & (block[end] == ord('"')))
    _require(lines[np.searchsorted(rows, cells) - 1] == line)
    after = name[np.minimum(n_cells + 1, len(name) - 1)]
    return (line - 1) * _COLUMNS + column - 1, (after == ord("v")) | (after == ord("i"))


def _check_attributes(block: Bytes) -> None:
    """Look for errors and hidden rows, in the one way to write attributes that is plain."""
    _require(~((block[:-1] == ord("&")) & (block[1:] == ord("#"))))
    equal = np.flatnonzero(block == ord("="))
    _require((block[equal + 1] == ord('"')) & (block[equal - 1] > ord(" ")))
    value = block[equal + 2]
    typed = equal[_are(block, equal - 2, b" t")] + 2
    _require(np.any([_are(block, typed, kind) for kind in _TYPES], axis=0))
    is_hidden = _are(block, equal - 7, b" hidden") & (value != ord("0")) & (value != ord("f"))
    is_flat = _are(block, equal - 3, b" ht") & ((value == ord("0")) | (value == ord(".")))
    _require(~(is_hidden | is_flat))


def _require(plain: Marks) -> None:
    if not plain.all():
        raise _NotPlainError


def _are(block: Bytes, at: Places, text: bytes) -> Marks:
    """Whether a text stands at each place."""
    found = np.ones(len(at), bool)
    for step, byte in enumerate(text):
        found &= block[at + step] == byte
    return found


def _letters(block: Bytes, at: Places) -> tuple[Places, Places]:
    """Return the column that letters name, from 1, 0 without any; and where they end."""
    value, at = np.zeros(len(at), np.int64), at.copy()
    for _ in range(_MOST_LETTERS):
        byte = block[at]
        is_letter = (byte >= ord("A")) & (byte <= ord("Z"))
        value = np.where(is_letter, value * 26 + byte - (ord("A") - 1), value)
        at += is_letter
    return value, at


def _number(block: Bytes, at: Places) -> tuple[Places, Places]:
    """Return the number that digits write, 0 without any; and where they end."""
    value, at = np.zeros(len(at), np.int64), at.copy()
    for _ in range(_MOST_DIGITS):
        byte = block[at]
        is_digit = (byte >= ord("0")) & (byte <= ord("9"))
        value = np.where(is_digit, value * 10 + byte - ord("0"), value)
        at += is_digit
    return value, at
