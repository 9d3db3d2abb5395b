"""Markdown: what the generated pages are made of."""

from collections.abc import Iterable, Sequence


def heading(title: str, *texts: str) -> str:
    """Return a page's title and opening sentences."""
    return "\n".join([f"# {title}", "", *texts])


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; bars inside cells are escaped."""
    lines = [_row(heads), _row(["---"] * len(heads)), *map(_row, rows)]
    return "\n".join(lines)


def code(text: str) -> str:
    """Return a text as code, empty when it is."""
    return f"`{text}`" if text else ""


def whole(*parts: str) -> str:
    """Return a whole page: parts with a blank line between them."""
    return "\n\n".join(parts) + "\n"


def first_paragraph(docstring: str | None) -> str:
    """Return the first paragraph of a docstring on one line, as Markdown."""
    paragraph = (docstring or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split()).replace("``", "`")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
