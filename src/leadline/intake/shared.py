"""Shared: texts and styles that cells of an XLSX workbook refer to, and what is wrong with some.

A cell that refers to such a text or style would be read as a count that nobody wrote.
"""

import re
from dataclasses import dataclass

from leadline.intake.package import Attributes, local, walk
from leadline.intake.raised import Run, joins_digits

# Of the formats that have a number and no text of their own.
_PERCENT_FORMATS = frozenset({"9", "10"})
# What a format shows as it stands: quoted, after a backslash, or in brackets.
_ASIDE = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")


# More styles than this are not looked for in a sheet: it is walked through.
_MOST_LOOKED_FOR = 1000


@dataclass(frozen=True)
class Doubtful:
    """Places in the lists of texts and of styles.

    Parameters
    ----------
    texts : set of int
        Texts with raised digits right beside others.
    styles : set of int
        Styles that show a number as a percentage.
    """

    texts: frozenset[int]
    styles: frozenset[int]

    def may_be_in(self, sheet: bytes) -> bool:
        """Whether a sheet could refer to one of them."""
        if self.texts or len(self.styles) > _MOST_LOOKED_FOR:
            return True
        styles = "|".join(map(str, sorted(self.styles))).encode()
        used = re.compile(rb"\bs\s*=\s*[\"'](?:" + styles + rb")[\"']")
        return bool(self.styles) and used.search(sheet) is not None


class Runs:
    """Collects the pieces of a text that is written in several ways."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._is_raised = self._is_text = False
        # Depth within what tells how a text is spoken.
        self._aside = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take an element, its name without prefix."""
        if tag == "rPh" or self._aside:
            self._aside += 1
        elif tag in ("si", "is"):
            self._runs = []
        elif tag == "r":
            self._is_raised = False
        elif tag == "vertAlign":
            self._is_raised = attributes.get("val") != "baseline"
        self._is_text = tag == "t" and not self._aside

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._is_text:
            self._runs.append((text, self._is_raised))

    def end(self, tag: str) -> None:
        """Leave an element."""
        self._aside -= bool(self._aside)
        self._is_text = False

    @property
    def joins_digits(self) -> bool:
        """Whether a raised digit stands right beside one on the line."""
        return joins_digits(self._runs)


def doubtful_of(texts: bytes, styles: bytes) -> Doubtful:
    """Return what is wrong with shared texts and styles; each may be empty."""
    return Doubtful(
        _raised(texts) if b"vertAlign" in texts else frozenset(),
        _percents(styles) if styles else frozenset(),
    )


def _raised(part: bytes) -> frozenset[int]:
    runs, found, at = Runs(), set[int](), 0

    def end(tag: str) -> None:
        nonlocal at
        runs.end(local(tag))
        if local(tag) == "si":
            if runs.joins_digits:
                found.add(at)
            at += 1

    walk(part, start=lambda tag, each: runs.start(local(tag), each), end=end, text=runs.text)
    return frozenset(found)


def _percents(part: bytes) -> frozenset[int]:
    formats: list[str] = []
    percents = set(_PERCENT_FORMATS)
    is_cells = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal is_cells
        if local(tag) == "numFmt" and "%" in _ASIDE.sub("", attributes.get("formatCode", "")):
            percents.add(attributes.get("numFmtId", ""))
        elif local(tag) == "cellXfs":
            is_cells = True
        elif local(tag) == "xf" and is_cells:
            formats.append(attributes.get("numFmtId", "0"))

    def end(tag: str) -> None:
        nonlocal is_cells
        is_cells &= local(tag) != "cellXfs"

    walk(part, start=start, end=end)
    return frozenset(at for at, number in enumerate(formats) if number in percents)
