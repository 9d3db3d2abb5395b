"""Truth: what is true of a simulated world, as ``truth.json`` (schema ``leadline/truth/1``).

For comparing after an assessment; nothing that reads contributions reads it.
"""

import json
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from leadline.flow.exercise.beside import INVENTED, children_of
from leadline.flow.exercise.calendar import AS_OF, WINDOW, Calendar, months
from leadline.flow.exercise.cell import Known
from leadline.flow.exercise.drawn import Drawn
from leadline.flow.exercise.sender import Sender
from leadline.models.simulate import Ground

SCHEMA = "leadline/truth/1"
# By month of occurrence in the window, as whole numbers.
COUNTED = ("expected", "happened", "within", "lost")
# At the end of each month of the window.
OPEN = ("waiting", "left_over")
# One number for each series.
FIXED = ("effect", "displaced", "returning", "slowing", "lasting")
_DIGITS = 4


def truth_of(
    senders: Sequence[Sender],
    known: Sequence[Known],
    *,
    codes: Sequence[str],
    ground: Ground,
    kind: str,
    seed: int,
    within: int,
    more: dict[str, object],
) -> bytes:
    """Return the file; ``more`` are tables that stand beside the series."""
    calendar = months()
    head = {
        "schema": SCHEMA,
        "exercise": INVENTED,
        "kind": kind,
        "seed": seed,
        "as_of": AS_OF.isoformat(),
        "within": within,
        "window": [str(period) for period in WINDOW],
        "ahead": [str(period) for period in calendar.periods[calendar.n_past :]],
        "members": [
            {"member": code, "region": f"region-{region + 1}", "children": children}
            for code, region, children in zip(
                codes, ground.region.tolist(), children_of(ground), strict=True
            )
        ],
        **more,
    }
    series = [
        row
        for sender, at in zip(senders, known, strict=True)
        for row in _series(sender, at, codes[sender.member])
    ]
    return _lines({**head, "series": series})


def capacity_rows(
    senders: Sequence[Sender], known: Sequence[Known], codes: Sequence[str]
) -> Iterator[dict[str, object]]:
    """Yield what units can do, of each sender that counts cases opened or what follows."""
    for sender, at in zip(senders, known, strict=True):
        capacity = at.drawn.capacity
        roles = {sender.body.columns[column].role for column in sender.columns} - {""}
        if capacity is None or not roles:
            continue
        window = _window(at.drawn.calendar)
        whole = {
            name: getattr(capacity, name)[sender.member, window].tolist()
            for name in ("opened", "closed", "open_stock", "officers", "redeployed")
        }
        yield {
            "source": sender.source,
            "member": codes[sender.member],
            "rate": round(float(capacity.rate[sender.member]), _DIGITS),
            "share": _rounded(capacity.share[sender.member, window]),
            **whole,
        }


def _series(sender: Sender, known: Known, code: str) -> Iterator[dict[str, object]]:
    drawn = known.drawn
    for column in sender.columns:
        row = drawn.series(sender.member, column)
        if row >= 0:
            yield _one(sender, known, column, row, code)


def _one(sender: Sender, known: Known, column: int, row: int, code: str) -> dict[str, object]:
    drawn = known.drawn
    world, truth, window = drawn.world, drawn.world.truth, _window(drawn.calendar)
    kind = sender.body.columns[column]
    arrays = {name: getattr(truth, name)[row, window].tolist() for name in (*COUNTED, *OPEN)}
    return {
        "source": sender.source,
        "member": code,
        "theme": kind.theme,
        "indicator": kind.indicator,
        "channel": kind.channel,
        "frequency": str(drawn.calendar.periods[0].frequency),
        "sent_as": sender.form,
        "begins": str(drawn.calendar.periods[int(world.begins_at[row])]),
        "break": _break(drawn, row),
        **{name: round(float(getattr(truth, name)[row]), _DIGITS) for name in FIXED},
        "expected_mean": _rounded(truth.expected_mean[row, window], 1),
        "offending_log": _rounded(truth.offending_log[row, window]),
        **arrays,
        "late": known.late[row, window].tolist(),
        **{name: _delays(both[:, row]) for name, both in known.delays.items()},
        "ahead": known.final[row, drawn.calendar.n_past :].tolist(),
    }


def _break(drawn: Drawn, row: int) -> dict[str, object] | None:
    world = drawn.world
    at = int(world.break_at[row])
    if at < 0:
        return None
    return {
        "from": str(drawn.calendar.periods[at]),
        "log": round(float(world.break_log[row]), _DIGITS),
        "declared": bool(world.is_declared[row]),
    }


def _window(calendar: Calendar) -> slice:
    return slice(calendar.n_past - calendar.n_window, calendar.n_past)


def _delays(values: NDArray[np.float64]) -> list[int | None]:
    """Return delays before the window and in it; None where nothing was reported."""
    return [None if np.isnan(value) else int(value) for value in values]


def _rounded(values: NDArray[np.float64], digits: int = _DIGITS) -> list[float]:
    return [round(float(value), digits) for value in values]


def _lines(content: dict[str, object]) -> bytes:
    """Return JSON with one line for each row of a table."""
    parts = []
    for key, value in content.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f'"{key}": [\n{rows}\n]')
        else:
            parts.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()
