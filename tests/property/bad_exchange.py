"""Parquet files and tables of SDMX-CSV that are each wrong in one known way."""

import csv
import io
import random
from collections.abc import Callable
from datetime import UTC, date, datetime

import polars as pl
from tests.property.bad_files import HEADERS, Case, Maker, Table, canary
from tests.property.bad_tables import NO_CODE, NO_SUCH_DATE, digits

from leadline.core.sdmx import DATAFLOW, DIMENSIONS, LEADING, OBSERVATION

Payload = Callable[[random.Random], str]
KINDS = list(HEADERS)


def column_type(rng: random.Random) -> Case:
    """A value of a type that has no one text, among them what its text would show."""
    table, text = Table.good(rng.choice(KINDS)), canary(rng)
    number = int(digits(rng, 9))
    value = rng.choice(
        [
            number + 0.5,
            text.encode(),
            [text],
            {text: text},
            datetime(2031, 3, 1, 12, 30, tzinfo=UTC),
            rng.random() < 0.5,
        ]
    )
    column = pl.Series([value] * len(table.rows))
    content = table.parquet(**{rng.choice(table.header): column})
    return Case(
        "column_type", table.kind, f"{table.kind}.parquet", content, (text, str(number), "2031-03")
    )


def parquet_damaged(rng: random.Random) -> Case:
    table, text = Table.good(rng.choice(KINDS)), canary(rng)
    table.rows[0][table.header[0]] = text
    content = table.parquet()
    # Bytes that are lacking within may leave a file that can be read: bad_bytes looks at those.
    how = rng.randrange(3)
    if how == 0:
        content = content[: rng.randint(8, len(content) - 40)]
    elif how == 1:
        content = b"PAR1" + text.encode() * rng.randint(1, 60) + b"PAR1"
    else:
        content = content[:-8] + rng.randbytes(4) + b"PAR1"
    return Case("parquet_damaged", table.kind, f"{table.kind}.parquet", content, (text,))


def rows_without_end(rng: random.Random) -> Case:
    """A few thousand bytes that say one thing some millions of times."""
    n = rng.randint(12_000_000, 30_000_000)
    stream = io.BytesIO()
    pl.DataFrame({"count": pl.repeat(7, n, dtype=pl.Int8, eager=True)}).write_parquet(stream)
    return Case("lines_too_many", "counts", "counts.parquet", stream.getvalue())


def texts_without_end(rng: random.Random) -> Case:
    """Fewer rows than are too many, each with the same long text."""
    text, n = canary(rng) * 100, rng.randint(600_000, 700_000)
    stream = io.BytesIO()
    pl.DataFrame({"count": pl.repeat(text, n, eager=True)}).write_parquet(stream)
    return Case("expands_too_much", "counts", "counts.parquet", stream.getvalue(), (text,))


def good_row(at: int) -> dict[str, str]:
    return {
        "STRUCTURE": "dataflow",
        "STRUCTURE_ID": DATAFLOW,
        "ACTION": "I",
        "FREQ": "M",
        "SOURCE": "police-1",
        "REF_AREA": "QMA",
        "COUNTERPART_AREA": "QMA",
        "INDICATOR": "reporting-referrals",
        "CHANNEL": "family",
        "OCCURRED": "_X",
        "KNOWN_ON": "2021-03-31",
        "TIME_PERIOD": f"2020-{at:02d}",
        "OBS_VALUE": str(at * 7),
        "OBS_STATUS": "A",
        "OBS_BELOW": "",
    }


def sdmx(rows: list[dict[str, str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, [*LEADING, *DIMENSIONS, *OBSERVATION], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def sdmx_field(code: str, column: str, payload: Payload, **others: str) -> Maker:
    def make(rng: random.Random) -> Case:
        rows, text = [good_row(at) for at in range(1, 10)], payload(rng)
        rng.choice(rows).update({column: text, **others})
        planted = (text,) if len(text) >= 6 else ()
        return Case(code, "counts", "counts.csv", sdmx(rows), planted)

    return make


def sdmx_two_values(rng: random.Random) -> Case:
    rows, value = [good_row(at) for at in range(1, 10)], digits(rng, 7)
    rng.choice(rows).update(OBS_VALUE=value, OBS_BELOW="5")
    return Case("sdmx_two_values", "counts", "counts.csv", sdmx(rows), (value,))


def no_period(rng: random.Random) -> str:
    year = f"20{digits(rng, 2)}"
    return rng.choice(
        [
            canary(rng),
            f"{year}-H1",
            f"{year}-S3",
            f"{year}M03",
            f"{year}-03-01/P{digits(rng, 1)}M",
            f"{year}-03-01/2031-0{digits(rng, 1)}-01",
            f"{year}-03-01T00:00:00",
        ]
    )


def day(rng: random.Random) -> str:
    return date(2020, rng.randint(1, 12), rng.randint(1, 28)).isoformat()


EXCHANGE_MAKERS: list[Maker] = [
    column_type,
    parquet_damaged,
    rows_without_end,
    texts_without_end,
    sdmx_field("sdmx_structure", "STRUCTURE_ID", lambda rng: f"{canary(rng).upper()}:DF_X(1.0)"),
    sdmx_field("sdmx_structure", "STRUCTURE", canary),
    sdmx_field("sdmx_action", "ACTION", lambda rng: rng.choice(["D", "M", canary(rng)])),
    sdmx_field("sdmx_indicator", "INDICATOR", lambda rng: canary(rng) + "."),
    sdmx_field("sdmx_period", "TIME_PERIOD", no_period),
    sdmx_field("sdmx_period", "OCCURRED", lambda rng: f"{day(rng)}/P{digits(rng, 2)}D"),
    sdmx_field("period_impossible", "TIME_PERIOD", lambda rng: f"203{digits(rng, 1)}-M13"),
    sdmx_field("sdmx_frequency", "FREQ", lambda rng: rng.choice([*"DWQSA", "_U", canary(rng)])),
    sdmx_field("sdmx_value", "OBS_VALUE", lambda rng: f"{digits(rng, 6)}.0"),
    sdmx_field("sdmx_value", "OBS_BELOW", lambda rng: f"<{digits(rng, 6)}", OBS_VALUE=""),
    sdmx_field("count_blank", "OBS_VALUE", lambda rng: ""),
    sdmx_field("date_impossible", "KNOWN_ON", NO_SUCH_DATE),
    sdmx_field("code_form", "CHANNEL", NO_CODE),
    sdmx_field("indicator_unknown", "INDICATOR", lambda rng: f"reporting-{canary(rng)}"),
    sdmx_two_values,
]
