"""The commands. Each is thin: the work is imported when it is called, so that help is quick."""

from pathlib import Path
from typing import Annotated

import typer

from leadline import __version__
from leadline.cli import mapping, nowcast, simulate, transcribe
from leadline.cli.option import EditionOption, Json, Quiet, Timings, WorkspaceOption
from leadline.cli.screen import (
    Answer,
    Progress,
    as_json,
    exit_with,
    guarded,
    numbered,
    open_streams,
    put,
    say,
)

app = typer.Typer(
    name="leadline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich would triple the time that --help takes
    help="From aggregated counts to one honest assessment in four languages.\n\n"
    "Start with: leadline demo --out out",
    epilog="Exit codes: 0 done, 1 findings of check, 2 usage, 3 input refused, "
    "4 release blocked, 5 internal.",
)


def _version(is_asked: bool) -> None:
    if is_asked:
        put(f"leadline {__version__}\n")
        exit_with(0)


@app.callback()
def leadline(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take what stands before a command."""


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> None:
    """Write a commented starter assessment into DIR."""
    with guarded(exit_with, command="init", is_json=False):
        from leadline.flow.starter import write_starter

        path = write_starter(folder)
        say(f"Wrote {path}. Edit it, then run: leadline check {path}")


@app.command()
def demo(
    *,
    out: Annotated[Path, typer.Option(help="Where the editions go.")] = Path("out"),
    workspace: WorkspaceOption = None,
    json_: Json = False,
    quiet: Quiet = False,
    timings: Timings = False,
) -> None:
    """Run the shipped example: files to editions.

    Real, public, aggregated counts; PDF, pages and data in every language.
    """
    with guarded(exit_with, command="demo", is_json=json_):
        from leadline.flow.example import example_key, example_path

        _assess(
            "demo",
            example_path(),
            out,
            workspace=workspace,
            answer=Answer(Progress(quiet), is_json=json_, with_timings=timings),
            demonstration_key=example_key(),
        )


@app.command()
def check(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Contribution files, or an assessment file."),
    ],
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """List all problems of files at once.

    Each with file, row, column, code and what to do. An assessment file brings all its inputs.
    """
    with guarded(exit_with, command="check", is_json=json_):
        from leadline.flow.check import check_files
        from leadline.intake.problem import is_note

        checked = check_files(files)
        n_notes = sum(map(is_note, checked.problems))
        n_refused = len(checked.problems) - n_notes
        if json_:
            put(as_json("check", problems=[vars(problem) for problem in checked.problems]))
        else:
            put("".join(f"{problem}\n" for problem in checked.problems))
        if not json_ and not quiet:
            notes = {"note": n_notes} if n_notes else {}
            say(numbered(file=checked.n_files, problem=n_refused, **notes))
        exit_with(1 if n_refused else 0)


@app.command()
def expect(
    counts: Annotated[list[Path], typer.Argument(metavar="COUNTS...", help="Counts files.")],
    train_until: Annotated[
        str, typer.Option(help="Last period to learn from: 2018-12, 2018-W52 or 2018-Q4.")
    ],
    horizon: Annotated[int, typer.Option(min=1, max=600, help="Periods to expect after it.")],
    *,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the random paths.")] = 20200907,
    out: Annotated[Path | None, typer.Option(help="File for the table; else stdout.")] = None,
    workspace: WorkspaceOption = None,
    json_: Json = False,
    quiet: Quiet = False,
    timings: Timings = False,
) -> None:
    """Expected counts only, as a quantile table.

    One row for each series, period and level; the sum of all periods stands under "total".
    """
    with guarded(exit_with, command="expect", is_json=json_):
        from leadline.flow.forecast import expect_files
        from leadline.flow.workspace import check_not_read

        check_not_read(out, counts)
        progress = Progress(quiet)
        table = expect_files(
            counts,
            train_until=train_until,
            horizon=horizon,
            seed=seed,
            workspace=workspace,
            tell=progress.tell,
        )
        put(as_json("expect", rows=table.to_dicts()) if json_ else table.write_csv(), out)
        if timings:
            progress.timings()


@app.command()
def assess(
    assessment: Annotated[Path, typer.Argument(metavar="ASSESSMENT.toml")],
    *,
    out: Annotated[Path, typer.Option(help="Where the editions go.")],
    edition: EditionOption = "public",
    workspace: WorkspaceOption = None,
    json_: Json = False,
    quiet: Quiet = False,
    timings: Timings = False,
) -> None:
    """The whole assessment, from files to editions.

    Findings, release, and PDF, pages and data in every language.
    """
    with guarded(exit_with, command="assess", is_json=json_):
        from leadline.flow.workspace import check_outside

        check_outside(out, assessment, name="assessment file")
        answer = Answer(Progress(quiet), is_json=json_, with_timings=timings)
        _assess("assess", assessment, out, workspace=workspace, answer=answer, edition=edition)


@app.command()
def report(
    assessment: Annotated[Path, typer.Argument(metavar="ASSESSMENT.json")],
    *,
    lang: Annotated[
        list[str] | None, typer.Option(help="Language, repeatable. Default: all of the release.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the edition goes.")] = Path("out"),
    json_: Json = False,
    quiet: Quiet = False,
    timings: Timings = False,
) -> None:
    """An edition again, without running a model.

    From the assessment.json of a release.
    """
    with guarded(exit_with, command="report", is_json=json_):
        from leadline.flow.edition import read_released, rendered_apart, write_edition

        answer = Answer(Progress(quiet), is_json=json_, with_timings=timings)
        released = read_released(assessment)
        with rendered_apart(released) as executor:
            paths = write_edition(
                released, out, languages=lang, tell=answer.progress.tell, executor=executor
            )
        answer.give("report", out, paths)


@app.command()
def export(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Counts files, or an assessment file alone."),
    ],
    *,
    out: Annotated[Path, typer.Option(help="Where structure.xml and data.csv go.")],
    sdmx: Annotated[
        bool, typer.Option("--sdmx", help="As SDMX: structure in SDMX-ML, data in SDMX-CSV.")
    ] = False,
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """Counts as contributed, for another system.

    Of counts files every version; of an assessment its counts as known on its as_of. Nothing is
    hidden or rounded: hand it only to those who may see the counts.
    """
    with guarded(exit_with, command="export", is_json=json_):
        from leadline.core.error import UsageError
        from leadline.flow.export import export_sdmx

        if not sdmx:
            how = "Add --sdmx: structure.xml and data.csv go to --out."
            raise UsageError("No format is named.", next_step=how)
        exported = export_sdmx(files, out)
        if json_:
            put(as_json("export", rows=[{"path": str(path)} for path in exported.paths]))
        elif not quiet:
            for note in exported.notes:
                say(str(note))
            names = " and ".join(path.name for path in exported.paths)
            say(f"Wrote {names} to {out}: {numbered(cell=exported.n_cells)}")
            say("They hold counts as contributed: hand them only to those who may see them.")


@app.command()
def trace(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="An output folder, or a private workspace.")
    ],
    number_id: Annotated[str, typer.Argument(metavar="NUMBER-ID", help="F01.mexico.2020Q2.mid")],
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """Where a printed number comes from.

    In an output folder: finding, method and release. In the private workspace: lines of files.
    """
    with guarded(exit_with, command="trace", is_json=json_):
        from leadline.cli.table import trace_rows, trace_text
        from leadline.flow.trace import trace as follow

        found = follow(folder, number_id)
        put(as_json("trace", rows=trace_rows(found)) if json_ else trace_text(found))


@app.command()
def status(
    assessment: Annotated[Path, typer.Argument(metavar="ASSESSMENT.toml")],
    *,
    csv: Annotated[bool, typer.Option("--csv", help="Answer as CSV.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="File for the answer, CSV or with --json JSON.")
    ] = None,
    json_: Json = False,
    quiet: Quiet = False,
) -> None:
    """Who sent what, understood how far, problems open.

    One row for each source, member, theme and indicator, and for whom nothing came; no model runs.
    """
    with guarded(exit_with, command="status", is_json=json_):
        from leadline.cli.table import status_csv, status_rows, status_text
        from leadline.flow.status import status as gather
        from leadline.flow.workspace import check_not_read
        from leadline.intake.problem import is_note

        found = gather(assessment)
        check_not_read(out, found.files)
        if json_:
            put(as_json("status", rows=status_rows(found.rows)), out)
        else:
            is_csv = csv or out is not None
            put((status_csv if is_csv else status_text)(found.rows), out)
        if not json_ and not quiet:
            n_problems = sum(not is_note(problem) for problem in found.problems)
            say(numbered(row=len(found.rows), problem=n_problems))


@app.command()
def letters(
    assessment: Annotated[Path, typer.Argument(metavar="ASSESSMENT.toml")],
    *,
    out: Annotated[Path, typer.Option(help="Private folder for the letters, never that of --out.")],
    source: Annotated[
        list[str] | None, typer.Option(help="Contributor, repeatable. Default: all declared.")
    ] = None,
    workspace: WorkspaceOption = None,
    json_: Json = False,
    quiet: Quiet = False,
    timings: Timings = False,
) -> None:
    """A letter to each contributor, in its language.

    As PDF and page: what was received, what was understood, questions, what would help most.
    """
    with guarded(exit_with, command="letters", is_json=json_):
        from leadline.cli.table import letter_notes, letter_rows
        from leadline.flow.post import post_letters

        progress = Progress(quiet)
        posted = post_letters(
            assessment, out, sources=source, workspace=workspace, tell=progress.tell
        )
        if json_:
            put(as_json("letters", rows=letter_rows(posted)))
        if not quiet:
            say(
                "".join(f"{note}\n" for note in letter_notes(posted))
                + numbered(letter=len(posted.letters))
            )
        if timings:
            progress.timings()


app.add_typer(nowcast.app)
app.command()(simulate.simulate)
app.add_typer(mapping.app)
app.add_typer(transcribe.app, name="transcribe")


def _assess(
    command: str,
    path: Path,
    out: Path,
    *,
    workspace: Path | None,
    answer: Answer,
    edition: str = "public",
    demonstration_key: bytes | None = None,
) -> None:
    from leadline.flow.assess import assess as run
    from leadline.flow.edition import rendered_apart, write_edition
    from leadline.flow.folder import check_readers
    from leadline.flow.workspace import check_apart, default_home

    # Before the run: a release that nobody sees should not be entered in the ledger.
    check_readers(out, edition=edition)
    check_apart(out, workspace=workspace or default_home())
    made = run(
        path,
        workspace=workspace,
        edition=edition,
        demonstration_key=demonstration_key,
        tell=answer.progress.tell,
    )
    with rendered_apart(made.released) as executor:
        paths = write_edition(made.released, out, tell=answer.progress.tell, executor=executor)
    if not answer.progress.is_quiet:
        for note in made.notes:
            say(str(note))
        say(f"Private workspace: {made.workspace.folder}")
    answer.give(command, out, paths)
    if not answer.progress.is_quiet:
        released = made.released
        n_findings = sum(any(not s.withheld for s in f.statements) for f in released.findings)
        say(numbered(finding=n_findings, gap=len(released.gaps)))


def main() -> None:
    """Run the command line."""
    open_streams()
    app()
