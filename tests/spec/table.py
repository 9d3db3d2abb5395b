"""Small tables in, small tables out: rows of text whose cells stand between bars."""

from collections.abc import Iterable, Sequence


def read(text: str) -> list[list[str]]:
    """Return the rows of a table, head first; the last bar of a line may be left out."""
    lines = (line.strip().removeprefix("|").removesuffix("|") for line in text.splitlines())
    return [[cell.strip() for cell in line.split("|")] for line in lines if line]


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows under the head, by column."""
    head, *body = read(text)
    return [dict(zip(head, row, strict=True)) for row in body]


def write(head: Sequence[str], body: Iterable[Sequence[object]]) -> list[list[str]]:
    """Return a table as ``read`` would."""
    return [list(head), *([str(cell) for cell in row] for row in body)]
