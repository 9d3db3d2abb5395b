"""Python's door: what a notebook or a script calls, each in one line.

The same steps as the command line, with values in place of files and text. The clock and the
seed come from the assessment file; nothing is printed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from leadline.core.error import Problem, UsageError
from leadline.core.released import Released

if TYPE_CHECKING:
    import polars as pl

    from leadline.flow.status import Status
    from leadline.flow.trace import Trace

Place = str | Path


def assess(
    assessment: Place, *, workspace: Place | None = None, edition: str = "public"
) -> Released:
    """Return the released assessment of an assessment file.

    Rounding key, release ledger and kept stages go into the private workspace; ``report``
    writes what may be published.

    Parameters
    ----------
    workspace : private folder; by default one of the user's own
    edition : ``public`` or ``restricted``

    Raises
    ------
    InputRefused
        Any file breaks its schema; all problems of all files together.
    UsageError
        The edition has another name.
    Unreadable
        Key or ledger of the workspace is damaged.
    """
    from leadline.flow.assess import assess as run

    room = None if workspace is None else Path(workspace)
    return run(assessment, workspace=room, edition=edition).released


def check(*files: Place) -> tuple[Problem, ...]:
    """Return all problems of contribution or assessment files; empty when there is none.

    An assessment file brings the files that it names with it, and notes on counts from which
    nothing can be expected.
    """
    from leadline.flow.check import check_files

    return check_files(files).problems


def expect(
    counts: Place | Sequence[Place],
    *,
    train_until: str,
    horizon: int,
    seed: int = 20200907,
    workspace: Place | None = None,
) -> "pl.DataFrame":
    """Return the quantile table of what is expected after a period.

    One row for each series, period and level; the sum of all periods stands under ``total``.

    Parameters
    ----------
    counts : one counts file or several
    train_until : last period to learn from, ``2018-12``, ``2018-W52`` or ``2018-Q4``
    horizon : number of periods to expect after it
    workspace : where the stage is kept; by default it is not

    Raises
    ------
    InputRefused
        A file breaks its schema.
    UsageError
        The period has no model, or less than a year of counts lies before it.
    """
    from leadline.flow.forecast import expect_files

    if horizon < 1:
        raise UsageError("There is nothing to expect.", next_step="Give a horizon of 1 or more.")
    return expect_files(
        [counts] if isinstance(counts, str | Path) else counts,
        train_until=train_until,
        horizon=horizon,
        seed=seed,
        workspace=None if workspace is None else Path(workspace),
        tell=lambda stage, seconds, was_kept: None,
    )


def nowcast(
    counts: Place | Sequence[Place],
    *,
    as_of: str | Sequence[str],
    sum: int = 1,
    max_delay: int | None = None,
    seed: int = 20200907,
) -> "pl.DataFrame":
    """Return the quantile table of what will have been reported within D, as seen on dates.

    One row for each series, date, period and level, as far back as D. Reports up to the date
    alone are looked at.

    Parameters
    ----------
    counts : one counts file or several, with the periods of occurrence and of report
    as_of : ``2022-01-31``, or ``2021-11-22..2022-01-31/5`` for every fifth day; one or several
    sum : number of periods in each trailing sum; a row's period is the last of them
    max_delay : D in periods; by default the largest delay seen

    Raises
    ------
    InputRefused
        A file breaks its schema.
    UsageError
        A date cannot be read, or there is nothing to nowcast from.
    """
    from leadline.flow.nowcast import nowcast_files

    if sum < 1 or (max_delay is not None and max_delay < 1):
        raise UsageError("Sums and delays are of 1 period or more.", next_step="Give 1 or more.")
    return nowcast_files(
        [counts] if isinstance(counts, str | Path) else counts,
        as_of=[as_of] if isinstance(as_of, str) else as_of,
        n_sum=sum,
        max_delay=max_delay,
        seed=seed,
        tell=lambda stage, seconds, was_kept: None,
    ).table


def report(
    released: Released, out: Place, *, languages: Sequence[str] | None = None
) -> tuple[Path, ...]:
    """Write the edition of a released assessment into a folder and return what was written.

    PDF and pages in the languages named, by default all of the release; data, trace and the
    released assessment itself beside them.

    Raises
    ------
    UsageError
        A language that the release does not have.
    """
    from leadline.flow.edition import write_edition

    return tuple(write_edition(released, Path(out), languages=languages))


def status(assessment: Place) -> "Status":
    """Return who sent what, understood how far, and which problems are open.

    Files with problems are part of the answer; no model is run.

    Raises
    ------
    InputRefused
        The assessment file itself has problems.
    """
    from leadline.flow.status import status as gather

    return gather(assessment)


def trace(folder: Place, number_id: str) -> "Trace":
    """Return where a printed number comes from.

    In an output folder that is finding, method and release; in the private workspace also the
    lines of the files behind it.

    Raises
    ------
    UsageError
        Not a number id, or no such number in this release.
    Unreadable
        The folder holds no released assessment.
    """
    from leadline.flow.trace import trace as follow

    return follow(folder, number_id)


def letters(
    assessment: Place,
    out: Place,
    *,
    sources: Sequence[str] | None = None,
    workspace: Place | None = None,
) -> tuple[Path, ...]:
    """Write a letter to each contributor into a private folder and return what was written.

    What was received, what was understood, questions, and what would help most, as PDF and
    page in the contributor's language. A letter holds nothing of any other contributor.

    Parameters
    ----------
    sources : ids to write to; by default all that the assessment declares
    workspace : where stages are kept; by default one of the user's own

    Raises
    ------
    InputRefused
        The assessment file itself has problems.
    UsageError
        A source that the assessment does not declare, or a folder that holds something else.
    """
    from leadline.flow.post import post_letters

    room = None if workspace is None else Path(workspace)
    return post_letters(assessment, Path(out), sources=sources, workspace=room).paths


def read(path: Place) -> Released:
    """Return the released assessment of an ``assessment.json``, its seal verified.

    Raises
    ------
    Unreadable
        No such file, not a released assessment, or changed after its release.
    """
    from leadline.flow.edition import read_released

    return read_released(Path(path))
