"""The lines behind numbers, kept in the private workspace only.

One row a cell: its series, period, file and line. A printed number leads to its statement,
the statement to its series, the series to these rows. Figures and measures have rows of
their own.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import polars as pl

from leadline.core.context import Context
from leadline.core.counts import Counts
from leadline.core.error import Unreadable
from leadline.core.finding import BY_OCCURRENCE, Assessment, Finding
from leadline.core.period import Period, Span, compact, parse_period
from leadline.core.trace import CellTrace, NumberId, line_ranges
from leadline.disclose.ledger import Ledger
from leadline.disclose.mint import comparison_key, measure_key
from leadline.flow.cache import write_whole

_EXPECTED = (
    "expected",
    "expected_lower",
    "expected_upper",
    "expected_lower_adjusted",
    "expected_upper_adjusted",
    "mid",
    "lower",
    "upper",
    "lower_adjusted",
    "upper_adjusted",
    "pct",
    "tail",
)
# Numbers of findings by occurrence alone, with their ends.
_BY_OCCURRENCE = ("complete", "share", "dot_")


def write_lines(path: Path, counts: Counts, assessment: Assessment, context: Context) -> None:
    """Keep the place of every cell, figure and measure, and what each statement sums."""
    keys = counts.keys
    cells = pl.DataFrame(
        {
            "series": [_label(*keys[i][:2], *keys[i][3:]) for i in counts.series.tolist()],
            "period": [str(counts.periods[p]) if p >= 0 else "" for p in counts.reported.tolist()],
            "occurred": [
                str(counts.periods[p]) if p >= 0 else "" for p in counts.occurred.tolist()
            ],
            "file": [counts.files[f] for f in counts.file.tolist()],
            "row": counts.row.tolist(),
            "reference": counts.reference_texts(),
        }
    )
    panels = pl.DataFrame(
        [
            (
                finding.key,
                statement.subject,
                _label(finding.source, member, *_what(finding)),
                "occurred" if finding.kind in BY_OCCURRENCE else "period",
            )
            for finding in assessment.findings
            for statement in finding.statements
            for member in statement.members
        ],
        schema={
            "finding": pl.String,
            "subject": pl.String,
            "series": pl.String,
            "by": pl.String,
        },
        orient="row",
    )
    declared = pl.DataFrame(
        list(_declared(assessment, context)),
        schema={"finding": pl.String, "subject": pl.String, "file": pl.String, "row": pl.Int64},
        orient="row",
    )
    for name, table in (("lines", cells), ("panels", panels), ("declared", declared)):
        content = BytesIO()
        table.write_parquet(content)
        write_whole(path.with_stem(name), content.getvalue())


def _declared(assessment: Assessment, context: Context) -> Iterator[tuple[str, str, str, int]]:
    """Yield finding, subject, file and line of what was read off, not computed from counts."""
    for comparison in assessment.comparisons:
        figure = comparison.figure
        yield comparison_key(comparison), figure.id, figure.file, figure.row
    for spell in assessment.measures:
        for row in context.rows:
            if row.is_on and (row.member, row.measure) == (spell.member, spell.measure):
                yield measure_key(spell), spell.member, row.file, row.row


def find_lines(
    path: Path, number: NumberId, ledger: Ledger, *, baseline: tuple[str, str]
) -> tuple[CellTrace, ...]:
    """Return the lines of contributed files that a number rests on.

    An observed count rests on its own periods; an expected count, and what is computed from
    it, on the baseline too. A published figure and a measure stand in lines of their own.
    A control window rests on all series, a selection on all claims: no line is named.

    Raises
    ------
    Unreadable
        The lines kept in the workspace are gone or damaged.
    """
    key = next((k for k, n in ledger.findings.items() if f"F{n:02d}" == number.finding), "")
    mine = _table(path.with_stem("panels")).filter(finding=key, subject=number.subject)
    if len(mine):
        cells = _table(path).join(mine, on="series", how="semi")
        rows = _cells(cells, number, baseline, by=mine["by"][0])
    else:
        rows = _table(path.with_stem("declared")).filter(finding=key, subject=number.subject)
    return tuple(
        CellTrace(str(name), line_ranges(part["row"].to_list()), _references(part))
        for (name,), part in sorted(rows.group_by("file"), key=lambda item: str(item[0]))
    )


def _references(part: pl.DataFrame) -> tuple[str, ...]:
    # Figures and measures have none, nor has a workspace of an earlier version.
    if "reference" not in part.columns:
        return ()
    named = part.filter(pl.col("reference") != "").sort("row")
    return tuple(named["reference"].unique(maintain_order=True).to_list())


def _cells(
    cells: pl.DataFrame, number: NumberId, baseline: tuple[str, str], *, by: str
) -> pl.DataFrame:
    spans = [_named_period(number.period)]
    if number.suffix in _EXPECTED or number.suffix.startswith(_BY_OCCURRENCE):
        first, last = (parse_period(end) for end in baseline)
        spans.append(Span(first.first, last.last))
    # By occurrence what is expected depends on what came in of the period too.
    if number.suffix.startswith("expected") and by == "period":
        spans = spans[1:]
    wanted = [p for p in cells[by].unique().to_list() if p and _inside(p, spans)]
    return cells.filter(pl.col(by).is_in(wanted))


def _table(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError):
        raise Unreadable(
            f"{path.name} of the workspace is gone or damaged.",
            next_step="Run `leadline assess` again: it is written anew.",
        ) from None


def _what(finding: Finding) -> tuple[str, str, str]:
    return finding.indicator.theme, finding.indicator.code, finding.channel


def _label(source: str, member: str, theme: str, indicator: str, channel: str) -> str:
    return "|".join((source, member, theme, indicator, channel))


def _named_period(text: str) -> Period | Span:
    """Read a period as it stands in a number id, without hyphens."""
    if "_" in text:
        first, last = text.split("_")
        return Span(_named_period(first).first, _named_period(last).last)
    year, rest = text[:4], text[4:]
    if len(rest) == 4:
        rest = f"{rest[:2]}-{rest[2:]}"
    period = Period.parse(f"{year}-{rest}" if rest else year)
    assert compact(period) == text, "not a period of a number id"
    return period


def _inside(text: str, spans: Sequence[Period | Span]) -> bool:
    period = parse_period(text)
    return any(span.first <= period.first and period.last <= span.last for span in spans)
