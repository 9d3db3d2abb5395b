"""Decode: a Parquet file on stdin to CSV on stdout, as a process of its own.

The decoder of polars aborts its process on some damaged files, and prints what it found there:
here it may. The first line of the answer is ``ok``, or one refusal a line: a problem's code and
the number of the column, 0 for the whole file. Whatever else happens is a damaged file.
"""

import io
import sys
from contextlib import suppress
from typing import BinaryIO

import polars as pl

from leadline.intake import limit

OK = b"ok"
# The codes that an answer may hold.
REFUSALS = ("column_type", "lines_too_many")
_MOST_MEMORY = 4 * 1024**3


def decode(content: bytes, answer: BinaryIO) -> None:
    """Write what a Parquet file holds, or why it is refused."""
    frame = pl.scan_parquet(io.BytesIO(content))
    schema = frame.collect_schema()
    # Its end says how many rows it has: a few bytes may repeat one value a billion times.
    if frame.select(pl.len()).collect().item() >= limit.MOST_LINES:
        answer.write(b"lines_too_many 0\n")
        return
    strange = [at for at, kind in enumerate(schema.dtypes(), 1) if not _has_text(kind)]
    answer.writelines(b"column_type %d\n" % at for at in strange)
    if not strange:
        answer.write(OK + b"\n")
        texts = [pl.col(name) for name, kind in schema.items() if kind == pl.String]
        frame.with_columns(map(_on_one_line, texts)).sink_csv(answer)


def _on_one_line(text: pl.Expr) -> pl.Expr:
    """Return texts of which each stays on the line of its row, blank ones without quotes."""
    # A line break becomes another mark that the gate refuses.
    return pl.when(text != "").then(text.str.replace_all("\n", "\v", literal=True))


def _has_text(kind: pl.DataType) -> bool:
    """Whether each value of a type has one text: floats, moments and bytes have several."""
    return kind.is_integer() or kind in (pl.String, pl.Date, pl.Null, pl.Categorical, pl.Enum)


def _bound() -> None:
    """Limit the memory of this process; where it dies, no image of it is left behind."""
    with suppress(ImportError):  # Windows has no such limits
        import resource

        for which, most in ((resource.RLIMIT_AS, _MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(which)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (most, hard))


if __name__ == "__main__":
    _bound()
    decode(sys.stdin.buffer.read(), sys.stdout.buffer)
