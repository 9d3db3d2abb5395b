"""Table: a source's own file, through its mapping, to the tables that the gate reads."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from leadline.intake.counts import COLUMNS
from leadline.intake.grid import Grid
from leadline.intake.mapping.body import Body, BodyReader
from leadline.intake.mapping.file import Mapping, gather_mapping
from leadline.intake.mapping.layout import Layout, layout_of
from leadline.intake.mapping.reading import Reader
from leadline.intake.mapping.rows import rows_of
from leadline.intake.mapping.scale import line_of_part, line_of_running, line_of_scale
from leadline.intake.mapping.schema import PERIODS
from leadline.intake.problem import Report
from leadline.intake.sheet import read_grids
from leadline.intake.table import RawTable, raw_table
from leadline.words.calendar import fold

# How the name of a mapping file ends.
MAPPING = ".map.toml"


@dataclass(frozen=True, eq=False)
class Mapped:
    """What a mapping made of a file.

    Parameters
    ----------
    tables : tuple of RawTable
        One for each sheet, in our columns, with the lines of the sheet.
    n_blank, n_totals, left_out
        Cells without anything, totals checked, lines left out.
    """

    tables: tuple[RawTable, ...]
    n_blank: int = 0
    n_totals: int = 0
    left_out: tuple[int, ...] = ()


def gather_mapped(path: Path, *, report: Report, data: Path | None = None) -> Mapped:
    """Return what a mapping makes of a file, by default the one that it names."""
    mapping = gather_mapping(path, file=str(path), report=report)
    if mapping is None:
        return Mapped(())
    named = mapping.declared.sheet.file
    if data is None and named is None:
        mapping.tell("mapping_file", ["sheet", "file"], report=report)
        return Mapped(())
    place = path.parent / str(named) if data is None else data
    return read_mapped(place, mapping, file=str(place), report=report)


def read_mapped(
    path: Path, mapping: Mapping, *, file: str, report: Report, place: str = ""
) -> Mapped:
    """Return a file in our columns; everything else is in the report.

    Parameters
    ----------
    file : str
        The path from where the user stands; it stands in every problem.
    """
    sheet = mapping.declared.sheet
    grids = read_grids(
        path,
        file=file,
        report=report,
        place=place,
        delimiter=sheet.delimiter,
        encoding=sheet.encoding,
    )
    chosen = _chosen(grids, mapping, file=file, report=report)
    readers = [Reader(mapping) for _ in chosen]
    bodies = [
        (grid, _body(grid, mapping, reader, report=report))
        for grid, reader in zip(chosen, readers, strict=True)
    ]
    if any(body.lines for _, body in bodies):
        used = set().union(*(reader.used for reader in readers))
        _note_unused(mapping, chosen, used, report=report)
    return Mapped(
        tables=tuple(_table(grid, body) for grid, body in bodies if body.records),
        n_blank=sum(body.n_blank for _, body in bodies),
        n_totals=sum(body.n_totals for _, body in bodies),
        left_out=tuple(line for _, body in bodies for line in body.left_out),
    )


def _chosen(
    grids: Sequence[Grid], mapping: Mapping, *, file: str, report: Report
) -> Sequence[Grid]:
    """Return the sheets that the mapping names, the only one where it names none."""
    sheet = mapping.declared.sheet
    names = [sheet.name] if sheet.name is not None else sheet.names
    if not names:
        if len(grids) > 1:
            report.add("sheet_unnamed", file)
        return grids if len(grids) == 1 else ()
    found = [_named(name, grids) for name in names]
    if grids and None in found:
        key = "name" if sheet.name is not None else "names"
        mapping.tell("mapping_sheet", ["sheet", key], report=report)
    chosen = [grid for grid in found if grid is not None]
    if not sheet.names:
        return chosen
    # Lines of several sheets are told apart by the names that the mapping gives.
    return [replace(grid, file=f"{grid.file}[{grid.sheet}]") for grid in chosen]


def _named(name: str, grids: Sequence[Grid]) -> Grid | None:
    """Return the sheet of a name, or else the only one whose name a reader takes for it."""
    alike = [grid for grid in grids if fold(grid.sheet) == fold(name)]
    found = [grid for grid in alike if grid.sheet == name] or alike
    return found[0] if len(found) == 1 else None


def _note_unused(
    mapping: Mapping, grids: Sequence[Grid], used: Set[tuple[str, str]], *, report: Report
) -> None:
    """Note codes of labels that stand nowhere; one of a row without counts is not looked for."""
    unused = [
        (ours, their)
        for ours, codes in mapping.declared.codes.items()
        for their in codes
        if (ours, fold(their)) not in used
    ]
    if unused:
        texts = {fold(text) for grid in grids for row in grid.rows for text in set(row)}
        for ours, their in unused:
            if ours in PERIODS or fold(their) not in texts:
                mapping.tell("code_unused", ["codes", ours, their], report=report)


def _body(grid: Grid, mapping: Mapping, reader: Reader, *, report: Report) -> Body:
    layout = layout_of(grid, mapping, report=report)
    if layout is None:
        return Body()
    rows, without = rows_of(grid, layout, mapping, reader, report=report)
    n_before = len(report.refused)
    body = BodyReader(grid.file, layout, mapping, reader, report).read(rows)
    if not body.records and len(report.refused) == n_before:
        report.add("rows_none", grid.file)
    if body.lines:
        _note(grid, layout, mapping, reader, first=body.lines[0], report=report)
    body.left_out.extend(without)
    return body


def _note(
    grid: Grid, layout: Layout, mapping: Mapping, reader: Reader, *, first: int, report: Report
) -> None:
    """Note what is read, and may mean something else than it says."""
    if reader.has_financial_years:
        report.add("years_financial", grid.file, row=first, column="reported")
    if reader.has_odd_dates:
        report.add("dates_within_months", grid.file, row=first, column="reported")
    if mapping.declared.periods.dates is not None and not reader.has_dates:
        mapping.tell("dates_none", ["periods", "dates"], report=report)
    if line := line_of_scale(grid, layout.body.start - 1):
        report.add("counts_scaled", grid.file, row=line)
    if line := line_of_running(grid, layout.body.start - 1):
        report.add("periods_running", grid.file, row=line)
    line = line_of_part(grid, layout.body.start - len(mapping.header_rows))
    if line and reader.has_years_alone:
        report.add("years_in_part", grid.file, row=line)


def _table(grid: Grid, body: Body) -> RawTable:
    given = {name for record in body.records for name in record}
    header = [column.name for column in COLUMNS if column.name in given]
    records = [[record.get(name, "") for name in header] for record in body.records]
    return raw_table(grid.file, header, lines=body.lines, records=records)
