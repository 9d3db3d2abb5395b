"""The command that writes a fictional world."""

from pathlib import Path
from typing import Annotated

import typer

from leadline.cli.option import Quiet
from leadline.cli.screen import exit_with, guarded, numbered, say


def simulate(
    *,
    out: Annotated[Path, typer.Option(help="A new or empty folder.")],
    members: Annotated[int, typer.Option(help="Members of the world, 1 to 364.")] = 194,
    answering: Annotated[
        int | None, typer.Option(help="Members that send something. Default: three in four.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same bytes.")] = 20200907,
    kind: Annotated[
        str,
        typer.Option(
            help="usual, still, delay_only, sudden_shift, sparse, or one that breaks an"
            " assumption: jumps, heavy_tails, bend, reference_delays, correlated_losses."
        ),
    ] = "usual",
    packed: Annotated[bool, typer.Option("--gzip", help="Write tables as .csv.gz.")] = False,
    quiet: Quiet = False,
) -> None:
    """A fictional world with known truth, as files that members would send.

    Stamped as an exercise everywhere; what is true of it stands in truth.json.
    """
    with guarded(exit_with, command="simulate", is_json=False):
        from leadline.flow.exercise.made import Asked
        from leadline.flow.exercise.write import write_exercise

        written = write_exercise(Asked(members, seed, kind, answering, packed), out)
        if not quiet:
            n = numbered(source=written.n_sources, cell=written.n_cells, file=written.n_files)
            say(f"Wrote {written.assessment}: {n}")
            say(f"Then run: leadline assess {written.assessment} --out out")
