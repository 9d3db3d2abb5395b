"""``leadline nowcast``: what is still on its way."""

from pathlib import Path
from typing import Annotated

import typer

from leadline.cli.option import Json, Quiet, Timings
from leadline.cli.screen import Progress, as_json, exit_with, guarded, put, say

app = typer.Typer()


@app.command()
def nowcast(
    counts: Annotated[list[Path], typer.Argument(metavar="COUNTS...", help="Counts files.")],
    as_of: Annotated[
        list[str],
        typer.Option(metavar="DATE", help="Date seen from, or FROM..TO/DAYS; repeatable."),
    ],
    *,
    sum_: Annotated[
        int, typer.Option("--sum", min=1, max=1000, help="Periods in each trailing sum.")
    ] = 1,
    max_delay: Annotated[
        int | None,
        typer.Option(min=1, max=1000, help="D, in periods. Default: the largest delay seen."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random draws.")] = 20200907,
    out: Annotated[Path | None, typer.Option(help="File for the table; else stdout.")] = None,
    json_: Json = False,
    quiet: Quiet = False,
    timings: Timings = False,
) -> None:
    """Nowcast only, as a quantile table.

    What will have been reported within D of each period, as seen on each date: one row for each
    series, date, period and level, as far back as D. Reports up to the date alone are looked at.
    """
    with guarded(exit_with, command="nowcast", is_json=json_):
        from leadline.flow.nowcast import nowcast_files
        from leadline.flow.workspace import check_not_read

        check_not_read(out, counts)

        progress = Progress(quiet)
        made = nowcast_files(
            counts, as_of=as_of, n_sum=sum_, max_delay=max_delay, seed=seed, tell=progress.tell
        )
        for note in () if quiet else made.notes:
            say(note)
        rows = made.table
        put(as_json("nowcast", rows=rows.to_dicts()) if json_ else rows.write_csv(), out)
        if timings:
            progress.timings()
