"""The commands of transcription; typing needs a terminal, the other two none."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from leadline.cli.screen import exit_with, guarded, say
from leadline.core.error import UsageError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Digits = Annotated[
    str, typer.Option(help="Digits that may be typed besides 0 to 9: latin, arabic or persian.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]


@app.callback()
def transcribe() -> None:
    """Type what cannot be sent as a table, by two people."""


@app.command()
def form(
    *,
    source: Annotated[str, typer.Option(help="The contributing body, as it is declared.")],
    member: Annotated[list[str], typer.Option(help="Member, repeatable.")],
    theme: Annotated[str, typer.Option(help="Theme of the codelist.")],
    indicator: Annotated[list[str], typer.Option(help="Indicator of the theme, repeatable.")],
    channel: Annotated[str, typer.Option(help="Channel of the codelist.")] = "unknown",
    first: Annotated[str, typer.Option("--from", help="First period, as 2019-01.")],
    last: Annotated[str, typer.Option("--to", help="Last period, as 2020-12.")],
    known_on: Annotated[str, typer.Option(help="Date of the document, as 2021-03-31.")],
    reference: Annotated[
        str, typer.Option(help="Where to look: document, table, page. Kept with each count.")
    ],
    lang: Annotated[str, typer.Option(help="Language of the printed page.")] = "en",
    out: Annotated[Path, typer.Option(help="The form, .csv; the page goes beside it.")],
    quiet: Quiet = False,
) -> None:
    """Write an empty form: CSV to fill, and a page to print.

    One line for each period of each member and indicator, and one for the document's own total.
    """
    with guarded(exit_with, command="transcribe form", is_json=False):
        from leadline.flow.form import asked_for, write_form

        asked = asked_for(
            source=source,
            members=member,
            theme=theme,
            indicators=indicator,
            channel=channel,
            first=first,
            last=last,
            known_on=known_on,
            reference=reference,
        )
        paths = write_form(asked, out, lang=lang)
        if not quiet:
            say(f"Wrote {paths[0]} to fill, {paths[1]} to print.")


@app.command()
def enter(
    blank: Annotated[Path, typer.Argument(metavar="FORM.csv", help="The empty form.")],
    *,
    out: Annotated[Path, typer.Option(help="What this person typed; a new file.")],
    digits: Digits = "latin",
) -> None:
    """Type the cells of a form on a terminal, one after the other.

    Each of the two people does this alone, from the empty form, into a file of their own.
    """
    with guarded(exit_with, command="transcribe enter", is_json=False):
        from leadline.flow.transcribe import enter_form

        if not sys.stdin.isatty():
            raise UsageError(
                "Typing needs a terminal.",
                next_step="Fill the form in a spreadsheet instead; transcribe read takes it.",
            )
        enter_form(blank, out, digits=digits, ask=_ask, tell=say)
        say(f"Wrote {out}.")


@app.command()
def read(
    first: Annotated[Path, typer.Argument(metavar="FIRST.csv", help="The first entry.")],
    second: Annotated[Path, typer.Argument(metavar="SECOND.csv", help="The second entry.")],
    *,
    entered_by: Annotated[str, typer.Option(help="Role of who typed first, as data-clerk.")],
    confirmed_by: Annotated[
        str, typer.Option(help="Role of who typed second: another person, as you declare.")
    ],
    out: Annotated[Path, typer.Option(help="The counts file.")],
    digits: Digits = "latin",
    quiet: Quiet = False,
) -> None:
    """Compare two entries of a form; write counts where they agree.

    Every cell that differs is listed, and nothing is written until none does.
    """
    with guarded(exit_with, command="transcribe read", is_json=False):
        from leadline.flow.transcribe import read_entries

        counts, roles, notes = read_entries(
            first, second, out, entered_by=entered_by, confirmed_by=confirmed_by, digits=digits
        )
        if not quiet:
            for note in notes:
                say(str(note))
            say(f"Both agree. Wrote {counts}, and {roles} with the two roles.")


def _ask(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise UsageError(
            "Typing ended before the last cell; nothing was written.",
            next_step="Begin again from the empty form.",
        )
    return line.rstrip("\n")
