"""Post: an assessment file to letters in an outbox, one for each contributor in its language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from leadline.core.code import Codelists
from leadline.core.error import UsageError
from leadline.core.letter import Letter
from leadline.core.plan import Plan
from leadline.core.question import Question
from leadline.flow.assess import ask
from leadline.flow.cache import Cache
from leadline.flow.letter import Gathered, unplaced, write_letters
from leadline.flow.outbox import check_outbox, put_letters
from leadline.flow.workspace import check_apart, check_outside, default_home, open_workspace
from leadline.intake.assessment import read_assessment
from leadline.intake.codelist import read_codelists
from leadline.intake.inputs import Inputs, gather_inputs
from leadline.intake.problem import Report
from leadline.publish.letter.page import render_letter_page
from leadline.publish.letter.paper import tell_letter
from leadline.publish.letter.pdf import render_letter
from leadline.words import words

Tell = Callable[[str, float, bool], None]


@dataclass(frozen=True)
class Posted:
    """What was written, and what the coordinator should know.

    Parameters
    ----------
    unplaced : tuple of str
        Counts files of which no row says whose it is: their problems stand in no letter.
    unasked : str
        Why no question was drawn from expected counts; empty where they were computed.
    """

    letters: tuple[Letter, ...]
    paths: tuple[Path, ...]
    unplaced: tuple[str, ...]
    unasked: str


def post_letters(
    path: str | Path,
    out: Path,
    *,
    sources: Sequence[str] | None = None,
    workspace: Path | None = None,
    tell: Tell = lambda stage, seconds, was_kept: None,
) -> Posted:
    """Write a letter to each contributor as PDF and page; files with problems are told of.

    Parameters
    ----------
    sources : ids to write to; by default all that the assessment declares

    Raises
    ------
    InputRefused
        The assessment file itself has problems.
    UsageError
        A source that the assessment does not declare, or a folder that is no outbox of it.
    """
    codelists = read_codelists()
    plan = read_assessment(path, codelists=codelists)
    chosen = _chosen(plan, sources)
    home = workspace or default_home() / plan.id
    check_outside(out, Path(path), name="assessment file")
    check_apart(out, workspace=home)
    check_outbox(out, assessment=plan.id)
    began = perf_counter()
    report = Report()
    inputs = gather_inputs(plan, codelists=codelists, report=report)
    tell("intake", perf_counter() - began, False)
    questions, unasked = _questions(plan, inputs, codelists, open_workspace(home).cache(tell))
    gathered = Gathered(plan, inputs, report.problems, questions, codelists)
    began = perf_counter()
    letters = write_letters(gathered, chosen)
    paths = put_letters(
        out,
        {letter.source: _files(letter) for letter in letters},
        assessment=plan.id,
        all_of_it=sources is None,
    )
    tell("letters", perf_counter() - began, False)
    return Posted(letters, tuple(paths), unplaced(inputs), unasked)


def _chosen(plan: Plan, sources: Sequence[str] | None) -> Sequence[str]:
    declared = [source.id for source in plan.sources]
    if not sources:
        return declared
    if not set(sources) <= set(declared):
        raise UsageError(
            "The assessment declares no such source.",
            next_step=f"Choose among {', '.join(declared)}.",
        )
    return sources


def _questions(
    plan: Plan, inputs: Inputs, codelists: Codelists, cache: Cache
) -> tuple[tuple[Question, ...], str]:
    """Return the questions; none, and why, where nothing can be expected yet."""
    try:
        return ask(plan, inputs, codelists, cache), ""
    except UsageError as refused:
        return (), refused.message


def _files(letter: Letter) -> dict[str, bytes]:
    paper = tell_letter(letter, words(letter.language))
    name = f"{letter.source}.{letter.language}"
    return {
        f"{name}.html": render_letter_page(paper),
        f"{name}.pdf": render_letter(paper, as_of=letter.as_of),
    }
