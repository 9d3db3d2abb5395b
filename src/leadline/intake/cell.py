"""Cell: what a cell of a spreadsheet holds, as the text that a CSV file would hold."""

import re
from datetime import date, datetime, time, timedelta

from leadline.intake.table import EXCEL_DATE

Value = str | float | int | bool | date | datetime | time | timedelta

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def cell_text(value: Value) -> tuple[str, str]:
    """Return the text, and a problem code where a cell has none."""
    if isinstance(value, str):
        return ("", "cell_line_break") if _CONTROL.search(value) else (value, "")
    if isinstance(value, bool):
        return "", "cell_truth"
    if isinstance(value, int):
        return str(value), ""
    if isinstance(value, float):
        # Nought is added because a spreadsheet shows minus nought as 0.
        return format(value + 0.0, ".0f" if value.is_integer() else ".15g"), ""
    return _day(value)


def _day(value: date | datetime | time | timedelta) -> tuple[str, str]:
    if isinstance(value, datetime) and value.time() == time():
        return EXCEL_DATE + value.date().isoformat(), ""
    if isinstance(value, date) and not isinstance(value, datetime):
        return EXCEL_DATE + value.isoformat(), ""
    return "", "cell_time"
