"""``leadline map``: foreign layouts into ours."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from leadline.cli.option import Json, Quiet
from leadline.cli.screen import as_json, exit_with, guarded, numbered, put, say

app = typer.Typer(
    name="map",
    no_args_is_help=True,
    help="A source's own layout into ours: propose a mapping, then check it.",
)


@app.command()
def propose(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A spreadsheet or CSV file.")],
    *,
    out: Annotated[Path | None, typer.Option(help="File for the mapping; else stdout.")] = None,
    quiet: Quiet = False,
) -> None:
    """Propose a mapping for FILE.

    A commented draft: what is not certain has a question mark, and is yours to answer. No file
    is written over.
    """
    with guarded(exit_with, command="map propose", is_json=False):
        from leadline.flow.form import check_new
        from leadline.flow.mapping import propose as draft

        if out is not None:
            check_new(out)
        put(draft(file, folder=None if out is None else out.parent), out)
        if out is not None and not quiet:
            say(f"Wrote {out}. Answer its question marks, then run: leadline map check {out}")


@app.command()
def check(
    mapping: Annotated[Path, typer.Argument(metavar="MAPPING", help="A mapping, *.map.toml.")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="The file to read; else the one that it names."),
    ] = None,
    *,
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """All problems of a mapping and its file.

    And what was understood, series by series, to be held against the source.
    """
    with guarded(exit_with, command="map check", is_json=json_):
        from leadline.cli.table import mapping_text
        from leadline.flow.mapping import check_mapping
        from leadline.intake.problem import is_note

        checked = check_mapping(mapping, file)
        n_refused = sum(not is_note(problem) for problem in checked.problems)
        if json_:
            rows = [asdict(series) for series in checked.series]
            problems = [vars(problem) for problem in checked.problems]
            put(as_json("map_check", rows=rows, problems=problems))
        else:
            put("".join(f"{problem}\n" for problem in checked.problems))
            put(mapping_text(checked))
        if not json_ and not quiet:
            n_cells = sum(series.n_cells for series in checked.series)
            n_notes = len(checked.problems) - n_refused
            noted = {"note": n_notes} if n_notes else {}
            say(numbered(cell=n_cells, problem=n_refused, **noted))
            say(f"Totals checked: {checked.n_totals}. Blank cells left out: {checked.n_blank}.")
        exit_with(1 if n_refused else 0)
