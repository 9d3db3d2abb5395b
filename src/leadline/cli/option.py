"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Quiet = Annotated[
    bool, typer.Option("--quiet", help="Say nothing but errors; an answer on stdout stays.")
]
Timings = Annotated[bool, typer.Option("--timings", help="Print seconds and peak memory by stage.")]
WorkspaceOption = Annotated[
    Path | None,
    typer.Option(help="Private folder: key, ledger, kept stages. Default: one of your own."),
]
EditionOption = Annotated[
    str, typer.Option(help="public, or restricted (to contributors; write it elsewhere).")
]
