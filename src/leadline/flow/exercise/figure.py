"""Figures: what some members published of their own counts, as an analyst would have read it."""

from collections.abc import Iterator, Sequence

from leadline.core.code import Codelists
from leadline.core.period import Period, years_before
from leadline.flow.exercise.beside import INVENTED, Row
from leadline.flow.exercise.cell import Known
from leadline.flow.exercise.sender import TOTALS, WEEK, Sender
from leadline.intake.figure import COLUMNS

HEADER = tuple(column.name for column in COLUMNS)
_QUARTER = Period.parse("2020-Q2")
_ONE_IN = 12
# A survey asks children and adults what happened to them: it needs no report.
SURVEY: Row = {
    "id": "survey-of-the-exercise",
    "place": "All exercise members",
    "source_type": "survey",
    "theme": "reporting",
    "indicator": "offences_recorded",
    "unit": "offences",
    "period": "2020",
    "comparison_kind": "survey",
    "change_share": "-0.02",
    "lower": "-0.2",
    "upper": "0.2",
    "read": "invented",
    "citation": INVENTED,
}


def figure_rows(
    senders: Sequence[Sender], known: Sequence[Known], codes: Sequence[str], codelists: Codelists
) -> Iterator[Row]:
    """Yield a survey, and the change in one quarter that every twelfth sender published."""
    yield SURVEY
    before = years_before(_QUARTER, 1)
    publishing = [
        (sender, at)
        for sender, at in zip(senders, known, strict=True)
        if sender.is_public and sender.form not in (TOTALS, WEEK)
    ]
    for sender, at in publishing[::_ONE_IN]:
        place = _flow(sender)
        if place < 0:
            continue
        column = sender.body.columns[place]
        listed = codelists.indicator(column.theme, column.indicator)
        assert listed is not None, "columns come from the codelists"
        row = at.drawn.series(sender.member, place)
        values = [_sum(at, row, period) for period in (before, _QUARTER)]
        if values[0] < 1:
            continue
        yield {
            "id": f"published-{sender.body.id}-{codes[sender.member].lower()}",
            "place": f"Exercise member {codes[sender.member]}",
            "member": codes[sender.member],
            "source_type": sender.body.type,
            "theme": column.theme,
            "indicator": column.indicator,
            "channel": column.channel,
            "unit": listed.unit,
            "period": str(_QUARTER),
            "value": values[1],
            "comparison_kind": "period",
            "comparison_period": str(before),
            "comparison_value": values[0],
            "change_share": f"{values[1] / values[0] - 1:.3f}",
            "read": "invented",
            "citation": INVENTED,
        }


def _flow(sender: Sender) -> int:
    """Return the first column that is a flow and is drawn, -1 for none."""
    columns = sender.body.columns
    found = (
        at
        for at in sender.columns
        if columns[at].kind == "flow" and columns[at].role in ("", "opened")
    )
    return next(found, -1)


def _sum(known: Known, row: int, quarter: object) -> int:
    periods = known.drawn.calendar.periods
    inside = [at for at, period in enumerate(periods) if _is_inside(period, quarter)]
    return int(known.final[row, inside].sum())


def _is_inside(period: Period, quarter: object) -> bool:
    assert isinstance(quarter, Period), "a year before a quarter is a quarter"
    return quarter.first <= period.first and period.last <= quarter.last
