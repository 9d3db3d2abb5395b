"""Form: what a printed table asks two people to type, as a file to fill and a page to print."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from leadline.core.code import Codelists
from leadline.core.error import UsageError
from leadline.core.period import Period, period_range
from leadline.core.plan import is_fictional
from leadline.flow.cache import write_whole
from leadline.intake import form
from leadline.intake.codelist import read_codelists
from leadline.intake.form import Form, NotInForm
from leadline.intake.problem import problem_kinds
from leadline.intake.transcription import HEADER, TOTAL
from leadline.publish.form import Sheet, render_form
from leadline.words import UnknownLanguage, words

# More than a person types in one sitting.
MOST_CELLS = 600


@dataclass(frozen=True)
class Asked:
    """The same periods of each member and indicator, all of one document."""

    source: str
    members: tuple[str, ...]
    theme: str
    indicators: tuple[str, ...]
    channel: str
    periods: tuple[Period, ...]
    known_on: date
    reference: str

    def series(self) -> Iterator[tuple[str, str]]:
        """Yield member and indicator of each series."""
        for member in self.members:
            for indicator in self.indicators:
                yield member, indicator


def asked_for(
    *,
    source: str,
    members: Sequence[str],
    theme: str,
    indicators: Sequence[str],
    channel: str,
    first: str,
    last: str,
    known_on: str,
    reference: str,
) -> Asked:
    """Return what a form asks for, each part held against its form and codelist.

    Raises
    ------
    UsageError
        A code that no list has, periods that are no range, or more cells than one sitting bears.
    """
    asked = Asked(
        source=checked(form.IDENTIFIER, source, name="source"),
        members=tuple(checked(form.MEMBER, each, name="member") for each in members),
        theme=theme,
        indicators=tuple(indicators),
        channel=channel,
        periods=_periods(first, last),
        known_on=checked(form.DATE, known_on, name="known-on"),
        reference=checked(form.TEXT, reference, name="reference"),
    )
    _check_codes(asked, read_codelists())
    if asked.periods[-1].first > asked.known_on:
        raise UsageError(
            "--to begins after --known-on.",
            next_step="End the form with the last period that the document can know.",
        )
    if len(asked.periods) * len(list(asked.series())) > MOST_CELLS:
        raise UsageError(
            f"A form has at most {MOST_CELLS} cells.", next_step="Make several smaller forms."
        )
    return asked


def write_form(asked: Asked, out: Path, *, lang: str) -> tuple[Path, Path]:
    """Write the empty form, and beside it the page to print; return both.

    Raises
    ------
    UsageError
        The form is there already, has another ending than ``.csv``, or there are no words in
        this language.
    """
    if out.suffix != ".csv":
        raise UsageError("A form is a CSV file.", next_step="End its name in .csv.")
    page = out.with_suffix(".html")
    for path in (out, page):
        check_new(path)
    content = _page(asked, lang)
    write_whole(out, csv_text(HEADER, _rows(asked)).encode())
    write_whole(page, content)
    return out, page


def check_new(path: Path) -> None:
    """Refuse to write over a file: what a person typed into it would be lost.

    Raises
    ------
    UsageError
        The file is there.
    """
    if path.exists():
        raise UsageError(
            f"{path} is there already.", next_step="Name another file, or remove this one."
        )


# What a form reads differs from form to form.
def checked(expected: Form, text: str, *, name: str) -> Any:  # as above
    """Return what an option says.

    Raises
    ------
    UsageError
        The text has not the form that the option needs.
    """
    try:
        return expected.read(text)
    except NotInForm as refused:
        kind = problem_kinds()[refused.code]
        raise UsageError(f"--{name}: {kind.message}", next_step=kind.next_step) from None


def csv_text(header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _periods(first: str, last: str) -> tuple[Period, ...]:
    begin = checked(form.REGULAR_PERIOD, first, name="from")
    end = checked(form.REGULAR_PERIOD, last, name="to")
    if begin.frequency is not end.frequency or end < begin:
        raise UsageError(
            "--from and --to are no range.",
            next_step="Give two periods of one frequency, the earlier one first.",
        )
    return tuple(period_range(begin, end))


def _check_codes(asked: Asked, codelists: Codelists) -> None:
    known = [(row.theme, row.code) for row in codelists.indicators]
    if any((asked.theme, indicator) not in known for indicator in asked.indicators):
        raise UsageError(
            "The codelist has no such theme and indicator.",
            next_step="Choose a pair of docs/reference/codelists.md.",
        )
    if asked.channel not in codelists.channels:
        raise UsageError(
            "The codelist has no such channel.",
            next_step=f"Choose one of {', '.join(sorted(codelists.channels))}.",
        )
    for name in ("members", "indicators"):
        if len(set(getattr(asked, name))) < len(getattr(asked, name)):
            raise UsageError(f"One of the {name} stands twice.", next_step="Name each once.")


def _rows(asked: Asked) -> Iterator[dict[str, str]]:
    shared = {
        "source": asked.source,
        "theme": asked.theme,
        "channel": asked.channel,
        "known_on": asked.known_on.isoformat(),
        "reference": asked.reference,
    }
    for member, indicator in asked.series():
        for period in (*map(str, asked.periods), TOTAL):
            yield {**shared, "member": member, "indicator": indicator, "reported": period}


def _page(asked: Asked, lang: str) -> bytes:
    try:
        voice = words(lang)
    except UnknownLanguage as unknown:
        raise UsageError(str(unknown.args[0]), next_step="Choose one of these.") from None
    periods = tuple(map(str, asked.periods))
    sheets = [
        Sheet(member, asked.theme, indicator, asked.channel, periods)
        for member, indicator in asked.series()
    ]
    return render_form(
        sheets,
        source=asked.source,
        known_on=asked.known_on,
        reference=asked.reference,
        words=voice,
        is_exercise=any(map(is_fictional, asked.members)),
    )
